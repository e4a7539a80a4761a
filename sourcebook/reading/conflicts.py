"""Finds the conflict markers that Git leaves in a file after a merge."""

import re
from collections.abc import Iterator

from ..problems import Mark, Problem

_OPEN, _MIDDLE, _CLOSE = "<<<<<<<", "=======", ">>>>>>>"
_MARKER = re.compile(r"(?:<{7}|>{7}|={7}|\|{7})(?= |\Z)")


def conflicts(text: str, path: str) -> Iterator[Problem]:
    """Yield the unresolved conflicts in a file's text, each at its beginning.

    A single marker that is left over counts too, except seven equals signs: in Markdown they
    make a heading of the line above.
    """
    if _OPEN not in text and _CLOSE not in text:
        return
    opened = False
    for number, line in enumerate(text.split("\n"), 1):
        match = _MARKER.match(line)
        if match:
            begins, closes = match[0] == _OPEN, match[0] == _CLOSE
            if begins or (not opened and match[0] != _MIDDLE):
                yield Problem("conflict", Mark(path, number), {"marker": match[0]})
            opened = (opened or begins) and not closes
