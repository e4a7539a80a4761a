from hypothesis import given
from hypothesis import strategies as st

from sourcebook.analysis.matrix import Cell, build
from sourcebook.analysis.mentions import actors_of, first_reported, mentions, sources_on, told_alone
from sourcebook.corpus import Corpus, Ref
from sourcebook.corpus.resolve import resolve
from sourcebook.pages.site import Site
from sourcebook.reading.folder import read
from sourcebook.records.locators import Locator
from sourcebook.records.sources import Names

from .corpora import SMALL
from .made import Said, corpus

PARTS: dict[str, Said] = {
    "war": {},
    "siege": {"part_of": "war"},
    "assault": {"part_of": "siege"},
    "truce": {},
}


def test_when_each_source_told_of_an_event() -> None:
    """Each mention of an event has the source, and the date when the source was published."""
    made = corpus({"post": [{"event": "truce"}], "times": [{"event": "truce"}]}, events=PARTS)
    found = mentions(made)["truce"]
    assert [(m.source, m.published and m.published.text, m.itself) for m in found] == [
        ("post", "2015-01-01", True), ("times", "2015-02-01", True)
    ]  # fmt: skip


def test_who_tells_of_a_part_mentions_the_whole() -> None:
    """A claim about an assault also mentions the siege and the war that contain it."""
    made = corpus({"post": [{"event": "assault"}], "times": [{"event": "war"}]}, events=PARTS)
    found = {event: [(m.source, m.itself, list(m.parts)) for m in listed]
             for event, listed in mentions(made).items()}  # fmt: skip
    assert found == {
        "war": [("post", False, ["assault"]), ("times", True, [])],
        "siege": [("post", False, ["assault"])],
        "assault": [("post", True, [])],
    }


def test_an_event_that_no_source_tells_of_has_no_mentions() -> None:
    """Neither an event without claims is mentioned nor the larger events that it is part of."""
    made = corpus({"post": [{"event": "truce"}]}, events=PARTS)
    assert mentions(made).keys() == {"truce"}


def test_what_one_source_alone_says_is_cited_where_it_says_so() -> None:
    """``told_alone`` returns a passage for each event that only the given source mentions.

    It is the first passage that asserts the event, if there is one.
    """
    made = corpus(
        {
            "post": [
                {"event": ["truce", "war"], "kind": "forecast", "paragraph": "1"},
                {"event": "truce", "paragraph": "2"},
            ]
        },
        events=PARTS,
    )
    assert told_alone(made, mentions(made), "post") == {"truce": 2, "war": 1}


def test_the_matrix_counts_claims_and_names_a_part() -> None:
    """A cell of the matrix of events and sources counts a source's claims about an event.

    If there are none, the cell names a part of the event about which the source has claims.
    """
    made = corpus(
        {"post": [{"event": "truce"}, {"event": "truce"}], "times": [{"event": "assault"}]},
        events=PARTS,
    )
    cells = build(made, mentions(made))
    assert {event: dict(found) for event, found in cells.items()} == {
        "truce": {"post": Cell(2, "")},
        "assault": {"times": Cell(1, "")},
        "siege": {"times": Cell(0, "assault")},
        "war": {"times": Cell(0, "assault")},
    }


def test_the_matrix_tells_what_is_only_foretold() -> None:
    """In the events matrix, a source that only foretells, doubts or denies an event is marked."""
    made = corpus(
        {
            "post": [{"event": "truce", "kind": "forecast"}, {"event": "truce", "kind": "doubt"}],
            "times": [{"event": "assault", "kind": "denial"}],
            "herald": [{"event": "assault"}, {"event": "war", "kind": "forecast"}],
        },
        events=PARTS,
    )
    cells = build(made, mentions(made))
    assert {event: dict(found) for event, found in cells.items()} == {
        "truce": {"post": Cell(2, "", "foretold or disputed")},
        "assault": {"times": Cell(1, "", "disputed"), "herald": Cell(1, "")},
        "siege": {"times": Cell(0, "assault", "disputed"), "herald": Cell(0, "assault")},
        "war": {"times": Cell(0, "assault", "disputed"), "herald": Cell(1, "assault")},
    }


def first(*said: tuple[str, Said]) -> list[str]:
    """Return the sources that may be the first to report the event ``truce``.

    ``said``: for each source, its date of publication and its claim.
    """
    made = corpus({f"s{n}": [claim] for n, (_, claim) in enumerate(said)}, events=PARTS)
    for number, (published, _) in enumerate(said):
        source = made.sources[f"s{number}"]
        date = (
            type(source.article)
            .model_validate(
                {
                    **source.article.model_dump(exclude={"published", "original"}),
                    "published": published,
                }
            )
            .published
        )
        article = source.article.model_copy(update={"published": date})
        made.sources[f"s{number}"] = type(source)(source.id, article, source.summary)
    return first_reported(mentions(made)["truce"])


TRUCE: Said = {"event": "truce"}


def test_the_first_is_named_only_where_dates_tell() -> None:
    """If several sources may be the first to report an event, all of them are returned."""
    assert first(("2015-10-01", TRUCE), ("2015-10-02", TRUCE)) == ["s0"]
    assert first(("2015-10", TRUCE), ("2015-10-02", TRUCE)) == ["s0", "s1"]
    assert first(("2015-09~", TRUCE), ("2015-10-01", TRUCE)) == ["s0", "s1"]
    assert first(("2015-10-01", TRUCE), ("2015-10-01", TRUCE), ("2016", TRUCE)) == ["s0", "s1"]
    assert first(("2015-10-01T02:05Z", TRUCE), ("2015-10-01T01:37Z", TRUCE)) == ["s1"]
    assert first(("2015-10-01T02:05Z", TRUCE), ("2015-10-01T02:06Z", TRUCE)) == ["s0"]
    assert first(("2015-10-01T02:05Z", TRUCE), ("2015-10-01T02:05:59Z", TRUCE)) == ["s0", "s1"]
    assert first(("2015-10-01T02:05:07Z", TRUCE), ("2015-10-01T02:05:07Z", TRUCE)) == ["s0", "s1"]
    assert first(("2015-10-01T02:05Z", TRUCE), ("2015-10-01T01:37", TRUCE)) == ["s0", "s1"]
    assert first(("2015-10-01T02:05Z", TRUCE), ("2015-10-01", TRUCE)) == ["s0", "s1"]


def test_who_foretells_an_event_has_not_reported_it() -> None:
    """Only a source that asserts the event can be the first to report it."""
    forecast: Said = {"event": "truce", "kind": "forecast"}
    denial: Said = {"event": "truce", "kind": "denial"}
    assert first(("2015-10-01", forecast), ("2015-10-02", denial), ("2016", TRUCE)) == ["s2"]
    assert first(("2015-10-01", forecast), ("2015-10-02", denial)) == []


CLAIMS = st.dictionaries(
    st.sampled_from(["post", "times", "herald"]),
    st.lists(
        st.fixed_dictionaries(
            {"event": st.sampled_from(sorted(PARTS))},
            optional={"kind": st.sampled_from(["report", "forecast", "denial"])},
        ),
        min_size=1,
        max_size=4,
    ),
    min_size=1,
)


@given(CLAIMS)
def test_a_source_with_a_claim_on_a_part_is_never_without_a_mention(
    claims: dict[str, list[Said]],
) -> None:
    """A source with a claim about an event mentions this event and everything that contains it."""
    made = corpus(claims, events=PARTS)
    found = mentions(made)
    for placed in made.claims:
        for event in placed.claim.event:
            for holder in (event, *made.event_chains[event]):
                assert placed.source.id in [mention.source for mention in found[holder]]


def named(corpus: Corpus, ref: Ref) -> dict[str, list[Locator]]:
    """Return the paragraphs in which each source names a record."""
    found = Site(corpus).mentioned_by_sources.get(ref, {})
    return {source: list(locators) for source, locators in found.items()}


def test_our_own_words_name_nobody_in_a_paragraph() -> None:
    """A name in a researcher's digest or claim doesn't count as a name in the source itself."""
    small, problems = resolve(read(SMALL / "sources"))
    assert small, problems
    told = small.sources["ellan-courier-1951-03-05"]
    assert "the night watchman" in told.article.paragraphs[1]
    assert named(small, Ref("actor", "night-watchman")) == {}
    says = corpus({"post": [{"says": "The Reds came."}]}, {"reds": {"name": "the Reds"}})
    assert named(says, Ref("actor", "reds")) == {}


def test_names_and_full_texts_show_who_is_named() -> None:
    """A source names a record if the name is in its full text or in its list ``names``."""
    small, problems = resolve(read(SMALL / "sources"))
    assert small, problems
    post = small.sources["harbour-post-1951-03"]
    assert post.article.text == "full"
    assert named(small, Ref("actor", "fire-brigade"))[post.id] == [1]
    unnamed = post.summary.model_copy(update={"names": Names()})
    small.sources[post.id] = type(post)(post.id, post.article, unnamed)
    assert named(small, Ref("actor", "fire-brigade"))[post.id] == [1]
    courier = small.sources["ellan-courier-1951-03-05"]
    names = Names.model_validate({"actors": {"night-watchman": {"the guard": ["3"]}}})
    guarded = courier.summary.model_copy(update={"names": names})
    small.sources[courier.id] = type(courier)(courier.id, courier.article, guarded)
    assert named(small, Ref("actor", "night-watchman")) == {courier.id: [3]}


def test_a_record_without_words_is_named_by_nobody() -> None:
    """A record listed under ``names`` without the source's words for it doesn't count as named."""
    made = corpus({"post": [{"actors": {"ada": "x"}, "locations": ["quay"]}], "times": [{}]})
    names = Names.model_validate({
        "actors": {"ada": {}, "bob": {}, "post": {"the Post": ["1"]}},
        "locations": {"quay": {}, "dock": {"dock": ["2"]}},
    })  # fmt: skip
    post = made.sources["post"]
    summary = post.summary.model_copy(update={"names": names})
    made.sources["post"] = type(post)(post.id, post.article, summary)
    assert list(made.words_for_actor) == ["post"]
    assert actors_of(made, "post") == {"ada": 1, "post": 2}
    assert sources_on(made, "bob") == {}
    assert list(made.words_for_location) == ["dock"]
