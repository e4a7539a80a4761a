// What the index answers, by kind of page, and where the words stand.
import { plain } from "./filters.js";

export const KINDS = {
  actor: "Actors", location: "Locations", event: "Events",
  question: "Questions", source: "Sources", page: "Other pages",
}; // in the singular without their last letter
// Of so many of a kind, each to be loaded, those whose names come closest stand first.
const RANKED = { actor: 8, location: 5, event: 3, question: 2, source: 2, page: 2 };
const LENGTH = 26; // words of a passage
const BEFORE = 14; // words before the first one asked for, to where a sentence begins

let engine;

export function load() {
  engine ??= import(new URL("../pagefind/pagefind.js", import.meta.url)).then(async (pagefind) => {
    // Names weigh most; what stands under a title is no name.
    const metaWeights = { title: 10, names: 20, lead: 0 };
    await pagefind.options({ noWorker: true, ranking: { metaWeights } });
    await pagefind.init();
    return pagefind;
  });
  engine.catch(() => (engine = undefined)); // to be tried again
  return engine;
}

async function group(kind, results, words) {
  const ranked = await Promise.all(results.slice(0, RANKED[kind]).map((result) => result.data()));
  for (const data of ranked) data.close = closeness(data.meta, words);
  ranked.sort((a, b) => b.close - a.close);
  return { kind, results, ranked, close: ranked[0]?.close };
}

// Answers words, or none, within the filters: each kind there is anything of, with all results
// of Pagefind, which takes "a" for a prefix, and the data of the first in order.
export async function answers(words, filters) {
  const pagefind = await load();
  const kinds = Object.keys(KINDS).filter((kind) => !filters.kind || filters.kind === kind);
  const groups = await Promise.all(kinds.map(async (kind) => {
    const sought = words?.replace(/^an? /i, "") ?? null;
    const { results } = await pagefind.search(sought, { filters: { ...filters, kind } });
    return group(kind, results, words);
  }));
  return groups.filter((one) => one.results.length).sort((a, b) => b.close - a.close);
}

// How close a page's names come to the words: 3 for the same, 2 for another ending, 1 for more.
function closeness({ title, names = title }, asked) {
  const wanted = plain(asked);
  if (!wanted) return 0;
  return Math.max(...names.split(" | ").map((written) => {
    const name = plain(written);
    if (name === wanted) return 3;
    const [short, long] = name.length < wanted.length ? [name, wanted] : [wanted, name];
    if (long.startsWith(short) && long.length - short.length < 3) return 2;
    return ` ${name}`.includes(` ${wanted}`) ? 1 : 0;
  }));
}

// The anchors of a page by the number of the next word. A heading lends its text to the anchor
// beside it; a claim has the mark of its paragraph.
function places(anchors) {
  const found = new Map();
  let paragraph = "";
  const inside = anchors.filter((anchor) => anchor.element !== "h1");
  for (const { id, text, location } of inside.sort((a, b) => a.location - b.location)) {
    const claim = id.startsWith("c-");
    if (!claim) paragraph = /^(p\d+|title|standfirst|caption)$/.test(id) ? id.replace(/^p(?=\d)/, "¶") : "";
    const beside = found.get(location);
    const label = text.trim() || beside?.label || paragraph;
    found.set(location, { location, label, id: claim ? id : (beside?.id ?? id) });
  }
  return [{ location: 0 }, ...found.values()];
}

function split(text) {
  // Languages without spaces get invisible ones from Pagefind.
  return text.split(text.includes("\u200b") ? "\u200b" : /\s+/);
}

// Where the sentence of a word begins, unless that is far before it.
function beginning(words, hit, first) {
  for (let at = hit; at > hit - BEFORE; at -= 1) {
    if (at <= first || /[.!?…]\P{L}*$/u.test(words[at - 1])) return Math.max(at, first);
  }
  return hit - BEFORE / 2;
}

// The passages of a result, the best first: where each is, and its words, each with whether it
// was asked for.
export function passages({ raw_content: content, anchors, weighted_locations: hits, meta }) {
  const words = split(content);
  const stops = places(anchors);
  // Title and description begin a page, and are shown anyway.
  const begun = split(`${meta.title} ${meta.lead}`).length;
  const found = new Map();
  for (const { location, balanced_score: score } of hits) {
    if (location < begun) continue;
    const stop = stops.findLastIndex((place) => place.location <= location);
    const one = found.get(stop) ?? { hits: new Set(), score: 0 };
    one.hits.add(location);
    one.score += score;
    found.set(stop, one);
  }
  return [...found].sort(([, a], [, b]) => b.score - a.score).map(([stop, one]) => {
    const { id, label, location } = stops[stop];
    const end = stops[stop + 1]?.location ?? words.length;
    const from = beginning(words, Math.min(...one.hits), Math.max(location, begun));
    const to = Math.min(from + LENGTH, end);
    const text = words.slice(from, to).map((word, index) => [word, one.hits.has(from + index)]);
    if (from > Math.max(location, begun)) text.unshift(["…", false]);
    if (to < end) text.push(["…", false]);
    return { id, label, text };
  });
}
