/** Return the pairs of adjacent letters in a text. A wrong letter changes only two pairs. */
export function pairs(text) {
  const all = [...` ${text}`];
  return new Set(all.slice(1).map((letter, at) => all[at] + letter));
}

/** Return the Dice coefficient of two sets: 0 if they have nothing in common, 1 if they are equal. */
export function likeness(one, other) {
  const both = [...one].filter((pair) => other.has(pair));
  return (2 * both.length) / (one.size + other.size || 1);
}
