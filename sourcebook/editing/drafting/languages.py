"""Converts the languages that files declare to the language tags of records."""

import re

from pydantic import TypeAdapter, ValidationError

from ...records.base import LanguageTag


def language_tag(declared: str | None) -> str | None:
    """Return a declared language as a valid tag, or else its first subtag; None if both fail."""
    first, *rest = re.split("[-_]", (declared or "").strip())
    subtags = [part.upper() if len(part) < 4 else part.title() for part in rest]
    for candidate in ("-".join([first.lower(), *subtags]), first.lower()):
        try:
            return TypeAdapter(LanguageTag).validate_python(candidate)
        except ValidationError:
            continue
    return None
