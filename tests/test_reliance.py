"""The voices on whose word a source makes claims, and the actors who relay that word."""

from sourcebook.analysis import origins
from sourcebook.analysis.reliance import Reliance, reliance

from .made import Said, corpus


def voices(*claims: Said) -> tuple[int, list[tuple[str, tuple[str, ...], int]]]:
    """Return how many claims the source ``post`` makes itself, and a tuple per other voice.

    A tuple is (id of the voice, ids of the actors that relay it, number of claims).
    """
    made = corpus({"post": claims})
    found = reliance(made, origins.voices(made), "post")
    assert found.total == len(claims)
    return len(found.own), [(one.root, one.relays, len(one.claims)) for one in found.voices]


def test_claims_rest_on_the_word_of_who_is_cited() -> None:
    """Claims that a voice makes in a source are counted with claims that cite the voice.

    Claims that reach the source through a relay are counted separately.
    """
    assert voices(
        {"event": "fire"},
        {"event": "fire", "by": "ada"},
        {"event": "fire", "origin": ["ada"]},
        {"event": "fire", "origin": ["bob", "ada"]},
        {"event": "flood"},
    ) == (2, [("ada", (), 2), ("ada", ("bob",), 1)])


def test_the_source_itself_may_be_cited_within_it() -> None:
    """If a person who speaks in a source cites this source, the claim rests on the source.

    The person counts as a relay.
    """
    assert voices({"event": "fire", "by": "ada", "origin": ["post"]}) == (
        0, [("post", ("ada",), 1)]
    )  # fmt: skip


def test_the_voice_with_the_most_claims_comes_first() -> None:
    """A source's voices are sorted by their number of claims, the highest first, then by id."""
    said = [{"event": "fire", "origin": [id_]} for id_ in ("cid", "dan", "bob", "cid", "ada")]
    assert [root for root, _, _ in voices(*said)[1]] == ["cid", "ada", "bob", "dan"]


def test_a_source_without_claims_rests_on_nothing() -> None:
    """For a source without claims, ``reliance`` returns no own claims and no voices."""
    made = corpus({"post": []})
    assert reliance(made, origins.voices(made), "post") == Reliance([], [])


def test_a_body_and_who_speaks_for_it_are_one_voice() -> None:
    """A body and its members are counted as one voice."""
    made = corpus(
        {
            "post": [
                {"origin": ["agency", "club"]}, {"origin": ["agency", "ada"]},
                {"origin": ["agency", "club", "ada"]},
                {"origin": ["agency", "town"]}, {"origin": ["agency", "town"]},
                {"origin": ["bob"]},
            ]
        },
        actors={"ada": {"part_of": ["club"]}, "bob": {"speaks_for": ["town"]}},
    )  # fmt: skip
    found = reliance(made, origins.voices(made), "post").voices
    assert [(one.root, one.relays, len(one.claims)) for one in found] == [
        ("club", ("agency",), 3), ("town", ("agency",), 2), ("bob", (), 1),
    ]  # fmt: skip
