"""Alphabetical order of names, ignoring case, accents and leading articles."""

import re
from functools import lru_cache
from unicodedata import normalize

from ...messages import gettext as _

_ARTICLE = re.compile(r"^\W*(?:(?:the|an?)\s+|al-)(?=\w)")
_DIGITS = frozenset("0123456789")


@lru_cache(maxsize=65536)
def filed(name: str) -> str:
    """Return the sort key of a name: its letters and digits alone, without case and accents.

    A leading English article or Arabic "al-" is skipped. Names are sorted letter by letter, not
    word by word, so that names with the same first letters are always adjacent.
    """
    plain = normalize("NFKD", normalize("NFKD", name).casefold())
    # NFKD has separated accents from letters, so they are dropped here with spaces and hyphens.
    return _letters(_ARTICLE.sub("", plain, count=1)) or _letters(plain)


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def beginning(name: str, length: int) -> tuple[str, str]:
    """Return the first ``length`` letters of a name's sort key, as part of an address and as label.

    With length 1, all digits share one group; names with neither letter nor digit share another.
    """
    key = filed(name)[:length]
    if not key:
        return "other", _("Other")
    if length == 1 and key in _DIGITS:
        return "0-9", "0–9"
    # The hyphens around a code point tell it from letters of the name that look the same.
    address = "".join(c if c.isascii() else f"-u{ord(c):x}-" for c in key).strip("-")
    return address, key.capitalize()
