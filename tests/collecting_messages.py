"""Collects all messages for translators in a template: ``make messages``.

Also updates the catalogue of each language, and prints the number of missing translations. The
template and the catalogues are sorted, and have no dates or line numbers, so that they change only
if messages change.
"""

import inspect
import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import click
import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from sourcebook.command.program import cli, outside
from sourcebook.languages import LOCALE, shipped
from sourcebook.records.base import Record
from sourcebook.records.figures import WORDS
from sourcebook.records.locators import PARTS
from sourcebook.records.source_kinds import SOURCE_KINDS
from sourcebook.records.sources import CLAIM_KINDS
from sourcebook.records.vocabularies import ACTOR_KINDS, EVENT_KINDS, LOCATION_KINDS

PACKAGE = Path(__file__).resolve().parent.parent / "sourcebook"
TEMPLATE = LOCALE / "sourcebook.pot"

_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2),
             "marked": None, "several": (1, 2), "_error": None, "_warning": None,
             "_unfinished": None, "Column": (2,)}  # fmt: skip

COMMAND = (
    "catalogue.py", "command", "crashes.py", "editing", "evidence", "hook.py", "problems.py",
    "publishing", "reading", "serving", "workers", "writing",
)  # fmt: skip
"""The parts of the package whose messages only researchers meet, in a terminal or the preview.

The messages in ``catalogue.py`` are also on the site's page about the data format, which is for
researchers.
"""


ON_PAGES = (
    "publishing/companions.py", "publishing/licences.py", "publishing/page_names.py",
    "publishing/reuse.py", "publishing/search_index.py",
)  # fmt: skip
"""Modules in the parts ``COMMAND`` whose messages are nevertheless shown on pages."""


def is_of_site(paths: Iterable[str]) -> bool:
    """Return whether a site shows a message to its readers.

    ``paths``: the files that contain the message.
    """
    return any(path.split("/")[0] not in COMMAND or path in ON_PAGES for path in paths)


def _toggles(
    file: BinaryIO, *_: object, **_options: object
) -> Iterator[tuple[int, None, str, list[str]]]:
    """Yield the labels of the buttons that switch between light and dark mode, for Babel."""
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


def _messages() -> Iterator[tuple[str, str | tuple[str, ...], str | None]]:
    found = extract_from_dir(PACKAGE, _METHODS, _OPTIONS, _KEYWORDS)
    for path, _, message, _, context in found:
        yield path, message, context


def _command_help() -> Iterator[tuple[str, str]]:
    """Yield, for each command, the path of its module and its help text, as translators get it."""
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
    """Yield the words of the data format that pages show, each with the path of its module."""
    kinds = [*ACTOR_KINDS, *LOCATION_KINDS, *EVENT_KINDS, *SOURCE_KINDS, *CLAIM_KINDS]
    for words, module in ((kinds, "vocabularies"), (PARTS, "locators"), (WORDS, "figures")):
        yield from ((f"records/{module}.py", word) for word in words)


def _data_format() -> Iterator[tuple[str, str]]:
    """Yield the descriptions of all records of the data format, and of their keys.

    Each description comes with the path of its module.
    """
    models: list[type[Record]] = [Record]
    for model in models:
        models += model.__subclasses__()
        module = inspect.getmodule(model)
        if model is not Record and module and Path(str(module.__file__)).is_relative_to(PACKAGE):
            path = Path(str(module.__file__)).relative_to(PACKAGE).as_posix()
            texts = [model.__doc__, *(field.description for field in model.model_fields.values())]
            yield from ((path, text) for text in texts if text)


def _template() -> Catalog:
    template = Catalog(project="Sourcebook", charset="utf-8")
    found = [*_messages(), *((*entry, None) for entry in _others())]
    for path, message, context in sorted(found, key=str):
        template.add(message, locations=[(Path(path).as_posix(), 0)], context=context)
    return template


def _others() -> Iterator[tuple[str, str]]:
    yield from _command_help()
    yield from _vocabulary()
    yield from _data_format()
    yield from _settings()


_CHANGING = re.compile(
    r'^"(?:POT-Creation|PO-Revision|Last-Tr|Language-Team|Generated|Report).*\n', re.MULTILINE
)
"""Matches header lines of a catalogue that differ between runs or translators' programs."""


def _written(catalogue: Catalog, *, header: bool) -> str:
    written = BytesIO()
    write_po(
        written, catalogue, width=100, sort_output=True, omit_header=not header,
        include_lineno=False, ignore_obsolete=True,
    )  # fmt: skip
    return _CHANGING.sub("", written.getvalue().decode())


def _settings() -> Iterator[tuple[str, str]]:
    """Yield each translated title in a new project's settings, with the path of the settings."""
    text = (PACKAGE / "starter" / "mkdocs.yml").read_text("utf-8")
    # Remove YAML tags such as !ENV, and the placeholders that the command ``new`` fills in.
    settings = yaml.safe_load(re.sub(r"@\w+@|![A-Z]+", "", text))
    entries = [*settings["nav"]]
    for entry in entries:
        for title, inside in entry.items():
            yield "starter/mkdocs.yml", title
            entries += inside if isinstance(inside, list) else ()
    for link in settings["extra"]["footer"]:
        yield "starter/mkdocs.yml", link["name"]
    for extension in settings["markdown_extensions"]:
        if isinstance(extension, dict) and "toc" in extension:
            yield "starter/mkdocs.yml", extension["toc"]["title"]
            yield "starter/mkdocs.yml", extension["toc"]["permalink_title"]


def collected() -> str:
    """Return the text of the catalogue template: each message once, with the files that use it."""
    return _written(_template(), header=False)


def catalogue_of(tag: str) -> Catalog:
    """Return a language's catalogue of translated messages from the repository."""
    with (LOCALE / f"{tag}.po").open("rb") as file:
        return read_po(file, locale=tag)


def updated(tag: str, template: Catalog) -> str:
    """Return the text of a language's catalogue with exactly the messages of the template.

    Translations of unchanged messages stay. If a message has changed slightly, its translation is
    marked as fuzzy, and isn't used until a translator confirms it.
    """
    catalogue = catalogue_of(tag)
    catalogue.update(template, update_creation_date=False)
    return _written(catalogue, header=True)


class Missing(NamedTuple):
    """The messages that a language's catalogue doesn't translate.

    ``site``: untranslated messages that readers of a site see. ``command``: the other untranslated
    messages. ``of_site``, ``of_command``: the number of all messages that readers see, and of
    all others, translated or not.
    """

    site: list[Message]
    of_site: int
    command: list[Message]
    of_command: int


def missing(catalogue: Catalog) -> Missing:
    """Return the untranslated messages of a catalogue. Fuzzy translations count as missing."""
    messages = [message for message in catalogue if message.id]
    site = [one for one in messages if is_of_site(path for path, _ in one.locations)]
    command = [one for one in messages if not is_of_site(path for path, _ in one.locations)]
    return Missing(
        [one for one in site if not _is_translated(one)], len(site),
        [one for one in command if not _is_translated(one)], len(command),
    )  # fmt: skip


def _is_translated(message: Message) -> bool:
    texts = [message.string] if isinstance(message.string, str) else message.string or ()
    return bool(texts) and all(texts) and not message.fuzzy


def _report() -> Iterator[str]:
    for tag in shipped()[1:]:
        found = missing(catalogue_of(tag))
        yield (
            f"{tag}: {len(found.site)} of {found.of_site} messages of the site are missing, "
            f"{len(found.command)} of {found.of_command} of the commands and problems"
        )


def _list(tag: str) -> Iterator[str]:
    found = missing(catalogue_of(tag))
    for part, messages in (("site", found.site), ("commands and problems", found.command)):
        for message in messages:
            id_ = message.id if isinstance(message.id, str) else message.id[1]
            places = " ".join(sorted({path for path, _ in message.locations}))
            yield f"{part}: {id_!r} ({places})"


if __name__ == "__main__":
    LOCALE.mkdir(exist_ok=True)
    if len(sys.argv) > 1:
        click.echo("\n".join(_list(sys.argv[1])))
    else:
        made = _template()
        TEMPLATE.write_text(_written(made, header=False), "utf-8")
        for language in shipped()[1:]:
            (LOCALE / f"{language}.po").write_text(updated(language, made), "utf-8")
        click.echo("\n".join(_report()))
