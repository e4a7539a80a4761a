"""Matches map outlines to locations by name, and reports outlines that nearly match a location."""

from collections.abc import Iterator

from ..problems import Problem
from ..reading.entry import Entry
from ..reading.geojson import places_of_names
from ..reading.records import Records
from ..reading.suggesting import Suggestions
from ..records.entities import Location
from ..records.site import Outlines

Key = tuple[str, str]
"""The name and the layer of an outline, both case-folded."""


def keys(place: Location) -> Iterator[Key]:
    """Yield the keys (name and layer) that a location's outline may have.

    The name in a key is the location's name or alias. The layer is empty or the location's kind. If
    the layer is the kind, the name may leave the kind out: "Ellan" for the district "Ellan
    District".
    """
    kind = place.kind.casefold()
    for given in (place.name, *place.aliases):
        name = given.casefold()
        for known in (name, name.removesuffix(kind).strip()):
            yield known, kind
        yield name, ""


def check(records: Records) -> Iterator[Problem]:
    """Yield a problem for each outline that matches no location, but is probably meant for one.

    An outline that matches no location is always reported if it has a name but no layer. If it has
    a layer, it is reported under two conditions: the layer is the kind of a location that has no
    outline, and the outline's name resembles a name of such a location.
    """
    if "location" in records.lost or any(kind == "location" for kind, _ in records.damaged):
        return
    drawn = {_key(feature.name, feature.layer) for entry in records.outlines
             for feature in entry.record.features}  # fmt: skip
    known: set[Key] = set()
    without: dict[str, dict[str, str]] = {"": {}}
    for location in records.locations:
        place = location.record
        own = set(keys(place))
        known |= own
        if own.isdisjoint(drawn):
            for kind in ("", place.kind.casefold()):
                names = (place.name, *place.aliases)
                without.setdefault(kind, {}).update((name.casefold(), name) for name in names)
    suggested = {kind: Suggestions(names) for kind, names in without.items()}
    for entry in records.outlines:
        yield from _unknown(entry, known, without, suggested)


def _key(name: str, layer: str) -> Key:
    return name.casefold(), layer.casefold()


def _unknown(
    entry: Entry[Outlines],
    known: set[Key],
    without: dict[str, dict[str, str]],
    suggested: dict[str, Suggestions],
) -> Iterator[Problem]:
    found: dict[Key, str | None] = {}
    for feature in entry.record.features:
        name, layer = _key(feature.name, feature.layer)
        if name and (name, layer) not in known and layer in suggested:
            near = suggested[layer].nearest(name)
            if near or not layer:
                found[feature.name, feature.layer] = near and without[layer][near]
    places = places_of_names(entry.document) if found else {}
    for (name, layer), near in found.items():
        yield Problem("unknown-outline", places[name, layer], {"name": name}, near)
