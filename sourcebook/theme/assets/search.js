// Opens the search by its button, the keys / and s, or the query in the address.
import { open } from "./dialogue.js";

for (const button of document.querySelectorAll(".search-open")) button.addEventListener("click", open);
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, dialog, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !/^[/s]$/.test(event.key)) return;
  event.preventDefault();
  open();
});
if (/[?&]q(-\w+)?=/.test(location.search)) open();
