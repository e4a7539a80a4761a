"""Data for the live map's script: filters, outlines as GeoJSON (RFC 7946), and a list of places."""

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from ..analysis import on_map, place_geometry, stances
from ..analysis.on_map import MapList
from ..analysis.place_geometry import PlaceGeometry
from ..corpus import Corpus
from ..drawing.basemap import WATERS
from ..messages import gettext
from ..records.site import Feature
from ..text import one_line
from . import choices

Layer = dict[str, Any]
"""The outlines of one layer, such as rivers, from one file of outlines.

The key ``box`` has the bounds of the outlines: [[south, west], [north, east]].
"""

FAR = 4
"""Percentage of the events that may lie beyond each of the four sides of the map's initial view."""


def compose(corpus: Corpus) -> dict[str, str]:
    """Return the JSON file that the live map's script loads, as path in ``docs/`` -> text.

    The mapping is empty if no event is on the map.
    """
    known = place_geometry.find(corpus)
    standings = stances.events(corpus)
    listed = on_map.find(corpus, known, standings)
    if not listed.places:
        return {}
    # No filter by place is needed, because the list beside the map shows all places.
    data = choices.compose(corpus, corpus.events, ("actor", "source", "kind"))
    data["view"] = _view([known[id_].point for id_, held in corpus.events_at.items()
                          if id_ in known for _ in held])  # fmt: skip
    data["layers"] = _layers(corpus, known)
    if listed.is_long:
        data["list"] = _list(corpus, listed)
        data["titles"] = {
            event: _title(corpus, event, standings.get(event, "asserted"))
            for event in corpus.events
        }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return {"map/map.json": f"{text}\n"}


def _list(corpus: Corpus, listed: MapList) -> list[list[Any]]:
    """Return the list of places and events, for a map whose page can't show the whole list.

    The row of a place has seven items: the place's id, its name, a note, its position with radius,
    the id of the place whose outline is shown, the ids of its events, and the name of a larger
    place. The last item is empty unless the larger place's position is shown instead of the place's
    own.

    The last rows are for events that aren't on the map. They have only a name, a note and ids of
    events.
    """
    found: list[list[Any]] = [
        [id_, one_line(corpus.locations[id_].name), note, at, outline, list(events), label]
        for id_, note, at, label, outline, events in listed.places
    ]
    nowhere, either = gettext("Not on the map"), gettext("Not on the map either")
    unplaced, unasserted = list(listed.unplaced), list(listed.unasserted)
    if unplaced:
        note = gettext("no place recorded, or none that is known")
        found.append(["", nowhere, note, "", "", unplaced])
    if unasserted:
        note = gettext("foretold or disputed: no source says that it happened")
        found.append(["", either if unplaced else nowhere, note, "", "", unasserted])
    return found


def _title(corpus: Corpus, event: str, standing: stances.Standing) -> list[str]:
    """Return an event's title and its date in words.

    The title has a mark, such as ``(foretold)``, if no source says that the event happened.
    ``standing``: whether claims assert, foretell or dispute the event.
    """
    record = corpus.events[event]
    title = stances.marked_title(one_line(record.title), standing)
    return [title, record.date.words if record.date else gettext("undated")]


def _view(points: list[tuple[float, float]]) -> list[list[float]]:
    """Return two corners of the map's initial view: [south, west] and [north, east].

    ``points``: a latitude and a longitude for each event. In each of the four directions, the
    outermost ``FAR`` per cent of the events are ignored.
    """
    spare = len(points) * FAR // 100
    axes = [sorted(axis)[spare : len(points) - spare] for axis in zip(*points, strict=True)]
    return [[axis[0] for axis in axes], [axis[-1] for axis in axes]]


def _layers(corpus: Corpus, known: Mapping[str, PlaceGeometry]) -> list[list[Layer]]:
    """Return the map's layers of outlines, in the order in which they are drawn.

    A layer is a list with an item for each file that has outlines of this layer. The items are
    sorted by the area of their bounds, smallest first. ``known``: location id -> geometry.
    """
    shapes = {
        id(found.outline): id_
        for id_, found in known.items()
        if found.outline and found.place == id_
    }
    found: dict[str, list[tuple[str, list[Feature]]]] = {}
    for _, file in sorted(corpus.outlines.items()):
        sorts: dict[str, list[Feature]] = {}
        for feature in file.features:
            if "Point" not in feature.geometry.type and any(feature.geometry.lines):
                sorts.setdefault(feature.layer.casefold(), []).append(feature)
        for name, features in sorts.items():
            found.setdefault(name, []).append((file.attribution, features))
    # Layers with larger shapes are drawn before layers with smaller shapes, and water comes last.
    order = sorted(
        found,
        key=lambda name: (name in WATERS, -max(_grain(some) for _, some in found[name]), name),
    )
    layers: list[list[Layer]] = []
    for name in order:
        sort = "water" if name in WATERS else "part" if layers else "land"
        files: list[Layer] = [
            {
                "sort": sort,
                "box": _box(features),
                # The map interprets only the attribution as HTML, so only this text is escaped.
                "attribution": escape(one_line(attribution)),
                "features": [_feature(feature, shapes.get(id(feature))) for feature in features],
            }
            for attribution, features in found[name]
        ]
        layers.append(sorted(files, key=lambda file: _area(file["box"])))
    return layers


def _feature(feature: Feature, location: str | None) -> dict[str, Any]:
    properties = {"name": one_line(feature.name)} | ({"location": location} if location else {})
    geometry = {"type": feature.geometry.type, "coordinates": feature.geometry.coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _grain(features: list[Feature]) -> float:
    return sum(_area(_box([feature])) for feature in features) / len(features)


def _area(box: list[list[float]]) -> float:
    (south, west), (north, east) = box
    return (north - south) * (east - west)


def _box(features: list[Feature]) -> list[list[float]]:
    places = [place for feature in features for line in feature.geometry.lines for place in line]
    across, down = [place[0] for place in places], [place[1] for place in places]
    return [[min(down), min(across)], [max(down), max(across)]]
