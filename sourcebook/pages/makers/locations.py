"""The page of each location."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from ...analysis.stances import Stance, stance, standing
from ...corpus import PlacedClaim, Ref
from ...messages import gettext as _
from ...messages import ngettext
from ...records.entities import Location
from ...records.vocabularies import PRECISIONS
from ..page_spec import PageSpec
from ..parts import claims, maps, sparklines
from ..parts.common import counted_roles, entity_data
from ..parts.labels import capitalised, standing_label
from ..site import Site, path_of

PATHS = {"locations/*.md": ""}


def pages(site: Site) -> Iterator[PageSpec]:
    """Yield the page of each location."""
    for id_ in site.corpus.locations:
        ref = Ref("location", id_)
        yield PageSpec(path_of(ref), "location", partial(_data, site, id_), ref)


def _data(site: Site, id_: str) -> dict[str, Any]:
    corpus = site.corpus
    location = corpus.locations[id_]
    events = corpus.events_inside.get(id_, ())
    about = corpus.claims_at_location.get(id_, ())
    chain = corpus.within(id_)
    elsewhere = _elsewhere(site, events, about)
    return {
        **entity_data(site, Ref("location", id_)),
        "lead": f"{_description(site, id_)} {_events_sentence(site, events, len(elsewhere))}",
        "kind": _(location.kind),
        "chain": chain,
        "inside": [
            (place, _(corpus.locations[place].kind))
            for place in sorted(
                corpus.inside.get(id_, ()), key=lambda place: corpus.label(Ref("location", place))
            )
        ],
        "events": events,
        "elsewhere": elsewhere,
        "counted_roles": counted_roles,
        "timeline": sparklines.of(site, Ref("location", id_), events),
        "actors": _actors(site, events),
        "names": corpus.words_for_location.get(id_, ()),
        "claims": claims.by_source(about),
        "coordinates": coordinates(location),
        "map": maps.of_location(site, id_),
        "has_namesake": id_ in corpus.actors,
    }


def _description(site: Site, id_: str) -> str:
    """Return a location's kind and the place that it lies in, as a sentence."""
    kind = capitalised(_(site.corpus.locations[id_].kind))
    chain = site.corpus.within(id_)
    if not chain:
        return _("{kind}.").format(kind=kind)
    place = site.corpus.in_text[Ref("location", chain[0])]
    return _("{kind} in {place}.").format(kind=kind, place=place)


def _events_sentence(site: Site, events: Sequence[str], elsewhere: int) -> str:
    """Return how many events are placed at a location, as a sentence.

    ``elsewhere``: the number of events placed elsewhere whose claims name the location.
    """
    count, unasserted = len(events), sum(not site.happened(event) for event in events)
    if not count:
        if not elsewhere:
            return _("No event is placed here.")
        return ngettext(
            "No event is placed here, but claims on {count} event name it.",
            "No event is placed here, but claims on {count} events name it.",
            elsewhere,
        ).format(count=elsewhere)
    if not unasserted:
        return ngettext(
            "{count} event is placed here.", "{count} events are placed here.", count
        ).format(count=count)
    if unasserted == count:
        return ngettext(
            "{count} event is placed here, only foretold or disputed.",
            "{count} events are placed here, all only foretold or disputed.",
            count,
        ).format(count=count)
    return ngettext(
        "{events} events are placed here, {count} of them only foretold or disputed.",
        "{events} events are placed here, {count} of them only foretold or disputed.",
        unasserted,
    ).format(events=count, count=unasserted)


def _elsewhere(
    site: Site, events: Sequence[str], about: Sequence[PlacedClaim]
) -> list[tuple[str, str]]:
    """Return events that have another place or none, but have a claim that names the location.

    Each has a mark, such as ``foretold``, if none of these claims says that it happened.
    """
    here, found = set(events), dict[str, list[Stance]]()
    for placed in about:
        for event in placed.claim.event:
            if event not in here:
                found.setdefault(event, []).append(stance(site.corpus, placed, event))
    return [
        (event, standing_label(standing(found[event])))
        for event in sorted(found, key=site.corpus.event_rank.__getitem__)
    ]


def _actors(site: Site, events: Sequence[str]) -> list[tuple[str, int, int]]:
    """Return the actors that have a role in the events.

    With each actor: the number of events in which it has a role, and the number of those in
    which no claim asserts the role. Actors with the most asserted roles come first.
    """
    asserted: dict[str, list[bool]] = {}
    for event in events:
        for actor in site.corpus.roles_in.get(event, ()):
            asserted.setdefault(actor, []).append(site.took_part(event, actor))
    shown = [(actor, len(roles), roles.count(False)) for actor, roles in asserted.items()]
    return sorted(shown, key=lambda item: (item[2] - item[1], -item[1], item[0]))


def coordinates(location: Location) -> str:
    """Return a location's coordinates: ``54.1° N, 3.2° W (approximate)``; empty if it has none."""
    if location.coordinates is None or location.precision == "none":
        return ""
    latitude, longitude = location.coordinates
    parallel = _("{degrees}° N") if latitude >= 0 else _("{degrees}° S")
    meridian = _("{degrees}° E") if longitude >= 0 else _("{degrees}° W")
    return _("{latitude}, {longitude} ({precision})").format(
        latitude=parallel.format(degrees=f"{abs(latitude):g}"),
        longitude=meridian.format(degrees=f"{abs(longitude):g}"),
        precision=_(PRECISIONS[location.precision].words),
    )
