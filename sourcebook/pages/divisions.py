"""Which records' pages are divided, and on which page each part of them is.

A page that would be too long shows the most telling part of each long list. The rest follows on
pages of its own in the record's folder: ``actors/x/claims/2015.md``. Their names can't collide
with others: a record's page is one folder deep, a part of an index two, these are three.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, NamedTuple

from ..corpus import Ref
from ..records.types import FOLDERS
from ..tracking.dependencies import Tracker
from . import makers
from .lookup.long_lists import DividedList
from .site import Site, path_of


class PartLink(NamedTuple):
    """A link to a part of a list, which is on another page.

    ``anchors``: the ids on that page that would be on the record's first page if the list weren't
    divided.
    """

    path: str
    words: str
    entries: int
    anchors: Sequence[str]


class Listed(NamedTuple):
    """A list as the first page shows it; ``parts`` is empty if the list isn't divided."""

    items: Sequence[Any]
    total: int
    parts: Sequence[PartLink] = ()


class Part(NamedTuple):
    """A part of a list. ``before``, ``after``: path and label of its neighbours, if any.

    ``title``: of the record's page. Read from the corpus, the title of a source would make the part
    depend on all of the source.
    """

    items: Sequence[Any]
    title: str
    words: str
    before: tuple[str, str] | None
    after: tuple[str, str] | None


Name = tuple[Ref, str, str]
"""A record, the name of a list on its page, and the address of a part; empty for the first page."""


class Divisions:
    """The divided pages of a corpus.

    ``divided``: the divided lists of each record with any. ``title_of``: returns the title of a
    record's page.
    """

    def __init__(
        self,
        tracker: Tracker,
        divided: Mapping[Ref, Mapping[str, DividedList]],
        title_of: Callable[[Ref], str],
    ) -> None:
        self._divided = divided
        self._title_of = title_of
        self._names: Mapping[Ref, Sequence[str]] = tracker.tracked_mapping(
            "divided", {ref: list(lists) for ref, lists in divided.items()}
        )
        self._pages: Mapping[tuple[str, str, str], str] = tracker.tracked_mapping(
            "anchors",
            {
                (*ref, anchor): part_path(ref, name, part.address)
                for ref, lists in divided.items()
                for name, found in lists.items()
                for part, anchors in zip(found.parts, found.anchors, strict=True)
                for anchor in anchors
            },
        )
        self._first = tracker.tracked_function("first_page", self._find_first)
        self._part = tracker.tracked_function("part", self._find_part)

    def parts(self, ref: Ref) -> list[tuple[str, str]]:
        """Return the name of the list and the address of each part of a record's page."""
        return [
            (name, part.address)
            for name, found in self._divided.get(ref, {}).items()
            for part in found.parts
        ]

    def first(self, ref: Ref, name: str, items: Sequence[Any]) -> Listed:
        """Return what the record's own page shows of one of its lists, which has these items."""
        if name in self._names.get(ref, ()):
            return self._first((ref, name))
        return Listed(items, len(items))

    def part(self, ref: Ref, name: str, address: str) -> Part:
        """Return a part of a list."""
        return self._part((ref, name, address))

    def page_with(self, ref: Ref, anchor: str) -> str:
        """Return the path of the page of a record that has an anchor: its own, or a part."""
        if self._names.get(ref):
            return self._pages.get((*ref, anchor)) or path_of(ref)
        return path_of(ref)

    def _find_first(self, key: tuple[Ref, str]) -> Listed:
        ref, name = key
        found = self._divided[ref][name]
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
        found = self._divided[ref][name]
        links = [(part_path(ref, name, part.address), part.words) for part in found.parts]
        # Raises KeyError for a part that there is no longer.
        position = {part.address: at for at, part in enumerate(found.parts)}[address]
        return Part(
            found.parts[position].items,
            self._title_of(ref),
            found.parts[position].words,
            links[position - 1] if position else None,
            links[position + 1] if position + 1 < len(links) else None,
        )


def part_path(ref: Ref, name: str, address: str) -> str:
    """Return the path in ``docs/`` of a part of a list on a record's page."""
    return f"{path_of(ref).removesuffix('.md')}/{name}/{address}.md"


def divide_all(site: Site) -> dict[Ref, Mapping[str, DividedList]]:
    """Return the divided lists of every record that has any: the makers' ``divided`` finds them.

    What it reads isn't recorded: pages depend on the answers of ``Divisions`` instead.
    """
    found: dict[Ref, Mapping[str, DividedList]] = {}
    with site.tracker.unrecorded():
        for record_type, folder in FOLDERS.items():
            maker = import_module(f"{makers.__name__}.{folder}")
            for id_ in getattr(site.corpus, folder):
                if lists := maker.divided(site, id_):
                    found[Ref(record_type, id_)] = lists
    return found
