"""The group that commands stand in; what is done when none is named."""

from collections.abc import Iterable
from typing import Any

import click

from .. import __version__
from ..crashes import DEBUG
from ..docstrings import docstring
from .failing import end

_ASKING = frozenset(["--help", "-h", "--version"])
_TRACEBACK = "--traceback"
_WORDS = "sourcebook.words"
"""Under which a command's words are kept, for whoever has to tell what it was."""


class _BuildByDefault(click.Group):
    """A group whose command ``build`` may be left out."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # Whoever adds it adds it at the end, whatever the command is.
        args = [word for word in args if word != _TRACEBACK]
        known = {*self.commands, *_ASKING}
        if not args or (args[0].startswith("-") and args[0] not in known):
            args = ["build", *args]
        ctx.meta[_WORDS] = list(args)
        # Without a project: asking what there is, and making one.
        if ctx.obj is None and args[0] != "new" and not _ASKING & {*args}:
            raise click.UsageError(
                "no project here: neither this folder nor one around it holds mkdocs.yml and "
                "sources/. To make one: sourcebook new my-topic",
                ctx,
            )
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Do what was asked. What no command expects is told here, and ends the process."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - told on one screen
            end(error, " ".join([ctx.command_path, *ctx.meta.get(_WORDS, ())]), ctx.obj)


def group(commands: Iterable[click.Command]) -> click.Group:
    """Return a group of commands."""
    made = click.group(
        cls=_BuildByDefault, context_settings={"help_option_names": ["-h", "--help"]},
        epilog="Exit codes: 0 fine, 1 problems in the sources (or of the disk: full, not "
        "writable), 2 wrong usage, 70 an error of Sourcebook itself, 130 interrupted.",
    )(_version(_traceback(_explained)))  # fmt: skip
    made.help = made.help or docstring(_explained)
    for command in commands:
        command.help = command.help or docstring(command.callback)
        made.add_command(command)
    return made


# Here for the help alone: it is taken out of the words before they are looked at.
_traceback = click.option(
    _TRACEBACK, is_flag=True, expose_value=False,
    help=f"Print tracebacks of Sourcebook's own errors, as {DEBUG}=1 does.",
)  # fmt: skip


_version = click.version_option(__version__, prog_name="sourcebook")


def _explained() -> None:
    """Turn sources/ into a research microsite.

    \b
    sources/  what you write: articles, claims, actors, locations, events
    docs/     Markdown pages made from it
    site/     the published site made from those

    Without a command, the whole way is gone: build.
    """  # noqa: D301 - \b is click's mark for lines to keep
