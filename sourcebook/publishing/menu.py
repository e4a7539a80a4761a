"""Removes entries whose pages don't exist: from the menu, optional pages; from the footer, any.

``mkdocs.yml`` has the entries. Optional pages are made only if they have something to show.
"""

import re
from typing import TYPE_CHECKING, Any

from ..messages import gettext
from ..pages.lookup.presence import OPTIONAL

if TYPE_CHECKING:
    from mkdocs.structure.files import Files

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/|#|\?", re.IGNORECASE)
"""Matches the beginning of an address that isn't a path in the site."""


def present_nav(nav: Any, files: "Files") -> Any:
    """Return the setting ``nav`` without the optional pages that aren't made.

    A section without entries is left out too. Entries for other missing pages stay, so that MkDocs
    warns about a mistyped path. Titles from the settings of a new project are translated; a
    project's own titles stay as they are.
    """
    if isinstance(nav, list):
        return [item for item in (present_nav(item, files) for item in nav) if item is not None]
    if isinstance(nav, dict):
        found = {title: present_nav(item, files) for title, item in nav.items()}
        shown = {title: item for title, item in found.items() if item not in (None, [])}
        return {gettext(str(title)): item for title, item in shown.items()} or None
    missing = nav in OPTIONAL and files.get_file_from_path(nav) is None
    return None if missing else nav


def present_links(links: Any, files: "Files") -> Any:
    """Return the setting ``extra.footer`` without links to missing pages of the site.

    Names are translated like the titles of the menu. Links to pages are changed to the pages'
    actual addresses: ``about/`` may become ``about.html``.
    """
    if not isinstance(links, list):
        return links
    found = (_present(item, files) if isinstance(item, dict) else item for item in links)
    return [
        {**item, "name": gettext(str(item["name"]))} if isinstance(item, dict) and "name" in item
        else item
        for item in found if item is not None
    ]  # fmt: skip


def _present(item: dict[Any, Any], files: "Files") -> dict[Any, Any] | None:
    link = item.get("link")
    if not isinstance(link, str) or _ELSEWHERE.match(link):
        return item
    path = re.sub(r"[#?].*", "", link)
    if path == "":
        return item
    stem = re.sub(r"(/(index\.html)?|\.html)$", "", path)
    for name in (path, f"{stem}.md", f"{stem}/index.md", f"{stem}/README.md"):
        if file := files.get_file_from_path(name):
            return {**item, "link": file.url + link[len(path) :]}
    return None
