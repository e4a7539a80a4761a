"""The command ``new`` of the installed program: makes a new project."""

import sys
from pathlib import Path

import click

from .. import __version__
from ..editing import example
from ..editing.skeletons import MODELS
from ..editing.starting import WHEELS, OccupiedError, start, title_of
from ..messages import gettext as _
from ..messages import marked


class _NewProject(click.Command):
    """The command ``new``. Tells a user who wants a new record that there is no project here."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] in MODELS:
            message = _(
                "no project here to which the {type} could be added: go into the project's folder "
                "first. To make a project in a folder of that name: sourcebook new ./{type}"
            )
            raise click.UsageError(message.format(type=args[0]), ctx)
        return super().parse_args(ctx, args)


@click.command(cls=_NewProject)
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--title",
    help=marked("The title of the site; made from the folder's name if not given."),
)
@click.option(
    "--like",
    type=click.Choice(example.names()),
    default=example.USUAL,
    show_default=True,
    help=marked("The example that it begins with."),
)
def new(directory: Path, title: str | None, like: str) -> None:
    """Make a project of your own in a new folder, with a small example to replace."""
    text = title if title is not None else title_of(directory.resolve().name)
    words = " ".join(text.split())
    if not words or not words.isprintable():
        raise click.UsageError(_("a title is a line of text: --title 'My topic'"))
    try:
        wheel_copied = start(directory.resolve(), words, like)
    except OccupiedError as error:
        message = _(
            "{folder} is not empty: it holds {names}. A new project needs a folder of its own; "
            "nothing was written"
        )
        raise click.UsageError(message.format(folder=directory, names=error)) from error
    except OSError as error:
        message = _("{folder}: {reason}; nothing was written")
        click.echo(message.format(folder=directory, reason=error.strerror or error), err=True)
        sys.exit(2)
    message = _("{folder}: a project called “{title}”, with an example. README.md says more.")
    click.echo(message.format(folder=directory, title=words))
    if not wheel_copied:
        message = _("Put the wheel {wheel} into {folder}: the workflows install it from there.")
        wheel = f"sourcebook-{__version__}-py3-none-any.whl"
        click.echo(message.format(wheel=wheel, folder=directory / WHEELS))
    click.echo(_("Next:"))
    click.echo(f"  cd {directory}\n  python build_site.py")


COMMANDS = (new,)
