"""The page of the interactive map: every place with the events there."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from ...corpus import Corpus
from ...messages import gettext as _
from ...messages import marked
from ..page_spec import PageSpec
from ..parts.maps import OVERVIEW
from ..site import Site

PATHS = {"map.md": marked("Map")}


def pages(site: Site) -> Iterator[PageSpec]:
    """Yield the map's page, which is made in every build.

    It lists all places and their events. A script turns this list into a map, but isn't required.
    """
    yield PageSpec("map.md", "map", partial(_data, site), cacheable=False)


def _data(site: Site) -> dict[str, Any]:
    corpus = site.corpus
    events_at = {
        id_: [event for event in found if site.happened(event)]
        for id_, found in corpus.events_at.items()
    }
    places = [
        (id_, *_place(site, id_), events_at[id_])
        for id_ in sorted(events_at, key=lambda id_: (_name(corpus, id_).casefold(), id_))
        if events_at[id_] and id_ in site.whereabouts
    ]
    placed = {event for *_, events in places for event in events}
    return {
        "title": _("Map"),
        "lead": _(
            "Where it happened: every place and its events, by time, actor, source and kind."
        ),
        "overview": OVERVIEW if places else "",
        "places": places,
        "unplaced": [
            id_ for id_, _date in corpus.events_by_date if id_ not in placed and site.happened(id_)
        ],
        "unasserted": [id_ for id_, _date in corpus.events_by_date if not site.happened(id_)],
    }


def _name(corpus: Corpus, location: str) -> str:
    return corpus.locations[location].name


def _place(site: Site, id_: str) -> tuple[str, str, bool]:
    """Return a note on a place, its position and radius, and whether its outline is known.

    The position is ``latitude longitude radius``, in degrees and kilometres.
    """
    found = site.whereabouts[id_]
    (latitude, longitude), kind = found.point, site.corpus.locations[id_].kind
    note = _(kind)
    if found.place != id_:
        note = _("{kind}, exact position unknown").format(kind=note)
    elif found.radius:
        note = _("{kind}, position approximate").format(kind=note)
    # If a larger place's position is used and has no radius, assume a radius of 5 km.
    radius = found.radius or (0 if found.place == id_ else 5)
    return note, f"{latitude:g} {longitude:g} {radius}", bool(found.outline) and found.place == id_
