"""The page of each question: the positions that sources take on it, and their answers."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from ...analysis.disagreement import positions
from ...corpus import Corpus, PlacedClaim, Ref
from ...records.sources import NO_POSITION
from ..parts.common import entity_data, plural
from ..site import Site, path_of

PATHS = {"questions/*.md": ""}


def pages(site: Site) -> Iterator[tuple[str, str, partial[dict[str, Any]], Ref]]:
    """Yield a draft for each question."""
    for id_ in site.corpus.questions:
        ref = Ref("question", id_)
        yield path_of(ref), "question", partial(_data, site, ref), ref


def _data(site: Site, ref: Ref) -> dict[str, Any]:
    answers = site.corpus.claims_on_question.get(ref.id, ())
    sources = list(dict.fromkeys(placed.source.id for placed in answers))
    taken = positions(site.corpus, ref.id, answers)
    without = taken.pop(NO_POSITION, [])
    return {
        **entity_data(site, ref),
        "lead": _lead(site, sources, len(taken), len(answers)),
        "positions": [
            (position, site.corpus.questions[ref.id].positions[position], found)
            for position, found in taken.items()
        ],
        "without": without,
        "several": _several(site.corpus, taken),
    }


def _lead(site: Site, sources: Sequence[str], positions: int, answers: int) -> str:
    """Return how many sources answer, and how many positions they take."""
    if len(sources) == 1:
        said = plural(answers, "statement")
        return f"Answered by one source alone, {site.corpus.source_label(sources[0])}: {said}."
    taken = f", {plural(positions, 'position')}" if positions else ""
    return f"{plural(len(sources), 'source').capitalize()}{taken}."


def _several(
    corpus: Corpus, taken: Mapping[str, Sequence[PlacedClaim]]
) -> list[tuple[str, str, int]]:
    """Return the sources with more than one position: which, what they do, and how many.

    A source takes two where one voice in it does; one that reports two voices gives both.
    """
    found: dict[str, dict[str, set[str]]] = {}
    for position, claims in taken.items():
        for placed in claims:
            voices = found.setdefault(placed.source.id, {})
            voices.setdefault(corpus.chain(placed)[-1], set()).add(position)
    held = {source: (max(map(len, v.values())), len(set().union(*v.values())))
            for source, v in found.items()}  # fmt: skip
    return [
        (source, "takes" if most > 1 else "reports", most if most > 1 else every)
        for source, (most, every) in held.items()
        if every > 1
    ]
