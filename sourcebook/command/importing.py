"""The command ``import``: drafts sources from bibliographies of other programs."""

import sys
from pathlib import Path
from textwrap import indent

import click

from ..editing.lists import any_of
from ..messages import gettext as _
from ..messages import marked, ngettext
from ..problems import Format, count, has_errors
from ..project import SOURCES
from ..reading.document import Document
from ..reading.folder import read
from .reporting import PROBLEMS, Reporter, common, needs_sources
from .translated_help import TranslatedGroup


@click.group("import", cls=TranslatedGroup)
def import_() -> None:
    """Import data from other programs."""


@import_.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--keys", is_flag=True, help=marked("Use citation keys as ids."))
@click.option(
    "--dry-run", is_flag=True, help=marked("Show what would be written, and write nothing.")
)
@common
@click.pass_obj
def sources(
    project: Path, file: Path, keys: bool, dry_run: bool, strict: bool, output_format: Format
) -> None:
    """List the sources of a bibliography: BibTeX or biblatex (.bib), CSL-JSON (.json), RIS (.ris).

    Each entry becomes a source that nobody has read yet, and each author and
    publisher without a record an actor. Sources that are there already are left
    out, and no file is ever overwritten.
    """
    from ..editing import importing  # imported here, because the other commands don't need it

    if file.suffix.lower() not in importing.SUFFIXES:
        suffixes = any_of(importing.SUFFIXES)
        raise click.UsageError(_("FILE must end in {suffixes}: {file}").format(
            suffixes=suffixes, file=file))  # fmt: skip
    reporter = Reporter(output_format)
    with needs_sources(project):
        records = read(project / SOURCES, SOURCES)
    references, problems = importing.read(file, str(file))
    existing_ids = {
        path.stem
        for folder in ("articles", "summaries")
        for path in (project / SOURCES / folder).glob("*")
    }
    imported, notes = importing.listed(references, records, existing_ids, keys=keys)
    problems += notes
    files, made = imported.files, len(imported.sources)
    if not has_errors(problems, strict=strict) and not dry_run:
        problems += importing.create(project / SOURCES, files, SOURCES)
    text = file.read_text("utf-8", errors="replace")
    reporter.report(problems, {str(file): Document(str(file), text).lines})
    if has_errors(problems, strict=strict):
        reporter.say(_("{problems}; nothing was written.").format(problems=count(problems)))
        sys.exit(PROBLEMS)
    for path, text in files.items():
        reporter.say(f"{SOURCES}/{path}")
        if dry_run:
            reporter.say(indent(text, "    "))
    reporter.say(_summary(made, len(references) - made, dry_run=dry_run))


def _summary(drafted: int, left_out: int, *, dry_run: bool) -> str:
    """Return a sentence with the numbers of sources written and of entries left out.

    With ``dry_run``, the sentence says how many sources would be written.
    """
    if dry_run and left_out:
        message = ngettext("{count} source would be written, {left_out} left out.",
                           "{count} sources would be written, {left_out} left out.",
                           drafted)  # fmt: skip
    elif dry_run:
        message = ngettext("{count} source would be written.",
                           "{count} sources would be written.", drafted)  # fmt: skip
    elif left_out:
        message = ngettext("{count} source written, {left_out} left out.",
                           "{count} sources written, {left_out} left out.", drafted)  # fmt: skip
    else:
        message = ngettext("{count} source written.", "{count} sources written.",
                           drafted)  # fmt: skip
    return message.format(count=drafted, left_out=left_out)


COMMANDS = (import_,)
