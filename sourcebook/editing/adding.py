"""Drafts a source's three files (original, article, summary) from a file with the article."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ..evidence.originals import FOLDER
from ..messages import gettext as _
from ..reading.records import Records
from ..reading.suggesting import nearest
from ..reading.unfinished import TODO
from ..records.base import ID_LENGTH, id_error
from ..records.locators import Locator, locator_text
from .drafting import (
    ExtractedArticle,
    ExtractionError,
    KnownNames,
    KnownPublisher,
    draft_article,
    draft_summary,
    extract_article,
    known_publisher,
    named_publisher,
)
from .drafting.article import as_id
from .drafting.names import TITLES
from .drafting.scalars import scalar
from .ids import WrongIdError, check_free, check_not_old
from .new_records import added, file_for
from .skeletons import skeleton
from .source_tree import SourceTree
from .starting import title_of
from .yaml_values import label


class NotDraftedError(Exception):
    """No draft can be made; the error's message tells the user why, and what to do."""


class DraftedFiles(NamedTuple):
    """The drafted files of a source, and the data from which they were made.

    ``id``: the source's id. ``files``: maps each path in ``sources/`` to the file's text.
    ``makes_publisher``: whether to make a record for the publisher, which has no record yet.
    """

    id: str
    files: dict[str, str]
    extracted: ExtractedArticle
    publisher: KnownPublisher
    makes_publisher: bool = False

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
    makes: Callable[[KnownPublisher], bool] = lambda known: False,
) -> DraftedFiles:
    """Return drafts of a source's files, made from a file that contains the article.

    ``path``: the file with the article. ``records``: the project's records. ``id_``, ``publisher``
    (an actor's id or name) and ``published`` (in EDTF) override the data found in the file.
    ``makes``: a function that takes a publisher without a record, and returns whether to make a
    record for this publisher. Raises NotDraftedError if no article can be read from the file, an
    argument is invalid, or no id can be made.
    """
    known = _chosen(publisher, records) if publisher else None
    try:
        extracted = extract_article(path)
    except ExtractionError as error:
        raise NotDraftedError(str(error)) from error
    extracted = replace(extracted, published=published or extracted.published)
    known = known or known_publisher(extracted, records)
    is_made = known.id is None and _can_be_made(known, records) and makes(known)
    if publisher and known.id is None and not is_made:
        raise NotDraftedError(_unknown(publisher, known.nearest))
    if is_made:
        known = known._replace(id=known.proposed_id)
    id_ = _free(_checked(id_) if id_ else _id(extracted, known), records)
    names = KnownNames(records.as_written())
    files = {
        f"{FOLDER}/{id_}.txt": extracted.original,
        f"articles/{id_}.md": draft_article(extracted, known, records, names),
        f"summaries/{id_}.yml": draft_summary(extracted, names),
    }
    return DraftedFiles(id_, files, extracted, known, is_made)


def is_begun(id_: str, records: Records) -> bool:
    """Return whether a new draft of a source would overwrite work of the researcher.

    True if the source has claims or digests of paragraphs, or may have them because its article or
    summary is damaged. Also True if nothing in its article or summary is unfinished: then it isn't
    a draft.
    """
    folders = ("articles", "summaries")
    exists = any(entry.id == id_ for entry in (*records.articles, *records.summaries))
    has_todo = any(folder in folders and entry.id == id_ for folder, entry in records.unfinished)
    if exists and not has_todo:
        return True
    claims = any(entry.record.claims for entry in records.summaries if entry.id == id_)
    digests = any(any(entry.record.paragraphs) for entry in records.articles if entry.id == id_)
    return claims or digests or bool({("source", id_), ("summary", id_)} & records.damaged)


def records_of_names(drafted: DraftedFiles, records: Records) -> tuple[str, int]:
    """Return the text of a file with an unfinished record for each unknown name in a source.

    The second result is the number of these records. A name is unknown if no record has it. A name
    is left out if its id would be invalid or is taken. If a name is a title with a surname, such as
    "Mrs Pell", the record's kind is ``person``. Otherwise, the kind is a TODO.
    """
    texts: dict[Locator, str] = dict(enumerate(drafted.extracted.paragraphs, 1))
    written = records.as_written()
    taken = set(written.known_ids["actor"])
    comment = _("what each of these is; move places to locations/, and delete what is no name")
    blocks = [f"# yaml-language-server: $schema=../../docs/schemas/actors.json\n# {TODO} {comment}"]
    for name, places, _near in KnownNames(written).unknown(texts, drafted.extracted.language):
        id_ = as_id(name)
        try:
            check_free(written, {"actor": taken}, "actor", id_ or "")
            check_not_old(written, "actor", id_ or "")
        except WrongIdError:
            continue
        taken.add(id_ or "")
        title, _space, surname = name.partition(" ")
        of_person = title in TITLES and surname and " " not in surname
        lines = [
            f"{id_}:  # {', '.join(map(locator_text, places))}",
            f"  name: {scalar(label(name))}",
            *(["  kind: person", f"  surname: {scalar(surname)}"] if of_person
              else [f"  kind: {TODO}"]),
        ]  # fmt: skip
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n", len(blocks) - 1


def _chosen(words: str, records: Records) -> KnownPublisher:
    """Return the publisher that the user named by id or name in ``words``.

    If no actor has this id or name, the result's ``id`` is None.
    """
    ids = [entry.id for entry in records.actors]
    if words in ids:
        return KnownPublisher(words)
    name = title_of(words) if id_error(words) is None else words
    known = named_publisher(name, records)
    return known._replace(nearest=known.nearest or nearest(words, ids))


def _can_be_made(known: KnownPublisher, records: Records) -> bool:
    """Return whether a publisher has a proposed id, and no actor uses or has used this id."""
    if not known.proposed_id:
        return False
    try:
        check_free(records, records.known_ids, "actor", known.proposed_id)
        check_not_old(records, "actor", known.proposed_id)
    except WrongIdError:
        return False
    return True


def _unknown(publisher: str, near: str | None) -> str:
    if near:
        message = _("no actor '{publisher}'; did you mean '{near}'? --yes makes a new one")
    else:
        message = _("no actor '{publisher}'; --yes makes one")
    return message.format(publisher=publisher, near=near)


def with_publisher(
    drafted: DraftedFiles, sources: SourceTree, records: Records
) -> tuple[dict[str, bytes], str]:
    """Add a publisher's record to a draft's files; return the files and the record's place.

    The first result maps each file's path in ``sources/`` to the file's bytes. The place is
    ``path:line``. Raises EditBlockedError if the record can't be added to its file.
    """
    id_, given = drafted.publisher.id or "", {"name": drafted.publisher.name, "kind": "media"}
    path = file_for(records, "actor", given)
    shown = f"{sources.shown}/{path}"
    record = skeleton("actor", id_, given, records.words)
    data, line = added(sources.bytes_of(path), shown, "actor", id_, record)
    return {**as_bytes(drafted), path: data}, f"{shown}:{line}"


def as_bytes(drafted: DraftedFiles) -> dict[str, bytes]:
    """Return the draft's files: path in ``sources/`` -> bytes."""
    return {path: text.encode("utf-8", "replace") for path, text in drafted.files.items()}


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
    """Return a source id made of publisher and date; raises NotDraftedError if one is missing."""
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
