"""The commands that change ids in ``sources/``: ``rename`` and ``merge``."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from .. import stages
from ..editing import merging, renaming
from ..editing.ids import WrongIdError
from ..editing.sources import Files, Sources, StandsInTheWayError, load
from ..editing.together import finish, put
from ..pages.site import FOLDERS
from ..problems import Problem, count
from ..writing import only_one
from .telling import PROBLEMS, needs_sources, tell_on_standard_error


@click.command()
@click.argument("kind", type=click.Choice(renaming.KINDS))
@click.argument("old")
@click.argument("new")
@click.pass_obj
def rename(project: Path, kind: str, old: str, new: str) -> None:
    """Change an id wherever it stands in sources/.

    The old id stays under `was`, so that its address leads to the new one. A claim
    is named as SOURCE#CLAIM, and has no such address.
    """
    if kind == "claim":
        old, new = _claim_ids(old, new)
    with editing(project) as sources:
        made = renaming.rename(sources, kind, old, new)
        written = keep(project, sources, made.files)
    say_changed(f"{kind} '{old}' is now '{new}'", made.count, written)
    if kind in FOLDERS:
        folder = FOLDERS[kind]
        click.echo(f"Once built, /{folder}/{old}/ leads to /{folder}/{new}/.")
    else:
        source, _, claim = old.partition("#")
        click.echo(f"Links from elsewhere to /sources/{source}/#c-{claim} will find the page only.")
    tell_warnings(made.warnings)


@click.command()
@click.argument("kind", type=click.Choice(merging.KINDS))
@click.argument("old", metavar="FROM")
@click.argument("into")
@click.pass_obj
def merge(project: Path, kind: str, old: str, into: str) -> None:
    """Make the record FROM part of the record INTO.

    What referred to FROM refers to INTO. Its names become aliases, its id goes
    under `was`, and INTO takes over what it lacks. What differs is told, and kept
    as a comment in INTO's record.
    """
    with editing(project) as sources:
        made = merging.merge(sources, kind, old, into)
        written = keep(project, sources, made.files)
    say_changed(f"{kind} '{old}' is now part of '{into}'", made.count, written)
    folder = FOLDERS[kind]  # type: ignore[index]
    click.echo(f"Once built, /{folder}/{old}/ leads to /{folder}/{into}/.")
    if made.left:
        click.echo("Left to you (what is lost elsewhere is a comment in the record):")
        for words in made.left:
            click.echo(f"  {words}")
    tell_warnings(made.warnings)


COMMANDS = (rename, merge)


@contextmanager
def editing(project: Path) -> Iterator[Sources]:
    """Read the sources, to be changed while no build runs; exits with what stands in the way."""
    cache, sources = project / stages.CACHE, project / stages.SOURCES
    try:
        with needs_sources(project), only_one(cache, _waiting):
            if sources.is_dir():
                for path in finish(sources, cache):
                    click.echo(f"{stages.SOURCES}/{path}: a change that was cut off is done now")
            yield load(sources, stages.SOURCES)
    except WrongIdError as error:
        raise click.UsageError(str(error)) from error
    except StandsInTheWayError as error:
        tell_on_standard_error(error.problems)
        click.echo(f"Error: {error}; nothing was written.", err=True)
        sys.exit(PROBLEMS)


def keep(project: Path, sources: Sources, files: Files) -> list[str]:
    """Write files of the sources, all or none; return the paths of those that differ."""
    before = {path: sources.bytes_of(path) for path in files}
    return put(project / stages.SOURCES, files, before, project / stages.CACHE)


def say_changed(what: str, places: int, written: list[str]) -> None:
    """Print what has been done, and in how many places."""
    click.echo(
        f"The {what}: {places} place{'' if places == 1 else 's'} in {len(written)} "
        f"file{'' if len(written) == 1 else 's'}."
    )


def tell_warnings(warnings: list[Problem]) -> None:
    """Tell what ``check`` will warn of from now on."""
    if warnings:
        tell_on_standard_error(warnings)
        click.echo(f"{count(warnings)} that there was not before.")


def _claim_ids(old: str, new: str) -> tuple[str, str]:
    source, sign, _ = old.partition("#")
    if not sign:
        raise click.UsageError(f"'{old}' is not a claim, as in source-id#claim-id")
    start, sign, own = new.rpartition("#")
    if sign and start != source:
        raise click.UsageError(f"a claim of '{source}' can't become one of '{start}'")
    return old, f"{source}#{own}"


def _waiting() -> None:
    click.echo("A build is running here; waiting for it …")
