"""Sources and events: which source says what of which event, and which is silent."""

from collections.abc import Mapping, Sequence

from ..corpus import Corpus, PlacedClaim

Matrix = Mapping[str, Mapping[str, Sequence[PlacedClaim]]]
"""By event, then by source, the claims. What isn't there is silence."""


def build(corpus: Corpus) -> Matrix:
    """Return the matrix, events in order of date, sources in order of publication."""
    matrix: dict[str, dict[str, list[PlacedClaim]]] = {}
    for event, _ in corpus.events_by_date:
        cells: dict[str, list[PlacedClaim]] = {}
        for placed in corpus.claims_on_event.get(event, ()):
            cells.setdefault(placed.source.id, []).append(placed)
        matrix[event] = cells
    return matrix
