"""Which words of a relation tell its sort, one by one."""

import pytest

from sourcebook.analysis.relations import GROUPS, group_of

PHRASES = {
    "together": """
        patrols alongside; is allied with; is an ally of; allies with; coordinates with;
        cooperates with; collaborates with; is a friend of; is friends with; is a partner of;
        partners with; joins; jointly runs a base with; agrees with; shares intelligence with;
        unites with; works with; sides with; fights for""",
    "against": """
        is against; opposes; is an opponent of; is an enemy of; threatens; attacks; fights; bombs;
        shells; kills; accuses; sues; prosecutes; condemns; criticises; criticizes; rejects;
        blocks; competes with; is a rival of; resists; expels; besieges; betrays""",
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
    """No word that researchers may use is lost from the lists, or comes under another sort."""
    assert group_of(phrase) == group


def test_groups_are_called_as_readers_see_them() -> None:
    """The names stand in the legend, in this order."""
    assert [(group.id, group.name) for group in GROUPS] == [
        ("together", "Together"),
        ("against", "Against"),
        ("command", "Membership, command"),
        ("support", "Support"),
        ("other", "Other"),
        ("recorded", "From a record, not from a claim"),
    ]
