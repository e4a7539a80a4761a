import { choosing, counted, idOf } from "./choosing.js";
import { button, keep, make } from "./filters.js";
import { _, listed, ngettext } from "./gettext.js";
import { months } from "./months.js";

const L = window.L;
const list = document.querySelector(".on-map");

// Each event of a group counts once.
const standings = (group) => [...new Map(group.flatMap(({ shown }) => shown.map(({ entry, id }) => [id, entry.className]))).values()];

if (L && list.querySelector("[data-at]")) {
  const answer = await fetch(new URL("../map/map.json", import.meta.url));
  if (answer.ok) await start(await answer.json());
}

async function start(data) {
  if (data.list) (await import("./places.js")).completeList(list, data);
  const places = [...list.querySelectorAll(":scope > ul > li")].map((item) => {
    const note = item.querySelector(":scope > small");
    const at = note.dataset.at?.split(" ").map(Number), radius = at?.pop();
    const events = [...item.querySelectorAll("li")].map((entry) => ({ entry, id: idOf(entry.querySelector("a").href) }));
    return { link: item.querySelector("a"), note, at, radius, events, shown: events };
  });
  const moves = matchMedia("(prefers-reduced-motion: no-preference)").matches;
  const frame = make("div", { className: "map-frame", role: "region", ariaLabel: _("Map") });
  const { form, show: filter } = choosing(data, changed);
  document.querySelector(".drawing").replaceWith(form, make("div", { className: "map-live" }, frame, list));
  const map = L.map(frame, {
    maxZoom: data.layers[0] ? 12 : 16, scrollWheelZoom: false, zoomControl: false,
    zoomAnimation: moves, inertia: moves,
  });
  map.attributionControl.setPrefix("");
  L.control.zoom({ position: "bottomleft", zoomInTitle: _("Zoom in"), zoomOutTitle: _("Zoom out") }).addTo(map);
  // The wheel zooms only a focused map, not one that is scrolled past.
  map.on("focus", () => map.scrollWheelZoom.enable()).on("blur", () => map.scrollWheelZoom.disable());
  frame.onkeydown = ({ key }) => {
    if (key === "Escape") map.closePopup();
  };
  const areas = L.layerGroup().addTo(map), marks = L.layerGroup().addTo(map);

  // Each layer shows the smallest file that covers the viewport.
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

  // Places within this many pixels share a mark.
  const REACH = 44;
  let groups = [], refits = false;
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
      const how = standings(group.places);
      const [sure, maybe, events] = counted(how);
      const look = `map-mark${group.places.every(({ radius }) => radius) ? " rough" : ""}${sure ? "" : " maybe"}`;
      const size = Math.min(28 + 3 * Math.sqrt(how.length), REACH);
      const numbers = [sure || "", maybe ? make("small", {}, `${maybe}?`) : ""];
      group.mark = L.marker(first.at, { icon: icon(look, size, ...numbers) });
      const show = () => nearer(group.places) || open(group.places);
      group.mark.on("click", show).addTo(marks);
      Object.assign(group.mark.getElement(), {
        ariaLabel: listed(
          first.link.textContent,
          others.length && ngettext("{count} more place", "{count} more places", others.length),
          events,
        ),
        onkeydown(event) {
          if (/^( |Enter)$/.test(event.key)) show(event.preventDefault());
        },
      });
      if (first.radius) area(first);
    }
    // Names of places, where there is room.
    const free = (box) => !taken.some(([left, top, right, bottom]) => box[0] < right && left < box[2] && box[1] < bottom && top < box[3]);
    const taken = groups.map(({ point: { x, y } }) => [x - 20, y - 20, x + 20, y + 20]);
    for (const { point: { x, y }, places: [first, ...others] } of groups) {
      const place = first.note.dataset.label || first.link.textContent;
      const name = place + (others.length ? ` +${others.length}` : "");
      const box = [x + 20, y - 8, x + 24 + name.length * 7, y + 8, place];
      if (!free(box)) continue;
      taken.push(box);
      L.marker(first.at, { icon: icon("map-name map-place", 0, name), interactive: false, keyboard: false }).addTo(marks);
    }
    if (focused) focus(focused.places[0]);
    for (const { sort, shown } of layers.flat()) {
      if (sort === "land" && map.hasLayer(shown)) shown.eachLayer((shape) => {
        const { name } = shape.feature.properties, bounds = shape.getBounds();
        const wide = (bounds.getEast() - bounds.getWest()) * 0.71 * 2 ** map.getZoom();
        if (!shape.getCenter || wide < name.length * 7 || taken.some((box) => box.includes(name)) || !view.intersects(bounds)) return;
        // Names of countries get the room left.
        const { x, y } = map.latLngToLayerPoint(shape.getCenter()), half = name.length * 3.5;
        const box = [0, -26, 26].map((by) => [x - half, y + by - 8, x + half, y + by + 8]).find(free);
        if (box && taken.push(box))
          L.marker(map.layerPointToLatLng([x, box[1] + 8]), { icon: icon("map-name", 0, name), interactive: false, keyboard: false, pane: "shadowPane" }).addTo(marks);
      });
    }
  }
  const icon = (className, size, ...words) =>
    L.divIcon({ className, html: make("b", {}, ...words), iconSize: [size, size] });
  function area({ at, radius, note }) {
    const look = { className: "map-area", interactive: false };
    const shape = shapes.get(note.dataset.outline ?? "");
    (shape ? L.geoJSON(shape, { ...look, style: look }) : L.circle(at, { ...look, radius: radius * 1000 })).addTo(areas);
  }

  // A click on a mark of several places zooms in if they are apart.
  function nearer(group) {
    const bounds = L.latLngBounds(group.map(({ at }) => at));
    return !bounds.equals([bounds.getCenter(), bounds.getCenter()]) && map.getBoundsZoom(bounds) > map.getZoom() && map.closePopup().fitBounds(bounds.pad(0.2));
  }
  function open(group) {
    const content = make("div", { className: "map-told", tabIndex: -1 });
    const told = new Set();
    let room = 12;
    for (const { link, note, shown } of group) {
      if (room < 1) break;
      const events = shown.slice(0, room).map(({ entry, id }) => told.add(id) && entry.cloneNode(true));
      room -= events.length;
      content.append(make("p", {}, link.cloneNode(true), " ", note.cloneNode(true)), make("ul", {}, ...events));
    }
    const left = standings(group).length - told.size;
    if (left) content.append(make("small", {}, ngettext("and {count} more event, see the list", "and {count} more events, see the list", left)));
    const popup = L.popup(group[0].at, { content, maxWidth: 260, maxHeight: frame.clientHeight * 0.6 });
    popup.openOn(map).on("remove", () => popup.getElement().matches(":focus-within") && focus(group[0]));
    popup.getElement().querySelector("[role=button]").ariaLabel = _("Close");
    content.focus({ preventScroll: true });
  }
  const focus = (place) =>
    groups.find(({ places: some }) => some.includes(place))?.mark.getElement().focus({ preventScroll: true });

  function changed(found) {
    for (const place of places) {
      place.shown = place.events.filter(({ entry, id }) => {
        entry.className = found.get(id) ?? "";
        return !(entry.hidden = !found.has(id));
      });
    }
    map.closePopup();
    const ats = places.filter(({ at, shown }) => at && shown.length).map(({ at }) => at), mapped = ats.length;
    // Move the view to the events, but not while months play.
    if (refits && mapped) map.fitBounds(mapped < places.length / 2 ? L.latLngBounds(ats).pad(0.2) : data.view, { padding: [30, 30], maxZoom: 9, animate: moves });
    draw();
    return ngettext("{count} place on the map", "{count} places on the map", mapped);
  }
  for (const place of places.filter(({ at }) => at)) {
    const show = button(_("Show"), () => {
      map.fitBounds(L.latLng(place.at).toBounds(Math.max(place.radius * 2500, 60000)), { animate: false });
      frame.scrollIntoView({ block: "nearest" });
      open([place]);
    });
    show.ariaLabel = _("Show {place} on the map", { place: place.link.textContent });
    place.note.after(" ", show);
  }

  const [zoom, north, east] = new URLSearchParams(location.search).get("at")?.split("_").map(Number) ?? [];
  if (Number.isFinite(zoom + north + east)) map.setView([north, east], zoom);
  else map.fitBounds(data.view, { padding: [30, 30] });
  ground();
  filter();
  refits = true;
  months(form, data, moves, (is) => (refits = !is));
  map.on("moveend", () => {
    ground();
    draw();
    const { lat, lng } = map.getCenter();
    keep({ at: [map.getZoom(), lat.toFixed(3), lng.toFixed(3)].join("_") });
  });
}
