"""The command ``add``: drafts a source's files from a file that contains its article."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import stages
from ..messages import gettext as _
from ..messages import marked, ngettext
from ..problems import os_reason
from ..reading import read
from ..records.dates import parse
from ..text import visible
from ..writing import create
from .reporting import needs_sources

if TYPE_CHECKING:  # imported late: the other commands don't need it
    from ..editing.adding import DraftedFiles
    from ..editing.drafting import ExtractedArticle, KnownPublisher

_LISTED = 5
"""Maximum number of left-out paragraphs that a message lists."""

_WIDTH = 72
"""Maximum number of characters of a left-out paragraph that a message shows."""


def _date(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    try:
        return parse(value).text if value else None
    except ValueError:
        message = _("'{value}' is not a date in EDTF, as in 2015-10-12, 2015-10, 2015-10~")
        raise click.BadParameter(message.format(value=value)) from None


@click.command()
@click.argument("file")
@click.option(
    "--id", "id_", metavar="ID", help=marked("The source's id, if not publisher and date.")
)
@click.option("--publisher", metavar="ID", help=marked("Who published it: an actor."))
@click.option(
    "--published", metavar="DATE", callback=_date,
    help=marked("When it was published, in EDTF, as in 2015-10-12."),
)  # fmt: skip
@click.pass_obj
def add(
    project: Path, file: str, id_: str | None, publisher: str | None, published: str | None
) -> None:
    """Draft a new source from FILE: a web page, an e-mail, a PDF, a note, or a text.

    A page can be HTML, saved by SingleFile or from a web archive, or MHTML; an
    e-mail is an .eml file; a PDF needs a text layer; a note is Markdown with front
    matter; anything else is read as plain text.

    Writes the original, the article with a digest to write for each paragraph,
    and the summary with a claim to write for each. What is still to be written
    or confirmed is marked TODO; 'check' lists it. Nothing is overwritten.
    """
    from ..editing.adding import NotDraftedError, draft

    if re.match(r"\w{2,}://", file):  # a scheme of one letter is a Windows drive
        message = _(
            "{file} is an address, and nothing is fetched; save the page in a browser, and add "
            "the file"
        )
        raise click.UsageError(message.format(file=file))
    with needs_sources(project):
        records = read(project / stages.SOURCES, stages.SOURCES)
    try:
        drafted = draft(Path(file), records, id_=id_, publisher=publisher, published=published)
    except NotDraftedError as error:
        raise click.UsageError(visible(str(error))) from error
    _write(project / stages.SOURCES, drafted)
    for line in _messages(drafted):
        click.echo(line)


def _write(sources: Path, drafted: "DraftedFiles") -> None:
    present = [f"{stages.SOURCES}/{path}" for path in drafted.files if (sources / path).exists()]
    if present:
        message = _(
            "already there: {files}; nothing was written. Another source needs another --id"
        )
        raise click.UsageError(message.format(files=", ".join(present)))
    files = {
        sources / path: text.encode("utf-8", "replace") for path, text in drafted.files.items()
    }
    try:
        create(files)
    except OSError as error:
        reason = os_reason(error)
        message = _("nothing was written: {reason}").format(reason=reason)
        raise click.UsageError(message) from error


def _messages(drafted: "DraftedFiles") -> Iterator[str]:
    """Yield messages about a draft: its files, what was left out, and what to do next."""
    count = len(drafted.extracted.paragraphs)
    original, article, summary = drafted.files
    yield ngettext("{file}: title and {count} paragraph", "{file}: title and {count} paragraphs",
                   count).format(file=f"{stages.SOURCES}/{original}", count=count)  # fmt: skip
    for path in (article, summary):
        to_do = drafted.to_do(path)
        yield ngettext("{file}: {count} TODO", "{file}: {count} TODO", to_do).format(
            file=f"{stages.SOURCES}/{path}", count=to_do
        )
    yield from _about_extraction(drafted.extracted)
    yield from _about_left_out(drafted.extracted)
    yield from _about_publisher(drafted.publisher)
    yield _("Next: replace each TODO or delete it; a paragraph without a claim goes under "
            "'unused'. python build_site.py check lists what is left.")  # fmt: skip


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
    """Yield messages about a publisher that has no record yet."""
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
