"""Things that no source reports as facts are never counted, listed or drawn as facts.

The tests compare the real corpus with values that were derived from the articles by hand. Then they
use small examples. Finally, they check a property of any corpus: forecasts, doubts and denials
don't change the facts that are shown.
"""

import json
import re
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.analysis import lanes, matrix, mentions, stances
from sourcebook.analysis.intervals import days
from sourcebook.analysis.neighbours import neighbours
from sourcebook.analysis.timeline import extents
from sourcebook.corpus import Corpus, Ref
from sourcebook.corpus.resolve import resolve
from sourcebook.exports import feed, geography, record_tables
from sourcebook.pages.compose import Composer
from sourcebook.pages.makers import timeline
from sourcebook.pages.parts import maps, sparklines
from sourcebook.pages.site import Site
from sourcebook.reading.folder import read

from .made import Said, corpus, drawn_by
from .projects import ROOT

FORETOLD_PARTS = {
    # Al Jazeera expects Iranians and Iraqis to join an offensive in support of the government.
    "north-west-offensive-2015": ["iranian-troops", "iraqi-fighters", "syrian-government"],
    # Zero Hedge repeats its forecast of a week ago. It reports only Iran's own part as a fact.
    "iranian-ground-action": ["hezbollah", "quds-force", "shia-militias"],
    # The government's forces would be nearer to the highway only if Kafr Nabuda fell.
    "highway-front": ["government-forces"],
    # According to South Front, ISIL "will never negotiate", and the government will have a stronger
    # position in negotiations.
    "settlement-negotiations": ["syrian-government"],
    # Russian forces arrive to set up bases. No source says that these bases exist.
    "russian-bases-set-up": ["russian-air-force", "russian-logistics-forces"],
    # This decision is in the future.
    "us-decision-on-assad": ["bashar-al-assad", "united-states", "us-led-coalition"],
    # South Front only expects this argument.
    "media-argument-expected": [
        "alternative-anti-isis-coalition", "iran", "mainstream-media", "russia", "think-tanks",
    ],
}  # fmt: skip
"""Maps an event to the actors whose role in it is only foretold."""

FORETOLD_EVENTS = {"russian-bases-set-up", "us-decision-on-assad", "media-argument-expected"}

FORETOLD_CELLS = {
    ("north-west-offensive-2015", "al-jazeera-2015-10-01"),
    ("settlement-negotiations", "south-front-2015-11-09"),
    ("media-argument-expected", "south-front-2015-11-09"),
    ("russian-bases-set-up", "worldtribune-2015-09"),
    ("us-decision-on-assad", "zero-hedge-2015-10"),
}
"""Pairs of an event and a source that only foretells the event."""


@pytest.fixture(scope="module")
def real() -> Composer:
    """Return the ``Composer`` of the real corpus."""
    found, problems = resolve(read(ROOT / "sources"))
    assert found, problems
    return Composer(found)


@pytest.fixture(scope="module")
def pages(real: Composer) -> dict[str, str]:
    """Return path -> text for all pages of the real corpus."""
    return {job.path: job.make() for job in (*real.jobs(), *real.last()) if ".md" in job.path}


def plain(page: str) -> str:
    """Return a page's Markdown without links, citation numbers and the tags of small print."""
    text = re.sub(r"<sup>.*?</sup>|</?small>", "", page)
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)


def test_whose_part_is_only_foretold(real: Composer) -> None:
    """The actors whose role in an event is only foretold are those in ``FORETOLD_PARTS``."""
    found = {
        event: sorted(actor for actor, standing in cast.items() if standing != "asserted")
        for event, cast in stances.parts(real.site.corpus).items()
    }
    assert {event: cast for event, cast in found.items() if cast} == FORETOLD_PARTS


def test_which_events_are_only_foretold(real: Composer) -> None:
    """Exactly three events of the real corpus are foretold, and not reported by any source."""
    found = stances.events(real.site.corpus)
    assert {event for event, taken in found.items() if taken != "asserted"} == FORETOLD_EVENTS


@pytest.mark.slow
def test_what_a_source_foretold_is_marked_in_the_matrix(
    real: Composer, pages: Mapping[str, str]
) -> None:
    """If a source only foretells an event, the source's cell in the matrix is marked."""
    made = real.site.corpus
    cells = matrix.build(made, mentions.mentions(made))
    marked = {
        (event, source)
        for event, row in cells.items()
        for source, cell in row.items()
        if cell.standing != "asserted"
    }
    assert marked == FORETOLD_CELLS
    row = plain(pages["matrix.md"]).partition("| Government offensive in the north-west |")[2]
    assert row.split("\n")[0].split(" | ")[:2] == [" –", "***7*** (foretold)"]
    assert plain(pages["matrix.md"]).count("(foretold) |") == len(FORETOLD_CELLS | FORETOLD_EVENTS)


def test_who_reported_first_counts_no_part_that_is_only_foretold(pages: Mapping[str, str]) -> None:
    """On an event's page, "First here to report it" names only parts reported as facts."""
    facts = plain(pages["events/syrian-civil-war.md"])
    assert (
        "WorldTribune (in parts of it: Defeats of the government up to September 2015 and 7 "
        "more); Al Jazeera (in parts of it: Hezbollah's intervention in Syria and 3 more)"
    ) in facts


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("syria", "Russian logistics forces 2 events, role in 1 of them only foretold or disputed"),
        ("syria", "Quds Force 1 event, role only foretold or disputed"),
        ("north-western-syria", "Iranian troops in Syria 1 event, role only foretold or disputed"),
        ("north-western-syria", "Iraqi fighters 1 event, role only foretold or disputed"),
        ("russian-coastal-bases", "Russian Air Force 1 event, role only foretold or disputed"),
        ("russian-coastal-bases",
         "Russian logistics forces 1 event, role only foretold or disputed"),
    ],
)  # fmt: skip
def test_a_place_tells_whose_part_there_is_foretold(
    pages: Mapping[str, str], place: str, line: str
) -> None:
    """On a location's page, an actor's foretold role is marked as foretold."""
    page = plain(pages[f"locations/{place}.md"])
    assert f"- {line}\n" in page.partition("## People and groups with a role in these events")[2]
    assert "active here" not in page


@pytest.mark.parametrize(
    ("actor", "line"),
    [
        ("iraqi-fighters", "North-western Syria 1 event, role only foretold or disputed"),
        ("iranian-troops", "North-western Syria 1 event, role only foretold or disputed"),
        # The BBC reports on the front at the highway. Only what the government's forces will do is
        # foretold.
        ("government-forces",
         "Highway from Damascus to Aleppo 1 event, role only foretold or disputed"),
        ("quds-force", "Syria 1 event, role only foretold or disputed"),
        ("russian-logistics-forces",
         "Russian bases on the Syrian coast 1 event, role only foretold or disputed"),
        ("islamic-state", "Damascus 1 event"),
    ],
)  # fmt: skip
@pytest.mark.slow
def test_an_actors_places_tell_what_is_foretold(
    pages: Mapping[str, str], actor: str, line: str
) -> None:
    """On an actor's page, the place of a foretold event is marked as foretold."""
    places = plain(pages[f"actors/{actor}.md"]).partition("## Places")[2].partition("\n## ")[0]
    assert f"- {line}\n" in places
    assert "Where its events happened" not in places
    explained = "A role only foretold or disputed is one that no claim says the actor had" in places
    assert explained == ("foretold or disputed" in line)


def test_talk_of_troops_is_placed_nowhere(pages: Mapping[str, str]) -> None:
    """Russian ground troops are only talked about, so Syria's page lists no role of theirs."""
    places = plain(pages["actors/russian-ground-troops.md"]).partition("## Places")[2]
    assert "- Syria\n" in places
    assert (
        "Russian ground troops"
        not in (
            plain(pages["locations/syria.md"])
            .partition("## People and groups with a role")[2]
            .partition("\n## ")[0]
        )
    )


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("actors/quds-force.md",
         "with a role in 1 event; the role is only foretold or disputed."),
        ("actors/iraqi-fighters.md",
         "with a role in 4 events; the role in 1 of them is only foretold or disputed."),
        ("locations/russian-coastal-bases.md", "1 event is placed here, only foretold"),
        ("locations/syrian-coast.md", "events are placed here, 1 of them only foretold"),
        ("locations/syria.md", "60 events are placed here, 1 of them only foretold"),
        ("locations/index.md",
         "Russian bases on the Syrian coast | base | Syria | 1 (only foretold or disputed) |"),
        ("actors/index.md",
         "| Quds Force | Islamic Revolutionary Guards | 1 (role only foretold or disputed) | 2 |"),
        ("actors/index.md",
         "| Iraqi fighters |  | 4 (role in 1 of them foretold or disputed) | 2 |"),
    ],
)  # fmt: skip
def test_a_count_tells_how_much_of_it_is_foretold(
    pages: Mapping[str, str], path: str, words: str
) -> None:
    """Next to a number of events or roles, pages say how many of them are only foretold."""
    assert words in plain(pages[path])


def test_the_map_shows_what_happened(pages: Mapping[str, str], real: Composer) -> None:
    """Bases that were only planned aren't on the map."""
    listed, rest = plain(pages["map.md"]).split("- Not on the map either")
    assert "Setting up of Russian bases" not in listed
    assert "- Russian bases on the Syrian coast" not in listed
    for title in ("Setting up of Russian bases for aircraft", "Expected argument that the war"):
        assert title in rest
    assert "foretold or disputed: no source says that it happened" in rest
    at_coast = real.site.corpus.events_at["syrian-coast"]
    assert real.site.placed_events["syrian-coast"] == set(at_coast)


def test_what_a_forecast_takes_as_given_is_not_foretold(pages: Mapping[str, str]) -> None:
    """If a sentence states a fact and a forecast, only the forecast's roles are marked."""
    roles = plain(pages["events/russian-air-campaign.md"]).partition("## Roles that sources")[2]
    row = roles.partition("| Armed opposition |")[2].split("\n")[0]
    assert row == " target, retreating force |"
    assert "attacker (foretold)" not in roles.partition("| Russian Air Force |")[2].split("\n")[0]
    page = plain(pages["events/iranian-ground-action.md"]).partition("## Roles that sources")[2]
    assert "deployed force (foretold)" in page.partition("| Hezbollah |")[2].split("\n")[0]


@pytest.mark.parametrize(
    ("place", "lead", "event"),
    [
        ("idlib-city", "No event is placed here, but claims on 2 events name it",
         "Fall or near fall of Idlib"),
        ("tartous", "No event is placed here, but claims on 1 event name it",
         "Threat to the coastal heartland"),
        ("idlib-countryside", "No event is placed here, but claims on 1 event name it",
         "Government offensive in the north-west place only foretold"),
        ("latakia-governorate", "2 events are placed here", "Threat to the coastal heartland"),
    ],
)  # fmt: skip
def test_a_place_that_a_claim_on_an_event_names(
    pages: Mapping[str, str], place: str, lead: str, event: str
) -> None:
    """A place's page lists events whose claims name it, even if no event is located there."""
    page = plain(pages[f"locations/{place}.md"])
    assert lead in page
    assert f"- {event}\n" in page.partition("## Events whose claims name this place")[2]
    assert not any("without an event" in told for told in pages.values())


@pytest.mark.parametrize(
    ("actor", "sources"),
    [
        # Reuters is named in Al Jazeera's second paragraph and in Zero Hedge's fourth paragraph.
        ("Reuters", 2), ("BBC", 1), ("Israeli intelligence", 1), ("al-Mayadeen", 1),
        ("Rami Abdulrahman", 1), ("Syrian Observatory for Human Rights", 1),
        ("Unnamed source of WorldTribune", 1), ("Second Lebanese source of Reuters", 1),
    ],
)  # fmt: skip
def test_whose_word_is_given_is_told_of(pages: Mapping[str, str], actor: str, sources: int) -> None:
    """If a source reports on an actor's word, the source counts as mentioning this actor."""
    row = plain(pages["actors/index.md"]).partition(f"| {actor} |")[2].split("\n")[0]
    assert row.rstrip(" |").rpartition("| ")[2] == str(sources)


def test_a_source_with_itself_is_told_alike_on_all_pages(pages: Mapping[str, str]) -> None:
    """Zero Hedge's contradiction with itself is described in the same way on all pages."""
    title = "How openly does Iran acknowledge a presence in Syria?"
    for path in ("disagreements.md", "sources/zero-hedge-2015-10.md"):
        assert f"{title} 1 source, 2 positions within one source\n" in plain(pages[path])
    assert "takes 2 of these positions" in plain(pages["questions/does-iran-admit-its-presence.md"])


def test_the_first_to_report_a_part_alone_is_named_with_it(pages: Mapping[str, str]) -> None:
    """In "First here to report it", sources that report only a part of an event are marked so."""
    page = plain(pages["events/assad-defeats-2015.md"])
    first = page.partition("**First here to report it:** ")[2].split("\n")[0]
    assert first.startswith("WorldTribune; Al Jazeera")
    assert first.count("(in a part of it: Opposition advances in the north-west)") == 2


def test_one_voice_has_one_heading(pages: Mapping[str, str]) -> None:
    """The page "How well supported" lists Rami Abdulrahman's claims under the Observatory."""
    page = plain(pages["support.md"])
    assert "### Rami Abdulrahman" not in page
    listed = page.partition("### Syrian Observatory for Human Rights")[2].partition("###")[0]
    assert "Start of joint operations" in listed
    assert "Assault on Kafr Nabuda" in listed
    assert "Sebastian Usher named, counts as the BBC" in page


def test_the_nearest_before_is_not_what_may_be_years_older(real: Composer) -> None:
    """For two events with Iran, the previous event is Iran's ground action.

    An event that may be years older isn't taken for the previous event.
    """
    found = neighbours(real.site.corpus)
    for event in ("joint-operations-aleppo", "russian-redeployment"):
        before = {ref.id: before for ref, before, _ in found[event]}
        assert before["iran"] == "iranian-ground-action"


def test_what_goes_on_is_not_said_to_be_over(real: Composer, pages: Mapping[str, str]) -> None:
    """An event that continues isn't said to be over.

    The example is foreign backing of the opposition. According to Alwaght, it continues in 2016.
    According to the BBC, it grows in about October 2015, so it may have begun earlier.
    """
    page = plain(pages["events/opposition-outside-backing.md"])
    assert "- **When:** by about October 2015\n" in page
    assert "Before and after" not in page
    found = neighbours(real.site.corpus)
    assert [found["iranian-advisory-mission"], found["iran-denies-presence"]] == [[], []]


UNDER_WAY = {
    # This event was under way according to Al Jazeera, 1 October 2015: "thus far", "in the form of
    # military advisers".
    "iranian-advisory-mission",
    # These events were under way according to South Front, 9 November 2015. Its words are "are
    # retreating", "is marshaling", "planned" and, in the title, "retreat".
    "talaylat-retreat", "isis-nusra-retreat", "hama-marshalling", "raqqa-offensive-planned",
    # These events were under way according to Alwaght, 25 June 2016: "work", "now the talk is".
    "joint-operations-aleppo", "russian-redeployment",
}  # fmt: skip
"""Events that were still going on when a source first reported them."""


def test_what_a_source_reports_is_not_dated_after_it(real: Composer) -> None:
    """Only events in ``UNDER_WAY`` end after the publication of a source that reports them."""
    made = real.site.corpus
    later = set()
    for id_, event in made.events.items():
        reported = [
            days(published).last
            for placed in made.claims_on_event.get(id_, ())
            if stances.stance(made, placed, id_) == "asserts"
            and (published := placed.source.article.published)
        ]
        if event.date and event.date.end and reported:
            last = days(event.date).last
            assert last.year <= min(reported).year, id_
            if last > min(reported):
                later.add(id_)
    assert later == UNDER_WAY


AS_TOLD = {
    # The words for the date: "in recent months", "the past months", "now … under threat", "earlier
    # this year".
    "assad-defeats-2015": "2015/2015-09~",
    "division-52-collapse": "2015/2015-09~",
    "coastal-heartland-threatened": "2015/2015-09~",
    # The words for the date: "Rebels have taken", "the past months also saw".
    "southern-syria-captured": "2015/2015-09~",
    # The words for the date: "in the last few days" in one source, "before Russia's intervention"
    # in the other.
    "idlib-falls": "2015/2015-09~",
    # These losses led to the Russian intervention, whose beginning WorldTribune reports.
    "hama-latakia-penetrated": "2015/2015-09~",
    "opposition-unifies": "../2015-09~",
    # Al Jazeera mentions the advisers on 1 October. In about October, the Guards say that a general
    # who was killed was advising.
    "iranian-advisory-mission": "../2015-10~",
    # The words for the date: "the Russian activity", which is one month old, "has pushed the US" to
    # act.
    "us-anti-isis-activity": "2015-10~/..",
    # The article says "recent Tehran meeting", but doesn't call the talks recent.
    "tehran-meeting": "2016/2016-06-25",
    "iran-russia-syria-talks": "../2016-06-25",
}
"""Maps an event to its date according to the words of the articles."""


def test_a_date_is_as_wide_as_the_words_that_give_it(real: Composer) -> None:
    """The events in ``AS_TOLD`` have dates that are exactly as wide as the articles' words."""
    events = real.site.corpus.events
    assert {id_: date.text for id_ in AS_TOLD if (date := events[id_].date)} == AS_TOLD


def test_a_beginning_that_a_source_gives_is_in_the_date(real: Composer) -> None:
    """If a source gives the beginning of an event, the event's date has a beginning."""
    made = real.site.corpus
    for id_, event in made.events.items():
        if event.date and not event.date.start:
            told = [
                placed.address
                for placed in made.claims_on_event.get(id_, ())
                if placed.claim.event[0] == id_ and placed.claim.date and placed.claim.date.start
            ]
            assert not told, id_


def test_no_part_begins_before_its_whole(real: Composer) -> None:
    """A part of an event doesn't begin before the whole event."""
    events = real.site.corpus.events
    for id_, event in events.items():
        whole = events[event.part_of].date if event.part_of else None
        if event.date and event.date.start and whole and whole.start:
            assert days(event.date).first >= days(whole).first, id_
            assert days(event.date).first <= days(whole).last, id_


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ({}, "asserts"),
        ({"kind": "forecast"}, "foretells"),
        ({"kind": "doubt"}, "disputes"),
        ({"kind": "denial"}, "disputes"),
        ({"disputes": ["post#c0"]}, "disputes"),
        ({"disputes": ["post#c1"]}, "asserts"),
        ({"disputes": ["post#c2"]}, "asserts"),
        ({"disputes": ["post#c3"]}, "asserts"),
        ({"disputes": ["post#c3", "post#c0"]}, "disputes"),
        ({"disputes": ["post#c1"], "kind": "denial"}, "disputes"),
        ({"disputes": ["post#c0"], "kind": "forecast"}, "foretells"),
    ],
)
def test_the_stance_of_a_claim(claim: Said, expected: str) -> None:
    """A claim's stance on an event depends on its kind and on the claims that it disputes.

    A claim against an assertion disputes the event. A claim against a doubt or a denial asserts it.
    """
    others = [{"event": "fire"}, *({"event": "fire", "kind": kind} for kind in stances.AGAINST)]
    made = corpus({"post": [*others, {"event": "flood"}], "times": [{"event": "fire", **claim}]})
    placed = next(one for one in made.claims if one.source.id == "times")
    assert stances.stance(made, placed, "fire") == expected


@pytest.mark.parametrize(
    ("claim", "actor", "role", "expected"),
    [
        # If a claim disputes another claim, it disputes only the roles in that other claim.
        ({"disputes": ["post#c0"]}, "reds", "attacker", "disputes"),
        ({"disputes": ["post#c0"]}, "reds", "defender", "asserts"),
        ({"disputes": ["post#c0"]}, "blues", "attacker", "asserts"),
        ({"disputes": ["post#c1"]}, "blues", "attacker", "foretells"),
        # A denial of a named claim doesn't affect actors whom this claim doesn't mention.
        ({"kind": "denial", "disputes": ["post#c0"]}, "reds", "defender", "disputes"),
        ({"kind": "denial", "disputes": ["post#c0"]}, "blues", "observer", "asserts"),
        # A denial that names no claim disputes all roles, except the role of its own speaker. The
        # speaker may have been there, so the stance towards this role is "objects".
        ({"kind": "denial"}, "reds", "attacker", "disputes"),
        ({"kind": "denial", "origin": ["greens", "reds"]}, "reds", "observer", "objects"),
        ({"kind": "denial", "origin": ["greens", "reds"]}, "greens", "observer", "disputes"),
        ({"kind": "doubt", "by": "expert"}, "expert", "observer", "objects"),
        ({"kind": "denial", "by": "spokesman"}, "reds", "attacker", "objects"),
        ({"kind": "forecast", "by": "expert"}, "expert", "observer", "foretells"),
    ],
)
def test_the_stance_of_a_claim_towards_a_role(
    claim: Said, actor: str, role: str, expected: str
) -> None:
    """A claim may assert, foretell, dispute or object to an actor's role in an event.

    This depends on the claim's kind, its speakers and the claim that it disputes.
    """
    made = corpus(
        {
            "post": [
                {"event": ["raid"], "actors": {"reds": "attacker"}},
                {"event": ["raid"], "kind": "forecast"},
            ],
            "herald": [{"event": ["raid"], "actors": {actor: role}, **claim}],
        },
        actors={"spokesman": {"speaks_for": ["reds"]}},
    )
    placed = made.claims_by_address["herald#c0"]
    assert stances.role_stance(made, placed, "raid", actor, role) == expected


def test_a_denial_alone_gives_its_speaker_no_part() -> None:
    """A denial gives no role to its speaker, who may be the accused actor."""
    made = corpus({
        "post": [{"event": ["raid"]}],
        "herald": [{"event": ["raid"], "actors": {"reds": "attacker"}, "kind": "denial",
                    "by": "reds"}],
    })  # fmt: skip
    assert stances.parts(made)["raid"]["reds"] == "disputed"


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ((), "disputed"),
        (("disputes",), "disputed"),
        (("foretells",), "foretold"),
        (("foretells", "disputes"), "foretold or disputed"),
        (("foretells", "disputes", "asserts"), "asserted"),
        (("asserts",), "asserted"),
    ],
)
def test_what_several_stances_come_to(taken: tuple[stances.Stance, ...], expected: str) -> None:
    """If any source asserts an event, the event's overall standing is ``asserted``.

    If none does, the stances of all sources are combined.
    """
    assert stances.standing(taken) == expected


def linked(path: str, event: str) -> re.Pattern[str]:
    """Return a pattern that matches a link to an event without a mark such as "(foretold)"."""
    way = r"[\w./-]*" if "/" in path else ""
    return re.compile(rf"\]\({way}{re.escape(event)}\.md\)(?! \()")


def test_every_link_to_a_foretold_event_is_marked(pages: Mapping[str, str]) -> None:
    """On the real site, every link to an event that isn't reported as a fact has a mark."""
    for path, page in pages.items():
        for event in FORETOLD_EVENTS:
            assert not linked("/", event).search(page), (path, event)
    assert sum(page.count("(foretold)") for page in pages.values()) > 30


def test_a_foretold_event_is_drawn_as_that() -> None:
    """Timelines mark a foretold event.

    Small timelines have no names of events, so they leave it out, and say so.
    """
    events: dict[str, Said] = {
        f"e{n}": {"date": f"195{n}-03-01", "locations": ["town"]} for n in range(5)
    }
    told: list[Said] = [{"event": f"e{n}", "actors": {"reds": "attacker"}} for n in range(3)]
    told += [{"event": "e3", "kind": "forecast", "actors": {"reds": "attacker"}},
             {"event": "e4", "kind": "doubt", "actors": {"reds": "attacker"}}]  # fmt: skip
    site = Site(corpus({"post": told}, locations={"town": {}}, events=events))
    for path, drawing in drawn_by(timeline.drawings, site).items():
        if path.count(".") == 1:  # neither the key nor the axis of the timeline
            assert "e3 (foretold)" in drawing
            assert "e4 (disputed)" in drawing
            assert "e2 (" not in drawing
    for ref, left_out in (
        (Ref("actor", "reds"), "Events in which its role is only foretold or disputed"),
        (Ref("location", "town"), "Events that are only foretold or disputed"),
    ):
        strip = sparklines.of(site, ref, [f"e{n}" for n in range(5)])
        assert strip
        assert strip.label == "Timeline of 3 dated events"
        assert strip.caption.endswith(f" {left_out} are left out.")
    whole = sparklines.overview(site)
    assert whole
    assert whole.label.startswith("3 dated events")


def test_downloads_tell_what_is_only_foretold() -> None:
    """Downloads mark foretold events: in the table, in the map's data and in the feed."""
    events: dict[str, Said] = {"fire": {"locations": ["town"]}, "flood": {"locations": ["town"]}}
    made = corpus(
        {"post": [{"event": "fire"}, {"event": "flood", "kind": "forecast"}]},
        locations={"town": {}}, events=events,
    )  # fmt: skip
    [table] = [one for one in record_tables.tables(made) if one.name == "events"]
    at = [column.name for column in table.columns].index("standing")
    assert [(row[0], row[at]) for row in table.rows] == [
        ("fire", "asserted"),
        ("flood", "foretold"),
    ]
    features = json.loads(geography.events(made))["features"]
    found = {one["id"]: one["properties"]["standing"] for one in features}
    assert found == {"fire": "asserted", "flood": "foretold"}
    read = feed.atom(made)
    assert read.count("1 source, which doesn’t say that it happened.") == 1
    assert "<title>fire</title>" in read
    assert "<title>flood (foretold)</title>" in read
    told = {id_: Composer(made).text(f"events/{id_}.md") or "" for id_ in events}
    assert ['"location":' in page for page in told.values()] == [True, False]


def test_a_relation_from_a_forecast_says_so() -> None:
    """If only a forecast states a relation, pages show the relation as "in a forecast"."""
    relation = {"subject": "reds", "type": "joins", "object": "blues"}
    actors: dict[str, Said] = {"reds": {}, "blues": {}}
    composer = Composer(corpus({"post": [{"kind": "forecast", "relation": relation}]}, actors))
    assert "Reds joins blues in a forecast – post, 1 January 2015\n" in plain(
        composer.text("actors/reds.md") or ""
    )
    assert "¶1 in a forecast |" in plain(composer.text("network.md") or "")
    both: list[Said] = [{"kind": "forecast", "relation": relation}, {"relation": relation}]
    assert "in a forecast" not in (
        Composer(corpus({"post": both}, actors)).text("actors/reds.md") or ""
    )


RELATED_IN_FORECASTS = {
    "iranian-troops / is to fight alongside / government-forces",
    "iranian-troops / is to fight alongside / hezbollah",
    "iran / is to send in / hezbollah",
    "iran / is to send in / shia-militias",
    "iran / is to send in / quds-force",
    "mainstream-media / is expected to argue against / alternative-anti-isis-coalition",
    "think-tanks / is expected to argue against / alternative-anti-isis-coalition",
}
"""The relations of the real corpus that are only foretold, according to the articles."""


def test_a_relation_that_exists_is_not_told_as_one_to_come(real: Composer) -> None:
    """In the real corpus, exactly the relations in ``RELATED_IN_FORECASTS`` are only foretold."""
    kinds: dict[str, set[str]] = {}
    for placed in real.site.corpus.claims:
        for one in placed.claim.relation:
            told = f"{one.subject} / {one.type} / {one.object}"
            kinds.setdefault(told, set()).add(placed.claim.kind)
    assert {told for told, found in kinds.items() if found == {"forecast"}} == RELATED_IN_FORECASTS


PLACES: dict[str, Said] = {"town": {}, "mill": {"within": "town"}}
EVENTS: dict[str, Said] = {
    "fire": {"locations": ["town"], "date": "1951"},
    "flood": {"locations": ["mill"], "date": "1952"},
    "siege": {"locations": ["town"], "date": "1953"},
    "night": {"locations": ["mill"], "date": "1953-04", "part_of": "siege"},
}
ROLES = st.dictionaries(
    st.sampled_from(["reds", "blues"]), st.sampled_from(["attacker", "target"]), max_size=2
)
SAID = st.fixed_dictionaries(
    {"event": st.sampled_from(sorted(EVENTS)), "actors": ROLES},
    optional={"kind": st.sampled_from(["report", "statement", "forecast", "doubt", "denial"])},
)
CLAIMS = st.dictionaries(
    st.sampled_from(["post", "times"]), st.lists(SAID, min_size=1, max_size=5), min_size=1
)


def of(claims: Mapping[str, list[Said]]) -> Corpus:
    """Return a corpus of claims, with their events and the events that contain these."""
    about = {said["event"] for told in claims.values() for said in told}
    about |= {holder for event in about if (holder := EVENTS[event].get("part_of"))}
    events = {event: EVENTS[event] for event in sorted(about)}
    return corpus(claims, {"reds": {}, "blues": {}}, PLACES, events)


def known(made: Corpus) -> set[tuple[str, str]]:
    """Return pairs of event and source for which the matrix shows a reported fact."""
    return {
        (event, source)
        for event, row in matrix.build(made, mentions.mentions(made)).items()
        for source, cell in row.items()
        if cell.standing == "asserted"
    }


def happened(made: Corpus) -> object:
    """Return everything that is shown or counted as a fact."""
    site, parts = Site(made), stances.parts(made)
    told = [event for event in made.events if event in site.standings and site.happened(event)]
    acting = {(event, actor) for event in parts for actor in parts[event]
              if site.took_part(event, actor)}  # fmt: skip
    dated = {event: when for event, when in extents(made).items() if event in told}
    return (
        told,
        acting,
        {lane.ref: lane.events for lane in lanes.by_actor(made, dated) if lane.ref},
        {event: sorted(found) for event, found in neighbours(made).items() if event in told},
        {event: mentions.first_reported(found) for event, found in site.mentions.items()
         if event in told},
    )  # fmt: skip


@given(CLAIMS)
def test_what_only_a_forecast_or_a_doubt_says_is_counted_nowhere(
    claims: dict[str, list[Said]],
) -> None:
    """If all forecasts, doubts and denials are removed from a corpus, its facts stay the same."""
    certain = {
        source: [said for said in told if said.get("kind", "report") in ("report", "statement")]
        for source, told in claims.items()
    }
    every, rest = of(claims), of(certain)
    assert happened(every) == happened(rest)
    # Forecasts, doubts and denials add no reported fact to the matrix. They may remove one: if a
    # source only foretells an event, the matrix doesn't show that it reports a part of the event.
    assert known(every) <= known(rest)


@settings(max_examples=settings().max_examples // 3)
@given(CLAIMS)
def test_no_page_links_to_a_foretold_event_without_saying_so(
    claims: dict[str, list[Said]],
) -> None:
    """On every page, a link to an event that no claim asserts has a mark."""
    composer = Composer(of(claims))
    standings = composer.site.standings
    unsaid = [event for event, standing in standings.items() if standing != "asserted"]
    for job in (*composer.jobs(), *composer.last()) if unsaid else ():
        if job.path.endswith(".md"):
            page = job.make()
            for event in unsaid:
                assert not linked("/", event).search(page), (job.path, event)


def test_an_event_at_two_places_of_a_circle_counts_once(real: Composer) -> None:
    """On the map, an event with two places in one circle is counted once."""
    (draw,) = (draw for path, draw in maps.drawings(real.site) if path == maps.OVERVIEW)
    assert "<title>Kafr Nabuda and 13 more: 19 events</title>" in str(draw())
