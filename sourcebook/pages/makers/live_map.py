"""The page with the live map: every place with what happened there."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from ...corpus import Corpus
from ...messages import marked
from ..parts.maps import OVERVIEW
from ..site import Site

PATHS = {"map.md": marked("Map")}


def pages(site: Site) -> Iterator[tuple[str, str, Callable[[], dict[str, Any]], None, bool]]:
    """Yield the draft of the map's page, made in every build.

    The script shows and hides what is listed there: it works without one too.
    """
    yield "map.md", "map", partial(_data, site), None, False


def _data(site: Site) -> dict[str, Any]:
    corpus = site.corpus
    held = {id_: [e for e in found if site.happened(e)] for id_, found in corpus.events_at.items()}
    places = [
        (id_, *_place(site, id_), held[id_])
        for id_ in sorted(held, key=lambda id_: (_name(corpus, id_).casefold(), id_))
        if held[id_] and id_ in site.whereabouts
    ]
    placed = {event for *_, events in places for event in events}
    unsaid = [id_ for id_, _ in corpus.events_by_date if not site.happened(id_)]
    return {
        "title": "Map",
        "lead": "Where it happened: every place with its events, by time, actor, source and kind.",
        "places_written": [],
        "overview": OVERVIEW if places else "",
        "places": places,
        "unplaced": [
            id_ for id_, _ in corpus.events_by_date if id_ not in placed and site.happened(id_)
        ],
        "unsaid": unsaid,
    }  # fmt: skip


def _name(corpus: Corpus, location: str) -> str:
    return corpus.locations[location].name


def _place(site: Site, id_: str) -> tuple[str, str, bool]:
    """Return what to say of a place, where it is, and whether its outline is known."""
    found = site.whereabouts[id_]
    (latitude, longitude), place = found.point, site.corpus.locations[id_]
    note = place.kind
    if found.place != id_:
        note = f"{place.kind}, somewhere in {_name(site.corpus, found.place)}"
    elif found.radius:
        note = f"{place.kind}, roughly"
    # What is only known to lie in a place may be anywhere in it.
    radius = found.radius or (0 if found.place == id_ else 5)
    return note, f"{latitude:g} {longitude:g} {radius}", bool(found.outline) and found.place == id_
