// Which events of a map or timeline fit what is chosen, and how surely.
import { controls } from "./filters.js";

export const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
/** An event's id, from the address of its page. */
export const named = (href) => href.match(/.*events\/([^/.]+)/)[1];

// Where the days that a date allows stand to others; see analysis/spans.py.
function standing([first, last, unsure], from, to) {
  if (last < from || first > to) return "outside";
  return first < from || last > to || unsure ? "maybe" : "within";
}

/** Counts events by how they stand to the days chosen, if any: sure, maybe, in words. */
export function counted(how) {
  const maybe = how.filter((one) => one === "maybe").length;
  const sure = how.length - maybe;
  const span = how.some(Boolean) ? ` dated within these days, ${maybe} that may fall in them` : "";
  return [sure, maybe, plural(sure, "event") + span];
}

/**
 * Make the form, from exports/choices.py. `changed` is told how each event that fits stands to
 * the days chosen, by id; it returns what else to tell.
 */
export function choosing({ fields, events }, changed) {
  const { form, told, chosen } = controls(fields, show);
  const choices = fields.filter(({ options }) => options);

  function show({ from, to, parts, ...wanted }) {
    const found = new Map();
    let undated = 0;
    const tests = choices.map(({ name, options, above = {} }) => {
      const number = options.findIndex(([value]) => value === wanted[name]);
      const fits = (one) => one === number || (!parts && above[one]?.includes(number));
      return (had) => number < 0 || had.some(fits);
    });
    for (const [id, event] of Object.entries(events)) {
      const days = event.slice(choices.length);
      const how = from || to ? days[0] && standing(days, from, to || "~") : "";
      if (how === "outside" || !tests.every((test, n) => test(event[n]))) continue;
      if (how === undefined) undated += 1;
      else found.set(id, how);
    }
    told.textContent = [
      counted([...found.values()])[2], undated && `${undated} undated left out`, changed(found),
    ].filter(Boolean).join("; ");
  }
  return { form, show: () => show(chosen()) };
}
