"""The valid values of fields, and the errors for invalid values."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from sourcebook.records.base import (
    ID_LENGTH,
    LABEL_LENGTH,
    SENTENCE_LENGTH,
    TEXT_LENGTH,
    Flag,
    Label,
    LanguageTag,
    OneOrMany,
    OwnId,
    Sentence,
    Text,
    WebAddress,
    WikidataId,
    id_error,
)
from sourcebook.records.entities import Coordinates, Question
from sourcebook.records.locator_fields import LocatorText
from sourcebook.records.original_layout import Block, Blocks
from sourcebook.records.vocabularies import ACTOR_KINDS, LOCATION_KINDS
from sourcebook.records.vocabulary import ActorKind


def taken(type_: Any, value: object) -> object:
    """Return the value that a field stores, or the code and the suggestion of the error."""
    try:
        return TypeAdapter(type_).validate_python(value)
    except ValidationError as error:
        first = error.errors()[0]
        return first["type"], first.get("ctx", {}).get("near")


@pytest.mark.parametrize(
    ("text", "code", "near"),
    [
        ("a", None, None),
        ("a1-b-2", None, None),
        ("a" * ID_LENGTH, None, None),
        ("a" * (ID_LENGTH + 1), "long-id", None),
        ("", "bad-id", ""),
        ("A", "bad-id", "a"),
        ("a_b", "bad-id", "a-b"),
        ("-a--b-", "bad-id", "a-b"),
        ("Élan d’été", "bad-id", "elan-dete"),
        ("index", "reserved-id", None),
        ("assets", "reserved-id", None),
        ("search", "reserved-id", None),
        ("con", "reserved-id", None),
        ("index-2", None, None),
    ],
)
def test_what_an_id_may_be(text: str, code: str | None, near: str | None) -> None:
    """Only ids that are safe in file names and addresses are valid; errors suggest a valid id."""
    error = id_error(text)
    assert (error.type if error else None) == code
    assert (error.context or {}).get("near") == near if error else near is None
    expected = text if code is None else (code, near)
    assert taken(OwnId, text) == expected


@pytest.mark.parametrize(
    ("type_", "value", "expected"),
    [
        (WebAddress, "https://example.org/a?b#c", None),
        (WebAddress, "http://[::1]/", None),
        (WebAddress, "https:/example.org", ("bad-url", None)),
        (WebAddress, "https://", ("bad-url", None)),
        (WebAddress, "\x04https://example.org", ("bad-url", None)),
        (WebAddress, "https://example.org/\x7f", ("bad-url", None)),
        (WebAddress, "ftp://example.org", ("bad-url", None)),
        (WebAddress, "example.org", ("bad-url", None)),
        (WebAddress, "https://example.org/a b", ("bad-url", None)),
        (WebAddress, "http://[::1", ("bad-url", None)),
        (WikidataId, "Q1", None),
        (WikidataId, "Q9080", None),
        (WikidataId, "Q0", ("bad-wikidata", "")),
        (WikidataId, "q1", ("bad-wikidata", "Q1")),
        (WikidataId, "Q1x", ("bad-wikidata", "")),
        (LanguageTag, "en", None),
        (LanguageTag, "en-GB", None),
        (LanguageTag, "zh-Hant-TW", None),
        (LanguageTag, "zh-hant", None),
        (LanguageTag, "xx", ("unknown-language", "")),
        (LanguageTag, "en-XX", ("unknown-language", "")),
        (LanguageTag, "en-GB-Foo", ("unknown-language", "")),
        (Flag, "yes", ("unknown-value", None)),
        (Text, "x" * TEXT_LENGTH, None),
        (Text, "x" * (TEXT_LENGTH + 1), ("string_too_long", None)),
        (Text, " ", ("string_too_short", None)),
        (Sentence, "x" * SENTENCE_LENGTH, None),
        (Sentence, "x" * (SENTENCE_LENGTH + 1), ("string_too_long", None)),
        (Label, "x" * LABEL_LENGTH, None),
        (Label, "x" * (LABEL_LENGTH + 1), ("string_too_long", None)),
        (OneOrMany[Text], [], ("too_short", None)),
        (LocatorText, "title", None),
        (LocatorText, "caption", None),
        (LocatorText, "heading", ("bad-paragraph", None)),
        (LocatorText, "123456789", ("bad-paragraph", None)),
        (LocatorText, "-1", ("bad-paragraph", None)),
        (LocatorText, "²", ("bad-paragraph", None)),
        (LocatorText, ["1"], ("bad-paragraph", None)),
        (Block, "0", ("bad-block", None)),
        (Block, "1000000", ("bad-block", None)),
        (Block, "1-2", ("bad-block", None)),
        (Blocks, "0-2", ("bad-block", None)),
        (Blocks, "3-2", ("bad-block", None)),
        (Blocks, "1-2-3", ("bad-block", None)),
        (Blocks, ["1"], ("bad-block", None)),
        (Coordinates, ["91", "180"], ("coordinates-out-of-range", None)),
        (Coordinates, ["120.5", "-33"], ("swapped-coordinates", "[-33, 120.5]")),
        (Coordinates, ["180", "90"], ("swapped-coordinates", "[90, 180]")),
        (Coordinates, ["181", "90"], ("coordinates-out-of-range", None)),
        (Coordinates, ["91", "91"], ("coordinates-out-of-range", None)),
        (Coordinates, ["90", "180.1"], ("coordinates-out-of-range", None)),
        (Coordinates, ["1", "2", "3"], ("bad-coordinates", None)),
        (Coordinates, ["1"], ("bad-coordinates", None)),
        (Coordinates, "1, 2", ("bad-coordinates", None)),
        (Coordinates, ["1", "2°"], ("bad-coordinates", None)),
        (Coordinates, ["1.", "2"], ("bad-coordinates", None)),
        (Coordinates, ["1e1", "2"], ("bad-coordinates", None)),
    ],
)
def test_what_a_field_takes(type_: Any, value: object, expected: object) -> None:
    """Fields accept or refuse values as expected, also at the limits of lengths and coordinates.

    ``expected``: None if the field stores the value unchanged.
    """
    assert taken(type_, value) == (value if expected is None else expected)


@pytest.mark.parametrize(
    ("type_", "value", "held"),
    [
        (Flag, "true", True),
        (Flag, "false", False),
        (Text, " a  b ", "a  b"),
        (OneOrMany[Text], "a", ("a",)),
        (OneOrMany[Text], ["a", "b"], ("a", "b")),
        (LocatorText, "12345678", 12345678),
        (LocatorText, "007", 7),
        (Block, "007", 7),
        (Block, "999999", 999999),
        (Blocks, "4-16", range(4, 17)),
        (Blocks, "4 – 4", range(4, 5)),
        (Blocks, "5", range(5, 6)),
        (Coordinates, ["90", "180"], (90, 180)),
        (Coordinates, ["-90", "-180"], (-90, -180)),
        (Coordinates, ["+54.25", "-3.5"], (54.25, -3.5)),
    ],
)
def test_what_a_field_holds(type_: Any, value: object, held: object) -> None:
    """Fields convert the texts from YAML to their types."""
    assert taken(type_, value) == held


@pytest.mark.parametrize(
    ("title", "valid"),
    [("Who did?", True), ("谁？", True), ("من؟ ", True), ("Who did", False), ("Who? Me.", False)],
)
def test_a_question_ends_in_its_mark(title: str, valid: bool) -> None:
    """The title of a question must end with a question mark, of any script."""
    if valid:
        assert Question.model_validate({"title": title}).label == title.strip()
    else:
        with pytest.raises(ValidationError, match="not-a-question"):
            Question.model_validate({"title": title})


def test_how_large_a_place_is_without_an_outline() -> None:
    """Each kind of place has exactly the expected default radius, on which the maps depend."""
    assert {kind: place.radius_km for kind, place in LOCATION_KINDS.items()} == {
        "country": 250, "water": 100, "region": 60, "road": 30, "area": 20, "other": 20,
        "district": 10, "city": 10, "town": 5, "village": 3, "building": 1,
    }  # fmt: skip
    assert [kind for kind, place in LOCATION_KINDS.items() if place.is_country] == ["country"]


def test_what_sets_kinds_of_actors_apart() -> None:
    """Only the kinds of actors listed here differ from the defaults of ``ActorKind``."""
    usual = ActorKind()
    assert dict(usual) == {
        "plural": None, "schema_type": "Organization", "speaks": True,
        "is_group": True, "speaks_as_one": True,
    }  # fmt: skip
    assert {
        kind: actor.model_dump(exclude_defaults=True)
        for kind, actor in ACTOR_KINDS.items()
        if actor != usual
    } == {
        "government": {"schema_type": "GovernmentOrganization"},
        "alliance": {"speaks_as_one": False},
        "media": {"schema_type": "NewsMediaOrganization"},
        "platform": {"speaks": False},
        "person": {"schema_type": "Person", "is_group": False},
        "people": {"schema_type": "Thing", "is_group": False},
        "other": {"schema_type": "Thing"},
    }
