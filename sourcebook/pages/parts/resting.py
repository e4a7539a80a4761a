"""Writes a sentence about the people and organisations that a source cites for its claims."""

from ...analysis.reliance import Voice, reliance
from ...corpus import PlacedClaim
from ...markdown import Md, escape, fill, join
from ...messages import gettext as _
from ...messages import ngettext
from ...records.locators import Locator
from ...text import semicolon
from ..page_context import PageContext
from .accounts import chain
from .claims import naming_first
from .labels import listed_and, more_voices

VOICES, CITED = 3, 2
"""Maximum numbers of voices named for a source, and of passages cited for one voice."""


def rests_on(page: PageContext, source: str) -> Md:
    """Return a sentence that says whom a source cites; empty if the source has no claims.

    The ``VOICES`` voices that the source cites for the most claims are named, each with the number
    of these claims and with citations. The other voices are only counted. Actors who count as one
    voice are counted once.
    """
    found = reliance(page.site.corpus, page.site.voices, source)
    if not found.voices:
        return escape(_no_one(found.total)) if found.total else Md("")
    shown = [_voice(page, voice) for voice in found.voices[:VOICES]]
    counted = [page.site.voices[voice.root] for voice in found.voices]
    left = len({*counted[VOICES:]} - {*counted[:VOICES]})
    voices = join([*shown, more_voices(left)] if left else shown, semicolon())
    if not found.own:
        return fill(_("All its claims are on the word of others: {voices}."), voices=voices)
    message = ngettext(
        "Cites no one for {own} of its {count} claims; the other is on the word of {voices}.",
        "Cites no one for {own} of its {count} claims; the others are on the word of {voices}.",
        found.total - len(found.own),
    )
    return fill(message, own=len(found.own), count=found.total, voices=voices)


def _no_one(claims: int) -> str:
    return ngettext(
        "Cites no one for its only claim.", "Cites no one for any of its {count} claims.", claims
    ).format(count=claims)


def _voice(page: PageContext, voice: Voice) -> Md:
    """Return a voice's name, the people who relay its claims, and the number of these claims."""
    name = chain(page, (voice.root,))
    if voice.relays:
        relays = listed_and(page.named(id_) for id_ in voice.relays)
        name = fill(_("{voice}, through {relays}"), voice=name, relays=relays)
    by_place: dict[tuple[Locator, ...], PlacedClaim] = {}
    for placed in naming_first(page, voice.claims, voice.root):
        by_place.setdefault(tuple(placed.claim.locators), placed)
    return Md(f"{name} ({len(voice.claims)}){page.cite_claims([*by_place.values()][:CITED])}")
