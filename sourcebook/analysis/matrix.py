"""Sources and events: which source says what of which event, or of a part of it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..corpus import Corpus
from .mentions import Mention
from .stances import Stance, Standing, stance, standing


class Cell(NamedTuple):
    """What a source has on an event: how many claims, and the first of its parts it tells of.

    ``standing``: whether any of these claims, or else of those on its parts, says that it happened.
    """

    claims: int
    part: str
    standing: Standing = "asserted"


Matrix = Mapping[str, Mapping[str, Cell]]
"""By event, then by source. What isn't there is not mentioned."""


def build(corpus: Corpus, mentions: Mapping[str, Sequence[Mention]]) -> Matrix:
    """Return the matrix, events in order of date, sources in order of publication."""
    matrix: dict[str, dict[str, Cell]] = {}
    for event, _ in corpus.events_by_date:
        own = _stances(corpus, event)
        matrix[event] = {
            mention.source: Cell(
                len(own.get(mention.source, ())),
                next(iter(mention.parts), ""),
                _standing(corpus, mention, own.get(mention.source, ())),
            )
            for mention in mentions.get(event, ())
        }
    return matrix


def _stances(corpus: Corpus, event: str) -> dict[str, list[Stance]]:
    """Return, by source, what each claim does for an event."""
    found: dict[str, list[Stance]] = {}
    for placed in corpus.claims_on_event.get(event, ()):
        found.setdefault(placed.source.id, []).append(stance(corpus, placed, event))
    return found


def _standing(corpus: Corpus, mention: Mention, own: Sequence[Stance]) -> Standing:
    if own or mention.asserts:
        return standing(own or ["asserts"])
    return standing(
        taken for part in mention.parts for taken in _stances(corpus, part)[mention.source]
    )
