"""Alphabetical order of names in the site's language.

Case, accents and leading articles are ignored. Names in the script of the language come before
other names. The Unicode Collation Algorithm isn't used, because it needs a library in C, and would
only change the order of names that differ in nothing but an accent.
"""

import re
from functools import lru_cache
from unicodedata import name as character_name
from unicodedata import normalize

from .conventions import in_use
from .messages import language

Order = tuple[int, str]
"""A sort key: the rank of a name's script, then its letters."""

_ARTICLES = {
    "en": r"(?:the|an?)\s+",
    "fr": r"(?:les?|la|the)\s+|l['’]",
}
_ANY = r"the\s+"
_SIGNS = "[\u064b-\u065f\u0670]*"
"""Matches the vowel signs and hamzas after an Arabic letter, as NFKD separates them from it."""

_ARABIC = rf"al-|ال{_SIGNS}(?!ل{_SIGNS}ه{_SIGNS}(?!\w))(?=\w{_SIGNS}\w)"
"""Matches the Arabic article, in Latin or Arabic letters, but not the beginning of "Allah".

A name such as "ألمانيا" doesn't begin with the article: its alef has a hamza.
"""

_LETTERS = str.maketrans({
    "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
    "ى": "ي", "ـ": "",
})  # fmt: skip
"""Maps letters that Unicode can't decompose to the plain letters that decide the sort order."""


def filed(name: str) -> Order:
    """Return the sort key of a name in the language in use."""
    key = letters(name)
    if not key or key[0].isdigit():
        return 0, key
    return (1 if _script(key[0]) == in_use().script else 2), key


def letters(name: str) -> str:
    """Return only the letters and digits of a name, without case, accents and leading article.

    Names are sorted letter by letter, not word by word, so that names with the same first letters
    are always adjacent.
    """
    return _letters(name, language().split("-")[0])


@lru_cache(maxsize=65536)
def _letters(name: str, tag: str) -> str:
    plain = normalize("NFKD", normalize("NFKD", name).casefold())
    # Restore й: in Cyrillic, it is a letter of its own, not и with an accent.
    plain = plain.replace("и\u0306", "й")
    article = rf"^\W*(?:{_ARTICLES.get(tag, _ANY)}|{_ARABIC})(?=\w)"
    # NFKD has separated letters from accents. ``_only_letters`` removes accents, spaces and
    # hyphens.
    return _only_letters(re.sub(article, "", plain, count=1)) or _only_letters(plain)


def _only_letters(text: str) -> str:
    return "".join(character for character in text.translate(_LETTERS) if character.isalnum())


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    """Return the first word of a letter's name in Unicode: ``LATIN``, ``ARABIC``."""
    return character_name(letter, "").partition(" ")[0]
