// On the page for addresses at which nothing stands: proposes those that are most like it.
const SHOWN = 5;
const LIKE = 0.4; // of 1, which is the same

const place = document.getElementById("nearest");
const list = new URL(place.dataset.list, location);
const asked = words(location.pathname);

// Pairs of letters, the beginning of each word marked: a mistyped letter spoils two of them.
function words(address) {
  const last = decodeURI(address).toLowerCase().replace(/\/(index\.html)?$|\.\w+$/, "").split("/").pop();
  const text = ` ${last.replace(/[^\p{L}\p{N}]+/gu, " ")}`;
  return new Set([...text].slice(1).map((letter, index) => text[index] + letter));
}

function likeness(pairs) {
  const shared = [...pairs].filter((pair) => asked.has(pair)).length;
  return (2 * shared) / (pairs.size + asked.size || 1);
}

const pages = await (await fetch(list)).json();
const nearest = pages
  .map(([address, title]) => ({ address, title, like: likeness(words(address)) }))
  .filter((page) => page.like >= LIKE)
  .sort((one, other) => other.like - one.like)
  .slice(0, SHOWN);
if (nearest.length) {
  const links = document.createElement("ul");
  for (const { address, title } of nearest) {
    const link = document.createElement("a");
    link.href = new URL(address, list);
    link.textContent = title;
    links.append(document.createElement("li"));
    links.lastChild.append(link);
  }
  place.append(place.dataset.words, links);
}
