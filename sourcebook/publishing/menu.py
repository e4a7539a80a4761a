"""The menu and the footer of the site, without entries whose pages aren't there.

Some pages are made only if they have something to show; ``mkdocs.yml`` names them all the same.
"""

import re
from typing import TYPE_CHECKING, Any

from ..messages import gettext
from ..pages import OPTIONAL

if TYPE_CHECKING:
    from mkdocs.structure.files import Files

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/|#|\?", re.IGNORECASE)
"""Matches the beginning of an address that isn't a path in the site."""


def present_nav(nav: Any, files: "Files") -> Any:
    """Return the setting ``nav`` without the optional pages that aren't made.

    Titles that a new project begins with are translated; others are the project's own. A section
    without entries is left out too. Other pages that aren't there stay, so that MkDocs warns about
    a mistyped path.
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
    """Return the setting ``extra.footer`` without links to pages of the site that aren't there.

    Names are translated like the titles of the menu.
    """
    if not isinstance(links, list):
        return links
    there = (
        item for item in links if not isinstance(item, dict) or _leads(item.get("link"), files)
    )
    return [
        {**item, "name": gettext(str(item["name"]))} if isinstance(item, dict) and "name" in item
        else item
        for item in there
    ]  # fmt: skip


def _leads(link: Any, files: "Files") -> bool:
    if not isinstance(link, str) or _ELSEWHERE.match(link):
        return True
    path = re.sub(r"[#?].*", "", link)
    stem = re.sub(r"(/(index\.html)?|\.html)$", "", path)
    names = (path, f"{stem}.md", f"{stem}/index.md", f"{stem}/README.md")
    return path == "" or any(files.get_file_from_path(name) for name in names)
