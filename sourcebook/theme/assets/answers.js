// Queries the search index, ranks its results and cuts passages from them.
import { plain } from "./filters.js";
import { fold, UNSPACED } from "./folding.js";
import { _ } from "./gettext.js";

/** A heading for each type of page. */
export const TYPES = {
  actor: _("People and groups"), location: _("Places"), event: _("Events"),
  question: _("Questions"), source: _("Sources"), page: _("Other pages"), part: _("Further pages"),
};
export const HEADINGS = { ...TYPES, near: _("Did you mean"), most: _("Pages with most of these words") };
export const SHOWN = 3;
// Results of each type to sort by name.
export const RANKED = { actor: 8, location: 5, event: 3, question: 2, source: 2, part: 2, page: 2 };
const PARTS = { title: _("title"), standfirst: _("standfirst"), caption: _("caption") };
const FEW = 5;
const BESIDE = 24; // letters on each side of a match, in texts without spaces
const PASSAGE_WORDS = 26;
const WORDS_BEFORE = 14; // maximum before the first match

let engine;
let blocked = "";

/** Return a text: why the search could not start. */
export const reason = () => blocked
  ? _("The site's content security policy blocks the search ({directive}). It must allow: script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'.", { directive: blocked })
  : _("The search could not be loaded. Check your connection.");

document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
  if (/^wasm|\/pagefind\//.test(blockedURI)) blocked = effectiveDirective;
});

export function load() {
  engine ??= import("../pagefind/pagefind.js").then(async (pagefind) => {
    const metaWeights = { title: 10, names: 20, lead: 0 };
    await pagefind.options({ noWorker: true, ranking: { metaWeights } });
    await pagefind.init();
    return pagefind;
  });
  engine.catch(() => (engine = undefined)); // so that the next call tries again
  return engine;
}

/** Search for words, if any, within filters. Return the results by type, the best first. */
export async function answers(words, filters) {
  const pagefind = await load();
  const query = words ? fold(words.replace(/^an? /i, "")) : null; // Pagefind takes "a" as a prefix
  const { results: found } = await pagefind.search(query, { filters });
  const groups = await Promise.all(Object.keys(TYPES).map(async (type) => {
    const results = found.filter(({ id }) => id.startsWith(type[0] + type[2]));
    const ranked = results.splice(0, RANKED[type]);
    await Promise.all(ranked.map(async (one) => {
      one.close = one.matchedMetaFields ? closeness((await one.data()).meta, words) : 0;
    }));
    ranked.sort((a, b) => b.close - a.close);
    await Promise.all(ranked.slice(0, SHOWN).map((one) => one.data()));
    return { type, results: [...ranked, ...results], close: ranked[0]?.close };
  }));
  const sorted = groups.filter(({ results }) => results.length).sort((a, b) => b.close - a.close);
  return query && !sorted[0]?.close ? forgiving(pagefind, words, query, filters, sorted) : sorted;
}

// Return the results of a query that matches no name, and alternatives.
async function forgiving(pagefind, words, query, filters, groups) {
  const wanted = plain(query).split(" ");
  const first = await Promise.all(groups.flatMap(({ results }) => results.slice(0, SHOWN)).map((one) => one.data()));
  // Pagefind replaces an unknown word by words with the same beginning. Keep the results only if
  // one of the first results has the first three letters of each word.
  const kept = first.some((data) => wanted.every((word) => has(data, word.slice(0, 3)))) ? groups : [];
  const { closest, nearest } = await import("./nearest.js"); // few searches need it
  const near = Object.keys(filters).length ? [] : await nearest(pagefind, words);
  if (near.length) return together([{ type: "near", results: near }, ...kept]);
  const count = kept.reduce((sum, { results }) => sum + results.length, 0);
  if (wanted.length < 3 || count >= FEW) return kept;
  const most = { type: "most", results: await closest(pagefind, query.split(/\s+/), filters) };
  // Sources match nearly any words, so they come last.
  return together(kept.some(({ type }) => type !== "source") ? [...kept, most] : [most, ...kept]);
}

function together(groups) {
  const shown = new Set();
  return groups.map((group) => {
    const results = group.results.filter(({ id }) => !shown.has(id));
    for (const { id } of results) shown.add(id);
    return { ...group, results };
  }).filter(({ results }) => results.length);
}

function has({ raw_content: content, weighted_locations: hits, meta }, beginning) {
  const words = split(content);
  return [...hits.map(({ location }) => words[location]), meta.title, meta.names]
    .some((text) => plain(fold(plain(text))).includes(beginning));
}

// Return how well names match: 3 entirely, 2 except the ending, 1 in part, 0 not.
function closeness({ title, names = title }, words) {
  const same = (text) => plain(fold(plain(text)));
  const wanted = same(words);
  if (!wanted) return 0;
  return Math.max(...names.split(" | ").map(same).map((name) => {
    if (name === wanted) return 3;
    const [short, long] = name.length < wanted.length ? [name, wanted] : [wanted, name];
    if (long.startsWith(short) && long.length - short.length < 3) return 2;
    return ` ${name}`.includes(` ${wanted}`) ? 1 : 0;
  }));
}

// A page's anchors, each with the index of the word after it. An anchor is labelled by the heading
// there, a claim by its paragraph.
function places(anchors) {
  const found = new Map();
  let paragraph = "";
  for (const { id, text, location, element } of anchors.sort((a, b) => a.location - b.location)) {
    if (element === "h1") continue;
    const claim = id.startsWith("c-");
    const numbered = /^p\d+$/.test(id);
    if (!claim) paragraph = PARTS[id] ?? (numbered ? id.replace("p", "¶") : text.trim());
    const beside = found.get(location);
    const label = text.trim() || beside?.label || paragraph;
    found.set(location, { location, label, id: claim ? id : (beside?.id ?? id) });
  }
  return [{ location: 0 }, ...found.values()];
}

function split(text) {
  // Pagefind adds invisible spaces in texts without spaces.
  return text.includes("\u200b") ? text.split("\u200b") : text.match(/\S+\s*/g);
}

// Return the index of the first word to show: of the match's sentence, if near.
function beginning(words, hit, first) {
  for (let at = hit; at > hit - WORDS_BEFORE; at -= 1) {
    if (at <= first || /[.!?…]\P{L}*$/u.test(words[at - 1])) return Math.max(at, first);
  }
  return hit - WORDS_BEFORE / 2;
}

// Cut a text without spaces to the letters around the match.
function cut(text, wanted) {
  const run = wanted.match(UNSPACED)?.[0] ?? "";
  const found = text.includes(run) ? run : run.slice(0, 2);
  const [before, ...after] = text.split(found);
  const rest = after.join(found);
  return [
    [before.length > BESIDE ? `…${before.slice(-BESIDE)}` : before, false], [found, true],
    [rest.length > BESIDE ? `${rest.slice(0, BESIDE)}…` : rest, false],
  ];
}

/** Return the passages of a result, the best first; each word with whether it matches. */
export function passages({ raw_content: content, anchors, weighted_locations: hits, meta }, wanted = "") {
  const words = split(content);
  const stops = places(anchors);
  // Skip the title and the lead at the beginning: they are shown anyway.
  const lead = content.includes(meta.lead) ? meta.lead : "";
  const begun = split(`${meta.title} ${lead}`.trim()).length;
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
    const whole = [...one.hits].map((hit) => words[hit]).find((word) => UNSPACED.test(word));
    if (whole) return { id, label, text: cut(whole, wanted) };
    const end = stops[stop + 1]?.location ?? words.length;
    const from = beginning(words, Math.min(...one.hits), Math.max(location, begun));
    const to = Math.min(from + PASSAGE_WORDS, end);
    const text = words.slice(from, to).map((word, index) => [word, one.hits.has(from + index)]);
    if (from > Math.max(location, begun)) text.unshift(["… ", false]);
    if (to < end) text.push(["…", false]);
    return { id, label, text };
  });
}
