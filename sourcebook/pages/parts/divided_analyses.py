"""Divides the long lists of an analysis among several pages.

If all lists of an analysis together are short enough, the analysis has one page, with every entry.
Otherwise the analysis is divided. Its first page then shows short lists in full, and only the most
telling entries of each longer list, with the number of all entries. The other entries are on
further pages of the analysis, by letter or by date. The length of a list is its weight: the
estimated size of its HTML in bytes.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from ...messages import gettext as _
from ...messages import ngettext
from ...records.dates import Date
from ...text import commas
from ..lookup.alphabet import beginning
from ..lookup.division import PART, IndexGroup, Level, divide_steadily, most_telling
from ..lookup.index_levels import month_of, year_of
from ..page_spec import PageSpec

T = TypeVar("T")

WHOLE = 150_000
"""Maximum total size, in estimated bytes of HTML, of the lists of an undivided analysis."""

FIRST = 120_000
"""Maximum total size, in estimated bytes of HTML, of the lists on a divided analysis's first page.

The lists have equal shares of this size.
"""

SHORT = 8_000
"""Maximum size, in estimated bytes of HTML, of a list that is never divided."""

LINK = 110
"""Estimated size of one link on a page, in bytes of HTML."""


@dataclass(frozen=True)
class AnalysisList(Generic[T]):
    """A list of an analysis. In a divided analysis, less telling entries are on further pages.

    ``id``: the list's id, and the name of the folder of its further pages. ``heading``: the list's
    heading, as a message to translate. ``entries``: all entries, in the order of an undivided page.

    The other attributes are functions that take an entry. ``filed`` returns the entry's sort key on
    further pages. Each of ``levels`` returns the entry's group, from coarse to fine. ``rank``
    returns the entry's rank: the lower the rank, the more telling the entry. No two entries have
    the same rank, unless the function ``pinned`` is given. ``weight`` returns the entry's estimated
    size, in bytes of HTML, in a divided analysis, which cuts long entries short. ``whole_weight``
    returns the entry's estimated size in an undivided analysis, which shows entries in full; None
    if both sizes are the same.
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
    """Takes an entry and returns whether the first page of a divided analysis shows it.

    None: the first page shows the most telling entries.
    """
    macro: str = ""
    """Name of the macro in ``_analyses.md.j2`` that shows the entries. If empty, ``id`` is used."""
    telling: str = ""
    """A message that says which entries the first page of a divided analysis shows.

    Its placeholders are ``{shown}``, the number of entries on that page, and ``{count}``, the
    number of all entries.
    """


class RestPage(NamedTuple):
    """A further page of a list: its path in ``docs/``, its label, and its number of entries."""

    path: str
    words: str
    entries: int


class ShownList(NamedTuple):
    """The entries of a list that one page shows.

    ``macro``: name of the macro in ``_analyses.md.j2`` that shows the entries. ``message``: the
    heading, not yet translated. ``entries``: the entries on this page. ``total``: the number of all
    entries of the list. ``telling``: sentences that say which entries this page shows; empty except
    on the first page of a divided analysis. ``rest``: all further pages of the list. ``cut``:
    whether long entries are cut short.
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
        """The list's heading, translated only on demand, because not every page shows it."""
        return _(self.message)


class Divided(NamedTuple):
    """The lists of an analysis, divided or not.

    ``first``: maps the id of each list to the list as the first page shows it. ``pages``: each
    further page, with the list as that page shows it; empty if the analysis isn't divided.
    """

    first: Mapping[str, ShownList]
    pages: Sequence[tuple[RestPage, ShownList]]

    @property
    def is_divided(self) -> bool:
        """Whether the analysis has further pages."""
        return bool(self.pages)


def divided(
    analysis: str, lists: Sequence[AnalysisList[Any]], *, is_long: bool | None = None
) -> Divided:
    """Divide the lists of an analysis among several pages if the lists are too long for one page.

    ``analysis``: the path of the analysis's first page, without ``.md``. ``is_long``: whether to
    divide the lists. If ``is_long`` is None, the lists are divided if together they weigh more than
    ``WHOLE``.
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
    """Return the entries on the first page of a divided analysis, and the entries on further pages.

    ``room``: maximum weight of the entries that are chosen by rank for the first page.
    """
    if _weight(one) <= SHORT:
        return one.entries, ()
    if one.pinned:
        pinned = one.pinned
        shown = [entry for entry in one.entries if pinned(entry)]
        return shown, [entry for entry in one.entries if not pinned(entry)]
    return most_telling(one.entries, one.rank, one.weight, room)


def rest_pages(analysis: str, found: Divided, shown: Mapping[str, Any]) -> Iterator[PageSpec]:
    """Yield the further pages of an analysis.

    ``found``: the result of ``divided``. ``shown``: the values for the template of the first page;
    the further pages use them too.
    """
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
            # Leave out the totals and the links to other pages. Otherwise, a new entry on one
            # further page would change all other further pages.
            "listed": here._replace(total=0, rest=()),
            "around": [
                (_("Before:"), before and before[:2]), (_("After:"), after and after[:2]),
            ],
        }, cacheable=True)  # fmt: skip


def _share(page: RestPage, of: ShownList) -> str:
    """Return a text that says how many entries of a list a further page has.

    The text doesn't give the number of all entries, because a new entry would then change the text
    on all further pages.
    """
    return ngettext("{list}: {count} entry.", "{list}: {count} entries.", page.entries).format(
        list=of.heading, count=page.entries
    )


def by_letters(name: Callable[[T], str]) -> list[Level[T]]:
    """Return two ways to group entries: by the first letter of the name, and by the first two."""
    return [
        lambda entry: IndexGroup(*beginning(name(entry), 1)),
        lambda entry: IndexGroup(*beginning(name(entry), 2)),
    ]


def by_dates(date: Callable[[T], Date | None]) -> list[Level[T]]:
    """Return two ways to group entries: by year of the entry's date, and by month of this date."""
    return [lambda entry: year_of(date(entry)), lambda entry: month_of(date(entry))]


def heavy_apart(
    entries: Iterable[T],
    of: Callable[[T], tuple[str, str]],
    date: Callable[[T], Date | None],
    weight: Callable[[T], int],
    levels: Sequence[Level[T]],
) -> list[Level[T]]:
    """Return two ways to group entries. Both give a record with many entries groups of its own.

    A record has many entries if the total weight of its entries exceeds half of ``PART``. The first
    way puts them into one group. The second way divides this group by year. The two ``levels``
    group the entries of all other records.

    ``of``: takes an entry and returns the id and name of its record. ``date``: takes an entry and
    returns its date. ``weight``: takes an entry and returns its estimated size.

    Addresses of groups are unique, because ids have no double hyphens and no address from
    ``levels`` begins with ``of-``.
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
        return IndexGroup(f"{holder.address}--{year.address}", commas([holder.words, year.words]))

    return [lambda entry: record(entry) or levels[0](entry), second]
