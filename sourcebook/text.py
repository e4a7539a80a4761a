"""Helpers for hidden characters and white space, lists in words, file hashes and device names."""

import hashlib
import re
from collections.abc import Iterable

from .messages import gettext, pgettext

# Matches control characters, direction marks, other invisible format characters, surrogates and
# non-characters. The soft hyphen isn't included, nor are the zero-width joiners that Persian and
# Indic scripts need.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_WHITE = "\t\n\x0b\x0c\r \x85\u2028\u2029"
# Matches white space, except single spaces: these are frequent, and need no replacing.
_SPACE = re.compile(f"(?:[{_WHITE.replace(' ', '')}]| (?=[{_WHITE}]))[{_WHITE}]*")

DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{line}{number}" for line in ("com", "lpt") for number in "0123456789\u00b9\u00b2\u00b3"]
)
"""Names that Windows reserves for devices: in any folder and case, with any file extension."""


def visible(text: str) -> str:
    """Return text with each hidden character written as its code, such as ``⟨U+202E⟩``.

    Readers must see that such characters are there, because a direction override can make a name
    read backwards, and a control character can break a line in a terminal.
    """
    # Hidden characters aren't printable. Nearly all texts are printable as a whole, and so need no
    # search.
    if text.isprintable():
        return text
    return _HIDDEN.sub(lambda m: f"⟨U+{ord(m[0]):04X}⟩", text)


def squeezed(text: str) -> str:
    """Return text on one line, with hidden characters made visible and without double spaces."""
    # The plain space is the only white space that is printable. So a printable text without double
    # spaces needs no change.
    if text.isprintable() and "  " not in text:
        return text
    return visible(_SPACE.sub(" ", text))


def as_words(id_: str) -> str:
    """Return an id as words, with spaces instead of hyphens."""
    return id_.replace("-", " ")


def one_line(text: str) -> str:
    """Return text like ``squeezed``, but also without leading and trailing spaces."""
    return squeezed(text).strip(" ")


def content_hash(data: bytes) -> bytes:
    """Return the hash of a file's content, 16 bytes."""
    return hashlib.blake2b(data, digest_size=16).digest()


def is_device(name: str) -> bool:
    """Return whether Windows reserves a file's name, such as ``con``, ``NUL.txt`` or ``aux .md``.

    Source: Microsoft, "Naming Files, Paths, and Namespaces".
    """
    return name.partition(".")[0].rstrip(" ").lower() in DEVICES


def comma() -> str:
    """Return the separator of a list's items in the language in use: usually comma and space."""
    return pgettext("between the items of a list", ", ")


def comma_before_more() -> str:
    """Return the separator before ``and 3 more`` at the end of a shortened list: usually a comma.

    Some languages have no comma before ``and``.
    """
    return pgettext("between the items of a list and “and 3 more”", ", ")


def semicolon() -> str:
    """Return the separator of items that may contain commas themselves: usually a semicolon."""
    return pgettext("between items that may have commas", "; ")


def range_dash() -> str:
    """Return the sign between the numbers of a range, in the language in use: usually ``–``."""
    return gettext("{first}–{last}").removeprefix("{first}").removesuffix("{last}")


def commas(items: Iterable[str]) -> str:
    """Return items joined by commas, in the form of the language in use."""
    return comma().join(items)


def semicolons(items: Iterable[str]) -> str:
    """Return items joined by semicolons, in the form of the language in use."""
    return semicolon().join(items)


def titled(title: str, words: str) -> str:
    """Return a title, a colon and words about the title; no colon if the title is a question."""
    if title.endswith(("?", "؟")):
        return f"{title} {words}"
    return gettext("{label}: {value}").format(label=title, value=words)


def capitalised(words: str) -> str:
    """Return words with a capital first letter.

    Unlike ``str.capitalize``, this function leaves all other letters as they are.
    """
    return f"{words[:1].upper()}{words[1:]}"
