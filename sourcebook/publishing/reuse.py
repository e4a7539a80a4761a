"""Makes the parts of a page that help with reuse: citation, data files, link to report errors."""

import hashlib
import json
import re
from collections.abc import Callable, Container
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from ..citing.coins import coins
from ..citing.placeholders import ADDRESS, TITLE
from ..exports.site_facts import PATH as FACTS
from ..markdown import Md, isolated
from ..messages import gettext as _
from ..records.folders import FOLDERS
from ..text import titled

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

CHANGES = "data/changes.md"
"""The path in ``docs/`` of the page that shows what has changed in the data."""

VERSION = 12
"""Number of hexadecimal digits of a page's version, which is the beginning of a hash."""

_BOX = re.compile(
    r'<details class="cite">(?:(?!</details>).)*?class="address">(?P<address>[^<]+)<'
    r"(?:(?!</details>).)*",
    re.DOTALL,
)
"""Matches the HTML box with the citation of a claim, without the box's end tag."""


_QUOTED = re.compile(r'[“"]([^“”"]*)[”"]')


Report = Callable[[str, str], str]
"""A function that returns the URL for reporting an error in a page or claim.

Its parameters are the title and the address of the page or claim.
"""


class Reuse(NamedTuple):
    """The parts of a page that help with reuse.

    The page's citation consists of ``citation`` (HTML), ``address`` and ``after`` (text).
    ``address`` is the page's address, absolute if the site's address is known. ``version``: the
    page's version, in words. ``version``, ``citation`` and ``after`` are empty if the page has no
    citation.

    ``files``: label and path of each file with data of the page's record. ``report``: the address
    for reporting an error in the page; empty if the settings have none. ``coins``: on the page of a
    source, descriptions for Zotero of the source and of the page (see ``citing.coins``). On any
    other page, ``coins`` is empty; such a page has ``citation_*`` metadata in its head instead.
    """

    version: str
    citation: str
    address: str
    after: str
    files: list[tuple[str, str]]
    report: str
    coins: list[str]


class SiteFacts(NamedTuple):
    """The content of ``data/site.json``, which ``exports.site_facts`` writes."""

    title: str
    licence: str
    citation: tuple[str, ...]


def facts(docs: Path) -> SiteFacts:
    """Return the content of ``data/site.json``; empty values if ``docs/`` has no such file."""
    try:
        found = json.loads((docs / FACTS).read_text("utf-8"))
        return SiteFacts(found["title"], found["licence"], tuple(found["citation"]))
    except (OSError, ValueError, KeyError):
        return SiteFacts("", "", ())


def install(env: "Environment", config: "MkDocsConfig", files: "Files") -> None:
    """Set the templates' globals ``site_facts``, ``reuse``, ``report`` and ``changes``."""
    page = files.get_file_from_path(CHANGES)
    env.globals["changes"] = page.url if page else ""
    known = facts(Path(config.docs_dir))
    env.globals["site_facts"] = known
    report = reporting(config)
    env.globals["reuse"] = lambda page: _reuse(page, config, known, report, files.src_uris)
    env.globals["report"] = report


def _reuse(
    page: Any, config: "MkDocsConfig", known: SiteFacts, report: Report, paths: Container[str]
) -> Reuse | None:
    """Return a page's ``Reuse``; None if its front matter has no title, or if it only redirects.

    ``paths``: the paths of all files in ``docs/``. ``known``: the content of ``data/site.json``.
    ``report``: makes addresses for reporting errors (see ``Report``).
    """
    if not page or not page.meta or not page.meta.get("title") or page.meta.get("moved_to"):
        return None
    title = page.title if page.is_homepage else unescape(str(page.meta["title"]))
    address = page.canonical_url or page.url
    version = _("Version {version}.").format(version=_version(page))
    citation, after = _citation(known.citation, title, version)
    found = _coins(page, config, known, title)
    words = version.rstrip(".") if citation else ""
    files = _files(page, paths)
    return Reuse(words, citation, address, after, files, report(title, address), found)


def read_beside(path: str, docs: Path) -> list[str]:
    """Return the paths in ``docs/`` of other files whose data a page shows.

    A change to one of these files changes the page's HTML.

    ``path``: the page's path in ``docs/``.
    """
    folder, _slash, name = path.removesuffix(".md").partition("/")
    item = f"{folder}/{name}.csl.json"
    is_source = folder == FOLDERS["source"] and name != "index" and "/" not in name
    return [item] if is_source and (docs / item).exists() else []


def _coins(page: Any, config: "MkDocsConfig", known: SiteFacts, title: str) -> list[str]:
    docs = Path(config.docs_dir)
    found = [
        item
        for path in read_beside(page.file.src_uri, docs)
        for item in json.loads((docs / path).read_text("utf-8"))
    ]
    if not found:
        return []
    own = {"type": "webpage", "title": title, "container-title": known.title or config.site_name}
    return [coins(item) for item in (*found, own | {"URL": page.canonical_url or ""})]


def _version(page: Any) -> str:
    """Return a page's version: the beginning of the SHA-256 of its published Markdown."""
    return hashlib.sha256(page.file.content_bytes).hexdigest()[:VERSION]


def _citation(patterns: tuple[str, ...], title: str, version: str) -> tuple[str, str]:
    """Return a page's citation in two parts, before and after the URL; the first part is HTML.

    ``patterns``: two citations with placeholders; the second one is for titles that end in ? or !.
    ``version``: a sentence with the page's version. Both parts are empty if there are no patterns.
    """
    if not patterns:
        return "", ""
    asks = title.endswith(("?", "!"))
    before, _address, after = patterns[asks].partition(ADDRESS)
    if f"“{TITLE}" in before:  # inside “ and ”, quotation marks are single
        title = _QUOTED.sub(r"‘\1’", title)
    shown = isolated(Md(escape(title, quote=False)))  # isolated, to keep its punctuation in place
    before = escape(before, quote=False).replace(f"{TITLE}?" if asks else TITLE, shown)
    return f"{before}{version} ", after


def _files(page: Any, paths: Container[str]) -> list[tuple[str, str]]:
    """Return (label, path) for each file that has the data of a page's record."""
    folder, _slash, id_ = page.file.src_uri.removesuffix(".md").partition("/")
    if folder not in FOLDERS.values() or "/" in id_:
        return []
    named = [("JSON", f"data/{folder}/{id_}.json"), ("CSV", f"data/{folder}/{id_}.csv")]
    named += [("BibTeX", f"{folder}/{id_}.bib"), ("CSL-JSON", f"{folder}/{id_}.csl.json")]
    return [(label, path) for label, path in named if path in paths]


def reporting(config: "MkDocsConfig") -> Report:
    """Return a function that makes the URL for reporting an error in a page or claim.

    The function fills the title and the address of the page or claim into the placeholders
    ``{title}`` and ``{address}`` of the setting ``extra.report``. If the setting is a ``mailto:``
    address without placeholders, the title becomes the e-mail's subject, and the address becomes
    the e-mail's text. Without the setting, the function returns an empty text.
    """
    own = config.extra
    setting = own.get("report")
    pattern = setting if isinstance(setting, str) else ""
    if pattern.startswith("mailto:") and "{" not in pattern:
        pattern += ("&" if "?" in pattern else "?") + "subject={title}&body={address}"

    def report(title: str, address: str) -> str:
        places = {"{title}": quote(title, safe=""), "{address}": quote(address, safe="")}
        return re.sub(r"\{(?:title|address)\}", lambda place: places[place[0]], pattern)

    return report


def with_reports(html: str, config: "MkDocsConfig") -> str:
    """Return a page's HTML with a link for reporting an error in each claim's citation box."""
    report = reporting(config)
    if '<details class="cite">' not in html or not report("", ""):
        return html
    words = _("Report an error in this claim")

    def reported(box: re.Match[str]) -> str:
        claim = unescape(box["address"])
        to = report(titled(words, claim), f"{config.site_url or ''}{claim}")
        return f'{box[0]}<small><a class="report" href="{escape(to)}">{words}</a></small>'

    return _BOX.sub(reported, html)
