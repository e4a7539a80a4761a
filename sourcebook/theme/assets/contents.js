// Marks, in the table of contents, the sections that have been passed and the current one.

const list = document.querySelector(".md-sidebar--secondary [data-md-component=toc]");
const box = list.closest(".md-sidebar__scrollwrap");
const links = new Map();
for (const link of list.querySelectorAll("a")) {
  const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (heading) links.set(heading, link);
}
const headings = [...links.keys()];
const passed = new Set();
let active;
let ended = false;

function show() {
  const read = ended ? headings.at(-1) : headings.findLast((heading) => passed.has(heading));
  if (read === active) return;
  active = read;
  if ("follow" in list.dataset) {
    const middle = box.getBoundingClientRect().top + box.clientHeight / 2;
    box.scrollBy(0, (links.get(read) ?? list).getBoundingClientRect().top - middle);
  }
  const last = headings.indexOf(read);
  headings.forEach((heading, index) => {
    links.get(heading).classList.toggle("md-nav__link--passed", index <= last);
    links.get(heading).classList.toggle("md-nav__link--active", index === last);
  });
}

// A heading is passed once it is above a line below the header. The area below that line is endless,
// because a reader may jump.
const line = new IntersectionObserver((entries) => {
  for (const { target, intersectionRatio, boundingClientRect: { width } } of entries) {
    if (intersectionRatio < 1 && width) passed.add(target);
    else passed.delete(target);
  }
  show();
}, { rootMargin: "-84px 9999px 9999999px", threshold: 1 });
for (const heading of headings) line.observe(heading);

// At the end of the page, the last section is current, however short it is.
const end = new IntersectionObserver((entries) => {
  ended = entries.at(-1).intersectionRatio >= 0.99;
  show();
}, { threshold: 0.99 });
const foot = document.querySelector(".md-container > :last-child");
if (foot) end.observe(foot);
