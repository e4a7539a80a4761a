// The form of filters above a table, map or drawing. The address keeps its values.
import { _ } from "./gettext.js";

export const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

export const button = (label, onclick) => make("button", { type: "button", onclick }, label);

export const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });

/** Return text in a Unicode form, without diacritics, capitals and punctuation, for comparison. */
export function plain(text = "", form = "NFKD") {
  return text.normalize(form).replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** Return a function that acts once it hasn't been called for `pause` milliseconds. */
export function debounced(act, pause) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, pause);
  };
}

/** Keep values in the address; remove empty values from it. */
export function keep(values) {
  const address = new URL(location);
  for (const [name, value] of Object.entries(values)) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  history.replaceState(history.state, "", address);
}

export const any = () => new Option(_("any"), "");

/**
 * Return a form, its output, and a function that returns its values. A field has a name, a label
 * (`words`), and options (pairs of value and label) or an input type. A ticked checkbox has the
 * value "", others "no". `changed` gets all values after each change.
 */
export function controls(fields, changed) {
  const form = make("form", { className: "filters" });
  const off = {};
  const asked = new URLSearchParams(location.search);
  for (const { name, words, options, type } of fields) {
    const offered = options?.map(([value, text]) => new Option(text, value));
    const control = options ? make("select", {}, any(), ...offered) : make("input", { type });
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
  const output = make("output");
  form.append(make("button", { type: "reset" }, _("Clear")), output);
  const chosen = () => ({ ...off, ...Object.fromEntries(new FormData(form)) });
  form.onchange = () => {
    keep(chosen());
    changed(chosen());
  };
  form.onreset = () => setTimeout(form.onchange);
  form.onsubmit = () => false;
  return { form, output, chosen };
}
