"""Which sources there are already, and by what a reference to one is known again."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from ...reading import yaml_text
from ...reading.records import Records
from ...records.base import id_error
from .skeletons import TODO


@dataclass(frozen=True, slots=True)
class SourceIdentity:
    """What sources are told apart by, as their records have it or are to have it."""

    title: str
    published: str
    publisher: str
    addresses: tuple[str, ...] = ()


@dataclass(slots=True)
class KnownSources:
    """The sources there are. Grows as drafts are made, so that none is made twice."""

    ids: set[str]
    _works: dict[tuple[str, str], list[tuple[str, str]]] = field(default_factory=dict)
    _addresses: dict[str, str] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Records, taken: Collection[str]) -> "KnownSources":
        """Return what is known from ``sources/``, articles that aren't finished included.

        ``taken``: ids that can't be given again, whatever stands there. Nor can ids that a source
        had before: their addresses lead to it.
        """
        old = {id_ for entry in records.articles for id_ in entry.record.was}
        known = cls({*taken, *old})
        for id_, work in _written(records):
            known.add(id_, work)
        return known

    def add(self, id_: str, work: SourceIdentity) -> None:
        """Note a source."""
        self.ids.add(id_)
        same = self._works.setdefault((folded(work.title), work.published), [])
        same.append((work.publisher, id_))
        for address in filter(None, work.addresses):
            self._addresses.setdefault(_address(address), id_)

    def same(self, work: SourceIdentity, key: str) -> tuple[str, str] | None:
        """Return what a work has in common with a known source, and that source's id.

        Two papers may print one dispatch under one title: such works are the same
        only if their publisher is, or isn't known. ``key``: a citation key that
        is to be the id, or nothing.
        """
        for address in filter(None, work.addresses):
            if id_ := self._addresses.get(_address(address)):
                return "address", id_
        for publisher, id_ in self._works.get((folded(work.title), work.published), ()):
            if publisher == work.publisher or TODO in (publisher, work.publisher):
                return "title and date", id_
        return ("key", as_id(key)) if key and as_id(key) in self.ids else None

    def free(self, id_: str) -> str:
        """Return an id that no source has: the given one, or it with a number."""
        free, number = id_, self._numbers.get(id_, 2)
        while free in self.ids:
            free = f"{id_}-{number}"
            number += 1
        self._numbers[id_] = number  # to begin there next time: thousands may want the same
        return free


def _written(records: Records) -> Iterator[tuple[str, SourceIdentity]]:
    """Yield each article as it was written; what is wrong with it doesn't matter here."""
    for document in records.documents:
        path = PurePosixPath(document.path)
        if path.parent.name != "articles":
            continue
        data = yaml_text.load(document.yaml).data
        fields: dict[str, Any] = data if isinstance(data, dict) else {}
        title, published, publisher, url, copy_url = (
            value if isinstance(value := fields.get(key), str) else ""
            for key in ("title", "published", "publisher", "url", "copy_url")
        )
        yield path.stem, SourceIdentity(title, published, publisher, (url, copy_url))


def as_id(text: str) -> str:
    """Return the id nearest to a text, or nothing if none of its letters can stand in one."""
    error = id_error(text)
    return text if error is None else (error.context or {}).get("near", "")


def folded(name: str) -> str:
    """Return a name without what its spellings differ by: case, hyphens, a leading article."""
    return (as_id(name) or name.casefold()).removeprefix("the-")


def host(address: str | None) -> str:
    """Return the name of the site that an address is on, or nothing."""
    try:
        return (urlsplit(address or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _address(address: str) -> str:
    """Return an address as all its spellings share it: without scheme, www, fragment."""
    plain = re.sub(r"^https?://(?:www\.)?", "", address.partition("#")[0], flags=re.IGNORECASE)
    return plain.rstrip("/") or address
