"""Writes drafts of a source's article and summary, with TODOs for the researcher."""

import re
import textwrap
from collections.abc import Mapping, Sequence

from ...messages import gettext as _
from ...reading import yaml_text
from ...reading.unfinished import TODO
from ...text import one_line

_SCHEMA = "# yaml-language-server: $schema=../../docs/schemas/summaries.json"
_NOT_PLAIN = re.compile(r"[\[\]{},#]|:(?![\w/])")
_WIDTH = 96  # maximum number of characters in a line of a comment


def todo(hint: str = "") -> str:
    """Return a TODO for a value. ``hint``: what the bibliography says, or what to write."""
    # A quoted TODO counts as a value, so characters that need quotes are removed.
    return one_line(f"{TODO} {_NOT_PLAIN.sub(' ', one_line(hint))}")


def article(fields: Mapping[str, str | Sequence[str]], remarks: Sequence[str] = ()) -> str:
    """Return an article's draft. ``remarks``: tasks for the researcher, added as comments."""
    lines = []
    for key, value in fields.items():
        if isinstance(value, str):
            lines.append(f"{key}: {_quoted(value) if key == 'title' else _scalar(value)}")
        else:
            lines.append(f"{key}: [{', '.join(_scalar(item, inside=True) for item in value)}]")
    comments = [f"# {TODO}: {one_line(remark)}" for remark in remarks]
    return "\n".join(["---", *lines, *comments, "---", "", TODO, ""])


def summary(abstract: str = "") -> str:
    """Return a summary's draft. ``abstract``: the bibliography's abstract, added as a comment."""
    lines = [_SCHEMA]
    if abstract:
        message = _("write our own and delete this; the bibliography has: {abstract}")
        comment = one_line(f"{TODO}: {message.format(abstract=abstract)}")
        wrapped = textwrap.wrap(comment, _WIDTH, break_long_words=False)
        lines += [f"# {wrapped[0]}", *(f"#   {line}" for line in wrapped[1:])]
    reason = todo(_("a claim of it above, or why there is none"))
    return "\n".join([*lines, f"abstract: {TODO}", "claims: []", "unused:", f"  1: {reason}", ""])


def _scalar(text: str, *, inside: bool = False) -> str:
    """Return text as a YAML scalar, in quotation marks if needed.

    ``inside``: whether the scalar is an item of a list in flow style.
    """
    text = one_line(text)
    plain = f"[{text}]" if inside else text
    loaded = yaml_text.load(f"key: {plain}\n")
    expected = [text] if inside else text
    # Our parser may read these values as text, but other YAML parsers don't.
    is_ambiguous = text[:1] in "\"'~-" or text.lower() in ("null", "true", "false")
    if loaded.data == {"key": expected} and not loaded.faults and not is_ambiguous:
        return text
    return _quoted(text)


def _quoted(text: str) -> str:
    text = one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
