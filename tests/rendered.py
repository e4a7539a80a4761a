"""Pages as a browser sees them: rendered with the site's own settings, and parsed as HTML5."""

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
"""The elements that pages are made of."""

FROM_MARKDOWN = frozenset(["h4", "h5", "h6", "hr", "pre"])
"""Those that a hand-written page may add."""

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
    """What a page shows. ``meta``: its front matter; ``text``: all its text, on one line."""

    meta: dict[str, Any]
    text: str
    elements: list[Element]


@cache
def settings() -> dict[str, Any]:
    """Return how ``mkdocs.yml`` has Markdown read, MkDocs' own extensions included."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    return {
        "extensions": config.markdown_extensions,
        "extension_configs": config.mdx_configs,
    }


def shown(page: str) -> Shown:
    """Render a page, or a part of one, and return what it shows.

    It must show the same by Python-Markdown alone: in a site without our extension.
    """
    found, plain = rendered(page, ours=True), rendered(page, ours=False)
    assert found.text == plain.text
    assert _attributes(found) == _attributes(plain)
    return found


def rendered(page: str, *, ours: bool) -> Shown:
    """Return what a page shows by ``converter(ours)``."""
    # MkDocs takes a text without front matter for one with an older sort of it.
    body, front_matter = meta.get_data(page) if page.startswith("---\n") else (page, {})
    html = converter(ours=ours).convert(inline_svg.insert_placeholders(body))
    # Python-Markdown leaves no line break between the cells of a table.
    html = re.sub(r"</t[dh]>", r"\g<0> ", html)
    tree = html5lib.parseFragment(html, container="body", namespaceHTMLElements=False)
    elements = [element for element in tree.iter() if isinstance(element.tag, str)][1:]
    return Shown(front_matter, flat("".join(tree.itertext())), elements)


def converter(*, ours: bool) -> Any:
    """Return what converts a page. ``ours``: as on the site; else as Python-Markdown alone does."""
    own = [commonmark.CommonMarkExtension()] if ours else []
    common = settings()
    return markdown.Markdown(**common | {"extensions": [*common["extensions"], *own]})


def _attributes(found: Shown) -> list[dict[str, str]]:
    """Return the attributes of each element that has any but a style."""
    # Python-Markdown makes each white space in a link's title a plain space.
    every = (
        {name: re.sub(r"\s", " ", value) for name, value in element.attrib.items()}
        for element in found.elements
    )
    return [attributes for attributes in every if attributes.keys() - {"style"}]


def flat(text: str) -> str:
    """Return a text as a browser lays it out: white space is one space."""
    return re.sub(r"[ \t\n\r\f]+", " ", text).strip(" ")


def strangers(elements: list[Element], allowed: frozenset[str] = OURS) -> list[str]:
    """Return the elements, attributes and links that no page of ours should have."""
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
    """Tell whether a browser would take an address as a page: of this site, or of the web."""
    # Browsers drop these characters before they look for a scheme.
    plain = re.sub(r"[\x00-\x20]", "", address)
    try:
        return urlsplit(plain).scheme in ("", "http", "https", "mailto")
    except ValueError:
        return False
