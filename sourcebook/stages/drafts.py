"""Makes pages of records that aren't published yet, for the preview."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from ..corpus import with_drafts
from ..evidence import NOTHING_CHECKED
from ..exports import (
    media,
    pictures,
)
from ..pages.compose import Composer
from ..problems import Problem
from ..project import DOCS, SOURCES
from ..reading.folder import Parts, read
from ..records.media import FOLDER as MEDIA
from ..records.pictures import FOLDER as PICTURES
from ..records.types import ENTITY_TYPES
from ..writing import Cache

_DRAFTS = frozenset(["event-without-claim", "unreferenced"])
"""Codes of two problems. A complete record that has one of them is a draft: it isn't published.

Such a record is an event without a claim, or a record to which nothing refers.
"""


class Drafts(NamedTuple):
    """Pages of records that aren't published yet, for the preview.

    The keys of both mappings are paths in ``docs/``. ``pages``: the pages' Markdown. ``files``:
    contents of pictures and recordings that only these pages show.
    """

    pages: Mapping[str, str] = MappingProxyType({})
    files: Mapping[str, bytes] = MappingProxyType({})


def draft_pages(project: Path, cache: Cache, problems: Iterable[Problem], most: int) -> Drafts:
    """Return pages of records that aren't published yet, and the files that only these pages show.

    ``problems``: the problems of the last build, which had no error. ``most``: maximum number of
    pages. Raises OSError if a picture can't be read.
    """
    found = [problem.facts for problem in problems if problem.code in _DRAFTS][:most]
    if not found:
        return Drafts()
    known: Parts = cache.get("sources.read") or {}
    corpus = with_drafts(read(project / SOURCES, SOURCES, known))
    composer = Composer(corpus, NOTHING_CHECKED)
    folders = {str(type_): info.folder for type_, info in ENTITY_TYPES.items()}
    paths = [f"{folders[one['kind']]}/{one['id']}.md" for one in found]
    made = {path: composer.text(path) for path in paths}
    files = pictures.missing(corpus, project / SOURCES / PICTURES, project / DOCS)
    files |= media.missing(corpus, project / SOURCES / MEDIA, project / DOCS)
    return Drafts({path: text for path, text in made.items() if text}, files)
