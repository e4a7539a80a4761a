"""Names in the order of an index: by letter, whatever their case, accents, articles and script."""

import re
from functools import lru_cache
from unicodedata import normalize

_ARTICLE = re.compile(r"^\W*(?:(?:the|an?)\s+|al-)(?=\w)")
_DIGITS = frozenset("0123456789")


@lru_cache(maxsize=65536)
def filed(name: str) -> str:
    """Return what a name is filed under: its letters and digits alone, without case and accents.

    Passed over are a leading English article and the Arabic "al-". Letter by
    letter, so that names with the same beginning always stand together.
    """
    plain = normalize("NFKD", normalize("NFKD", name).casefold())
    # An accent on its own is no letter: it goes with the spaces and the hyphens.
    return _letters(_ARTICLE.sub("", plain, count=1)) or _letters(plain)


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def beginning(name: str, length: int) -> tuple[str, str]:
    """Return the first letters that a name is filed under, as a part of an address and as words.

    All digits are one beginning, of length 1; so is what has neither letter nor digit.
    """
    key = filed(name)[:length]
    if not key:
        return "other", "Other"
    if length == 1 and key in _DIGITS:
        return "0-9", "0–9"
    # Hyphens keep "á" and what looks like its code apart.
    address = "".join(c if c.isascii() else f"-u{ord(c):x}-" for c in key).strip("-")
    return address, key.capitalize()
