"""Converts pages to HTML with the site's settings, and parses them as browsers do (HTML5)."""

import re
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
import markdown
from mkdocs.config import load_config
from mkdocs.utils import meta

from sourcebook import commonmark
from sourcebook.publishing import inline_svg

from .projects import ROOT

OURS = frozenset(
    [
        "a", "blockquote", "br", "code", "details", "div", "em", "h1", "h2", "h3", "li", "nav",
        "ol", "p", "small", "span", "strong", "summary", "sup", "table", "tbody", "td", "th",
        "thead", "tr", "ul",
    ]
)  # fmt: skip
"""The HTML elements that generated pages may contain."""

FROM_MARKDOWN = frozenset(["h4", "h5", "h6", "hr", "pre"])
"""Further elements that only hand-written pages may contain."""

ATTRIBUTES = frozenset(
    [
        "aria-label",
        "class",
        "data-actor",
        "data-actors",
        "data-at",
        "data-fact",
        "data-file",
        "dir",
        "data-groups",
        "data-kind",
        "data-names",
        "data-outline",
        "data-pagefind-ignore",
        "data-place",
        "data-source",
        "data-sources",
        "data-tag",
        "data-when",
        "data-year",
        "href",
        "id",
        "role",
        "start",
        "tabindex",
        "title",
    ]
)


class Shown(NamedTuple):
    """A page after conversion to HTML. ``text``: the page's text on one line.

    ``meta``: the front matter. ``elements``: all HTML elements of the page.
    """

    meta: dict[str, Any]
    text: str
    elements: list[Element]


@cache
def settings() -> dict[str, Any]:
    """Return the Markdown extensions and their settings, from ``mkdocs.yml`` and MkDocs itself."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    return {
        "extensions": config.markdown_extensions,
        "extension_configs": config.mdx_configs,
    }


def shown(page: str) -> Shown:
    """Convert the Markdown of a page, or of a part of a page, to HTML.

    Fail the test if Python-Markdown, without the extension ``commonmark``, gives another result.
    """
    found, plain = rendered(page, ours=True), rendered(page, ours=False)
    assert found.text == plain.text
    assert _attributes(found) == _attributes(plain)
    return found


def rendered(page: str, *, ours: bool) -> Shown:
    """Convert a page to HTML by Python-Markdown. ``ours``: with the extension ``commonmark``."""
    # Without this condition, MkDocs could read the beginning of a text as MultiMarkdown metadata.
    body, front_matter = meta.get_data(page) if page.startswith("---\n") else (page, {})
    html = converter(ours=ours).convert(inline_svg.insert_placeholders(body))
    # Separate the cells of a table by a space, because only one of the two Markdown converters
    # separates them.
    html = re.sub(r"</t[dh]>", r"\g<0> ", html)
    tree = html5lib.parseFragment(html, container="body", namespaceHTMLElements=False)
    elements = [element for element in tree.iter() if isinstance(element.tag, str)][1:]
    return Shown(front_matter, flat("".join(tree.itertext())), elements)


def converter(*, ours: bool) -> Any:
    """Return a converter of Python-Markdown. ``ours``: with the extension ``commonmark``."""
    own = [commonmark.CommonMarkExtension()] if ours else []
    common = settings()
    return markdown.Markdown(**common | {"extensions": [*common["extensions"], *own]})


def _attributes(found: Shown) -> list[dict[str, str]]:
    """Return the attributes of each element of a page.

    Elements that have no attributes, or only ``style``, are left out.
    """
    # Replace white space by plain spaces, as Python-Markdown does in the titles of links.
    every = (
        {name: re.sub(r"\s", " ", value) for name, value in element.attrib.items()}
        for element in found.elements
    )
    return [attributes for attributes in every if attributes.keys() - {"style"}]


def flat(text: str) -> str:
    """Return a text as a browser shows it: each sequence of white space becomes one space."""
    return re.sub(r"[ \t\n\r\f]+", " ", text).strip(" ")


def strangers(elements: list[Element], allowed: frozenset[str] = OURS) -> list[str]:
    """Return, as text, those elements, attributes and links that a page may not have."""
    found = []
    for element in elements:
        if element.tag not in allowed:
            found.append(f"<{element.tag}>")
        for name, value in element.attrib.items():
            if name not in ATTRIBUTES:
                found.append(f"<{element.tag} {name}>")
            if name == "href" and not is_safe(value):
                found.append(f"<{element.tag} href={value!r}>")
    return found


def is_safe(address: str) -> bool:
    """Return whether an address is a path, a web address or an e-mail address."""
    # Browsers remove these characters before they read an address's scheme.
    plain = re.sub(r"[\x00-\x20]", "", address)
    try:
        return urlsplit(plain).scheme in ("", "http", "https", "mailto")
    except ValueError:
        return False
