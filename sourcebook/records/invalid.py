"""The error by which a validator of pydantic says what is wrong with a value."""

from collections.abc import Mapping
from typing import Any, LiteralString

from pydantic_core import PydanticCustomError


def invalid(code: LiteralString, facts: Mapping[str, Any]) -> PydanticCustomError:
    """Return the error for an invalid value.

    ``code``: a problem's code, or a type of pydantic's own errors. ``facts``: those of the problem,
    whose sentence is in ``catalogue``. Pydantic wants a text too, which nobody reads.
    """
    return PydanticCustomError(code, code, dict(facts))
