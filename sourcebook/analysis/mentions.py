"""Which sources mention an event, and which can be said to have reported it first.

A source mentions an event if it makes a claim on it, or on an event that is part of it, however
deep. So an event has two clocks: when it happened, and when each source told of it.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..corpus import Corpus
from ..records.dates import Date
from .intervals import days
from .stances import stance


class Mention(NamedTuple):
    """A source that mentions an event, and when it was published.

    ``itself``: it makes a claim on the event itself. ``tells``: such a claim says that the event
    happened. ``asserts``: a claim of it says so of the event, or of a part of it. ``parts``: the
    parts of the event that it makes claims on. ``told``: those of which it says so.
    """

    source: str
    published: Date
    itself: bool
    tells: bool
    asserts: bool
    parts: Sequence[str]
    told: Sequence[str]


def mentions(corpus: Corpus) -> Mapping[str, Sequence[Mention]]:
    """Return for each event the sources that mention it, in order of publication."""
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
    """Return the sources of which each may be the first to say that an event happened.

    More than one where their dates of publication don't tell which; none where the event is
    only foretold or disputed.
    """
    told = [(mention.source, days(mention.published)) for mention in mentioned if mention.asserts]
    earliest_end = min((when.last for _, when in told), default=None)
    if earliest_end is None:
        return []
    return [source for source, when in told if when.first <= earliest_end]
