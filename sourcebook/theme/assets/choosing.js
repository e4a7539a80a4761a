// Filters the events of a map or timeline. An event's standing says whether it happened on the
// chosen days: "within", "maybe", or "" if no days are chosen.
import { controls } from "./filters.js";
import { listed, ngettext } from "./gettext.js";

/** Return an event's id from the address of its page. */
export const idOf = (href) => href.match(/.*events\/([^/.]+)/)[1];

// Return an event's standing, by the same rule as analysis/spans.py.
function standing([first, last, unsure], from, to) {
  if (last < from || first > to) return "outside";
  return first < from || last > to || unsure ? "maybe" : "within";
}

/** Return the number of sure standings, the number of "maybe", and a text with both. */
export function counted(standings) {
  const maybe = standings.filter((one) => one === "maybe").length;
  const sure = standings.length - maybe;
  return [sure, maybe, standings.some(Boolean)
    ? ngettext("{count} event dated within these days, {maybe} that may fall in them", "{count} events dated within these days, {maybe} that may fall in them", sure, { maybe })
    : ngettext("{count} event", "{count} events", sure)];
}

/**
 * Return a form for the data of exports/choices.py, and a function that applies it. `changed` gets
 * the standings of matching events, by id, and returns a text to show.
 */
export function choosing({ fields, events }, changed) {
  const { form, output, chosen } = controls(fields, show);
  const choices = fields.filter(({ options }) => options);

  function show({ from, to, parts, ...wanted }) {
    if (to && from > to) [from, to] = [to, from];
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
    output.value = listed(
      counted([...found.values()])[2],
      undated && ngettext("{count} undated event left out", "{count} undated events left out", undated),
      changed(found),
    );
  }
  return { form, show: () => show(chosen()) };
}
