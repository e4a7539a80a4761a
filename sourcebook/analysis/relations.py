"""Sorts relations into groups (together, against, command, support) by their verb phrases.

The type of a relation is a verb phrase that a researcher writes in their own words. The vocabulary
may say which group a phrase belongs to. Otherwise, keywords in the phrase decide the group. A
phrase without a keyword is put in the group ``other``; its group is never guessed.
"""

from collections.abc import Callable, Mapping
from functools import cache

from ..records.vocabularies import OTHER
from ..records.vocabulary import RelationGroup, RelationType

_UNSURE = frozenset(
    ["not", "no", "never", "neither", "former", "formerly", "once", "ex", "without"]
)
"""Words that may reverse a phrase's meaning. A phrase with such a word is in group ``other``."""


def group_finder(
    types: Mapping[str, RelationType], groups: Mapping[str, RelationGroup]
) -> Callable[[str], str]:
    """Return a function that takes a relation's type and returns the id of the type's group.

    ``types``: the types that the vocabulary has. ``groups``: all groups in order of precedence. The
    result is ``other`` if no group fits.
    """
    words = [(id_, [f" {_phrase(word)} " for word in group.words]) for id_, group in groups.items()]

    @cache
    def group_of(type_: str) -> str:
        if type_ in types and (group := types[type_].group):
            return group
        phrase = _phrase(type_)
        if not _UNSURE.isdisjoint(phrase.split(" ")):
            return OTHER
        padded = f" {phrase} "
        return next((id_ for id_, found in words if any(word in padded for word in found)), OTHER)

    return group_of


def _phrase(words: str) -> str:
    return " ".join(words.casefold().replace("-", " ").split())
