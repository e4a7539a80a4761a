"""A record's page: how it begins, and what its lists contain."""

import re
from dataclasses import replace

import pytest

from sourcebook.analysis.loaded import loaded_finder
from sourcebook.corpus import Corpus
from sourcebook.pages.compose import Composer
from sourcebook.records.sources import Names
from sourcebook.records.vocabulary import LoadedWord, Vocabulary, extended

from .made import corpus


def words(made: Corpus, path: str) -> str:
    """Return a page's text without links and citations."""
    page = re.sub(r"<sup>.*?</sup>", "", Composer(made).text(path) or "")
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", page)


@pytest.mark.parametrize(
    ("called", "is_loaded"),
    [
        ("the Rabble", True),
        ("anti-rabble forces", True),
        ("freedom  fighters", True),
        ("the rabbles", False),
        ("freedom and fighters", False),
    ],
)
def test_loaded_words_are_found_whole(called: str, is_loaded: bool) -> None:
    """Loaded words such as "rabble" are found in any case, but only whole: not in "rabbles"."""
    assert loaded_finder(["rabble", "freedom fighters"])(called) is is_loaded
    assert not loaded_finder([])(called)


def named(loaded: dict[str, LoadedWord]) -> Corpus:
    """Return a corpus in which two sources use different words for an actor."""
    made = corpus({"post": [], "times": []}, actors={"guild": {}})
    for id_, called in (("post", {"the rabble": "1", "the guild": "2"}), ("times", {"guild": "1"})):
        source = made.sources[id_]
        names = Names.model_validate({"actors": {"guild": called}})
        summary = source.summary.model_copy(update={"names": names})
        made.sources[id_] = type(source)(id_, source.article, summary)
    vocabulary = extended(made.vocabulary, Vocabulary(loaded=loaded))
    return replace(made, vocabulary=vocabulary)


def test_an_actors_page_begins_with_what_it_is_called() -> None:
    """An actor's page begins with each source's words for the actor; loaded words are marked."""
    page = words(named({"rabble": LoadedWord()}), "actors/guild.md")
    begun = page.partition('<div class="called" markdown>')[2].partition("## ")[0]
    assert begun.strip().splitlines()[:6] == [
        '- **post, 1 January 2015:** <span class="loaded">“the rabble”†</span>, “the guild”',
        "- **times, 1 February 2015:** “guild”",
        "",
        "</div>",
        "",
        "<small>† marks words that this site’s vocabulary lists as loaded, also inside "
        "longer names: they judge somebody, though not always whom the name is for. They are the "
        "source’s, or those of whoever it quotes.</small>",
    ]


def test_no_word_is_marked_unless_the_project_lists_it() -> None:
    """On an actor's page, a word is marked only if the project's vocabulary lists it as loaded."""
    page = words(named({}), "actors/guild.md")
    assert "“the rabble”, “the guild”" in page
    assert "†" not in page


def test_events_of_parts_can_be_added() -> None:
    """A folded list on an actor's page has events in which only the actor's parts have a role."""
    made = corpus(
        {
            "post": [
                {"event": "raid", "actors": {"troop": "attacker"}},
                {"event": "truce", "actors": {"state": "mediator", "army": "party"}},
                {"event": "siege", "actors": {"army": "attacker"}, "kind": "forecast"},
            ]
        },
        actors={"troop": {"part_of": ["army"]}, "army": {"part_of": ["state"]}},
    )
    page = words(made, "actors/state.md")
    folded = page.partition('<details class="switch" markdown>')[2].partition("</details>")[0]
    assert "<summary>2 further events, through its members or parts</summary>" in folded
    assert "| undated | raid | troop (attacker) |" in folded
    assert "| undated | siege (foretold) | army (attacker (foretold)) |" in folded
    assert "truce" not in folded
    assert "| undated | truce | mediator |" in page


def test_relations_stand_in_groups_with_who_says_so() -> None:
    """On an actor's page, relations are in groups, and each relation has its sources."""
    made = corpus(
        {
            "post": [
                {"relation": {"subject": "ada", "type": "fights against", "object": "ben"}},
                {
                    "relation": {"subject": "ada", "type": "supports", "object": "cy"},
                    "origin": ["agency"],
                },
            ],
            "times": [{"relation": {"subject": "ada", "type": "fights against", "object": "ben"}}],
        },
        actors={"ada": {}, "ben": {}, "cy": {}},
    )
    told = re.sub(r'<a id="[^"]*"></a>', "", words(made, "actors/ada.md"))
    assert (
        "**Against**\n\n- Ada fights against ben <small>– post, 1 January 2015; "
        "times, 1 February 2015</small>\n"
    ) in told
    assert ("**Support**\n\n- Ada supports cy <small>– Agency, according to post</small>") in told


def test_a_source_tells_what_it_alone_says_and_what_it_leaves_out() -> None:
    """A source's page lists events that no other source has, and events that it doesn't mention."""
    made = corpus(
        {
            "post": [
                {"event": "raid", "origin": ["agency", "scout"]},
                {"event": "truce", "origin": ["agency", "scout"]},
                {"event": "siege"},
            ],
            "times": [{"event": "truce"}, {"event": "flood"}],
            "herald": [{"event": "flood"}],
        }
    )
    page = words(made, "sources/post.md")
    alone = page.partition('## <a id="alone"></a>What only post says')[2].partition("## ")[0]
    assert re.findall(r"^- (.*)$", alone, re.M) == [
        "raid <small>¶1</small>",
        "siege <small>¶1</small>",
    ]
    missing = page.partition("## What it does not mention")[2].partition("## ")[0]
    assert re.findall(r"^- (.*)$", missing, re.M) == ["flood"]
    assert "- <small>post → agency → scout</small> <small>2 claims</small>" in page
    source = made.sources["post"]
    partly = source.article.model_copy(update={"state": "partly read"})
    sources = {**made.sources, "post": type(source)("post", partly, source.summary)}
    page = words(replace(made, sources=sources), "sources/post.md")
    assert "What it does not mention" not in page


def test_a_place_tells_who_says_what_happened_there() -> None:
    """A location's page names at most three sources of each event, and counts further sources."""
    made = corpus(
        {id_: [{"event": "flood"}] for id_ in ("post", "times", "herald", "echo")},
        locations={"ellan": {}},
        events={"flood": {"locations": ["ellan"]}},
    )
    assert (
        "| undated | flood | ellan | post, 1 January 2015; times, 1 February 2015; "
        "herald, 1 March 2015; and 1 more |"
    ) in words(made, "locations/ellan.md")
