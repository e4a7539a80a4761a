"""References to drafts of sources: what is known already, who published it, which id it gets."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...problems import Problem
from ...reading.records import Records
from ...records import dates
from ...records.base import ID_LENGTH, id_error
from ...records.entities import Actor
from ...text import one_line
from ..yaml_values import is_address, label
from . import skeletons
from .duplicates import KnownSources, SourceIdentity, as_id, folded, host
from .languages import language_tag
from .references import ARTICLES, Reference
from .skeletons import TODO, todo

_LONGEST = 60  # characters of an id before its date


@dataclass(frozen=True, slots=True)
class SourceDraft:
    """A source to be written: its id, and the texts of its two files by path in ``sources/``."""

    id: str
    files: Mapping[str, str]


def drafts(
    references: Iterable[Reference], records: Records, taken: Collection[str], *, keys: bool = False
) -> tuple[list[SourceDraft], list[Problem]]:
    """Return a draft of each reference that is new, and what to know of them and of the rest.

    ``records``: what ``sources/`` holds. ``taken``: ids of sources that can't be
    given again. ``keys``: take citation keys for ids.
    """
    known = KnownSources.of(records, taken)
    actors = _Actors.of(records)
    made: list[SourceDraft] = []
    problems: list[Problem] = []
    for reference in references:
        if not reference.title:
            problems.append(_problem("entry-without-title", reference))
            continue
        publisher = actors.publisher(reference) or todo(next(iter(reference.outlets), ""))
        published = _date(reference.published)
        work = SourceIdentity(reference.title, published, publisher, (reference.address,))
        if same := known.same(work, reference.key if keys else ""):
            what, id_ = same
            problems.append(_problem("entry-known", reference, what=what, id=id_))
            continue
        if reference.kind not in {"", *ARTICLES}:
            problems.append(_problem("entry-kind", reference, kind=reference.kind))
        id_ = known.free(_id(reference, work, keys=keys))
        known.add(id_, work)
        files = {
            f"articles/{id_}.md": _article(reference, work, actors),
            f"summaries/{id_}.yml": skeletons.summary(reference.abstract),
        }
        made.append(SourceDraft(id_, files))
    return made, problems


def _problem(code: str, reference: Reference, **facts: str) -> Problem:
    return Problem(code, reference.mark, {"key": reference.name or "an entry", **facts})


def _article(reference: Reference, work: SourceIdentity, actors: "_Actors") -> str:
    signed = [actors.party(name) or todo(name) for name in reference.authors]
    origin, of_copy = reference.copy
    address, remarks = reference.address, []
    if address and not is_address(address):
        remarks.append(f"url is no web address: {address}")
        address = ""
    if label(work.title) != one_line(work.title):
        remarks.append("title is too long, and cut")
    fields: dict[str, str | Sequence[str]] = {
        "title": label(work.title),
        "publisher": work.publisher,
        # Ours are exported with their publisher as author where no other is named.
        "authors": [name for name in signed if name != work.publisher],
        "published": work.published,
        "language": language_tag(reference.language) or todo(reference.language),
        "url": "" if of_copy else address,
        "copy_from": label(origin),
        "copy_url": address if of_copy else "",
        "text": "digest",
    }
    return skeletons.article({key: value for key, value in fields.items() if value}, remarks)


def _date(text: str) -> str:
    """Return a date if it is one in EDTF, or what asks for one."""
    try:
        return dates.parse(text).text if text else todo()
    except ValueError:
        return todo(text)


def _id(reference: Reference, work: SourceIdentity, *, keys: bool) -> str:
    """Return the id for a source: ``<publisher>-<date>``, or its citation key."""
    key = as_id(reference.key)
    names = [as_id(work.publisher), *map(as_id, reference.outlets), as_id(host(reference.url))]
    if work.publisher.startswith(TODO):
        del names[0]
    if not key:
        names.append(as_id(reference.title))
    name = next((name for name in names if name), "")[:_LONGEST].strip("-")
    day = re.match(r"\d{4}(?:-\d\d){0,2}", work.published.removeprefix("../"))
    by_name = "-".join(filter(None, (name, day[0] if day else "")))
    id_ = key or by_name if keys or not name else by_name
    id_ = id_[: ID_LENGTH - 4].strip("-") or "source"
    # Some names are kept by servers for themselves.
    return f"source-{id_}" if id_error(id_) else id_


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
        sites = [(host(actor.website), id_) for id_, actor in media if actor.website]
        return cls(_unambiguous(_names(listed)), _unambiguous(_names(media)), _unambiguous(sites))

    def publisher(self, reference: Reference) -> str | None:
        """Return the medium that published a work: by name, or else by its site."""
        for outlet in reference.outlets:
            if id_ := self.media.get(folded(outlet)):
                return id_
        return None if reference.outlets else self.sites.get(host(reference.address))

    def party(self, name: str) -> str | None:
        """Return the actor of a name."""
        return self.parties.get(folded(name))


def _names(actors: Iterable[tuple[str, Actor]]) -> Iterator[tuple[str, str]]:
    for id_, actor in actors:
        for name in (actor.name, *actor.aliases):
            yield folded(name), id_


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str | None]:
    """Return ids by name; None for a name of more than one."""
    found: dict[str, str | None] = {}
    for name, id_ in pairs:
        found[name] = id_ if found.get(name, id_) == id_ else None
    return found
