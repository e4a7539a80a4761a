from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from sourcebook.analysis.origins import Support, voices
from sourcebook.analysis.origins import support as support_of
from sourcebook.analysis.stances import stance
from sourcebook.corpus import Corpus

from .corpora import composed
from .made import Said, corpus


def support(made: Corpus) -> Support:
    """Return the support (sources, origins etc.) of ``fire``, the only event of a corpus."""
    return support_of(made, voices(made), "fire")


def origins(made: Corpus) -> list[tuple[str, str]]:
    """Return the name and the kind of each independent origin of a corpus's only event."""
    return [(origin.name, origin.kind) for origin in support(made).origins]


def said(*origin: str, **more: object) -> Said:
    """Return a claim about the event ``fire``.

    ``origin``: the chain of voices that it cites. ``more``: other fields of the claim.
    """
    return {"event": "fire", "origin": list(origin), **more}


def test_articles_on_one_dispatch_are_one_origin() -> None:
    """Three articles that rest on one agency's report have one origin."""
    made = corpus({name: [said("agency")] for name in ("post", "times", "herald")})
    found = support(made)
    assert found.sources == ["post", "times", "herald"]
    assert origins(made) == [("agency", "named")]
    assert list(found.origins[0].chains) == [
        ("post", "agency"), ("times", "agency"), ("herald", "agency")
    ]  # fmt: skip


def test_a_source_that_cites_nobody_is_its_own_origin() -> None:
    """A source that cites no one is an origin itself.

    Another source that relays it adds no origin.
    """
    made = corpus({"post": [said()], "times": [said("post")]})
    assert origins(made) == [("post", "nobody cited")]


def test_the_last_of_a_chain_is_the_root() -> None:
    """The origin is the last voice in a claim's chain; the voices before it only relay."""
    made = corpus(
        {
            "post": [said("agency", "witness")],
            "times": [said("witness")],
            "herald": [said("agency")],
        }
    )
    assert origins(made) == [("witness", "named")]
    assert list(support(made).relayed) == [("herald", "agency")]


def test_a_source_that_relays_is_no_origin_of_its_own() -> None:
    """A source that relays a report of an event isn't an origin of the event.

    This holds even if the source has another claim on the event, for which it cites no one.
    """
    made = corpus({"post": [said(), said("agency", "witness")], "times": [said("agency")]})
    assert origins(made) == [("witness", "named")]
    assert list(support(made).relayed) == [("post",), ("times", "agency")]


def test_who_was_there_counts_although_it_also_relays() -> None:
    """A reporter's own observation is an origin, even if the newspaper also relays reports."""
    made = corpus({"post": [said(first_hand="true"), said("agency")], "times": [said("agency")]})
    assert origins(made) == [("post", "first hand"), ("agency", "named")]
    assert not support(made).relayed


def test_a_voice_counts_as_whom_it_speaks_for() -> None:
    """A spokesman and a member of a body count as the body."""
    made = corpus(
        {"post": [said("spokesman")], "times": [said("chief")]},
        actors={
            "spokesman": {"speaks_for": ["brigade"]},
            "chief": {"part_of": ["brigade"]},
            "brigade": {"part_of": ["town"]},
            "town": {},
        },
    )
    assert origins(made) == [("town", "named")]
    assert support(made).origins[0].roots == ["spokesman", "chief"]


def test_an_origin_is_called_by_its_own_name() -> None:
    """An origin with one voice has this voice's name, even if the voice belongs to a body."""
    made = corpus({"post": [said("chief")]}, actors={"chief": {"part_of": ["town"]}, "town": {}})
    assert origins(made) == [("chief", "named")]
    assert support(made).origins[0].voice == "town"


def test_a_body_that_cites_its_own_member_relays_nothing() -> None:
    """A body that cites its own member relays no one, because both count as one voice."""
    made = corpus(
        {"post": [said("town", "chief")], "times": [said("town")]},
        actors={"chief": {"part_of": ["town"]}, "town": {}},
    )
    assert origins(made) == [("town", "named")]
    assert not support(made).relayed


def test_a_body_that_speaks_for_a_part_of_itself_is_one_voice() -> None:
    """If a body speaks for its own part, body and part count as one voice: the body.

    The order of their ids makes no difference.
    """
    for whole, part in (("town", "brigade"), ("brigade", "town")):
        made = corpus(
            {"post": [said(part)], "times": [said(whole)], "herald": [said("chief")]},
            actors={
                whole: {"speaks_for": [part]}, part: {"part_of": [whole]},
                "chief": {"speaks_for": [part]},
            },
        )  # fmt: skip
        assert {voices(made)[id_] for id_ in (whole, part, "chief")} == {whole}
        assert len(origins(made)) == 1


def test_members_of_an_alliance_speak_for_themselves() -> None:
    """Members of an alliance are different origins, because an alliance isn't a voice."""
    made = corpus(
        {"post": [said("red")], "times": [said("blue")]},
        actors={
            "red": {"part_of": ["pact"]}, "blue": {"part_of": ["pact"]},
            "pact": {"kind": "alliance"},
        },
    )  # fmt: skip
    assert origins(made) == [("red", "named"), ("blue", "named")]


def test_a_platform_is_no_voice() -> None:
    """The origin of a post is its author, not the platform.

    A source that cites the author adds no origin.
    """
    made = corpus(
        {"forum": [said()], "post": [said("ada")]},
        actors={"forum": {"kind": "platform"}, "ada": {"kind": "person"}},
    )
    source = made.sources["forum"]
    article = source.article.model_copy(update={"authors": ("ada",)})
    made.sources["forum"] = type(source)(source.id, article, source.summary)
    assert origins(made) == [("ada", "nobody cited")]


def test_who_signs_together_speaks_together() -> None:
    """Two authors of one post are one origin, even if another source cites only one of them."""
    made = corpus(
        {"forum": [said()], "post": [said("ben")], "times": [said("cy")]},
        actors={"forum": {"kind": "platform"}, "ada": {"kind": "person"}},
    )
    source = made.sources["forum"]
    article = source.article.model_copy(update={"authors": ("ada", "ben")})
    made.sources["forum"] = type(source)(source.id, article, source.summary)
    assert origins(made) == [("ada", "nobody cited"), ("cy", "named")]


def test_who_speaks_within_a_source_begins_the_chain() -> None:
    """The origin of a claim in an interview is the person who speaks, not the publisher."""
    made = corpus({"post": [said(by="ada")], "times": [said("ada")]})
    assert origins(made) == [("ada", "nobody cited")]


def test_an_unnamed_voice_is_told_as_such() -> None:
    """An event is marked ``unnamed_alone`` only if all its origins are unnamed voices."""
    made = corpus({"post": [said("source")]}, actors={"source": {"unnamed": "true"}})
    assert origins(made) == [("source", "unnamed")]
    assert support(made).unnamed_alone
    made = corpus(
        {"post": [said("source")], "times": [said()]}, actors={"source": {"unnamed": "true"}}
    )
    assert not support(made).unnamed_alone


def test_a_name_that_says_unnamed_is_not_followed_by_that_word() -> None:
    """Pages mark an unnamed origin as such, unless its name says so."""
    made = corpus(
        {"post": [said("source"), said("clerk")]},
        actors={
            "source": {"name": "Unnamed diplomat", "unnamed": "true"},
            "clerk": {"name": "A clerk", "unnamed": "true"},
        },
    )
    page = composed(made)["events/fire.md"]
    assert "[A clerk](../actors/clerk.md) <small>unnamed</small><br>" in page
    assert "[Unnamed diplomat](../actors/source.md)<br>" in page


def test_only_what_asserts_an_event_supports_it() -> None:
    """Claims that doubt, deny, foretell or dispute an event don't count as its support."""
    made = corpus(
        {
            "post": [said(), said(kind="doubt"), said(kind="forecast")],
            "times": [said("agency", kind="denial"), said(disputes=["post#c0"])],
            "herald": [said("mayor", kind="statement")],
        }
    )
    found = support(made)
    assert origins(made) == [("post", "nobody cited"), ("mayor", "named")]
    assert [placed.address for placed in found.disputing] == ["post#c1", "times#c0", "times#c1"]
    assert [placed.address for placed in found.foretelling] == ["post#c2"]
    assert found.sources == ["post", "herald"]


def test_who_contradicts_a_denial_asserts() -> None:
    """A claim that disputes a denial of an event counts as asserting the event."""
    made = corpus({"post": [said(kind="denial")], "times": [said(disputes=["post#c0"])]})
    assert [stance(made, placed, "fire") for placed in made.claims] == ["disputes", "asserts"]


def test_what_is_only_foretold_has_no_origin() -> None:
    """An event that is only foretold has no origins."""
    made = corpus({"post": [said(kind="forecast")]})
    assert (support(made).sources, support(made).origins) == ([], [])


def test_sources_that_cite_each_other_are_one_origin() -> None:
    """Two sources that cite each other for a claim count as one origin."""
    made = corpus({"post": [said("times")], "times": [said("post")]})
    assert len(origins(made)) == 1


ACTORS = ("agency", "witness", "brigade", "town")
OUTLETS = ("post", "times", "herald")
CLAIM = st.builds(
    lambda origin, kind, first_hand: {
        "event": "fire", "origin": origin, "kind": kind,
        **({"first_hand": "true"} if first_hand else {}),
    },
    st.lists(st.sampled_from((*ACTORS, *OUTLETS)), max_size=3),
    st.sampled_from(("report", "report", "statement", "doubt", "forecast")),
    st.integers(0, 4).map(lambda number: number == 0),
)  # fmt: skip
CLAIMS = st.dictionaries(
    st.sampled_from(OUTLETS), st.lists(CLAIM, min_size=1, max_size=4), min_size=1
)
BELONGING: Mapping[str, Said] = {"brigade": {"part_of": ["town"]}, "town": {}}


@given(CLAIMS, st.data())
def test_relaying_a_claim_adds_no_origin(
    claims: dict[str, list[Said]], data: st.DataObject
) -> None:
    """A claim that relays another claim doesn't increase the number of origins."""
    made = corpus(claims, actors=BELONGING)
    before = support(made)
    relayed = data.draw(st.sampled_from(made.claims))
    chain = list(made.chain(relayed))
    source = data.draw(st.sampled_from(["gazette", *claims]))
    more: dict[str, list[Said]] = {
        **claims,
        source: [*claims.get(source, ()), said(*chain, kind=relayed.claim.kind)],
    }
    after = support(corpus(more, actors=BELONGING))
    assert len(after.origins) <= len(before.origins)


@given(CLAIMS)
def test_every_event_that_somebody_asserts_has_an_origin(claims: dict[str, list[Said]]) -> None:
    """Every event that a claim asserts has at least one origin."""
    made = corpus(claims, actors=BELONGING)
    found = support(made)
    asserting = [p.address for p in made.claims if stance(made, p, "fire") == "asserts"]
    every = [*(origin.chains for origin in found.origins), found.relayed]
    told = [placed.address for chains in every for listed in chains.values() for placed in listed]
    assert sorted(told) == sorted(asserting)
    assert bool(found.origins) == bool(asserting)


@given(CLAIMS, st.data())
def test_a_removed_source_leaves_no_trace(
    claims: dict[str, list[Said]], data: st.DataObject
) -> None:
    """If a source is removed from the corpus, no origin's chain begins with this source."""
    gone = data.draw(st.sampled_from(sorted(claims)))
    rest = {name: listed for name, listed in claims.items() if name != gone}
    found = support(corpus(rest, actors=BELONGING)) if rest else None
    for origin in found.origins if found else ():
        assert all(chain[0] != gone for chain in origin.chains)
