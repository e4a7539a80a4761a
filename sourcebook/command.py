"""The command line: what each command does, what it prints, and how it exits."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from . import __version__, stages
from .corpus import Corpus
from .problems import Format, Problem, count, has_errors, tell, tell_json
from .publishing.building import PublishingError, publish
from .publishing.previewing import PreviewError
from .publishing.previewing import serve as serve_site
from .writing import only_one

PROBLEMS = 1
"""Exit code for problems in the sources; click exits with 2 for wrong usage."""


class _BuildByDefault(click.Group):
    """A group whose command ``build`` may be left out."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        known = {*self.commands, "--help", "-h", "--version"}
        if not args or (args[0].startswith("-") and args[0] not in known):
            args = ["build", *args]
        return super().parse_args(ctx, args)


class _Teller:
    """Prints problems on standard error, or as JSON on standard output; all else there."""

    def __init__(self, shown_as: Format) -> None:
        self.shown_as = shown_as
        self._started = time.monotonic()

    def say(self, words: str) -> None:
        """Print a line, unless standard output is for machines."""
        if self.shown_as == "text":
            click.echo(words)

    def step(self, words: str) -> None:
        """Print what begins now, if a terminal watches or the work so far took over a second."""
        now = time.monotonic()
        if sys.stdout.isatty() or now - self._started > 1:
            self.say(words)

    def tell(self, problems: list[Problem], checked: stages.Checked) -> None:
        """Print the problems."""
        if self.shown_as == "json":
            click.echo(tell_json(problems))
            return
        terminal = sys.stderr.isatty()
        lines = {path: document.lines for path, document in checked.documents.items()}
        for line in tell(problems, lines if terminal else None):
            click.echo(_coloured(line), err=True)

    def seconds(self) -> str:
        """Return how long the command has taken, in words."""
        return f"{time.monotonic() - self._started:.1f} s"


def _coloured(line: str) -> str:
    """Colour the word that says how grave a problem is; click strips it where none watches."""
    for word, colour in ((": error[", "red"), (": warning[", "yellow")):
        place, found, rest = line.partition(word)
        if found:
            return f"{click.style(place, bold=True)}{click.style(found, fg=colour)}{rest}"
    return line


def _common(function: Callable[..., Any]) -> Callable[..., Any]:
    strict = click.option("--strict", is_flag=True, help="Let warnings stop the build too.")
    shown_as = click.option(
        "--format",
        "shown_as",
        type=click.Choice(["text", "json"]),
        default="text",
        help="How problems are told: as text on standard error, or as JSON on standard output.",
    )
    return strict(shown_as(function))


@click.group(
    cls=_BuildByDefault, context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 fine, 1 problems in the sources, 2 wrong usage.",
)  # fmt: skip
@click.version_option(__version__, prog_name="sourcebook")
def cli() -> None:
    """Turn sources/ into a research microsite.

    \b
    sources/  what you write: articles, claims, actors, locations, events
    docs/     Markdown pages made from it
    site/     the published site made from those

    Without a command, the whole way is gone: build.
    """  # noqa: D301 - \b is click's mark for lines to keep


@cli.command()
@_common
@click.pass_obj
def build(project: Path, strict: bool, shown_as: Format) -> None:
    """Check sources/, make docs/ and publish site/."""
    teller = _Teller(shown_as)
    with _lock(project, teller):
        checked = _make(project, strict, teller)
        teller.step("Publishing site/ …")
        try:
            warnings = publish(
                project / "mkdocs.yml",
                project / stages.SITE,
                project / stages.CACHE / "site",
                strict=strict,
            )
        except PublishingError as error:
            _warn(str(error).splitlines())
            sys.exit(PROBLEMS)
    _warn(warnings)
    teller.say(f"{_size(checked.corpus)}: site/ published in {teller.seconds()}.")
    teller.say("Look at it: python build_site.py serve, or any web server on site/.")


@cli.command()
@_common
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
    teller = _Teller(shown_as)
    if evidence:
        _check_evidence(project, originals, strict, teller)
        return
    checked = _checked(project)
    teller.tell(checked.problems, checked)
    _stop_at_errors(checked.problems, strict, teller)
    teller.say(f"{_size(checked.corpus)}: {count(checked.problems) or 'no problems'}.")


def _check_evidence(project: Path, originals: Path | None, strict: bool, teller: _Teller) -> None:
    """Check the sources and their evidence; exits if there are errors."""
    with _needs_sources(project):
        checked, verified = stages.verify(project, originals)
    problems, kept = list(checked.problems), "left as it is"
    if verified and verified.lock and not has_errors(problems, strict=strict):
        written, failures = stages.keep_evidence(project, verified.lock)
        problems += failures
        kept = "written" if written else "up to date"
    teller.tell(problems, checked)
    if verified and checked.corpus:
        tally = verified.tally(checked.corpus)
        counts = ", ".join(f"{number} {state}" for state, number in tally.items())
        teller.say(f"Quotes and names: {counts}; evidence.lock {kept}.")
        if verified.missing:
            teller.say(f"No original at hand: {_some(verified.missing)}.")
    _stop_at_errors(problems, strict, teller)
    teller.say(f"{_size(checked.corpus)}: {count(problems) or 'no problems'}.")


@cli.command()
@_common
@click.pass_obj
def pages(project: Path, strict: bool, shown_as: Format) -> None:
    """Check sources/ and make docs/, without publishing."""
    teller = _Teller(shown_as)
    with _lock(project, teller):
        _make(project, strict, teller)


@cli.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.pass_obj
def serve(project: Path, port: int) -> None:
    """Show the site on this machine and rebuild it at each change; Ctrl-C ends it."""
    # MkDocs wants to see the folder before the hook can fill it.
    (project / stages.DOCS).mkdir(exist_ok=True)
    try:
        serve_site(project / "mkdocs.yml", f"127.0.0.1:{port}")
    except PreviewError as error:
        click.echo(str(error), err=True)
        sys.exit(PROBLEMS)


def main(project: Path) -> None:
    """Run the command line for the project in a folder; exits the process."""
    cli.main(prog_name="build_site.py", obj=project)


def _checked(project: Path) -> stages.Checked:
    with _needs_sources(project):
        return stages.check(project)


@contextmanager
def _needs_sources(project: Path) -> Iterator[None]:
    try:
        yield
    except NotADirectoryError as error:
        raise click.UsageError(f"there is no folder {stages.SOURCES}/ in {project}") from error


def _stop_at_errors(problems: list[Problem], strict: bool, teller: _Teller) -> None:
    if has_errors(problems, strict=strict):
        teller.say(count(problems) + ".")
        sys.exit(PROBLEMS)


def _make(project: Path, strict: bool, teller: _Teller) -> stages.Checked:
    """Make docs/ and tell the problems; exits if they stop it."""
    teller.step("Reading sources/ …")
    checked = _checked(project)
    problems = list(checked.problems)
    changes = None
    if checked.corpus and not has_errors(problems, strict=strict):
        teller.step("Making docs/ …")
        changes = stages.write_docs(project, stages.generate(checked.corpus, checked.evidence))
        problems += changes.problems
    teller.tell(problems, checked)
    if changes is None or has_errors(problems, strict=strict):
        teller.say(f"{count(problems)}; nothing was written.")
        sys.exit(PROBLEMS)
    teller.say(
        f"docs/: {len(changes.written)} files written, {len(changes.deleted)} deleted"
        f" ({teller.seconds()})."
    )
    return checked


def _warn(messages: Iterable[str]) -> None:
    for message in messages:
        click.echo(f"mkdocs: {message}", err=True)


def _lock(project: Path, teller: _Teller) -> Any:
    def waiting() -> None:
        teller.say("Another build is running here; waiting for it …")

    return only_one(project / stages.CACHE, waiting)


def _some(ids: list[str]) -> str:
    """Return ids in a row; of many, the first."""
    more = len(ids) - 10
    return ", ".join(ids[:10]) + (f" and {more} more" if more > 0 else "")


def _size(corpus: Corpus | None) -> str:
    if corpus is None:
        return ""
    return (
        f"{len(corpus.sources)} sources, {len(corpus.claims)} claims, {len(corpus.events)} events, "
        f"{len(corpus.actors)} actors, {len(corpus.locations)} locations"
    )
