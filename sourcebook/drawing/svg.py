"""SVG text that is safe: every string from a record is escaped on its way in.

A drawing is read in two places. On the site it stands inside the page, where the
theme's CSS gives it colours by class; a presentation attribute (``fill``,
``stroke``) gives way to CSS. As a file on a Git host it has those attributes
alone. So: classes for the theme, attributes for plain daylight, no ``<style>``,
no script, no ids (many drawings share a page).

Links lead to Markdown files, relative to the drawing's own file, as on the
pages (``north-quay.md#s-harbour-post``); publishing turns them into addresses.
"""

from html import escape

from ..text import squeezed


class Svg(str):
    """SVG that may stand in a drawing as it is. A plain ``str`` is text: it is escaped.

    What XML has no place for, control characters, is spelled out.
    """

    __slots__ = ()


def element(name: str, *children: str, **attributes: str | float | None) -> Svg:
    """Return an element. ``class_`` is class, ``stroke_width`` is stroke-width; None is left out.

    Numbers are lengths in pixels of the drawing, kept to a tenth.
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
    """Return a whole file: a drawing of ``width`` by ``height`` pixels with its text equivalent.

    ``kind`` (map, timeline, network) becomes its class. ``links``: whether there are
    links in it, which a picture to a screen reader could not have.
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
    """Return a number as short as it can be to a tenth."""
    shown = f"{value:.1f}".removesuffix(".0")
    return "0" if shown == "-0" else shown


def _value(value: str | float) -> str:
    return escape(squeezed(value)) if isinstance(value, str) else number(value)
