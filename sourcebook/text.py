"""Helpers for hidden characters and white space in text, file hashes, and reserved file names."""

import hashlib
import re
from collections.abc import Iterable

from .messages import gettext, pgettext

# Control characters, direction marks, other invisible format characters, surrogates and
# non-characters. The soft hyphen isn't included, nor are the zero-width joiners that Persian
# and Indic scripts need.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_WHITE = "\t\n\x0b\x0c\r \x85\u2028\u2029"
# Doesn't match single spaces: they need no replacing, and most white space is single spaces.
_SPACE = re.compile(f"(?:[{_WHITE.replace(' ', '')}]| (?=[{_WHITE}]))[{_WHITE}]*")

DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{line}{number}" for line in ("com", "lpt") for number in "0123456789\u00b9\u00b2\u00b3"]
)
"""Names that Windows reserves for devices: in any folder and case, with any file extension."""


def visible(text: str) -> str:
    """Return text with each hidden character written as its code, such as ``⟨U+202E⟩``.

    A direction override can make a name read backwards, and a control character can end a
    terminal's line. So readers must see that such characters are there.
    """
    # Hidden characters aren't printable. Nearly all texts are printable and need no search.
    if text.isprintable():
        return text
    return _HIDDEN.sub(lambda m: f"⟨U+{ord(m[0]):04X}⟩", text)


def squeezed(text: str) -> str:
    """Return text on one line, with hidden characters made visible and without double spaces."""
    # The plain space is the only printable white space.
    if text.isprintable() and "  " not in text:
        return text
    return visible(_SPACE.sub(" ", text))


def as_words(id_: str) -> str:
    """Return an id as it can be read in a text, without its hyphens."""
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
    """Return what stands between the items of a list, in the language in use."""
    return pgettext("between the items of a list", ", ")


def semicolon() -> str:
    """Return what stands between items that may have commas, in the language in use."""
    return pgettext("between items that may have commas", "; ")


def commas(items: Iterable[str]) -> str:
    """Return items with commas between them."""
    return comma().join(items)


def semicolons(items: Iterable[str]) -> str:
    """Return items with semicolons between them."""
    return semicolon().join(items)


def titled(title: str, words: str) -> str:
    """Return a title and what is said of it; a title that is a question needs no colon."""
    if title.endswith(("?", "؟")):
        return f"{title} {words}"
    return gettext("{label}: {value}").format(label=title, value=words)


def capitalised(words: str) -> str:
    """Return words with a capital first letter.

    Unlike ``str.capitalize``, it leaves all other letters as they are.
    """
    return f"{words[:1].upper()}{words[1:]}"
