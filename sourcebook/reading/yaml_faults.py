"""Turns the errors of the YAML parser into problems that a non-programmer understands."""

import re
from typing import NamedTuple

import yaml
from yaml.reader import ReaderError

from ..messages import gettext as _
from ..messages import marked


class Fault(NamedTuple):
    """A syntax error, or YAML that the data format doesn't allow.

    ``code``: the problem's code in the module ``catalogue``. ``line``, ``column``: the fault's
    position, counted from 0. ``facts``: the values to fill into the problem's message.
    """

    code: str
    line: int
    column: int
    facts: dict[str, str]


# Matches a ``#`` that may be meant as text: unlike in most comments, no space follows the sign.
_COMMENT = re.compile(r"(?:^|(?<=[^\s#]))[ \t]+(#)(?=\w)")
_NO_BREAK = re.compile(r"^[ \xa0-]*?\xa0|(?<=:)\xa0")
"""Matches a no-break space where YAML needs a plain one: before a key, or after its colon."""
_CUT_BY_COMMENT = ("yaml-bracket", "yaml-indent", "yaml-no-colon")
"""Codes of faults that a ``#`` may cause if it is meant as text but begins a comment."""


def syntax_fault(error: yaml.MarkedYAMLError, text: str) -> Fault:
    """Return a parser's error as a fault, at the position of the actual mistake."""
    fault = _fault(error, text)
    lines = text.split("\n")
    if space := _NO_BREAK.search(lines[fault.line]):
        return Fault("yaml-no-break-space", fault.line, space.end() - 1, {})
    if fault.code in _CUT_BY_COMMENT:
        above = (number for number in range(fault.line - 1, -1, -1) if lines[number].strip())
        line = next(above, 0) if fault.code == "yaml-indent" else fault.line
        comment = _COMMENT.search(lines[line])
        if comment and not re.search(r"['\"|>]", lines[line][: comment.start()]):
            return Fault("yaml-comment", line, comment.start(1), {})
    return fault


def _fault(error: yaml.MarkedYAMLError, text: str) -> Fault:
    problem, context = error.problem or "", error.context or ""
    at, began = error.problem_mark, error.context_mark
    line, column = (at.line, at.column) if at else (0, 0)
    lines = text.split("\n")
    if line >= len(lines):  # the error is at the end of a text without a final line break
        line, column = len(lines) - 1, len(lines[-1])
    here = lines[line]
    if "\t" in here[: column + 1] and "quoted" not in context:
        return Fault("yaml-tab", line, here.index("\t"), {})
    if "quoted scalar" in context and began and "unexpected" in problem:
        return Fault("yaml-quote", began.line, began.column, {})
    if "flow" in context and began and ("expected ','" in problem or "end of stream" in problem):
        return Fault("yaml-bracket", began.line, began.column, {})
    if "could not find expected ':'" in problem and began:
        return _item(lines, began.line) or Fault("yaml-no-colon", began.line, began.column, {})
    if "mapping values are not allowed" in problem:
        return _misaligned(lines, line) or Fault("yaml-colon", line, column, {})
    if "expected <document start>" in problem:
        return Fault("yaml-documents", line, column, {})
    if "did not find expected" in problem and "block" in context and not here[:column].strip():
        return _dash(lines, line) or Fault("yaml-indent", line, column, {})
    if ("anchor" in context or "alias" in context) and began:
        line, column = began.line, began.column
        problem = "cannot start"
    reason = next((_(words) for part, words in _REASONS if part in problem), problem)
    reason = reason.format(character=lines[line][column : column + 1])
    return Fault("yaml-syntax", line, column, {"reason": reason or _("unknown reason")})


_REASONS = (
    ("cannot start", marked("no value can begin with '{character}'; put it in quotation marks")),
    (
        "unknown escape",
        marked("a backslash between double quotation marks begins a code; write two"),
    ),
    ("node content", marked("a value is missing here")),
    ("comment or line break", marked("the text of a '|' or '>' begins on the line below it")),
    ("block sequence entries", marked("a list begins on the line below its key")),
    (
        "did not find expected",
        marked("the value before this is complete; check its quotation marks or brackets"),
    ),
)
"""Pairs: a part of a message of the parser, and the message that is shown instead."""


_KEY_AND_VALUE = re.compile(r" *(?:- +)*\w[\w-]*: +[^\s\[{'\"|>#]")
"""Matches a line with a key and the beginning of a plain value."""


def _misaligned(lines: list[str], line: int) -> Fault | None:
    """Return a fault if a colon in ``line`` is wrong because of the line above it, else None.

    The line above lacks a key, a colon or the space after a dash: then the fault is there. Or it is
    indented less, though it has a value: then the fault is in ``line``.
    """
    above = lines[line - 1].rstrip() if line else ""
    depth = _depth(above)
    if not above or above.lstrip().startswith("#"):  # a comment needs no colon
        return None
    here = _depth(lines[line])
    if here >= depth and (dash := _dash(lines, line - 1)):
        return dash
    if _KEY_AND_VALUE.match(above) and re.match(r" *[\w-]+:(?: |$)", lines[line]) and here > depth:
        return Fault("yaml-deeper", line, here, {})
    if depth != here or ": " in above or above.endswith(":"):
        return None
    before = (earlier.rstrip() for earlier in lines[line - 1 :: -1])
    holder = next((earlier for earlier in before if earlier and _depth(earlier) < depth), ":")
    # If the nearest line above with less indentation has a value, the lines below it continue this
    # value. Then no key or colon is missing.
    return Fault("yaml-no-colon", line - 1, depth, {}) if holder.endswith(":") else None


def _dash(lines: list[str], line: int) -> Fault | None:
    """Return a fault if ``line`` begins an entry of a list without a space after the dash."""
    dash = re.match(r" *-(?=\w[\w-]*:(?: |$))", lines[line])
    return Fault("yaml-dash", line, dash.end(), {}) if dash else None


def _item(lines: list[str], line: int) -> Fault | None:
    """Return a fault if ``line``, below an entry of a list, lacks only the space after its dash."""
    item = re.match(r"( *)-(?=[^\s-])", lines[line])
    above = lines[line - 1] if line else ""
    is_in_list = item and above.startswith(f"{item[1]}- ")
    return Fault("yaml-dash", line, item.end(), {}) if item and is_in_list else None


def _depth(line: str) -> int:
    """Return the number of characters of a line's indentation and list markers."""
    return len(line) - len(line.lstrip(" -"))


def character_fault(error: ReaderError, text: str) -> Fault:
    """Return the fault for a character that YAML doesn't allow, at its first occurrence."""
    character = error.character if isinstance(error.character, int) else ord(str(error.character))
    # libyaml gives the position of this error in bytes, so search the text for the character.
    found = text.find(chr(character)) if 0 <= character <= 0x10FFFF else -1
    index = found if found >= 0 else min(error.position, len(text))
    return Fault(
        "yaml-character",
        text.count("\n", 0, index),
        index - (text.rfind("\n", 0, index) + 1),
        {"value": f"{character:04X}"},
    )
