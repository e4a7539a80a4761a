"""Sources and events: which source says what of which event, or of a part of it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..corpus import Corpus
from .mentions import Mention


class Cell(NamedTuple):
    """What a source has on an event: how many claims, and the first of its parts it tells of."""

    claims: int
    part: str


Matrix = Mapping[str, Mapping[str, Cell]]
"""By event, then by source. What isn't there is not mentioned."""


def build(corpus: Corpus, mentions: Mapping[str, Sequence[Mention]]) -> Matrix:
    """Return the matrix, events in order of date, sources in order of publication."""
    matrix: dict[str, dict[str, Cell]] = {}
    for event, _ in corpus.events_by_date:
        counted: dict[str, int] = {}
        for placed in corpus.claims_on_event.get(event, ()):
            counted[placed.source.id] = counted.get(placed.source.id, 0) + 1
        matrix[event] = {
            mention.source: Cell(counted.get(mention.source, 0), next(iter(mention.parts), ""))
            for mention in mentions.get(event, ())
        }
    return matrix
