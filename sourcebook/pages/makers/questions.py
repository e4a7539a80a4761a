"""The page of each question: the positions that sources take, and the claims that answer it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ...analysis.disagreement import positions
from ...corpus import Corpus, PlacedClaim, Ref
from ...markdown import Md, fill
from ...messages import gettext as _
from ...messages import ngettext
from ...records.sources import NO_POSITION
from .. import record_lists as lists
from ..lookup.long_lists import SHOWN, DividedList, LongList, divide_lists
from ..page_context import PageContext
from ..page_spec import PageSpec
from ..parts.common import entity_data, mentions
from ..parts.record_pages import record_pages
from ..site import Site

AnswerRow = tuple[str, PlacedClaim]
"""The id of a position, which may be ``NO_POSITION``, and a claim that takes this position."""

SEVERAL = 12
"""A question's page names at most this number of sources that take several positions."""

PATHS = {"questions/*.md": "", "questions/*/*/*.md": ""}


def pages(site: Site) -> Iterator[PageSpec]:
    """Yield each question's page, and further pages with the rest of the question's long lists."""
    return record_pages(site, "question", _data)


def divided(site: Site, id_: str) -> dict[str, DividedList]:
    """Map list names to those lists of a question that are divided among several pages."""
    corpus, ref = site.corpus, Ref("question", id_)
    answers = corpus.claims_on_question.get(id_, ())
    named = site.mentioned_by_sources.get(ref, {})
    mentioned = site.mentioned_by_records(ref)
    record = corpus.questions[id_]
    if lists.is_small(answers, answers, named, mentioned, heavy=lists.pictured(record)):
        return {}
    rows = _rows(positions(corpus, id_, answers))
    # The first answer for each position has rank 0, the second for each position rank 1, and so on.
    ranks: dict[AnswerRow, int] = {}
    counted: Counter[str] = Counter()
    for row in rows:
        ranks[row] = counted[row[0]]
        counted[row[0]] += 1
    return divide_lists({
        "answers": LongList(
            rows,
            lambda row: (
                400 + lists.CITED + lists.length(row[1].claim.says)
                + lists.length(row[1].claim.answers[id_][row[0]])
            ),
            lists.by_source(corpus, lambda row: row[1].source.id),
            ranks.__getitem__,
            shown=4 * SHOWN,
        ),
        "mentions": lists.mentions(corpus, lists.uncited(mentions(site, ref), answers)),
        "records": lists.records(corpus, mentioned),
        "images": lists.images(record),
    }, beside=lists.recordings_weight(record))  # fmt: skip


def _rows(taken: Mapping[str, Sequence[PlacedClaim]]) -> list[AnswerRow]:
    return [(position, placed) for position, found in taken.items() for placed in found]


def by_position(rows: Iterable[AnswerRow]) -> list[tuple[str, list[PlacedClaim]]]:
    """Return each position with its answers. Positions are in the order of their first answers."""
    found: dict[str, list[PlacedClaim]] = {}
    for position, placed in rows:
        found.setdefault(position, []).append(placed)
    return list(found.items())


def _data(site: Site, id_: str) -> dict[str, Any]:
    ref = Ref("question", id_)
    answers = site.corpus.claims_on_question.get(ref.id, ())
    sources = list(dict.fromkeys(placed.source.id for placed in answers))
    taken = positions(site.corpus, ref.id, answers)
    rows = _rows(taken)
    taken.pop(NO_POSITION, None)
    several = _several(site.corpus, taken)
    return {
        **entity_data(site, ref),
        "lead": _lead(site, sources, len(taken), len(answers)),
        "positions": len(taken),
        "answers": site.divisions.first(ref, "answers", rows),
        "several": several[:SEVERAL],
        "more_with_several": len(several[SEVERAL:]),
        "several_positions": several_positions,
    }


def _lead(site: Site, sources: Sequence[str], positions: int, answers: int) -> str:
    """Return a sentence that counts the sources that answer a question, and their positions.

    If only one source answers the question, the sentence instead names the source and counts its
    answers.
    """
    if len(sources) == 1:
        return ngettext(
            "{count} answer, from {source} alone.", "{count} answers, from {source} alone.", answers
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
    """Return the sources with several positions, as (source, flag, number of positions).

    If a single voice in the source takes several positions, the flag is True, and the number is the
    highest number of positions of one voice. Otherwise, the flag is False, and the number counts
    the positions of all voices together.

    ``taken``: maps each position to the claims that take the position.
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
    """Return a sentence that says how many positions a source takes or reports.

    ``itself``: whether a single voice in the source takes these positions. If it is False, the
    source only reports the positions of different voices.
    """
    if itself:
        message = ngettext(
            "{source} takes {count} of these positions.",
            "{source} takes {count} of these positions.",
            count,
        )
    else:
        message = ngettext(
            "In {source}, different voices take {count} of these positions.",
            "In {source}, different voices take {count} of these positions.",
            count,
        )
    return fill(message, source=page.source(source), count=count)
