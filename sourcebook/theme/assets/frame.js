// The frame around a page's text: header, tabs, drawer, "back to top" and folded boxes. Observers
// report positions, so no layout is forced.

const find = (selector) => document.querySelector(selector);
const header = find(".md-header");
const tabs = find(".md-tabs");
const up = find(".md-top");
const drawer = find("#__drawer");
const menu = find(".md-sidebar--primary");

// Call `seen` when an element moves under the header (2.45rem high), or out from under it.
function watch(element, seen, threshold = 0) {
  const observer = new IntersectionObserver((entries) => seen(entries.at(-1)), { rootMargin: "-50px 0px 0px", threshold });
  if (element) observer.observe(element);
}

watch(tabs, ({ isIntersecting, intersectionRatio }) => {
  tabs.hidden = intersectionRatio < 0.75;
  header.classList.toggle("md-header--shadow", !isIntersecting);
}, [0, 0.75]);
watch(find(".md-content h1"), ({ isIntersecting, boundingClientRect: { height, bottom } }) => {
  find(".md-header__title").classList.toggle("md-header__title--active", !isIntersecting && height > 0 && bottom < 60);
});

// Show "back to top" while the reader scrolls up, but not after a jump within the page.
if (up) {
  let last = 0;
  addEventListener("scroll", () => {
    up.hidden = !(scrollY > 0 && scrollY < last && header.matches(".md-header--shadow"));
    last = scrollY;
  }, { passive: true });
  addEventListener("hashchange", () => {
    last = 0;
    up.hidden = true;
  });
  up.onclick = () => scrollTo({ top: 0 });
}

// The drawer is open while its checkbox is checked or the focus is in it.
function close() {
  drawer.checked = false;
  if (menu.contains(document.activeElement)) document.activeElement.blur();
}
menu.addEventListener("click", ({ target }) => target.closest("a") && close());
document.addEventListener("keydown", ({ key, target }) => {
  if (key === "Escape") close();
  if (key === "Enter" && target.matches?.("label")) target.click();
});

// Wide windows have the table of contents beside the text.
const roomy = matchMedia("(min-width: 60em)");
const follow = () => roomy.matches && find(".md-sidebar--secondary li") && import("./contents.js");
roomy.addEventListener("change", follow);
follow();

// Unfold the box around the target of the address; for printing, unfold all boxes.
function reveal() {
  const folded = find(":target")?.closest("details:not([open])");
  if (!folded) return;
  folded.open = true;
  folded.scrollIntoView();
}
addEventListener("hashchange", reveal);
addEventListener("pageshow", reveal);

let unfolded = [];
function unfold() {
  unfolded.push(...document.querySelectorAll("details:not([open])"));
  for (const one of unfolded) one.open = true;
}
function fold() {
  for (const one of unfolded) one.open = false;
  unfolded = [];
}
addEventListener("beforeprint", unfold);
addEventListener("afterprint", fold);
matchMedia("print").addEventListener("change", ({ matches }) => matches ? unfold() : fold());
