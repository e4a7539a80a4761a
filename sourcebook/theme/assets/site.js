// Loaded by every page: search, previews, and the scripts that this page needs.
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
// Added controls move the target: scroll back to it, unless the reader has moved on.
const land = () => {
  const target = document.querySelector(":target");
  if (scrollY < 300 || Math.abs(target?.getBoundingClientRect().top) < innerHeight) target?.scrollIntoView();
};
export const ready = Promise.all(Object.entries(modules).map(([part, name]) =>
  document.querySelector(part) && import(`./${name}.js`).then(land)));
