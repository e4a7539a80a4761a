"""Changes to a text, made in the bytes it was read from: all other bytes stay."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple


class Change(NamedTuple):
    """A part of a text, in characters from its beginning, and what stands there instead."""

    start: int
    end: int
    text: str


def changed(data: bytes, changes: Iterable[Change]) -> bytes:
    r"""Return a file's bytes with some changes to its text as ``reading`` has it.

    There a byte-order mark is gone and every line ends in ``\n``; here both stay as they are, and
    lines that come in end as the others do. What comes in at one place stands in the order given.
    Raises ValueError for changes that overlap.
    """
    raw = data.decode()
    start = 1 if raw.startswith("\ufeff") else 0
    # Where each line break of two characters stands in the text, which has one for it.
    broken = [
        match.start() - start - number for number, match in enumerate(re.finditer("\r\n", raw))
    ]
    parts, done = [], 0
    for change in sorted(dict.fromkeys(changes), key=lambda change: change[:2]):
        begin, end = (
            start + index + bisect_left(broken, index) for index in (change.start, change.end)
        )
        if begin < done:
            raise ValueError("changes overlap")
        parts += [raw[done:begin], change.text.replace("\n", "\r\n" if broken else "\n")]
        done = end
    return "".join([*parts, raw[done:]]).encode()
