// Shows the evidence for a statement beside the text.
import { complete } from "./copying.js";
import { button, make } from "./filters.js";
import { _ } from "./gettext.js";

const title = make("h2", { id: "evidence" });
const body = make("div");
const close = button("×", () => pane.close());
close.ariaLabel = _("Close");
const pane = make("dialog", { className: "evidence md-typeset" }, close, title, body);
pane.setAttribute("aria-labelledby", title.id);
document.body.append(pane);
let opener;

/** Return the link that opened the pane if the link is focused. */
export const returned = () => (document.activeElement === opener ? opener : null);

// Copy a part of the page at `address`; links in the copy lead to the same pages.
function kept(part, address) {
  const copy = document.importNode(part, true);
  for (const one of copy.querySelectorAll("script, style, svg, img, sup, .headerlink, a[href*='#c-'][title]")) one.remove();
  for (const link of copy.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), address);
  for (const one of [copy, ...copy.querySelectorAll("[id]")]) one.removeAttribute("id");
  return copy;
}

/** Show the evidence that a link leads to; return false if the linked page lacks it. */
export function show(link, from) {
  const find = (hash) => from?.getElementById(decodeURIComponent(hash.slice(1)));
  const place = find(link.hash)?.closest("p, li");
  if (!place) return false;
  const beside = link.closest("li");
  const own = beside?.querySelector(":scope > small > a[href*='#c-']");
  const list = place.matches("li") ? place.parentNode : place.nextElementSibling;
  const paragraph = place.matches("li") ? list.previousElementSibling : place;
  const one = own?.pathname === link.pathname && find(own.hash)?.closest("li");
  const claims = one ? [one] : [...(list?.matches("ul") ? list.children : [])];
  const address = new URL(link.href);
  const items = claims.map((claim) => kept(claim, address));
  for (const item of items) {
    for (const folded of item.querySelectorAll("details")) folded.open = claims.length === 1;
    complete(item, from, address.pathname);
  }
  const label = link.title || beside?.querySelector("sup a")?.title || link.textContent;
  title.replaceChildren(make("a", { href: link.href }, label));
  body.replaceChildren(kept(paragraph, address), make("ul", {}, ...items));
  opener = link;
  pane.close();
  if (matchMedia("(max-width: 60em)").matches) pane.showModal();
  else pane.show();
  pane.scrollTop = 0;
  return true;
}

pane.addEventListener("close", () => opener.focus());
pane.addEventListener("click", ({ target }) => target === pane && pane.close()); // on the backdrop
document.addEventListener("keydown", ({ key }) => key === "Escape" && pane.open && pane.close());
