"""The layout of an original text: which of its blocks are the title, the paragraphs and so on.

Blank lines separate the blocks.
"""

import re
from typing import Annotated, Any

from pydantic import Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from ..messages import gettext as _
from .base import OneOrMany, Record
from .invalid import invalid

_BLOCKS = re.compile(r"(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?", re.ASCII)


def parse_blocks(value: Any) -> range:
    """Return blocks, ``5`` or ``4-16``, as a range; raises PydanticCustomError ``bad-block``."""
    match = _BLOCKS.fullmatch(value) if isinstance(value, str) else None
    if match and 1 <= int(match[1]) <= int(match[2] or match[1]):
        return range(int(match[1]), int(match[2] or match[1]) + 1)
    raise _error(value, _("a block's number, as in 5, or several, as in 4-16"))


def _parse_block(value: Any) -> int:
    if not isinstance(value, str) or not re.fullmatch(r"0*[1-9]\d{0,5}", value, re.ASCII):
        raise _error(value, _("a block's number, as in 5"))
    return int(value)


def _error(value: Any, expected: str) -> PydanticCustomError:
    shown = value if isinstance(value, str) else _("a list or mapping")
    return invalid("bad-block", {"value": shown, "expected": expected})


_NUMBER = {"type": "integer", "minimum": 1}
Block = Annotated[int, PlainValidator(_parse_block), WithJsonSchema(_NUMBER)]
"""The number of a block of an original text, from 1."""
Blocks = Annotated[range, PlainValidator(parse_blocks), WithJsonSchema({"type": "string"})]
"""Consecutive blocks of an original text, as a range of their numbers."""


class OriginalLayout(Record):
    """Which blocks of the original are which part. Blank lines separate blocks, numbered from 1."""

    title: Block = Field(1, description="The block that is the title; 1 if not given.")
    standfirst: Block | None = Field(None, description="The block that is the standfirst.")
    caption: Block | None = Field(None, description="The block that is a picture's caption.")
    paragraphs: OneOrMany[Blocks] = Field(
        (),
        description="The blocks that are paragraphs: `4-16`, or `[3-4, 6-13]`; those named above "
        "don't count. If not given, all after the title.",
    )
