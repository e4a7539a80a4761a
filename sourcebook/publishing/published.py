"""The result of publishing the site, and the error if it can't be published."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

from ..problems import Problem
from ..records.folders import HOME
from .mkdocs_context import RenderContext

_QUOTED = re.compile("'([^']*)'")


class PublishingError(Exception):
    """The site could not be built; the message says why."""


@dataclass(frozen=True)
class Published:
    """The result of publishing.

    ``warnings``: MkDocs' warnings and errors. ``changed``: paths of pages that are new, changed or
    deleted; empty if MkDocs built the whole site. ``index_seconds``: the time, in seconds, that the
    search index took. ``all_changed``: whether every page may look different, because a style sheet
    or script has changed, or because MkDocs built the whole site. ``render_context``: the settings,
    files and navigation that the pages were rendered with; None if no incremental build was
    necessary or possible.
    """

    warnings: list[str]
    changed: list[str]
    index_seconds: float = 0.0
    all_changed: bool = False
    render_context: RenderContext | None = None


def without_told(warnings: Iterable[str], problems: Iterable[Problem]) -> list[str]:
    """Return MkDocs' warnings without those about broken links that are among the problems.

    A problem says where the link is written, which MkDocs doesn't know. ``problems``: the problems
    found in the sources.
    """
    told = {
        (_page_of(problem), unquote(problem.facts["value"]))
        for problem in problems
        if problem.code == "broken-link"
    }
    return [warning for warning in warnings if _subject(warning) not in told]


def _subject(warning: str) -> tuple[str, str]:
    """Return the first two names that a warning has in quotation marks: of a page and of a link."""
    page, link, *_ = (*_QUOTED.findall(warning), "", "")
    return page, unquote(html.unescape(link))


def _page_of(problem: Problem) -> str:
    """Return the path, in ``docs/``, of the page that the hand-written text is shown on."""
    path = PurePosixPath(problem.mark.path)
    return "index.md" if path.stem == HOME else path.name
