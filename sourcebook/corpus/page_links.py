"""Checks the addresses of links in hand-written pages."""

import html
import posixpath
import re
from collections.abc import Callable, Collection, Iterator
from fnmatch import fnmatchcase
from urllib.parse import unquote

from ..problems import Problem
from ..reading.entry import Entry
from ..reading.markdown_links import links
from ..reading.records import Records
from ..reading.suggesting import Suggestions
from ..records.folders import FOLDERS, HOME
from ..records.site import WrittenPage

# Matches the address in [words](address) and in [words]: address. The latter may also be in a list
# or a quotation. The words have no brackets, as in Markdown. Otherwise, each line that begins with
# a bracket would start a search through the whole page.
_DESTINATION = re.compile(
    r"\]\(((?:[^()\n]|\n(?!\s*\n)|\([^()]*\))*)"
    r"|^[ \t>*+\d.)-]*\[(?:\\.|[^\[\]\\])+\]:\s*(\S+)",
    re.MULTILINE,
)
_SCHEME = re.compile(r"^[^/?#]*?:")
_SAFE_SCHEMES = ("http:", "https:", "mailto:")


def unsafe(page: Entry[WrittenPage]) -> Iterator[Problem]:
    """Yield a problem for each unsafe link of a hand-written page.

    A link is unsafe if it has a scheme other than ``http``, ``https`` and ``mailto``. To be safe,
    text that only resembles a link is checked too, even in code.
    """
    for match in _DESTINATION.finditer(page.record.body):
        group = 1 if match[2] is None else 2
        written = _without_title(match[group]).strip("<>")
        # In addresses, browsers decode entities, and ignore control characters and white space.
        plain = re.sub(r"[\x00-\x20\x7f]", "", unquote(html.unescape(written))).lower()
        scheme = _SCHEME.match(plain)
        if scheme and scheme[0] not in _SAFE_SCHEMES:
            at = match.start(group) + match[group].index(written)
            yield Problem("bad-url", page.document.body_mark(at), {"value": written})


def _without_title(destination: str) -> str:
    """Return the address of a link, without the title in quotation marks that may follow it."""
    text = destination.strip()
    mark = text[-1:]
    if mark not in ("'", '"'):
        return text
    title = re.search(rf"\s{mark}", text)
    return text[: title.start()].rstrip() if title and title.end() < len(text) else text


def broken(
    records: Records, generated: Collection[str], foreign: Callable[[], Collection[str]]
) -> Iterator[Problem]:
    """Yield a problem for each link of a hand-written page to a page that won't exist.

    Links to pages with tags and to parts of an index or of a long page aren't checked.

    ``generated``: the paths in ``docs/`` of all generated pages; in a path, ``*`` matches any
    characters. ``foreign``: returns the paths of the files in ``docs/`` that aren't generated.
    """
    if not any(".md" in page.record.body for page in records.pages):
        return
    pages = _Pages(records, generated)
    for page in records.pages:
        for address, start in links(page.record.body):
            path = _page(address)
            if path and pages.lacks(path) and path not in foreign():
                mark, near = page.document.body_mark(start), pages.nearest(path)
                yield Problem("broken-link", mark, {"value": address}, near)


class _Pages:
    """The pages that will exist, by their paths in ``docs/``. ``generated``: see ``broken``."""

    def __init__(self, records: Records, generated: Collection[str]) -> None:
        unread = records.damaged | records.drafts
        by_hand = {page.id for page in records.pages if page.id != HOME}
        by_hand |= {id_ for type_, id_ in unread if type_ == "page"}
        self._patterns = [path for path in generated if "*" in path and "/" in path]
        self._paths = {path for path in generated if "*" not in path}
        self._paths |= {f"{id_}.md" for id_ in by_hand}
        self._by_name = {_name(path): path for path in sorted(self._paths)}
        self._by_name.setdefault(HOME, "index.md")
        self._folders = {""}
        for type_, folder in FOLDERS.items():
            if type_ in records.lost:
                continue
            self._folders.add(folder)
            ids = records.known_ids[type_]
            # The page of a former id leads to the page of the record.
            entries = records.of_type(type_)
            former = {old for entry in entries for old in getattr(entry.record, "was", ())}
            self._paths |= {f"{folder}/{id_}.md" for id_ in ids | former}
            self._by_name = {id_: f"{folder}/{id_}.md" for id_ in ids} | self._by_name
        self._names = Suggestions(self._by_name, alike=True)

    def lacks(self, path: str) -> bool:
        """Return whether there will certainly be no generated or hand-written page at a path."""
        if path in self._paths:
            return False
        is_known = posixpath.dirname(path) in self._folders
        return is_known or not any(fnmatchcase(path, pattern) for pattern in self._patterns)

    def nearest(self, path: str) -> str | None:
        """Return the path of a page whose name is similar; the folder may be another."""
        name = _name(path)
        if name not in self._by_name:
            name = self._names.nearest(name) or ""
        same_folder = posixpath.join(posixpath.dirname(path), f"{name}.md")
        return same_folder if same_folder in self._paths else self._by_name.get(name)


def _page(address: str) -> str:
    """Return the path, in ``docs/``, that an address leads to; empty unless it is of a page."""
    path = unquote(re.split("[?#]", address)[0])
    if not path.endswith(".md") or path.startswith("/") or _SCHEME.match(path):
        return ""
    return posixpath.normpath(path)


def _name(path: str) -> str:
    """Return a page's name; for the index of a folder, the folder's name."""
    return posixpath.basename(path.removesuffix("/index.md").removesuffix(".md"))
