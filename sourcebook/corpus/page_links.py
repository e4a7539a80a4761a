"""Checks the addresses of links in hand-written pages."""

import html
import posixpath
import re
from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from ..problems import Problem
from ..reading.document import Entry
from ..reading.records import Records
from ..reading.suggesting import Suggestions
from ..records.folders import FOLDERS, HOME
from ..records.prose import CODE
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


class _Address(NamedTuple):
    """The address of a link. ``start``: its index in the page's Markdown, from 0."""

    written: str
    start: int


def unsafe(page: Entry[WrittenPage]) -> Iterator[Problem]:
    """Yield a problem for each unsafe link of a hand-written page.

    A link is unsafe if it has a scheme other than ``http``, ``https`` and ``mailto``.
    """
    for written, start in _addresses(page.record.body):
        # In addresses, browsers decode entities, and ignore control characters and white space.
        plain = re.sub(r"[\x00-\x20\x7f]", "", _decoded(written)).lower()
        scheme = _SCHEME.match(plain)
        if scheme and scheme[0] not in _SAFE_SCHEMES:
            yield Problem("bad-url", page.document.body_mark(start), {"value": written})


def broken(
    records: Records, generated: Collection[str], is_file: Callable[[str], bool]
) -> Iterator[Problem]:
    """Yield a problem for each link of a hand-written page to a page that doesn't exist.

    Links to parts of an index or of a long page, which are in folders of folders, aren't checked.

    ``generated``: the paths in ``docs/`` of the generated pages that aren't about one record.
    ``is_file``: returns whether ``docs/`` has a file at a path that no build has generated.
    """
    if not any(".md" in page.record.body for page in records.pages):
        return
    pages = _Pages(records, generated)
    for page in records.pages:
        code = [found.span() for found in CODE.finditer(page.record.body)]
        for written, start in _addresses(page.record.body):
            path = _page(written)
            if not path or not pages.lacks(path) or is_file(path):
                continue
            if not any(first <= start < end for first, end in code):
                mark, near = page.document.body_mark(start), pages.nearest(path)
                yield Problem("broken-link", mark, {"value": written}, near)


class _Pages:
    """The pages that will exist, by their paths in ``docs/``. ``generated``: see ``broken``."""

    def __init__(self, records: Records, generated: Collection[str]) -> None:
        unread = records.damaged | records.drafts
        by_hand = {page.id for page in records.pages if page.id != HOME}
        by_hand |= {id_ for type_, id_ in unread if type_ == "page"}
        types = {folder: type_ for type_, folder in FOLDERS.items() if type_ not in records.lost}
        self._folders = {"", *types}
        self._paths = {*generated, *(f"{id_}.md" for id_ in by_hand)}
        self._by_name = {_name(path): path for path in sorted(self._paths)}
        for folder, type_ in types.items():
            ids = records.known_ids[type_]
            self._paths |= {f"{folder}/{id_}.md" for id_ in ids}
            self._by_name = {id_: f"{folder}/{id_}.md" for id_ in ids} | self._by_name
        self._names = Suggestions(self._by_name, alike=True)

    def lacks(self, path: str) -> bool:
        """Return whether there will certainly be no page with this path."""
        folder = posixpath.dirname(path)
        is_known = folder in self._folders or folder.startswith("..")
        return is_known and path not in self._paths

    def nearest(self, path: str) -> str | None:
        """Return the path of a page whose name is similar; the folder may be another."""
        name = _name(path)
        if name not in self._by_name:
            name = self._names.nearest(name) or ""
        same_folder = posixpath.join(posixpath.dirname(path), f"{name}.md")
        return same_folder if same_folder in self._paths else self._by_name.get(name)


def _addresses(body: str) -> Iterator[_Address]:
    """Yield the address of each link and image in a page's Markdown, even inside code."""
    for match in _DESTINATION.finditer(body):
        group = 1 if match[2] is None else 2
        written = _without_title(match[group]).strip("<>")
        yield _Address(written, match.start(group) + match[group].index(written))


def _page(address: str) -> str:
    """Return the path, in ``docs/``, that an address leads to; empty unless it is of a page."""
    path = _decoded(address).partition("#")[0]
    if not path.endswith(".md") or path.startswith("/") or _SCHEME.match(path):
        return ""
    return posixpath.normpath(path)


def _name(path: str) -> str:
    """Return a page's name; for the index of a folder, the folder's name."""
    return posixpath.basename(path.removesuffix("/index.md").removesuffix(".md"))


def _decoded(address: str) -> str:
    return unquote(html.unescape(address))


def _without_title(destination: str) -> str:
    """Return the address of a link, without the title in quotation marks that may follow it."""
    text = destination.strip()
    mark = text[-1:]
    if mark not in ("'", '"'):
        return text
    title = re.search(rf"\s{mark}", text)
    return text[: title.start()].rstrip() if title and title.end() < len(text) else text
