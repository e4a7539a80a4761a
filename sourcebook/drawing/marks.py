"""The marks of a timeline. The shape of a mark shows the precision of the mark's date."""

from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from ..analysis.timeline import Extent
from .scale import Scale
from .svg import Svg, element, number

BAR = 8.0
"""Height of a bar, in pixels."""
NARROWEST = 3.0
FADE = ((3.0, ".4"), (3.0, ".25"), (3.0, ".12"))
"""Width in pixels and opacity of each step of a faded end. A faded end means "about"."""
TAIL = ((10.0, ".6"), (8.0, ".42"), (8.0, ".27"), (8.0, ".13"))
"""Width in pixels and opacity of each step of an open end. The widths don't depend on the scale."""
VAGUE = ".55"
"""Opacity of a bar for an event that happened at an unknown time within the bar's days."""


class MarkPart(NamedTuple):
    """A part of a mark: an SVG path, the opacity of its fill, and whether its edge is dashed."""

    path: str
    opacity: str | None = None
    dashed: bool = False


class MarkShape:
    """The mark of an extent (the days that a date names, and how precise the date is).

    ``left``, ``right``: x coordinates of the mark's ends, in pixels, including faded and open ends.
    """

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
        self._before = TAIL if one.open_start else FADE if one.soft_start else ()
        self._after = TAIL if one.open_end else FADE if one.soft_end else ()
        self.left = left - sum(width for width, _ in self._before)
        self.right = right + sum(width for width, _ in self._after)

    def pieces(self, y: float, height: float = BAR) -> Iterator[MarkPart]:
        """Yield the parts of the mark, centred on ``y``: a bar or a dot, and faded or open ends."""
        left, right = self._core
        top = y - height / 2
        if self._wall:
            # If only one day is known and an end is open, the day is drawn as a bar, not as a dot.
            yield MarkPart(rectangle(left, top - 2, right - left, height + 4))
        elif self._day and right - left <= 2 * BAR:
            yield MarkPart(_dot((left + right) / 2, y, height / 2 + 0.5), dashed=self._dashed)
        else:
            yield MarkPart(rectangle(left, top, right - left, height), self._opacity, self._dashed)
        for width, opacity in self._before:
            left -= width
            yield MarkPart(rectangle(left, top, width, height), opacity)
        for width, opacity in self._after:
            yield MarkPart(rectangle(right, top, width, height), opacity)
            right += width


def paths_of(pieces: Iterable[MarkPart]) -> list[Svg]:
    """Return the parts of marks as SVG, one path for all parts that look the same."""
    paths: dict[tuple[str | None, bool], str] = {}
    for path, opacity, dashed in pieces:
        paths[opacity, dashed] = paths.get((opacity, dashed), "") + path
    return [
        element("path", d=path, fill_opacity=opacity, stroke="currentColor" if dashed else None,
                stroke_dasharray="2" if dashed else None)
        for (opacity, dashed), path in paths.items()
    ]  # fmt: skip


def rectangle(x: float, y: float, width: float, height: float) -> str:
    """Return the SVG path of a rectangle."""
    return f"M{number(x)} {number(y)}h{number(width)}v{number(height)}h{number(-width)}z"


def _dot(x: float, y: float, radius: float) -> str:
    r, across = number(radius), number(2 * radius)
    return f"M{number(x - radius)} {number(y)}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0 -{across} 0z"


def truncated(text: str, room: float) -> str:
    """Return a text, truncated with an ellipsis if it is wider than ``room`` pixels."""
    if width(text) <= room:
        return text
    used = width("…")
    for count, letter in enumerate(text):
        used += width(letter)
        if used > room:
            return f"{text[:count].rstrip()}…"
    return text


def wrapped(text: str, room: float, most: int) -> list[str]:
    """Return a text as at most ``most`` lines of similar widths, none wider than ``room`` pixels.

    Lines end at a space if they can. A word that is wider than a line is divided, as are Chinese
    and Japanese sentences. Only a text that needs more lines is truncated with an ellipsis.
    """
    lines = _filled(text.strip(), room, most)
    if len(lines) == 1 or lines[-1].endswith("…"):
        return lines
    longest = max(map(width, text.split()))
    narrow = max(longest, width(text) / len(lines))
    while narrow < room:
        even = _filled(text.strip(), narrow, most)
        if len(even) == len(lines) and not even[-1].endswith("…"):
            return even
        narrow += 7
    return lines


def _filled(text: str, room: float, most: int) -> list[str]:
    """Return a text as lines, each as full as possible. For the parameters, see ``wrapped``."""
    lines: list[str] = []
    while len(lines) < most - 1 and width(text) > room:
        fitting = sum(used <= room for used in accumulate(map(width, text)))
        space = text.rfind(" ", 0, fitting + 1)
        end = space if space > 0 else max(fitting, 1)
        lines.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [*lines, truncated(text, room)]


def width(text: str) -> float:
    """Return the estimated width, in pixels, of a text with a font size of 12 pixels."""
    return sum(7 if letter < "\u1100" else 12 for letter in text)
