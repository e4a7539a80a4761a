"""Safe SVG: every string from a record is escaped when it enters a drawing.

A drawing is shown in two places. On the site, it is inlined in a page, and the theme's CSS sets its
colours by class. A Git host shows the drawing's file without the theme. There, the colours come
from presentation attributes (``fill``, ``stroke``), which the theme's CSS overrides on the site.
Drawings have no ``<style>``, no script, and no ids, because many drawings share a page. Links lead
to Markdown files, relative to the drawing's file (``north-quay.md#s-harbour-post``). Publishing
turns these links into addresses on the site.
"""

from html import escape

from ..text import squeezed


class Svg(str):
    """Escaped SVG. A plain ``str`` is text, and is escaped when it is put in a drawing.

    Hidden characters in the text are written as their codes, such as ``⟨U+202E⟩``, because XML
    doesn't allow control characters.
    """

    __slots__ = ()


def element(name: str, *children: str, **attributes: str | float | None) -> Svg:
    """Return an SVG element. ``class_`` means ``class``, ``stroke_width`` means ``stroke-width``.

    Attributes that are None are left out. Numbers are lengths in pixels, rounded to a tenth.
    """
    shown = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if not children:
        return Svg(f"<{name}{shown}/>")
    inside = "".join(
        child if isinstance(child, Svg) else escape(squeezed(child), quote=False)
        for child in children
    )
    return Svg(f"<{name}{shown}>{inside}</{name}>")


def drawing(
    kind: str, label: str, width: float, height: float, *children: str, links: bool = False
) -> Svg:
    """Return a complete SVG file of ``width`` by ``height`` pixels.

    ``kind`` (such as ``map``) becomes the drawing's class. ``label``: the text alternative.
    ``links``: True if the drawing contains links, which the ARIA role ``img`` would hide.
    """
    root = element(
        "svg", *children,
        xmlns="http://www.w3.org/2000/svg", class_=f"drawn {kind}",
        viewBox=f"0 0 {number(width)} {number(height)}", width=width, height=height,
        role="group" if links else "img", aria_label=label,
        font_family="sans-serif", font_size=12, fill="#211f1b",
    )  # fmt: skip
    return Svg(f"{root}\n")


def number(value: float) -> str:
    """Return a number rounded to a tenth, in the shortest form."""
    shown = f"{value:.1f}".removesuffix(".0")
    return "0" if shown == "-0" else shown


def _value(value: str | float) -> str:
    return escape(squeezed(value)) if isinstance(value, str) else number(value)
