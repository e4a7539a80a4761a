"""Keys that are suggested for words which are no keys."""

import pytest

from sourcebook.reading.meant_keys import _MEANT, meant_key
from sourcebook.records.base import Record
from sourcebook.records.entities import Actor, Event, Location
from sourcebook.records.sources import Article, Claim
from sourcebook.records.vocabulary import IdScheme, RelationGroup


@pytest.mark.parametrize(
    ("model", "word", "key"),
    [
        (Event, "when", "date"),
        (Event, "name", "title"),
        (Event, "Where", "locations"),
        (Event, "parent", "part_of"),
        (Actor, "title", "name"),
        (Actor, "belongs to", "part_of"),
        (Location, "latitude", "coordinates"),
        (Location, "country", "within"),
        (Claim, "said-by", "by"),
        (Claim, "text", "says"),
        (Claim, "page", "paragraph"),
        (Article, "date", "published"),
        (Article, "author", "authors"),
        (Article, "pubisher", "publisher"),
        (Article, "born", None),
    ],
)
def test_a_wrong_key_is_told_with_the_one_that_is_meant(
    model: type[Record], word: str, key: str | None
) -> None:
    """A word for the same thing is preferred to a key that is only spelt alike."""
    assert meant_key(word, list(model.model_fields)) == key


def test_only_keys_are_meant() -> None:
    """Each suggestion is the key of some record, and never the word itself."""
    models = (Actor, Location, Event, Article, Claim, IdScheme, RelationGroup)
    keys = {key for model in models for key in model.model_fields} | {"positions", "subject"}
    assert {key for meant in _MEANT.values() for key in meant} <= keys
    assert not [word for word, meant in _MEANT.items() if word in meant]
