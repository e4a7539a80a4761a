// Previews of links on hover and focus: a page's title and lead, or the part that the address names.
// Only pages of this site are fetched.
import { make } from "./filters.js";

const pages = new Map([[location.pathname, Promise.resolve(document)]]);
const box = make("div", { id: "preview", role: "tooltip", popover: "manual", className: "preview md-typeset" });
document.body.append(box);
let evidence; // evidence.js, loaded at the first citation
let current; // link whose preview is shown or about to be
let title; // the link's tooltip, removed during the preview
let timer;

async function load(pathname) {
  const answer = await fetch(pathname);
  const html = answer.ok && answer.headers.get("content-type")?.startsWith("text/html");
  return html && new DOMParser().parseFromString(await answer.text(), "text/html");
}

// Return the elements of a page to show for a link.
function parts(from, hash) {
  const article = from.querySelector("article");
  const name = article?.querySelector("h1");
  const place = hash && from.getElementById(decodeURIComponent(hash.slice(1)));
  if (!name || (hash && !article.contains(place))) return [];
  if (!place) return [name, article.querySelector(".lead") ?? article.querySelector("h1 ~ p")];
  const block = place.closest(".side") ?? place.closest("p, li, h1, h2, h3, h4, tr") ?? place;
  // A heading, or a paragraph's number alone, needs the text after it.
  const bare = /^H[2-4]$/.test(block.tagName) || /^¶\d+$/.test(block.textContent.trim());
  return [name, block, bare ? block.nextElementSibling : null];
}

// Copy the text and its markup.
function plain(part) {
  const copy = document.importNode(part, true);
  for (const one of copy.querySelectorAll("script, style, svg, img, form, details, sup, .headerlink, a[href*='#c-'][title]"))
    one.remove();
  for (const one of [copy, ...copy.querySelectorAll("*")])
    for (const { name } of [...one.attributes]) one.removeAttribute(name);
  return copy;
}

function page({ pathname }) {
  if (!pages.has(pathname)) pages.set(pathname, load(pathname).catch(() => null));
  return pages.get(pathname);
}

async function show(link) {
  const from = await page(link);
  const found = from ? parts(from, link.hash).filter(Boolean) : [];
  if (link !== current || !found.length) return;
  const [name, ...rest] = found.map(plain);
  title = link.title; // for a citation: its source and paragraph
  const head = make("strong", {}, ...(title ? [title] : name.childNodes));
  box.replaceChildren(make("p", {}, head), ...rest);
  link.removeAttribute("title");
  link.setAttribute("aria-describedby", box.id);
  box.showPopover();
  const { left, top, bottom } = link.getBoundingClientRect();
  const room = document.documentElement;
  const below = bottom + box.offsetHeight < room.clientHeight || top < box.offsetHeight;
  const x = Math.max(4, Math.min(left, room.clientWidth - box.offsetWidth - 4));
  box.style.left = `${x + scrollX}px`;
  box.style.top = `${(below ? bottom : top - box.offsetHeight) + scrollY}px`;
}

function hide() {
  clearTimeout(timer);
  if (box.matches(":popover-open")) {
    box.hidePopover();
    current.removeAttribute("aria-describedby");
    if (title) current.title = title;
  }
  current = null;
}

function wanted(target) {
  const link = target.closest?.("article a[href]:not(nav a, .headerlink, .contents a, .foot a)");
  const other = link && (link.pathname !== location.pathname || link.hash);
  const page = other && link.origin === location.origin && /(\/|\.html)$/.test(link.pathname);
  return page ? link : null;
}

function begin(link) {
  clearTimeout(timer);
  if (link === current || link === evidence?.returned()) return;
  hide();
  current = link;
  timer = setTimeout(show, 300, link);
}

document.addEventListener("pointerover", ({ target, pointerType }) => {
  if (pointerType !== "mouse") return;
  const link = wanted(target);
  if (link) begin(link);
  else if (box.contains(target)) clearTimeout(timer);
  else if (current && !current.matches(":focus-visible")) timer = setTimeout(hide, 250);
});
document.addEventListener("focusin", ({ target }) => {
  const link = target.matches(":focus-visible") && wanted(target);
  if (link) begin(link);
});
document.addEventListener("focusout", hide);
document.addEventListener("keydown", ({ key }) => key === "Escape" && hide());

// A citation or a claim's "cite" opens the pane or, with a modifier key, the linked page.
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("article :is(sup, li > small) > a[href*='#']");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.pathname === location.pathname || !/\/sources\/[^/]+\//.test(link.pathname)) return;
  event.preventDefault();
  hide();
  evidence ??= await import("./evidence.js");
  if (!evidence.show(link, await page(link))) location.assign(link.href);
});
