"""Applies changes to a file's bytes; all other bytes stay as they are."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple


class Change(NamedTuple):
    """The replacement of a part of a text.

    ``start``, ``end``: the part's range, as indexes of characters. ``text``: the new text.
    """

    start: int
    end: int
    text: str


def changed(data: bytes, changes: Iterable[Change]) -> bytes:
    r"""Return a file's bytes with changes applied.

    The indexes of the changes refer to the file's decoded text, which has no byte-order mark, and
    whose line breaks are ``\n``. The file keeps its byte-order mark and its line breaks. Added
    lines get the file's line breaks. Several insertions at the same position keep their order.
    Raises ValueError if changes overlap.
    """
    raw = data.decode()
    start = 1 if raw.startswith("\ufeff") else 0
    # For each \r\n in the file: the index of its \n in the decoded text.
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
