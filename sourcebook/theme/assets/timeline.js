// Chooses which events a timeline shows. The choice stands in the address.
const box = document.querySelector(".timelines");
const found = box && (await fetch(new URL("../timeline.json", import.meta.url)).catch(() => null));
if (found?.ok) filter(box.querySelector("svg"), await found.json());

function filter(svg, { choices, events }) {
  const form = document.createElement("form");
  form.className = "filters";
  const add = (words, field, name) => {
    const label = document.createElement("label");
    field.name = name;
    label.append(words, field);
    form.append(label);
  };
  for (const { name, options } of choices) {
    const choice = new Option(`any ${name}`, "");
    const field = document.createElement("select");
    field.append(choice, ...options.map(([id, words]) => new Option(words, id)));
    add(name[0].toUpperCase() + name.slice(1), field, name);
  }
  for (const name of ["from", "to"]) {
    const field = document.createElement("input");
    field.type = "date";
    add(name === "from" ? "From" : "To", field, name);
  }
  const reset = document.createElement("button");
  reset.type = "reset";
  reset.textContent = "Show all";
  const told = document.createElement("output");
  form.append(reset, told);
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

  function show() {
    const wanted = Object.fromEntries(new FormData(form));
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

    const address = new URL(location);
    for (const [name, value] of Object.entries(wanted)) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    history.replaceState(history.state, "", address);
    for (const link of document.querySelectorAll(".siblings a")) link.search = address.search;
  }

  for (const [name, value] of new URLSearchParams(location.search)) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  form.addEventListener("change", show);
  form.addEventListener("reset", () => setTimeout(show));
  form.addEventListener("submit", (event) => event.preventDefault());
  show();

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
