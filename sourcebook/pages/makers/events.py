"""The page of each event."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from ...analysis.mentions import Mention, first_reported
from ...corpus import Corpus, PlacedClaim, Ref
from ...records.entities import Event
from ..parts import accounts, maps
from ..parts.common import entity_data, plural
from ..site import Site, path_of

PATHS = {"events/*.md": ""}


def pages(site: Site) -> Iterator[tuple[str, str, partial[dict[str, Any]], Ref]]:
    """Yield a draft for each event."""
    for id_ in site.corpus.events:
        ref = Ref("event", id_)
        yield path_of(ref), "event", partial(_data, site, id_), ref


def _data(site: Site, id_: str) -> dict[str, Any]:
    corpus = site.corpus
    event = corpus.events[id_]
    about = corpus.claims_on_event.get(id_, ())
    told = accounts.accounts(site, id_, about)
    mentioned = site.mentions.get(id_, ())
    answered = list(dict.fromkeys(q for placed in about for q in placed.claim.answers))
    data = entity_data(site, Ref("event", id_))
    return {
        **data,
        "questions": list(dict.fromkeys([*data["questions"], *answered])),
        "lead": _lead(corpus, id_, mentioned),
        "date": event.date.words if event.date else "",
        "dated": _dated(about, id_, event),
        "parts_of_it": corpus.parts.get(id_, ()),
        "holders": corpus.event_chains[id_][::-1],
        "told": told,
        "mentioned": mentioned,
        "first": first_reported(mentioned),
        "support": site.support(id_),
        "silent": accounts.silent(site, mentioned),
        "differences": site.differences.get(Ref("event", id_), ()),
        "roles": corpus.roles_in.get(id_, {}),
        "cited_roles": accounts.cited_roles,
        "map": maps.of_event(site, id_),
        "around": site.neighbours[id_],
    }


def _lead(corpus: Corpus, id_: str, mentioned: Sequence[Mention]) -> str:
    event = corpus.events[id_]
    parts = [event.kind] if event.kind != "other" else []
    parts += [event.date.words] if event.date else []
    parts += [corpus.label(Ref("location", place)) for place in event.locations]
    said = ", ".join(parts)
    told = f"mentioned in {plural(len(mentioned), 'source')}"
    if not any(mention.asserts for mention in mentioned):
        told += ", and reported by none as having happened"
    lead = f"{said}; {told}." if said else f"{told}."
    return f"{lead[:1].upper()}{lead[1:]}"


def _dated(about: Sequence[PlacedClaim], id_: str, event: Event) -> list[PlacedClaim]:
    """Return the claims that give the event the very date that its record has."""
    return [
        placed
        for placed in about
        if placed.claim.gives_date_of(id_) and placed.claim.date == event.date
    ]
