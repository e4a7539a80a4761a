"""Puts verbs and roles into the plural for plural actors: "fights" becomes "fight".

Researchers write relations as English verb phrases in the third person singular, and roles as
English nouns in the singular. A word that fits no rule of this module is left unchanged.
"""

import re
from functools import lru_cache

_IRREGULAR = {
    "is": "are",
    "was": "were",
    "has": "have",
    "does": "do",
    "goes": "go",
    "focuses": "focus",
    "isn't": "aren't",
}
_NO_VERBS = frozenset(["always", "sometimes", "perhaps", "as", "this", "its", "his", "across"])
_UNCOUNTED = frozenset(["support", "side", "backing", "cover", "media", "press", "aid", "police"])
"""Nouns that stay singular at the end of a role, such as "support" in "air support"."""

_ADDED_E = re.compile(r"(?:ss|sh|ch|x|zz|o)es$")
_TAKES_E = re.compile(r"(?:s|sh|ch|x|z)$")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")


@lru_cache(maxsize=4096)
def verb(phrase: str, plural: bool) -> str:
    """Return a verb phrase that agrees with its subject: ``fight alongside`` for a plural subject.

    Changes the first verb, and any further verbs joined to it by "and" or "or".
    """
    if not plural:
        return phrase
    words = phrase.split(" ")
    at = next((n for n, word in enumerate(words) if _is_verb(word)), None)
    if at is None:
        return phrase
    words[at] = _plural_verb(words[at])
    while at + 2 < len(words) and words[at + 1] in ("and", "or") and _is_verb(words[at + 2]):
        at += 2
        words[at] = _plural_verb(words[at])
    return " ".join(words)


def _is_verb(word: str) -> bool:
    return word in _IRREGULAR or (
        len(word) > 2 and word.endswith("s") and not word.endswith("ss") and word not in _NO_VERBS
    )


def _plural_verb(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-2] if _ADDED_E.search(word) else word[:-1]


@lru_cache(maxsize=4096)
def noun(role: str, plural: bool) -> str:
    """Return a role that agrees in number with its actor: ``attackers`` for a plural actor."""
    head, of, rest = role.partition(" of ")
    last = head.rpartition(" ")[2].casefold()
    if not plural or last in _UNCOUNTED or not last.isalpha() or last.endswith("s"):
        return role
    if _CONSONANT_Y.search(head):
        head = f"{head[:-1]}ies"
    else:
        head += "es" if _TAKES_E.search(head) else "s"
    return f"{head}{of}{rest}"
