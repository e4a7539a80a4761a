"""The page of each event."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from ..corpus import Corpus, PlacedClaim, Ref
from ..records.entities import Event
from . import claims, maps, sides
from .common import entity_data, plural
from .site import Site, path_of


def pages(site: Site) -> Iterator[tuple[str, str, partial[dict[str, Any]], Ref]]:
    """Yield a draft for each event."""
    for id_ in site.corpus.events:
        ref = Ref("event", id_)
        yield path_of(ref), "event", partial(_data, site, id_), ref


def _data(site: Site, id_: str) -> dict[str, Any]:
    corpus = site.corpus
    event = corpus.events[id_]
    about = corpus.claims_on_event.get(id_, ())
    told = sides.sides(about)
    answered = list(dict.fromkeys(q for placed in about for q in placed.claim.answers))
    data = entity_data(site, Ref("event", id_))
    return {
        **data,
        "questions": list(dict.fromkeys([*data["questions"], *answered])),
        "lead": _lead(corpus, id_, len(told)),
        "date": event.date.words if event.date else "",
        "dated": _dated(about, event),
        "parts_of_it": corpus.parts.get(id_, ()),
        "holders": _holders(corpus, id_),
        "told": told,
        "first": site.first_said[id_][0],
        "support": site.origins.support(about),
        "silent": sides.silent(corpus, told),
        "differences": site.differences.get(Ref("event", id_), ()),
        "roles": corpus.roles_in.get(id_, {}),
        "cited_list": claims.cited_list,
        "map": maps.of_event(site, id_),
        "around": site.neighbours[id_],
    }


def _lead(corpus: Corpus, id_: str, sources: int) -> str:
    event = corpus.events[id_]
    when = f", {event.date.words}" if event.date else ""
    where = ", ".join(corpus.label(Ref("location", place)) for place in event.locations)
    return (
        f"{event.kind.capitalize()}{when}{f', {where}' if where else ''}; "
        f"reported by {plural(sources, 'source')}."
    )


def _holders(corpus: Corpus, id_: str) -> list[str]:
    """Return the larger events that an event is part of, the largest first."""
    chain: list[str] = []
    holder = corpus.events[id_].part_of
    while holder:
        chain.append(holder)
        holder = corpus.events[holder].part_of
    return chain[::-1]


def _dated(about: Sequence[PlacedClaim], event: Event) -> list[PlacedClaim]:
    """Return the claims that give the event's own date, or, if none does, any date."""
    dated = [placed for placed in about if placed.claim.date]
    return [placed for placed in dated if placed.claim.date == event.date] or dated
