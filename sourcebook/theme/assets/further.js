// Redirects from an anchor that has moved to a further page. The link to that page has the anchor.
function lead() {
  const link = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest(".further li")?.querySelector("[href]");
  if (link) location.replace(link.href + location.hash);
}
addEventListener("hashchange", lead);
lead();
