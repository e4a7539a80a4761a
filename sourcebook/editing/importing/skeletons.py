"""The text of a source's two files, with TODO where the researcher has to write."""

import re
import textwrap
from collections.abc import Mapping, Sequence

from ...reading import yaml_text
from ...text import one_line

TODO = "TODO"
"""What begins a value or a comment that must be replaced before anything is built."""

_SCHEMA = "# yaml-language-server: $schema=../../docs/schemas/summaries.json"
_NOT_PLAIN = re.compile(r"[\[\]{},#]|:(?![\w/])")
_WIDTH = 96  # characters of a line of comment


def todo(found: str = "") -> str:
    """Return a value that asks for another; ``found``: what the bibliography says instead."""
    # In quotation marks it would count as meant: what would need them goes.
    return one_line(f"{TODO} {_NOT_PLAIN.sub(' ', one_line(found))}")


def article(fields: Mapping[str, str | Sequence[str]], remarks: Sequence[str] = ()) -> str:
    """Return an article's file. ``remarks``: what is to be done besides filling in its fields."""
    lines = []
    for key, value in fields.items():
        if isinstance(value, str):
            lines.append(f"{key}: {_quoted(value) if key == 'title' else _scalar(value)}")
        else:
            lines.append(f"{key}: [{', '.join(_scalar(item, inside=True) for item in value)}]")
    asked = [f"# {todo()}: {one_line(remark)}" for remark in remarks]
    return "\n".join(["---", *lines, *asked, "---", "", TODO, ""])


def summary(abstract: str = "") -> str:
    """Return a summary's file. ``abstract``: another's, which stays a comment until deleted."""
    lines = [_SCHEMA]
    if abstract:
        asked = f"{TODO}: write our own and delete this; the bibliography has: {abstract}"
        wrapped = textwrap.wrap(one_line(asked), _WIDTH, break_long_words=False)
        lines += [f"# {wrapped[0]}", *(f"#   {line}" for line in wrapped[1:])]
    asked = todo("a claim of it above, or why there is none")
    return "\n".join([*lines, f"abstract: {TODO}", "claims: []", "unused:", f"  1: {asked}", ""])


def _scalar(text: str, *, inside: bool = False) -> str:
    """Return text as YAML, plain where it can be; ``inside`` a list in brackets fewer can."""
    text = one_line(text)
    plain = f"[{text}]" if inside else text
    loaded = yaml_text.load(f"key: {plain}\n")
    expected = [text] if inside else text
    # What Markdown's front matter or another reader of YAML takes for something else.
    odd = text[:1] in "\"'~-" or text.lower() in ("null", "true", "false")
    if loaded.data == {"key": expected} and not loaded.faults and not odd:
        return text
    return _quoted(text)


def _quoted(text: str) -> str:
    text = one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
