"""The group of all commands, which runs ``build`` if no command is named."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import click

from .. import __version__
from ..docstrings import docstring
from ..messages import gettext as _
from ..messages import marked
from .failing import end
from .translated_help import TranslatedGroup

_NEEDS_NO_PROJECT = frozenset(["--help", "-h", "--version"])
_TRACEBACK = "--traceback"
_ARGUMENTS = "sourcebook.arguments"
"""The key in click's ``ctx.meta`` for the command line's arguments, shown in crash reports."""


class _Commands(Mapping[str, click.Command]):
    """Commands by name. A command's module is imported only when the command is looked up.

    ``modules``: maps each command's name to its module in this package, which lists its commands in
    ``COMMANDS``.
    """

    def __init__(self, modules: Mapping[str, str]) -> None:
        self._modules = modules

    def __getitem__(self, name: str) -> click.Command:
        commands = import_module(f".{self._modules[name]}", __package__).COMMANDS
        found: click.Command = next(command for command in commands if command.name == name)
        found.help = found.help or docstring(found.callback)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


class _BuildByDefault(TranslatedGroup):
    """A click group that runs ``build`` if the command line names no command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # The option --traceback is accepted anywhere, because users append it to whichever command
        # crashed.
        args = [argument for argument in args if argument != _TRACEBACK]
        known = {*self.commands, *_NEEDS_NO_PROJECT}
        if not args or (args[0].startswith("-") and args[0] not in known):
            args = ["build", *args]
        ctx.meta[_ARGUMENTS] = list(args)
        # ``ctx.obj``, the project, is needed except for help, the version and the command ``new``.
        if ctx.obj is None and args[0] != "new" and not _NEEDS_NO_PROJECT & {*args}:
            raise click.UsageError(
                _(
                    "no project here: neither this folder nor one around it holds mkdocs.yml and "
                    "sources/. To make one: sourcebook new my-topic"
                ),
                ctx,
            )
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; if it raises an unexpected exception, report it and exit."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - ``end`` reports any error
            end(error, " ".join([ctx.command_path, *ctx.meta.get(_ARGUMENTS, ())]), ctx.obj)


def group(modules: Mapping[str, str]) -> click.Group:
    """Return a click group of commands; without a command's name, it runs ``build``.

    ``modules``: maps each command's name to its module in this package.
    """
    root = click.group(
        cls=_BuildByDefault, commands=_Commands(modules),
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog=marked(
            "Exit codes: 0 fine, 1 problems in the sources (or of the disk: full, not "
            "writable), 2 wrong usage, 70 an error of Sourcebook itself, 130 interrupted."
        ),
    )(_version(_traceback(_explained)))  # fmt: skip
    root.help = root.help or docstring(_explained)
    return root


# --traceback is declared only for ``--help``: ``parse_args`` removes it from the arguments.
_traceback = click.option(
    _TRACEBACK, is_flag=True, expose_value=False,
    help=marked("Print tracebacks of Sourcebook's own errors, as SOURCEBOOK_DEBUG=1 does."),
)  # fmt: skip


_version = click.version_option(__version__, prog_name="sourcebook")


def _explained() -> None:
    """Turn sources/ into a research microsite.

    \b
    sources/  what you write: articles, claims, actors, locations, events
    docs/     Markdown pages made from it
    site/     the published site made from those

    Without a command: build.
    """  # noqa: D301 - \b is click's mark for lines to keep
