"""Which sources mention an event or an actor, and which of them reported an event first.

A source mentions an event if it makes a claim about the event or about any of its sub-events,
at any depth.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..corpus import Corpus
from ..corpus.claimed import actors_in, words_in
from ..records.dates import Date
from ..records.locators import Locator
from .intervals import WHENEVER, days
from .stances import stance


class Mention(NamedTuple):
    """A source that mentions an event.

    ``published``: date of the source's publication, if it is known. ``itself``: True if the source
    makes a claim about the event itself. ``tells``: True if the source says that the event itself
    happened. ``asserts``: True if the source says that the event or any sub-event happened.
    ``parts``: ids of the sub-events that the source makes claims about. ``told``: ids of the
    sub-events that, according to the source, happened.
    """

    source: str
    published: Date | None
    itself: bool
    tells: bool
    asserts: bool
    parts: Sequence[str]
    told: Sequence[str]


def mentions(corpus: Corpus) -> Mapping[str, Sequence[Mention]]:
    """Return event id -> the sources that mention the event, sorted by date of publication."""
    itself = {event: _telling(corpus, event) for event in corpus.claims_on_event}
    parts: dict[str, dict[str, list[str]]] = {}
    for event, _ in corpus.events_by_date:
        for holder in corpus.event_chains[event]:
            for source in itself.get(event, ()):
                parts.setdefault(holder, {}).setdefault(source, []).append(event)
    order = {id_: number for number, id_ in enumerate(corpus.sources)}
    found: dict[str, list[Mention]] = {}
    for event in {**itself, **parts}:
        telling, inside = itself.get(event, {}), parts.get(event, {})
        found[event] = []
        for source in sorted({**telling, **inside}, key=order.__getitem__):
            named = inside.get(source, [])
            told = [part for part in named if itself[part][source]]
            tells = telling.get(source, False)
            published = corpus.articles[source].published
            found[event].append(
                Mention(
                    source, published, source in telling, tells, tells or bool(told), named, told
                )
            )
    return found


def _telling(corpus: Corpus, event: str) -> dict[str, bool]:
    """Return the sources with claims about the event itself, and whether they say it happened."""
    found: dict[str, bool] = {}
    for placed in corpus.claims_on_event[event]:
        source = placed.source.id
        found[source] = found.get(source, False) or stance(corpus, placed, event) == "asserts"
    return found


def first_reported(mentioned: Sequence[Mention]) -> list[str]:
    """Return the ids of the sources that may have been the first to report an event.

    The result has several ids if the dates of publication don't show which source was first. It is
    empty if the event is only foretold or disputed.
    """
    told = [
        (
            mention.source,
            days(mention.published) if mention.published else WHENEVER,
            mention.published,
        )
        for mention in mentioned
        if mention.asserts
    ]
    earliest_end = min((when.last for _, when, _ in told), default=None)
    if earliest_end is None:
        return []
    first = [(source, date) for source, when, date in told if when.first <= earliest_end]
    moments = [date.moment for _, date in first if date and date.moment and date.zoned]
    if len(moments) < len(first):
        return [source for source, _ in first]
    earliest = min(last for _, last in moments)
    return [source for (source, _), (begun, _) in zip(first, moments, strict=True)
            if begun <= earliest]  # fmt: skip


def told_alone(
    corpus: Corpus, mentions: Mapping[str, Sequence[Mention]], source: str
) -> dict[str, Locator]:
    """Return event id -> a passage of ``source``, for the events that only this source mentions.

    The passage is the first in which the source says that the event happened. If the source doesn't
    say so anywhere, the passage is the first about the event. Events are in order of date.
    ``mentions``: the result of ``mentions(corpus)``.
    """
    asserting: dict[str, Locator] = {}
    others: dict[str, Locator] = {}
    for placed in corpus.claims_of_source.get(source, ()):
        for event in placed.claim.event:
            found = asserting if stance(corpus, placed, event) == "asserts" else others
            found.setdefault(event, placed.claim.locators[0])
    first = others | asserting
    own = [event for event in first if len(mentions.get(event, ())) == 1]
    return {event: first[event] for event in sorted(own, key=corpus.event_rank.__getitem__)}


def sources_on(corpus: Corpus, actor: str) -> Counter[str]:
    """Return source id -> number of the source's references to an actor.

    Counts the claims that give the actor a role or a relation, and the claims for which the source
    cites the actor. Adds 1 if the source has a recorded name for the actor, and 1 if the actor
    published or wrote the source. A mention of an event doesn't count if only other sources
    give the actor a role in this event.
    """
    claims = (*corpus.claims_on_actor.get(actor, ()), *corpus.claims_from_actor.get(actor, ()))
    found = Counter(placed.source.id for placed in claims)
    found.update(source for source, _words in corpus.words_for_actor.get(actor, ()))
    found.update(corpus.published_by.get(actor, ()))
    found.update(corpus.written_by.get(actor, ()))
    return found


def actors_of(corpus: Corpus, source: str) -> Counter[str]:
    """Return actor id -> number of a source's references to the actor.

    The function ``sources_on`` counts the same references for a given actor.
    """
    article, summary = corpus.articles[source], corpus.sources[source].summary
    claims = [placed.claim for placed in corpus.claims_of_source.get(source, ())]
    found = Counter(id_ for claim in claims for id_ in (*actors_in(claim), *words_in(claim)))
    found.update(id_ for id_, words in summary.names.actors.items() if words)
    found.update({*filter(None, [article.publisher]), *article.authors})
    return found
