import pickle
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, get_args, get_origin

import pytest
from pydantic import BaseModel

from sourcebook.corpus import statements
from sourcebook.corpus.statements import texts
from sourcebook.editing.id_places import places
from sourcebook.project import SOURCES
from sourcebook.reading.document import Document
from sourcebook.reading.entry import Entry
from sourcebook.reading.fields import markup_in, references_in
from sourcebook.reading.folder import read
from sourcebook.reading.records import Records
from sourcebook.reading.yaml_text import KEY
from sourcebook.records.base import (
    ActorId,
    LocationId,
    Markup,
    OneOrMany,
    Prose,
    Record,
    Reference,
)
from sourcebook.records.entities import Actor, Event, Location, Question
from sourcebook.records.sources import Article, Summary

from .corpora import PASSAGES, SMALL, overlay
from .edits import FOLDER
from .projects import ROOT

MODELS = (Actor, Location, Event, Question, Article, Summary)
Path_ = tuple[str, ...]


def marked(annotation: Any, mark: type, path: Path_ = ()) -> Iterator[Path_]:
    """Yield the path to each field that has a mark, in a model or in the type of a field.

    ``mark``: ``Reference``, which marks ids, or ``Markup``, which marks prose.
    """
    if get_origin(annotation) is Annotated:
        inner, *metadata = get_args(annotation)
        if any(isinstance(found, mark) for found in metadata):
            yield path
        yield from marked(inner, mark, path)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            if any(isinstance(found, mark) for found in field.metadata):
                yield (*path, name)
            yield from marked(field.annotation, mark, (*path, name))
    elif get_origin(annotation) is dict:
        key, value = get_args(annotation)
        yield from marked(key, mark, (*path, KEY))
        yield from marked(value, mark, path)
    else:
        for part in get_args(annotation):
            yield from marked(part, mark, path)


def small() -> Records:
    """Return the records of the small corpus, with claims that use every key for an id."""
    with TemporaryDirectory() as folder:
        project = overlay(FOLDER / "rename-actor-in-claims" / "before", Path(folder, "project"))
        return read(project / SOURCES, SOURCES)


def test_every_field_that_holds_an_id_is_known() -> None:
    """``Records.references`` finds exactly the fields that models mark as ids."""
    named = {(type(entry.record).__name__, *_way(loc)) for entry, _, _, loc in small().references}
    modelled = {(model.__name__, *way) for model in MODELS for way in marked(model, Reference)}
    assert named == modelled
    assert ("Summary", "claims", "relation", "subject") in modelled
    assert ("Summary", "names", "actors", KEY) in modelled


def _way(loc: tuple[str | int, ...]) -> Path_:
    """Return a ``Loc`` without indexes, and without keys that are ids."""
    steps = [step for step in loc if isinstance(step, str)]
    if "roles" in steps:  # one field with two keys: the event's id, then the actor's id
        return (*steps[: steps.index("roles") + 1], KEY)
    return tuple([*steps[:-2], KEY] if steps[-1] == KEY else steps)


def test_every_field_of_prose_is_looked_through() -> None:
    """Every field that is marked as prose is searched for links."""
    read_in = {
        (type(entry.record).__name__, *_way(loc))
        for records in (small(), read(PASSAGES / SOURCES, SOURCES))  # has pictures
        for entry, loc, _ in texts(records)
    }
    prose = {(model.__name__, *way) for model in MODELS for way in marked(model, Markup)}
    # Compare paths without the record type: no location or event here has a note, but their notes
    # are handled like those of actors. Captions of sources are left out, because no source here has
    # one; they are handled like standfirsts.
    expected = {way[1:] for way in prose} - {("caption",)}
    assert expected <= {_without_key(way)[1:] for way in read_in}
    assert ("Event", "dated_by") in prose
    assert ("Summary", "claims", "answers") in prose


def _without_key(way: Path_) -> Path_:
    """Shorten a path that leads into a mapping, such as ``answers``, so that it ends there."""
    fields = ("positions", "answers", "unused", "data")
    at = next((way.index(field) for field in fields if field in way), len(way))
    return way[: at + 1]


class InventedRemark(Record):
    """A new type of record within a record. A contributor to the package may add such a type."""

    told_by: OneOrMany[ActorId]
    remark: Prose | None = None


class InventedEvent(Event):
    """An event with fields that no event of the package will ever have."""

    invented_remarks: dict[LocationId, InventedRemark]
    invented_cause: Prose


def test_a_new_field_is_known_by_its_type() -> None:
    """References and prose in a field that a contributor adds are found by the field's type."""
    event = InventedEvent.model_validate(
        {
            "title": "Storm",
            "kind": "disaster",
            "invented_cause": "Rain fell.",
            "invented_remarks": {"port": {"told_by": "crew", "remark": "It was cold [@log, ¶1]."}},
        }
    )
    assert [(loc, mark.type, id_) for loc, mark, id_ in references_in(event)] == [
        (("invented_remarks", "port", KEY), "location", "port"),
        (("invented_remarks", "port", "told_by", 0), "actor", "crew"),
    ]
    assert [(loc, mark.cited, text) for loc, mark, text in markup_in(event)] == [
        (("invented_remarks", "port", "remark"), True, "It was cold [@log, ¶1]."),
        (("invented_cause",), True, "Rain fell."),
    ]


def test_what_was_found_in_a_record_is_kept_with_its_entry_but_not_stored() -> None:
    """References, prose and the like are looked for once; caches on disk aren't larger for it."""
    event = Event.model_validate(
        {
            "title": "Storm",
            "kind": "disaster",
            "part_of": "winter",
            "note": "It hailed. See [[winter]].",
        }
    )
    entry = Entry("storm", event, Document("events.yml", ""))
    before = pickle.dumps(entry)
    assert [id_ for _, _, id_ in entry.references] == ["winter"]
    assert entry.references is entry.references
    assert entry.prose is entry.prose
    assert entry.markup
    assert entry.markup is entry.markup
    assert entry.uncited
    assert entry.uncited is entry.uncited
    assert entry.vocabulary is entry.vocabulary
    assert pickle.dumps(entry) == before
    entry.forget()
    assert entry.__dict__.keys() == set(entry.__dataclass_fields__)
    assert pickle.loads(before) == entry  # noqa: S301 - pickled above


def test_a_new_field_of_prose_is_checked() -> None:
    """In any field of prose, a sentence without a valid citation is an error."""
    cause = "Rain fell. It froze [@no-such, ¶1]."
    text = f"Storm:\n  invented_cause: {cause}\n"
    event = InventedEvent.model_validate(
        {
            "title": "Storm",
            "kind": "disaster",
            "invented_remarks": {},
            "invented_cause": cause,
        }
    )
    document = Document("sources/events/storm.yml", text, text)
    records = Records(events=[Entry("Storm", event, document, ("Storm",))])
    assert [(str(found.mark), found.code) for found in statements.check(records)] == [
        ("sources/events/storm.yml:2:19", "statement-without-citation"),
        ("sources/events/storm.yml:2:39", "unknown-source"),
    ]


@pytest.mark.parametrize(
    "sources",
    [SMALL / "sources", ROOT / "sources", FOLDER / "rename-layout" / "before"],
    ids=["small", "real", "layout"],
)
def test_a_place_is_the_characters_of_the_id(sources: Path) -> None:
    """In any YAML layout, the span that is found for each id contains exactly the id."""
    count = 0
    for place in places(read(sources, SOURCES)):
        assert place.span is not None, place
        written = place.document.text[place.span.start : place.span.end]
        own = place.id.partition("#")[2]
        assert written == (own if place.type == "claim" and place.form == "record" else place.id)
        count += 1
    assert count > 20
