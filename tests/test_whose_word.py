"""What pages say about claims: whose word they rest on, who was first, and positions taken."""

import re

import pytest

from sourcebook.pages.compose import Composer
from sourcebook.pages.parts import accounts
from sourcebook.records.sources import Names

from .corpora import composed
from .made import Said, corpus


def words(page: str | None) -> str:
    """Return a page's Markdown without links, citation numbers and the tags of small print."""
    text = re.sub(r"<sup>.*?</sup>|</?small>", "", page or "")
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)


def said(**more: object) -> Said:
    """Return a claim about the event ``fire``. ``more``: other fields of the claim."""
    return {"event": "fire", **more}


def test_each_side_of_a_difference_says_whose_word_it_is() -> None:
    """On the page of disagreements, each claim names the voice on whose word it rests."""
    made = corpus(
        {
            "post": [said(), said(origin=["agency", "town"], kind="denial", disputes=["post#c0"])],
            "times": [said(by="ada", disputes=["post#c0"])],
        },
        actors={"town": {"in_text": "the town"}},
    )
    page = words(Composer(made).text("disagreements.md"))
    assert "- Claim 1. – the town, through agency, according to post" in page
    assert "- Claim 0. – post, 1 January 2015\n" in page
    assert "- Claim 0. – ada, according to times, 1 February 2015\n" in page
    assert "fire two voices in one source" in page


def test_an_event_says_what_it_rests_on() -> None:
    """An event's page lists its origins with their chains.

    Sources that also relay are listed separately, and so are doubts and forecasts.
    """
    made = corpus(
        {
            "post": [said(origin=["source"]), said(), said(kind="doubt")],
            "times": [said(), said(kind="forecast", origin=["source"])],
            "herald": [],
        },
        actors={"source": {"unnamed": "true"}},
    )
    page = words(Composer(made).text("events/fire.md"))
    strip = page.partition('<div class="strip" markdown>')[2].partition("</div>")[0]
    assert strip.strip().splitlines() == [
        "- **Mentioned in:** post, 1 January 2015; times, 1 February 2015",
        "- **First here to report it:** post",
        "- **On whose word:** source unnamed; times cites no one",
        "- **Doubted, denied or disputed by:** post doubt",
        "- **Not mentioned in:** herald",
    ]
    below = page.partition("## How well supported")[2].split('<div class="notes"')[0]
    assert below.strip().splitlines() == [
        "**2 sources, 2 independent origins.** What counts as one",
        "",
        '<div class="chains" markdown>',
        "",
        "- source unnamed<br>post → source *(unnamed)*",
        "- times cites no one<br>times",
        "",
        "</div>",
        "",
        "Not origins of their own, since they also pass on what others say of it:",
        "",
        "- post",
        "",
        "Doubted, denied or disputed, which doesn’t count as support:",
        "",
        "- Claim 2. – post",
        "",
        "Foretold, which doesn’t count as support:",
        "",
        "- Claim 1. – source, according to times",
    ]


def test_a_date_is_that_of_the_first_event_alone() -> None:
    """The date of a claim about two events is that of the first event, on every page."""
    made = corpus(
        {
            "post": [
                {"event": ["notice", "fire"], "date": "2015", "quote": "burnt"},
                said(date="2015"),
                said(date="2015", dates="step"),
                {"event": ["fire", "notice"], "date": "2014", "dates": "step", "kind": "doubt"},
            ]
        },
        events={"fire": {"date": "2015"}, "notice": {"date": "2015"}},
    )
    composer = Composer(made)
    fire, notice = (composer.text(f"events/{id_}.md") or "" for id_ in ("fire", "notice"))
    for page, claim in ((fire, "Claim 1."), (notice, "Claim 0.")):
        head = re.search(r"\*\*When:\*\* 2015<sup>\[(\d+)\]\([^\]]*\)</sup>\n", page)
        given = re.search(r"\*\*Dated\*\* \| 2015<sup>\[(\d+)\]\([^\]]*\)</sup> \|\n", page)
        said_by = re.search(rf"- {claim}<sup>\[(\d+)\]", page)
        numbers = [found[1] if found else "" for found in (head, given, said_by)]
        assert numbers[0]
        assert numbers == numbers[:1] * 3
    said_of = {
        page: re.sub(r"(?: · )?cite<details[^>]*><summary>[^<]*</summary>", " | ", words(page))
        for page in (fire, notice)
    }
    assert "Claim 0.<br>cites no one | date of notice: 2015 · in the words" in said_of[fire]
    assert "Claim 1.<br>cites no one | dated 2015</details>\n" in said_of[fire]
    assert "Claim 3.<br>doubt · cites no one | dated 2014 (a step in the event)" in said_of[fire]
    assert "Claim 0.<br>cites no one | dated 2015 · in the words" in said_of[notice]
    assert "Claim 3.<br>doubt · cites no one | date of a step in fire: 2014" in said_of[notice]


def test_an_event_that_is_only_foretold_says_so() -> None:
    """If an event is only foretold, its page says that no source reports it as having happened."""
    made = corpus({"post": [said(kind="forecast", actors={"reds": "attacker"})]})
    page = words(Composer(made).text("events/fire.md"))
    assert "**No source says that it happened.** What counts as an origin" in page
    assert "First here to report it" not in page
    assert "| reds | attacker (foretold) |" in page


def test_who_may_have_been_first_is_named_and_no_one_else() -> None:
    """An event's page names the source that first reported the event or a part of it."""
    made = corpus(
        {"post": [{"event": "spark"}], "times": [said()]},
        events={"fire": {}, "spark": {"part_of": "fire"}},
    )
    page = words(Composer(made).text("events/fire.md"))
    assert "- **First here to report it:** post (in a part of it: spark)\n" in page
    assert (
        "- **Mentioned in:** post, 1 January 2015 (in a part of it: spark); "
        "times, 1 February 2015\n"
    ) in page


def test_a_question_groups_answers_by_position() -> None:
    """A question's page groups answers by position, and names sources with two positions."""
    made = corpus(
        {
            "post": [{"answers": {"who": {"reds": "The reds, it says."}}},
                     {"answers": {"who": {"nobody": "Nobody."}}}],
            "times": [{"answers": {"who": {"reds": "They did."}}},
                      {"answers": {"who": "Unclear."}}],
        },
        questions={"who": {"positions": {"reds": "The reds.", "nobody": "Nobody did."}}},
    )  # fmt: skip
    page = words(Composer(made).text("questions/who.md"))
    assert "2 sources, 2 positions." in page
    assert "post, 1 January 2015 takes 2 of these positions." in page
    assert "times, 1 February 2015 takes" not in page
    order = ["### The reds.", "The reds, it says.", "They did.", "### Nobody did.", "| Nobody.",
             "### Other answers", "Unclear."]  # fmt: skip
    at = [page.index(part) for part in order]
    assert at == sorted(at)


def test_one_source_alone_is_no_disagreement() -> None:
    """If only one source answers a question, the page says so, and no disagreement is listed."""
    made = corpus({"post": [{"answers": {"who": {"reds": "The reds."}}}], "times": []})
    composer = Composer(made)
    page = words(composer.text("questions/who.md"))
    assert "1 answer, from post, 1 January 2015 alone." in page
    assert "Where sources disagree most" not in composed(made)["index.md"]


def test_relations_and_roles_agree_in_number() -> None:
    """Verbs and roles agree with plural names, inside sentences too."""
    made = corpus(
        {
            "post": [
                said(
                    actors={"militias": "attacker"},
                    relation={"subject": "militias", "type": "fights against", "object": "army"},
                )
            ]
        },
        actors={"militias": {"plural": "true", "in_text": "the militias"},
                "army": {"in_text": "the army"}},
    )  # fmt: skip
    composer = Composer(made)
    assert "The militias fight against the army" in words(composer.text("actors/army.md"))
    assert "| militias | attackers |" in words(composer.text("events/fire.md"))


def test_who_reports_two_voices_takes_no_two_positions() -> None:
    """If a source reports two voices' answers, it isn't said to take two positions itself."""
    made = corpus(
        {
            "post": [
                {"answers": {"who": {"reds": "The reds."}}, "origin": ["blues"]},
                {"answers": {"who": {"blues": "The blues."}}, "origin": ["reds"]},
            ]
        }
    )
    page = words(Composer(made).text("questions/who.md"))
    assert "In post, 1 January 2015, different voices take 2 of these positions." in page


def test_of_many_sources_the_first_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """If very many sources mention an event, the event's page names a few and counts the rest."""
    monkeypatch.setattr(accounts, "MENTIONED", 2)
    made = corpus({name: [said()] for name in ("post", "times", "herald", "echo")})
    page = words(Composer(made).text("events/fire.md"))
    assert "- **Mentioned in:** post, 1 January 2015; times, 1 February 2015; and 2 more\n" in page


def test_the_list_of_origins_draws_their_chains(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page “How well supported” lists each event's origins, and the chains that lead there."""
    monkeypatch.setattr(accounts, "RELAYED", 1)
    made = corpus(
        {
            "post": [said(origin=["agency", "source"]), {"event": "flood", "origin": ["agency"]}],
            "times": [said(origin=["source"]), said()],
            "echo": [said()],
        },
        actors={"source": {"unnamed": "true"}},
    )
    page = words(Composer(made).text("support.md"))
    assert (
        "| fire | 3 | 2: source unnamed<br>post → agency → source *(unnamed)*<br>and 1 more"
        "<br>echo cites no one |"
    ) in page
    assert "- flood<br>post → agency" in page


def test_who_signs_together_is_named_together() -> None:
    """If a post has two authors, a claim without another speaker names both of them."""
    made = corpus(
        {"forum": [said(kind="doubt"), said(by="ben")]},
        actors={
            "forum": {"kind": "platform"},
            "ada": {"kind": "person"},
            "ben": {"kind": "person"},
        },
    )
    source = made.sources["forum"]
    article = source.article.model_copy(update={"authors": ("ada", "ben")})
    made.sources["forum"] = type(source)(source.id, article, source.summary)
    page = words(Composer(made).text("events/fire.md"))
    assert "- Claim 0. – ada and ben\n" in page
    assert "| **On whose word** | ben; the source itself doubt |" in page


def test_a_table_of_accounts_says_who_only_doubts_or_foretells() -> None:
    """In an event's table of accounts, voices that foretell, deny or dispute are marked.

    A voice is an actor whom a source cites, or the source itself.
    """
    made = corpus(
        {
            "post": [said(), said(kind="forecast"), said(kind="denial", origin=["town"])],
            "times": [said(disputes=["post#c0"])],
        }
    )
    page = words(Composer(made).text("events/fire.md"))
    assert (
        "| **On whose word** | the source itself; the source itself forecast; town denial | "
        "the source itself disputes it |"
    ) in page


def test_a_voice_is_cited_where_it_is_named() -> None:
    """If a voice has several claims, one whose paragraph names the voice is cited first.

    No paragraph is cited twice.
    """
    made = corpus(
        {
            "post": [
                said(origin=["town"]),
                said(origin=["town"]),
                said(origin=["town"], paragraph="2"),
                said(origin=["town"], paragraph="3"),
            ],
            "times": [said()],
        }
    )
    source = made.sources["post"]
    names = Names.model_validate({"actors": {"town": {"the town": "2"}}})
    summary = source.summary.model_copy(update={"names": names})
    made.sources["post"] = type(source)("post", source.article, summary)
    page = Composer(made).text("events/fire.md") or ""
    strip = page.partition("**On whose word:**")[2].partition("\n")[0]
    assert re.findall(r"post\.md#(p\d)", strip) == ["p2"]
    home = composed(made)["index.md"]
    rests = home.partition("on the word of others")[2].partition("\n")[0]
    assert re.findall(r"#(p\d)", rests) == ["p2", "p1"]
