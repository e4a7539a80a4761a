"""The home page: questions in dispute, cards of sources, and the small timeline."""

import re
from dataclasses import replace

from sourcebook.analysis import origins
from sourcebook.analysis.disagreement import find
from sourcebook.analysis.opposition import opposed_pairs, sharpest
from sourcebook.analysis.reliance import reliance
from sourcebook.corpus import Corpus, Source
from sourcebook.pages.makers.home import FEATURED, SHOWN
from sourcebook.records.dates import parse
from sourcebook.records.sources import Article, Names, Summary

from .corpora import composed
from .made import corpus


def home(made: Corpus) -> str:
    """Return the home page's Markdown without links and citation numbers."""
    page = re.sub(r"<sup>.*?</sup>|</?small>", "", composed(made)["index.md"])
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", page)


def answer(question: str, position: str) -> dict[str, object]:
    """Return a claim that takes a position on a question."""
    return {"answers": {question: {position: f"It was the {position}."}}}


POSITIONS = {"positions": {"reds": "The reds.", "blues": "The blues."}}


def test_the_sharpest_question_has_most_sources_without_an_answer_in_common() -> None:
    """The home page ranks questions by the number of pairs of sources that share no position."""
    made = corpus(
        {
            "post": [answer("who", "reds"), answer("how", "reds")],
            "times": [answer("who", "blues"), answer("how", "reds")],
            "herald": [answer("who", "blues"), answer("who", "reds"), answer("how", "reds")],
            "globe": [answer("why", "reds"), answer("why", "blues"), answer("how", "blues")],
        },
        questions={"who": POSITIONS, "how": POSITIONS, "why": POSITIONS},
    )
    found = {one.subject.id: opposed_pairs(one) for one in find(made)}
    assert found == {"who": 1, "how": 3, "why": 0}
    assert [one.subject.id for one in sharpest(find(made))] == ["how", "who"]
    page = home(made)
    assert page.index("### how?") < page.index("### who?")
    assert "### why?" not in page
    assert "- why?\n" in page.partition("For example:")[2].partition("</div>")[0]


def test_examples_are_short_and_begin_with_different_words() -> None:
    """The home page's example questions are short; if possible, their first words differ."""
    titles = {
        "a": "Who held the quay on the morning of the day on which the fire broke out?",
        "b": "Who held the quay?", "c": "Who saw it?", "d": "When was it?", "e": "Why was it lit?",
    }  # fmt: skip
    made = corpus({"post": [answer(id_, "reds") for id_ in titles]}, questions={
        id_: {"title": title, **POSITIONS} for id_, title in titles.items()
    })  # fmt: skip
    listed = home(made).partition("For example:")[2].partition("</div>")[0]
    examples = [line.removeprefix("- ") for line in listed.splitlines() if line.startswith("- ")]
    assert examples == [titles[id_] for id_ in ("b", "d", "e", "c")]


def test_without_questions_the_sharpest_differences_are_on_the_cards() -> None:
    """Without questions, the home page's cards show what sources say differently on an event."""
    made = corpus({
        "post": [{"event": "fire", "date": "2015-10-12"}],
        "times": [{"event": "fire", "date": "2015-10-14"}],
    })  # fmt: skip
    page = home(made).partition("## Where sources disagree most")[2]
    card = page.partition('<div class="card" markdown>')[2].partition("</div>")[0]
    assert "### fire\n" in card
    assert "- “12 October 2015”<br>post, 1 January 2015\n" in card


def test_the_card_of_a_source_says_what_it_rests_on() -> None:
    """A source's card says how many of its claims cite no one, and whom the other claims cite."""
    made = corpus(
        {
            "post": [{}, {"origin": ["agency", "diplomat"]}, {"origin": ["agency", "diplomat"]},
                     {"origin": ["agency"]}],
            "times": [{}, {}],
            "herald": [{"origin": ["town"]}],
        },
        actors={"diplomat": {"unnamed": "true"}},
    )  # fmt: skip
    found = reliance(made, origins.voices(made), "post")
    assert (len(found.own), found.total) == (1, 4)
    assert [(voice.root, voice.relays) for voice in found.voices] == [
        ("diplomat", ("agency",)), ("agency", ()),
    ]  # fmt: skip
    page = home(made)
    assert (
        "\nCites no one for 1 of its 4 claims; the others are on the word of "
        "diplomat *(unnamed)*, through agency (2); agency (1).\n"
    ) in page
    assert "\nCites no one for any of its 2 claims.\n" in page
    assert "\nAll its claims are on the word of others: town (1).\n" in page


def test_voices_that_the_card_of_a_source_only_counts_are_counted_once() -> None:
    """On a source's card, "and 2 more" counts each of the other speakers once.

    A person is counted as the organisation to which the person belongs.
    """
    cited = [
        *(["a"] for _ in range(4)), *(["b"] for _ in range(3)), ["c"], ["c"],
        ["x", "club"], ["club"], ["ada"], ["y"], ["z", "a"],
    ]  # fmt: skip
    made = corpus(
        {"post": [{"origin": origin} for origin in cited]},
        actors={"ada": {"part_of": ["club"]}},
    )
    assert "on the word of others: a (4); b (3); c (2); and 2 more voices.\n" in home(made)


def test_the_small_timeline_shows_the_main_period() -> None:
    """The home page's small timeline shows the period of most events, and counts earlier ones."""
    dates = ["1980-05-01", "2015-01-02", "2015-02-03", "2015-03-04", "2015-04-05"]
    made = corpus(
        {"post": [{"event": f"e{n}"} for n in range(5)]},
        events={f"e{n}": {"date": date} for n, date in enumerate(dates)},
    )
    page = home(made)
    assert "1 event that began long before or after these is not drawn." in page
    assert "Events by year: 2015.\n" in page


def test_the_dates_of_sources_are_two_also_if_one_took_years() -> None:
    """For a diary of 1871 to 1873 and a letter of 1872, the home page says "from 1871 to 1873"."""
    made = corpus({"diary": [answer("who", "reds")], "letter": [answer("who", "blues")]})
    for id_, date in {"diary": "1871/1873", "letter": "1872-04-02"}.items():
        article = made.sources[id_].article.model_copy(update={"published": parse(date)})
        made.sources[id_] = replace(made.sources[id_], article=article)
    assert "sources published from 1871 to 1873\n" in home(made).replace("*", "")


def test_how_to_read_a_page_is_said_where_there_is_one_to_read() -> None:
    """The section "How to read a page" is shown only if the researcher has read a source."""
    read = corpus({"s": [{"event": "x"}]})
    article = Article.model_validate({"title": "A book", "kind": "book"})
    listed = replace(read, events={}, sources={"s": Source("s", article, Summary())})
    assert ["## How to read a page\n" in home(each) for each in (read, listed)] == [True, False]


def test_the_small_timeline_counts_what_it_draws() -> None:
    """The small timeline's text alternative counts only the events that are drawn."""
    dates = ["2015-01-02", "2015-02-03", "2015-03-04", "2015"]
    for shown in (dates, [*dates[:3], "2015-04-05"]):
        made = corpus(
            {"post": [{"event": f"e{n}"} for n in range(4)]},
            events={f"e{n}": {"date": date} for n, date in enumerate(shown)},
        )
        assert (
            f"![{3 if '2015' in shown else 4} dated events, by month]" in composed(made)["index.md"]
        )
    made = corpus(
        {"post": [{"event": f"e{n}"} for n in range(4)]},
        events={f"e{n}": {"date": f"200{n}"} for n in range(4)},
    )
    assert "dated events, by" not in composed(made)["index.md"]


def test_a_name_that_several_sources_use_is_among_those_shown() -> None:
    """The home page lists names from the sources in turn; a name that several use comes early.

    It is listed with the first of these sources, and only once.
    """
    made = corpus({id_: [{"actors": {"reds": "attacker"}, "event": "raid"}] for id_ in "abc"})
    given = {
        "a": ["reds", *(f"a{number}" for number in range(9))],
        "b": [*(f"b{number}" for number in range(9)), "Reds"],
        "c": ["c0", "reds"],
    }
    for id_, words in given.items():
        source = made.sources[id_]
        names = Names.model_validate({"actors": {"reds": {word: ["1"] for word in words}}})
        summary = source.summary.model_copy(update={"names": names})
        made.sources[id_] = Source(id_, source.article, summary)
    listed = home(made).partition("Who calls whom what")[2].partition("</div>")[0]
    shown = re.findall(r"^- “(.*?)”.* (\w), ¶1", listed, re.MULTILINE)
    assert shown[:4] == [("reds", "a"), ("b0", "b"), ("c0", "c"), ("a0", "a")]
    assert len(shown) == FEATURED


def test_the_best_known_events_end_where_the_count_does() -> None:
    """The home page lists all events that equally many sources mention, or none of them."""
    known = [{"event": f"known{number}"} for number in range(3)]
    less = [{"event": f"less{number}"} for number in range(SHOWN)]
    listed = home(corpus({"post": [*known, *less], "times": known}))
    assert "| known2 |" in listed
    assert "| less" not in listed
    assert home(corpus({"post": [*less, {"event": "other"}]})).count("| less") == SHOWN
