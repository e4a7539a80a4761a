// What was here before the page was divided: the list of further pages has its anchor.
function lead() {
  const link = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest(".further li")?.querySelector("[href]");
  if (link) location.replace(link.href + location.hash);
}
addEventListener("hashchange", lead);
lead();
