// The controls above a table, map or drawing. What is chosen stands in the address.
export const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

/** Words as they are compared: without marks, capitals, punctuation. */
export function plain(text = "") {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** Put values into the address, so that it can be passed on; what is empty goes. */
export function keep(values) {
  const address = new URL(location);
  for (const [name, value] of Object.entries(values)) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  history.replaceState(history.state, "", address);
}

/**
 * Make a form. Each field: its name, its words, and the pairs of value and words that it
 * offers, or a type of input. `changed` is told all values whenever one changes; a box
 * is ticked at first, its value "", or else "no".
 */
export function controls(fields, changed) {
  const form = make("form", { className: "filters" });
  const off = {};
  const asked = new URLSearchParams(location.search);
  for (const { name, words, options, type } of fields) {
    const offered = options?.map(([value, text]) => new Option(text, value));
    const control = options ? make("select", {}, new Option("any", ""), ...offered) : make("input", { type });
    control.name = name;
    control.value = asked.get(name) ?? "";
    if (control.selectedIndex < 0) control.value = "";
    if (type === "checkbox") {
      off[name] = "no";
      control.defaultChecked = true;
      control.checked = !control.value;
      control.value = "";
    }
    form.append(make("label", {}, words, control));
  }
  const told = make("output");
  form.append(make("button", { type: "reset", textContent: "Clear" }), told);
  const chosen = () => ({ ...off, ...Object.fromEntries(new FormData(form)) });
  form.onchange = () => {
    keep(chosen());
    changed(chosen());
  };
  form.onreset = () => setTimeout(form.onchange);
  form.onsubmit = () => false;
  return { form, told, chosen };
}
