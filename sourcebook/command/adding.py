"""The command ``add``: drafts new sources from files that contain articles."""

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..editing.source_tree import EditBlockedError, SourceTree
from ..messages import gettext as _
from ..messages import marked, ngettext
from ..problems import os_reason
from ..project import SOURCES
from ..reading.folder import Parts, read
from ..reading.records import Records
from ..records.dates import parse
from ..text import visible
from ..writing import create
from .edit_session import locked, write
from .reporting import PROBLEMS, is_terminal, needs_sources

if TYPE_CHECKING:  # at run time, functions import these modules themselves
    from ..editing.adding import DraftedFiles
    from ..editing.drafting import ExtractedArticle, KnownPublisher

_LISTED = 5
"""Maximum number of paragraphs that a message lists as left out of the article."""

_WIDTH = 72
"""Maximum number of characters that a message shows of a paragraph that was left out."""


def _date(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    try:
        return parse(value).text if value else None
    except ValueError:
        message = _("'{value}' is not a date in EDTF, as in 2015-10-12, 2015-10, 2015-10~")
        raise click.BadParameter(message.format(value=value)) from None


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--id", "id_", metavar="ID", help=marked("The source's id, if not publisher and date.")
)
@click.option(
    "--publisher", metavar="NAME",
    help=marked("Who published it: an actor, by id or name."),
)  # fmt: skip
@click.option(
    "--published", metavar="DATE", callback=_date,
    help=marked("When it was published, in EDTF, as in 2015-10-12."),
)  # fmt: skip
@click.option(
    "--yes", is_flag=True,
    help=marked("Make a record for a publisher that has none, without asking."),
)  # fmt: skip
@click.option(
    "--records", is_flag=True,
    help=marked("Make a record to finish for each name found that has none."),
)  # fmt: skip
@click.option(
    "--redraft", is_flag=True,
    help=marked("Draft a source anew, while no claim and no digest of it is written."),
)  # fmt: skip
@click.pass_obj
def add(
    project: Path, /, files: tuple[str, ...], *, yes: bool, records: bool, redraft: bool,
    **given: str | None,
) -> None:  # fmt: skip
    """Draft new sources from files: web pages, e-mails, PDFs, notes or texts.

    A page can be HTML, saved by SingleFile or from a web archive, or MHTML; an
    e-mail is an .eml file; a PDF needs a text layer; a note is Markdown with front
    matter; anything else is read as plain text.

    Writes the original, the article with a digest to write for each paragraph,
    and the summary with a claim to write for each. What is still to be written
    or confirmed is marked TODO; 'check' lists it. The draft names the actors and
    places that have a record: make those first, or draft again with --redraft.
    Nothing that you wrote is lost. Of several files, those that can't be added
    are named at the end, and the others are added.
    """
    files = tuple(dict.fromkeys(files))
    if len(files) > 1 and given["id_"]:
        raise click.UsageError(_("--id is for a single file"))
    publishers, known = _Publishers(yes), Parts()
    failed: list[str] = []
    for file in files:
        try:
            messages = _add(project, file, publishers, known, given, records=records,
                            redraft=redraft)  # fmt: skip
        except click.UsageError as error:
            if len(files) == 1:
                raise
            failed.append(f"{file}: {error.message}")
            continue
        if len(files) > 1:
            click.echo(f"{file}:")
        for message in messages:
            click.echo(f"  {message}" if len(files) > 1 else message)
    if len(failed) < len(files):
        click.echo(_("Next: replace each TODO or delete it; a paragraph without a claim gets "
                     "'- unused:' and the reason instead. python build_site.py check --todo lists "
                     "what is left."))  # fmt: skip
    if failed:
        message = ngettext("{count} file was not added:", "{count} files were not added:",
                           len(failed))  # fmt: skip
        click.echo(message.format(count=len(failed)), err=True)
        for line in failed:
            click.echo(f"  {line}", err=True)
        sys.exit(PROBLEMS)


class _Publishers:
    """Decides whether publishers without a record get one. The user is asked once per publisher."""

    def __init__(self, yes: bool) -> None:
        self._yes = yes
        self._answers: dict[str | None, bool] = {}

    def makes(self, known: "KnownPublisher") -> bool:
        """Return whether a publisher gets a record: True with ``--yes``, or if the user agrees."""
        if self._yes or not _can_ask():
            return self._yes
        if known.proposed_id not in self._answers:
            message = _("No actor is called '{name}'. Make one, '{id}', of kind media?")
            if known.nearest:
                message = _("No actor is called '{name}'; there is '{near}'. Make one, '{id}', of "
                            "kind media?")  # fmt: skip
            text = message.format(
                name=visible(known.name), id=known.proposed_id, near=known.nearest
            )
            self._answers[known.proposed_id] = click.confirm(text, default=not known.nearest)
        return self._answers[known.proposed_id]


def _can_ask() -> bool:
    return is_terminal(sys.stdin) and is_terminal(sys.stdout)


def _add(
    project: Path, file: str, publishers: _Publishers, known: Parts,
    given: Mapping[str, str | None], *, records: bool, redraft: bool,
) -> list[str]:  # fmt: skip
    """Draft the source in one file; return messages to print. Raises UsageError.

    ``known``: the cache of parsed files of ``sources/``; new files are added to it. ``given``:
    option -> the option's value. ``records``: whether to write records for the names in the source.
    ``redraft``: whether an existing draft may be replaced.
    """
    from ..editing.adding import NotDraftedError, as_bytes, draft, is_begun, with_publisher

    if re.match(r"\w{2,}://", file):  # one letter before the colon would be a Windows drive
        message = _(
            "{file} is an address, and nothing is fetched; save the page in a browser, and add "
            "the file"
        )
        raise click.UsageError(message.format(file=file))
    sources = project / SOURCES
    with needs_sources(project):
        found = read(sources, SOURCES, known)
    try:
        drafted = draft(Path(file), found, makes=publishers.makes, **given)
        if redraft and is_begun(drafted.id, found):
            message = _("a new draft would lose what is written in '{id}'; nothing was "
                        "written")  # fmt: skip
            raise click.UsageError(message.format(id=drafted.id))
        if not redraft:
            _check_free(sources, drafted)
        made = _records(sources, drafted, found) if records else []
        if made:
            found = read(sources, SOURCES, known)
            drafted = draft(Path(file), found, makes=publishers.makes, **given)
    except NotDraftedError as error:
        raise click.UsageError(visible(str(error))) from error
    kept = _keep(sources, as_bytes(drafted)) if redraft else []
    if not drafted.makes_publisher:
        _write(sources, drafted, replace=redraft)
        return [*_messages(drafted), *made, *kept]
    with locked(project):
        tree = SourceTree(sources, SOURCES, {}, found, [])
        try:
            written, place = with_publisher(drafted, tree, found)
            write(project, tree, written)
        except EditBlockedError as error:
            message = _("nothing was written: {reason}").format(reason=error)
            raise click.UsageError(message) from error
    message = _("{place}: the publisher '{id}', of kind media; complete the record")
    return [
        *_messages(drafted), *made, message.format(place=place, id=drafted.publisher.id), *kept
    ]  # fmt: skip


def _records(sources: Path, drafted: "DraftedFiles", records: Records) -> list[str]:
    """Write an unfinished record for each name that no record has; return messages to print."""
    from ..editing.adding import records_of_names

    text, count = records_of_names(drafted, records)
    if not count:
        return []
    path, number = f"actors/{drafted.id}.yml", 2
    while (sources / path).exists():
        path, number = f"actors/{drafted.id}-{number}.yml", number + 1
    _create({sources / path: text.encode()})
    message = ngettext(
        "{file}: {count} record of a name; say what it is, or delete it",
        "{file}: {count} records of names; say what each is, or delete it", count,
    )  # fmt: skip
    return [message.format(file=f"{SOURCES}/{path}", count=count)]


def _check_free(sources: Path, drafted: "DraftedFiles") -> None:
    present = [f"{SOURCES}/{path}" for path in drafted.files if (sources / path).exists()]
    if present:
        message = _(
            "already there: {files}; nothing was written. Another source needs another --id"
        )
        raise click.UsageError(message.format(files=", ".join(present)))


def _keep(sources: Path, drafted: Mapping[str, bytes]) -> list[str]:
    """Copy the files that a new draft will change; return messages that name the copies.

    ``drafted``: path in ``sources/`` -> the new bytes. The researcher may have worked on the files.
    """
    messages = []
    for path, data in drafted.items():
        file = sources / path
        if file.exists() and (before := file.read_bytes()) != data:
            copy, number = f"{path}~", 2
            while (sources / copy).exists():
                copy, number = f"{path}.{number}~", number + 1
            _create({sources / copy: before})
            message = _("{file}: replaced; what it said is kept in {copy}")
            messages.append(message.format(file=f"{SOURCES}/{path}", copy=f"{SOURCES}/{copy}"))
    return messages


def _write(sources: Path, drafted: "DraftedFiles", *, replace: bool) -> None:
    from ..editing.adding import as_bytes

    files = {sources / path: data for path, data in as_bytes(drafted).items()}
    _create(files, *(files if replace else ()))


def _create(files: Mapping[Path, bytes], *replaced: Path) -> None:
    """Delete the files ``replaced``, and write new files.

    If this fails, restores the deleted files, and raises UsageError.
    """
    before = {path: path.read_bytes() for path in replaced if path.exists()}
    try:
        for path in replaced:
            path.unlink(missing_ok=True)
        create(files)
    except OSError as error:
        for path, data in before.items():
            path.write_bytes(data)
        reason = os_reason(error)
        message = _("nothing was written: {reason}").format(reason=reason)
        raise click.ClickException(message) from error


def _messages(drafted: "DraftedFiles") -> Iterator[str]:
    """Yield messages about a draft: its files, what was left out, what the user should check."""
    count = len(drafted.extracted.paragraphs)
    original, article, summary = drafted.files
    yield ngettext("{file}: title and {count} paragraph", "{file}: title and {count} paragraphs",
                   count).format(file=f"{SOURCES}/{original}", count=count)  # fmt: skip
    for path in (article, summary):
        to_do = drafted.to_do(path)
        yield ngettext("{file}: {count} TODO", "{file}: {count} TODO", to_do).format(
            file=f"{SOURCES}/{path}", count=to_do
        )
    yield from _about_extraction(drafted.extracted)
    yield from _about_left_out(drafted.extracted)
    yield from _about_publisher(drafted.publisher)


def _about_extraction(extracted: "ExtractedArticle") -> Iterator[str]:
    """Yield messages about how the article was found in the file."""
    if extracted.encoding_guessed:
        yield _("The file doesn't declare its character encoding, so it was guessed: check "
                "accents and quotation marks.")  # fmt: skip
    starts = ", ".join(f"p. {page} ¶{number}" for page, number in extracted.page_starts)
    if starts:
        yield _("Pages, and the first paragraph that begins on each: {pages}. The article's file "
                "keeps this as a comment.").format(pages=visible(starts))  # fmt: skip
    if extracted.unread_pages:
        pages = visible(", ".join(extracted.unread_pages))
        yield _("No text could be read from p. {pages}; if these pages have text, add it to "
                "the original.").format(pages=pages)  # fmt: skip
    if extracted.attachments:
        yield _("Attachments left out: {names}.").format(
            names=visible(", ".join(extracted.attachments))
        )
    if extracted.paywalled:
        yield _("The page says that only some readers can see all of it: check whether the text "
                "stops before the article does.")  # fmt: skip


def _about_left_out(extracted: "ExtractedArticle") -> Iterator[str]:
    """Yield messages about the parts of the file that were left out of the article."""
    left_out = extracted.left_out
    if not left_out:
        return
    if extracted.pages:
        heads = visible("; ".join(left_out[:_LISTED]))
        yield _("Left out as running heads: {heads}.").format(heads=heads)
        return
    if extracted.is_doubtful:
        yield _("Far more of the page was left out than taken: this is probably not the whole "
                "article, or not the article. Look at the original; if it is wrong, copy the "
                "text into a .txt file, and add that.")  # fmt: skip
    yield ngettext(
        "{count} paragraph of the page was left out; if it belongs to the article, add it to the "
        "original, and a digest for it:",
        "{count} paragraphs of the page were left out; if any belongs to the article, add it to "
        "the original, and a digest for it:",
        len(left_out),
    ).format(count=len(left_out))
    longest = sorted(left_out, key=len, reverse=True)[:_LISTED]
    yield from (f"  {_beginning(text)}" for text in left_out if text in longest)
    more = len(left_out) - _LISTED
    if more > 0:
        yield ngettext("  and {count} more", "  and {count} more", more).format(count=more)


def _about_publisher(known: "KnownPublisher") -> Iterator[str]:
    """Yield the messages to print about a publisher that has no record yet."""
    if known.id:
        return
    if not known.name:
        yield _("The file doesn't say who published it.")
        return
    name = visible(known.name)
    if known.nearest:
        yield _("No actor is called '{name}'; is it '{nearest}'?").format(
            name=name, nearest=known.nearest
        )
    else:
        yield _("No actor is called '{name}'.").format(name=name)
    if known.proposed_id:
        command = f"python build_site.py new actor {known.proposed_id}"
        yield _("If it is a new one: {command}").format(command=command)


def _beginning(text: str) -> str:
    text = visible(text)
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"


COMMANDS = (add,)
