// The search as a dialogue over the page. What is asked for stands in its address.
import { answers, KINDS, load, passages } from "./answers.js";
import { keep, make, plain } from "./filters.js";

const FILTERS = ["kind", "place", "year", "source", "actor"];
const SHOWN = 3; // of a kind at first
const MORE = 10;
const OFFERED = 300; // values of a filter

const dialog = make("dialog", { className: "search", ariaLabel: "Search" });
dialog.innerHTML = `
  <form>
    <div class="search__bar">
      <input type="search" name="q" aria-label="Search for" autocomplete="off" spellcheck="false"
        placeholder="A name in any spelling, or words">
      <button type="button">Close</button>
    </div>
    <details>
      <summary>Narrow down</summary>
      <div class="search__fields">${FILTERS.map((name) => `
        <label>${name} <select name="${name}"><option value="">any</option></select></label>`).join("")}
      </div>
    </details>
  </form>
  <p class="search__status" role="status"></p>
  <div class="search__results"></div>`;
const [form, status, results] = dialog.children;
const details = form.querySelector("details");
let turn = 0;
let waiting;

export function open() {
  if (dialog.open) return;
  document.body.append(dialog);
  const address = new URLSearchParams(location.search);
  for (const name of ["q", ...FILTERS]) {
    const value = address.get(name === "q" ? name : `q-${name}`);
    if (value && name !== "q") form[name].add(new Option(value, value));
    if (value) form[name].value = value;
  }
  details.open ||= FILTERS.some((name) => form[name].value);
  dialog.showModal();
  form.q.select();
  search();
}

form.querySelector("button").onclick = () => dialog.close();
form.onsubmit = (event) => {
  event.preventDefault();
  results.querySelector("a")?.click();
};
form.oninput = () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, 120);
};
details.ontoggle = offer;
dialog.onclick = ({ target }) => {
  if (target === dialog) dialog.close();
};
dialog.onclose = () => remember({});
// Arrows go through the results, letters into the field.
dialog.onkeydown = (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") {
    event.preventDefault(); // a field would only be emptied
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

// Beside what the page itself keeps there.
function remember({ q, ...filters }) {
  keep({ q, ...Object.fromEntries(FILTERS.map((name) => [`q-${name}`, filters[name]])) });
}

async function search() {
  const mine = ++turn;
  const { q, ...filters } = asked();
  remember(asked());
  let found = [];
  let told = "Type a name, in any spelling that a source uses, or words of a claim.";
  try {
    if (!Object.keys(asked()).length) {
      load().catch(() => {}); // while the reader types
    } else {
      found = await answers(q, filters);
      const counts = found.map(({ kind, results: { length } }) =>
        `${length} ${KINDS[kind].toLowerCase().slice(0, length === 1 ? -1 : undefined)}`);
      told = counts.length ? `Found: ${counts.join(", ")}.` : `Nothing found${q ? ` for “${q}”` : ""}.`;
    }
  } catch (error) {
    console.warn(error);
    told = "The search could not be loaded. Is the site still within reach?";
  }
  if (mine !== turn) return;
  status.textContent = told;
  results.replaceChildren(...found.map((group) => section(group, q)));
  results.scrollTop = 0;
  if (told.startsWith("Nothing")) results.append(...advice());
  offer();
}

function* advice() {
  yield make("p", {}, "Try fewer words, or only the beginning of one. Try another spelling: every name that a source uses is known here.");
  if (FILTERS.every((name) => !form[name].value)) return;
  const onclick = () => {
    for (const name of FILTERS) form[name].value = "";
    form.q.focus();
    search();
  };
  yield make("button", { type: "button", onclick }, "Search everywhere");
}

function section({ kind, results: all, ranked }, words) {
  const list = make("ol");
  const more = make("button", { type: "button" });
  const add = async (count) => {
    const begun = list.children.length;
    const next = all.slice(begun, begun + count);
    const data = await Promise.all(next.map((one, index) => ranked[begun + index] ?? one.data()));
    list.append(...data.map((one) => item(one, words)));
    const left = all.length - list.children.length;
    more.textContent = `Show ${Math.min(left, MORE)} more`;
    more.hidden = !left;
    return list.children[begun];
  };
  more.onclick = async () => (await add(MORE)).firstChild.focus();
  add(Math.min(SHOWN, ranked.length));
  const heading = make("h2", {}, `${KINDS[kind]} `, make("small", {}, all.length));
  return make("section", { className: `search__${kind}` }, heading, list, more);
}

function item(data, words) {
  const { title, lead, names = "" } = data.meta;
  const link = make("a", { href: data.url }, make("b", {}, title));
  const wanted = plain(words);
  const named = names.split(" | ").find((name) => plain(name).includes(wanted));
  if (named && !plain(title).includes(wanted)) link.append(make("em", {}, ` also “${named}”`));
  if (lead) link.append(make("small", {}, lead));
  const found = passages(data).slice(0, 2).map(({ id, label, text }) => {
    const shown = text.flatMap(([word, hit]) => [hit ? make("mark", {}, word) : word, " "]);
    if (label) shown.unshift(make("b", {}, label), " ");
    return make(id ? "a" : "p", { className: "search__passage", href: `${data.url}#${id}` }, ...shown);
  });
  return make("li", {}, link, ...found);
}

// Fills the filters, loaded only here, with what would leave something.
async function offer() {
  if (!details.open) return;
  const pagefind = await load();
  await pagefind.filters();
  const { q = null, ...chosen } = asked();
  for (const name of FILTERS) {
    const { [name]: own = "", ...others } = chosen;
    const { filters } = await pagefind.search(q, { filters: others });
    const counted = Object.entries(filters[name] ?? {}).filter(([, count]) => count)
      .sort((a, b) => b[1] - a[1]).slice(0, OFFERED).sort(([a], [b]) => a.localeCompare(b, "en"));
    if (own && !counted.some(([value]) => value === own)) counted.push([own, 0]);
    const options = counted.map(([value, count]) => new Option(`${value} (${count})`, value));
    form[name].replaceChildren(new Option("any", ""), ...options);
    form[name].value = own;
  }
}
