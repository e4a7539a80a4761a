"""Places labels on a map so that none overlaps another. A label without room is left out."""

from collections.abc import Iterable
from unicodedata import east_asian_width

from .projection import Bounds, Point

_NARROW, _WIDE = 9.5, 17.0
"""Widths, in pixels, of a narrow and a wide letter on phones, where labels are largest."""
_LINE = 20.0


class Labels:
    """The labels placed on one map so far. ``box``: the area that no label may leave."""

    def __init__(self, box: Bounds) -> None:
        self._box = box
        self._taken: list[Bounds] = []

    def keep_free(self, box: Bounds) -> None:
        """Reserve a rectangle: no label may overlap it."""
        self._taken.append(box)

    def beside(self, words: str, point: Point, room: float) -> tuple[Point, str] | None:
        """Place a label next to a point, at a distance of ``room`` pixels.

        Returns the position of the label's baseline and the label's SVG ``text-anchor`` (``start``,
        ``middle``, ``end``); None if there is no room.
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
        """Place a label centred on the first point with room.

        Returns this point, or None if no point has room for the label. ``stretch``: a factor by
        which the label's estimated width is multiplied.
        """
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
    """Return the estimated width of a label, in pixels."""
    return sum(_WIDE if east_asian_width(letter) in "WF" else _NARROW for letter in words)
