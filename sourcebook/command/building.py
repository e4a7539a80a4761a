"""The commands that make something: ``build``, ``pages``, ``serve``."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from .. import stages
from ..problems import Format, count, has_errors
from ..publishing.building import PublishingError, publish
from ..publishing.previewing import PreviewError
from ..publishing.previewing import serve as serve_site
from ..writing import only_one
from .telling import PROBLEMS, Teller, checked_sources, common, size


@click.command()
@common
@click.pass_obj
def build(project: Path, strict: bool, shown_as: Format) -> None:
    """Check sources/, make docs/ and publish site/."""
    teller = Teller(shown_as)
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
    teller.say(f"{size(checked.corpus)}: site/ published in {teller.seconds()}.")
    teller.say("Look at it: python build_site.py serve, or any web server on site/.")


@click.command()
@common
@click.pass_obj
def pages(project: Path, strict: bool, shown_as: Format) -> None:
    """Check sources/ and make docs/, without publishing."""
    teller = Teller(shown_as)
    with _lock(project, teller):
        _make(project, strict, teller)


@click.command()
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


COMMANDS = (build, pages, serve)


def _make(project: Path, strict: bool, teller: Teller) -> stages.Checked:
    """Make docs/ and tell the problems; exits if they stop it."""
    teller.step("Reading sources/ …")
    checked = checked_sources(project)
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


def _lock(project: Path, teller: Teller) -> Any:
    def waiting() -> None:
        teller.say("Another build is running here; waiting for it …")

    return only_one(project / stages.CACHE, waiting)
