"""The page of each actor."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from ...corpus import PlacedClaim, Ref
from ...markdown import Md
from ..parts import accounts, claims, network, sparklines
from ..parts.common import entity_data, in_roles, plural
from ..site import Site, path_of

Relations = dict[tuple[str, str, str], list[PlacedClaim]]

PATHS = {"actors/*.md": ""}


def pages(site: Site) -> Iterator[tuple[str, str, partial[dict[str, Any]], Ref]]:
    """Yield a draft for each actor."""
    for id_ in site.corpus.actors:
        ref = Ref("actor", id_)
        yield path_of(ref), "actor", partial(_data, site, id_), ref


def _data(site: Site, id_: str) -> dict[str, Any]:
    corpus = site.corpus
    actor = corpus.actors[id_]
    about = corpus.claims_on_actor.get(id_, ())
    events = corpus.events_of_actor.get(id_, ())
    return {
        **entity_data(site, Ref("actor", id_)),
        "lead": _lead(site, id_, events),
        "events": [(event, corpus.roles_in[event][id_]) for event in events],
        "timeline": sparklines.of(site, Ref("actor", id_), events),
        "places": _places(site, id_, about, events),
        "in_roles": in_roles,
        "relations": relations(about, id_),
        "network": network.drawing_of(site, id_),
        "arrivals": network.anchored(site, id_),
        "none_here": Md(""),
        "names": corpus.words_for_actor.get(id_, ()),
        "claims": claims.by_source(about),
        "on_its_word": claims.by_source(corpus.claims_from_actor.get(id_, ())),
        "published": corpus.published_by.get(id_, ()),
        "members": corpus.members.get(id_, ()),
        "cited_roles": accounts.cited_roles,
        "related": claims.related,
        "only_in": claims.only_in,
        "differences": site.differences.get(Ref("actor", id_), ()),
        "shared": "location" if id_ in corpus.locations else "",
        "kind": actor.kind,
    }


def _lead(site: Site, id_: str, events: Sequence[str]) -> str:
    actor = site.corpus.actors[id_]
    unsaid = sum(1 for event in events if not site.took_part(event, id_))
    seen = plural(len(events), "event") if events else "no event"
    which = "" if unsaid == len(events) else f" in {unsaid} of them"
    doubted = f"; the role{which} is only foretold or disputed" if unsaid else ""
    return f"{actor.kind.capitalize()}, given a role in {seen}{doubted}."


def _places(
    site: Site, id_: str, about: Sequence[PlacedClaim], events: Sequence[str]
) -> list[tuple[str, int, int]]:
    """Return the places of an actor's events, and those that claims about it name.

    With each, in how many events there it has a role, and how many of these roles are only
    foretold or disputed. Places where it is said to have had a part come first.
    """
    found: dict[str, list[str]] = {}
    for event in events:
        for place in site.corpus.events[event].locations:
            found.setdefault(place, []).append(event)
    for placed in about:
        for place in placed.claim.locations:
            found.setdefault(place, [])
    shown = [
        (place, len(there), sum(1 for event in there if not site.took_part(event, id_)))
        for place, there in found.items()
    ]
    return sorted(shown, key=lambda item: (item[2] - item[1], -item[1], item[0]))


def relations(about: Sequence[PlacedClaim], actor: str) -> Relations:
    """Return how an actor stands to others: subject, type and object, with the claims."""
    found: Relations = {}
    for placed in about:
        for relation in placed.claim.relation:
            if actor in (relation.subject, relation.object):
                key = (relation.subject, relation.type, relation.object)
                found.setdefault(key, []).append(placed)
    return found
