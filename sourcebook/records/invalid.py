"""The error that a pydantic validator raises for an invalid value."""

from collections.abc import Mapping
from typing import Any, LiteralString

from pydantic_core import PydanticCustomError


def invalid(code: LiteralString, facts: Mapping[str, Any]) -> PydanticCustomError:
    """Return the error for an invalid value.

    ``code``: a problem's code, or a type of pydantic's own errors. ``facts``: the values to insert
    into the problem's message, which is in the module ``catalogue``.

    The error's own message, which pydantic requires, is never shown.
    """
    return PydanticCustomError(code, code, dict(facts))
