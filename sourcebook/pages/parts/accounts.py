"""What each source says of an event, set beside the others, and what that rests on."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from ...analysis.disagreement import Disagreement
from ...analysis.mentions import Mention
from ...analysis.origins import Chain, Chains, Origin, OriginKind
from ...analysis.stances import Stance, stance
from ...corpus import PlacedClaim, Ref, Roles, Source, roles
from ...markdown import Md, escape, join
from ..page_context import PageContext
from ..site import Site
from .claims import as_role, by_source, cited_list, whose_words

Cited = dict[str, list[PlacedClaim]]

ORIGIN_WORDS: dict[OriginKind, str] = {
    "first hand": "at first hand",
    "named": "named",
    "unnamed": "unnamed",
    "nobody cited": "cites nobody",
}
"""What is said of each kind of origin behind its name."""


STANCE_MARKS: dict[Stance, str] = {
    "asserts": "", "foretells": " (foretold)", "disputes": " (disputed)",
}  # fmt: skip
"""What stands behind a role that a claim gives with each stance."""


class Account(NamedTuple):
    """One source's account: its claims, and the dates, figures and chains that stand in them."""

    source: Source
    claims: Sequence[PlacedClaim]
    dates: Cited
    figures: Cited
    roles: Roles
    chains: Chains


MENTIONED, SILENT = 40, 12
"""Most sources that an event's page names: of those that mention it, and of those that don't."""

ROUTES = 3
"""Most chains to one origin that a list of many events shows."""


def silent(site: Site, mentioned: Sequence[Mention]) -> tuple[list[str], int]:
    """Return sources that don't mention an event, by publication, and how many more there are."""
    speaking = {mention.source for mention in mentioned}
    quiet = (id_ for id_ in site.corpus.sources if id_ not in speaking)
    named = list(islice(quiet, SILENT))
    return named, len(site.corpus.sources) - len(speaking) - len(named)


def accounts(site: Site, event: str, claims: Iterable[PlacedClaim]) -> list[Account]:
    """Return the accounts of the sources that make claims on an event, by publication."""
    return [_side(site, event, source, found) for source, found in by_source(claims)]


def _side(site: Site, event: str, source: Source, claims: Sequence[PlacedClaim]) -> Account:
    dates: Cited = {}
    figures: Cited = {}
    chains: Chains = {}
    for placed in claims:
        claim = placed.claim
        chains.setdefault(site.corpus.chain(placed), []).append(placed)
        if claim.date and claim.gives_date_of(event):
            dates.setdefault(claim.date.words, []).append(placed)
        for figure in claim.figures if claim.is_first_on(event) else ():
            figures.setdefault(f"{figure.counts}: {figure.value.text}", []).append(placed)
    return Account(source, claims, dates, figures, roles(claims, event), chains)


def cited_roles(
    page: PageContext, event: str, actor: str, found: Mapping[str, Sequence[PlacedClaim]]
) -> Md:
    """Return an actor's roles in an event, each with the numbers of the claims that say so.

    A role in what is only foretold, or disputed, is marked as that.
    """
    words: Cited = {}
    for role, claims in found.items():
        for placed in claims:
            taken = stance(page.site.corpus, placed, event)
            words.setdefault(f"{as_role(page, actor, role)}{STANCE_MARKS[taken]}", []).append(
                placed
            )
    return cited_list(page, words)


def role_list(page: PageContext, event: str, found: Roles) -> Md:
    """Return actors in their roles, with the numbers of the claims that say so."""
    return join(
        (
            Md(f"{page.actor(actor)} ({cited_roles(page, event, actor, by_role)})")
            for actor, by_role in found.items()
        ),
        "; ",
    )


def chain_list(page: PageContext, source: Source, chains: Chains) -> Md:
    """Return on whose word a source tells what it tells, with the claims' numbers."""
    own = (source.article.publisher,)
    return join(
        (
            Md(f"{'its own word' if way == own else chain(page, way[way[0] in own :])}"
               f"{page.cite_claims(claims)}")
            for way, claims in chains.items()
        ),
        "; ",
    )  # fmt: skip


def origin_list(page: PageContext, origins: Sequence[Origin]) -> list[tuple[Md, list[Md]]]:
    """Return each independent origin, and what it is, with the ways that lead to it."""
    return [(origin_name(page, origin), ways(page, origin.chains)) for origin in origins]


def origin_name(page: PageContext, origin: Origin) -> Md:
    """Return an origin, what is known of it, and as whom it counts if that is another."""
    other = f", counts as {page.named(origin.voice)}" if origin.name != origin.voice else ""
    return Md(f"{page.actor(origin.name)} <small>{ORIGIN_WORDS[origin.kind]}{other}</small>")


def ways(page: PageContext, chains: Chains) -> list[Md]:
    """Return chains of voices, from the source to the root, with the claims' numbers."""
    return [Md(f"{chain(page, way)}{page.cite_claims(claims)}") for way, claims in chains.items()]


def routes(page: PageContext, origin: Origin) -> Md:
    """Return the chains that lead to an origin through others, in small print, or nothing."""
    found = [way for way in origin.chains if len(way) > 1]
    told: list[str] = [chain(page, way) for way in found[:ROUTES]]
    if len(found) > ROUTES:
        told.append(f"and {len(found) - ROUTES} more")
    return Md("".join(f"<br><small>{way}</small>" for way in told))


def chain(page: PageContext, voices: Chain) -> Md:
    """Return a chain of voices, those that no source names marked as such."""
    return join((_link_of(page, id_) for id_ in voices), " → ")


def _link_of(page: PageContext, id_: str) -> Md:
    told = "unnamed" in page.site.corpus.label(Ref("actor", id_)).casefold()
    unnamed = page.site.corpus.unnamed[id_] and not told
    return Md(f"{page.actor(id_)} *(unnamed)*") if unnamed else page.actor(id_)


def mention_list(page: PageContext, event: str, mentioned: Sequence[Mention]) -> Md:
    """Return the sources that mention an event; those that tell of a part alone name the part."""
    shown = [_mention(page, event, mention) for mention in mentioned[:MENTIONED]]
    left = len(mentioned) - len(shown)
    return join([*shown, f"and {left} more"] if left else shown, "; ")


def first_list(
    page: PageContext, event: str, mentioned: Sequence[Mention], first: Sequence[str]
) -> Md:
    """Return the sources that may have reported an event first; of a part alone, with the part."""
    shown = (m._replace(itself=m.tells, parts=m.told) for m in mentioned if m.source in first)
    return join((_mention(page, event, mention) for mention in shown), ", or ")


def _mention(page: PageContext, event: str, mention: Mention) -> Md:
    if mention.itself:
        return page.source(mention.source)
    # Told of a part of a part, the reader knows the nearer one.
    first, *others = dict.fromkeys(_nearest(page.site, event, part) for part in mention.parts)
    more = f" and {len(others)} more" if others else ""
    return Md(f"{page.source(mention.source)} (in a part of it: {page.event(first)}{more})")


def _nearest(site: Site, event: str, part: str) -> str:
    """Return which of the events straight below an event a part of it is, or belongs to."""
    chain = [part, *site.corpus.event_chains[part]]
    return chain[chain.index(event) - 1]


def disagreement_sides(page: PageContext, one: Disagreement) -> list[Md]:
    """Return the values that differ, each with whose word it is."""
    shown = []
    for side in one.sides:
        whole = one.kind in ("dispute", "position")
        words = page.prose(side.value) if whole else escape(f"“{side.value}”")
        whose = join(whose_words(page, side.claims), "; ")
        shown.append(Md(f"{words}{page.cite_claims(side.claims)} – {whose}"))
    return shown
