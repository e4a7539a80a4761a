"""A project: its folders, its cache, its language, and the result of making its ``docs/``.

This module is imported without the records' models, which take long to import. The process that
publishes the site does without them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from . import languages, project_language
from .problems import Problem
from .writing import Cache, TreeChanges, user_key

SOURCES, DOCS, SITE, CACHE = "sources", "docs", "site", ".cache/sourcebook"
"""The folders of a project, relative to the project's own folder."""

SETTINGS = "mkdocs.yml"
"""The name of the file with a project's settings."""


@dataclass(frozen=True)
class Built:
    """The result of making ``docs/``.

    ``sizes``: the number of records of each type. ``lines``: path -> lines, for each file that has
    a problem.
    """

    sizes: Mapping[str, int]
    problems: list[Problem]
    lines: Mapping[str, Sequence[str]] = field(default_factory=dict)
    changes: TreeChanges | None = None
    """The files that were written and deleted; None if there are errors in the sources."""
    docs: Mapping[str, bytes] = field(default_factory=dict)
    """Path -> hash, for each file in ``docs/``; empty if ``docs/`` wasn't made."""


def open_cache(project: Path, *, fresh: bool = False) -> Cache:
    """Return the cache of a project's builds in the language in use.

    ``fresh``: whether to ignore the cache's old content. Content in another language is always
    ignored.
    """
    language = languages.in_use()
    variant = language.digest if language else b""
    return Cache(project / CACHE, user_key(), fresh=fresh, variant=variant)


def speak(config_file: Path) -> None:
    """From now on, show everything in the language that a project's settings name."""
    project_language.speak(config_file, config_file.parent / CACHE)
