// Shows only the sources up to a chosen source, and the events that they mention.
import { make } from "./filters.js";
import { _ } from "./gettext.js";

for (const table of document.querySelectorAll(".matrix table")) {
  const heads = [...table.tHead.rows[0].cells].slice(1);
  const options = heads.map((head, index) => new Option(head.textContent.trim(), index + 1));
  const choice = make("select", {}, ...options);
  choice.value = heads.length;
  table.before(make("label", {}, _("Show sources up to"), " ", choice));
  choice.onchange = () => {
    for (const row of table.rows) {
      const cells = [...row.cells];
      cells.forEach((cell, index) => (cell.hidden = index > choice.value));
      const told = cells.some((cell, index) => index && !cell.hidden && cell.querySelector("a"));
      row.hidden = !told && row.parentElement !== table.tHead;
    }
  };
}
