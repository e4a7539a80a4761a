"""Joins items into a list in a sentence, in the language in use."""

from collections.abc import Sequence
from functools import reduce

from ..messages import gettext as _


def any_of(items: Sequence[str]) -> str:
    """Return items as alternatives: ``a or b``. There must be at least one item."""
    return reduce(lambda list_, item: _("{list} or {item}").format(list=list_, item=item), items)


def all_of(items: Sequence[str]) -> str:
    """Return items as a list: ``a and b``. There must be at least one item."""
    return reduce(lambda list_, item: _("{list} and {item}").format(list=list_, item=item), items)
