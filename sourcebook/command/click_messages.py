"""Shows click's own words, such as ``Usage:`` and ``No such option``, in the language in use.

Click looks its messages up by functions that each of its modules has imported from Python's
``gettext``. This module replaces these functions. A message without a translation stays English.

This module is written for version 8.5 of click; ``tests/test_command.py`` compares the messages.
"""

from types import ModuleType

from click import core, decorators, exceptions, formatting, parser, types

from ..messages import gettext, marked, ngettext, several

MODULES: tuple[ModuleType, ...] = (core, decorators, exceptions, formatting, parser, types)

MESSAGES = (
    marked("Usage:"),
    marked("Options"),
    marked("Commands"),
    marked("default: {default}"),
    marked("Show this message and exit."),
    marked("Show the version and exit."),
    marked("%(prog)s, version %(version)s"),
    marked("Error: {message}"),
    marked("Aborted!"),
    marked("Try '{command} {option}' for help."),
    marked("No such command {name!r}."),
    marked("No such option {name!r}."),
    marked("Missing command."),
    marked("Missing argument"),
    marked("Missing option"),
    marked("Choose from:\n\t{choices}"),
    marked("Invalid value: {message}"),
    marked("Invalid value for {param_hint}: {message}"),
    marked("Option {name!r} does not take a value."),
    marked("{value!r} is not a valid {number_type}."),
    marked("{value} is not in the range {range}."),
    marked("{name} {filename!r} does not exist."),
    marked("{name} {filename!r} is a file."),
    marked("{name} {filename!r} is a directory."),
    marked("{name} {filename!r} is not readable."),
    marked("file"),
    marked("directory"),
    marked("path"),
    *several("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    *several("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    *several(
        "Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."
    ),
    *several("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)
"""Click's messages that Sourcebook's commands can show, in English."""


def translate() -> None:
    """From now on, click's messages are shown in the language in use."""
    for module in MODULES:
        for name, function in (("_", gettext), ("ngettext", ngettext)):
            if hasattr(module, name):
                setattr(module, name, function)
