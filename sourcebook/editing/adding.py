"""Drafts the three files of a source (original, article, summary) from a saved article."""

import re
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ..evidence.originals import FOLDER
from ..messages import gettext as _
from ..reading import Records, nearest
from ..reading.unfinished import TODO
from ..records.base import ID_LENGTH, id_error
from .drafting import (
    ExtractedArticle,
    ExtractionError,
    KnownNames,
    KnownPublisher,
    draft_article,
    draft_summary,
    extract_article,
    known_publisher,
)
from .ids import WrongIdError, check_not_old


class NotDraftedError(Exception):
    """No draft can be made; the message tells the user why, and what to do."""


class DraftedFiles(NamedTuple):
    """The drafted files of a source, and the data they were made from.

    ``id``: the source's id. ``files``: maps each path in ``sources/`` to the file's text.
    """

    id: str
    files: dict[str, str]
    extracted: ExtractedArticle
    publisher: KnownPublisher

    def to_do(self, path: str) -> int:
        """Return the number of TODOs in a drafted file.

        Several TODOs in the same comment count as one.
        """
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
    """Return drafts of a source's files, made from a file that contains the article.

    ``path``: the file with the article. ``records``: the project's records. ``id_``, ``publisher``
    (an actor's id) and ``published`` (in EDTF) override the data found in the file. Raises
    NotDraftedError if no article can be read from the file, an argument is invalid, or no id can
    be made.
    """
    known = _chosen(publisher, records) if publisher else None
    try:
        extracted = extract_article(path)
    except ExtractionError as error:
        raise NotDraftedError(str(error)) from error
    extracted = replace(extracted, published=published or extracted.published)
    known = known or known_publisher(extracted, records)
    id_ = _free(_checked(id_) if id_ else _id(extracted, known), records)
    files = {
        f"{FOLDER}/{id_}.txt": extracted.original,
        f"articles/{id_}.md": draft_article(extracted, known, records),
        f"summaries/{id_}.yml": draft_summary(extracted, KnownNames(records)),
    }
    return DraftedFiles(id_, files, extracted, known)


def _chosen(id_: str, records: Records) -> KnownPublisher:
    """Return the actor with an id. Raises NotDraftedError if there is no such actor."""
    actors = [entry.id for entry in records.actors]
    if id_ not in actors:
        near = nearest(id_, actors)
        message = _("no actor '{id}'; did you mean '{near}'?") if near else _("no actor '{id}'")
        raise NotDraftedError(message.format(id=id_, near=near))
    return KnownPublisher(id_)


def _checked(id_: str) -> str:
    error = id_error(id_)
    if error:
        message = _(
            "'{id}' can't be an id: lower-case letters a to z, digits, and single hyphens "
            "between them; at most {count} characters"
        )
        raise NotDraftedError(message.format(id=id_, count=ID_LENGTH))
    return id_


def _free(id_: str, records: Records) -> str:
    try:
        check_not_old(records, "source", id_)
    except WrongIdError as error:
        message = _("{error}; another source needs another --id").format(error=error)
        raise NotDraftedError(message) from error
    return id_


def _id(extracted: ExtractedArticle, known: KnownPublisher) -> str:
    """Return an id made of publisher and date. Raises NotDraftedError if either is unknown."""
    name = known.id or known.proposed_id
    # Remove the time of day, and EDTF's qualifiers such as the ~ of 1951-03~.
    day = re.sub(r"T\d\d:.*", "", extracted.published or "")
    date = re.sub(r"[^0-9X-]+", "-", day).strip("-").lower()
    if not name or not date:
        if name:
            message = _("the file doesn't say enough to make an id of; add --published DATE, "
                        "or --id ID")  # fmt: skip
        elif date:
            message = _("the file doesn't say enough to make an id of; add --publisher ID, "
                        "or --id ID")  # fmt: skip
        else:
            message = _("the file doesn't say enough to make an id of; add --publisher ID and "
                        "--published DATE, or --id ID")  # fmt: skip
        raise NotDraftedError(message)
    return _checked(f"{name}-{date}")
