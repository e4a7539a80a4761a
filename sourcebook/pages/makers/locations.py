"""The page of each location."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from ...analysis.stances import Stance, stance, standing
from ...corpus import PlacedClaim, Ref
from ...messages import gettext
from ...records.entities import Location
from ...records.vocabularies import PRECISIONS
from ..parts import claims, maps, sparklines
from ..parts.common import counted, entity_data, in_roles, plural
from ..site import Site, path_of

PATHS = {"locations/*.md": ""}


def pages(site: Site) -> Iterator[tuple[str, str, partial[dict[str, Any]], Ref]]:
    """Yield a draft for each location."""
    for id_ in site.corpus.locations:
        ref = Ref("location", id_)
        yield path_of(ref), "location", partial(_data, site, id_), ref


def _data(site: Site, id_: str) -> dict[str, Any]:
    corpus = site.corpus
    location = corpus.locations[id_]
    events = corpus.events_inside.get(id_, ())
    about = corpus.claims_at_location.get(id_, ())
    chain = corpus.within(id_)
    within = f" in {corpus.in_text[Ref('location', chain[0])]}" if chain else ""
    unsaid = sum(1 for event in events if not site.happened(event))
    elsewhere = _elsewhere(site, events, about)
    return {
        **entity_data(site, Ref("location", id_)),
        "lead": f"{location.kind.capitalize()}{within}"
        f"{_seen(len(events), unsaid, len(elsewhere))}.",
        "chain": chain,
        "inside": sorted(
            corpus.inside.get(id_, ()), key=lambda place: corpus.label(Ref("location", place))
        ),
        "events": events,
        "elsewhere": elsewhere,
        "in_roles": in_roles,
        "timeline": sparklines.of(site, Ref("location", id_), events),
        "actors": _actors(site, events),
        "names": corpus.words_for_location.get(id_, ()),
        "claims": claims.by_source(about),
        "coordinates": coordinates(location),
        "map": maps.of_location(site, id_),
        "shared": "actor" if id_ in corpus.actors else "",
    }


def _seen(events: int, unsaid: int, elsewhere: int) -> str:
    """Return what a location's events come to, as the end of a sentence."""
    if events:
        return f", with {counted(events, unsaid)}"
    named = f", but claims on {plural(elsewhere, 'event')} name it" if elsewhere else ""
    return f"; no event is placed here{named}"


def _elsewhere(
    site: Site, events: Sequence[str], about: Sequence[PlacedClaim]
) -> list[tuple[str, str]]:
    """Return events of which a claim names the place, and which are placed elsewhere or nowhere.

    With each, how it is marked if no claim that names the place says that it happened.
    """
    here, found = set(events), dict[str, list[Stance]]()
    for placed in about:
        for event in placed.claim.event:
            if event not in here:
                found.setdefault(event, []).append(stance(site.corpus, placed, event))
    rank, taken = site.corpus.event_rank, {event: standing(s) for event, s in found.items()}
    return [
        (event, "" if taken[event] == "asserted" else taken[event])
        for event in sorted(found, key=rank.__getitem__)
    ]


def _actors(site: Site, events: Sequence[str]) -> list[tuple[str, int, int]]:
    """Return the actors that have a role in the events.

    With each, in how many of them, and how many of these roles are only foretold or disputed.
    Those who are said to have had a part come first.
    """
    found: dict[str, list[bool]] = {}
    for event in events:
        for actor in site.corpus.roles_in.get(event, ()):
            found.setdefault(actor, []).append(site.took_part(event, actor))
    shown = [(actor, len(took), took.count(False)) for actor, took in found.items()]
    return sorted(shown, key=lambda item: (item[2] - item[1], -item[1], item[0]))


def coordinates(location: Location) -> str:
    """Return where a location lies, in words: ``54.1° N, 3.2° W (approximate)``."""
    if location.coordinates is None or location.precision == "none":
        return ""
    latitude, longitude = location.coordinates
    north = f"{abs(latitude):g}° {'N' if latitude >= 0 else 'S'}"
    east = f"{abs(longitude):g}° {'E' if longitude >= 0 else 'W'}"
    return f"{north}, {east} ({gettext(PRECISIONS[location.precision].words)})"
