"""Locations and events as GeoJSON (RFC 7946). Coordinates are in WGS 84, with longitude first."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from ..analysis import stances
from ..analysis.stances import Standing
from ..corpus import Corpus
from ..records.entities import Event, Location
from ..records.vocabularies import PRECISIONS
from ..text import one_line
from .cells import days


def places(corpus: Corpus) -> str:
    """Return the locations as GeoJSON: a point for each location that has coordinates.

    A location without coordinates is a feature without a geometry.
    """
    return _collection(
        corpus,
        (
            _feature(id_, _place(place), _geometry([place] if place.coordinates else []))
            for id_, place in corpus.locations.items()
        ),
    )


def events(corpus: Corpus) -> str:
    """Return the events as GeoJSON, sorted by date, with a point for each place of each event.

    The property ``standing`` says whether a claim asserts the event. The property ``precision`` is
    the precision of the least precisely located place. An event has no geometry if none of its
    places has coordinates.
    """
    standings = stances.events(corpus)
    return _collection(
        corpus, (_event(corpus, id_, e, standings.get(id_)) for id_, e in corpus.events_by_date)
    )


def _event(corpus: Corpus, id_: str, event: Event, standing: Standing | None) -> str:
    located = [corpus.locations[place] for place in dict.fromkeys(event.locations)]
    located = [place for place in located if place.coordinates]
    date, earliest, latest = days(event.date)
    properties = {
        "title": one_line(event.title),
        "kind": event.kind,
        "date": date,
        "earliest": earliest,
        "latest": latest,
        "standing": standing,
        "locations": list(event.locations),
        "precision": max(
            (p.precision for p in located), key=list(PRECISIONS).index, default="none"
        ),
    }
    return _feature(id_, properties, _geometry(located))


def _place(place: Location) -> dict[str, Any]:
    return {
        "name": one_line(place.name),
        "kind": place.kind,
        "within": place.within,
        "precision": place.precision,
    }


def _geometry(located: Iterable[Location]) -> dict[str, Any] | None:
    points = [[p.coordinates[1], p.coordinates[0]] for p in located if p.coordinates]
    if len(points) > 1:
        return {"type": "MultiPoint", "coordinates": points}
    return {"type": "Point", "coordinates": points[0]} if points else None


def _feature(id_: str, properties: Mapping[str, Any], geometry: Mapping[str, Any] | None) -> str:
    said = {key: value for key, value in properties.items() if value is not None}
    feature = {"type": "Feature", "id": id_, "properties": said, "geometry": geometry}
    return json.dumps(feature, ensure_ascii=False)


def _collection(corpus: Corpus, features: Iterable[str]) -> str:
    head = {"title": one_line(corpus.title), "version": corpus.fingerprint}
    if corpus.licence:
        head["licence"] = one_line(corpus.licence)
    said = ", ".join(f'"{key}": {json.dumps(text, ensure_ascii=False)}'
                     for key, text in head.items())  # fmt: skip
    listed = ",\n".join(features)
    return f'{{"type": "FeatureCollection", {said}, "features": [\n{listed}\n]}}\n'
