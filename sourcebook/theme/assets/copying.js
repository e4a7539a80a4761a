// Completes citations: makes addresses absolute, and adds buttons that copy.
import { button } from "./filters.js";
import { _ } from "./gettext.js";

const language = document.documentElement.lang.replace(/^en$/, "en-GB"); // day first

/** Complete the citations in a part of the page at `path`. */
export function complete(part, page = document, path = location.pathname) {
  const site = page.querySelector(".reuse")?.dataset.site ?? document.title;
  for (const address of part.querySelectorAll(":is(.cite, .reuse) .address")) {
    if (/^https?:/.test(address.textContent)) continue;
    const at = new URL(address.dataset.to ?? path, location.href);
    at.hash = address.textContent.split("#")[1] ?? "";
    address.textContent = at.href;
  }
  for (const text of part.querySelectorAll(".cite > span, .copied")) {
    const copy = button(_("Copy"), async () => {
      const citation = text.textContent.trim();
      const date = new Date().toLocaleDateString(`${language}-u-nu-latn`, { dateStyle: "long" });
      const whole = _("{citation} ({site}, accessed {date})", { citation, site, date });
      try {
        await navigator.clipboard.writeText(text.matches(".cite > span") ? whole : citation);
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
}

complete(document);
