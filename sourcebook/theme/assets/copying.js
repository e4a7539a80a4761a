// Completes citations: makes addresses absolute, and adds buttons that copy.
import { button } from "./filters.js";
import { _ } from "./gettext.js";

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
      const date = new Date().toLocaleDateString(`${document.documentElement.lang}-u-nu-latn`.replace(/^en-/, "en-GB-"), { dateStyle: "long" })
        .replace(/^1\b/, _("1"));
      try {
        await navigator.clipboard.writeText(text.matches(".copied") ? citation
          : _("{citation} ({site}, accessed {date})", { citation, site, date }));
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
