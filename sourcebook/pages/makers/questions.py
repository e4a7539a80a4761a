"""The page of each question: the positions that sources take on it, and their answers."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from ...analysis.disagreement import positions
from ...corpus import Corpus, PlacedClaim, Ref
from ...markdown import Md, fill
from ...messages import gettext as _
from ...messages import ngettext
from ...records.sources import NO_POSITION
from ..page_context import PageContext
from ..page_spec import PageSpec
from ..parts.common import entity_data
from ..site import Site, path_of

PATHS = {"questions/*.md": ""}


def pages(site: Site) -> Iterator[PageSpec]:
    """Yield the page of each question."""
    for id_ in site.corpus.questions:
        ref = Ref("question", id_)
        yield PageSpec(path_of(ref), "question", partial(_data, site, ref), ref)


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
        "several_positions": several_positions,
    }


def _lead(site: Site, sources: Sequence[str], positions: int, answers: int) -> str:
    """Return how many sources answer, and how many positions they take, as a sentence."""
    if len(sources) == 1:
        return ngettext(
            "{count} answer, from {source} alone.", "{count} answers, all from {source}.", answers
        ).format(count=answers, source=site.corpus.source_label(sources[0]))
    count = ngettext("{count} source", "{count} sources", len(sources)).format(count=len(sources))
    if not positions:
        return _("{sources}.").format(sources=count)
    return ngettext(
        "{sources}, {count} position.", "{sources}, {count} positions.", positions
    ).format(sources=count, count=positions)


def _several(
    corpus: Corpus, taken: Mapping[str, Sequence[PlacedClaim]]
) -> list[tuple[str, bool, int]]:
    """Return the sources with several positions, each with a flag and a number of positions.

    The flag is True if a single voice in the source takes several positions; the number counts
    these. It is False if every voice takes only one; the number counts those of all voices.
    """
    found: dict[str, dict[str, set[str]]] = {}
    for position, claims in taken.items():
        for placed in claims:
            voices = found.setdefault(placed.source.id, {})
            voices.setdefault(corpus.chain(placed)[-1], set()).add(position)
    several = []
    for source, positions_of in found.items():
        of_one_voice = max(map(len, positions_of.values()))
        of_all_voices = len(set().union(*positions_of.values()))
        if of_all_voices > 1:
            itself = of_one_voice > 1
            several.append((source, itself, of_one_voice if itself else of_all_voices))
    return several


def several_positions(page: PageContext, source: str, itself: bool, count: int) -> Md:
    """Return a sentence: how many positions a source takes ``itself``, or else reports."""
    if itself:
        message = ngettext(
            "{source} takes {count} of them.", "{source} takes {count} of them.", count
        )
    else:
        message = ngettext(
            "{source} reports {count} of them, by different voices.",
            "{source} reports {count} of them, by different voices.",
            count,
        )
    return fill(message, source=page.source(source), count=count)
