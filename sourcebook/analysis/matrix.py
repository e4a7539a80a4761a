"""The matrix of events and sources: how many claims each source makes about each event."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..corpus import Corpus, PlacedClaim
from .mentions import Mention
from .stances import Standing, stance, standing


class Cell(NamedTuple):
    """What one source's claims say about one event.

    ``claims``: number of the source's claims about the event itself. ``part``: id of the first
    sub-event that the source makes claims about; empty if there is no such sub-event. ``standing``:
    whether the event is asserted, foretold or disputed according to the source's claims.
    """

    claims: int
    part: str
    standing: Standing = "asserted"


Matrix = Mapping[str, Mapping[str, Cell]]
"""Event id -> source id -> cell.

Only the sources that mention an event have a cell for the event.
"""


def build(corpus: Corpus, mentions: Mapping[str, Sequence[Mention]]) -> Matrix:
    """Return the matrix. Events are sorted by date, and sources by date of publication.

    ``mentions``: event id -> the sources that mention the event.
    """
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
    """Return whether one source's claims assert, foretell or dispute an event.

    A claim that a sub-event happened also asserts the event. Other claims about sub-events count
    only if the source makes no claim about the event itself. ``own``: the source's claims about the
    event itself.
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
