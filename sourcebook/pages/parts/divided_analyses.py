"""Long lists on the pages of analyses: the most telling entries first, the rest on further pages.

A page whose lists are short together has all of them. On any other page, each list that isn't
short shows only its most telling entries, and tells how many there are; pages of their own have
the rest, by letter or by date. Weights are estimates, in bytes of HTML.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from ...messages import gettext as _
from ...messages import ngettext
from ...records.dates import Date
from ..lookup.alphabet import beginning
from ..lookup.division import PART, IndexGroup, Level, divide_steadily, most_telling
from ..lookup.index_levels import month_of, year_of
from ..page_spec import PageSpec

T = TypeVar("T")

WHOLE = 150_000
"""Maximum weight of all lists of a page that isn't divided."""

FIRST = 120_000
"""Maximum weight of all lists on the first page of a divided analysis."""

SHORT = 8_000
"""Maximum weight of a list that is never divided."""

LINK = 110
"""Weight of a link."""


@dataclass(frozen=True)
class AnalysisList(Generic[T]):
    """A list on a page. If the page is too long, less telling entries move to further pages.

    ``id``: the folder of the further pages. ``heading``: a message. ``entries``: all entries, in
    the order in which an undivided page shows them. ``filed``: returns the sort key of an entry on
    further pages. ``rank``: returns the rank of an entry; the lower the rank, the more telling the
    entry. No two entries have the same rank. ``weight``: returns the weight of an entry on a
    divided page, which cuts long entries short. ``whole_weight``: returns the weight of an entry on
    an undivided page, which shows entries in full; None if both weights are the same.
    """

    id: str
    heading: str
    entries: Sequence[T]
    filed: Callable[[T], Any]
    levels: Sequence[Level[T]]
    rank: Callable[[T], Any]
    weight: Callable[[T], int]
    whole_weight: Callable[[T], int] | None = None
    pinned: Callable[[T], bool] | None = None
    """Tells which entries the first page of a divided analysis shows; None: the most telling."""
    macro: str = ""
    """The macro in ``_analyses.md.j2`` that shows entries, if its name isn't the list's id."""
    telling: str = ""
    """A message that says which entries a divided page shows: ``{shown}`` of ``{count}``."""


class RestPage(NamedTuple):
    """A page with entries of a list: its path, its label, and how many it has."""

    path: str
    words: str
    entries: int


class ShownList(NamedTuple):
    """A list as a page shows it.

    ``macro``: the macro in ``_analyses.md.j2`` that shows entries. ``message``: the heading, not
    translated yet. ``entries``: those on this page. ``total``: the number of all. ``telling``: on
    the first page of a divided analysis, says which of them these are. ``rest``: the pages that
    have the others. ``cut``: whether what is long in an entry is cut short.
    """

    macro: str
    message: str
    entries: Sequence[Any]
    total: int
    telling: str = ""
    rest: Sequence[RestPage] = ()
    cut: bool = False

    @property
    def heading(self) -> str:
        """The list's heading. Translated only here, since not every list is shown with one."""
        return _(self.message)


class Divided(NamedTuple):
    """The lists of an analysis. ``first``: on its first page, by id. ``pages``: the other pages."""

    first: Mapping[str, ShownList]
    pages: Sequence[tuple[RestPage, ShownList]]

    @property
    def is_divided(self) -> bool:
        """Whether there are other pages."""
        return bool(self.pages)


def divided(
    analysis: str, lists: Sequence[AnalysisList[Any]], *, is_long: bool | None = None
) -> Divided:
    """Return the lists of a page, divided if ``is_long``.

    ``analysis``: the page's name. ``is_long`` may be left out: the lists are then divided if
    together they weigh more than ``WHOLE``.
    """
    if is_long is None:
        is_long = sum(map(_whole_weight, lists)) > WHOLE
    if not is_long:
        return Divided({one.id: _listed(one, one.entries) for one in lists}, ())
    first: dict[str, ShownList] = {}
    pages: list[tuple[RestPage, ShownList]] = []
    for one in lists:
        shown, rest = _shown(one, FIRST // len(lists))
        parts = divide_steadily(sorted(rest, key=one.filed), one.levels, one.weight, PART)
        links = [
            RestPage(f"{analysis}/{one.id}/{part.address}.md", part.words, len(part.items))
            for part in parts
        ]
        telling = _telling(one, len(shown)) if links else ""
        first[one.id] = _listed(one, shown, links, telling, cut=True)
        pages += [
            (link, _listed(one, part.items, links, cut=True))
            for link, part in zip(links, parts, strict=True)
        ]
    return Divided(first, pages)


def _listed(
    one: AnalysisList[T],
    entries: Sequence[T],
    rest: Sequence[RestPage] = (),
    telling: str = "",
    *,
    cut: bool = False,
) -> ShownList:
    macro, total = one.macro or one.id, len(one.entries)
    return ShownList(macro, one.heading, entries, total, telling, rest, cut)


def _telling(one: AnalysisList[Any], shown: int) -> str:
    count = len(one.entries)
    if not shown:
        return _("{count} in all, on pages of their own:").format(count=count)
    telling = _(one.telling).format(shown=shown, count=count)
    others = _("The others are on pages of their own:")
    return f"{telling} {others}"


def _whole_weight(one: AnalysisList[Any]) -> int:
    return sum(map(one.whole_weight or one.weight, one.entries))


def _weight(one: AnalysisList[Any]) -> int:
    return sum(map(one.weight, one.entries))


def _shown(one: AnalysisList[T], room: int) -> tuple[Sequence[T], Sequence[T]]:
    """Return the entries that the first page shows, and those on further pages."""
    if _weight(one) <= SHORT:
        return one.entries, ()
    if one.pinned:
        pinned = one.pinned
        shown = [entry for entry in one.entries if pinned(entry)]
        return shown, [entry for entry in one.entries if not pinned(entry)]
    return most_telling(one.entries, one.rank, one.weight, room)


def rest_pages(analysis: str, found: Divided, shown: Mapping[str, Any]) -> Iterator[PageSpec]:
    """Yield the further pages of an analysis. ``shown``: the values of its first page."""
    for page, here in found.pages:
        place = here.rest.index(page)
        around = [*here.rest[:place][-1:], *here.rest[place + 1 :][:1]]
        before = around[0] if place else None
        after = around[-1] if page != here.rest[-1] else None
        yield PageSpec(page.path, "rest", {
            **shown,
            "analysis": f"{analysis}.md",
            "analysis_title": shown["title"],
            "title": _("{index}: {part}").format(
                index=shown["title"] if here.heading == shown["title"] else here.heading,
                part=page.words,
            ),
            "lead": _share(page, here),
            "listed": here,
            "around": [
                (_("Before:"), before and before[:2]), (_("After:"), after and after[:2]),
            ],
        }, cacheable=False)  # fmt: skip


def _share(page: RestPage, of: ShownList) -> str:
    """Return a sentence that says how many entries a page has.

    It doesn't say how many there are in all: one more would then change all pages.
    """
    return ngettext("{list}: {count} entry.", "{list}: {count} entries.", page.entries).format(
        list=of.heading, count=page.entries
    )


def by_letters(name: Callable[[T], str]) -> list[Level[T]]:
    """Return two levels: by the first letter of a name, and by the first two."""
    return [
        lambda entry: IndexGroup(*beginning(name(entry), 1)),
        lambda entry: IndexGroup(*beginning(name(entry), 2)),
    ]


def by_dates(date: Callable[[T], Date | None]) -> list[Level[T]]:
    """Return two levels: by year, and by month."""
    return [lambda entry: year_of(date(entry)), lambda entry: month_of(date(entry))]


def heavy_apart(
    entries: Iterable[T],
    of: Callable[[T], tuple[str, str]],
    date: Callable[[T], Date | None],
    weight: Callable[[T], int],
    levels: Sequence[Level[T]],
) -> list[Level[T]]:
    """Return two levels in which each record with very many entries has a group of its own.

    ``of``: the id and name of an entry's record. ``date``: groups the entries of such a record by
    year, on the second level. ``levels``: two levels for all other entries. Ids have no two
    hyphens in a row, and no other group's address begins with ``of-``.
    """
    weights: Counter[str] = Counter()
    for entry in entries:
        weights[of(entry)[0]] += weight(entry)

    def record(entry: T) -> IndexGroup | None:
        id_, name = of(entry)
        return IndexGroup(f"of-{id_}", name) if weights[id_] > PART // 2 else None

    def second(entry: T) -> IndexGroup:
        holder = record(entry)
        if not holder:
            return levels[1](entry)
        year = year_of(date(entry))
        return IndexGroup(f"{holder.address}--{year.address}", f"{holder.words}, {year.words}")

    return [lambda entry: record(entry) or levels[0](entry), second]
