// Loaded by every page: search, previews, and the scripts for what is on it.
import "./previews.js";
import "./search.js";

// What was here before the page was divided: the list of further pages has its anchor.
const lead = () => {
  const further = document.querySelector(".further :target ~ [href]");
  if (further) location.replace(further.href + location.hash);
};
addEventListener("hashchange", lead);
lead();

const modules = {
  ".cite .address": "addresses",
  ".matrix table": "matrix",
  ".on-map": "map",
  ".sortable table": "tables",
  ".timelines": "timeline",
  "svg.network": "network",
  "#nearest": "missing",
};
// The controls that are added move the target of the address.
const land = () => scrollY > 300 || document.querySelector(":target")?.scrollIntoView();
for (const [part, name] of Object.entries(modules)) {
  if (document.querySelector(part)) import(`./${name}.js`).then(land);
}
