"""Which sources mention an event or an actor, and which of them reported an event first.

A source mentions an event if it makes a claim about the event or about any of its sub-events,
at any depth.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..corpus import Corpus
from ..records.dates import Date
from .intervals import days
from .stances import stance


class Mention(NamedTuple):
    """A source that mentions an event.

    ``published``: when the source was published. ``itself``: True if it makes a claim about the
    event itself. ``tells``: True if such a claim says that the event happened. ``asserts``: True
    if a claim about the event or a sub-event says that it happened. ``parts``: ids of the
    sub-events that it makes claims about. ``told``: the sub-events that it says happened.
    """

    source: str
    published: Date
    itself: bool
    tells: bool
    asserts: bool
    parts: Sequence[str]
    told: Sequence[str]


def mentions(corpus: Corpus) -> Mapping[str, Sequence[Mention]]:
    """Return, for each event, the sources that mention it, sorted by date of publication."""
    itself: dict[tuple[str, str], bool] = {}
    for event, claims in corpus.claims_on_event.items():
        for placed in claims:
            key = (event, placed.source.id)
            itself[key] = itself.get(key, False) or stance(corpus, placed, event) == "asserts"
    asserts = dict(itself)
    parts: dict[tuple[str, str], list[str]] = {}
    for event, _ in corpus.events_by_date:
        for source in {p.source.id: None for p in corpus.claims_on_event.get(event, ())}:
            for holder in corpus.event_chains[event]:
                key = (holder, source)
                parts.setdefault(key, []).append(event)
                asserts[key] = asserts.get(key, False) or itself[event, source]
    found: dict[str, list[Mention]] = {}
    order = {id_: n for n, id_ in enumerate(corpus.sources)}
    for event, source in sorted(asserts, key=lambda key: order[key[1]]):
        key = (event, source)
        found.setdefault(event, []).append(
            Mention(
                source,
                corpus.sources[source].article.published,
                key in itself,
                itself.get(key, False),
                asserts[key],
                parts.get(key, ()),
                [part for part in parts.get(key, ()) if itself[part, source]],
            )
        )
    return found


def first_reported(mentioned: Sequence[Mention]) -> list[str]:
    """Return the ids of the sources that may have been the first to report an event.

    There are several if the dates of publication leave open which was first, and none if the
    event is only foretold or disputed.
    """
    told = [(mention.source, days(mention.published)) for mention in mentioned if mention.asserts]
    earliest_end = min((when.last for _, when in told), default=None)
    if earliest_end is None:
        return []
    return [source for source, when in told if when.first <= earliest_end]


def sources_on(corpus: Corpus, actor: str) -> Counter[str]:
    """Return the sources that name an actor, make a claim about it, cite it or are published by it.

    Those that only mention an event in which another source gives the actor a role don't count.
    The numbers are those of their claims, and one more for a recorded name or the publication.
    """
    claims = (*corpus.claims_on_actor.get(actor, ()), *corpus.claims_from_actor.get(actor, ()))
    found = Counter(placed.source.id for placed in claims)
    found.update(source for source, _words in corpus.words_for_actor.get(actor, ()))
    found.update(corpus.published_by.get(actor, ()))
    return found
