"""Writes a page's companions: files that are made from the page's text, and written with its HTML.

Every page has its Markdown as a companion. The Markdown is at the same path as in ``docs/``, so its
links lead to the Markdown of other pages. Events, questions and the map also have a small page that
other sites can embed, and events and questions have a picture for shared links.
"""

import re
from collections.abc import Mapping
from html import escape, unescape
from pathlib import Path
from posixpath import basename
from typing import TYPE_CHECKING, Any

from ..messages import gettext as _
from ..writing import write_file
from . import share_pictures

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_EMBEDDED = re.compile(r"(events|questions)/(?!index\.md)[^/]+\.md|map\.md")
_TITLE = re.compile(r"<h1[ >]")
_SECTION = re.compile(r"<h2[ >]")
_LIST_ON_MAP = '<div class="on-map'
_NOT_EMBEDDED = re.compile(r'<a class="headerlink".*?</a>|<div class="siblings.*?</div>', re.DOTALL)
_STYLES = re.compile(r'<link rel="(?:icon|stylesheet)"[^>]*>')
_HTML = re.compile(r"<html[^>]*>")
_BODY = re.compile(r"<body[^>]*>")
_SCHEME = re.compile(r'(?<=data-md-color-scheme=")[^"]*')


def embed_path(page: str) -> str:
    """Return the path in the site of a page's version for embedding.

    The path is empty if the page has no such version. ``page``: the page's path in ``docs/``.
    """
    return f"{page.removesuffix('.md')}/embed" if _EMBEDDED.fullmatch(page) else ""


def embed_url(page: Any, config: "MkDocsConfig") -> str:
    """Return the address, in the site, of a page's version for embedding.

    The address is empty if the page has no such version.
    """
    path = embed_path(page.file.src_uri) if page else ""
    return path and path + ("/" if config.use_directory_urls else ".html")


def paths(page: str, meta: Mapping[str, Any], config: "MkDocsConfig") -> list[str]:
    """Return the paths in the site of a page's companions.

    ``page``: the page's path in ``docs/``. ``meta``: the page's front matter.
    """
    if meta.get("moved_to"):
        return []
    found = [page]
    if embed := embed_path(page):
        found.append(embed + ("/index.html" if config.use_directory_urls else ".html"))
    if picture := share_pictures.path(page, meta, config):
        found.append(picture)
    return found


def write(html: str, page: Any, config: "MkDocsConfig") -> None:
    """Write a page's companions. ``html``: the page's HTML. Raises OSError."""
    if not page.file.abs_src_path:
        return  # the preview renders this page from a text, not from a file
    for path in paths(page.file.src_uri, page.meta, config):
        if path == page.file.src_uri:
            content = page.file.content_bytes
        elif path.endswith(".png"):
            content = share_pictures.drawn(page, config)
        else:
            content = _embeddable(html, page, config).encode()
        write_file(Path(config.site_dir, path), content)


def _embeddable(html: str, page: Any, config: "MkDocsConfig") -> str:
    """Return a page's version for embedding: the page's beginning, and a link to the page.

    Relative addresses in this version are unchanged, because the ``<base>`` of the version is the
    address of the page.
    """
    here = basename(page.url) or "./"
    base = "../" + (basename(page.url) if not config.use_directory_urls else "")
    title = escape(unescape(str(page.meta.get("title") or page.title)))
    canonical = f'<link rel="canonical" href="{page.canonical_url}">' if page.canonical_url else ""
    site, whole = escape(config.site_name), _("The whole page")
    origin = _("{label}: {value}").format(label=f'<a href="{here}">{whole}</a>', value=site)
    return "\n".join([
        "<!doctype html>",
        _first(_HTML, html).replace("no-js", "js"),
        '<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f'<base href="{base}" target="_blank">',
        f'<title>{title} - {site}</title>\n<meta name="robots" content="noindex">{canonical}',
        *_STYLES.findall(html),
        "</head>",
        _body(html, config),
        f'<main class="md-typeset page embed">\n{_beginning(page.content, page.file.src_uri)}',
        f'<p class="embed__from">{origin}</p>',
        "</main>\n</body>\n</html>\n",
    ])  # fmt: skip


def _body(html: str, config: "MkDocsConfig") -> str:
    """Return the opening tag of the HTML body, with the colour scheme of the embedded page.

    If the site has a dark scheme for readers whose system prefers one, the result has the scheme
    ``system``: ``assets/site.css`` then chooses light or dark colours without a script.
    """
    body = _first(_BODY, html)
    palettes = config.theme.get("palette") or ()
    follows = not isinstance(palettes, Mapping) and any(
        "dark" in str(palette.get("media", "")) for palette in palettes
    )
    return _SCHEME.sub("system", body) if follows else body


def _first(pattern: re.Pattern[str], html: str) -> str:
    found = pattern.search(html)
    return found[0] if found else ""


def _beginning(content: str, page: str) -> str:
    """Return the part of a page that its version for embedding shows.

    This part is the title and the text before the first section. For a question, this part also
    includes the first section.
    """
    start = _TITLE.search(content)
    sections = [found.start() for found in _SECTION.finditer(content)]
    kept = 1 if page.startswith("questions/") else 0
    ends = [*sections[kept : kept + 1], content.find(_LIST_ON_MAP)]
    end = min((at for at in ends if at >= 0), default=len(content))
    return _NOT_EMBEDDED.sub("", content[start.start() if start else 0 : end])
