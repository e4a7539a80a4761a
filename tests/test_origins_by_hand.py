"""On whose word each event of the real corpus rests, worked out from the articles by hand.

Each line was written from the originals, then compared with what the analysis finds.
"""

import re

import pytest

from sourcebook.analysis.origins import Support, support, voices
from sourcebook.corpus import Corpus
from sourcebook.corpus.resolve import resolve
from sourcebook.pages import Composer
from sourcebook.reading import read

from .projects import ROOT

ALWAGHT, BBC, REUTERS, ZERO_HEDGE = "alwaght", "bbc", "reuters", "zero-hedge"
AL_JAZEERA, SOUTH_FRONT, WORLDTRIBUNE = "al-jazeera", "south-front", "worldtribune"
GUARDS, OBSERVATORY, LEBANESE = "iran", "syrian-observatory", "reuters-lebanese-sources"
UNNAMED = "worldtribune-source"

SEVERAL = {
    # Zero Hedge passes on Reuters, so its own last paragraph counts for nothing here.
    "syrian-civil-war": [REUTERS, ALWAGHT],
    # WorldTribune's source is quoted directly; WorldTribune itself tells of the first forces alone.
    "russian-intervention": [UNNAMED, REUTERS, BBC, SOUTH_FRONT, ALWAGHT],
    # Iranians "for years" is Zero Hedge's own, but it passes on Reuters and the BBC; Iran denies.
    "iranian-intervention": [AL_JAZEERA, BBC, REUTERS, SOUTH_FRONT],
    # Zero Hedge's quotation marks call the Guards' account into question.
    "iranian-advisory-mission": [AL_JAZEERA, GUARDS],
    # Who tells of Hezbollah in one battle tells of it in Syria: South Front at Talaylat, the
    # Observatory at Kafr Nabuda. Zabadani is a part, and counts for itself alone.
    "hezbollah-intervention": [AL_JAZEERA, OBSERVATORY, BBC, SOUTH_FRONT, ALWAGHT],
    "opposition-outside-backing": [BBC, ALWAGHT],
    # The BBC passes on Russia's figures, so its own finding on who was hit counts for nothing.
    "russian-air-campaign": [LEBANESE, OBSERVATORY, "russia", SOUTH_FRONT, ALWAGHT],
    # Al Jazeera only foretells it; Reuters passes on the Observatory.
    "north-west-offensive-2015": [OBSERVATORY, BBC],
    # Rami Abdulrahman is the Observatory's; the station is said to have reported it too.
    "kafr-nabuda-south-captured": [OBSERVATORY, "al-mayadeen"],
    "north-west-advances-2015": [AL_JAZEERA, REUTERS],
    # Sebastian Usher counts as the BBC. The two don't say quite the same.
    "idlib-falls": [WORLDTRIBUNE, BBC],
    "coastal-heartland-threatened": [UNNAMED, BBC],
    # Al Jazeera and Reuters pass on the two sources, of whom the second is a part.
    "iranian-troops-arrive": [WORLDTRIBUNE, LEBANESE],
}

SINGLE = {
    ALWAGHT: [
        "aleppo-assaults", "aleppo-majority-seized", "balance-shifts-to-government",
        "ceasefire-us-russia", "foreign-minister-visits-damascus", "geneva-iii",
        "iran-russia-syria-talks", "iran-strengthens-forces", "joint-operations-aleppo",
        "khan-touman-seized", "opponents-recover", "russia-sees-mistakes", "russian-drawdown",
        "russian-redeployment", "settlement-negotiations", "tehran-meeting",
        "turkey-doubles-support", "turkey-reopens-borders", "turkey-saudi-boost",
    ],
    AL_JAZEERA: ["reuters-reports-iranian-troops", "shia-units-mobilised"],
    BBC: [
        "gains-idlib-hama-latakia", "hama-latakia-penetrated", "highway-front",
        "idlib-cut-off-attempt", "opposition-unifies",
    ],
    GUARDS: ["hamedani-killed", "irgc-statement-hamedani"],
    OBSERVATORY: [
        "joint-operations-start", "kafr-nabuda-air-strikes", "kafr-nabuda-assault",
        "kafr-nabuda-shelling",
    ],
    REUTERS: ["coastal-heartland-recapture", "hamedani-appointed", "iran-iraq-war"],
    "russia": ["russian-missions-24-hours"],
    SOUTH_FRONT: [
        "government-gains-since-october", "hama-counteroffensive", "hama-marshalling",
        "hamdoush-killed", "isis-nusra-retreat",
        "morek-seized", "raqqa-offensive-planned", "southern-aleppo-battles", "talaylat-battle",
        "talaylat-captured", "talaylat-retreat", "us-anti-isis-activity",
    ],
    UNNAMED: ["damascus-threatened", "zabadani-battle"],
    WORLDTRIBUNE: [
        "assad-defeats-2015", "division-52-collapse", "idlib-air-base-seized",
        "quneitra-threatened", "russia-iran-coordination", "russian-logistics-arrive",
        "sandstorm-2015", "sandstorm-offensive", "southern-syria-captured",
        "suleimani-putin-meeting",
    ],
    ZERO_HEDGE: [
        "iran-denies-presence", "iran-nuclear-negotiations", "iranian-ground-action",
        "iranian-soldiers-die", "zero-hedge-predicts",
    ],
}  # fmt: skip

FORETOLD = ["media-argument-expected", "russian-bases-set-up", "us-decision-on-assad"]

EXPECTED = {
    **SEVERAL,
    **{event: [voice] for voice, events in SINGLE.items() for event in events},
    **{event: [] for event in FORETOLD},
}


VIEWS = {
    # "The Russians' viewing of", "they believe that", "overtly shares the idea".
    "alwaght-2016-06-25#sole-ally": "russia",
    "alwaght-2016-06-25#libya-iraq-scenario": "russia",
    "alwaght-2016-06-25#people-decide": "russia",
    # What Russia needs and isn't ready for, the article says itself.
    "alwaght-2016-06-25#influence-and-base": ALWAGHT,
    "alwaght-2016-06-25#no-more-concessions": ALWAGHT,
}
"""Claims of what somebody thinks, and whose word each is."""


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Read the real corpus."""
    found, problems = resolve(read(ROOT / "sources"))
    assert found, problems
    return found


def supported(corpus: Corpus, event: str) -> Support:
    """Return how well an event is supported."""
    return support(corpus, voices(corpus), event)


def test_every_event_was_worked_out(corpus: Corpus) -> None:
    """No event is counted that nobody went through by hand."""
    assert set(EXPECTED) == set(corpus.events)


@pytest.mark.parametrize("event", EXPECTED)
def test_an_event_rests_on_these_voices(corpus: Corpus, event: str) -> None:
    """What the analysis counts as independent is what a reader of the articles counts."""
    found = [origin.voice for origin in supported(corpus, event).origins]
    assert sorted(found) == sorted(EXPECTED[event])


@pytest.mark.parametrize(
    ("event", "voice", "kind"),
    [
        ("iranian-troops-arrive", WORLDTRIBUNE, "nobody cited"),
        ("iranian-troops-arrive", LEBANESE, "unnamed"),
        ("kafr-nabuda-assault", OBSERVATORY, "named"),
        ("hamedani-killed", GUARDS, "named"),
        ("zabadani-battle", UNNAMED, "unnamed"),
        ("zero-hedge-predicts", ZERO_HEDGE, "first hand"),
    ],
)
def test_an_origin_is_of_its_kind(corpus: Corpus, event: str, voice: str, kind: str) -> None:
    """The articles tell how much is known of a voice: named, unnamed, or nobody but themselves."""
    kinds = {origin.voice: origin.kind for origin in supported(corpus, event).origins}
    assert kinds[voice] == kind


def test_what_supports_nothing(corpus: Corpus) -> None:
    """Al Jazeera's failure to verify the arrival, and Iran's denial, are shown and not counted."""
    arrival = supported(corpus, "iranian-troops-arrive")
    assert [placed.claim.id for placed in arrival.disputing] == ["not-verified"]
    assert [placed.claim.id for placed in arrival.foretelling] == ["more-to-follow"]
    presence = supported(corpus, "iranian-intervention")
    assert [placed.claim.id for placed in presence.disputing] == ["official-denial"]


def test_an_avowed_view_is_its_holder_s(corpus: Corpus) -> None:
    """That the Syrians should decide is what Russia openly says, not what Alwaght holds."""
    page = Composer(corpus).text("questions/what-becomes-of-assad.md")
    assert page is not None
    page = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", page)
    assert "Alwaght, 25 June 2016 reports 2 of them, by different voices." in page
    assert "Russia, according to Alwaght |" in page


def test_who_is_mobilised_is_not_said_to_be_there(corpus: Corpus) -> None:
    """Al Jazeera has Iran mobilise Shia units to fight, and doesn't say that they were sent."""
    cast = corpus.roles_in["iranian-intervention"]
    units = ("shia-militias", "iraqi-fighters", "afghan-fighters")
    assert [list(cast[actor]) for actor in units] == [["recruited force"]] * 3


def test_a_view_is_that_of_whoever_holds_it(corpus: Corpus) -> None:
    """What Alwaght reports as the Russians' view isn't its own answer to a question."""
    assert {id_: corpus.chain(corpus.claims_by_address[id_])[-1] for id_ in VIEWS} == VIEWS
    page = Composer(corpus).text("questions/has-russia-other-allies.md")
    assert page is not None
    assert "reports 2 of them, by different voices" in page
