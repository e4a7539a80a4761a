"""Drafts sources from references: skips duplicates, finds publishers, assigns ids."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...messages import gettext as _
from ...problems import Problem
from ...reading.records import Records
from ...reading.unfinished import TODO
from ...records import dates
from ...records.base import ID_LENGTH, id_error
from ...records.entities import Actor
from ...text import one_line
from ..yaml_values import is_address, label
from . import skeletons
from .duplicates import KnownSources, SourceIdentity, as_id, folded, host
from .languages import language_tag
from .references import Reference
from .skeletons import todo

_LONGEST = 60  # maximum number of characters before the date in an id


@dataclass(frozen=True, slots=True)
class SourceDraft:
    """The draft of a source.

    ``files``: maps the paths of the source's article and summary in ``sources/`` to their texts.
    """

    id: str
    files: Mapping[str, str]


def drafts(
    references: Iterable[Reference],
    records: Records,
    reserved: Collection[str],
    *,
    keys: bool = False,
) -> tuple[list[SourceDraft], list[Problem]]:
    """Return a draft for each new reference, and the problems found.

    The problems are about skipped references, and about drafts that need attention. ``records``:
    the records in ``sources/``. ``reserved``: ids that can't be used. ``keys``: whether citation
    keys become ids.
    """
    known = KnownSources.of(records, reserved)
    actors = _Actors.of(records)
    drafted: list[SourceDraft] = []
    problems: list[Problem] = []
    for reference in references:
        if not reference.title:
            problems.append(_problem("entry-without-title", reference))
            continue
        publisher = actors.publisher(reference) or todo(next(iter(reference.outlets), ""))
        published = _date(reference.published)
        identity = SourceIdentity(reference.title, published, publisher, (reference.address,))
        if same := known.same(identity, reference.key if keys else ""):
            in_common, id_ = same
            problems.append(_problem("entry-known", reference, what=in_common, id=id_))
            continue
        if not reference.is_known_kind:
            problems.append(_problem("entry-kind", reference, kind=reference.kind))
        id_ = known.free(_id(reference, identity, keys=keys))
        known.add(id_, identity)
        files = {
            f"articles/{id_}.md": _article(reference, identity, actors),
            f"summaries/{id_}.yml": skeletons.summary(reference.abstract),
        }
        drafted.append(SourceDraft(id_, files))
    return drafted, problems


def _problem(code: str, reference: Reference, **facts: str) -> Problem:
    return Problem(code, reference.mark, {"key": reference.name or _("an entry"), **facts})


def _article(reference: Reference, identity: SourceIdentity, actors: "_Actors") -> str:
    signed = [actors.party(name) or todo(name) for name in reference.authors]
    origin, of_copy = reference.copy
    address, remarks = reference.address, []
    if address and not is_address(address):
        remarks.append(_("{key} is no web address: {value}").format(key="url", value=address))
        address = ""
    if label(identity.title) != one_line(identity.title):
        remarks.append(_("title is too long, and cut"))
    fields: dict[str, str | Sequence[str]] = {
        "title": label(identity.title),
        "kind": reference.fields.get("kind", ""),
        "publisher": identity.publisher,
        # Our own exports name the publisher as the author if the source has no authors.
        "authors": [name for name in signed if name != identity.publisher],
        "published": identity.published,
        "language": language_tag(reference.language) or todo(reference.language),
        "url": "" if of_copy else address,
        "copy_from": label(origin),
        "copy_url": address if of_copy else "",
        **reference.fields,
        **{
            key: [actors.party(name) or todo(name) for name in names]
            for key, names in reference.people.items()
        },
        "text": "digest",
    }
    return skeletons.article({key: value for key, value in fields.items() if value}, remarks)


def _date(text: str) -> str:
    """Return a text if it is a valid date in EDTF; otherwise a TODO with the text as a hint."""
    try:
        return dates.parse(text).text if text else todo()
    except ValueError:
        return todo(text)


def _id(reference: Reference, identity: SourceIdentity, *, keys: bool) -> str:
    """Return the id for a source: ``<publisher>-<date>`` or, if ``keys``, the citation key.

    If the publisher has no record, the id begins with an outlet's name or the host name. If the
    reference has neither, the id is the citation key; without a key, the id begins with the title.
    """
    key = as_id(reference.key)
    names = [as_id(identity.publisher), *map(as_id, reference.outlets), as_id(host(reference.url))]
    if identity.publisher.startswith(TODO):
        del names[0]
    if not key:
        names.append(as_id(reference.title))
    name = next((name for name in names if name), "")[:_LONGEST].strip("-")
    day = re.match(r"\d{4}(?:-\d\d){0,2}", identity.published.removeprefix("../"))
    by_name = "-".join(filter(None, (name, day[0] if day else "")))
    id_ = key or by_name if keys or not name else by_name
    id_ = id_[: ID_LENGTH - 4].strip("-") or "source"
    # Some ids are reserved by web servers.
    return f"source-{id_}" if id_error(id_) else id_


@dataclass(frozen=True, slots=True)
class _Actors:
    """Lookups of actors' ids.

    ``parties``: maps the names of all actors to ids. ``media``: maps the names of ``media`` actors
    to ids. ``sites``: maps the host names of the websites of ``media`` actors to ids. If several
    actors have the same name or host name, it is mapped to None.
    """

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
        """Return the id of a reference's publisher, or None.

        The publisher is found by the outlets' names or, if there are no outlets, by the host name.
        """
        for outlet in reference.outlets:
            if id_ := self.media.get(folded(outlet)):
                return id_
        return None if reference.outlets else self.sites.get(host(reference.address))

    def party(self, name: str) -> str | None:
        """Return the id of the actor with a name; None if no actor or several actors have it."""
        return self.parties.get(folded(name))


def _names(actors: Iterable[tuple[str, Actor]]) -> Iterator[tuple[str, str]]:
    for id_, actor in actors:
        for name in (actor.name, *actor.aliases):
            yield folded(name), id_


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str | None]:
    """Return a mapping from names to actors' ids; a name that several actors have maps to None."""
    found: dict[str, str | None] = {}
    for name, id_ in pairs:
        found[name] = id_ if found.get(name, id_) == id_ else None
    return found
