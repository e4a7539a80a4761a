"""Finds the conflict markers that Git leaves in a file after a merge."""

import re
from collections.abc import Iterator

from ..problems import Mark, Problem

_OPEN, _MIDDLE, _CLOSE = "<<<<<<<", "=======", ">>>>>>>"
_MARKER = re.compile(r"^(<{7}|>{7}|={7}|\|{7})(?=[ \n]|\Z)", re.MULTILINE)


def conflicts(text: str, path: str) -> Iterator[Problem]:
    """Yield the unresolved conflicts in a file's text, each at its beginning.

    A single marker that is left over counts too, except seven equals signs: in Markdown they
    make a heading of the line above.
    """
    if _OPEN not in text and _CLOSE not in text:
        return
    line, at, opened = 1, 0, False
    for match in _MARKER.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        begins, closes = match[1] == _OPEN, match[1] == _CLOSE
        if begins or (not opened and match[1] != _MIDDLE):
            yield Problem("conflict", Mark(path, line), {"marker": match[1]})
        opened = (opened or begins) and not closes
