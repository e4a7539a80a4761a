// On the page "not found", suggests pages with similar addresses.
import { make } from "./filters.js";

const place = document.getElementById("nearest");
const list = new URL(place.dataset.list, location);
const asked = words(location.pathname);

// Pairs of adjacent letters. A typing error changes only two of them.
function words(address) {
  const last = decodeURI(address).toLowerCase().replace(/\/(index\.html)?$|\.\w+$/, "").split("/").pop();
  const text = ` ${last.replace(/[^\p{L}\p{N}]+/gu, " ")}`;
  return new Set([...text].slice(1).map((letter, index) => text[index] + letter));
}

function likeness(pairs) {
  const shared = [...pairs].filter((pair) => asked.has(pair));
  return (2 * shared.length) / (pairs.size + asked.size || 1);
}

const pages = await (await fetch(list)).json();
const nearest = pages
  .map(([address, title]) => ({ address, title, like: likeness(words(address)) }))
  .filter(({ like }) => like >= 0.4) // 1 is identical
  .sort((one, other) => other.like - one.like)
  .slice(0, 5);
if (nearest.length) {
  const items = nearest.map(({ address, title }) =>
    make("li", {}, make("a", { href: new URL(address, list) }, title)));
  place.append(place.dataset.words, make("ul", {}, ...items));
}
