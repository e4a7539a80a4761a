"""The command ``add``: an article's file to drafts in sources/."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import stages
from ..reading import read
from ..records.dates import parse
from ..text import visible
from ..writing import create
from .reporting import needs_sources

if TYPE_CHECKING:  # the other commands needn't wait for it
    from ..editing.adding import DraftedFiles
    from ..editing.drafting import Copy, KnownRecords

_LEFT = 5
"""Most paragraphs of a page that are told as not taken."""


def _date(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    try:
        return parse(value).text if value else None
    except ValueError:
        raise click.BadParameter(
            f"'{value}' is not a date in EDTF, as in 2015-10-12, 2015-10, 2015-10~"
        ) from None


@click.command()
@click.argument("file")
@click.option("--id", "id_", metavar="ID", help="The source's id, if not publisher and date.")
@click.option("--publisher", metavar="ID", help="Who published it: an actor of kind media.")
@click.option(
    "--published", metavar="DATE", callback=_date, help="When, in EDTF, as in 2015-10-12."
)
@click.pass_obj
def add(
    project: Path, file: str, id_: str | None, publisher: str | None, published: str | None
) -> None:
    """Draft a new source from FILE: a web page, an e-mail, a PDF, a note, or a text.

    A page as HTML, saved by SingleFile or from a web archive, or as MHTML; an
    e-mail as .eml; a PDF with a text layer; Markdown with front matter; plain text.

    Writes the original, the article with a digest to write for each paragraph,
    and the summary with a claim to write for each. What is still to be written
    or confirmed says TODO; 'check' lists it. Nothing is overwritten.
    """
    from ..editing.adding import NotDraftedError, draft

    if re.match(r"\w{2,}://", file):  # one letter is a drive of Windows
        raise click.UsageError(
            f"{file} is an address, and nothing is fetched; save the page in a browser, and add "
            "the file"
        )
    with needs_sources(project):
        records = read(project / stages.SOURCES, stages.SOURCES)
    try:
        made = draft(Path(file), records, id_=id_, publisher=publisher, published=published)
    except NotDraftedError as error:
        raise click.UsageError(visible(str(error))) from error
    _write(project / stages.SOURCES, made)
    for line in _told(made):
        click.echo(line)


def _write(sources: Path, made: "DraftedFiles") -> None:
    there = [f"{stages.SOURCES}/{path}" for path in made.files if (sources / path).exists()]
    if there:
        raise click.UsageError(
            f"already there: {', '.join(there)}; nothing was written. Another source needs "
            "another --id"
        )
    files = {sources / path: text.encode("utf-8", "replace") for path, text in made.files.items()}
    try:
        create(files)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise click.UsageError(f"nothing was written: {reason}") from error


def _told(made: "DraftedFiles") -> list[str]:
    """Return what is said of a draft: what was written, what was left, what is to be done."""
    count = len(made.copy.paragraphs)
    original, article, summary = made.files
    told = [
        f"{stages.SOURCES}/{original}: title and {count} paragraph{'s' if count > 1 else ''}",
        f"{stages.SOURCES}/{article}: {made.to_do(article)} TODO",
        f"{stages.SOURCES}/{summary}: {made.to_do(summary)} TODO",
    ]
    told += [*_of_copy(made.copy), *_of_left(made.copy)]
    told += _of_publisher(made.publisher)
    told.append("Next: replace each TODO or delete it; a paragraph without a claim goes under "
                "'unused'. python build_site.py check lists what is left.")  # fmt: skip
    return told


def _of_copy(copy: "Copy") -> Iterator[str]:
    """Yield what is said of how the article was found."""
    if copy.guessed:
        yield ("The file doesn't say how its letters are encoded; a guess was made: look at "
               "accents and quotation marks.")  # fmt: skip
    starts = ", ".join(f"p. {page} ¶{number}" for page, number in copy.page_starts)
    if starts:
        yield (f"Pages, and the first paragraph that begins on each: {visible(starts)}. The "
               "article's file keeps this as a comment.")  # fmt: skip
    if copy.unread:
        yield (f"No text could be read from p. {visible(', '.join(copy.unread))}; if something "
               "stands there, add it to the original.")  # fmt: skip
    if copy.attached:
        yield f"Not taken, attached: {visible(', '.join(copy.attached))}."
    if copy.cut:
        yield ("The page says that not everybody can read it whole: see whether the text ends "
               "before the article does.")  # fmt: skip


def _of_left(copy: "Copy") -> Iterator[str]:
    """Yield what is said of what was left out."""
    left = copy.left
    if not left:
        return
    if copy.pages:
        yield f"Taken for running heads, and left out: {visible('; '.join(left[:_LEFT]))}."
        return
    if copy.doubtful:
        yield ("Far more of the page was left out than taken: this is probably not the whole "
               "article, or not the article. Look at the original; if it is wrong, copy the "
               "text into a .txt file, and add that.")  # fmt: skip
    yield (f"Not taken from the page, {len(left)}; if the article has them, add them to "
           "the original, and a digest for each:")  # fmt: skip
    longest = sorted(left, key=len, reverse=True)[:_LEFT]
    yield from (f"  {_beginning(text)}" for text in left if text in longest)
    if len(left) > _LEFT:
        yield f"  and {len(left) - _LEFT} more"


def _of_publisher(known: "KnownRecords") -> list[str]:
    """Return what is said where the publisher has no record yet."""
    if known.publisher:
        return []
    if not known.called:
        return ["The file doesn't say who published it."]
    near = f"; is it '{known.near}'?" if known.near else "."
    told = [f"No actor of kind media is called '{visible(known.called)}'{near}"]
    if known.proposed:
        told.append(f"If it is a new one: python build_site.py new actor {known.proposed}")
    return told


def _beginning(text: str) -> str:
    text = visible(text)
    return text if len(text) <= 72 else f"{text[:71]}…"


COMMANDS = (add,)
