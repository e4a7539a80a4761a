// Tables of an index: sorted by a column's head, filtered by words and by what rows share.
// "dated": rows stand in order of date; "data-groups": what the headings are.
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });
const make = (name, ...inside) => {
  const made = document.createElement(name);
  made.append(...inside);
  return made;
};

// What a cell says: each of its links, if it is made of links alone, or else its text.
function values(cell) {
  const links = [...cell.querySelectorAll("a")].map((link) => link.textContent);
  const rest = links.reduce((text, link) => text.replace(link, ""), cell.textContent);
  return /[^\s,;]/.test(rest) ? [cell.textContent.trim()] : links;
}

for (const box of document.querySelectorAll(".sortable:has(table)")) {
  const dated = box.matches(".dated");
  const groups = [...box.querySelectorAll("table")].map((table) => {
    const shell = make("div"); // of our own: the theme puts one around a table sooner or later
    const outer = table.closest(".md-typeset__scrollwrap") ?? table;
    const before = outer.previousElementSibling;
    outer.replaceWith(shell);
    shell.append(outer);
    return { table, shell, heading: before?.matches("h2") ? before : make("h2") };
  });
  const headsOf = ({ table }) => [...table.tHead.rows[0].cells];
  const heads = headsOf(groups[0]).map((head) => head.textContent.trim());
  const rows = groups.flatMap((group) => [...group.table.tBodies[0].rows].map((row) => {
    const name = group.heading.firstChild?.textContent ?? "";
    const cells = [...[...row.cells].map(values), name ? [name] : []];
    // Told beside the name while rows of all groups stand together.
    if (!dated) row.cells[0].append(make("small", ` ${name}`));
    return { row, group, cells, words: fold(row.textContent) };
  }));
  const number = (row, column) => Number.parseFloat(row.cells[column]);
  const numeric = heads.map((_, column) => rows.every((row) => number(row, column) >= 0));

  // To choose from: whatever takes few values, most of them in several rows.
  const form = make("form", make("label", "Find", make("input")));
  form.className = "filters";
  form[0].type = "search";
  form[0].name = "find";
  [...heads, box.dataset.groups].forEach((head, column) => {
    const taken = [...new Set(rows.flatMap((row) => row.cells[column]))].sort(compare);
    const few = taken.length > 1 && taken.length <= Math.min(40, rows.length / 2);
    if (!head || !few || numeric[column] || (dated && !column)) return;
    const options = ["", ...taken].map((value) => new Option(value || "any", value));
    form.append(make("label", head, make("select", ...options)));
    Object.assign(form[form.length - 1], { name: fold(head), column });
  });
  const [words, ...choices] = form;
  const count = make("output");
  const nothing = make("p", "Nothing matches.");
  form.append(count);
  box.prepend(form, nothing);

  // The address keeps what is chosen, so that it can be passed on.
  const asked = new URLSearchParams(location.search);
  for (const field of form) if (asked.has(field.name)) field.value = asked.get(field.name);
  let by = heads.findIndex((head) => fold(head) === asked.get("sort"));
  let down = by >= 0 && asked.has("down");

  function sort() {
    const said = (row) => row.cells[by].join(" ");
    const sorted = [...rows];
    if (dated && !by) down && sorted.reverse();
    else if (by >= 0) sorted.sort((a, b) => {
      const apart = numeric[by] ? number(a, by) - number(b, by) : compare(said(a), said(b));
      return !said(a) - !said(b) || (down ? -apart : apart); // what says nothing comes last
    });
    for (const { row, group } of sorted) (by < 0 ? group : groups[0]).table.tBodies[0].append(row);
    box.classList.toggle("sorted", by >= 0);
    for (const group of groups) headsOf(group).forEach((head, column) => {
      head.ariaSort = column === by ? (down ? "descending" : "ascending") : null;
    });
  }

  function show() {
    const wanted = fold(words.value).split(/\s+/);
    const shown = rows.filter(({ row, cells, words }) => !(row.hidden = !(
      wanted.every((word) => words.includes(word))
      && choices.every(({ value, column }) => !value || cells[column].includes(value))
    )));
    const filled = new Set(shown.map(({ group }) => (by < 0 ? group : groups[0])));
    for (const group of groups) {
      group.shell.hidden = !filled.has(group);
      group.shell.className = filled.values().next().value === group ? "first" : "";
      group.heading.hidden = by >= 0 || group.shell.hidden;
    }
    nothing.hidden = shown.length;
    count.value = shown.length < rows.length ? `${shown.length} of ${rows.length}` : rows.length;
    const address = new URL(location);
    const keep = { sort: fold(heads[by] ?? ""), down: down ? "1" : "" };
    for (const { name, value } of form) if (name) keep[name] = value;
    for (const [name, value] of Object.entries(keep))
      value ? address.searchParams.set(name, value) : address.searchParams.delete(name);
    history.replaceState(history.state, "", address);
  }

  for (const group of groups) headsOf(group).forEach((head, column) => {
    const button = make("button", ...head.childNodes);
    button.type = "button";
    head.append(button);
    button.onclick = () => {
      // Numbers begin with the largest. Once one way, once the other, then as it was.
      const first = numeric[column];
      if (by !== column) [by, down] = [column, first];
      else [by, down] = down === first ? [column, !first] : [-1, false];
      sort();
      show();
      headsOf(by < 0 ? group : groups[0])[column].firstChild.focus();
    };
  });
  let pause;
  form.oninput = () => {
    clearTimeout(pause);
    pause = setTimeout(show, 60);
  };
  form.onsubmit = () => false;
  sort();
  show();
}
