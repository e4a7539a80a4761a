/** Return the pairs of adjacent letters of a text. A typing error changes only two of them. */
export function pairs(text) {
  const all = [...` ${text}`];
  return new Set(all.slice(1).map((letter, at) => all[at] + letter));
}

/** Return how much two sets of pairs have in common: 1 if they are equal. */
export function likeness(one, other) {
  const both = [...one].filter((pair) => other.has(pair));
  return (2 * both.length) / (one.size + other.size || 1);
}
