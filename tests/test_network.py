"""Actors and their relations: the network, its drawings, its page."""

import pytest

from sourcebook.analysis import network
from sourcebook.analysis.relations import GROUPS, group_of
from sourcebook.corpus import Corpus

from .made import corpus

ACTORS = {id_: {"name": id_.capitalize()} for id_ in ("reds", "blues", "greens", "guards")}


def _says(subject: str, type_: str, object_: str) -> dict[str, object]:
    return {"relation": {"subject": subject, "type": type_, "object": object_}}


def _small() -> Corpus:
    return corpus(
        {
            "post": [_says("reds", "fights against", "blues"), _says("greens", "backs", "reds")],
            "times": [
                _says("reds", "fights against", "blues"),
                _says("reds", "threatens", "blues"),
            ],
        },
        actors={**ACTORS, "guards": {"name": "Guards", "part_of": ["reds"]}},
    )


def test_relations_have_their_claims_and_ties_none() -> None:
    """Who says so is never lost, and a record's own word is never taken for a source's."""
    made = network.build(_small())
    every = (*made.relations, *made.ties)
    assert [(r.subject, r.type, r.object, len(r.claims)) for r in every] == [
        ("greens", "backs", "reds", 1),
        ("reds", "fights against", "blues", 2),
        ("reds", "threatens", "blues", 1),
        ("guards", "is part of", "reds", 0),
    ]


def test_lines_are_what_is_alike_from_one_to_another() -> None:
    """Relations of one sort, one way, between the same two are shown as one line."""
    made = network.build(_small())
    assert [(line.id, line.weight, line.sources) for line in made.lines] == [
        ("greens--support--reds", 1, ["post"]),
        ("guards--recorded--reds", 0, []),
        ("reds--against--blues", 3, ["post", "times"]),
    ]
    assert made.neighbours["reds"] == ["blues", "greens", "guards"]
    assert made.most_related(2) == ["reds", "blues"]


def test_nobody_is_related_to_themselves() -> None:
    """A line needs two ends."""
    assert network.build(corpus({"post": [_says("reds", "backs", "reds")]})).lines == []


@pytest.mark.parametrize(
    ("type_", "group"),
    [
        ("fights alongside", "together"),
        ("fights against", "against"),
        ("gives air support to", "support"),
        ("sends into battle", "command"),
        ("sends troops to", "support"),
        ("is an offshoot of", "command"),
        ("meets", "other"),
        ("came late to", "other"),
        ("fights for", "together"),
        ("leads attacks on", "against"),
        ("does not support", "other"),
        ("is a former ally of", "other"),
        ("Backs", "support"),
        ("بيدعم", "other"),
    ],
)
def test_words_tell_the_group(type_: str, group: str) -> None:
    """Common words put a relation into a group; what they don't show is not guessed."""
    assert group_of(type_) == group
    assert group in {known.id for known in GROUPS}
