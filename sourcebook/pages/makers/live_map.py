"""The page of the interactive map, which shows every place with its events."""

from collections.abc import Iterator
from typing import Any

from ...analysis import on_map
from ...analysis.on_map import MapList
from ...collation import filed
from ...messages import gettext as _
from ...messages import marked
from ..lookup.presence import MAP
from ..page_spec import PageSpec
from ..parts.analysis_lists import EventThere, events
from ..parts.divided_analyses import (
    LINK,
    AnalysisList,
    by_letters,
    divided,
    heavy_apart,
    rest_pages,
)
from ..parts.exploring import explore_pages
from ..parts.maps import OVERVIEW
from ..site import Site

PATHS = {MAP: marked("Map"), "map/*/*.md": ""}

PLACES = 60
"""Maximum number of places on the map's page if the whole list of places is too long for the page.

These are the places with the most events.
"""

_THERE = 2 * LINK
"""Estimated size, in bytes of HTML, of one event in the list of events by place."""


def pages(site: Site) -> Iterator[PageSpec]:
    """Yield the map's page, if an event is on the map, and pages with the list if it is too long.

    The map's page lists all places with their events, and a script turns this list into a map.
    Without the script, readers still have the list. If the list is too long, the page names only
    the places with the most events. The script then reads the whole list from the map's data file.
    Readers without the script find the whole list on the other pages.
    """
    if not site.shows(MAP):
        return
    listed = on_map.find(site.corpus, site.whereabouts, site.standings)
    found = divided("map", _lists(site, listed), is_long=listed.is_long)
    most = sorted(listed.places, key=lambda place: (-len(place.events), place.id))[:PLACES]
    data: dict[str, Any] = {
        "title": _("Map"),
        "lead": _(
            "Where it happened: the places and their events, by time, actor, source and kind."
        ),
        "explore": explore_pages(site),
        "overview": OVERVIEW,
        "listed": listed,
        "of": found.first,
        "is_divided": found.is_divided,
        "most": most,
        "others": len(listed.places) - len(most),
        "placed": len({event for place in listed.places for event in place.events}),
    }
    yield PageSpec(MAP, "map", data, cacheable=False)
    yield from rest_pages("map", found, {"title": data["title"], "siblings": []})


def _lists(site: Site, listed: MapList) -> list[AnalysisList[Any]]:
    corpus = site.corpus

    def name(entry: EventThere) -> str:
        return corpus.locations[entry.place].name

    there = [
        EventThere(place.id, place.note, event)
        for place in listed.places for event in place.events
    ]  # fmt: skip
    levels = heavy_apart(
        there,
        lambda entry: (entry.place, name(entry)),
        lambda entry: corpus.events[entry.event].date,
        lambda entry: _THERE,
        by_letters(name),
    )
    places = AnalysisList(
        "places",
        marked("Events by place"),
        there,
        lambda entry: (filed(name(entry)), entry.place, corpus.event_rank[entry.event]),
        levels,
        lambda entry: 0,
        lambda entry: _THERE,
        pinned=lambda entry: False,
    )
    return [
        places,
        events(
            site, "unplaced",
            marked("Events with no place recorded, or none that is known"), listed.unplaced,
        ),
        events(
            site, "unasserted", marked("Events that no source says happened"), listed.unasserted
        ),
    ]  # fmt: skip
