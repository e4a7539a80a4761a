import calendar

import pytest

from sourcebook.analysis.coverage import find
from sourcebook.analysis.vocabulary import Use, shared_words, uses
from sourcebook.corpus import Corpus, Ref
from sourcebook.pages.compose import Composer
from sourcebook.records.sources import Names

from .made import corpus


def test_what_a_corpus_leaves_open() -> None:
    """The coverage analysis counts cited paragraphs, and finds events that only one source reports.

    It also finds actors without a role.
    """
    made = corpus(
        {
            "post": [{"event": "fire", "actors": {"reds": "attacker"}}, {"event": "flood"}],
            "times": [{"event": "fire", "origin": ["post"]}],
        },
        actors={"blues": {}},
    )
    found = find(made)
    assert (found.sources["post"].paragraphs, found.sources["post"].used) == (2, 1)
    assert found.inactive_actors == ["blues", "post", "times"]
    assert found.single_source_events == ["flood"]
    assert find(corpus({"post": []}, actors={"blues": {}})).inactive_actors == []


def _digest(made: Corpus, text: str) -> Corpus:
    """Make ``text`` the only paragraph in the first source of a corpus; return the corpus."""
    source = next(iter(made.sources.values()))
    article = source.article.model_copy(update={"paragraphs": (text,)})
    made.sources[source.id] = type(source)(source.id, article, source.summary)
    return made


def test_names_in_the_texts_that_no_record_knows() -> None:
    """Capitalised words that belong to no record are listed with their paragraphs."""
    made = _digest(
        corpus({"post": [{"event": "fire"}]}, actors={"reds": {"name": "the Reds"}}),
        "Everyone knows the Reds. On Monday the Port Ellan Blues came, in March, with Reds' help.",
    )
    assert find(made).unknown_names == {"post": {"Port Ellan Blues": [1]}}
    page = Composer(made).text("coverage.md")
    assert page is not None
    assert (
        "Capitalised words in the digests, other than days and months, that are not the name of "
        "any actor, location or event. Some may be other words for one.\n"
    ) in page


@pytest.mark.parametrize("word", [*calendar.month_name[1:], *calendar.day_name])
def test_days_and_months_are_no_names(word: str) -> None:
    """Names of days and months aren't reported, although English capitalises them."""
    made = _digest(corpus({"post": []}), f"They came in {word}, and on {word}'s last night.")
    assert find(made).unknown_names == {}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Then Ada came.", {"Ada": [1]}),
        ("Ada came. Bela came! Carl? Dora: Emil “Fritz” said.", {"Fritz": [1]}),
        ("The town of al-Bab, and then Deir al-Zor.", {"Deir al-Zor": [1]}),
        ("In the Gulf of Ellan and Bay Area's.", {"Gulf of Ellan": [1], "Bay Area": [1]}),
        ("So Ellan's men met Ellan’s, and Jones’ Ellan.", {"Ellan": [1], "Jones’ Ellan": [1]}),
        ("The G of X, iPhone and e-Town.", {}),
        ("A Post-Dispatch man in May, on Sunday and Monday.", {"Post-Dispatch": [1]}),
        ("With Port Reds and Reds' Port.", {"Port Reds": [1], "Reds' Port": [1]}),
    ],
)  # fmt: skip
def test_what_looks_like_a_name(text: str, names: dict[str, list[int]]) -> None:
    """Capitalised words are reported as a name, unless they begin a sentence.

    If only a part of a name is known, the whole name is reported.
    """
    made = _digest(
        corpus({"post": [{"event": "fire"}]}, actors={"reds": {"name": "the Reds"}}), text
    )
    assert find(made).unknown_names.get("post", {}) == names


def test_names_in_captions_and_standfirsts() -> None:
    """Captions and standfirsts are searched for names, but titles aren't."""
    made = _digest(corpus({"post": []}), "Here is Ada, and there a MiG-29.")
    source = made.sources["post"]
    more = {"title": "All Words Large", "standfirst": "So says Bela.", "caption": "Ready MiG-29s."}
    article = source.article.model_copy(update=more)
    made.sources["post"] = type(source)("post", article, source.summary)
    assert find(made).unknown_names == {
        "post": {"Bela": ["standfirst"], "MiG-29s": ["caption"], "Ada": [1], "MiG-29": [1]}
    }
    page = Composer(made).text("coverage.md")
    assert page is not None
    assert "MiG-29s ([caption](sources/post.md#caption))" in page


def test_names_are_known_by_every_record_and_word() -> None:
    """Aliases, names of places and events, and sources' words for records count as known names."""
    made = corpus(
        {"post": [{"event": "fire"}]},
        actors={"reds": {"aliases": ["Scarlet Guard"]}},
        locations={"port": {"name": "Ellan Quay"}},
        events={"fire": {"title": "The Blaze"}},
    )
    _naming(made, "post", reds={"Crimson men": [1]})
    text = "The Scarlet on Ellan, in a Blaze, with Crimson and the Quay and Ada, by Ada."
    assert find(_digest(made, text)).unknown_names == {"post": {"Ada": [1]}}


def test_paragraphs_that_are_used() -> None:
    """The coverage analysis counts each cited paragraph once, and doesn't count a cited title."""
    claims = [{"event": "fire", "paragraph": at} for at in (["1"], ["1", "title"], ["2", "1"])]
    found = find(corpus({"post": claims, "times": []})).sources
    assert (found["post"].paragraphs, found["post"].used) == (2, 2)
    assert (found["times"].paragraphs, found["times"].used) == (2, 0)


def _naming(made: Corpus, source: str, **actors: dict[str, list[int]]) -> Corpus:
    """Set the words that a source uses for actors; return the corpus."""
    names = Names.model_validate({"actors": {a: {w: [str(n) for n in ns] for w, ns in words.items()}
                                             for a, words in actors.items()}})  # fmt: skip
    old = made.sources[source]
    summary = old.summary.model_copy(update={"names": names})
    made.sources[source] = type(old)(source, old.article, summary)
    return made


def test_a_word_for_an_actor_and_a_place() -> None:
    """A word that means both an actor and a place is listed with both records."""
    made = corpus({"post": []}, actors={"reds": {}}, locations={"port": {}})
    source = made.sources["post"]
    written = {"actors": {"reds": {"The Port": ["1"]}},
               "locations": {"port": {"the port": ["2"], "Quay": ["1", "2"]}}}  # fmt: skip
    summary = source.summary.model_copy(update={"names": Names.model_validate(written)})
    made.sources["post"] = type(source)("post", source.article, summary)
    actor, place = Ref("actor", "reds"), Ref("location", "port")
    of_actor = [Use("post", "The Port", (1,))]
    of_place = [Use("post", "the port", (2,)), Use("post", "Quay", (1, 2))]
    assert uses(made) == {actor: {"post": of_actor}, place: {"post": of_place}}
    assert shared_words(made) == {"The Port": {actor: of_actor, place: of_place[:1]}}


def test_who_calls_whom_what() -> None:
    """The names analysis finds sources' words for an actor, and words that mean several actors."""
    made = corpus({"post": [], "times": []}, actors={"reds": {}, "blues": {}})
    _naming(made, "post", reds={"the rebels": [1, 2]})
    _naming(made, "times", reds={"the reds": [1]}, blues={"The Rebels": [2]})
    found = uses(made)[Ref("actor", "reds")]
    told = {source: [(u.words, list(u.locators)) for u in used] for source, used in found.items()}
    assert told == {"post": [("the rebels", [1, 2])], "times": [("the reds", [1])]}
    shared = shared_words(made)
    assert list(shared) == ["the rebels"]
    assert list(shared["the rebels"]) == [Ref("actor", "reds"), Ref("actor", "blues")]
