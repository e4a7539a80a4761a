"""Facts that certain pages of the real corpus must show, derived by hand from the articles.

Each expected text was derived from the originals before it was looked up on the page.
"""

from pathlib import Path

import pytest

from .published import Published, read


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Published]:
    """Return the published pages, parsed."""
    return read(site)


def words(page: Published) -> str:
    """Return a page's text on one line."""
    return " ".join("".join(page.text).split())


def part(page: Published, title: str, end: str) -> str:
    """Return the text of a page between a heading and another heading or text."""
    return words(page).rpartition(title)[2].partition(end)[0]


EVENTS = {
    # WorldTribune cites no one. Al Jazeera relays Reuters, which has two sources, and says that it
    # could not verify the report.
    "iranian-troops-arrive": (
        "2 sources, 2 independent origins.",
        "WorldTribune cites no one",
        "Two Lebanese sources of Reuters unnamed",
        "Al Jazeera → Reuters → Two Lebanese sources of Reuters (unnamed)",
        "Doubted, denied or disputed, which doesn’t count as support:",
        "Al Jazeera was unable to confirm the report independently.",
        "Foretold, which doesn’t count as support:",
    ),
    # Zero Hedge relays Reuters, which quotes the monitor of the Syrian Observatory.
    "kafr-nabuda-assault": (
        "1 source, 1 independent origin.",
        "Zero Hedge → Reuters → Syrian Observatory for Human Rights",
    ),
    # Zero Hedge itself says that Iran habitually denies its presence.
    "iran-denies-presence": ("1 source, 1 independent origin.", "Zero Hedge cites no one"),
    # The speakers are WorldTribune itself and, in Zero Hedge, the BBC's Arab affairs editor, who
    # counts as the BBC.
    "idlib-falls": (
        "2 sources, 2 independent origins.",
        "Zero Hedge → BBC → Sebastian Usher",
    ),
    # Rami Abdulrahman counts as the Observatory. The television station al-Mayadeen is another
    # speaker.
    "kafr-nabuda-south-captured": (
        "1 source, 2 independent origins.",
        "Zero Hedge → Reuters → Rami Abdulrahman",
        "Zero Hedge → Reuters → al-Mayadeen",
    ),
    # Zero Hedge relays Reuters, which relays a statement of the Islamic Revolutionary Guards.
    "hamedani-killed": (
        "1 source, 1 independent origin.",
        "Islamic Revolutionary Guards named",
        "Zero Hedge → Reuters → Islamic Revolutionary Guards",
    ),
    # South Front names no source for any claim.
    "talaylat-captured": (
        "1 source, 1 independent origin.",
        "South Front cites no one South Front",
    ),
    # WorldTribune says that forces came to set bases up. No source says that the bases were set up.
    "russian-bases-set-up": (
        "No source says that it happened.",
        "Foretold, which doesn’t count as support:",
    ),
}


@pytest.mark.parametrize("event", EVENTS)
def test_how_well_an_event_is_supported(pages: dict[str, Published], event: str) -> None:
    """An event's page says on whose word each source reports the event.

    It also counts the independent origins of these reports.
    """
    said = part(pages[f"events/{event}/index.html"], "How well supported#", "Roles that")
    for expected in EVENTS[event]:
        assert expected in said


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (
            "iranian-troops-arrive",
            "Mentioned in: WorldTribune, about September 2015; Al Jazeera, 1 October 2015 "
            "First here to report it: WorldTribune; or Al Jazeera "
            "their dates don’t show which "
            "On whose word: WorldTribune cites no one; "
            "Two Lebanese sources of Reuters unnamed "
            "Doubted, denied or disputed by: Al Jazeera doubt "
            "Not mentioned in: Zero Hedge; South Front; Alwaght ",
        ),
        (
            "idlib-falls",
            "Not mentioned in: Al Jazeera; South Front; Alwaght ",
        ),
    ],
)
def test_who_reports_an_event_stands_above_all(
    pages: dict[str, Published], event: str, expected: str
) -> None:
    """An event's page first says which sources mention, first report, doubt or omit the event."""
    page = words(pages[f"events/{event}/index.html"])
    assert expected in page.partition("What the sources say#")[0]


def test_accounts_stand_side_by_side(pages: dict[str, Published]) -> None:
    """An event's page has a table with a column for each source.

    Its rows have, for example, the date, the figures, the roles, and on whose word the source
    reports.
    """
    page = pages["events/iranian-troops-arrive/index.html"]
    assert {"s-worldtribune-2015-09", "s-al-jazeera-2015-10-01"} <= page.anchors
    said = part(page, "What the sources say#", "How well supported")
    for row in (
        "Source WorldTribune Al Jazeera ",
        "Dated – about 21 September 2015 to 1 October 2015",
        "Who did what Iran (sender); Iranian troops",
        "Iranian troops hundreds hundreds",
        "Time in which Iranian troops arrived – 10 days",
        "Words quoted – “could not independently verify”",
        "On whose word the source itself Reuters → Two Lebanese sources of Reuters (unnamed)",
    ):
        assert row in said


QUESTIONS = {
    "when-did-idlib-fall": (
        "Earlier in 2015.",
        "Earlier in the year, opposition fighters seized areas of the north-west",
        "Areas north of Hama city",
        "The BBC, according to Zero Hedge",
        "In about September 2015, within a few days.",
        "Within the last few days “rebels” seized the city of Idlib, in an offensive",
    ),
    "who-is-being-hit": (
        "The Islamic State above all.",
        "The Islamic State was the main target, Russia says.",
        "Russia, through the BBC, according to Zero Hedge",
        "“Rebels” or other opponents of the government.",
        "“Anti-regime positions”, Zero Hedge had written the week before.",
        "appear to have been hit hard.",
    ),
    "advisers-or-troops": (
        "Advisers.",
        "The general killed near Aleppo was advising the army.",
        "Islamic Revolutionary Guards, through Reuters, according to Zero Hedge",
        "Troops, or others who fight.",
        "They are not advisers; there are hundreds of them, with equipment and weapons.",
        "It is in effect an Iranian “invasion” by land.",
    ),
    # Zero Hedge forecasts what Iran will do. It reports the flight and the bombing as facts.
    "who-gains-ground": (
        "The government's side; its opponents fell back or fared badly.",
        "Days of bombing from the air had put the opposition to flight",
        "On Monday the army and its allies made further advances, a monitor said.",
        "Its opponents; the government's forces lost momentum.",
    ),
    "has-the-tide-turned": (
        "Yes, it has turned.",
        "All that the article has set out suggests that it has turned, and “quite clearly” so.",
        "No, or perhaps not quickly and completely.",
        "The source cannot see the Russian presence altering the balance of power.",
        "An unnamed source, according to WorldTribune, about September 2015",
        "The efforts of Russia and Iran may not be enough to turn it quickly and completely.",
    ),
    "who-fights-on-the-ground": (
        "By its own forces, with allies at their side.",
        "Hezbollah, beside the Syrian army since an early stage of the war.",
        "The Syrian army, with fighters of Hezbollah.",
        "Syrian Observatory for Human Rights, through Reuters, according to Zero Hedge",
        "In effect by Iran, through Hezbollah and others.",
        "What Russia covers from the air is in effect an Iranian “invasion” by land.",
    ),
    "is-the-islamic-state-among-the-rebels": (
        "Yes, with other “rebel groups”.",
        "ISIL and Nusra Front are named together with “other rebel groups”.",
        "No, “rebels” are at war with it.",
        "“Rebels” are at war with the government as well as with the Islamic State.",
        "The BBC, according to Zero Hedge",
    ),
}


def test_who_calls_assad_the_president(pages: dict[str, Published]) -> None:
    """Al Jazeera's own words, not those of its two sources, call Assad the president."""
    for name in ("questions/is-assad-in-power", "actors/reuters-lebanese-sources"):
        said = words(pages[f"{name}/index.html"])
        assert ("the government is his." in said) == (name == "questions/is-assad-in-power")
        assert "Two unnamed Lebanese sources, through Reuters" not in said


NOTES = {
    # The cited paragraph says only “a monitor”.
    "how-fierce-was-the-fighting": "That the monitor is the Syrian Observatory is inferred from",
    "who-gains-ground": "That the monitor is the Syrian Observatory is inferred from",
}


@pytest.mark.parametrize("question", NOTES)
def test_a_question_says_who_is_taken_for_whom(pages: dict[str, Published], question: str) -> None:
    """If a source doesn't name a speaker, the question's page explains how the name is inferred."""
    assert NOTES[question] in words(pages[f"questions/{question}/index.html"])


@pytest.mark.parametrize(
    ("actor", "named", "unnamed"),
    [
        # In ¶1, the article names Zero Hedge as “we”. In ¶23 and ¶28, the article doesn't name it;
        # only our digests and claims do.
        ("zero-hedge", ["zero-hedge-2015-10/#p1"],
         ["zero-hedge-2015-10/#p23", "zero-hedge-2015-10/#p28"]),
        # Al Jazeera's ¶2 has “the Iranians”. Its ¶7 has “the development”, but no troops.
        # Zero Hedge's ¶2 has an Iranian “invasion”, but no troops.
        ("iranian-troops", ["al-jazeera-2015-10-01/#p2"],
         ["al-jazeera-2015-10-01/#p7", "zero-hedge-2015-10/#p2"]),
        ("bashar-al-assad", ["zero-hedge-2015-10/#p2", "zero-hedge-2015-10/#p18"], []),
    ],
)  # fmt: skip
def test_only_the_original_names_somebody(
    pages: dict[str, Published], actor: str, named: list[str], unnamed: list[str]
) -> None:
    """An actor's page lists a paragraph as naming the actor only if the original has the name."""
    page = pages[f"actors/{actor}/index.html"]
    assert {f"../../sources/{place}" for place in named} <= set(page.links)
    assert not {f"../../sources/{place}" for place in unnamed} & set(page.links)
    # Each paragraph is cited beside the actor's name or by a claim. So no paragraph is listed
    # again.
    assert "Also named in these paragraphs" not in words(page)


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_a_question_is_answered(pages: dict[str, Published], question: str) -> None:
    """A question's page lists the answers by position, in order, and says who gives each answer."""
    said = part(pages[f"questions/{question}/index.html"], "The answers, by position#", "About")
    for expected in QUESTIONS[question]:
        _, found, said = said.partition(expected)
        assert found, f"not on the page, or too early: {expected}"


def test_disputes_are_on_every_page_concerned(pages: dict[str, Published]) -> None:
    """The BBC's doubt about Russia's claim is on the page of the event and of the actor.

    It is also on the page of all disagreements.
    """
    for name in ("events/russian-air-campaign", "actors/russian-air-force", "disagreements"):
        said = words(pages[f"{name}/index.html"])
        assert "Russia says that the Islamic State was the main target of its aircraft." in said
    said = part(pages["disagreements/index.html"], "Claims that dispute each other#", "Different")
    assert "Russian air strikes two voices in one source" in said
    assert "the source sets the first against the second" in said


def test_a_source_that_cites_nobody(pages: dict[str, Published]) -> None:
    """The page of South Front says that it cites no one."""
    page = words(pages["sources/south-front-2015-11-09/index.html"])
    assert "It cites no one" in page


def test_names_lead_to_their_paragraphs(pages: dict[str, Published]) -> None:
    """WorldTribune's words for Hezbollah are shown with links to their paragraphs."""
    for name in ("names", "actors/hezbollah"):
        assert "Iran terror proxy Hizbullah" in words(pages[f"{name}/index.html"])
    assert any("worldtribune-2015-09/#p7" in link for link in pages["names/index.html"].links)


def test_the_matrix_leads_to_claims_and_to_parts(pages: dict[str, Published]) -> None:
    """In the matrix, a number links to a source's account of an event.

    The words "in a part" link to the source's account of a part of the event.
    """
    page = pages["matrix/index.html"]
    assert "../events/idlib-falls/#s-worldtribune-2015-09" in page.links
    row = words(page).partition("Fall or near fall of Idlib ")[2]
    assert row.startswith("1 – 1 – – ")
    row = words(page).partition("Syrian civil war ")[2]
    assert row.startswith("2 in a part 5 in a part ")
    assert "../events/hezbollah-intervention/#s-al-jazeera-2015-10-01" in page.links
