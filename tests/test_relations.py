"""The words that decide the group of a relation."""

import pytest

from sourcebook.analysis.relations import group_finder
from sourcebook.records.vocabularies import GENERAL, GROUPS
from sourcebook.records.vocabulary import RelationGroup, RelationType, Vocabulary, extended

PHRASES = {
    "together": """
        patrols alongside; is allied with; is an ally of; allies with; coordinates with;
        cooperates with; collaborates with; is a friend of; is friends with; is a partner of;
        partners with; joins; jointly runs a base with; agrees with;
        unites with; works with; sides with; fights for""",
    "against": """
        is against; opposes; is an opponent of; is an enemy of; threatens; attacks; fights; kills;
        accuses; sues; prosecutes; condemns; criticises; criticizes; rejects;
        blocks; competes with; is a rival of; resists; expels; betrays""",
    "command": """
        is part of; is a member of; belongs to; is a branch of; is an offshoot of; leads; commands;
        heads; directs; controls; oversees; owns;
        co-founded; employs; appoints; founded; manages; speaks for;
        acts for; works for; represents; sends into battle; reports to; answers to; serves in;
        serves under; chairs""",
    "support": """
        backs; supports; is in support of; is a supporter of; supplies; arms; funds; finances;
        sends men to; wants to save; saves; advises; trains; recruits men of; helps; aids; assists;
        protects; defends; sponsors; provides for; donates to; shelters; endorses; favours; favors;
        lends money to""",
    "other": """
        does not fight for; has no ally in; never backs; neither backs nor funds; is a former ally
        of; formerly backs; once backs; is an ex-member of; fights without; visits; is
        partly-owned by""",
}


@pytest.mark.parametrize(
    ("phrase", "group"),
    [
        (" ".join(phrase.split()), group)
        for group, phrases in PHRASES.items()
        for phrase in phrases.split(";")
    ],
)
def test_each_word_tells_its_group(phrase: str, group: str) -> None:
    """Each phrase for a relation is put into the expected group by its words."""
    assert group_finder({}, GROUPS)(phrase) == group


def test_a_project_has_words_and_groups_of_its_own() -> None:
    """Words in a project's vocabulary have priority over the built-in words.

    New groups of the project come before the built-in groups.
    """
    own = Vocabulary(
        relations={
            "lends to": RelationType(group="money"), "lends an ear to": RelationType(),
            "no longer backs": RelationType(group="against"),
        },
        groups={
            "money": RelationGroup(words=("lends",)), "against": RelationGroup(words=("bombs",)),
        },
    )  # fmt: skip
    vocabulary = extended(GENERAL, own)
    group_of = group_finder(vocabulary.relations, vocabulary.groups)
    told = {
        "lends to": "money", "lends an ear to": "money", "no longer backs": "against",
        "lends and supports": "money", "bombs": "against", "fights alongside": "together",
        "doesn't back": "other",
    }  # fmt: skip
    assert {phrase: group_of(phrase) for phrase in told} == told
    assert list(vocabulary.groups) == ["money", *GROUPS]
    assert vocabulary.groups["against"].words == (*GROUPS["against"].words, "bombs")
    assert vocabulary.groups["against"].colour == "red"


def test_groups_are_called_as_readers_see_them() -> None:
    """The groups of relations have these names for readers, in this order."""
    assert [(id_, group.name(id_)) for id_, group in GROUPS.items()] == [
        ("together", "Together"),
        ("against", "Against"),
        ("command", "Membership, command"),
        ("support", "Support"),
        ("other", "Other"),
        ("recorded", "From a record, not from a claim"),
    ]
    assert RelationGroup().name("by-sea") == "By sea"
