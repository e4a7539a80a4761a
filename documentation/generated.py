"""MkDocs' hook for the documentation: puts generated sections into pages.

A comment such as ``<!-- generated: commands -->`` in a page's Markdown is replaced by sections that
are made from Sourcebook's code (the commands, the models of records, the kinds of problems) or from
the pages of the example project. So these facts are written only once.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from inspect import cleandoc
from types import MappingProxyType
from typing import Any

import click
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

from sourcebook import stages
from sourcebook.command.program import cli, outside
from sourcebook.editing.example import EXAMPLES, USUAL

SCHEMAS = "schemas/"
"""The folder of ``docs/`` with the JSON Schemas of records.

In the documentation, this folder is beside the page ``format``, which links to the schemas.
"""

_MARK = re.compile(r"<!-- generated: ([a-z-]+) -->")


def on_files(files: Any, config: Any) -> Any:
    """Add the JSON Schemas of records, to which the page ``format`` links. MkDocs calls this."""
    for path, text in _docs().items():
        if path.startswith(SCHEMAS):
            files.append(File.generated(config, f"reference/{path}", content=text))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:
    """Return a page's Markdown with its ``generated`` comments replaced. MkDocs calls this.

    Raises PluginError if ``PARTS`` lacks the name in such a comment.
    """

    def part(mark: re.Match[str]) -> str:
        if mark[1] not in PARTS:
            raise PluginError(f"{page.file.src_uri}: nothing generates '{mark[1]}'")
        return PARTS[mark[1]]()

    return _MARK.sub(part, markdown)


@cache
def _docs() -> Mapping[str, str]:
    """Return path -> text of the files in ``docs/`` of the example project, except ``data/``."""
    corpus = stages.check(EXAMPLES / USUAL).corpus
    assert corpus is not None  # noqa: S101 - the example has no errors
    made = stages.generate(corpus)
    return MappingProxyType(
        {path: content.decode() for path, content in made.items() if not path.startswith("data/")}
    )


def _body(path: str) -> str:
    """Return the text of a page of ``docs/``, from its first section on, without its JSON-LD."""
    text = _docs()[path].partition("\n<!-- json-ld")[0]
    return text[text.index("\n## ") + 1 :]


def record_format() -> str:
    """Return the sections of ``docs/format.md`` on the files, dates and keys of ``sources/``."""
    return _body("format.md").partition("\n## Problems\n")[0]


def problems() -> str:
    """Return a list of all kinds of problems. The anchor of each is the problem's code."""
    _, heading, listed = _body("format.md").partition("\n## Problems\n")
    found = re.findall(r"^- ([a-z0-9-]+) \((\w+)\): (.*)$", listed, re.MULTILINE)
    if not heading or not found:
        raise PluginError("the page of the format lists no problems")
    return "\n".join(
        f'- <a id="{code}"></a>**{code}** ({severity}): {sentence}'
        for code, severity, sentence in found
    )


def downloads() -> str:
    """Return a list of the files that a site offers for download, without the files' sizes.

    The sizes are left out because they differ between sites.
    """
    listed = _body("data.md").partition("\n## How to cite\n")[0]
    listed = re.sub(r"\b([Tt])his site", r"\1he site", listed)
    return re.sub(
        r"^- \*\*\[([^\]]+)\]\([^)]*\)\*\* <small>.*?</small><br>", r"- **\1**: ",
        listed, flags=re.MULTILINE,
    )  # fmt: skip


def commands() -> str:
    """Return a section on each command: its usage, what it does, and its options."""
    return "\n".join(sorted(_commands()))


def _commands() -> Iterator[str]:
    for group, name in ((outside, "sourcebook"), (cli, "python build_site.py")):
        top = click.Context(group, info_name=name)
        for word, command in sorted(group.commands.items()):
            if group is cli and word != "new":
                continue  # the same as in the other group
            if isinstance(command, click.Group):
                inner = click.Context(command, info_name=word, parent=top)
                for last, one in sorted(command.commands.items()):
                    yield _section(one, f"{word} {last}", inner, last)
            else:
                makes = " (inside a project)" if group is cli else " (outside)"
                yield _section(command, word + makes * (word == "new"), top, word)


def _section(command: click.Command, title: str, parent: click.Context, word: str) -> str:
    return "\n".join([f"## {title}\n", *_command(command, parent, word), ""])


def _command(command: click.Command, parent: click.Context, word: str) -> Iterator[str]:
    context = click.Context(command, info_name=word, parent=parent)
    usage = " ".join(command.get_usage(context).removeprefix("Usage: ").split())
    yield f"```text\n{usage}\n```\n"
    for paragraph in cleandoc(command.help or "").split("\n\n"):
        yield " ".join(paragraph.split()) + "\n"
    yield "| option | meaning |\n| --- | --- |"
    for option in command.get_params(context):
        record = option.get_help_record(context)
        if record and record[1]:  # an argument is explained by the command
            names, meaning = map(_cell, record)
            yield f"| <code>{names}</code> | {meaning} |"


def _cell(text: str) -> str:
    """Return a text for a cell of a Markdown table: on one line, with ``<`` and ``|`` escaped."""
    return " ".join(text.split()).replace("<", "&lt;").replace("|", "&#124;")


PARTS: Mapping[str, Callable[[], str]] = MappingProxyType(
    {"commands": commands, "downloads": downloads, "format": record_format, "problems": problems}
)
"""Maps the name in a comment ``<!-- generated: NAME -->`` to the function that makes the text."""
