// Replaces the shortened list beside the map with the whole list.
import { make } from "./filters.js";

export function completeList(list, { list: places, titles }) {
  const { href } = list.querySelector("a");
  const item = (to, name, ...more) =>
    make("li", {}, to ? make("a", { href: href.replace(/locations\/[^/.]+/, to) }, name) : name, " ", ...more);
  list.replaceChildren(make("ul", {}, ...places.map(([id, name, words, at, outline, events, label]) => {
    const note = make("small", {}, words);
    Object.assign(note.dataset, at && { at }, outline && { outline }, label && { label });
    return item(id && `locations/${id}`, name, note, make("ul", {}, ...events.map((event) => {
      const [title, when] = titles[event];
      return item(`events/${event}`, title, make("small", {}, when));
    })));
  })));
}
