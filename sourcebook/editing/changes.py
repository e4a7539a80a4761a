"""Applies changes to a file's bytes; all other bytes stay as they are."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple


class Change(NamedTuple):
    """A replacement of part of a text. ``start``, ``end``: character indexes of that part."""

    start: int
    end: int
    text: str


def changed(data: bytes, changes: Iterable[Change]) -> bytes:
    r"""Return a file's bytes with changes applied.

    Ranges are character indexes of the text that ``reading`` returns: its line endings are ``\n``,
    and it has no byte-order mark. The file keeps its mark and its line endings; added lines get the
    same line endings. Insertions at one position keep their order. Raises ValueError on overlaps.
    """
    raw = data.decode()
    start = 1 if raw.startswith("\ufeff") else 0
    # Indexes of the line breaks that are \r\n in the file, counted in the text with \n instead.
    crlf = [match.start() - start - number for number, match in enumerate(re.finditer("\r\n", raw))]
    parts, position = [], 0
    for change in sorted(dict.fromkeys(changes), key=lambda change: change[:2]):
        begin, end = (
            start + index + bisect_left(crlf, index) for index in (change.start, change.end)
        )
        if begin < position:
            raise ValueError("changes overlap")
        parts += [raw[position:begin], change.text.replace("\n", "\r\n" if crlf else "\n")]
        position = end
    return "".join([*parts, raw[position:]]).encode()
