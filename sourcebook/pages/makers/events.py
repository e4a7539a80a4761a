"""The page of each event."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ...analysis.mentions import Mention, first_reported
from ...corpus import Corpus, PlacedClaim, Ref
from ...messages import gettext as _
from ...messages import ngettext
from ...records.entities import Event
from ...records.vocabularies import kind_name
from ...text import capitalised, commas
from .. import record_lists as lists
from ..lookup.long_lists import DividedList, divide_lists
from ..page_spec import PageSpec
from ..parts import accounts, maps
from ..parts.common import entity_data, mentions
from ..parts.record_pages import record_pages
from ..site import Site

PATHS = {"events/*.md": "", "events/*/*/*.md": ""}


def pages(site: Site) -> Iterator[PageSpec]:
    """Yield each event's page, and further pages with the rest of the event's long lists."""
    return record_pages(site, "event", _data)


def divided(site: Site, id_: str) -> dict[str, DividedList]:
    """Map list names to those lists of an event that are divided among several pages."""
    corpus, ref = site.corpus, Ref("event", id_)
    about = corpus.claims_on_event.get(id_, ())
    sub_events, roles = corpus.parts.get(id_, ()), corpus.roles_in.get(id_, {})
    named = site.mentioned_by_sources.get(ref, {})
    mentioned = site.mentioned_by_records(ref)
    asked = _questions(site, id_)
    differences, record = site.differences(ref), corpus.events[id_]
    if lists.is_small(
        about, about, sub_events, roles, named, mentioned, asked,
        heavy=len(differences) + lists.pictured(record),
    ):  # fmt: skip
        return {}

    def actor(id_: str) -> str:
        return corpus.label(Ref("actor", id_))

    support = site.support(id_)
    return divide_lists({
        "parts": lists.events(site, sub_events, lambda _: 110, lists.IN_FACTS),
        "questions": lists.questions(corpus, asked),
        "accounts": lists.claims(
            corpus, about, _account_weight, lambda placed: [f"s-{placed.source.id}"]
        ),
        "origins": lists.named(
            support.origins,
            lambda origin: actor(origin.name),
            lambda origin: -sum(map(len, origin.chains.values())),
            lambda origin: 120 + _chains_weight(origin.chains.items()),
        ),
        "relayed": lists.named(
            list(support.relayed.items()),
            lambda row: actor(row[0][-1]),
            lambda row: (-len(row[1]), row[0]),
            lambda row: _chains_weight([row]),
        ),
        "disputing": lists.claims(corpus, support.disputing, _beside_weight),
        "foretelling": lists.claims(corpus, support.foretelling, _beside_weight),
        "differences": lists.differences(corpus, differences),
        "roles": lists.named(
            list(roles.items()),
            lambda row: actor(row[0]),
            lambda row: (-_role_weight(row), row[0]),
            _role_weight,
        ),
        "around": lists.named(
            site.neighbours(id_), lambda row: corpus.label(row[0]), lambda row: row[0],
            lambda _: 240,
        ),
        "mentions": lists.mentions(corpus, lists.uncited(mentions(site, ref), about)),
        "records": lists.records(corpus, mentioned),
        "images": lists.images(record),
    }, beside=lists.recordings_weight(record))  # fmt: skip


def _role_weight(row: tuple[str, Mapping[str, Sequence[PlacedClaim]]]) -> int:
    return 130 + sum(map(lists.citations, row[1].values()))


def _account_weight(placed: PlacedClaim) -> int:
    claim = placed.claim
    chain = 150 * (1 + len(claim.origin))
    return lists.claim_weight(placed) + chain + 200 * len(claim.cast) + 60 * len(claim.figures)


def _chains_weight(chains: Iterable[tuple[Sequence[str], Sequence[PlacedClaim]]]) -> int:
    return sum(30 + 80 * len(voices) + lists.citations(found) for voices, found in chains)


def _beside_weight(placed: PlacedClaim) -> int:
    return 300 + lists.length(placed.claim.says)


def _questions(site: Site, id_: str) -> list[str]:
    """Return the questions about an event, then other questions that claims on the event answer."""
    corpus = site.corpus
    asked = corpus.questions_about.get(Ref("event", id_), ())
    answered = (q for placed in corpus.claims_on_event.get(id_, ()) for q in placed.claim.answers)
    return list(dict.fromkeys([*asked, *answered]))


def _data(site: Site, id_: str) -> dict[str, Any]:
    corpus, ref, shown = site.corpus, Ref("event", id_), site.divisions.first
    event = corpus.events[id_]
    about = corpus.claims_on_event.get(id_, ())
    mentioned = site.mentions.get(id_, ())
    support, listed = site.support(id_), shown(ref, "accounts", about)
    return {
        **entity_data(site, ref),
        "questions": shown(ref, "questions", _questions(site, id_)),
        "lead": _lead(corpus, id_, mentioned),
        "kind": kind_name(event.kind, ""),
        "date": event.date.words if event.date else "",
        "dated": _dated(about, id_, event),
        "parts_of_it": shown(ref, "parts", corpus.parts.get(id_, ())),
        "holders": corpus.event_chains[id_][::-1],
        "accounts": listed,
        "most": accounts.MENTIONED_BRIEFLY if listed.parts else accounts.MENTIONED,
        "mentioned": mentioned,
        "first": first_reported(mentioned),
        "support": {
            "sources": len(support.sources),
            "origins": shown(ref, "origins", support.origins),
            "relayed": shown(ref, "relayed", list(support.relayed.items())),
            "disputing": shown(ref, "disputing", support.disputing),
            "foretelling": shown(ref, "foretelling", support.foretelling),
        },
        "silent": accounts.silent(site, mentioned),
        "differences": shown(ref, "differences", site.differences(ref)),
        "roles": shown(ref, "roles", list(corpus.roles_in.get(id_, {}).items())),
        "map": maps.of_event(site, id_),
        "around": shown(ref, "around", site.neighbours(id_)),
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
    told = capitalised(commas(facts))
    if event.part_of:
        holder = corpus.label(Ref("event", event.part_of))
        told = _("{facts}; part of: {event}").format(facts=told, event=holder)
    return _("{facts}. {sentence}").format(facts=told, sentence=sentence)


def _dated(about: Sequence[PlacedClaim], id_: str, event: Event) -> list[PlacedClaim]:
    """Return the claims that give an event exactly the date in its record.

    If the record has no date, all claims that date the event are returned.
    """
    return [
        placed
        for placed in about
        if placed.claim.gives_date_of(id_) and event.date in (placed.claim.date, None)
    ]
