"""Two clocks: when something happened, and when each source first said so."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..corpus import Corpus
from ..records.dates import Date


class Said(NamedTuple):
    """A source that tells an event, and when it was published."""

    source: str
    published: Date


def first_said(corpus: Corpus) -> Mapping[str, Sequence[Said]]:
    """Return for each event who tells it, in order of publication."""
    found: dict[str, list[Said]] = {}
    for event, claims in corpus.claims_on_event.items():
        sources = dict.fromkeys(placed.source.id for placed in claims)
        found[event] = [Said(id_, corpus.sources[id_].article.published) for id_ in sources]
    return found
