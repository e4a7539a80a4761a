"""Converts a page with the CommonMark engine, updates its links, adds anchors to headings.

Python-Markdown gives its treeprocessors a tree of the page's elements. Parsing the engine's HTML
into such a tree would take longer than the rest of the conversion. So the HTML is only split at
those tags that the processors of links, anchors and titles need. The processors get a flat tree
with an element for each of these tags. When they change an element, the element's tag in the HTML
is changed too.
"""

import re
from collections.abc import Callable, Iterator, Mapping, MutableSequence, Sequence
from html import escape, unescape
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

import pyromark
from markdown import Markdown
from markdown.extensions.toc import nest_toc_tokens, unique

from .syntaxes import of_host

_TAG = re.compile(
    r"(<!--(?:.*?-->|.*)|</?h[1-6](?:\s[^<>]*)?>|<[a-z][a-z0-9]*\s[^<>]*>)", re.DOTALL
)
"""Matches an HTML comment, a heading's start or end tag, or any start tag with attributes.

The engine writes ``<`` and ``>`` in attributes as entities. Comments are matched so that the tags
inside comments aren't changed. A comment without an end is matched up to the end of the page.
Otherwise, searching could take time quadratic in the length of the page.
"""

_ATTRIBUTE = re.compile(r'\s([a-zA-Z-]+)="([^"]*)"')
_ADDRESS = re.compile(r'\s(?:href|src)="([^"]*)"')
_ANCHOR = re.compile(r"\s(?:id|name)=")
_HAS_ID = re.compile(r"<(?!h[1-6])\w[^<>]*?\s(?:id=|markdown[\s>])")
"""Matches a tag with the attribute ``id`` or ``markdown``, except the tags of headings."""

_MARKDOWN = re.compile(r"\smarkdown(?=[\s>])")
_TAG_INSIDE = re.compile(r"<[^>]*>")


class _Heading(NamedTuple):
    """A heading. ``start``, ``end``: the indexes of its start tag and end tag in the page's pieces.

    The pieces are the texts and tags into which ``_TAG`` splits the page's HTML.
    """

    element: Element
    start: int
    end: int


def convert(
    md: Markdown, source: str, update_link: Callable[[str], str | None] | None = None
) -> str:
    """Return a page's HTML, and set ``md.toc_tokens`` as the extension ``toc`` does.

    ``source``: the page's Markdown. ``update_link``: a function that takes the tag of a link or an
    image, and returns the tag with its address on the site, or None. The treeprocessors get only
    those links and images for which the function returns None.
    """
    html = pyromark.html(source, options=pyromark.Options.ENABLE_TABLES).strip()
    # Text and tags alternate: tags have odd indexes.
    pieces: list[str] = _TAG.split(html)
    changed: dict[str, str] = {}
    elements: dict[str, Element] = {}
    # Equal tags share one element, because a page often has the same link several times.
    for tag in dict.fromkeys(pieces[1::2]):
        if tag.startswith(("<a ", "<img ")):
            updated = update_link(tag) if update_link else None
            if updated is None:
                elements[tag] = _element(tag)
            else:
                changed[tag] = updated
        elif _HAS_ID.match(tag):
            elements[tag] = _element(tag)
    headings = list(_headings(pieces))
    used = {id_ for element in elements.values() if (id_ := element.get("id"))}
    _add_anchors(md, pieces, headings, used)
    _run_host(md, [heading.element for heading in headings], elements, html.startswith("<h1"))
    changed |= {tag: _rewritten(tag, element) for tag, element in elements.items()}
    return "".join(changed.get(piece, piece) for piece in pieces)


def _element(tag: str) -> Element:
    name = tag[1:].split(None, 1)[0]
    attributes = {key: unescape(value) for key, value in _ATTRIBUTE.findall(tag)}
    if name == "a" and "href" not in attributes:
        # An <a> without an address is only an anchor. Make it a <span>, because the processors of
        # links expect an address in each <a>.
        return Element("span", id=attributes.get("id") or attributes.get("name", ""))
    return Element(name, attributes)


def _headings(pieces: Sequence[str]) -> Iterator[_Heading]:
    start = 0
    for index, tag in enumerate(pieces[1::2]):
        at = 2 * index + 1
        if tag.startswith("<h") and tag[2:3].isdigit():
            start = at
        elif tag.startswith("</h"):
            inner = "".join(pieces[start + 1 : at])
            element = Element(pieces[start][1:3])
            element.text = unescape(_TAG_INSIDE.sub("", inner))
            yield _Heading(element, start, at)


def _add_anchors(
    md: Markdown, pieces: MutableSequence[str], headings: Sequence[_Heading], used: set[str]
) -> None:
    """Give headings ids and permalinks, and set ``md.toc_tokens``.

    ``pieces``: the page's HTML, split into texts and tags. ``used``: the ids that other elements of
    the page have. The new ids are added to this set.
    """
    if "toc" not in md.treeprocessors:
        md.toc_tokens = []  # type: ignore[attr-defined]
        return
    toc: Any = md.treeprocessors["toc"]
    counters: dict[str, int] = {}
    tokens = []
    for element, start, end in headings:
        inner = "".join(pieces[start + 1 : end])
        name = " ".join(_TAG_INSIDE.sub("", inner).split())
        id_ = unique(toc.slugify(unescape(name), toc.sep), used, counters)  # type: ignore[call-arg]
        element.set("id", id_)
        level = int(element.tag[1])
        if toc.toc_top <= level <= toc.toc_bottom:
            tokens.append(
                {"level": level, "id": id_, "name": name, "html": inner, "data-toc-label": ""}
            )
        pieces[start] = f'<{element.tag} id="{id_}">'
        pieces[end] = f"{_permalink(toc, id_)}{pieces[end]}"
    md.toc_tokens = nest_toc_tokens(tokens)  # type: ignore[attr-defined, arg-type]


def _permalink(toc: Any, id_: str) -> str:
    if not toc.use_permalinks:
        return ""
    sign = "&para;" if toc.use_permalinks is True else _escaped(toc.use_permalinks)
    attributes = {"class": toc.permalink_class, "href": f"#{id_}"}
    if toc.permalink_title:
        attributes["title"] = toc.permalink_title
    return f"{_tag('a', attributes)}{sign}</a>"


def _run_host(
    md: Markdown, headings: Sequence[Element], elements: Mapping[str, Element], titled: bool
) -> None:
    """Run the processors of the host, which is the program that calls Python-Markdown.

    ``elements``: tag -> the tag's element. ``titled``: whether the page begins with a main heading.
    """
    root = Element("div")
    if not titled:
        # Put an element before the first heading. Then the processor of titles doesn't use this
        # heading as the page's title.
        root.append(Element("p"))
    root.extend(headings)
    root.extend(elements.values())
    for processor in md.treeprocessors:
        if of_host(processor):
            processor.run(root)


def _rewritten(tag: str, element: Element) -> str:
    """Return a tag with the changes that processors made to its element.

    The attribute ``markdown`` is removed from tags other than links and images.
    """
    if element.tag not in ("a", "img"):
        return _MARKDOWN.sub("", tag)
    before = _element(tag).attrib
    changed = {key for key, value in element.items() if before.get(key) != value}
    if changed <= {"href", "src"} and before.keys() == element.keys():
        return with_address(tag, element.get("href") or element.get("src") or "")
    end = " /" if tag.endswith("/>") else ""
    return _tag(element.tag, element.attrib, end)


def address(tag: str) -> str | None:
    """Return the address in the tag of a link or an image.

    Return None if the tag has no address, or if it has an ``id`` or a ``name`` and so is also an
    anchor.
    """
    found = None if _ANCHOR.search(tag) else _ADDRESS.search(tag)
    return unescape(found[1]) if found else None


def with_address(tag: str, new: str) -> str:
    """Return the tag of a link or an image, with its address replaced by ``new``."""
    return _ADDRESS.sub(lambda old: f'{old[0][: -len(old[1]) - 1]}{_escaped(new)}"', tag, 1)


def _tag(name: str, attributes: Mapping[str, str], end: str = "") -> str:
    written = "".join(f' {key}="{_escaped(value)}"' for key, value in attributes.items())
    return f"<{name}{written}{end}>"


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace('"', "&quot;")
