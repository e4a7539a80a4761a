"""Finds the conflict markers that Git leaves in a file after a merge."""

import re
from collections.abc import Iterator

from ..problems import Mark, Problem

_OPEN, _MIDDLE, _CLOSE = "<<<<<<<", "=======", ">>>>>>>"
_MARKER = re.compile(r"(?:<{7}|>{7}|={7}|\|{7})(?= |\Z)")


def conflicts(text: str, path: str) -> Iterator[Problem]:
    """Yield a problem at the beginning of each unresolved merge conflict in a file's text.

    A single leftover marker counts too, except seven equals signs, because these make the line
    above them a heading in Markdown.
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
