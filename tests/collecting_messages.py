"""Collects all messages for translators: ``make messages``.

Sorted and without dates or line numbers, so that the file changes only with the messages.
"""

import inspect
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import click
import yaml
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from sourcebook.command.program import cli, outside
from sourcebook.records.base import Record
from sourcebook.records.figures import WORDS
from sourcebook.records.locators import PARTS
from sourcebook.records.sources import CLAIM_KINDS
from sourcebook.records.vocabularies import ACTOR_KINDS, EVENT_KINDS, LOCATION_KINDS

PACKAGE = Path(__file__).resolve().parent.parent / "sourcebook"
TEMPLATE = PACKAGE / "locale" / "sourcebook.pot"

_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "marked": None,
             "_error": None, "_warning": None, "_unfinished": None, "Column": (2,)}  # fmt: skip


def _toggles(
    file: BinaryIO, *_: object, **_options: object
) -> Iterator[tuple[int, None, str, list[str]]]:
    """Yield the labels of the buttons that switch between light and dark."""
    for palette in yaml.safe_load(file)["palette"]:
        yield 1, None, palette["toggle"]["name"], []


_METHODS: list[tuple[str, Any]] = [
    ("starter/**", "ignore"), ("**.py", "python"), ("**.j2", "jinja2"),
    ("theme/mkdocs_theme.yml", _toggles),
    ("theme/**.html", "jinja2"), ("theme/assets/site.css", "jinja2"),
    ("theme/**.js", "javascript"),
]  # fmt: skip
_OPTIONS = {"**.j2": {"trimmed": "true", "silent": "false"},
            "theme/**.html": {"trimmed": "true", "silent": "false"}}  # fmt: skip


def _messages() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    found = extract_from_dir(PACKAGE, _METHODS, _OPTIONS, _KEYWORDS)
    for path, _, message, _, _ in found:
        yield path, message


def _command_help() -> Iterator[tuple[str, str]]:
    """Yield the file and the help of each command: its docstring, as the catalogue has it."""
    commands: list[click.Command] = [cli, outside]
    while commands:
        command = commands.pop()
        module = inspect.getmodule(command.callback)
        if command.help and module:
            yield (
                Path(str(module.__file__)).relative_to(PACKAGE).as_posix(),
                inspect.cleandoc(command.help),
            )
        if isinstance(command, click.Group):
            commands += command.commands.values()


def _vocabulary() -> Iterator[tuple[str, str]]:
    """Yield the words of the data format that pages show as they are."""
    kinds = [*ACTOR_KINDS, *LOCATION_KINDS, *EVENT_KINDS, *CLAIM_KINDS]
    for words, module in ((kinds, "vocabularies"), (PARTS, "locators"), (WORDS, "figures")):
        yield from ((f"records/{module}.py", word) for word in words)


def _data_format() -> Iterator[tuple[str, str]]:
    """Yield what each record of the data format is and what each of its keys means."""
    models: list[type[Record]] = [Record]
    for model in models:
        models += model.__subclasses__()
        module = inspect.getmodule(model)
        if model is not Record and module and Path(str(module.__file__)).is_relative_to(PACKAGE):
            path = Path(str(module.__file__)).relative_to(PACKAGE).as_posix()
            texts = [model.__doc__, *(field.description for field in model.model_fields.values())]
            yield from ((path, text) for text in texts if text)


def collected() -> str:
    """Return the catalogue's template: each message once, with the files that show it."""
    template = Catalog(project="Sourcebook", charset="utf-8")
    found = [*_messages(), *_command_help(), *_vocabulary(), *_data_format()]
    for path, message in sorted(found, key=str):
        template.add(message, locations=[(Path(path).as_posix(), 0)])
    written = BytesIO()
    write_po(written, template, width=100, sort_output=True, omit_header=True, include_lineno=False)
    return written.getvalue().decode()


if __name__ == "__main__":
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_text(collected(), "utf-8")
