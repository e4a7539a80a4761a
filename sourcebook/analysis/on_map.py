"""The list beside the interactive map: places where events happened, and events without a place."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..collation import filed
from ..corpus import Corpus
from ..messages import gettext as _
from ..records.vocabularies import kind_name
from ..text import one_line
from .place_geometry import PlaceGeometry
from .stances import Standing

LONG = 1000
"""If the list beside the map has more entries than this, the list is too long for the map's page.

Each place is an entry, and so is each event.
"""


class MappedPlace(NamedTuple):
    """A place on the map.

    ``note``: the place's kind, and how exact the position is. ``at``: the position and radius, as
    ``latitude longitude radius`` in degrees and kilometres. ``label``: the name of the larger place
    whose position this is, if the position of the place itself isn't known; otherwise empty.
    ``outline``: the id of the place whose outline shows where this place is: itself, or the larger
    place; empty if no outline is known. ``events``: ids of the events that happened at the place,
    by date.
    """

    id: str
    note: str
    at: str
    label: str
    outline: str
    events: Sequence[str]


class MapList(NamedTuple):
    """The list beside the interactive map.

    ``places``: the places, sorted by name. ``unplaced``: ids of the events that happened, but at no
    place on the map. ``unasserted``: ids of the events that are only foretold or disputed. The
    events of both lists are sorted by date.
    """

    places: Sequence[MappedPlace]
    unplaced: Sequence[str]
    unasserted: Sequence[str]

    @property
    def is_long(self) -> bool:
        """Whether the list is too long for the map's page. A long list is in ``map.json`` too."""
        placed = sum(1 + len(place.events) for place in self.places)
        return placed + len(self.unplaced) + len(self.unasserted) > LONG


def find(
    corpus: Corpus, known: Mapping[str, PlaceGeometry], standings: Mapping[str, Standing]
) -> MapList:
    """Return the list beside the interactive map.

    ``known``: location id -> geometry. ``standings``: event id -> whether it is asserted,
    foretold or disputed. An event that isn't in ``standings`` has no claims, and counts as having
    happened.
    """

    def happened(event: str) -> bool:
        return standings.get(event, "asserted") == "asserted"

    def name(location: str) -> str:
        return corpus.locations[location].name

    places = [
        _place(corpus, known[id_], id_, events)
        for id_ in sorted(corpus.events_at, key=lambda id_: (filed(name(id_)), id_))
        if id_ in known and (events := [e for e in corpus.events_at[id_] if happened(e)])
    ]
    placed = {event for place in places for event in place.events}
    events = [event for event, _date in corpus.events_by_date]
    return MapList(
        places,
        [event for event in events if event not in placed and happened(event)],
        [event for event in events if not happened(event)],
    )


def _place(corpus: Corpus, found: PlaceGeometry, id_: str, events: Sequence[str]) -> MappedPlace:
    (latitude, longitude), note = found.point, kind_name(corpus.locations[id_].kind, _("place"))
    if found.place != id_:
        note = _("{kind}, exact position unknown").format(kind=note)
    elif found.radius:
        note = _("{kind}, position approximate").format(kind=note)
    # A location without a position of its own has the position of a larger place. If that place
    # has no radius, assume a radius of 5 km.
    radius = found.radius or (0 if found.place == id_ else 5)
    at = f"{latitude:g} {longitude:g} {radius}"
    label = "" if found.place == id_ else one_line(corpus.locations[found.place].name)
    return MappedPlace(id_, note, at, label, found.place if found.outline else "", events)
