"""The words that pages show for values of the data format, in the language in use.

The values themselves (``armed group``, ``foretold``) are data and stay as they are in YAML, in
addresses and in downloads; ``tests/test_labels.py`` fails if a value has no label here.
"""

from collections.abc import Iterable, Mapping

from ...analysis.network import PART_OF
from ...analysis.origins import OriginKind
from ...analysis.stances import Standing
from ...corpus import RecordType
from ...markdown import Md, escape, fill, join
from ...messages import gettext as _
from ...messages import marked, ngettext
from ...records.figures import Figure
from ...records.sources import Locator, Part

ACTOR_KINDS: Mapping[str, str] = {
    "state": marked("state"),
    "government": marked("government"),
    "armed force": marked("armed force"),
    "armed group": marked("armed group"),
    "alliance": marked("alliance"),
    "organisation": marked("organisation"),
    "company": marked("company"),
    "media": marked("media"),
    "platform": marked("platform"),
    "person": marked("person"),
    "people": marked("people"),
}

LOCATION_KINDS: Mapping[str, str] = {
    "country": marked("country"),
    "region": marked("region"),
    "governorate": marked("governorate"),
    "district": marked("district"),
    "city": marked("city"),
    "town": marked("town"),
    "village": marked("village"),
    "base": marked("base"),
    "road": marked("road"),
    "water": marked("water"),
    "area": marked("area"),
    "building": marked("building"),
}

EVENT_KINDS: Mapping[str, str] = {
    "war": marked("war"),
    "crisis": marked("crisis"),
    "offensive": marked("offensive"),
    "battle": marked("battle"),
    "siege": marked("siege"),
    "air strike": marked("air strike"),
    "shelling": marked("shelling"),
    "attack": marked("attack"),
    "capture": marked("capture"),
    "defeat": marked("defeat"),
    "retreat": marked("retreat"),
    "deployment": marked("deployment"),
    "withdrawal": marked("withdrawal"),
    "recruitment": marked("recruitment"),
    "supply": marked("supply"),
    "construction": marked("construction"),
    "killing": marked("killing"),
    "arrest": marked("arrest"),
    "meeting": marked("meeting"),
    "negotiation": marked("negotiation"),
    "agreement": marked("agreement"),
    "ceasefire": marked("ceasefire"),
    "visit": marked("visit"),
    "appointment": marked("appointment"),
    "decision": marked("decision"),
    "statement": marked("statement"),
    "publication": marked("publication"),
    "performance": marked("performance"),
    "discovery": marked("discovery"),
    "protest": marked("protest"),
    "strike": marked("strike"),
    "election": marked("election"),
    "trial": marked("trial"),
    "ruling": marked("ruling"),
    "accident": marked("accident"),
    "disaster": marked("disaster"),
    "founding": marked("founding"),
    "opening": marked("opening"),
    "closure": marked("closure"),
    "move": marked("move"),
    "purchase": marked("purchase"),
    "sale": marked("sale"),
    "gift": marked("gift"),
    "change": marked("change"),
    "other": marked("other"),
}

CLAIM_KINDS: Mapping[str, str] = {
    "report": marked("report"),
    "assessment": marked("assessment"),
    "forecast": marked("forecast"),
    "statement": marked("statement"),
    "doubt": marked("doubt"),
    "denial": marked("denial"),
}

CLAIM_KINDS_IN: Mapping[str, str] = {
    "report": marked("in a report"),
    "assessment": marked("in an assessment"),
    "forecast": marked("in a forecast"),
    "statement": marked("in a statement"),
    "doubt": marked("in a doubt"),
    "denial": marked("in a denial"),
}
"""Where something is said, by the kind of the claim that says it."""

PARTS: Mapping[Part, str] = {
    "title": marked("title"),
    "standfirst": marked("standfirst"),
    "caption": marked("caption"),
}
"""The parts of an article that stand outside its paragraphs."""

STANDINGS: Mapping[Standing, str] = {
    "asserted": "",
    "foretold": marked("foretold"),
    "disputed": marked("disputed"),
    "foretold or disputed": marked("foretold or disputed"),
}
"""How what no source says happened is marked; what one asserts needs no mark."""

ORIGIN_KINDS: Mapping[OriginKind, str] = {
    "first hand": marked("at first hand"),
    "named": marked("named"),
    "unnamed": marked("unnamed"),
    "nobody cited": marked("cites no one"),
}
"""What is known of an independent origin, shown after its name."""

QUANTITIES: Mapping[str, str] = {
    "none": marked("none"),
    "a couple": marked("a couple"),
    "few": marked("few"),
    "several": marked("several"),
    "dozens": marked("dozens"),
    "scores": marked("scores"),
    "hundreds": marked("hundreds"),
    "thousands": marked("thousands"),
    "tens of thousands": marked("tens of thousands"),
    "hundreds of thousands": marked("hundreds of thousands"),
    "millions": marked("millions"),
    "half": marked("half"),
    "majority": marked("majority"),
    "most": marked("most"),
    "all": marked("all"),
}
"""Quantities given in words."""

_KINDS: Mapping[str, Mapping[str, str]] = {
    "actor": ACTOR_KINDS,
    "location": LOCATION_KINDS,
    "event": EVENT_KINDS,
}


def kind_label(record_type: RecordType, kind: str) -> str:
    """Return the label of an actor's, a location's or an event's kind, as inside a sentence."""
    return _(_KINDS[record_type][kind])


def standing_label(standing: Standing) -> str:
    """Return ``foretold``, ``disputed`` and the like; empty for what a source asserts."""
    # The catalogue's header answers to the empty message.
    return _(STANDINGS[standing]) if STANDINGS[standing] else ""


def figure_label(figure: Figure) -> str:
    """Return a figure as claims give it: ``people hurt: 60``, ``casualties: dozens``."""
    text = figure.value.text
    return f"{figure.counts}: {_(QUANTITIES[text]) if text in QUANTITIES else text}"


def recorded_relation(type_: str, many: bool) -> str:
    """Return a relation that an actor's record states, as a verb; ``many``: in the plural."""
    number = 2 if many else 1
    if type_ == PART_OF:
        return ngettext("is part of", "are part of", number)
    return ngettext("speaks for", "speak for", number)


def locator_label(locator: Locator) -> str:
    """Return a paragraph or a part of an article as it is cited: ``¶6``, ``title``."""
    return f"¶{locator}" if isinstance(locator, int) else _(PARTS[locator])


def capitalised(words: str) -> str:
    """Return words as they begin a sentence; unlike ``str.capitalize``, the rest stays as it is."""
    return f"{words[:1].upper()}{words[1:]}"


def quoted(words: str) -> Md:
    """Return the words of a source in quotation marks."""
    return escape(_("“{words}”").format(words=words))


def listed_and(items: Iterable[str]) -> Md:
    """Return items as ``a``, ``a and b``, ``a, b and c``."""
    *before, last = items
    if not before:
        return join([last])
    return fill(_("{items} and {last}"), items=join(before), last=last)


def listed_or(items: Iterable[str]) -> Md:
    """Return items, which may have commas, as ``a``, ``a; or b``, ``a; b; or c``."""
    *before, last = items
    if not before:
        return join([last])
    return fill(_("{items}; or {last}"), items=join(before, "; "), last=last)
