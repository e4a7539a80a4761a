"""Joins records into a corpus after running all checks; ``CHECKS`` lists the checks in order."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from ..problems import Mark, Problem, has_errors
from ..reading.document import Document
from ..reading.entry import Entry
from ..reading.records import Records
from ..records.base import Record
from ..records.folders import HOME
from ..records.media import MediaFile
from ..records.pictures import Picture
from . import (
    citing,
    claims,
    drafts,
    hierarchy,
    identity,
    media,
    outlines,
    paragraph_coverage,
    paragraphs,
    pictures,
    references,
    statements,
    words,
)
from .claimed import Source, joined
from .dating import with_dates
from .grouping import group
from .model import Corpus
from .naming import Ref

R = TypeVar("R", bound=Record)


Check = Callable[[Records], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    identity.check,
    citing.check,
    references.check,
    hierarchy.check,
    paragraphs.check,
    claims.check,
    statements.check,
    paragraph_coverage.check,
    outlines.check,
    words.check,
)


def resolve(
    records: Records, on_kept: Callable[[Records], None] | None = None
) -> tuple[Corpus | None, list[Problem]]:
    """Check that the records of all files fit together, and join them into a corpus.

    ``on_kept``: takes the records that aren't drafts, before they are checked. Returns the corpus
    (None if any problem is an error), and a list of all problems, including those found while
    reading.
    """
    # A copy: what the checks look up in it is freed with it.
    given = replace(records)
    records, withheld = drafts.withhold(given)
    if on_kept:
        on_kept(records)
    # These checks are for drafts too, because the preview shows drafts.
    problems = [*given.problems, *pictures.check(given), *media.check(given)]
    problems += [*hierarchy.circles(given), *withheld]
    del given  # frees what was looked up in it, if drafts were left out
    for check in CHECKS:
        problems.extend(check(records))
    # A value that begins with ``TODO`` is reported only once: as unfinished, not also as wrong.
    unfinished = {problem.mark for problem in problems if problem.code == "todo"}
    problems = [
        problem for problem in problems if problem.code == "todo" or problem.mark not in unfinished
    ]
    return (None if has_errors(problems) else join(records)), problems


def with_drafts(records: Records) -> Corpus:
    """Join records into a corpus that also has unsupported records.

    Unsupported records are events without a claim, and other records that nothing refers to. They
    aren't published. ``resolve`` must have returned a corpus for the same records.
    """
    kept, _ = drafts.withhold(records, unsupported=False)
    return join(kept)


def without_home(corpus: Corpus) -> Corpus:
    """Return the corpus without its hand-written home page.

    The site then gets the default home page.
    """
    pages = {id_: page for id_, page in corpus.pages.items() if id_ != HOME}
    places = {id_: place for id_, place in corpus.page_places.items() if id_ != HOME}
    return replace(corpus, pages=pages, page_places=places)


def join(records: Records) -> Corpus:
    """Join records that aren't drafts into a corpus, without checking them.

    If there are errors in the records, what is returned may be wrong, or any exception is raised.
    """
    records = with_dates(records)
    summaries = group((entry.id, entry) for entry in records.summaries)
    sources = [
        Source(entry.id, entry.record, joined([one.record for one in summaries.get(entry.id, ())]))
        for entry in records.articles
    ]
    places: dict[Ref, tuple[Mark, ...]] = {}
    for type_, entries in records.entities.items():
        for entry in entries:
            places[Ref(type_, entry.id)] = (entry.place,)
    for article in records.articles:
        # A summary in the article's file has the same path as the article, so only the article's
        # place is kept.
        files = {entry.document.path: entry.place for entry in summaries.get(article.id, ())}
        files[article.document.path] = article.place
        places[Ref("source", article.id)] = tuple(files[path] for path in sorted(files))
    return Corpus(
        actors=_by_id(records.actors),
        locations=_by_id(records.locations),
        events=_by_id(records.events),
        questions=_by_id(records.questions),
        sources={source.id: source for source in sorted(sources, key=lambda s: s.sort_key)},
        pages=_by_id(records.pages),
        outlines=_by_id(records.outlines),
        places=places,
        page_places={entry.id: entry.place for entry in records.pages},
        fingerprint=fingerprint(records.documents, [*records.pictures, *records.media]),
        pictures={picture.name: picture for picture in records.pictures},
        media={file.name: file for file in records.media},
        vocabulary=records.words,
        citation_style=records.styles[0].record.text if records.styles else "",
    )


def fingerprint(documents: Iterable[Document], others: Iterable[Picture | MediaFile] = ()) -> str:
    """Return the SHA-256 hash, in hexadecimal, of a list of the files that were read.

    The list has the format of ``sha256sum`` and is in order of path. It has one line for each file:
    the SHA-256 hash of the file, two spaces, and the file's path. In text files, line endings and
    byte-order marks don't change the hash, because copies of a repository may differ in these.
    """
    digests = {
        document.path: hashlib.sha256(document.text.encode()).hexdigest() for document in documents
    }
    digests |= {file.path: file.sha256 for file in others}
    listed = hashlib.sha256()
    for path, digest in sorted(digests.items()):
        listed.update(f"{digest}  {path}\n".encode())
    return listed.hexdigest()


def _by_id(entries: Sequence[Entry[R]]) -> dict[str, R]:
    return {entry.id: entry.record for entry in sorted(entries, key=lambda entry: entry.id)}
