"""Detects bibliographic references to sources that are in ``sources/`` already."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from ...messages import gettext as _
from ...reading import yaml_text
from ...reading.records import Records
from ...reading.unfinished import TODO
from ...records.base import id_error


class SourceIdentity(NamedTuple):
    """The fields by which duplicates are detected.

    ``published``: a date in EDTF. ``publisher``: an actor's id. Both are empty if unknown; either
    may be a TODO instead. ``authors``: ids of actors.
    """

    title: str
    published: str
    publisher: str
    addresses: tuple[str, ...] = ()
    authors: frozenset[str] = frozenset()


@dataclass(slots=True)
class KnownSources:
    """The sources that exist and the drafts made so far, so that no source is drafted twice."""

    ids: set[str]
    _by_title: dict[tuple[str, str], list[tuple[SourceIdentity, str]]] = field(default_factory=dict)
    _by_address: dict[str, str] = field(default_factory=dict)
    _next_numbers: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Records, reserved: Collection[str]) -> "KnownSources":
        """Return the sources in ``sources/``, including unfinished ones.

        ``reserved``: ids that can't be used. Old ids can't be used either, because their addresses
        redirect.
        """
        old_ids = {id_ for entry in records.articles for id_ in entry.record.was}
        known = cls({*reserved, *old_ids})
        for id_, source in _written(records):
            known.add(id_, source)
        return known

    def add(self, id_: str, source: SourceIdentity) -> None:
        """Add a source to the known sources."""
        self.ids.add(id_)
        same = self._by_title.setdefault((folded(source.title), source.published), [])
        same.append((source, id_))
        for address in filter(None, source.addresses):
            self._by_address.setdefault(_address(address), id_)

    def same(self, source: SourceIdentity, key: str) -> tuple[str, str] | None:
        """Return in words what a source shares with a known source, and the known source's id.

        Returns None for a new source. Sources with the same title and date aren't duplicates if
        they have different publishers (two papers may print the same dispatch), or if both have
        authors but no author in common. ``key``: the citation key of ``source`` if it is to become
        the source's id; otherwise empty.
        """
        for address in filter(None, source.addresses):
            if id_ := self._by_address.get(_address(address)):
                return _("address"), id_
        for other, id_ in self._by_title.get((folded(source.title), source.published), ()):
            unknown = (
                not other.publisher or not source.publisher or other.publisher.startswith(TODO)
            )
            others = other.authors and source.authors and not other.authors & source.authors
            if (unknown or other.publisher == source.publisher) and not others:
                return _("title and date"), id_
        return (_("key"), as_id(key)) if key and as_id(key) in self.ids else None

    def free(self, id_: str) -> str:
        """Return an unused id: the given id, with a number appended if the given id is taken."""
        free, number = id_, self._next_numbers.get(id_, 2)
        while free in self.ids:
            free = f"{id_}-{number}"
            number += 1
        # Thousands of sources may need the same id, so the next search for a free number begins
        # with this number, not with 2.
        self._next_numbers[id_] = number
        return free


def _written(records: Records) -> Iterator[tuple[str, SourceIdentity]]:
    """Yield the id and ``SourceIdentity`` of each article in ``sources/``, even if invalid."""
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
        authors = fields.get("authors")
        signed = authors if isinstance(authors, list) else [authors]
        ids = frozenset(one for one in signed if isinstance(one, str))
        yield path.stem, SourceIdentity(title, published, publisher, (url, copy_url), ids)


def as_id(text: str) -> str:
    """Return the id nearest to a text; empty if no letter of the text can be in an id."""
    error = id_error(text)
    return text if error is None else (error.context or {}).get("near", "")


def folded(name: str) -> str:
    """Return a name in a form that is the same for different spellings of the name.

    The form is an id without a leading ``the-`` or, if the name can't be converted to an id, the
    name in lower case.
    """
    return (as_id(name) or name.casefold()).removeprefix("the-")


def host(address: str | None) -> str:
    """Return a web address's host name, without ``www.``; empty if it has no host name."""
    try:
        return (urlsplit(address or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _address(address: str) -> str:
    """Return a web address without its scheme, ``www.``, fragment or slashes at its end.

    In this form, different spellings of an address are equal.
    """
    bare = re.sub(r"^https?://(?:www\.)?", "", address.partition("#")[0], flags=re.IGNORECASE)
    return bare.rstrip("/") or address
