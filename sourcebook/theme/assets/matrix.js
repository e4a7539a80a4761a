// "Known by": shows only what had been published by a chosen source's date.
// Columns stand in order of publication, so that is a number of columns.
for (const table of document.querySelectorAll(".matrix table")) {
  const heads = [...table.tHead.rows[0].cells].slice(1);
  const choice = document.createElement("select");
  heads.forEach((head, index) => choice.add(new Option(head.textContent.trim(), index + 1)));
  choice.value = heads.length;
  const label = document.createElement("label");
  label.append("Known by the time of ", choice);
  table.before(label);
  choice.addEventListener("change", () => {
    const shown = Number(choice.value);
    for (const row of table.rows) {
      [...row.cells].forEach((cell, index) => (cell.hidden = index > shown));
      const told = [...row.cells].slice(1, shown + 1).some((cell) => cell.querySelector("a"));
      row.hidden = !told && row.parentElement !== table.tHead;
    }
  });
}
