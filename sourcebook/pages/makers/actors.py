"""The page of each actor."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from ...corpus import PlacedClaim, Ref
from ...markdown import Md
from ...messages import gettext as _
from ...messages import ngettext
from ..page_spec import PageSpec
from ..parts import accounts, claims, network, sparklines
from ..parts.common import counted_roles, entity_data
from ..parts.labels import capitalised
from ..site import Site, path_of

Relations = dict[tuple[str, str, str], list[PlacedClaim]]
"""Maps each relation, as (subject, type, object), to the claims that state it."""


PATHS = {"actors/*.md": ""}


def pages(site: Site) -> Iterator[PageSpec]:
    """Yield the page of each actor."""
    for id_ in site.corpus.actors:
        ref = Ref("actor", id_)
        yield PageSpec(path_of(ref), "actor", partial(_data, site, id_), ref)


def _data(site: Site, id_: str) -> dict[str, Any]:
    corpus = site.corpus
    about = corpus.claims_on_actor.get(id_, ())
    events = corpus.events_of_actor.get(id_, ())
    return {
        **entity_data(site, Ref("actor", id_)),
        "lead": _lead(site, id_, events),
        "events": [(event, corpus.roles_in[event][id_]) for event in events],
        "timeline": sparklines.of(site, Ref("actor", id_), events),
        "places": _places(site, id_, about, events),
        "counted_roles": counted_roles,
        "relations": relations(about, id_),
        "network": network.drawing_of(site, id_),
        "anchors": network.anchored(site, id_),
        "no_anchor": Md(""),
        "names": corpus.words_for_actor.get(id_, ()),
        "claims": claims.by_source(about),
        "on_its_word": claims.by_source(corpus.claims_from_actor.get(id_, ())),
        "published": corpus.published_by.get(id_, ()),
        "members": corpus.members.get(id_, ()),
        "cited_roles": accounts.cited_roles,
        "related": claims.related,
        "only_in": claims.only_in,
        "differences": site.differences.get(Ref("actor", id_), ()),
        "has_namesake": id_ in corpus.locations,
        "kind": _(corpus.actors[id_].kind),
    }


def _lead(site: Site, id_: str, events: Sequence[str]) -> str:
    kind = capitalised(_(site.corpus.actors[id_].kind))
    if not events:
        return _("{kind} without a role in any event.").format(kind=kind)
    count, unasserted = len(events), sum(not site.took_part(event, id_) for event in events)
    if not unasserted:
        return ngettext(
            "{kind} with a role in {count} event.", "{kind} with a role in {count} events.", count
        ).format(kind=kind, count=count)
    if unasserted == count:
        return ngettext(
            "{kind} with a role in {count} event; the role is only foretold or disputed.",
            "{kind} with a role in {count} events; the roles are all only foretold or disputed.",
            count,
        ).format(kind=kind, count=count)
    return ngettext(
        "{kind} with a role in {events} events; the role in {count} of them is only foretold "
        "or disputed.",
        "{kind} with a role in {events} events; the role in {count} of them is only foretold "
        "or disputed.",
        unasserted,
    ).format(kind=kind, events=count, count=unasserted)


def _places(
    site: Site, id_: str, about: Sequence[PlacedClaim], events: Sequence[str]
) -> list[tuple[str, int, int]]:
    """Return the places of an actor's events, and the places that claims about the actor name.

    With each place: the number of the actor's events there, and the number of those in which
    no claim asserts the actor's role. Places with the most asserted roles come first.
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
    """Return an actor's relations with other actors, each with the claims that state it."""
    found: Relations = {}
    for placed in about:
        for relation in placed.claim.relation:
            if actor in (relation.subject, relation.object):
                key = (relation.subject, relation.type, relation.object)
                found.setdefault(key, []).append(placed)
    return found
