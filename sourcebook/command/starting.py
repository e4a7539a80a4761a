"""The command ``new``."""

import sys
from pathlib import Path

import click

from .. import __version__
from ..editing.starting import WHEELS, OccupiedError, start, title_of


@click.command()
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", help="What the site is called; made of the folder's name if not given.")
def new(directory: Path, title: str | None) -> None:
    """Make a project of your own in a new folder, with a small example to replace."""
    words = " ".join((title if title is not None else title_of(directory.resolve().name)).split())
    if not words or not words.isprintable():
        raise click.UsageError("a title is a line of text: --title 'My topic'")
    try:
        brought = start(directory, words)
    except OccupiedError as error:
        raise click.UsageError(
            f"{directory} is not empty: it holds {error}. A new project wants a folder of its "
            "own; nothing was written"
        ) from error
    except OSError as error:
        click.echo(f"{directory}: {error.strerror or error}; nothing was written", err=True)
        sys.exit(2)
    click.echo(f"{directory}: a project called “{words}”, with an example. README.md says more.")
    if not brought:
        click.echo(
            f"Put the wheel sourcebook-{__version__}-py3-none-any.whl into {directory / WHEELS}: "
            "the workflows install it from there."
        )
    click.echo(f"Next:\n  cd {directory}\n  python build_site.py")


COMMANDS = (new,)
