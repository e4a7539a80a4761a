"""Prepares HTML for extraction: puts text outside paragraphs, as in old pages, into paragraphs."""

import re
from typing import Any

from ..tolerance import or_default

_BREAKS = re.compile(r"(?:<br\s*/?>(?:\s|&nbsp;|&#160;)*){2,}", re.IGNORECASE)
_BLANK = re.compile(r"\n[^\S\n]*\n")
_TABLE = ("table", "thead", "tbody", "tfoot", "tr", "td", "th")
_INLINE = frozenset(
    re.findall(
        r"\w+",
        """a abbr b bdi bdo big br cite code del dfn em font i ins kbd mark q s samp small span
        strike strong sub sup time tt u var wbr""",
    )
)


def with_paragraphs(html: str) -> Any:
    """Return the element tree of a page in which all text is put into paragraphs.

    Text is split into paragraphs at two successive line breaks and, if it is preformatted, at blank
    lines. Tables that contain paragraphs are for layout only, and become ``div`` elements. Returns
    None for unparsable HTML.
    """
    import trafilatura

    tree: Any = or_default(lambda: trafilatura.load_html(_BREAKS.sub("<p>", html)), None)
    if tree is None:
        return None
    for element in list(tree.iter("pre")):
        _unpack(element)
    for element in list(tree.iter("table")):
        if element.find(".//p") is not None:
            for part in element.iter(*_TABLE):
                part.tag = "div"
    for element in list(tree.iter()):
        if any(child.tag == "p" for child in element):
            _wrap(element)
    return tree


def _unpack(element: Any) -> None:
    """Split preformatted text into paragraphs at blank lines, if the text has blank lines."""
    blocks = [block for block in _BLANK.split(element.text_content()) if block.strip()]
    if len(blocks) > 1:
        tail = element.tail
        element.clear()
        element.tag, element.tail = "div", tail
        for block in blocks:
            element.append(_paragraph(element, block))


def _wrap(element: Any) -> None:
    """Put the text and the inline elements between an element's block elements into paragraphs."""
    if element.tag in _INLINE:
        element.tag = "div"
    children = [_paragraph(element, element.text)]
    element.text = None
    for child in list(element):
        element.remove(child)
        if child.tag in _INLINE and child.find(".//p") is None:
            children[-1].append(child)
        else:
            children += [child, _paragraph(element, child.tail)]
            child.tail = None
    for child in children:
        if len(child) or (child.text or "").strip() or child.attrib or child.tag != "p":
            element.append(child)


def _paragraph(element: Any, text: str | None) -> Any:
    paragraph = element.makeelement("p")
    paragraph.text = text
    return paragraph
