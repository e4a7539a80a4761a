"""The page of each actor."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ...analysis.mentions import sources_on
from ...corpus import Corpus, PlacedClaim, Ref
from ...messages import gettext as _
from ...messages import ngettext, pgettext
from ...records.vocabularies import kind_name
from ...text import capitalised
from .. import record_lists as lists
from ..lookup.long_lists import DividedList, divide_lists
from ..page_spec import PageSpec
from ..parts import network, sparklines
from ..parts.claims import VOUCHING
from ..parts.common import counted_roles, entity_data, mentions
from ..parts.record_pages import record_pages
from ..site import Site

Relations = dict[tuple[str, str, str], list[PlacedClaim]]
"""Maps each relation, as (subject, type, object), to the claims that state it."""


RelationRow = tuple[tuple[str, str, str], list[PlacedClaim], str]
"""A relation as (subject, type, object), its claims, and its anchor (empty if it has none)."""

PATHS = {"actors/*.md": "", "actors/*/*/*.md": ""}


def pages(site: Site) -> Iterator[PageSpec]:
    """Yield each actor's page, and further pages with the rest of the actor's long lists."""
    return record_pages(site, "actor", _data)


def divided(site: Site, id_: str) -> dict[str, DividedList]:
    """Return list name -> list, for an actor's lists that are divided among several pages."""
    corpus, ref = site.corpus, Ref("actor", id_)
    about = corpus.claims_on_actor.get(id_, ())
    said = _attributed(corpus, id_)
    events = corpus.events_of_actor.get(id_, ())
    named = site.mentioned_by_sources.get(ref, {})
    written = corpus.written_by.get(id_, ())
    published, members = corpus.published_by.get(id_, ()), corpus.members.get(id_, ())
    mentioned = site.mentioned_by_records(ref)
    of_parts = _events_of_parts(site, id_)
    asked = corpus.questions_about.get(ref, ())
    differences, record = site.differences(ref), corpus.actors[id_]
    if lists.is_small(
        about,
        said,
        events,
        of_parts,
        named,
        written,
        published,
        members,
        mentioned,
        asked,
        heavy=len(differences) + lists.pictured(record),
    ):
        return {}

    def role_weight(event: str) -> int:
        found = corpus.roles_in[event][id_].values()
        return 200 + sum(map(lists.citations, found))

    def other(row: RelationRow) -> str:
        subject, _type, object_ = row[0]
        return corpus.label(Ref("actor", object_ if subject == id_ else subject))

    return divide_lists({
        "members": lists.named(
            members, _actor_label(site), lambda _: 0, shown=lists.IN_FACTS
        ),
        "questions": lists.questions(corpus, asked),
        "events": lists.events(site, events, role_weight),
        "of-parts": lists.named(
            of_parts,
            lambda row: corpus.label(Ref("event", row[0])),
            lambda row: (-len(site.mentions.get(row[0], ())), corpus.event_rank[row[0]]),
            lambda row: 150 + sum(
                120 + sum(map(lists.citations, corpus.roles_in[row[0]][part].values()))
                for part in row[1]
            ),
        ),
        "relations": lists.named(
            _relation_rows(site, id_, about),
            other,
            lambda row: (-len(row[1]), row[0]),
            lambda row: 180 + lists.citations(row[1]) + 120 * min(len(row[1]), VOUCHING),
            lambda row: row[2:] if row[2] else (),
        ),
        "claims": lists.claims(corpus, about),
        "attributed": lists.claims(corpus, said),
        "names": lists.names(corpus, lists.name_rows(corpus.words_for_actor.get(id_, ()))),
        "places": lists.named(
            _places(site, id_, about, events),
            lambda row: corpus.label(Ref("location", row[0])),
            lambda row: (row[2] - row[1], -row[1], row[0]),
        ),
        "written": lists.sources(corpus, written),
        "published": lists.sources(corpus, published),
        "differences": lists.differences(corpus, differences),
        "mentions": lists.mentions(
            corpus, lists.uncited(mentions(site, ref), [*about, *said])
        ),
        "records": lists.records(corpus, mentioned),
        "images": lists.images(record),
    }, beside=lists.recordings_weight(record))  # fmt: skip


def _attributed(corpus: Corpus, id_: str) -> list[PlacedClaim]:
    """Return the claims that sources attribute to an actor.

    Claims about the actor itself are left out, because the actor's page lists them elsewhere.
    """
    about = {placed.address for placed in corpus.claims_on_actor.get(id_, ())}
    return [one for one in corpus.claims_from_actor.get(id_, ()) if one.address not in about]


def _actor_label(site: Site) -> Callable[[str], str]:
    return lambda id_: site.corpus.label(Ref("actor", id_))


def _data(site: Site, id_: str) -> dict[str, Any]:
    corpus, ref = site.corpus, Ref("actor", id_)
    about = corpus.claims_on_actor.get(id_, ())
    events = corpus.events_of_actor.get(id_, ())
    data = entity_data(site, ref)
    shown = site.divisions.first
    return {
        **data,
        "lead": _lead(site, id_, events),
        "events": shown(ref, "events", events),
        "of_parts": shown(ref, "of-parts", _events_of_parts(site, id_)),
        "timeline": sparklines.of(site, ref, events),
        "places": shown(ref, "places", _places(site, id_, about, events)),
        "relations": shown(ref, "relations", _relation_rows(site, id_, about)),
        "network": network.drawing_of(site, id_),
        "names": shown(ref, "names", lists.name_rows(corpus.words_for_actor.get(id_, ()))),
        "claims": shown(ref, "claims", about),
        "on_its_word": shown(ref, "attributed", _attributed(corpus, id_)),
        "written": shown(ref, "written", corpus.written_by.get(id_, ())),
        "published": shown(ref, "published", corpus.published_by.get(id_, ())),
        "members": shown(ref, "members", corpus.members.get(id_, ())),
        "differences": shown(ref, "differences", site.differences(ref)),
        "has_namesake": id_ in corpus.locations,
        "kind": _(corpus.actors[id_].kind),
    }


def _lead(site: Site, id_: str, events: Sequence[str]) -> str:
    kind = capitalised(
        kind_name(
            site.corpus.actors[id_].kind, pgettext("a kind of record, in a sentence", "Actor")
        )
    )
    if not events:
        return _lead_without_events(site, id_, kind)
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
        "{kind} with a role in {events}; the role in {count} of them is only foretold or disputed.",
        "{kind} with a role in {events}; the role in {count} of them is only foretold or disputed.",
        unasserted,
    ).format(kind=kind, events=counted_roles(count, 0), count=unasserted)


def _lead_without_events(site: Site, id_: str, kind: str) -> str:
    corpus = site.corpus
    published, written = corpus.published_by.get(id_, ()), corpus.written_by.get(id_, ())
    naming = {*sources_on(corpus, id_), *site.mentioned_by_sources.get(Ref("actor", id_), ())}
    others = len(naming - {*published, *written})
    if published:
        lead = ngettext(
            "{kind}, publisher of {count} source.", "{kind}, publisher of {count} sources.",
            len(published),
        ).format(kind=kind, count=len(published))  # fmt: skip
        if written:
            lead += " " + ngettext(
                "Author of {count} other source.", "Author of {count} other sources.", len(written)
            ).format(count=len(written))
    elif written:
        lead = ngettext(
            "{kind}, author of {count} source.", "{kind}, author of {count} sources.", len(written)
        ).format(kind=kind, count=len(written))
    elif others:
        return ngettext(
            "{kind} mentioned or cited in {count} source.",
            "{kind} mentioned or cited in {count} sources.",
            others,
        ).format(kind=kind, count=others)
    else:
        return _("{kind}.").format(kind=kind)
    if others:
        lead += " " + ngettext(
            "Mentioned or cited in {count} other source.",
            "Mentioned or cited in {count} other sources.",
            others,
        ).format(count=others)
    return lead


def _places(
    site: Site, id_: str, about: Sequence[PlacedClaim], events: Sequence[str]
) -> list[tuple[str, int, int]]:
    """Return the places of an actor's events, and other places named in claims about the actor.

    Each place is returned with two numbers: how many of the actor's events are located there, and
    in how many of these no claim asserts the actor's role. Places with the most asserted roles come
    first.
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


def _events_of_parts(site: Site, id_: str) -> list[tuple[str, list[str]]]:
    """Return the events in which an actor has no role, but members or parts of the actor have.

    Indirect members and parts count too. Each event is returned with the members and parts that
    have a role in it. Events are in order of date.
    """
    corpus = site.corpus
    below, seen = list(corpus.members.get(id_, ())), {id_}
    for one in below:
        # The loop appends to the list that it iterates over, so it reaches indirect members too.
        below += [part for part in corpus.members.get(one, ()) if part not in seen]
        seen.add(one)
    own, found = set(corpus.events_of_actor.get(id_, ())), dict[str, list[str]]()
    for part in dict.fromkeys(below):
        for event in corpus.events_of_actor.get(part, ()):
            if event not in own:
                found.setdefault(event, []).append(part)
    return sorted(found.items(), key=lambda row: corpus.event_rank[row[0]])


def _relation_rows(site: Site, id_: str, about: Sequence[PlacedClaim]) -> list[RelationRow]:
    anchors = network.anchor_ids(site, id_)
    return [(key, found, anchors.get(key, "")) for key, found in relations(about, id_).items()]


def relations(about: Sequence[PlacedClaim], actor: str) -> Relations:
    """Return an actor's relations with other actors, each with the claims that state it."""
    found: Relations = {}
    for placed in about:
        for relation in placed.claim.relation:
            if actor in (relation.subject, relation.object):
                key = (relation.subject, relation.type, relation.object)
                found.setdefault(key, []).append(placed)
    return found
