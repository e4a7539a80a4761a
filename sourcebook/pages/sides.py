"""What each source says of an event, set beside the others."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from ..analysis.disagreement import Disagreement
from ..analysis.origins import Chain, Support
from ..corpus import Corpus, PlacedClaim, Roles, Source, roles
from ..markdown import Md, escape, join
from .claims import by_source, cited_list
from .page import Page

Cited = dict[str, list[PlacedClaim]]


class Side(NamedTuple):
    """One source's account: its claims, and the dates, figures and chains that stand in them."""

    source: Source
    claims: Sequence[PlacedClaim]
    dates: Cited
    figures: Cited
    roles: Roles
    chains: dict[Chain, list[PlacedClaim]]


SILENT = 12
"""Most silent sources that an event's page names."""


def silent(corpus: Corpus, told: Sequence[Side]) -> tuple[list[str], int]:
    """Return sources that say nothing, in order of publication, and how many more there are."""
    speaking = {side.source.id for side in told}
    quiet = (id_ for id_ in corpus.sources if id_ not in speaking)
    named = list(islice(quiet, SILENT))
    return named, len(corpus.sources) - len(speaking) - len(named)


def sides(claims: Iterable[PlacedClaim]) -> list[Side]:
    """Return the accounts of the sources that make some claims, in order of publication."""
    return [_side(source, found) for source, found in by_source(claims)]


def _side(source: Source, claims: Sequence[PlacedClaim]) -> Side:
    dates: Cited = {}
    figures: Cited = {}
    chains: dict[Chain, list[PlacedClaim]] = {}
    for placed in claims:
        claim = placed.claim
        chains.setdefault(claim.origin, []).append(placed)
        if claim.date:
            dates.setdefault(claim.date.words, []).append(placed)
        for figure in claim.figures:
            figures.setdefault(f"{figure.counts}: {figure.value.text}", []).append(placed)
    return Side(source, claims, dates, figures, roles(claims), chains)


def role_list(page: Page, found: Roles) -> Md:
    """Return actors in their roles, with the numbers of the claims that say so."""
    return join(
        (
            Md(f"{page.actor(actor)} ({cited_list(page, by_role)})")
            for actor, by_role in found.items()
        ),
        "; ",
    )


def chain_list(page: Page, chains: dict[Chain, list[PlacedClaim]]) -> Md:
    """Return on whose word a source tells what it tells, with the claims' numbers."""
    return join(
        (
            Md(f"{_chain(page, chain) if chain else 'its own'}{page.cite_claims(claims)}")
            for chain, claims in chains.items()
        ),
        "; ",
    )


def origin_list(page: Page, support: Support) -> list[tuple[Md, list[Md]]]:
    """Return each independent origin with the ways that lead from a source to it."""
    return [
        (
            page.actor(actor),
            [
                Md(f"{_chain(page, chain)}{page.cite_claims(claims)}")
                for chain, claims in chains.items()
            ],
        )
        for actor, chains in support.origins.items()
    ]


def _chain(page: Page, chain: Chain) -> Md:
    return join((page.actor(id_) for id_ in chain), " → ")


def disagreement_sides(page: Page, one: Disagreement) -> list[Md]:
    """Return the values that differ, each with who says so."""
    shown = []
    for side in one.sides:
        value = side.value if one.kind in ("dispute", "answer") else f"“{side.value}”"
        who = join(page.source(id_) for id_ in dict.fromkeys(p.source.id for p in side.claims))
        words = page.prose(value) if one.kind in ("dispute", "answer") else escape(value)
        shown.append(Md(f"{words}{page.cite_claims(side.claims)} – {who}"))
    return shown
