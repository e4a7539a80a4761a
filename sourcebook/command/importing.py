"""The command ``import``: what other programs keep, taken in."""

import sys
from pathlib import Path
from textwrap import indent

import click

from .. import stages
from ..editing import importing
from ..problems import Format, count, has_errors
from ..reading import Document, read
from .reporting import PROBLEMS, Reporter, common, needs_sources


@click.group("import")
def import_() -> None:
    """Take in what other programs keep."""


@import_.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--keys", is_flag=True, help="Take citation keys for ids.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@common
@click.pass_obj
def sources(
    project: Path, file: Path, keys: bool, dry_run: bool, strict: bool, shown_as: Format
) -> None:
    """Draft sources from a bibliography: BibTeX or biblatex (.bib), CSL-JSON (.json).

    Each entry becomes an article and a summary in sources/, with TODO where
    something is for you to write. What is there already is left out, and no file
    is ever written over.
    """
    if file.suffix.lower() not in importing.SUFFIXES:
        raise click.UsageError(f"FILE ends in {' or '.join(importing.SUFFIXES)}: {file}")
    reporter = Reporter(shown_as)
    with needs_sources(project):
        records = read(project / stages.SOURCES, stages.SOURCES)
    references, problems = importing.read(file, str(file))
    taken = {
        path.stem
        for folder in ("articles", "summaries")
        for path in (project / stages.SOURCES / folder).glob("*")
    }
    made, notes = importing.drafts(references, records, taken, keys=keys)
    problems += notes
    files = {path: text for draft in made for path, text in draft.files.items()}
    if not has_errors(problems, strict=strict) and not dry_run:
        problems += importing.create(project / stages.SOURCES, files, stages.SOURCES)
    text = file.read_text("utf-8", errors="replace")
    reporter.report(problems, {str(file): Document(str(file), text).lines})
    if has_errors(problems, strict=strict):
        reporter.say(f"{count(problems)}; nothing was written.")
        sys.exit(PROBLEMS)
    for path, text in files.items():
        reporter.say(f"{stages.SOURCES}/{path}")
        if dry_run:
            reporter.say(indent(text, "    "))
    out = len(references) - len(made)
    left = f", {out} left out" if out else ""
    said = "would be written" if dry_run else "written"
    reporter.say(f"{len(made)} source{'' if len(made) == 1 else 's'} {said}{left}.")
    if made and not dry_run:
        reporter.say(
            "What you have to write is marked TODO; python build_site.py check tells where."
        )


COMMANDS = (import_,)
