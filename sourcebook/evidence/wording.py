"""Compares texts: different forms of spaces, quotation marks and dashes count as equal."""

from hashlib import sha256
from unicodedata import category, normalize

_SAME = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛‹›ʼ`´′\u1fef\u1ffd", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
        # Invisible characters: soft hyphens, zero-width characters, direction marks.
        **dict.fromkeys("\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"),
        **dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"),
        "*": None,  # marks of emphasis, if an original was copied as Markdown
    }
)


def normalised(text: str) -> str:
    """Return a text with one kind of space, quotation mark, apostrophe and dash.

    Characters are composed (Unicode's form NFC); case stays as it is.
    """
    return " ".join(normalize("NFC", text.translate(_SAME)).split())


def fingerprint(words: str) -> str:
    """Return a hash of normalised words: 16 hexadecimal digits."""
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def times_in(words: str, text: str) -> int:
    """Return how often words occur in a text as whole words; both are normalised.

    An occurrence that begins or ends inside a word doesn't count. An occurrence inside a longer
    name does count. In scripts without capital letters, word boundaries are ignored: such scripts
    use no spaces (Chinese) or join short words to the next word (Arabic).
    """
    times = 0
    start = text.find(words) if words else -1
    while start >= 0:
        end = start + len(words)
        if not _joined(text[start - 1 : start], words[0]) and not _joined(
            words[-1], text[end : end + 1]
        ):
            times += 1
        start = text.find(words, start + 1)
    return times


def _joined(before: str, after: str) -> bool:
    """Return whether two adjacent characters belong to one word; False if either is empty."""
    return _in_word(before) and _in_word(after)


def _in_word(character: str) -> bool:
    if not character:
        return False
    return (
        character.isdecimal()
        or character.lower() != character.upper()
        or category(character).startswith("M")
    )
