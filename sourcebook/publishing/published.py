"""The result of publishing the site, and the error if it can't be published."""

from dataclasses import dataclass

from .mkdocs_context import RenderContext


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
