// Folds the words of a query as publishing/pagefind_adapter/folding.py folds the words of the index.
import { plain } from "./filters.js";

const LATIN = { ß: "ss", œ: "oe", æ: "ae", þ: "th", ø: "o", ł: "l", đ: "d", ð: "d", ı: "i" };
const ARABIC = /[\u0620-\u06ff]/;
const CYRILLIC = /[\u0400-\u04ff]/;
export const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff]+/;
const PIECES = new RegExp(`${UNSPACED.source}|[^${UNSPACED.source.slice(1, -2)}]+`, "g");
const LETTERS = { ة: "ه", ى: "ي", ی: "ي", ک: "ك", ـ: "" };
const ENDING = /^(.{3,}?)(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|иеи|иям|иях|ов|ев|еи|ои|ии|ыи|ая|яя|ое|ее|ые|ие|ом|ем|ам|ям|ах|ях|ым|им|ую|юю|ия|ию|[аеиоуыэюяіь])$/;
const STEMMED = { ar: ARABIC, ru: CYRILLIC }[document.documentElement.lang.split("-")[0]];

/** Return text with special Latin letters replaced, such as ß by ss. */
export const latin = (text) =>
  text.replace(/[ßœæþøłđðı]/giu, (letter) => LATIN[letter.toLowerCase()] ?? letter);

function folded(word) {
  if (UNSPACED.test(word)) {
    // Return all pairs of letters, or the only letter.
    return word.replace(/(.)(?=(.))/gu, "$1$2 ").replace(/ .$/u, "");
  }
  if (ARABIC.test(word)) {
    return word.replace(/[ةىیکـ]/g, (letter) => LETTERS[letter])
      .replace(/^(?:[وفبك]?ال|لل)(?=[\p{L}\p{N}]{3})/u, "");
  }
  return word.replace(ENDING, "$1");
}

/** Return a query with its words folded. */
export const fold = (text) => latin(text).replace(/\S+/g, (word) =>
  [ARABIC, CYRILLIC, UNSPACED].some((script) => script !== STEMMED && script.test(word))
    ? plain(word, "NFD").match(PIECES)?.flatMap((piece) => piece.trim().split(" ")).map(folded).join(" ") ?? ""
    : word);
