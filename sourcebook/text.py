"""Plain text made safe to show: no hidden characters, no line breaks; hashes; names of files."""

import hashlib
import re

# Controls, direction marks, other invisible format characters, surrogates and
# non-characters. Kept: soft hyphen, and the zero-width joiners that Persian and
# Indic scripts need.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_WHITE = "\t\n\x0b\x0c\r \x85\u2028\u2029"
# A single space is as it should be: passing over those spares nearly all the work.
_SPACE = re.compile(f"(?:[{_WHITE.replace(' ', '')}]| (?=[{_WHITE}]))[{_WHITE}]*")

DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{line}{number}" for line in ("com", "lpt") for number in "0123456789\u00b9\u00b2\u00b3"]
)
"""What Windows takes for a device in any folder, in whatever case, and whatever follows a dot."""


def visible(text: str) -> str:
    """Return text with each hidden character spelled out, as ``⟨U+202E⟩``.

    A reader must see what is there: a direction override can make a name read
    backwards, a control character can end a terminal's line.
    """
    # Nothing hidden is printable, and nearly every text is: no need to search that.
    if text.isprintable():
        return text
    return _HIDDEN.sub(lambda m: f"⟨U+{ord(m[0]):04X}⟩", text)


def squeezed(text: str) -> str:
    """Return visible text on one line, without double spaces."""
    # Of white space, a plain space alone is printable.
    if text.isprintable() and "  " not in text:
        return text
    return visible(_SPACE.sub(" ", text))


def one_line(text: str) -> str:
    """Return visible text on one line, without leading, trailing or double spaces."""
    return squeezed(text).strip(" ")


def content_hash(data: bytes) -> bytes:
    """Return the hash that tells what a file holds."""
    return hashlib.blake2b(data, digest_size=16).digest()


def is_device(name: str) -> bool:
    """Tell whether Windows takes a file's name for a device, as ``con``, ``NUL.txt``, ``aux .md``.

    Microsoft: "Naming Files, Paths, and Namespaces".
    """
    return name.partition(".")[0].rstrip(" ").lower() in DEVICES
