"""Contradictions between the five articles, found by reading the articles side by side.

Each pair of claims was chosen from the originals first. Then this test was written, to check that
the pair is among the site's disagreements. Pairs of claims that complement each other answer one
question, but aren't a disagreement.
"""

from pathlib import Path

import pytest

from sourcebook.analysis.disagreement import Disagreement, find
from sourcebook.corpus import Corpus
from sourcebook.corpus.resolve import resolve
from sourcebook.reading.folder import read as read_sources

from .projects import ROOT
from .published import Published, read

SOURCES = {
    "WT": "worldtribune-2015-09",
    "AJ": "al-jazeera-2015-10-01",
    "ZH": "zero-hedge-2015-10",
    "SF": "south-front-2015-11-09",
    "AL": "alwaght-2016-06-25",
}

FOUND = {
    # Questions on the course of the war.
    "has-the-tide-turned": [
        "ZH tide-has-turned / SF not-enough-to-turn",
        "ZH tide-has-turned / SF one-month-not-enough",
        "ZH tide-has-turned / WT no-change-of-balance",
    ],
    "does-russia-change-the-balance": [
        "SF will-strengthen / WT no-change-of-balance",
        "ZH heartland-recaptured / WT no-change-of-balance",
    ],
    "who-gains-ground": [
        "SF isis-nusra-retreat / SF counteroffensive",
        "ZH further-advances / SF lost-momentum",
        "ZH opposition-doing-badly / SF counteroffensive",
    ],
    "had-the-forces-gained-momentum": [
        "SF gaining-momentum / SF lost-momentum",
    ],
    "how-fierce-was-the-fighting": [
        "ZH racking-up-gains / ZH fiercest-for-a-week",
        "ZH racking-up-gains / ZH most-violent",
    ],
    "what-is-the-hama-front-doing": [
        "ZH gains-in-provinces / SF morek-seized",
        "ZH part-seized / SF counteroffensive",
    ],
    "is-the-coast-in-danger": [
        "WT heartland-threatened / ZH heartland-recaptured",
    ],
    "when-did-idlib-fall": [
        "WT idlib-seized / AJ north-west-seized",
        "WT idlib-seized / ZH areas-lost",
    ],
    "had-all-of-idlib-fallen": [
        "WT idlib-seized / ZH idlib-all-but-fallen",
    ],
    "who-has-the-upper-hand-in-2016": [
        "AL balance-changed / AL khan-touman-retaken",
        "AL balance-changed / AL majority-of-aleppo",
    ],
    "has-syria-become-more-stable": [
        "AL resistant-forces-strengthened / AL assaults-on-aleppo",
    ],
    # Questions on who fights whom.
    "who-threatens-the-government": [
        "AL moderates-without-influence / ZH idlib-all-but-fallen",
        "AL majority-of-aleppo / WT crushing-defeats",
        "WT crushing-defeats / ZH idlib-all-but-fallen",
        "WT crushing-defeats / ZH earlier-advances",
        "AL moderates-without-influence / ZH earlier-advances",
        "WT crushing-defeats / AJ territory-lost",
    ],
    "is-the-islamic-state-among-the-rebels": [
        "WT crushing-defeats / ZH opposition-hit",
        "WT crushing-defeats / ZH coalition-fights-is",
    ],
    "whom-does-the-army-fight-near-aleppo": [
        "ZH advising-the-army / SF talaylat-battle",
        "ZH advising-the-army / SF hamdoush-killed",
    ],
    "who-backs-the-opposition": [
        "ZH outside-supporters / AL backed-by-turkey-and-camp",
        "ZH outside-supporters / AL advances-backed",
    ],
    "who-fights-on-the-ground": [
        "ZH sky-and-ground / ZH part-seized",
        "ZH iran-sends-in / SF talaylat-captured",
        "ZH air-cover / ZH part-seized",
    ],
    # Questions on Iran.
    "since-when-are-iranian-forces-there": [
        "ZH there-for-years / WT forces-arriving",
        "ZH there-for-years / AJ vanguard",
    ],
    "is-the-iranian-arrival-certain": [
        "WT guards-send-soldiers / AJ not-verified",
    ],
    "advisers-or-troops": [
        "AJ not-advisers / ZH advising-the-army",
        "ZH air-cover / ZH advising-the-army",
    ],
    "what-was-hamedani-doing": [
        "ZH advising-in-quotation-marks / ZH advising-the-army",
    ],
    "does-iran-admit-its-presence": [
        "ZH pretence-dropped / ZH habit-of-denying",
        "ZH guards-statement / ZH official-denial",
    ],
    "iranian-soldiers-die": [
        "ZH soldiers-keep-dying / ZH official-denial",
    ],
    "is-hezbollah-an-arm-of-iran": [
        "ZH hezbollah-just-iran / AJ main-allies",
        "ZH hezbollah-just-iran / AL joint-work-in-aleppo",
    ],
    # Questions on Russia.
    "when-did-russia-turn-to-force": [
        "AL resort-to-force / SF one-month-not-enough",
        "AL resort-to-force / AJ strikes-under-way",
        "AL resort-to-force / ZH joint-operations",
    ],
    "does-russia-send-ground-troops": [
        "SF no-manpower / AL ground-troops-redeployment",
        "ZH sky-and-ground / AL ground-troops-redeployment",
    ],
    "who-is-being-hit": [
        "ZH is-main-target / ZH strikes-soften",
        "ZH is-main-target / ZH opposition-hit",
    ],
    "russian-air-campaign": [
        "ZH opposition-hit / ZH is-main-target",
    ],
    "does-russia-stand-firm": [
        "AL forces-decreased / AL firm-position",
    ],
    "do-russia-and-iran-act-as-one": [
        "WT coordinating-dispatch / AJ alliance-emerging",
        "AL joint-work-in-aleppo / AL joint-decisions",
    ],
    "has-russia-other-allies": [
        "AL sole-ally / AJ alliance-emerging",
        "AL sole-ally / AL joint-work-in-aleppo",
    ],
    # Questions on Bashar al-Assad, and on the end of the war.
    "who-is-assads-main-ally": [
        "ZH main-regional-ally / AJ main-allies",
    ],
    "is-assad-in-power": [
        "ZH us-must-choose / ZH main-regional-ally",
        "ZH us-must-choose / WT effort-to-save",
    ],
    "what-becomes-of-assad": [
        "AL people-decide / AL resort-to-force",
        "AL people-decide / ZH us-must-choose",
    ],
    "what-did-the-ceasefire-do": [
        "AL no-moves / AL khan-touman-retaken",
    ],
}
"""Maps a question or an event to pairs of claims that contradict each other on it."""

BESIDE = {
    # The claims state several motives, which can all be true.
    "why-does-iran-step-in": [
        "ZH needs-syria / ZH triggered-intervention",
        "ZH needs-syria / WT effort-to-save",
    ],
    "why-did-russia-step-in": [
        "WT interest-to-save / AL influence-and-base",
        "AL resort-to-force / AL influence-and-base",
    ],
    # One claim is about the whole country, the other about the south, so both can be true.
    "how-much-does-the-government-hold": [
        "WT quarter-of-syria / WT only-quneitra",
    ],
    # The claims are about different years and matters, so both can be true.
    "can-it-be-negotiated": [
        "AL ceasefire-outcome / AL peace-failed",
        "AL ceasefire-outcome / SF dim-prospects",
    ],
    "what-part-does-the-us-play": [
        "SF us-pushed / ZH us-must-choose",
        "AL ceasefire-outcome / ZH us-must-choose",
    ],
}
"""Maps a question to pairs of answers that complement each other."""

EVENTS = frozenset(["iranian-soldiers-die", "russian-air-campaign"])
"""The keys of ``FOUND`` that are events; all other keys are questions."""


def address(claim: str) -> str:
    """Return a claim's address, ``source#claim``, for a short form like ``ZH tide-has-turned``."""
    source, _, id_ = claim.partition(" ")
    return f"{SOURCES[source]}#{id_}"


def pairs_of(found: dict[str, list[str]]) -> list[tuple[str, str, str]]:
    """Return (question or event, address of one claim, address of the other) for each pair."""
    return [
        (subject, address(one), address(other))
        for subject, pairs in found.items()
        for one, _, other in (pair.partition(" / ") for pair in pairs)
    ]


CONTRADICTIONS, TOGETHER = pairs_of(FOUND), pairs_of(BESIDE)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Return the real corpus."""
    corpus, problems = resolve(read_sources(ROOT / "sources"))
    assert corpus, problems
    return corpus


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Published]:
    """Return the published pages, parsed."""
    return read(site)


def apart(found: Disagreement, one: str, other: str) -> bool:
    """Return whether two claims are on different sides of a disagreement, and on no common side."""
    sides = [{placed.address for placed in side.claims} for side in found.sides]
    ones, others = ([n for n, side in enumerate(sides) if a in side] for a in (one, other))
    return bool(ones and others) and not {*ones} & {*others}


def test_there_are_at_least_33() -> None:
    """Contradictions are on at least 33 questions and events.

    An event isn't counted if its two claims also contradict each other on a question.
    """
    asked = {frozenset(pair) for subject, *pair in CONTRADICTIONS if subject not in EVENTS}
    on = {s for s, *pair in CONTRADICTIONS if s not in EVENTS or frozenset(pair) not in asked}
    assert len(on) >= 33


@pytest.mark.parametrize(("subject", "one", "other"), CONTRADICTIONS)
def test_a_contradiction_is_set_against_itself(
    corpus: Corpus, subject: str, one: str, other: str
) -> None:
    """The analysis puts two contradicting claims on different sides of a disagreement."""
    found = [d for d in find(corpus) if d.subject.id == subject]
    assert any(apart(difference, one, other) for difference in found)


@pytest.mark.parametrize(("question", "one", "other"), TOGETHER)
def test_claims_that_add_to_each_other_are_no_difference(
    corpus: Corpus, question: str, one: str, other: str
) -> None:
    """Two claims that complement each other answer one question, but aren't a disagreement."""
    answered = {placed.address for placed in corpus.claims_on_question[question]}
    assert {one, other} <= answered
    assert not any(apart(d, one, other) for d in find(corpus) if d.subject.id == question)


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [c for c in (*CONTRADICTIONS, *TOGETHER) if c[0] not in EVENTS],
)
def test_it_is_found_from_either_side(
    pages: dict[str, Published], question: str, one: str, other: str
) -> None:
    """A question's page links to contradicting claims; both sources' pages link to the question."""
    links = pages[f"questions/{question}/index.html"].links
    for claim in (one, other):
        source, _, id_ = claim.partition("#")
        assert f"../../questions/{question}/" in pages[f"sources/{source}/index.html"].links
        assert f"../../sources/{source}/#c-{id_}" in links
