from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, get_args, get_origin

import pytest
from pydantic import BaseModel

from sourcebook import stages
from sourcebook.corpus.references import references
from sourcebook.corpus.statements import texts
from sourcebook.editing.id_places import places
from sourcebook.reading import Records, read
from sourcebook.reading.yaml_text import KEY
from sourcebook.records.entities import Actor, Event, Location, Question
from sourcebook.records.sources import Article, Summary

from .corpora import SMALL, overlay
from .edits import FOLDER
from .projects import ROOT

MODELS = (Actor, Location, Event, Question, Article, Summary)
OWN = {("was",), ("claims", "id"), ("positions", KEY)}
"""Where a record's own ids stand, those of today or before."""

Path_ = tuple[str, ...]


def marked(annotation: Any, marks: set[str], path: Path_ = ()) -> Iterator[Path_]:
    """Yield the way to each field of a model that is marked as holding an id, or prose."""
    if get_origin(annotation) is Annotated:
        inner, *metadata = get_args(annotation)
        if marks.intersection(mark for mark in metadata if isinstance(mark, str)):
            yield path
        yield from marked(inner, marks, path)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            if marks.intersection(mark for mark in field.metadata if isinstance(mark, str)):
                yield (*path, name)
            yield from marked(field.annotation, marks, (*path, name))
    elif get_origin(annotation) is dict:
        key, value = get_args(annotation)
        yield from marked(key, marks, (*path, KEY))
        yield from marked(value, marks, path)
    else:
        for part in get_args(annotation):
            yield from marked(part, marks, path)


def small() -> Records:
    """Return the records of the small corpus, with claims that use every key that names one."""
    with TemporaryDirectory() as folder:
        project = overlay(FOLDER / "rename-actor-in-claims" / "before", Path(folder, "project"))
        return read(project / stages.SOURCES, stages.SOURCES)


def test_every_field_that_holds_an_id_is_known() -> None:
    """A new field that names a record can't be forgotten: it is checked, and renamed with it."""
    named = {
        (type(entry.record).__name__, *_way(loc)) for entry, (_, _, loc) in references(small())
    }
    modelled = {
        (model.__name__, *way)
        for model in MODELS
        for way in marked(model, {"id", "claim"})
        if way not in OWN
    }
    assert named == modelled
    assert ("Summary", "claims", "relation", "subject") in modelled
    assert ("Summary", "names", "actors", KEY) in modelled


def _way(loc: tuple[str | int, ...]) -> Path_:
    """Return a place in a record without indexes, and without what a key says."""
    steps = [step for step in loc if isinstance(step, str)]
    if "roles" in steps:  # by event, then by actor: one field with two keys
        return (*steps[: steps.index("roles") + 1], KEY)
    return tuple([*steps[:-2], KEY] if steps[-1] == KEY else steps)


def test_every_field_of_prose_is_looked_through() -> None:
    """A new field in which links are read can't be forgotten either."""
    read_in = {(type(entry.record).__name__, *_way(loc)) for entry, loc, _ in texts(small())}
    prose = {(model.__name__, *way) for model in MODELS for way in marked(model, {"prose"})}
    # Notes on locations and events are as those on actors, which the small corpus has.
    assert {way[1:] for way in prose} <= {way[1:] for way in read_in}
    assert ("Event", "dated_by") in prose


@pytest.mark.parametrize(
    "sources",
    [SMALL / "sources", ROOT / "sources", FOLDER / "rename-layout" / "before"],
    ids=["small", "real", "layout"],
)
def test_a_place_is_the_characters_of_the_id(sources: Path) -> None:
    """Whatever the layout, each place is exactly where its id stands: nothing more is changed."""
    count = 0
    for place in places(read(sources, stages.SOURCES)):
        assert place.span is not None, place
        written = place.document.text[place.span.start : place.span.end]
        own = place.id.partition("#")[2]
        assert written == (own if place.kind == "claim" and place.manner == "record" else place.id)
        count += 1
    assert count > 20
