// What a link leads to, shown beside it on hover and focus: a page's title and first line, or what
// the address names on it. Only pages of this site are fetched.
import { make } from "./filters.js";

const pages = new Map([[location.pathname, Promise.resolve(document)]]);
const box = make("div", { id: "preview", role: "tooltip", popover: "manual", className: "preview md-typeset" });
document.body.append(box);
let current; // the link shown, or about to be
let title; // its own tooltip, put away meanwhile
let timer;

function page({ pathname }) {
  if (!pages.has(pathname)) {
    const read = async (answer) => {
      const html = answer.ok && answer.headers.get("content-type")?.startsWith("text/html");
      return html ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    };
    pages.set(pathname, fetch(pathname).then(read).catch(() => null));
  }
  return pages.get(pathname);
}

/** The parts of a page that a link is about. */
function parts(from, hash) {
  const article = from.querySelector("article");
  const name = article?.querySelector("h1");
  const place = hash && from.getElementById(decodeURIComponent(hash.slice(1)));
  if (!name || (hash && !article.contains(place))) return [];
  if (!place) return [name, article.querySelector(".lead") ?? article.querySelector("h1 ~ p")];
  const block = place.closest(".side") ?? place.closest("p, li, h1, h2, h3, h4, tr") ?? place;
  return [name, block, /^H[2-4]$/.test(block.tagName) ? block.nextElementSibling : null];
}

/** Words and their emphasis; nothing that acts. */
function plain(part) {
  const copy = document.importNode(part, true);
  copy.querySelectorAll("script, style, svg, img, form, details, sup, .headerlink, a[href^='#c-']")
    .forEach((one) => one.remove());
  copy.querySelectorAll("a").forEach((one) => one.replaceWith(...one.childNodes));
  for (const one of [copy, ...copy.querySelectorAll("*")])
    for (const { name } of [...one.attributes]) one.removeAttribute(name);
  return copy;
}

async function show(link) {
  const from = await page(link);
  const found = from ? parts(from, link.hash).filter(Boolean) : [];
  if (link !== current || !found.length) return;
  const [name, ...rest] = found.map(plain);
  title = link.title; // which names a citation's source and paragraph
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
  return other && link.origin === location.origin ? link : null;
}

function begin(link, pause) {
  clearTimeout(timer);
  if (link === current) return;
  hide();
  current = link;
  timer = setTimeout(show, pause, link);
}

document.addEventListener("pointerover", ({ target, pointerType }) => {
  if (pointerType !== "mouse") return;
  const link = wanted(target);
  if (link) begin(link, 300);
  else if (box.contains(target)) clearTimeout(timer);
  else if (current && !current.matches(":focus-visible")) timer = setTimeout(hide, 250);
});
document.addEventListener("focusin", ({ target }) => {
  const link = target.matches(":focus-visible") && wanted(target);
  if (link) begin(link, 300);
});
document.addEventListener("focusout", hide);
document.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
