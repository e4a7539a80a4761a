// Loaded by every page: search, previews, and the scripts for what is on it.
import "./previews.js";
import "./search.js";

const modules = {
  ".cite, .reuse": "copying",
  ".columns.further": "further",
  ".matrix table": "matrix",
  ".recording": "media",
  ".on-map": "map",
  ".sortable table": "tables",
  ".timelines": "timeline",
  "svg.network": "network",
  "#nearest": "missing",
};
// Controls that are added move the target of the address, unless the reader has left it.
const land = () => {
  const target = document.querySelector(":target");
  if (scrollY < 300 || Math.abs(target?.getBoundingClientRect().top) < innerHeight) target?.scrollIntoView();
};
for (const [part, name] of Object.entries(modules)) {
  if (document.querySelector(part)) import(`./${name}.js`).then(land);
}
