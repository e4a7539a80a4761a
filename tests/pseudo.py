"""A pseudo-language for tests: messages in brackets, with accents and doubled vowels.

Text without brackets, or in plain letters, was not translated. ``python -m tests.pseudo build``
runs ``mkdocs build`` in this language.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from gettext import NullTranslations
from string import ascii_letters
from typing import Any

from sourcebook import conventions, messages
from sourcebook.conventions import Conventions

OPEN, CLOSE = "⟦", "⟧"
"""The first and the last character of each translated message."""

_KEPT = re.compile(r"\{\w*\}|%\(\w+\)s|%%|</?[a-z][^<>]*>|&#?\w+;|\]\([^)]*\)|`[^`]*`|https?://\S+")
"""Matches placeholders, markup and addresses, which translators don't change."""
_VOWEL = re.compile("[aeiou]")
_ACCENTED = str.maketrans(ascii_letters, "âƀçđéƒğĥîĵķłɱñôþǫŕšţûṽŵẋýžÂɃÇĐÉƑĞĤÎĴĶŁⱮÑÔÞǪŔŠŢÛṼŴẊÝŽ")


def pseudo(message: str) -> str:
    """Return a message in brackets, with accents and doubled vowels, such as ``⟦Ûñđââţééđ⟧``."""
    kept = _KEPT.findall(message)
    words = [
        _VOWEL.sub(lambda vowel: vowel[0] * 2, part).translate(_ACCENTED)
        for part in _KEPT.split(message)
    ]
    inside = words[0] + "".join(map("".join, zip(kept, words[1:], strict=True)))
    return f"{OPEN}{inside}{CLOSE}"


class _Pseudo(NullTranslations):
    def pgettext(self, context: str, message: str) -> str:
        # A message without letters stays unchanged: no accents could show that it is translated.
        return pseudo(message) if any(map(str.isalpha, message)) else message

    def gettext(self, message: str) -> str:
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)


def pseudo_catalogue() -> NullTranslations:
    """Return the catalogue of the pseudo-language, which translates any message."""
    return _Pseudo()


def _pseudo_conventions() -> Conventions:
    """Return the conventions of English dates etc., with the pseudo-language's names of months."""
    names: dict[str, Any] = {
        key: tuple(map(pseudo, value))
        for key, value in vars(conventions.ENGLISH).items()
        if isinstance(value, tuple)
    }
    return replace(conventions.ENGLISH, **names)


@contextmanager
def in_use(catalogue: NullTranslations) -> Iterator[None]:
    """Context manager: use a catalogue for all messages, then English again."""
    messages.use(catalogue)
    if isinstance(catalogue, _Pseudo):
        conventions.use(_pseudo_conventions())
    try:
        yield
    finally:
        messages.use(NullTranslations())
        conventions.use(conventions.ENGLISH)


if __name__ == "__main__":
    from mkdocs.__main__ import cli

    with in_use(pseudo_catalogue()):
        cli()
