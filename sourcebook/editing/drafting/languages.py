"""The languages that files say they are in, as tags that records may have."""

import re

from pydantic import TypeAdapter, ValidationError

from ...records.base import LanguageTag


def tag(said: str | None) -> str | None:
    """Return a tag in the spelling of records, or without its region if need be; None if none."""
    first, *rest = re.split("[-_]", (said or "").strip())
    written = [part.upper() if len(part) < 4 else part.title() for part in rest]
    for candidate in ("-".join([first.lower(), *written]), first.lower()):
        try:
            return TypeAdapter(LanguageTag).validate_python(candidate)
        except ValidationError:
            continue
    return None
