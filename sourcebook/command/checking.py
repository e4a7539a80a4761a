"""The command ``check``."""

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from .. import stages
from ..corpus import Corpus
from ..evidence.results import STATES
from ..messages import gettext as _
from ..messages import marked, ngettext
from ..problems import Format, Problem, count, has_errors, is_unfinished
from .reporting import (
    PROBLEMS,
    Reporter,
    common,
    drafts,
    needs_sources,
    size,
    stop_at_errors,
)

_COUNTED: Mapping[str, str] = {
    "found": marked("{count} found"), "elsewhere": marked("{count} elsewhere"),
    "absent": marked("{count} absent"), "unchecked": marked("{count} unchecked"),
}  # fmt: skip
"""Maps a state of quotes or names to the message that counts quotes or names in this state."""

_SHOWN_IDS = 10
"""Maximum number of ids that a message lists."""


@click.command()
@common
@drafts
@click.option(
    "--evidence",
    is_flag=True,
    help=marked(
        "Look for every quote and name in the originals too; write the results to "
        "sources/evidence.lock."
    ),
)
@click.option(
    "--originals",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=marked("The folder with the originals, if not sources/originals."),
)
@click.option(
    "--todo", is_flag=True, help=marked("List all that is still to be written, place by place.")
)
@click.option(
    "--publish",
    is_flag=True,
    help=marked("Fail if anything is still to be written: a check before publishing."),
)
@click.pass_obj
def check(
    project: Path,
    strict: bool,
    allow_drafts: bool,
    output_format: Format,
    evidence: bool,
    originals: Path | None,
    todo: bool,
    publish: bool,
) -> None:
    """Check sources/ and list every problem; write nothing but the evidence lock, if asked."""
    if originals and not evidence:
        raise click.UsageError(_("--originals goes with --evidence"))
    reporter = Reporter(output_format)
    if evidence:
        checked, problems = _check_evidence(project, originals, strict, reporter, todo=todo)
    else:
        with needs_sources(project):
            checked = stages.check(project)
        problems = checked.problems
        reporter.report(problems, checked.lines(problems), todo=todo)
    stop_at_errors(problems, strict, reporter, allow_drafts=allow_drafts)
    if publish and is_unfinished(problems):
        reporter.say(_("{problems}: not ready to be published.").format(problems=count(problems)))
        sys.exit(PROBLEMS)
    reporter.say(_summary(checked.corpus, problems))


def _check_evidence(
    project: Path, originals: Path | None, strict: bool, reporter: Reporter, *, todo: bool
) -> tuple[stages.Checked, list[Problem]]:
    """Check the sources, and compare quotes and names with the originals; print the problems.

    Returns the checked sources and all problems. If there are no errors, the results are written to
    ``sources/evidence.lock``.
    """
    with needs_sources(project):
        checked, verified = stages.verify(project, originals)
    problems = list(checked.problems)
    message = _("Quotes and names: {counts}; evidence.lock left as it is.")
    if verified and verified.lock and not has_errors(problems, strict=strict):
        written, failures = stages.keep_evidence(project, verified.lock)
        problems += failures
        if written:
            message = _("Quotes and names: {counts}; evidence.lock written.")
        else:
            message = _("Quotes and names: {counts}; evidence.lock up to date.")
    reporter.report(problems, checked.lines(problems), todo=todo)
    if verified and checked.corpus:
        tally = verified.tally(checked.corpus)
        counts = ", ".join(_(_COUNTED[state]).format(count=tally[state]) for state in STATES)
        reporter.say(message.format(counts=counts))
        if verified.missing:
            reporter.say(_("No original at hand: {ids}.").format(ids=_first_ids(verified.missing)))
    return checked, problems


COMMANDS = (check,)


def _first_ids(ids: list[str]) -> str:
    """Return the first ``_SHOWN_IDS`` ids of sources as text, and how many more there are."""
    more = len(ids) - _SHOWN_IDS
    shown = ", ".join(ids[:_SHOWN_IDS])
    if more <= 0:
        return shown
    return ngettext("{ids} and {count} more", "{ids} and {count} more", more).format(
        ids=shown, count=more
    )


def _summary(corpus: Corpus | None, problems: list[Problem]) -> str:
    sizes = size(corpus.sizes) if corpus else ""
    return _("{sizes}: {problems}.").format(
        sizes=sizes, problems=count(problems) or _("no problems")
    )
