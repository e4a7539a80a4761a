"""References to drafts of sources: what is known already, who published it, which id it gets."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from ...problems import Problem
from ...reading.records import Records
from ...records import dates
from ...records.base import ID_LENGTH, WebAddress, id_error
from ...records.entities import Actor
from . import skeletons
from .languages import language_tag
from .references import ARTICLES, Reference
from .skeletons import todo

_LONGEST = 60  # characters of an id before its date


@dataclass(frozen=True, slots=True)
class Draft:
    """A source to be written: its id, and the texts of its two files by path in ``sources/``."""

    id: str
    files: Mapping[str, str]


def drafts(
    references: Iterable[Reference], records: Records, taken: Collection[str], *, keys: bool = False
) -> tuple[list[Draft], list[Problem]]:
    """Return a draft of each reference that is new, and what to know of them and of the rest.

    ``records``: what ``sources/`` holds. ``taken``: ids of sources that can't be
    given again. ``keys``: take citation keys for ids.
    """
    known = _Known.of(records, taken)
    actors = _Actors.of(records)
    made: list[Draft] = []
    problems: list[Problem] = []
    for reference in references:
        if not reference.title:
            problems.append(_problem("entry-without-title", reference))
            continue
        if same := known.same(reference, keys=keys):
            what, id_ = same
            problems.append(_problem("entry-known", reference, what=what, id=id_))
            continue
        if reference.kind not in {"", *ARTICLES}:
            problems.append(_problem("entry-kind", reference, kind=reference.kind))
        publisher = actors.publisher(reference)
        id_ = known.new_id(reference, publisher, keys=keys)
        known.add(id_, reference.title, _date(reference.published), [reference.address])
        files = {
            f"articles/{id_}.md": _article(reference, publisher, actors),
            f"summaries/{id_}.yml": skeletons.summary(reference.abstract),
        }
        made.append(Draft(id_, files))
    return made, problems


def _problem(code: str, reference: Reference, **facts: str) -> Problem:
    return Problem(code, reference.mark, {"key": reference.name or "an entry", **facts})


def _article(reference: Reference, publisher: str | None, actors: "_Actors") -> str:
    outlet = next(iter(reference.outlets), "")
    authors = [actors.party(name) or todo(name) for name in reference.authors]
    # Ours are exported with their publisher as author where no other is named.
    signed = [name for name in authors if name not in (publisher, todo(outlet))]
    origin, of_copy = reference.copy
    address, remarks = reference.address, []
    if address and not _is_address(address):
        remarks.append(f"url is no web address: {address}")
        address = ""
    date = _date(reference.published)
    fields: dict[str, str | Sequence[str]] = {
        "title": reference.title,
        "publisher": publisher or todo(outlet),
        "authors": signed,
        "published": date.text if date else todo(reference.published),
        "language": language_tag(reference.language) or todo(reference.language),
        "url": "" if of_copy else address,
        "copy_from": origin,
        "copy_url": address if of_copy else "",
        "text": "digest",
    }
    return skeletons.article({key: value for key, value in fields.items() if value}, remarks)


def _date(text: str) -> dates.Date | None:
    try:
        return dates.parse(text) if text else None
    except ValueError:
        return None


def _is_address(text: str) -> bool:
    try:
        TypeAdapter(WebAddress).validate_python(text)
    except ValidationError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Actors:
    """Who is known by which name."""

    parties: Mapping[str, str | None]
    media: Mapping[str, str | None]
    sites: Mapping[str, str | None]

    @classmethod
    def of(cls, records: Records) -> "_Actors":
        listed = [(entry.id, entry.record) for entry in records.actors]
        media = [(id_, actor) for id_, actor in listed if actor.kind == "media"]
        sites = [(_host(actor.website), id_) for id_, actor in media if actor.website]
        return cls(_unambiguous(_names(listed)), _unambiguous(_names(media)), _unambiguous(sites))

    def publisher(self, reference: Reference) -> str | None:
        """Return the medium that published a work: by name, or else by its site."""
        for outlet in reference.outlets:
            if id_ := self.media.get(_folded(outlet)):
                return id_
        return None if reference.outlets else self.sites.get(_host(reference.address))

    def party(self, name: str) -> str | None:
        """Return the actor of a name."""
        return self.parties.get(_folded(name))


def _names(actors: Iterable[tuple[str, Actor]]) -> Iterator[tuple[str, str]]:
    for id_, actor in actors:
        for name in (actor.name, *actor.aliases):
            yield _folded(name), id_


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str | None]:
    """Return ids by name; None for a name of more than one."""
    found: dict[str, str | None] = {}
    for name, id_ in pairs:
        found[name] = id_ if found.get(name, id_) == id_ else None
    return found


def _host(address: str | None) -> str:
    try:
        return (urlsplit(address or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _folded(name: str) -> str:
    """Return a name without what its spellings differ by: case, hyphens, a leading article."""
    return (as_id(name) or name.casefold()).removeprefix("the-")


def as_id(text: str) -> str:
    """Return the id nearest to a text, or nothing if none of its letters can stand in one."""
    error = id_error(text)
    return text if error is None else (error.context or {}).get("near", "")


@dataclass(slots=True)
class _Known:
    """Which sources there are, and what they are told by. Grows as drafts are made."""

    ids: set[str]
    works: dict[tuple[str, str], str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Records, taken: Collection[str]) -> "_Known":
        known = cls(set(taken))
        for entry in records.articles:
            article = entry.record
            known.add(entry.id, article.title, article.published,
                      [article.url or "", article.copy_url or ""])  # fmt: skip
        return known

    def add(self, id_: str, title: str, date: dates.Date | None, addresses: Iterable[str]) -> None:
        """Note a source."""
        self.ids.add(id_)
        if date:
            self.works.setdefault((_folded(title), date.text), id_)
        for address in filter(None, addresses):
            self.addresses.setdefault(_same_address(address), id_)

    def same(self, reference: Reference, *, keys: bool) -> tuple[str, str] | None:
        """Return what a reference has in common with a known source, and that source's id."""
        if id_ := self.addresses.get(_same_address(reference.address)):
            return "address", id_
        date = _date(reference.published)
        if date and (id_ := self.works.get((_folded(reference.title), date.text))):
            return "title and date", id_
        key = as_id(reference.key)
        return ("key", key) if keys and key in self.ids else None

    def new_id(self, reference: Reference, publisher: str | None, *, keys: bool) -> str:
        """Return an id that no source has: ``<publisher>-<date>``, or the citation key's."""
        date = _date(reference.published)
        day = re.match(r"\d{4}(?:-\d\d){0,2}", date.text.removeprefix("../")) if date else None
        names = (publisher, *map(as_id, reference.outlets), _host(reference.url))
        name = next((as_id(name) for name in names if name and as_id(name)), "")
        id_ = "-".join(filter(None, (name[:_LONGEST].strip("-"), day[0] if day else "")))
        if (keys and as_id(reference.key)) or not name:
            id_ = as_id(reference.key) or id_
        id_ = id_[: ID_LENGTH - 4].strip("-") or "source"
        if id_error(id_):  # a name that servers keep for themselves
            id_ = f"source-{id_}"
        number = 2
        free = id_
        while free in self.ids:
            free = f"{id_}-{number}"
            number += 1
        return free


def _same_address(address: str) -> str:
    """Return an address as all its spellings share it: without scheme, www, fragment."""
    plain = re.sub(r"^https?://(?:www\.)?", "", address.partition("#")[0], flags=re.IGNORECASE)
    return plain.rstrip("/") or address
