"""The command ``check``."""

from pathlib import Path

import click

from .. import stages
from ..corpus import Corpus
from ..problems import Format, count, has_errors
from .reporting import Reporter, checked_sources, common, needs_sources, size, stop_at_errors


@click.command()
@common
@click.option(
    "--evidence",
    is_flag=True,
    help="Look for every quote and name in the originals too; keep the results in "
    "sources/evidence.lock.",
)
@click.option(
    "--originals",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where the originals are, if not in sources/originals.",
)
@click.pass_obj
def check(
    project: Path, strict: bool, shown_as: Format, evidence: bool, originals: Path | None
) -> None:
    """Check sources/ and tell every problem; write nothing but the evidence lock, if asked."""
    if originals and not evidence:
        raise click.UsageError("--originals goes with --evidence")
    reporter = Reporter(shown_as)
    if evidence:
        _check_evidence(project, originals, strict, reporter)
        return
    checked = checked_sources(project)
    reporter.report(checked.problems, checked.lines(checked.problems))
    stop_at_errors(checked.problems, strict, reporter)
    reporter.say(f"{_size(checked.corpus)}: {count(checked.problems) or 'no problems'}.")


def _check_evidence(
    project: Path, originals: Path | None, strict: bool, reporter: Reporter
) -> None:
    """Check the sources and their evidence; exits if there are errors."""
    with needs_sources(project):
        checked, verified = stages.verify(project, originals)
    problems, kept = list(checked.problems), "left as it is"
    if verified and verified.lock and not has_errors(problems, strict=strict):
        written, failures = stages.keep_evidence(project, verified.lock)
        problems += failures
        kept = "written" if written else "up to date"
    reporter.report(problems, checked.lines(problems))
    if verified and checked.corpus:
        tally = verified.tally(checked.corpus)
        counts = ", ".join(f"{number} {state}" for state, number in tally.items())
        reporter.say(f"Quotes and names: {counts}; evidence.lock {kept}.")
        if verified.missing:
            reporter.say(f"No original at hand: {_some(verified.missing)}.")
    stop_at_errors(problems, strict, reporter)
    reporter.say(f"{_size(checked.corpus)}: {count(problems) or 'no problems'}.")


COMMANDS = (check,)


def _some(ids: list[str]) -> str:
    """Return ids in a row; of many, the first."""
    more = len(ids) - 10
    return ", ".join(ids[:10]) + (f" and {more} more" if more > 0 else "")


def _size(corpus: Corpus | None) -> str:
    return size(corpus.sizes) if corpus else ""
