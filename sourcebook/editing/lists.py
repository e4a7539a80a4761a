"""Joins items into a list for a sentence, in the current language."""

from collections.abc import Sequence
from functools import reduce

from ..messages import gettext as _


def any_of(items: Sequence[str]) -> str:
    """Return items as alternatives: ``a or b``. There must be at least one."""
    return reduce(lambda list_, item: _("{list} or {item}").format(list=list_, item=item), items)


def all_of(items: Sequence[str]) -> str:
    """Return items as a list: ``a and b``. There must be at least one."""
    return reduce(lambda list_, item: _("{list} and {item}").format(list=list_, item=item), items)
