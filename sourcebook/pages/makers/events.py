"""The page of each event."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from ...analysis.mentions import Mention, first_reported
from ...corpus import Corpus, PlacedClaim, Ref
from ...messages import gettext as _
from ...messages import ngettext
from ...records.entities import Event
from ..page_spec import PageSpec
from ..parts import accounts, maps
from ..parts.common import entity_data
from ..parts.labels import capitalised
from ..site import Site, path_of

PATHS = {"events/*.md": ""}


def pages(site: Site) -> Iterator[PageSpec]:
    """Yield the page of each event."""
    for id_ in site.corpus.events:
        ref = Ref("event", id_)
        yield PageSpec(path_of(ref), "event", partial(_data, site, id_), ref)


def _data(site: Site, id_: str) -> dict[str, Any]:
    corpus = site.corpus
    event = corpus.events[id_]
    about = corpus.claims_on_event.get(id_, ())
    mentioned = site.mentions.get(id_, ())
    answered = list(dict.fromkeys(q for placed in about for q in placed.claim.answers))
    data = entity_data(site, Ref("event", id_))
    return {
        **data,
        "questions": list(dict.fromkeys([*data["questions"], *answered])),
        "lead": _lead(corpus, id_, mentioned),
        "kind": _(event.kind) if event.kind != "other" else "",
        "date": event.date.words if event.date else "",
        "dated": _dated(about, id_, event),
        "parts_of_it": corpus.parts.get(id_, ()),
        "holders": corpus.event_chains[id_][::-1],
        "accounts": accounts.accounts(site, id_, about),
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
    facts = [_(event.kind)] if event.kind != "other" else []
    facts += [event.date.words] if event.date else []
    facts += [corpus.label(Ref("location", place)) for place in event.locations]
    count = len(mentioned)
    if any(mention.asserts for mention in mentioned):
        sentence = ngettext(
            "Mentioned in {count} source.", "Mentioned in {count} sources.", count
        ).format(count=count)
    else:
        sentence = ngettext(
            "Mentioned in {count} source, which doesn’t say that it happened.",
            "Mentioned in {count} sources, none of which says that it happened.",
            count,
        ).format(count=count)
    if not facts:
        return sentence
    return _("{facts}. {sentence}").format(facts=capitalised(", ".join(facts)), sentence=sentence)


def _dated(about: Sequence[PlacedClaim], id_: str, event: Event) -> list[PlacedClaim]:
    """Return the claims that give the event exactly the date of its record."""
    return [
        placed
        for placed in about
        if placed.claim.gives_date_of(id_) and placed.claim.date == event.date
    ]
