// The network: highlights the neighbours of a hovered or focused actor, and filters lines.
import { compare, controls } from "./filters.js";
import { _, ngettext } from "./gettext.js";

const svg = document.querySelector("svg.network");
const region = svg.closest(".scrolled");
const nodes = new Map([...svg.querySelectorAll(".node")].map((node) => [node.dataset.id, node]));
const lines = [...svg.querySelectorAll(".line")].map((element) => {
  const row = document.getElementById(element.getAttribute("href").split("#")[1])?.closest("tr");
  const sources = row ? [...row.cells[3].querySelectorAll('a:not([href*="#"])')] : [];
  return {
    element,
    row,
    ends: [element.dataset.from, element.dataset.to],
    group: element.parentNode.classList[1],
    by: sources.map((link) => [link.getAttribute("href").split("/").at(-2), link.textContent]),
  };
});

const lift = ({ target, type }) => {
  const on = /over|in$/.test(type) && target.closest(".node, .line");
  const near = lines.filter(
    ({ element, ends, off }) => on && !off && (element === on || ends.includes(on.dataset.id)),
  );
  const kept = new Set(near.flatMap(({ element, ends }) => [element, ...ends.map((id) => nodes.get(id))]));
  svg.classList.toggle("lifted", Boolean(on));
  for (const element of svg.querySelectorAll(".node, .line")) {
    element.classList.toggle("near", element === on || kept.has(element));
  }
};
for (const type of ["pointerover", "pointerleave", "focusin", "focusout"]) {
  // A listener on the drawing itself would make the drawing focusable.
  region.addEventListener(type, lift);
}

const keys = [...svg.querySelectorAll(".key")].map((key) => [key.dataset.group, key.textContent]);
const actors = [...nodes].map(([id, node]) => [id, node.querySelector("title").textContent.split(": ")[0].trim()]).sort((a, b) => compare(a[1], b[1]));
const fields = [
  { name: "group", words: _("Relation"), options: keys },
  { name: "by", words: _("According to"), options: [...new Map(lines.flatMap(({ by }) => by))] },
  { name: "actor", words: _("Who"), options: actors },
  { name: "parts", words: _("with its parts"), type: "checkbox" },
];

// Crop the drawing to its legend and the shown actors.
svg.removeAttribute("height");
const [key, drawn] = [".legend, .legend + g", ".lines, .nodes"].map((some) => {
  const group = document.createElementNS(svg.namespaceURI, "g");
  group.append(...svg.querySelectorAll(some));
  svg.append(group);
  return group;
});
const { width: least, height: top } = key.getBBox();
function fit() {
  const { x, y, width, height } = drawn.getBBox();
  const across = Math.max(width, least) + 28;
  drawn.setAttribute("transform", `translate(${(across - width) / 2 - x} ${top + 28 - y})`);
  key.setAttribute("transform", `translate(${(across - least) / 2 - 14})`);
  svg.setAttribute("viewBox", `0 0 ${across} ${top + height + 42}`);
  svg.setAttribute("width", across);
  region.scrollLeft = (region.scrollWidth - region.clientWidth) / 2;
}

const filter = ({ group, by, actor, parts }) => {
  const ends = new Set();
  let shown = 0;
  for (const line of lines) {
    const is =
      (!group || line.group === group) && (!by || line.by.some(([id]) => id === by)) &&
      (!actor || line.ends.some((id) => id === actor || (!parts && nodes.get(id).dataset.above?.split(" ").includes(actor))));
    line.element.classList.toggle("off", (line.off = !is));
    if (line.row) line.row.hidden = !is;
    if (is) line.ends.forEach((id) => ends.add(id));
    shown += is;
  }
  for (const [id, node] of nodes) node.classList.toggle("off", !ends.has(id));
  fit();
  output.value = ngettext("{shown} of {count} line", "{shown} of {count} lines", lines.length, { shown });
};
const { form, output, chosen } = controls(fields, filter);
region.before(form);
// Begin with the actor that has the most lines, unless the address names another.
if (!location.search && !location.hash) {
  const count = (id) => lines.filter(({ ends }) => ends.includes(id)).length;
  form.actor.value = [...nodes.keys()].reduce((one, other) => count(other) > count(one) ? other : one);
}
filter(chosen());
