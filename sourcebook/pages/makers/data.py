"""The page on the data: their citation, their licence, and all files that can be downloaded."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from ...conventions import number_words
from ...corpus import Corpus
from ...markdown import Md, escape, fill, isolated
from ...messages import gettext as _
from ...messages import ngettext
from ...text import commas
from ..page_context import PageContext
from ..page_spec import PageSpec
from ..parts.common import written_at
from ..parts.labels import size_words
from ..site import OfferedFile, Site
from .written import render

VERSION = 12
"""Number of hexadecimal digits of the data's version that a citation shows."""

PATHS = {"data.md": ""}
LAST = True


def pages(site: Site) -> Iterator[PageSpec]:
    """Yield the page on the data. If ``pages/data.md`` exists, its text introduces the page."""
    corpus = site.corpus
    written = corpus.pages.get("data")
    place = [corpus.page_places["data"]] if written else []
    yield PageSpec("data.md", "data", {
        "title": written.title if written else _("Data"),
        "lead": (written.description if written else None)
        or _("All records and claims as files: for spreadsheets, databases, maps and programs."),
        "introduction": written.body if written else "",
        "render": render,
        "places_written": written_at(place),
        "version": site.version,
        "citation": _citation(site),
        "groups": [
            (group, _(heading), list(files))
            for (group, heading), files in groupby(site.downloads, attrgetter("group", "heading"))
        ],
        "file_list": file_list,
        "largest": _largest(corpus),
        "with_parts": with_parts,
    })  # fmt: skip


def _citation(site: Site) -> Md:
    corpus = site.corpus
    sources, claims = len(corpus.sources), len(corpus.claims)
    return fill(
        _("“{title}.” Data set, version {version}; {sources}, {claims}."),
        title=isolated(escape(corpus.title)),
        version=isolated(escape(site.version[:VERSION])),
        sources=ngettext("{count} source", "{count} sources", sources).format(count=sources),
        claims=ngettext("{count} claim", "{count} claims", claims).format(count=claims),
    )


def _largest(corpus: Corpus) -> str:
    """Return the id of the actor with the most parts, direct or indirect.

    The result is empty if no actor has parts.
    """
    parts = Counter(holder for holders in corpus.belongs_to.values() for holder in holders)
    return min(parts, key=lambda id_: (-parts[id_], id_), default="")


def with_parts(actor: str) -> Md:
    """Return an SQL query that finds an actor and all its parts in the downloadable database."""
    start, found = f"VALUES ('{actor}')", "SELECT actor FROM actor_part_of, parts"
    return Md(
        f"WITH RECURSIVE parts(id) AS ({start} UNION {found} WHERE part_of = parts.id) "  # noqa: S608 - shown, never run
        "SELECT id FROM parts;"
    )


def file_list(page: PageContext, files: Sequence[OfferedFile]) -> Md:
    """Return a list of files with their sizes and descriptions."""
    return Md("\n".join(
        f"- **{page.file(file.path, file.path.rpartition('/')[2])}** "
        f"<small>{_extent(file)}</small><br>{file.says}"
        for file in files
    ))  # fmt: skip


def _extent(file: OfferedFile) -> str:
    size = size_words(file.size)
    return size if file.rows is None else commas([_rows(file.rows), size])


def _rows(count: int) -> str:
    return ngettext("{count} row", "{count} rows", count).format(count=number_words(count))
