"""Converts the language that a file declares to a language tag for a record."""

import re

from ...records.base import is_known_language


def language_tag(declared: str | None) -> str | None:
    """Return the language tag for a declared language.

    If the whole tag is invalid, only its first subtag is returned; None if the first subtag is
    invalid too.
    """
    first, *rest = re.split("[-_]", (declared or "").strip())
    subtags = [part.upper() if len(part) < 4 else part.title() for part in rest]
    candidates = ("-".join([first.lower(), *subtags]), first.lower())
    return next(filter(is_known_language, candidates), None)
