"""Translates help texts when they are shown: click reads them before a language is chosen."""

from copy import copy
from inspect import cleandoc
from typing import TypeVar

import click

from ..messages import gettext as _

_Command = TypeVar("_Command", bound=click.Command)


class TranslatedGroup(click.Group):
    """A group of commands. Shows help on the group and its commands in the language in use."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a copy of a command with translated help texts; None if no command is so named."""
        command = super().get_command(ctx, cmd_name)
        return _translated(command) if command else None

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the group's help in the language in use."""
        super(TranslatedGroup, _translated(self)).format_help(ctx, formatter)


def _translated(command: _Command) -> _Command:
    """Return a copy of a command with its help, its options' help and its epilog translated.

    The message to translate for a command's help is the command's whole docstring, dedented.
    The messages for the other texts are marked by the function ``marked``.
    """
    shown = copy(command)
    shown.help = command.help and _(cleandoc(command.help))
    shown.epilog = command.epilog and _(command.epilog)
    shown.params = [_translated_option(parameter) for parameter in command.params]
    return shown


def _translated_option(parameter: click.Parameter) -> click.Parameter:
    if not isinstance(parameter, click.Option) or not parameter.help:
        return parameter
    shown = copy(parameter)
    shown.help = _(parameter.help)
    return shown
