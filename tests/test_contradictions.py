"""Where the five articles contradict each other or themselves, found by reading them side by side.

Each pair of claims was chosen from the originals, then looked for among the differences.
"""

from pathlib import Path

import pytest

from sourcebook.analysis.disagreement import Disagreement, find
from sourcebook.corpus import Corpus
from sourcebook.corpus.resolve import resolve
from sourcebook.reading import read as read_sources

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
    # How the war goes.
    "has-the-tide-turned": [
        "ZH tide-has-turned / SF not-enough-to-turn",
        "ZH tide-has-turned / WT no-change-of-balance",
    ],
    "does-russia-change-the-balance": [
        "SF will-strengthen / WT no-change-of-balance",
        "ZH heartland-recaptured / WT no-change-of-balance",
    ],
    "who-gains-ground": [
        "SF gaining-momentum / SF lost-momentum",
        "SF isis-nusra-retreat / SF lost-momentum",
        "ZH further-advances / SF lost-momentum",
    ],
    "how-fierce-was-the-fighting": [
        "ZH racking-up-gains / ZH fiercest-for-a-week",
        "ZH racking-up-gains / ZH most-violent",
    ],
    "what-is-the-hama-front-doing": [
        "ZH gains-in-provinces / SF morek-seized",
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
    # Who fights whom.
    "who-threatens-the-government": [
        "AL moderates-without-influence / ZH idlib-all-but-fallen",
        "AL majority-of-aleppo / WT idlib-seized",
        "WT crushing-defeats / ZH idlib-all-but-fallen",
    ],
    "is-the-islamic-state-among-the-rebels": [
        "WT crushing-defeats / ZH opposition-hit",
        "WT crushing-defeats / AL not-parties",
    ],
    "whom-does-the-army-fight-near-aleppo": [
        "ZH advising-the-army / SF talaylat-battle",
    ],
    "who-backs-the-opposition": [
        "ZH outside-supporters / AL backed-by-turkey-and-camp",
    ],
    "who-fights-on-the-ground": [
        "ZH sky-and-ground / ZH part-seized",
        "ZH iran-sends-in / SF talaylat-captured",
    ],
    # Iran.
    "since-when-are-iranian-forces-there": [
        "ZH there-for-years / WT forces-arriving",
        "ZH there-for-years / AJ vanguard",
        "ZH there-for-years / AJ mostly-advisers-so-far",
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
    "why-does-iran-step-in": [
        "ZH needs-syria / ZH triggered-intervention",
        "ZH needs-syria / WT effort-to-save",
    ],
    "is-hezbollah-an-arm-of-iran": [
        "WT hezbollah-acts-for-iran / AJ hezbollah-backed-by-iran",
        "ZH hezbollah-just-iran / AJ alliance-emerging",
    ],
    # Russia.
    "when-did-russia-turn-to-force": [
        "AL resort-to-force / SF one-month-not-enough",
    ],
    "does-russia-send-ground-troops": [
        "SF no-manpower / AL ground-troops-redeployment",
        "ZH sky-and-ground / AL ground-troops-redeployment",
    ],
    "who-is-being-hit": [
        "ZH is-main-target / ZH strikes-soften",
        "AL strikes-scaled-down / ZH opposition-hit",
    ],
    "russian-air-campaign": [
        "ZH opposition-hit / ZH is-main-target",
    ],
    "why-did-russia-step-in": [
        "WT interest-to-save / AL influence-and-base",
        "AL resort-to-force / AL influence-and-base",
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
    "who-is-assads-main-ally": [
        "ZH main-regional-ally / AJ alliance-emerging",
    ],
    # How it may end.
    "can-it-be-negotiated": [
        "AL ceasefire-outcome / AL peace-failed",
        "AL ceasefire-outcome / SF dim-prospects",
    ],
    "what-did-the-ceasefire-do": [
        "AL no-moves / AL khan-touman-retaken",
    ],
    "is-assad-in-power": [
        "ZH us-must-choose / ZH main-regional-ally",
    ],
    "what-becomes-of-assad": [
        "AL people-decide / AL resort-to-force",
        "AL people-decide / ZH us-must-choose",
    ],
    "what-part-does-the-us-play": [
        "SF us-pushed / ZH us-must-choose",
        "AL ceasefire-outcome / ZH us-must-choose",
    ],
}
"""The question on which two claims stand against each other, or the event, and the two claims."""

EVENTS = frozenset(["iranian-soldiers-die", "russian-air-campaign"])
"""Where the text itself sets one claim against the other, which needs no question."""


def address(claim: str) -> str:
    """Return the address of a claim of ``FOUND``."""
    source, _, id_ = claim.partition(" ")
    return f"{SOURCES[source]}#{id_}"


CONTRADICTIONS = [
    (subject, *map(address, pair.split(" / ")))
    for subject, pairs in FOUND.items()
    for pair in pairs
]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Return the real corpus."""
    corpus, problems = resolve(read_sources(ROOT / "sources"))
    assert corpus, problems
    return corpus


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Published]:
    """Read the published pages."""
    return read(site)


def apart(found: Disagreement, one: str, other: str) -> bool:
    """Tell whether two claims stand on different sides, and on no common one."""
    sides = [{placed.address for placed in side.claims} for side in found.sides]
    ones, others = ([n for n, side in enumerate(sides) if a in side] for a in (one, other))
    return bool(ones and others) and not {*ones} & {*others}


@pytest.mark.parametrize(("subject", "one", "other"), CONTRADICTIONS)
def test_a_contradiction_is_set_against_itself(
    corpus: Corpus, subject: str, one: str, other: str
) -> None:
    """Two claims of which not both can be true are on two sides of a difference."""
    found = [d for d in find(corpus) if d.subject.id == subject]
    assert any(apart(difference, one, other) for difference in found)


@pytest.mark.parametrize(
    ("question", "one", "other"), [c for c in CONTRADICTIONS if c[0] not in EVENTS]
)
def test_a_contradiction_is_found_from_either_side(
    pages: dict[str, Published], question: str, one: str, other: str
) -> None:
    """From either claim's source a link leads to the question, whose page leads to both claims."""
    links = pages[f"questions/{question}/index.html"].links
    for claim in (one, other):
        source, _, id_ = claim.partition("#")
        assert f"../../questions/{question}/" in pages[f"sources/{source}/index.html"].links
        assert f"../../sources/{source}/#c-{id_}" in links
