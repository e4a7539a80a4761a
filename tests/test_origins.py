from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.analysis.origins import Origins, Support
from sourcebook.corpus import Corpus

from .made import Said, corpus


def support(made: Corpus) -> Support:
    """Return the support of the only event."""
    return Origins.of(made).support(made.claims_on_event["fire"])


def test_articles_on_one_dispatch_are_one_origin() -> None:
    """Three articles that all rest on one agency's report are one origin."""
    made = corpus(
        {name: [{"event": "fire", "origin": ["agency"]}] for name in ("post", "times", "herald")}
    )
    found = support(made)
    assert found.sources == ["post", "times", "herald"]
    assert list(found.origins) == ["agency"]
    assert list(found.origins["agency"]) == [
        ("post", "agency"), ("times", "agency"), ("herald", "agency")
    ]  # fmt: skip


def test_a_source_that_cites_nobody_is_its_own_origin() -> None:
    """Without an origin the publisher's own word counts, beside what others relay."""
    made = corpus({"post": [{"event": "fire"}], "times": [{"event": "fire", "origin": ["post"]}]})
    assert list(support(made).origins) == ["post"]


def test_the_last_of_a_chain_is_the_root() -> None:
    """Who is cited by the cited counts, not who passed it on."""
    made = corpus(
        {
            "post": [{"event": "fire", "origin": ["agency", "witness"]}],
            "times": [{"event": "fire", "origin": ["witness"]}],
            "herald": [{"event": "fire", "origin": ["agency"]}],
        }
    )
    assert list(support(made).origins) == ["witness", "agency"]


def test_a_voice_counts_as_whom_it_speaks_for() -> None:
    """A spokesman, and a member of a body, count as the one body."""
    made = corpus(
        {
            "post": [{"event": "fire", "origin": ["spokesman"]}],
            "times": [{"event": "fire", "origin": ["chief"]}],
        },
        actors={
            "spokesman": {"speaks_for": ["brigade"]},
            "chief": {"part_of": ["brigade"]},
            "brigade": {"part_of": ["town"]},
            "town": {},
        },
    )
    assert list(support(made).origins) == ["town"]


def test_members_of_an_alliance_speak_for_themselves() -> None:
    """An alliance isn't a voice: two allies are two origins."""
    made = corpus(
        {
            "post": [{"event": "fire", "origin": ["red"]}],
            "times": [{"event": "fire", "origin": ["blue"]}],
        },
        actors={
            "red": {"part_of": ["pact"]},
            "blue": {"part_of": ["pact"]},
            "pact": {"kind": "alliance"},
        },
    )
    assert list(support(made).origins) == ["red", "blue"]


ACTORS = ("agency", "witness", "brigade", "town")
CLAIM = st.builds(
    lambda origin: {"event": "fire", **({"origin": origin} if origin else {})},
    st.lists(st.sampled_from(ACTORS), max_size=3),
)
CLAIMS = st.dictionaries(
    st.sampled_from(("post", "times", "herald")), st.lists(CLAIM, min_size=1, max_size=4),
    min_size=1,
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(CLAIMS, st.data())
def test_repeating_a_root_adds_no_origin(
    claims: dict[str, list[Said]], data: st.DataObject
) -> None:
    """Adding a claim that repeats another's root never raises the number of origins."""
    made = corpus(claims, actors={"brigade": {"part_of": ["town"]}})
    before = support(made)
    repeated = data.draw(st.sampled_from(made.claims))
    root = Origins.of(made).root(repeated)
    more: dict[str, list[Said]] = {**claims, "gazette": [{"event": "fire", "origin": [root]}]}
    after = support(corpus(more, actors={"brigade": {"part_of": ["town"]}}))
    assert set(after.origins) == set(before.origins)
