"""Names on a map: each where it hides no other, or left out."""

from collections.abc import Iterable
from unicodedata import east_asian_width

from .projection import Bounds, Point

_NARROW, _WIDE = 9.5, 17.0
"""Pixels that a letter takes at the size it has on a telephone; on larger screens, less."""
_LINE = 20.0


class Labels:
    """The names on one map so far. ``box``: inside which they stay."""

    def __init__(self, box: Bounds) -> None:
        self._box = box
        self._taken: list[Bounds] = []

    def keep_free(self, box: Bounds) -> None:
        """Let no name stand here."""
        self._taken.append(box)

    def beside(self, words: str, point: Point, room: float) -> tuple[Point, str] | None:
        """Find a place for a name around a point, ``room`` pixels away.

        Returns where its baseline begins, ends or has its middle, and which
        (``start``, ``end``, ``middle``); None if there is no place.
        """
        wide = width(words)
        x, y = point
        for anchor, at, left in (
            ("start", Point(x + room, y + 4), x + room),
            ("end", Point(x - room, y + 4), x - room - wide),
            ("middle", Point(x, y - room - 3), x - wide / 2),
            ("middle", Point(x, y + room + 12), x - wide / 2),
        ):
            if self._take(Bounds(left, at.y - _LINE + 6, left + wide, at.y + 6)):
                return at, anchor
        return None

    def inside(self, words: str, spots: Iterable[Point], stretch: float) -> Point | None:
        """Find a place for the middle of a name among spots; None if there is none."""
        wide = width(words) * stretch
        for x, y in spots:
            if self._take(Bounds(x - wide / 2, y - _LINE + 6, x + wide / 2, y + 6)):
                return Point(x, y)
        return None

    def _take(self, box: Bounds) -> bool:
        if not self._box.holds(box) or any(box.meets(other) for other in self._taken):
            return False
        self._taken.append(box)
        return True


def width(words: str) -> float:
    """Return about how many pixels a name takes."""
    return sum(_WIDE if east_asian_width(letter) in "WF" else _NARROW for letter in words)
