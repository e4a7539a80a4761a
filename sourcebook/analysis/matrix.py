"""Sources and events: which source says what of which event, or of a part of it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..corpus import Corpus, PlacedClaim
from .mentions import Mention
from .stances import Standing, stance, standing


class Cell(NamedTuple):
    """What a source has on an event: how many claims, and the first of its parts it tells of.

    ``standing``: whether any of its claims, on the event or on a part, says that it happened.
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
        own: dict[str, list[PlacedClaim]] = {}
        for placed in corpus.claims_on_event.get(event, ()):
            own.setdefault(placed.source.id, []).append(placed)
        matrix[event] = {
            mention.source: Cell(
                len(own.get(mention.source, ())),
                next(iter(mention.parts), ""),
                _standing(corpus, event, mention, own.get(mention.source, ())),
            )
            for mention in mentions.get(event, ())
        }
    return matrix


def _standing(corpus: Corpus, event: str, mention: Mention, own: Sequence[PlacedClaim]) -> Standing:
    """Return what a source's own claims on an event come to; if there are none, those on parts.

    Whoever says that a part happened says so of the whole.
    """
    if mention.asserts:
        return "asserted"
    if own:
        return standing(stance(corpus, placed, event) for placed in own)
    return standing(
        stance(corpus, placed, part)
        for part in mention.parts
        for placed in corpus.claims_on_event[part]
        if placed.source.id == mention.source
    )
