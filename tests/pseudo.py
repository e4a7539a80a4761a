"""A pseudo-language, for tests: each message in brackets, with longer words.

Text without brackets comes from no catalogue. ``python -m tests.pseudo build`` is ``mkdocs build``
in this language.
"""

import re
from gettext import NullTranslations

from sourcebook import messages

OPEN, CLOSE = "⟦", "⟧"
"""What each message begins and ends with."""

_KEPT = re.compile(r"\{\w*\}|%\(\w+\)s|%%|<[^>]*>|&#?\w+;|\]\([^)]*\)|`[^`]*`|https?://\S+")
"""Places, markup and addresses, which a translator leaves as they are."""
_VOWEL = re.compile("[aeiou]")


def pseudo(message: str) -> str:
    """Return a message in brackets, with each vowel doubled: words grow by a third or more."""
    kept = _KEPT.findall(message)
    words = [_VOWEL.sub(lambda vowel: vowel[0] * 2, part) for part in _KEPT.split(message)]
    inside = words[0] + "".join(map("".join, zip(kept, words[1:], strict=True)))
    return f"{OPEN}{inside}{CLOSE}"


class _Pseudo(NullTranslations):
    def gettext(self, message: str) -> str:
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)


def pseudo_catalogue() -> NullTranslations:
    """Return the catalogue of the pseudo-language, which translates any message."""
    return _Pseudo()


if __name__ == "__main__":
    from mkdocs.__main__ import cli

    messages.use(pseudo_catalogue())
    cli()
