// Chooses which events a timeline shows.
import { controls } from "./filters.js";

const box = document.querySelector(".timelines");
const found = await fetch(new URL("../timeline.json", import.meta.url)).catch(() => null);
if (found?.ok) filter(box.querySelector("svg"), await found.json());

function filter(svg, { choices, events }) {
  const dates = ["from", "to"].map((name) => ({ name, type: "date" }));
  const { form, told, chosen } = controls([...choices, ...dates], show);
  box.before(form);

  const down = (item) => item.transform.baseVal[0].matrix.f;
  const height = svg.viewBox.baseVal.height;
  const lanes = [...svg.querySelectorAll(".lane")].map((lane) => ({
    lane,
    top: down(lane),
    note: lane.querySelector(".note"),
    rows: [...lane.querySelectorAll(".event a")].map((row) => ({
      row,
      top: down(row),
      id: row.href.baseVal.replace(/(\/(index)?|\.html)$/, "").split("/").pop(),
    })),
  }));
  const all = new Set(lanes.flatMap(({ rows }) => rows.map(({ id }) => id)));

  function show(wanted) {
    const fits = (id) => {
      const event = events[id];
      const [first, last] = event.slice(choices.length);
      return (
        choices.every(({ name, options }, n) =>
          !wanted[name] || event[n].some((number) => options[number][0] === wanted[name])) &&
        (!wanted.from || !last || last >= wanted.from) &&
        (!wanted.to || !first || first <= wanted.to)
      );
    };
    const shown = new Set([...all].filter(fits));
    let rise = 0;
    for (const { lane, top, note, rows } of lanes) {
      const kept = rows.filter(({ id }) => shown.has(id));
      const place = (item, y) => item.setAttribute("transform", `translate(0 ${y})`);
      rows.forEach(({ row }) => (row.style.display = "none"));
      kept.forEach(({ row }, n) => {
        row.style.display = "";
        place(row, rows[n].top);
      });
      place(lane, top - rise);
      const lost = 24 * (rows.length - kept.length);
      if (note) place(note, -lost);
      const empty = rows.length > 0 && kept.length === 0;
      lane.style.display = empty ? "none" : "";
      const next = lanes[lanes.findIndex((one) => one.lane === lane) + 1]?.top ?? height;
      rise += empty ? next - top : lost;
    }
    svg.setAttribute("viewBox", `0 0 ${svg.viewBox.baseVal.width} ${height - rise}`);
    svg.setAttribute("height", height - rise);
    told.textContent = `${shown.size} of ${all.size} events`;
    for (const link of document.querySelectorAll(".siblings a")) link.search = location.search;
  }

  show(chosen());

  // The names of lanes stay in sight.
  const names = [...svg.querySelectorAll("[font-weight]")];
  const scale = () => svg.clientWidth / svg.viewBox.baseVal.width;
  box.addEventListener("scroll", () => {
    for (const name of names) name.setAttribute("x", 4 + box.scrollLeft / scale());
  });

  // On a narrow screen: begin where most events are.
  const middle = [...svg.querySelectorAll(".event a path")].map((mark) => mark.getBBox().x);
  middle.sort((a, b) => a - b);
  box.scrollLeft = middle[Math.floor(middle.length / 2)] * scale() - box.clientWidth / 3;
}
