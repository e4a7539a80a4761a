// What every page loads: search, previews, and what this page uses.
import "./previews.js";
import "./search.js";

const modules = {
  ".cite .address": "addresses",
  ".matrix table": "matrix",
  ".on-map": "map",
  ".sortable table": "tables",
  ".timelines": "timeline",
  "svg.network": "network",
  "#nearest": "missing",
};
// Controls move it.
const land = () => scrollY > 300 || document.querySelector(":target")?.scrollIntoView();
for (const [part, name] of Object.entries(modules)) {
  if (document.querySelector(part)) import(`./${name}.js`).then(land);
}
