// Filters the events of a timeline.
import { choosing, idOf } from "./choosing.js";
import { _ } from "./gettext.js";

const box = document.querySelector(".timelines");
const found = await fetch(new URL("../timeline.json", import.meta.url)).catch(() => null);
if (found?.ok) filter(box.querySelector("svg:has(.lane)"), await found.json());

function filter(svg, data) {
  const move = (item, y) => item.setAttribute("transform", `translate(0 ${y})`);
  const down = (item) => item.transform.baseVal[0].matrix.f;
  const height = svg.viewBox.baseVal.height;
  const lanes = [...svg.querySelectorAll(".lane")].map((lane) => ({
    lane,
    top: down(lane),
    note: lane.querySelector(".note"),
    rows: [...lane.querySelectorAll(".event a")].map((row) => ({ row, top: down(row), id: idOf(row.href.baseVal) })),
  }));
  // The data have the events of both timelines.
  const drawn = lanes.flatMap(({ rows }) => rows.map(({ id }) => [id, data.events[id]]));
  const { form, show } = choosing({ ...data, events: Object.fromEntries(drawn) }, changed);
  box.before(form);

  function changed(shown) {
    let rise = 0;
    lanes.forEach(({ lane, top, note, rows }, place) => {
      let lost = 0;
      for (const { row, top, id } of rows) {
        row.style.display = shown.has(id) ? "" : "none";
        row.ariaDescription = shown.get(id) === "maybe" ? _("may fall in these days") : "";
        move(row, top - lost);
        if (!shown.has(id)) lost += row.children[1].height.baseVal.value;
      }
      move(lane, top - rise);
      if (note) move(note, -lost);
      const empty = lost && rows.every(({ id }) => !shown.has(id));
      lane.style.display = empty ? "none" : "";
      rise += empty ? (lanes[place + 1]?.top ?? height) - top : lost;
    });
    svg.setAttribute("viewBox", `0 0 ${svg.viewBox.baseVal.width} ${height - rise}`);
    svg.setAttribute("height", height - rise);
    for (const link of document.querySelectorAll(".ways a")) link.search = location.search;
  }

  show();

  // On a phone, labels are beside the marks, and the names of lanes stay in view.
  if (!matchMedia("(max-width: 44.9375em)").matches) return;
  for (const when of svg.querySelectorAll(".when")) {
    for (const label of when.parentNode.querySelectorAll("text")) {
      for (const name of ["x", "text-anchor"]) label.setAttribute(name, when.getAttribute(name) ?? "start");
    }
    when.remove();
  }
  const names = [...svg.querySelectorAll("[font-weight]")];
  const scale = () => svg.clientWidth / svg.viewBox.baseVal.width;
  box.addEventListener("scroll", () => {
    for (const name of names) name.setAttribute("x", 4 + box.scrollLeft / scale());
  });

  // Scroll to the median event.
  const middle = [...svg.querySelectorAll(".event a path")].map((mark) => mark.getBBox().x)
    .filter(Boolean).sort((a, b) => a - b); // the hidden are at 0
  box.scrollLeft = middle[Math.floor(middle.length / 2)] * scale() - box.clientWidth / 3;
}
