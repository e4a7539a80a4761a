"""Wraps calls to parsing libraries so that damaged input can't make them fail."""

from collections.abc import Callable
from typing import TypeVar

_Result = TypeVar("_Result")
_Default = TypeVar("_Default")


def or_default(call: Callable[[], _Result], default: _Default) -> _Result | _Default:
    """Return the result of ``call()``; return ``default`` if it raises any error but MemoryError.

    On damaged input, parsers raise undocumented exceptions, such as AssertionError, IndexError or
    UnicodeError. ``call``: a function that only calls the library. If the function did more, bugs
    in our own code would be hidden.
    """
    try:
        return call()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - libraries raise undocumented exceptions
        return default
