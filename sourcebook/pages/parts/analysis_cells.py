"""Cells and tables in the lists of analyses.

The parameter ``cut`` says whether a cell is cut short, as in a divided analysis. Such a cell shows
only its first items and counts the others.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from ...analysis.matrix import Cell
from ...analysis.origins import Origin
from ...analysis.stances import standing_label
from ...analysis.vocabulary import Use
from ...corpus import Ref
from ...markdown import Md, escape, isolated, join, labelled, table
from ...messages import gettext as _
from ...records.locators import Locator
from ...text import semicolon
from ..page_context import PageContext
from .accounts import origin_name, relayed_chains
from .analysis_lists import MEANT, ORIGINS, USED, EventThere, Mentioned, Named, Rested
from .claims import called, times
from .divided_analyses import ShownList
from .labels import and_more, cut_short

COLUMNS = 8
"""Maximum number of sources in one table of the matrix, which has a row for each event.

Further sources go into further tables. ``COLUMNS`` is also the maximum number of sources in a table
of names that has a column for each source.
"""

SEVERAL, MANY = 2, 5
"""Minimum numbers of a source's claims on an event for shading their cell in the matrix.

The cell is darker from ``SEVERAL`` claims on, and darkest from ``MANY`` claims on.
"""


def origins_cell(page: PageContext, origins: Sequence[Origin], cut: bool) -> Md:
    """Return the number of an event's origins, followed by each origin with its chains."""
    shown = [
        Md(f"{origin_name(page, origin)}{relayed_chains(page, origin)}")
        for origin in origins[: ORIGINS if cut else None]
    ]
    return labelled(str(len(origins)), _joined(shown, len(origins), "<br>"))


def meanings(page: PageContext, refs: Mapping[Ref, Sequence[Use]], cut: bool) -> Md:
    """Return the records that a name stands for, with sources.

    Each record is followed by the sources that use the name for this record.
    """
    shown = [
        Md(f"{page.to(ref)} ({_uses_by_source(page, ref, used, cut)})")
        for ref, used in list(refs.items())[: MEANT if cut else None]
    ]
    return _joined(shown, len(refs), "<br>")


def bearers(page: PageContext, refs: Sequence[Ref], cut: bool) -> Md:
    """Return links to the records that share a name."""
    return _joined([page.to(ref) for ref in refs[: MEANT if cut else None]], len(refs), semicolon())


def _uses_by_source(page: PageContext, ref: Ref, used: Sequence[Use], cut: bool) -> Md:
    """Return the sources that use a name for a record, each with number of uses and paragraphs."""
    shown = [
        Md(f"{page.source(use.source)} {_times_and_places(page, ref, use, cut)}")
        for use in used[: USED if cut else None]
    ]
    return _joined(shown, len(used), semicolon())


def uses_of_source(page: PageContext, ref: Ref, used: Sequence[Use], cut: bool) -> Md:
    """Return the names that a source uses for a record, each with number of uses and paragraphs."""
    shown = [
        Md(f"{_called(page, use)} {_times_and_places(page, ref, use, cut)}")
        for use in used[: USED if cut else None]
    ]
    return _joined(shown, len(used), semicolon())


def _times_and_places(page: PageContext, ref: Ref, use: Use, cut: bool) -> Md:
    counted = times(page, ref, use.source, use.words, use.locators)
    return labelled(f"{counted}×", _paragraphs(page, use.source, use.locators, cut))


def _paragraphs(page: PageContext, source: str, locators: Sequence[Locator], cut: bool) -> Md:
    shown = locators[: USED if cut else None]
    return _joined([page.paragraphs(source, shown)], len(locators) - len(shown) + 1)


def read_so_far(page: PageContext, source: str) -> Md:
    """Return a remark if the researcher hasn't read a source to the end; otherwise, no text."""
    if page.site.corpus.states[source] == "read":
        return Md("")
    remark = escape(_("partly read"))
    return Md(f" ({remark})")


def heads(page: PageContext, sources: Sequence[str]) -> list[Md]:
    """Return a link to each source, with a short text, for the head of the source's column.

    The text is the name of the person or organisation that speaks in the source. If several of the
    sources would have the same text, the text is the source's label instead.
    """
    corpus = page.site.corpus
    names = {
        id_: corpus.label(Ref("actor", signers[0]))
        for id_ in sources
        if len(signers := corpus.signers.get(id_, ())) == 1
    }
    count = Counter(names.values())
    return [
        page.to(Ref("source", id_), names[id_] if count[names.get(id_, "")] == 1 else "")
        for id_ in sources
    ]


def matrix_cell(page: PageContext, event: str, source: str, cell: Cell | None) -> Md:
    """Return the matrix cell of an event and a source, with the number of the source's claims.

    The number of claims is bold from ``SEVERAL`` claims on, and bold and italic from ``MANY``
    claims on. The theme shades the cell accordingly. If the source makes claims only about a
    sub-event, the cell says so instead.
    """
    if cell is None:
        return Md("–")
    if not cell.claims:
        words = _("in a part")
        made = Md(f"*{page.account(cell.part, source, words)}*")
    else:
        made = page.account(event, source, cell.claims)
        mark = "***" if cell.claims >= MANY else "**" if cell.claims >= SEVERAL else ""
        made = Md(f"{mark}{made}{mark}")
    if cell.standing == "asserted":
        return made
    return Md(f"{made} ({escape(standing_label(cell.standing))})")


def names_table(page: PageContext, rows: Sequence[Named], cut: bool) -> Md:
    """Return a table of names: a row for each actor, a column for each source.

    If there are more than ``COLUMNS`` sources, the table has a row for each actor and source.
    """
    columns = list(dict.fromkeys(row.source for row in rows))
    if len(columns) > COLUMNS:
        return table(
            (_("Who"), _("Source"), _("Words and times")),
            (
                (page.to(row.ref), page.source(row.source),
                 uses_of_source(page, row.ref, row.used, cut))
                for row in rows
            ),
        )  # fmt: skip
    columns.sort(key=lambda id_: _published(page, id_))
    by_actor: dict[Ref, dict[str, Named]] = {}
    for row in rows:
        by_actor.setdefault(row.ref, {})[row.source] = row
    return table(
        (_("Who"), *heads(page, columns)),
        (
            (page.to(ref), *(_named_in(page, found.get(source), cut) for source in columns))
            for ref, found in by_actor.items()
        ),
    )


def has_loaded_names(page: PageContext, rows: Sequence[Named]) -> bool:
    """Return whether any of the names has a word that the vocabulary lists as loaded (judging)."""
    return any(page.site.is_loaded(use.words) for row in rows for use in row.used)


def _called(page: PageContext, use: Use) -> Md:
    return called(page, use.words, page.site.corpus.articles[use.source].language)


def _published(page: PageContext, source: str) -> tuple[bool, object, str]:
    """Return a sort key that puts sources in order of publication, and undated sources last."""
    date = page.site.corpus.articles[source].published
    return (date is None, date.sort_key if date else (), source)


def _named_in(page: PageContext, row: Named | None, cut: bool) -> Md:
    if row is None:
        return Md("")
    shown = [
        Md(f"{_called(page, use)} <small>{_times_and_places(page, row.ref, use, cut)}</small>")
        for use in row.used[: USED if cut else None]
    ]
    return _joined(shown, len(row.used), "<br>")


def unused_paragraphs(
    page: PageContext, source: str, unused: Mapping[Locator, str], cut: bool
) -> Md:
    """Return links to a source's paragraphs that no claim cites, each with the stated reason."""
    shown = [
        Md(f"{page.paragraphs(source, [locator])} {isolated(escape(why))}")
        for locator, why in list(unused.items())[: USED if cut else None]
    ]
    return _joined(shown, len(unused), semicolon())


def unknown_names(
    page: PageContext, source: str, names: Mapping[str, Sequence[Locator]], cut: bool
) -> Md:
    """Return those names in a source that no record has, each with the paragraphs that use it."""
    shown = [
        Md(f"{isolated(escape(words))} ({_paragraphs(page, source, locators, cut)})")
        for words, locators in list(names.items())[: USED if cut else None]
    ]
    return _joined(shown, len(names))


def _joined(shown: Sequence[Md], total: int, between: str | None = None) -> Md:
    left = total - len(shown)
    if between is None:
        return cut_short(shown, left)
    return join([*shown, and_more(left)] if left else shown, between)


def by_voice(entries: Iterable[Rested]) -> Iterator[tuple[str, list[Rested]]]:
    """Group events by the voice that is their only origin. Events of one voice must be adjacent."""
    for voice, found in groupby(entries, lambda one: one.origin.voice):
        yield voice, list(found)


def by_place(entries: Iterable[EventThere]) -> Iterator[tuple[str, str, list[EventThere]]]:
    """Group events on the map by their place, as (place's id, its note, events).

    Events at one place must be adjacent.
    """
    for (place, note), found in groupby(entries, lambda one: (one.place, one.note)):
        yield place, note, list(found)


def matrix_tables(
    page: PageContext, listed: ShownList
) -> Iterator[tuple[Sequence[str], Sequence[tuple[str, Mapping[str, Cell]]]]]:
    """Yield tables of mentions, with a column for each source and a row for each event.

    A table is yielded as the ids of its sources, and its rows. A row is the id of an event, and a
    mapping from the sources that mention the event to cells. An event has a row if at least one of
    the table's sources mentions it. On an undivided page, sources that the researcher has read but
    that mention no event also have columns.
    """
    by_source: dict[str, list[Mentioned]] = {}
    if not listed.cut:
        by_source = {id_: [] for id_ in page.site.corpus.used_sources}
    for entry in listed.entries:
        by_source.setdefault(entry.source, []).append(entry)
    sources = list(by_source)
    for start in range(0, len(sources), COLUMNS):
        columns = sources[start : start + COLUMNS]
        rows: dict[str, dict[str, Cell]] = {}
        ranks: dict[str, int] = {}
        for entry in (entry for source in columns for entry in by_source[source]):
            rows.setdefault(entry.event, {})[entry.source] = entry.cell
            ranks[entry.event] = entry.rank
        if rows:
            yield columns, [(event, rows[event]) for event in sorted(rows, key=ranks.__getitem__)]
