// Completes the addresses in citations: only the browser knows where the site is published.
for (const address of document.querySelectorAll(".cite .address")) {
  const [, anchor] = address.textContent.split("#");
  address.textContent = `${location.origin}${location.pathname}#${anchor}`;
}
