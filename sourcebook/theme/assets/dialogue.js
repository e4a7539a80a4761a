// The search: a dialogue over the page. The address keeps its values.
import { answers, HEADINGS, load, passages, RANKED, reason, SHOWN, TYPES } from "./answers.js";
import { any, button, compare, debounced, keep, make, plain } from "./filters.js";
import { _, ngettext } from "./gettext.js";

const LABELS = {
  kind: _("Kind"), place: _("Place"), year: _("Year"), source: _("Source"), actor: _("Who"),
  tag: _("Tag"), fact: _("Property"),
};
const FILTERS = Object.keys(LABELS);
const MORE = 10;
const MAX_OPTIONS = 300;

const details = make("details", { ontoggle: offer },
  make("summary", {}, _("Narrow down")),
  make("div", { className: "search__fields" }, ...FILTERS.map((name) =>
    make("label", { hidden: true }, LABELS[name], " ", make("select", { name }, any())))));
const form = make("form", {},
  make("div", { className: "search__bar" },
    make("input", { type: "search", name: "q", ariaLabel: _("Search for"), autocomplete: "off", dir: "auto", spellcheck: false }),
    button(_("Close"), () => dialog.close())),
  details);
const status = make("p", { className: "search__status", role: "status" });
const results = make("div", { className: "search__results" });
const dialog = make("dialog", { className: "search", ariaLabel: _("Search") }, form, status, results);
let turn = 0;

export function open() {
  if (dialog.open) return;
  document.body.append(dialog);
  const address = new URLSearchParams(location.search);
  form.q.value = address.get("q") ?? form.q.value;
  for (const name of FILTERS) {
    const value = address.get(`q-${name}`);
    if (value) form[name].add(new Option(value, value, true, true));
  }
  details.open ||= FILTERS.some((name) => form[name].value);
  dialog.showModal();
  form.q.select();
  search();
}

form.onsubmit = (event) => {
  event.preventDefault();
  results.querySelector("a")?.click();
};
form.oninput = debounced(search, 120);
dialog.onclick = ({ target }) => {
  if (target === dialog) dialog.close();
};
dialog.onclose = () => remember({});
// Arrow keys move through the results; letters focus the field.
dialog.onkeydown = (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") {
    event.preventDefault(); // the browser would empty the field
    dialog.close();
  } else if (step && event.target.tagName !== "SELECT") {
    event.preventDefault();
    const stops = [form.q, ...results.querySelectorAll("a, button:not([hidden])")];
    stops.at((stops.indexOf(event.target) + step) % stops.length).focus();
  } else if (results.contains(event.target) && /^\S$/.test(event.key) && !event.ctrlKey && !event.metaKey) {
    form.q.focus();
  }
};

function asked() {
  const given = [...new FormData(form)].map(([name, value]) => [name, value.trim()]);
  return Object.fromEntries(given.filter(([, value]) => value));
}

// The prefix "q-" keeps the filters apart from the page's own parameters.
function remember({ q, ...filters }) {
  keep({ q, ...Object.fromEntries(FILTERS.map((name) => [`q-${name}`, filters[name]])) });
}

async function search() {
  const mine = ++turn;
  const { q, ...filters } = asked();
  remember(asked());
  let found = [], hints = [];
  let message = _("Type a name, in any spelling that a source uses, or words of a claim.");
  try {
    if (!q && !Object.keys(filters).length) {
      load().catch(() => {}); // loads while the reader types
    } else {
      found = await answers(q, filters);
      const count = found.reduce((sum, { results: { length } }) => sum + length, 0);
      message = ngettext("{count} result", "{count} results", count);
      if (found[0]?.type === "near") message = _("Nothing here is called that. Similar names come first.");
      if (found[0]?.type === "most" && !found[1]) message = _("No page has all these words.");
      if (!count) hints = advice(filters);
    }
  } catch (error) {
    console.warn(error);
    message = reason();
  }
  if (mine !== turn) return;
  status.textContent = message;
  results.replaceChildren(...found.map((group) => section(group, q)), ...hints);
  results.scrollTop = 0;
  offer();
}

function advice(filters) {
  const everywhere = button(_("Search everywhere"), () => {
    for (const name of FILTERS) form[name].value = "";
    form.q.focus();
    search();
  });
  return [
    make("p", {}, _("Try fewer words, the beginning of a word, or another spelling.")),
    ...(Object.keys(filters).length ? [everywhere] : []),
  ];
}

function section({ type, results: all }, words) {
  const list = make("ol");
  const more = button("", async () => (await add(MORE)).firstChild.focus());
  const add = async (count) => {
    const begun = list.children.length;
    const next = all.slice(begun, begun + count);
    const items = next.map(async (one) => item(await one.data(), one.name ?? words));
    list.append(...await Promise.all(items));
    const left = all.length - list.children.length;
    more.textContent = ngettext("Show {count} more", "Show {count} more", Math.min(left, MORE));
    more.hidden = !left;
    return list.children[begun];
  };
  add(Math.min(SHOWN, RANKED[type] ?? SHOWN));
  const heading = make("h2", {}, HEADINGS[type], " ", make("small", {}, all.length));
  return make("section", { className: `search__${type}` }, heading, list, more);
}

function item(data, words) {
  const { title, lead, names = "" } = data.meta;
  const link = make("a", { href: data.url }, make("b", {}, title));
  const wanted = plain(words);
  const named = names.split(" | ").find((name) => plain(name).includes(wanted));
  if (named && !plain(title).includes(wanted)) link.append(" ", make("em", {}, _("also: “{name}”", { name: named })));
  if (lead) link.append(make("small", {}, lead));
  const found = passages(data, words).slice(0, 2).map(({ id, label, text }) => {
    const shown = text.flatMap(([word, hit]) => hit ? [make("mark", {}, word.trim()), word.replace(/\S+/, "")] : word);
    if (label) shown.unshift(make("b", {}, label), " ");
    return make(id ? "a" : "p", { className: "search__passage", href: `${data.url}#${id}` }, ...shown);
  });
  return make("li", {}, link, ...found);
}

async function offer() {
  if (!details.open) return;
  const pagefind = await load();
  await pagefind.filters();
  const { q = null, ...chosen } = asked();
  for (const name of FILTERS) {
    const { [name]: own = "", ...others } = chosen;
    const { filters } = await pagefind.search(q, { filters: others });
    const counted = Object.entries(filters[name] ?? {}).filter(([, count]) => count)
      .sort((a, b) => b[1] - a[1]).slice(0, MAX_OPTIONS).sort(([a], [b]) => compare(a, b));
    if (own && !counted.some(([value]) => value === own)) counted.push([own, 0]);
    const label = (value) => (name === "kind" && TYPES[value]) || value;
    const options = counted.map(([value, count]) => new Option(`${label(value)} (${count})`, value));
    form[name].replaceChildren(any(), ...options);
    form[name].parentNode.hidden &&= !options.length;
    form[name].value = own;
  }
}
