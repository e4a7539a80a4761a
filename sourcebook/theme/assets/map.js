// The live map, of the list on the page.
import { controls, keep, make } from "./filters.js";

const L = window.L;
const list = document.querySelector(".on-map");

const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
const total = (held) => held.reduce((sum, { shown }) => sum + shown.length, 0);
const split = (words) => (words ? words.split(" ") : []);

const places = [...document.querySelectorAll(".on-map > ul > li")].map((item) => {
  const note = item.querySelector(":scope > small");
  const [latitude, longitude, radius] = split(note.dataset.at).map(Number);
  const events = [...item.querySelectorAll(":scope > ul > li")].map((entry) => {
    const { dataset, textContent } = entry.querySelector("small");
    const [first, last] = (dataset.when ?? "").split("/");
    return {
      entry, link: entry.querySelector("a"), when: textContent, dated: "when" in dataset,
      first: first || "0", last: last || "9", kind: dataset.kind,
      actors: split(dataset.actors), sources: split(dataset.sources),
    };
  });
  const link = item.querySelector(":scope > a");
  const at = note.dataset.at && [latitude, longitude];
  return { item, link, note: note.textContent, at, radius, outline: note.dataset.outline, events, shown: events };
});

if (L && places.some((place) => place.at)) {
  const answer = await fetch(new URL("../map/map.json", import.meta.url));
  if (answer.ok) start(await answer.json());
}

function fields({ actors, sources }) {
  const choice = (key, names = {}) => {
    const used = new Set(places.flatMap(({ events }) => events.flatMap((event) => event[key])));
    const options = [...used].map((value) => [value, names[value] ?? value]);
    return options.sort((one, other) => one[1].localeCompare(other[1], "en"));
  };
  return [
    { name: "from", type: "date" },
    { name: "to", type: "date" },
    { name: "actor", options: choice("actors", actors) },
    { name: "source", options: choice("sources", sources) },
    { name: "kind", options: choice("kind") },
  ];
}

function start(data) {
  const query = new URLSearchParams(location.search);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const frame = make("div", { className: "map-frame", role: "region", ariaLabel: "Map" });
  const { form, told: status, chosen } = controls(fields(data), filter);
  document.querySelector(".drawing").replaceWith(form, make("div", { className: "map-live" }, frame, list));
  const map = L.map(frame, {
    maxZoom: data.layers[0] ? 12 : 16, scrollWheelZoom: false,
    zoomAnimation: !still, inertia: !still,
  });
  map.attributionControl.setPrefix("");
  map.zoomControl.setPosition("bottomleft");
  // Scrolling past must not zoom.
  map.on("focus", () => map.scrollWheelZoom.enable()).on("blur", () => map.scrollWheelZoom.disable());
  // "void": to return false would take the key, Tab too, from the browser.
  frame.onkeydown = ({ key }) => void (key === "Escape" && map.closePopup());
  const areas = L.layerGroup().addTo(map), marks = L.layerGroup().addTo(map);

  // Of each layer, the smallest file that covers what is seen.
  const shapes = new Map();
  const layers = data.layers.map((files, index) => {
    const pane = `map-${index}`;
    map.createPane(pane).style.zIndex = 200 + index;
    return files.map(({ sort, box, attribution, features }) => {
      for (const feature of features) shapes.set(feature.properties.location, feature);
      const style = ({ geometry }) => ({ className: `map-${sort}${geometry.type.includes("Line") ? " line" : ""}` });
      return { sort, bounds: L.latLngBounds(box), shown: L.geoJSON(features, { pane, style, interactive: false, attribution }) };
    });
  });
  function ground() {
    for (const files of layers) {
      const fit = files.find(({ bounds }) => bounds.contains(map.getBounds()));
      for (const file of files) fit && file !== fit ? file.shown.remove() : file.shown.addTo(map);
    }
  }

  // Places within so many pixels of each other are one mark, numbered by their events.
  const REACH = 44;
  let groups = [];
  function draw() {
    const focused = groups.find(({ mark }) => mark.getElement() === document.activeElement);
    areas.clearLayers();
    marks.clearLayers();
    groups = [];
    const view = map.getBounds().pad(0.2);
    const seen = places.filter(({ at, shown }) => at && shown.length && view.contains(at));
    for (const place of seen.sort((one, other) => other.shown.length - one.shown.length)) {
      const point = map.latLngToLayerPoint(place.at);
      const near = groups.find((group) => group.point.distanceTo(point) < REACH);
      if (near) near.places.push(place);
      else groups.push({ point, places: [place] });
    }
    for (const group of groups) {
      const [first, ...others] = group.places;
      const count = total(group.places);
      const rough = group.places.every(({ radius }) => radius) ? " rough" : "";
      const size = Math.min(28 + 3 * Math.sqrt(count), REACH);
      group.mark = L.marker(first.at, { icon: icon(`map-mark${rough}`, count, size) });
      const show = () => open(group.places);
      group.mark.on("click", show).addTo(marks);
      const more = others.length ? ` and ${plural(others.length, "more place")}` : "";
      Object.assign(group.mark.getElement(), {
        ariaLabel: `${first.link.textContent}${more}: ${plural(count, "event")}`,
        onkeydown: (event) => void ((event.key === "Enter" || event.key === " ") && show(event.preventDefault())),
      });
      if (first.radius) area(first);
    }
    if (focused) focus(focused.places[0]);
    for (const { shown } of layers.flat().filter(({ sort, shown }) => sort === "land" && map.hasLayer(shown))) {
      shown.eachLayer((shape) => {
        const { name } = shape.feature.properties, bounds = shape.getBounds();
        const wide = (bounds.getEast() - bounds.getWest()) * 0.71 * 2 ** map.getZoom();
        if (shape.getCenter && wide > name.length * 7 && view.intersects(bounds))
          L.marker(shape.getCenter(), { icon: icon("map-name", name, 0), interactive: false, keyboard: false, pane: "shadowPane" }).addTo(marks);
      });
    }
  }
  const icon = (className, textContent, size) =>
    L.divIcon({ className, html: make("b", { textContent }), iconSize: [size, size] });
  function area({ at, radius, outline }) {
    const look = { className: "map-area", interactive: false };
    const shape = outline && shapes.get(outline);
    (shape ? L.geoJSON(shape, { ...look, style: look }) : L.circle(at, { ...look, radius: radius * 1000 })).addTo(areas);
  }

  const button = (words, onclick) => make("button", { type: "button", onclick }, words);
  const copy = ({ href, textContent }) => make("a", { href }, textContent);
  function open(held) {
    const told = make("div", { className: "map-told", tabIndex: -1 });
    let room = 12;
    for (const { link, note, shown } of held) {
      if (room < 1) break;
      const events = shown.slice(0, room).map(({ link, when }) => make("li", {}, copy(link), " ", make("small", {}, when)));
      room -= events.length;
      told.append(make("p", {}, copy(link), " ", make("small", {}, note)), make("ul", {}, ...events));
    }
    const left = total(held) + room - 12;
    if (left) told.append(make("small", {}, `and ${plural(left, "more event")}, see the list`));
    const bounds = L.latLngBounds(held.map(({ at }) => at));
    if (map.getBoundsZoom(bounds) > map.getZoom() && held.length > 1)
      told.append(make("p", {}, button("Zoom in", () => map.closePopup().fitBounds(bounds.pad(0.2)))));
    const popup = L.popup(held[0].at, { content: told, maxWidth: 260, maxHeight: frame.clientHeight * 0.6 });
    popup.openOn(map).on("remove", () => popup.getElement().matches(":focus-within") && focus(held[0]));
    told.focus({ preventScroll: true });
  }
  const focus = (place) =>
    groups.find(({ places: held }) => held.includes(place))?.mark.getElement().focus({ preventScroll: true });

  function filter({ from, to, actor, source, kind }) {
    const found = new Set();
    let placed = 0;
    for (const place of places) {
      place.shown = place.events.filter(
        (event) =>
          (!(from || to) || event.dated) && (!from || event.last >= from) && (!to || event.first <= to) &&
          (!actor || event.actors.includes(actor)) && (!source || event.sources.includes(source)) &&
          (!kind || event.kind === kind),
      );
      for (const { entry } of place.events) entry.hidden = true;
      for (const { entry, link } of place.shown) {
        entry.hidden = false;
        found.add(link.href);
      }
      place.item.hidden = !place.shown.length;
      placed += place.at && place.shown.length ? 1 : 0;
    }
    status.textContent = `${plural(found.size, "event")}; ${plural(placed, "place")} on the map`;
    map.closePopup();
    draw();
  }
  for (const place of places.filter(({ at }) => at)) {
    const show = button("Show", () => {
      map.fitBounds(L.latLng(place.at).toBounds(Math.max(place.radius * 2500, 60000)), { animate: false });
      frame.scrollIntoView({ block: "nearest" });
      open([place]);
    });
    show.ariaLabel = `Show ${place.link.textContent} on the map`;
    place.item.querySelector(":scope > small").after(" ", show);
  }

  const [zoom, ...middle] = (query.get("at") ?? "").split("_").map(Number);
  if (middle.length === 2 && [zoom, ...middle].every(Number.isFinite)) map.setView(middle, zoom);
  else map.fitBounds(most(), { padding: [30, 30] });
  function most() {
    const known = places.filter(({ at }) => at).flatMap(({ at, events }) => events.map(() => at));
    const spare = Math.floor(known.length * 0.04);
    const [latitudes, longitudes] = [0, 1].map((axis) => known.map((at) => at[axis]).sort((one, other) => one - other));
    return [[latitudes[spare], longitudes[spare]], [latitudes.at(-1 - spare), longitudes.at(-1 - spare)]];
  }
  ground();
  filter(chosen());
  map.on("moveend", () => {
    ground();
    draw();
    const { lat, lng } = map.getCenter();
    keep({ at: [map.getZoom(), lat.toFixed(3), lng.toFixed(3)].join("_") });
  });
}
