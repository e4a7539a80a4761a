"""Which words each source uses for an actor or location, and in which paragraphs."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..corpus import Corpus, Ref
from ..records.locators import Locator


class Use(NamedTuple):
    """A name that a source uses for a record.

    ``locators``: the paragraphs that contain the name.
    """

    source: str
    words: str
    locators: Sequence[Locator]


def uses(corpus: Corpus) -> Mapping[Ref, Mapping[str, Sequence[Use]]]:
    """Return actor or location -> source id -> the names that the source uses for this record."""
    found: dict[Ref, dict[str, list[Use]]] = {}
    for ref, use in _all(corpus):
        found.setdefault(ref, {}).setdefault(use.source, []).append(use)
    return found


def shared_words(corpus: Corpus) -> Mapping[str, Mapping[Ref, Sequence[Use]]]:
    """Return name -> record -> uses, for names that sources use for more than one record."""
    found: dict[str, dict[Ref, list[Use]]] = {}
    for ref, use in _all(corpus):
        found.setdefault(use.words.casefold(), {}).setdefault(ref, []).append(use)
    return {
        next(iter(refs.values()))[0].words: refs
        for _, refs in sorted(found.items())
        if len(refs) > 1
    }


def _all(corpus: Corpus) -> Iterator[tuple[Ref, Use]]:
    for id_, source in corpus.sources.items():
        for actor, words in source.summary.names.actors.items():
            for word, locators in words.items():
                yield Ref("actor", actor), Use(id_, word, locators)
        for location, words in source.summary.names.locations.items():
            for word, locators in words.items():
                yield Ref("location", location), Use(id_, word, locators)
