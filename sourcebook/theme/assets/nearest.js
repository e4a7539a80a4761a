// Finds what a reader may mean: names that sound like the query, pages with most of its words.
import { plain } from "./filters.js";
import { latin } from "./folding.js";
import { likeness, pairs } from "./pairs.js";

const GROUPS = "pbпбبپ tdтдتطدضثذ fvвфف kgqcxгкґقكکگغ hхحخه lлل mмم nнن rрر szjжзсцчшщсزسصشجچژظ";
const SOUNDS = new Map(GROUPS.split(" ").flatMap((group) => [...group].map((letter) => [letter, group[0]])));
const LIKE = 0.55;
const TRIED = 12;

// The sounds of a word, as in publishing/pagefind_adapter/sounds.py.
const heard = (word) => [...word.replace(/^و?(ال)?(?=..)/, "").replace(/[scz]h|dj|дж/g, "s").replace(/kh/g, "h")]
  .map((letter, at) => SOUNDS.get(letter) ?? (at ? "" : "a"));
function key(word) {
  const [first, ...rest] = heard(word);
  return first + [...new Set(rest.join("").replaceAll("h", ""))].sort().join("");
}
const shortened = (one) => (one.length > 3 ? [...one].map((_letter, at) => one.slice(0, at) + one.slice(at + 1)) : []);

/** Return the keys of a name, and the shorter keys that lack one consonant. */
export function keys(name) {
  const words = plain(latin(name)).split(" ");
  if (words.length > 4) return [[], []];
  const ofWords = words.filter((word) => word.length > 2).map(key);
  const marked = (list) => [...new Set(list)].filter((one) => one.length > 1).map((one) => `ꞏ${one}`);
  return [marked([key(words.join("")), ...ofWords]), marked(ofWords.flatMap(shortened))];
}

const isLatin = (text) => /\p{Script=Latin}/u.test(text);
function measured(name) {
  const text = plain(latin(name)).replaceAll(" ", "");
  return [text, heard(text).join("").replace(/(?!^)h/g, "").replace(/(.)\1+/g, "$1")].map(pairs);
}

/** Return the results with a name like the words, best first. Each result's `name` is that name. */
export async function nearest(pagefind, words) {
  const wanted = measured(words);
  const tried = new Map();
  for (const list of keys(words)) {
    const found = await Promise.all(list.map((one) => pagefind.search(one)));
    const new_ = found.flatMap(({ results }) => results.slice(0, TRIED)).filter(({ id }) => !tried.has(id));
    await Promise.all(new_.slice(0, 2 * TRIED).map(async (result) => {
      const { title, names = title } = (await result.data()).meta;
      const named = names.split(" | ").map((name) => {
        const [letters, sound] = measured(name).map((one, at) => likeness(one, wanted[at]));
        const alike = isLatin(name) === isLatin(words); // both Latin, or neither
        return { result, name, like: alike ? 0.6 * letters + 0.4 * sound : 0.8 * sound };
      });
      tried.set(result.id, named.sort((a, b) => b.like - a.like)[0]);
    }));
    const like = [...tried.values()].filter((one) => one.like >= LIKE).sort((a, b) => b.like - a.like);
    if (like.length) {
      return like.filter((one) => one.like > like[0].like - 0.15).slice(0, 3)
        .map(({ result, name }) => Object.assign(result, { name }));
    }
  }
  return [];
}

/** Return the results with most of the words, best first; rare words count more. */
export async function closest(pagefind, words, filters) {
  const weights = new Map();
  let all = 0;
  const found = await Promise.all([...new Set(words)].map((word) => pagefind.search(word, { filters })));
  const most = Math.max(...found.map(({ results }) => results.length));
  for (const { results } of found) {
    const rare = Math.log(1 + (2 * most) / (results.length || Infinity));
    all += 2 * rare;
    for (const result of results) {
      const { weight = 0 } = weights.get(result.id) ?? {};
      // Sources, whose ids begin with "su", match nearly any words, so they count less.
      const telling = (result.matchedMetaFields ? 2 : 1) * (result.id.startsWith("su") ? 0.6 : 1);
      weights.set(result.id, { result, weight: weight + rare * telling });
    }
  }
  return [...weights.values()].filter(({ weight }) => weight > all / 3)
    .sort((a, b) => b.weight - a.weight).slice(0, 5).map(({ result }) => result);
}
