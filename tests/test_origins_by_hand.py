"""The independent origins of each event of the real corpus, derived by hand from the articles.

Each expected value was derived from the originals before it was compared with the analysis.
"""

import re

import pytest

from sourcebook.analysis.origins import Support, support, voices
from sourcebook.corpus import Corpus
from sourcebook.corpus.resolve import resolve
from sourcebook.pages.compose import Composer
from sourcebook.reading.folder import read

from .projects import ROOT

ALWAGHT, BBC, REUTERS, ZERO_HEDGE = "alwaght", "bbc", "reuters", "zero-hedge"
AL_JAZEERA, SOUTH_FRONT, WORLDTRIBUNE = "al-jazeera", "south-front", "worldtribune"
GUARDS, OBSERVATORY, LEBANESE = "iran", "syrian-observatory", "reuters-lebanese-sources"
UNNAMED = "worldtribune-source"

SEVERAL = {
    # Zero Hedge relays Reuters, so its own last paragraph adds no origin.
    "syrian-civil-war": [REUTERS, ALWAGHT],
    # On this event, WorldTribune quotes its unnamed source. Its own report is only on the arrival
    # of the first Russian forces.
    "russian-intervention": [UNNAMED, REUTERS, BBC, SOUTH_FRONT, ALWAGHT],
    # Zero Hedge itself says that Iranians were in Syria "for years". It is no origin, because it
    # also relays Reuters and the BBC. Iran isn't one either: it denies the intervention.
    "iranian-intervention": [AL_JAZEERA, BBC, REUTERS, SOUTH_FRONT],
    # Zero Hedge isn't an origin: its quotation marks express doubt about the Revolutionary
    # Guards' account.
    "iranian-advisory-mission": [AL_JAZEERA, GUARDS],
    # Reports of Hezbollah at Talaylat (South Front) and Kafr Nabuda (the Observatory) are also
    # reports of Hezbollah in Syria. The report on Zabadani counts only for the battle there,
    # which is a part of this event.
    "hezbollah-intervention": [AL_JAZEERA, OBSERVATORY, BBC, SOUTH_FRONT, ALWAGHT],
    "opposition-outside-backing": [BBC, ALWAGHT],
    # The BBC relays Russia's figures, so its own statement on targets of strikes adds no origin.
    "russian-air-campaign": [LEBANESE, OBSERVATORY, "russia", SOUTH_FRONT, ALWAGHT],
    # Al Jazeera only foretells the offensive. Reuters relays the Observatory.
    "north-west-offensive-2015": [OBSERVATORY, BBC],
    # Rami Abdulrahman speaks for the Observatory. Al Mayadeen reported the capture too.
    "kafr-nabuda-south-captured": [OBSERVATORY, "al-mayadeen"],
    "north-west-advances-2015": [AL_JAZEERA, REUTERS],
    # Sebastian Usher counts as the BBC. WorldTribune says that the city of Idlib was seized. The
    # BBC says that Idlib had nearly fallen.
    "idlib-falls": [WORLDTRIBUNE, BBC],
    "coastal-heartland-threatened": [UNNAMED, BBC],
    # Al Jazeera and Reuters relay two Lebanese sources, who count as one voice, also in claims
    # that cite only the second of them.
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
    # The article gives these opinions as Russia's: "The Russians' viewing of", "they believe that",
    # "overtly shares the idea".
    "alwaght-2016-06-25#sole-ally": "russia",
    "alwaght-2016-06-25#libya-iraq-scenario": "russia",
    "alwaght-2016-06-25#people-decide": "russia",
    # The article itself, and not Russia, says what Russia needs and what it isn't ready for.
    "alwaght-2016-06-25#influence-and-base": ALWAGHT,
    "alwaght-2016-06-25#no-more-concessions": ALWAGHT,
}
"""Maps a claim about an opinion to the voice that has this opinion."""


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Return the real corpus."""
    found, problems = resolve(read(ROOT / "sources"))
    assert found, problems
    return found


def supported(corpus: Corpus, event: str) -> Support:
    """Return an event's sources and origins, and the claims that dispute or foretell the event."""
    return support(corpus, voices(corpus), event)


def test_every_event_was_worked_out(corpus: Corpus) -> None:
    """For every event of the real corpus, the expected origins were derived by hand."""
    assert set(EXPECTED) == set(corpus.events)


@pytest.mark.parametrize("event", EXPECTED)
def test_an_event_rests_on_these_voices(corpus: Corpus, event: str) -> None:
    """The independent origins of each event are those that a reader of the articles finds."""
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
    """The kind of each origin, such as named or unnamed, agrees with the articles."""
    kinds = {origin.voice: origin.kind for origin in supported(corpus, event).origins}
    assert kinds[voice] == kind


def test_what_supports_nothing(corpus: Corpus) -> None:
    """Al Jazeera's doubt and Iran's denial are listed as disputing events, not supporting them."""
    arrival = supported(corpus, "iranian-troops-arrive")
    assert [placed.claim.id for placed in arrival.disputing] == ["not-verified"]
    assert [placed.claim.id for placed in arrival.foretelling] == ["more-to-follow"]
    presence = supported(corpus, "iranian-intervention")
    assert [placed.claim.id for placed in presence.disputing] == ["official-denial"]


def test_an_avowed_view_is_its_holder_s(corpus: Corpus) -> None:
    """A question's page says that it is Russia's view that the Syrians should decide.

    Alwaght, which reports this view, isn't named as the one who has it.
    """
    page = Composer(corpus).text("questions/what-becomes-of-assad.md")
    assert page is not None
    page = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", page)
    assert "In Alwaght, 25 June 2016, different voices take 2 of these positions." in page
    assert "Russia, according to Alwaght |" in page


def test_who_is_mobilised_is_not_said_to_be_there(corpus: Corpus) -> None:
    """The Shia units that Iran mobilises have the role "recruited force", and no other role."""
    cast = corpus.roles_in["iranian-intervention"]
    units = ("shia-militias", "iraqi-fighters", "afghan-fighters")
    assert [list(cast[actor]) for actor in units] == [["recruited force"]] * 3


def test_a_view_is_that_of_whoever_holds_it(corpus: Corpus) -> None:
    """An opinion that Alwaght reports as Russia's counts as Russia's answer to a question."""
    assert {id_: corpus.chain(corpus.claims_by_address[id_])[-1] for id_ in VIEWS} == VIEWS
    page = Composer(corpus).text("questions/has-russia-other-allies.md")
    assert page is not None
    assert "different voices take 2 of these positions" in page
