"""The group that commands stand in; what is done when none is named."""

from collections.abc import Iterable

import click

from .. import __version__
from ..docstrings import docstring

_ASKING = frozenset(["--help", "-h", "--version"])


class _BuildByDefault(click.Group):
    """A group whose command ``build`` may be left out."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        known = {*self.commands, *_ASKING}
        if not args or (args[0].startswith("-") and args[0] not in known):
            args = ["build", *args]
        # Without a project: asking what there is, and making one.
        if ctx.obj is None and args[0] != "new" and not _ASKING & {*args}:
            raise click.UsageError(
                "no project here: neither this folder nor one around it holds mkdocs.yml and "
                "sources/. To make one: sourcebook new my-topic",
                ctx,
            )
        return super().parse_args(ctx, args)


def group(commands: Iterable[click.Command]) -> click.Group:
    """Return a group of commands."""
    made = click.group(
        cls=_BuildByDefault, context_settings={"help_option_names": ["-h", "--help"]},
        epilog="Exit codes: 0 fine, 1 problems in the sources, 2 wrong usage.",
    )(click.version_option(__version__, prog_name="sourcebook")(_explained))  # fmt: skip
    made.help = made.help or docstring(_explained)
    for command in commands:
        command.help = command.help or docstring(command.callback)
        made.add_command(command)
    return made


def _explained() -> None:
    """Turn sources/ into a research microsite.

    \b
    sources/  what you write: articles, claims, actors, locations, events
    docs/     Markdown pages made from it
    site/     the published site made from those

    Without a command, the whole way is gone: build.
    """  # noqa: D301 - \b is click's mark for lines to keep
