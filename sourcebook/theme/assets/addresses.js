// Completes the addresses in ready citations: only the browser knows where the site stands.
for (const address of document.querySelectorAll(".cite .address")) {
  const [, anchor] = address.textContent.split("#");
  address.textContent = `${location.origin}${location.pathname}#${anchor}`;
}
