"""The scale of a timeline: maps days to pixels, and chooses the ticks.

An end of the scale is compressed if it has only a few dates, far away from all others.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ..analysis.intervals import Days
from ..analysis.timeline import Axis, month_start
from ..conventions import short_day_words, short_month_words
from ..messages import gettext as _
from ..records.days import YEAR_DIGITS, Day, year_number, year_words

LETTER = 9.0
"""Estimated width of a letter in a tick's label, in pixels."""
SIDE, BREAK = 0.1, 0.1
"""Widths of a compressed end and of the gap beside it, as shares of the whole width."""


class ScaleSegment(NamedTuple):
    """A part of the axis with its own scale.

    ``left``, ``right``: the edges of the segment, in pixels. ``far``: True for a compressed end.
    """

    days: Days
    left: float
    right: float
    far: bool = False


class Tick(NamedTuple):
    """A tick on the axis.

    ``x``: position in pixels. ``anchor``: SVG ``text-anchor`` of the label.
    """

    x: float
    label: str
    anchor: str = "middle"


class Scale:
    """Maps days to x coordinates between ``left`` and ``right``, in pixels.

    Invariant: a later day is never further left. ``parts``: the segments from left to right. These
    are the main segment, and up to two compressed ends.
    """

    def __init__(self, axis: Axis, left: float, right: float) -> None:
        width = right - left
        start = left + width * (SIDE + BREAK) if axis.earlier else left
        end = right - width * (SIDE + BREAK) if axis.later else right
        self.main = ScaleSegment(axis.main, start, end)
        parts = [self.main]
        if axis.earlier:
            parts.insert(0, ScaleSegment(axis.earlier, left, left + width * SIDE, far=True))
        if axis.later:
            parts.append(ScaleSegment(axis.later, right - width * SIDE, right, far=True))
        self.parts = parts

    def begin(self, day: Day) -> float:
        """Return the x coordinate of a day's start, in pixels."""
        return self._at(day.toordinal())

    def end(self, day: Day) -> float:
        """Return the x coordinate of a day's end, in pixels."""
        return self._at(day.toordinal() + 1)

    def _at(self, ordinal: int) -> float:
        for part in self.parts:
            first, last = part.days.first.toordinal(), part.days.last.toordinal() + 1
            if ordinal <= last:
                share = max(ordinal - first, 0) / (last - first)
                return part.left + share * (part.right - part.left)
        return self.parts[-1].right

    def ticks(self, room: float) -> list[Tick]:
        """Return ticks at least ``room`` pixels apart, and one tick for each compressed end."""
        made = []
        for part in self.parts:
            made += [self._far(part)] if part.far else self._ticks(part, room)
        return made

    def _far(self, part: ScaleSegment) -> Tick:
        """Return the tick of a compressed end; its label is the first and last year shown there."""
        first, last = part.days.first.year, part.days.last.year
        label = _years(first, last)
        # The label is aligned outwards, away from the centred labels of the main segment.
        if part.left < self.main.left:
            return Tick(part.right, label, "end")
        return Tick(part.left, label, "start")

    def _ticks(self, part: ScaleSegment, room: float) -> list[Tick]:
        days = part.days.last.toordinal() - part.days.first.toordinal() + 1
        longest = max(len(year_words(day.year)) for day in part.days)
        room = max(room, LETTER * (longest + 2))
        most = max(int((part.right - part.left) / room), 1)
        step = next((step for step in (1, 2, 7, 14) if days <= most * step), None)
        if step and days <= 62:
            return list(self._days(part, step))
        months = next((m for m in _STEPS if days <= most * m * 30.4), _STEPS[-1])
        return list(self._months(part, months))

    def _days(self, part: ScaleSegment, step: int) -> Iterator[Tick]:
        first = part.days.first.toordinal()
        for ordinal in range(first, part.days.last.toordinal() + 1, step):
            day = Day.fromordinal(ordinal)
            begins_year = ordinal == first or (day.month == 1 and day.day <= step)
            year = year_words(day.year) if begins_year else ""
            label = short_day_words(day.day, day.month, year)
            yield Tick(self._at(ordinal), label)

    def _months(self, part: ScaleSegment, step: int) -> Iterator[Tick]:
        first, last = part.days
        begin = -(-(first.year * 12 + first.month - 1 + (first.day > 1)) // step)
        end = (last.year * 12 + last.month - 1) // step
        for number in range(begin, end + 1):
            year, month = divmod(number * step, 12)
            label = short_month_words(month + 1)
            if step % 12 == 0:
                label = year_words(year)
            elif month == 0 or number == begin:
                label = short_month_words(month + 1, year_words(year))
            yield Tick(self._at(month_start(number * step)), label)


def _years(first: int, last: int) -> str:
    if first == last:
        return year_words(first)
    if last <= 0:
        return _("{first}–{last} BCE").format(first=year_number(first), last=year_number(last))
    return _("{first}–{last}").format(first=year_words(first), last=year_words(last))


_STEPS = (
    1, 2, 3, 6, *(12 * unit * 10**power for power in range(YEAR_DIGITS) for unit in (1, 2, 5)),
)  # fmt: skip
"""Possible distances between ticks, in months."""
