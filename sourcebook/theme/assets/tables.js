// Sorts and filters the tables of an index.
// "dated": rows are in order of date; "data-groups": what the headings are;
// "data-plurals": what a filter calls the values of a column.
import { compare, controls, debounced, keep, make, plain } from "./filters.js";
import { _ } from "./gettext.js";

// A cell's values: its links, or its text if it has more.
function values(cell) {
  const links = [...cell.querySelectorAll("a")].map((link) => link.textContent);
  const rest = links.reduce((text, link) => text.replace(link, ""), cell.textContent);
  return /[^\s,;،؛]/.test(rest) ? [cell.textContent.trim()] : links;
}

for (const box of document.querySelectorAll(".sortable:has(table)")) {
  const dated = box.matches(".dated");
  const groups = [...box.querySelectorAll("table")].map((table) => {
    const shell = make("div"); // contains the theme's box
    const outer = table.closest(".wide") ?? table.closest(".md-typeset__scrollwrap") ?? table;
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
    // The group's name, shown while one table has the rows of all groups.
    if (!dated) row.cells[0].append(make("small", {}, ` ${name}`));
    return { row, group, cells, words: plain(row.textContent) };
  }));
  const number = (row, column) => Number.parseFloat(row.cells[column]);
  const numeric = heads.map((_head, column) => rows.every((row) => number(row, column) >= 0));

  const fields = [{ name: "find", words: _("Find"), type: "search" }];
  const columns = [];
  const plurals = JSON.parse(box.dataset.plurals ?? "{}");
  [...heads, box.dataset.groups].forEach((head, column) => {
    const taken = [...new Set(rows.flatMap((row) => row.cells[column]))].sort(compare);
    const few = taken.length > 1 && taken.length <= Math.min(40, rows.length / 2);
    if (!head || !few || numeric[column] || (dated && !column)) return;
    fields.push({ name: plain(head), words: head, options: taken.map((value) => [value, plurals[head]?.[value] ?? value]) });
    columns.push(column);
  });
  const { form, output, chosen } = controls(fields, show);
  const nothing = make("p", {}, _("Nothing matches."));
  box.prepend(form, nothing);

  const asked = new URLSearchParams(location.search);
  let by = heads.findIndex((head) => plain(head) === asked.get("sort"));
  let down = by >= 0 && asked.has("down");

  function sort() {
    const text = (row) => row.cells[by].join(" ");
    const sorted = [...rows];
    if (dated && !by) down && sorted.reverse();
    else if (by >= 0) sorted.sort((a, b) => {
      const apart = numeric[by] ? number(a, by) - number(b, by) : compare(text(a), text(b));
      return !text(a) - !text(b) || (down ? -apart : apart); // empty cells come last
    });
    for (const { row, group } of sorted) (by < 0 ? group : groups[0]).table.tBodies[0].append(row);
    box.classList.toggle("sorted", by >= 0);
    for (const group of groups) headsOf(group).forEach((head, column) => {
      head.ariaSort = column === by ? (down ? "descending" : "ascending") : null;
    });
  }

  function show({ find, ...values }) {
    const wanted = plain(find).split(" ");
    const choices = Object.values(values).map((value, index) => [value, columns[index]]);
    const shown = rows.filter(({ row, cells, words }) => !(row.hidden = !(
      wanted.every((word) => words.includes(word))
      && choices.every(([value, column]) => !value || cells[column].includes(value))
    )));
    const filled = new Set(shown.map(({ group }) => (by < 0 ? group : groups[0])));
    for (const group of groups) {
      group.shell.hidden = !filled.has(group);
      group.shell.className = [...filled][0] === group ? "first" : "";
      group.heading.hidden = by >= 0 || group.shell.hidden;
    }
    nothing.hidden = shown.length;
    output.value = shown.length < rows.length
      ? _("{shown} of {all}", { shown: shown.length, all: rows.length }) : rows.length;
  }

  for (const group of groups) headsOf(group).forEach((head, column) => {
    const button = make("button", { type: "button" }, ...head.childNodes);
    head.append(button);
    button.onclick = () => {
      // Clicks sort by largest number or first letter, then reverse the order, then undo both.
      const first = numeric[column];
      if (by !== column) [by, down] = [column, first];
      else [by, down] = down === first ? [column, !first] : [-1, false];
      keep({ sort: plain(heads[by] ?? ""), down: down ? "1" : "" });
      sort();
      show(chosen());
      headsOf(by < 0 ? group : groups[0])[column].firstChild.focus();
    };
  });
  form.oninput = debounced(form.onchange, 60);
  sort();
  show(chosen());
}
