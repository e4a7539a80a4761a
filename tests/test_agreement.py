import pytest

from sourcebook.analysis import agreement
from sourcebook.analysis.agreement import noun, verb

VERBS = {
    "fights alongside": "fight alongside",
    "is part of": "are part of",
    "has bases in": "have bases in",
    "supplies": "supply",
    "dies for": "die for",
    "reaches out to": "reach out to",
    "opposes": "oppose",
    "focuses on": "focus on",
    "arms and trains": "arm and train",
    "does not recognise": "do not recognise",
    "no longer backs": "no longer back",
    "always backs": "always back",
    "was close to": "were close to",
    "came late to": "came late to",
    "against": "against",
    "goes over to": "go over to",
    "isn't part of": "aren't part of",
    "sometimes backs": "sometimes back",
    "perhaps backs": "perhaps back",
    "as before backs": "as before back",
    "this year backs": "this year back",
    "its own way backs": "its own way back",
    "his own way backs": "his own way back",
    "across the sea supplies": "across the sea supply",
    "with success attacks": "with success attack",
    "is or once led": "are or once led",
    "ties with": "tie with",
    "passes": "pass",
    "pushes": "push",
    "reaches": "reach",
    "taxes": "tax",
    "buzzes": "buzz",
    "vetoes": "veto",
    "trains or arms and funds": "train or arm and fund",
    "trains and": "train and",
}

NOUNS = {
    "attacker": "attackers",
    "casualty": "casualties",
    "ally": "allies",
    "envoy": "envoys",
    "witness": "witness",
    "deployed force": "deployed forces",
    "losing side": "losing side",
    "air support": "air support",
    "supporter of the defender": "supporters of the defender",
    "firefighters": "firefighters",
    "backing": "backing",
    "air cover": "air cover",
    "media": "media",
    "press": "press",
    "aid": "aid",
    "Police": "Police",
    "hostage of the army": "hostages of the army",
    "church": "churches",
    "push": "pushes",
    "box": "boxes",
    "blitz": "blitzes",
    "guest no. 2": "guest no. 2",
    "day": "days",
}


@pytest.mark.parametrize("phrase", VERBS)
def test_relations_agree_with_their_subject(phrase: str) -> None:
    """The verb in a relation, such as "supports", agrees with a singular or plural subject."""
    assert verb(phrase, plural=True) == VERBS[phrase]
    assert verb(phrase, plural=False) == phrase


def test_words_are_listed_as_they_are_compared() -> None:
    """The lists of irregular words are in lower case, because words are compared in lower case."""
    lists = (*agreement._IRREGULAR, *agreement._IRREGULAR.values(), *agreement._NO_VERBS,
             *agreement._UNCOUNTED)  # fmt: skip
    assert [word for word in lists if word != word.lower()] == []


@pytest.mark.parametrize("role", NOUNS)
def test_roles_agree_with_who_has_them(role: str) -> None:
    """Roles have plurals, except roles such as "losing side" that don't change."""
    assert noun(role, plural=True) == NOUNS[role]
    assert noun(role, plural=False) == role
