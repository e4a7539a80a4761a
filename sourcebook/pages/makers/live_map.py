"""The page of the interactive map: every place with the events there."""

from collections.abc import Iterator
from typing import Any

from ...analysis import on_map
from ...analysis.on_map import MapList
from ...messages import gettext as _
from ...messages import marked
from ..lookup.alphabet import filed
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
from ..parts.maps import OVERVIEW
from ..site import Site

PATHS = {"map.md": marked("Map"), "map/*/*.md": ""}

PLACES = 60
"""Maximum number of places, those with the most events, that the page of a long list names."""

_THERE = 2 * LINK
"""Weight of an event in the list of places."""


def pages(site: Site) -> Iterator[PageSpec]:
    """Yield the map's page, and the pages of its list if that is long; all in every build.

    The page lists all places and their events. A script turns this list into a map, but isn't
    required. Of a long list, the page names only some places: the script has the whole of it from
    the map's data, and without a script, readers find it on further pages.
    """
    listed = on_map.find(site.corpus, site.whereabouts, site.standings)
    found = divided("map", _lists(site, listed), is_long=listed.is_long)
    most = sorted(listed.places, key=lambda place: (-len(place.events), place.id))[:PLACES]
    data: dict[str, Any] = {
        "title": _("Map"),
        "lead": _(
            "Where it happened: every place and its events, by time, actor, source and kind."
        ),
        "overview": OVERVIEW if listed.places else "",
        "listed": listed,
        "of": found.first,
        "is_divided": found.is_divided,
        "most": most,
        "others": len(listed.places) - len(most),
        "placed": len({event for place in listed.places for event in place.events}),
    }
    yield PageSpec("map.md", "map", data, cacheable=False)
    yield from rest_pages("map", found, {"title": data["title"], "siblings": []})


def _lists(site: Site, listed: MapList) -> list[AnalysisList[Any]]:
    corpus = site.corpus

    def name(entry: EventThere) -> str:
        return corpus.locations[entry.place.id].name

    there = [EventThere(place, event) for place in listed.places for event in place.events]
    levels = heavy_apart(
        there,
        lambda entry: (entry.place.id, name(entry)),
        lambda entry: corpus.events[entry.event].date,
        lambda entry: _THERE,
        by_letters(name),
    )
    places = AnalysisList(
        "places",
        marked("Events by place"),
        there,
        lambda entry: (filed(name(entry)), entry.place.id, corpus.event_rank[entry.event]),
        levels,
        lambda entry: 0,
        lambda entry: _THERE,
        pinned=lambda entry: False,
    )
    return [
        places,
        events(
            site, "unplaced",
            marked("Events with no place given, or none that is known"), listed.unplaced,
        ),
        events(
            site, "unasserted", marked("Events that no source says happened"), listed.unasserted
        ),
    ]  # fmt: skip
