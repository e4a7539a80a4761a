"""The page of each actor."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from ..analysis.stances import stance
from ..corpus import PlacedClaim, Ref
from ..markdown import Md
from . import claims, network, sides, strips
from .common import entity_data, plural
from .site import Site, path_of

Relations = dict[tuple[str, str, str], list[PlacedClaim]]


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
        "timeline": strips.of(site, Ref("actor", id_), events),
        "places": _places(site, about, events),
        "relations": relations(about, id_),
        "network": network.drawing_of(site, id_),
        "arrivals": network.anchored(site, id_),
        "none_here": Md(""),
        "names": corpus.words_for_actor.get(id_, ()),
        "claims": claims.by_source(about),
        "on_its_word": claims.by_source(corpus.claims_from_actor.get(id_, ())),
        "published": corpus.published_by.get(id_, ()),
        "members": corpus.members.get(id_, ()),
        "cited_roles": sides.cited_roles,
        "related": claims.related,
        "differences": site.differences.get(Ref("actor", id_), ()),
        "shared": "location" if id_ in corpus.locations else "",
        "kind": actor.kind,
    }


def _lead(site: Site, id_: str, events: Sequence[str]) -> str:
    actor = site.corpus.actors[id_]
    seen = plural(len(events), "event") if events else "no event"
    foretold = sum(1 for event in events if not _asserted(site, id_, event))
    rest = f", of which {foretold} only foretold or disputed" if foretold else ""
    return f"{actor.kind.capitalize()}, given a role in {seen}{rest}."


def _asserted(site: Site, actor: str, event: str) -> bool:
    """Tell whether a claim that gives an actor a role says that the event happened."""
    roles = site.corpus.roles_in[event][actor].values()
    return any(stance(site.corpus, p, event) == "asserts" for claims in roles for p in claims)


def _places(
    site: Site, about: Sequence[PlacedClaim], events: Sequence[str]
) -> list[tuple[str, list[str]]]:
    """Return the places where the actor is said to have been, with the events there."""
    found: dict[str, list[str]] = {}
    for event in events:
        for place in site.corpus.events[event].locations:
            found.setdefault(place, []).append(event)
    for placed in about:
        for place in placed.claim.locations:
            found.setdefault(place, [])
    return sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))


def relations(about: Sequence[PlacedClaim], actor: str) -> Relations:
    """Return how an actor stands to others: subject, type and object, with the claims."""
    found: Relations = {}
    for placed in about:
        for relation in placed.claim.relation:
            if actor in (relation.subject, relation.object):
                key = (relation.subject, relation.type, relation.object)
                found.setdefault(key, []).append(placed)
    return found
