"""The marks of a timeline: one shape for one extent, with its uncertainty to be seen."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..analysis.timeline import Extent
from .scale import Scale
from .svg import Svg, element, number

BAR = 8.0
"""Height of a bar, in pixels."""
NARROWEST = 3.0
SOFT = ((3.0, ".4"), (3.0, ".25"), (3.0, ".12"))
"""Widths and opacities of the steps in which an "about" fades."""
TAIL = ((10.0, ".6"), (8.0, ".42"), (8.0, ".27"), (8.0, ".13"))
"""Those of an open side: long, and of the same length whatever the scale."""
VAGUE = ".55"
"""Opacity of what happened somewhen within the bar, not all through it."""


class MarkPart(NamedTuple):
    """A part of a shape: a path, how opaque it is filled, and whether its edge is dashed."""

    path: str
    opacity: str | None = None
    dashed: bool = False


class MarkShape:
    """An extent on a scale. ``left``, ``right``: how far it reaches, fading ends included."""

    def __init__(self, one: Extent, scale: Scale) -> None:
        bound = one.open_start or one.open_end
        self._day = one.days.first == one.days.last and not bound
        self._wall = one.days.first == one.days.last and bound
        left, right = scale.begin(one.days.first), scale.end(one.days.last)
        least = BAR + 1 if self._day else NARROWEST
        if right - left < least:
            middle = (left + right) / 2
            left, right = middle - least / 2, middle + least / 2
        self._core = left, right
        self._opacity = VAGUE if one.vague else None
        self._dashed = one.uncertain
        self._before = TAIL if one.open_start else SOFT if one.soft_start else ()
        self._after = TAIL if one.open_end else SOFT if one.soft_end else ()
        self.left = left - sum(width for width, _ in self._before)
        self.right = right + sum(width for width, _ in self._after)

    def pieces(self, y: float, height: float = BAR) -> Iterator[MarkPart]:
        """Yield the shape with its middle at ``y``: a bar, a dot for a day, and what fades."""
        left, right = self._core
        top = y - height / 2
        if self._wall:
            # The given day ends what fades: a wall, not a dot.
            yield MarkPart(box(left, top - 2, right - left, height + 4))
        elif self._day and right - left <= 2 * BAR:
            yield MarkPart(_dot((left + right) / 2, y, height / 2 + 0.5), dashed=self._dashed)
        else:
            yield MarkPart(box(left, top, right - left, height), self._opacity, self._dashed)
        for width, opacity in self._before:
            left -= width
            yield MarkPart(box(left, top, width, height), opacity)
        for width, opacity in self._after:
            yield MarkPart(box(right, top, width, height), opacity)
            right += width


def drawn(pieces: Iterable[MarkPart]) -> list[Svg]:
    """Return pieces, those that look the same as one."""
    paths: dict[tuple[str | None, bool], str] = {}
    for path, opacity, dashed in pieces:
        paths[opacity, dashed] = paths.get((opacity, dashed), "") + path
    return [
        element("path", d=path, fill_opacity=opacity, stroke="currentColor" if dashed else None,
                stroke_dasharray="2" if dashed else None)
        for (opacity, dashed), path in paths.items()
    ]  # fmt: skip


def box(x: float, y: float, width: float, height: float) -> str:
    """Return the path of a rectangle."""
    return f"M{number(x)} {number(y)}h{number(width)}v{number(height)}h{number(-width)}z"


def _dot(x: float, y: float, radius: float) -> str:
    r, across = number(radius), number(2 * radius)
    return f"M{number(x - radius)} {number(y)}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0 -{across} 0z"


def clipped(text: str, room: float) -> str:
    """Return a text, cut where it would be wider than ``room`` pixels."""
    if width(text) <= room:
        return text
    used = width("…")
    for count, letter in enumerate(text):
        used += width(letter)
        if used > room:
            return f"{text[:count].rstrip()}…"
    return text


def width(text: str) -> float:
    """Return about how wide a text of 12 pixels is: no fonts are known here."""
    return sum(7 if letter < "\u1100" else 12 for letter in text)
