"""Groups names by their first letters, for the pages of a divided index or list."""

from ...collation import letters
from ...messages import gettext as _

_DIGITS = frozenset("0123456789")

_RANGES = (("a", "f"), ("g", "l"), ("m", "r"), ("s", "z"))


def letter_range(name: str) -> tuple[str, str]:
    """Return the range of letters that a name belongs to, in two forms: for a URL, and as a label.

    Example: ``a-to-f`` and ``A–F`` for a name that begins with B. Only Latin letters have ranges.
    If the name begins with any other character, the result is ``beginning(name, 1)``.
    """
    first = letters(name)[:1]
    for start, end in _RANGES:
        if start <= first <= end:
            return f"{start}-to-{end}", f"{start.upper()}–{end.upper()}"
    return beginning(name, 1)


def beginning(name: str, length: int) -> tuple[str, str]:
    """Return the beginning of a name's sort key in two forms: for a URL, and as a label.

    ``length``: the number of characters. If ``length`` is 1, all digits share the group ``0–9``.
    Names that have neither letters nor digits are in the group "Other".
    """
    key = letters(name)[:length]
    if not key:
        return "other", _("Other")
    if length == 1 and key in _DIGITS:
        return "0-9", "0–9"
    return key if key.isascii() else _escaped(key), key.capitalize()


def _escaped(key: str) -> str:
    # Put hyphens around each code point: without them, "u628" could also mean "u", "6", "2", "8".
    return "".join(c if c.isascii() else f"-u{ord(c):x}-" for c in key).strip("-")
