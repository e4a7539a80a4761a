// On the page "not found", suggests pages with similar addresses.
import { make } from "./filters.js";
import { likeness, pairs } from "./pairs.js";

const place = document.getElementById("nearest");
const list = new URL(place.dataset.list, location);
const asked = words(location.pathname);

function words(address) {
  const last = decodeURI(address).toLowerCase().replace(/\/(index\.html)?$|\.\w+$/, "").split("/").pop();
  return pairs(last.replace(/[^\p{L}\p{N}]+/gu, " "));
}

const pages = await (await fetch(list)).json();
const nearest = pages
  .map(([address, title]) => ({ address, title, like: likeness(words(address), asked) }))
  .filter(({ like }) => like >= 0.4)
  .sort((one, other) => other.like - one.like)
  .slice(0, 5);
if (nearest.length) {
  const items = nearest.map(({ address, title }) =>
    make("li", {}, make("a", { href: new URL(address, list) }, title)));
  place.append(place.dataset.words, make("ul", {}, ...items));
}
