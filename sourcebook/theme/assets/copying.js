// Completes the addresses in citations, for only the browser may know where the site is published,
// and adds buttons that copy what is made to be copied.
import { button } from "./filters.js";
import { _ } from "./gettext.js";

for (const address of document.querySelectorAll(".cite .address, .reuse .address")) {
  if (/^https?:/.test(address.textContent)) continue;
  const [, anchor] = address.textContent.split("#");
  const at = new URL(address.dataset.to ?? location.pathname, location.href);
  at.search = "";
  at.hash = anchor ?? "";
  address.textContent = at.href;
}

for (const text of document.querySelectorAll(".cite > span, .copied")) {
  const copy = button(_("Copy"), async () => {
    try {
      await navigator.clipboard.writeText(text.textContent.trim());
      copy.textContent = _("Copied");
    } catch {
      getSelection().selectAllChildren(text);
      copy.textContent = _("Selected: copy it with your keyboard");
    }
  });
  copy.ariaLive = "polite";
  copy.className = "copy";
  text.after(" ", copy);
}
