"""A file with an article to the three files that a source has: original, article, summary."""

import re
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ..evidence.originals import FOLDER
from ..reading import Records, nearest
from ..reading.unfinished import TODO
from ..records.base import id_error
from .drafting import (
    Copy,
    KnownRecords,
    NotObtainedError,
    Speller,
    draft_article,
    draft_summary,
    known_publisher,
    obtain,
)
from .ids import WrongIdError, check_not_old


class NotDraftedError(Exception):
    """Why no draft can be made, and how to go on: a sentence for the user."""


class DraftedFiles(NamedTuple):
    """A source's three files by their path in ``sources/``, and what they were made from."""

    id: str
    files: dict[str, str]
    copy: Copy
    publisher: KnownRecords

    def to_do(self, path: str) -> int:
        """Return how often a file says TODO; once in a comment, whatever it holds."""
        lines = (line.partition(f"# {TODO}") for line in self.files[path].split("\n"))
        return sum(before.count(TODO) + bool(comment) for before, comment, _ in lines)


def draft(
    path: Path,
    records: Records,
    *,
    id_: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
) -> DraftedFiles:
    """Return the draft of the source whose article stands in a file.

    ``records``: those known so far. The rest are the user's words for what the
    file doesn't say, or says wrongly; ``published`` in EDTF. Raises NotDraftedError.
    """
    known = _chosen(publisher, records) if publisher else None
    try:
        copy = obtain(path)
    except NotObtainedError as error:
        raise NotDraftedError(str(error)) from error
    copy = replace(copy, published=published or copy.published)
    known = known or known_publisher(copy, records)
    id_ = _free(_checked(id_) if id_ else _id(copy, known), records)
    files = {
        f"{FOLDER}/{id_}.txt": copy.original,
        f"articles/{id_}.md": draft_article(copy, known, records),
        f"summaries/{id_}.yml": draft_summary(copy, Speller(records)),
    }
    return DraftedFiles(id_, files, copy, known)


def _chosen(id_: str, records: Records) -> KnownRecords:
    kinds = {entry.id: entry.record.kind for entry in records.actors}
    media = [actor for actor, kind in kinds.items() if kind == "media"]
    if id_ not in kinds:
        near = nearest(id_, media)
        hint = f"; did you mean '{near}'?" if near else ""
        raise NotDraftedError(f"no actor '{id_}'{hint}")
    if id_ not in media:
        raise NotDraftedError(f"the actor '{id_}' is of kind '{kinds[id_]}', not 'media'")
    return KnownRecords(id_)


def _checked(id_: str) -> str:
    error = id_error(id_)
    if error:
        raise NotDraftedError(
            f"'{id_}' can't be an id: lower-case letters a to z, digits, and single hyphens "
            "between them; at most 100 characters"
        )
    return id_


def _free(id_: str, records: Records) -> str:
    try:
        check_not_old(records, "source", id_)
    except WrongIdError as error:
        raise NotDraftedError(f"{error}; another source needs another --id") from error
    return id_


def _id(copy: Copy, known: KnownRecords) -> str:
    name = known.publisher or known.proposed
    # A date's marks, as in 1951-03~, are left out of ids, as is a time of day.
    day = re.sub(r"T\d\d:.*", "", copy.published or "")
    date = re.sub(r"[^0-9X-]+", "-", day).strip("-").lower()
    lacking = [
        option
        for option, value in (("--publisher ID", name), ("--published DATE", date))
        if not value
    ]
    if lacking:
        raise NotDraftedError(
            f"the file doesn't say enough to make an id of; add {' and '.join(lacking)}, or --id ID"
        )
    return _checked(f"{name}-{date}")
