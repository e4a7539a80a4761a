// What every page loads: the search and the previews; besides, what this page has use for.
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
for (const [part, name] of Object.entries(modules)) {
  if (document.querySelector(part)) import(`./${name}.js`);
}
