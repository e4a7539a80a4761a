"""The command ``show``."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from ..editing.ids import WrongIdError
from ..editing.record_view import show as shown
from ..editing.terminal_lines import wrapped
from ..project import SOURCES
from ..reading.folder import read
from .reporting import needs_sources

WIDEST = 100
"""Maximum number of characters in a line of output: longer lines are hard to read."""

_STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True}, "heading": {"fg": "yellow"}, "place": {"fg": "cyan"},
}  # fmt: skip


@click.command()
@click.argument("words", metavar="ID|NAME", nargs=-1, required=True)
@click.pass_obj
def show(project: Path, words: tuple[str, ...]) -> None:
    """Show what sources/ says about a record, and where.

    ID is that of an actor, location, event, question or source; KIND:ID, if only
    one of two with that id is meant; or SOURCE#CLAIM. NAME is any name, title or
    alias of a record, or what sources call it.
    """
    with needs_sources(project):
        records = read(project / SOURCES, SOURCES)
    try:
        lines = shown(records, " ".join(words))
    except WrongIdError as error:
        raise click.UsageError(str(error)) from error
    width = min(shutil.get_terminal_size().columns, WIDEST)
    for line in wrapped(lines, width):
        style = _STYLES.get(line.style)
        click.echo(click.style(line.text, **style) if style else line.text)


COMMANDS = (show,)
