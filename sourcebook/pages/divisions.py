"""Determines which records' pages are divided, and which page shows which part of a divided list.

A record's page that would be too long shows only the most telling entries of each long list. The
other entries are on further pages in the record's folder, such as ``actors/x/claims/2015.md``. The
paths of these further pages can't collide with other paths, because only they are three folders
deep. The page of a record is one folder deep, and a part of an index is two folders deep.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from ..cancelling import checkpoint
from ..corpus import Ref
from ..records.folders import FOLDERS
from ..tracking.dependencies import Tracker
from . import makers
from .lookup.long_lists import DividedList
from .site import Site, path_of


class PartLink(NamedTuple):
    """A link to a further page, which shows a part of a divided list.

    ``path``: the page's path in ``docs/``. ``words``: the label of the part. ``entries``: the
    number of entries in the part. ``anchors``: ids of HTML elements on the further page. The
    record's own page repeats these ids, so that addresses with these ids still work.
    """

    path: str
    words: str
    entries: int
    anchors: Sequence[str]


class Listed(NamedTuple):
    """Those items of a list that a record's own page shows, and links to pages with the others.

    ``items``: the items on the record's own page. ``total``: the number of all items. ``parts``:
    links to the further pages; empty if the list isn't divided.
    """

    items: Sequence[Any]
    total: int
    parts: Sequence[PartLink] = ()


class Part(NamedTuple):
    """A part of a divided list.

    ``words``: the label of this part. ``before``, ``after``: path and label of the previous part
    and of the next; None if there is no such part. ``title``: the title of the record's page. The
    title is stored here, so that it needn't be read from the corpus. Otherwise, the page of a
    source's list would depend on the whole source.
    """

    items: Sequence[Any]
    title: str
    words: str
    before: tuple[str, str] | None
    after: tuple[str, str] | None


Name = tuple[Ref, str, str]
"""Identifies a part: record, name of a list on the record's page, and the part's name in URLs."""


class Divisions:
    """The division of records' long lists into pages. A record's lists are divided on first use.

    ``find``: takes a record and returns the record's divided lists, by name. ``title_of``: takes a
    record and returns the title of the record's page.
    """

    def __init__(
        self,
        tracker: Tracker,
        find: Callable[[Ref], Mapping[str, DividedList]],
        title_of: Callable[[Ref], str],
    ) -> None:
        self._lists = cache(find)
        self._pages = cache(self._pages_of)
        self._title_of = title_of
        self._names = tracker.tracked_function("divided", lambda ref: list(self._lists(ref)))
        self._page = tracker.tracked_function("anchors", self._find_page)
        self._first = tracker.tracked_function("first_page", self._find_first)
        self._part = tracker.tracked_function("part", self._find_part)

    def prepare(self, refs: Iterable[Ref]) -> None:
        """Divide the lists of some records now, so that forked processes inherit the results."""
        for ref in refs:
            checkpoint()
            self._lists(ref)

    def parts(self, ref: Ref) -> list[tuple[str, str]]:
        """Return (list name, part address) for each part of a record's divided lists."""
        return [
            (name, part.address) for name, found in self._lists(ref).items() for part in found.parts
        ]

    def first(self, ref: Ref, name: str, items: Sequence[Any]) -> Listed:
        """Return those items of a list that a record's own page shows, and links to the others.

        ``name``: the name of the list. ``items``: all items of the list; used only if the list
        isn't divided.
        """
        if name in self._names(ref):
            return self._first((ref, name))
        return Listed(items, len(items))

    def part(self, ref: Ref, name: str, address: str) -> Part:
        """Return the part at ``address`` of a record's list; raise KeyError if no part is there."""
        return self._part((ref, name, address))

    def page_with(self, ref: Ref, anchor: str) -> str:
        """Return the path of the page that contains an anchor. ``ref``: the anchor's record.

        The page is the record's own page or, if the anchor is in a part of a list, the part's page.
        """
        return self._page((ref, anchor)) if self._names(ref) else path_of(ref)

    def _find_page(self, key: tuple[Ref, str]) -> str:
        ref, anchor = key
        return self._pages(ref).get(anchor) or path_of(ref)

    def _pages_of(self, ref: Ref) -> Mapping[str, str]:
        """Return anchor -> path of its page, for all anchors on the further pages of a record."""
        return {
            anchor: part_path(ref, name, part.address)
            for name, found in self._lists(ref).items()
            for part, anchors in zip(found.parts, found.anchors, strict=True)
            for anchor in anchors
        }

    def _find_first(self, key: tuple[Ref, str]) -> Listed:
        ref, name = key
        found = self._lists(ref)[name]
        links = [
            PartLink(
                part_path(ref, name, part.address),
                part.words,
                len(part.items),
                anchors if found.stay else (),
            )
            for part, anchors in zip(found.parts, found.anchors, strict=True)
        ]
        return Listed(found.shown, found.total, links)

    def _find_part(self, key: Name) -> Part:
        ref, name, address = key
        found = self._lists(ref)[name]
        links = [(part_path(ref, name, part.address), part.words) for part in found.parts]
        # This lookup raises KeyError if no part has this address.
        position = {part.address: at for at, part in enumerate(found.parts)}[address]
        return Part(
            found.parts[position].items,
            self._title_of(ref),
            found.parts[position].words,
            links[position - 1] if position else None,
            links[position + 1] if position + 1 < len(links) else None,
        )


def part_path(ref: Ref, name: str, address: str) -> str:
    """Return the path in ``docs/`` of the page that shows a part of a record's list."""
    return f"{path_of(ref).removesuffix('.md')}/{name}/{address}.md"


def divided_lists(site: Site, ref: Ref) -> Mapping[str, DividedList]:
    """Return list name -> divided list, for a record.

    The function ``divided`` in the page maker for the record's type finds the lists. What it looks
    up in the corpus isn't recorded as a page's dependency. Instead, each page depends on the
    results that it gets from ``Divisions``.
    """
    maker = import_module(f"{makers.__name__}.{FOLDERS[ref.type]}")
    with site.tracker.unrecorded():
        found: Mapping[str, DividedList] = maker.divided(site, ref.id)
    return found
