"""Each source's account of an event, and the origins that the accounts rest on."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from ...analysis.disagreement import Disagreement
from ...analysis.mentions import Mention
from ...analysis.origins import Chain, Chains, Origin
from ...analysis.stances import Stance, stance
from ...corpus import PlacedClaim, Ref, Roles, Source, roles
from ...markdown import Md, escape, fill, join
from ...messages import gettext as _
from ...messages import marked, ngettext
from ..page_context import PageContext
from ..site import Site
from .claims import as_role, by_source, cited_list, whose_words
from .labels import ORIGIN_KINDS, figure_label, listed_or, quoted

CitedWords = dict[str, list[PlacedClaim]]
"""Maps words that claims give, such as a date, to the claims that give them."""

STANCE_MARKS: Mapping[Stance, str] = {
    "foretells": marked("{role} (foretold)"),
    "disputes": marked("{role} (disputed)"),
}
"""Maps the stance of a claim that doesn't assert its event to the way its roles are shown."""


class Account(NamedTuple):
    """One source's account: its claims, and their dates, figures, roles and chains."""

    source: Source
    claims: Sequence[PlacedClaim]
    dates: CitedWords
    figures: CitedWords
    roles: Roles
    chains: Chains


MENTIONED, SILENT = 40, 12
"""Maximum numbers of sources on an event's page: of those that mention it, and of the others."""

RELAYED = 3
"""Maximum number of chains shown for one origin in a list of many events."""


def silent(site: Site, mentioned: Sequence[Mention]) -> tuple[list[str], int]:
    """Return the earliest sources that don't mention an event, and how many more there are."""
    speaking = {mention.source for mention in mentioned}
    quiet = (id_ for id_ in site.corpus.sources if id_ not in speaking)
    listed = list(islice(quiet, SILENT))
    return listed, len(site.corpus.sources) - len(speaking) - len(listed)


def not_mentioned_in(page: PageContext, sources: Sequence[str], left_out: int) -> Md:
    """Return a sentence that lists sources that don't mention an event, and counts the rest."""
    listed = join((page.source(id_) for id_ in sources), "; ")
    if not left_out:
        return fill(_("Not mentioned in: {sources}."), sources=listed)
    return fill(
        ngettext(
            "Not mentioned in: {sources}; and {count} more.",
            "Not mentioned in: {sources}; and {count} more.",
            left_out,
        ),
        sources=listed,
        count=left_out,
    )


def accounts(site: Site, event: str, claims: Iterable[PlacedClaim]) -> list[Account]:
    """Return the accounts of the sources that make claims on an event, by date of publication."""
    return [_account(site, event, source, found) for source, found in by_source(claims)]


def _account(site: Site, event: str, source: Source, claims: Sequence[PlacedClaim]) -> Account:
    dates: CitedWords = {}
    figures: CitedWords = {}
    chains: Chains = {}
    for placed in claims:
        claim = placed.claim
        chains.setdefault(site.corpus.chain(placed), []).append(placed)
        if claim.date and claim.gives_date_of(event):
            dates.setdefault(claim.date.words, []).append(placed)
        for figure in claim.figures if claim.is_first_on(event) else ():
            figures.setdefault(figure_label(figure), []).append(placed)
    return Account(source, claims, dates, figures, roles(claims, event), chains)


def cited_roles(
    page: PageContext, event: str, actor: str, found: Mapping[str, Sequence[PlacedClaim]]
) -> Md:
    """Return an actor's roles in an event, each with the citation numbers of its claims.

    A role is marked as foretold or disputed if its claim only foretells or disputes the event.
    """
    words: CitedWords = {}
    for role, claims in found.items():
        for placed in claims:
            shown, taken = as_role(page, actor, role), stance(page.site.corpus, placed, event)
            if taken in STANCE_MARKS:
                shown = _(STANCE_MARKS[taken]).format(role=shown)
            words.setdefault(shown, []).append(placed)
    return cited_list(page, words)


def role_list(page: PageContext, event: str, found: Roles) -> Md:
    """Return actors in their roles, with the citation numbers of the claims."""
    return join(
        (
            Md(f"{page.actor(actor)} ({cited_roles(page, event, actor, by_role)})")
            for actor, by_role in found.items()
        ),
        "; ",
    )


def chain_list(page: PageContext, source: Source, chains: Chains) -> Md:
    """Return the voices that a source cites, or “the source itself”, with citation numbers."""
    own = (source.article.publisher,)

    def cited(voices: Chain) -> Md:
        if voices == own:
            return escape(_("the source itself"))
        # In a source's account, its publisher isn't shown as the first voice of a chain.
        return chain(page, voices[1:] if voices[0] in own else voices)

    return join(
        (Md(f"{cited(voices)}{page.cite_claims(found)}") for voices, found in chains.items()), "; "
    )


def origin_list(page: PageContext, origins: Sequence[Origin]) -> list[tuple[Md, list[Md]]]:
    """Return, for each independent origin, its name and kind, and the chains that lead to it."""
    return [(origin_name(page, origin), cited_chains(page, origin.chains)) for origin in origins]


def origin_name(page: PageContext, origin: Origin) -> Md:
    """Return an origin's name and kind, and the actor that it counts as, if different."""
    kind: str = _(ORIGIN_KINDS[origin.kind])
    if origin.name != origin.voice:
        kind = fill(_("{kind}, counts as {actor}"), kind=kind, actor=page.named(origin.voice))
    return Md(f"{page.actor(origin.name)} <small>{escape(kind)}</small>")


def cited_chains(page: PageContext, chains: Chains) -> list[Md]:
    """Return chains of voices, from the source to the root, with the claims' citation numbers."""
    return [
        Md(f"{chain(page, voices)}{page.cite_claims(found)}") for voices, found in chains.items()
    ]


def relayed_chains(page: PageContext, origin: Origin) -> Md:
    """Return the chains that lead to an origin through other voices, in small print, if any."""
    found = [voices for voices in origin.chains if len(voices) > 1]
    shown: list[Md] = [chain(page, voices) for voices in found[:RELAYED]]
    left = len(found) - len(shown)
    if left:
        shown.append(_and_more(left))
    return Md("".join(f"<br><small>{item}</small>" for item in shown))


def _and_more(count: int) -> Md:
    return fill(ngettext("and {count} more", "and {count} more", count), count=count)


def chain(page: PageContext, voices: Chain) -> Md:
    """Return a chain of voices; those that no source names are marked as unnamed."""
    return join((_voice(page, id_) for id_ in voices), " → ")


def _voice(page: PageContext, id_: str) -> Md:
    # Some actors' labels already say so, such as "Unnamed diplomat".
    says_so = "unnamed" in page.site.corpus.label(Ref("actor", id_)).casefold()
    if page.site.corpus.unnamed[id_] and not says_so:
        return fill(_("{actor} *(unnamed)*"), actor=page.actor(id_))
    return page.actor(id_)


def mention_list(page: PageContext, event: str, mentioned: Sequence[Mention]) -> Md:
    """Return the sources that mention an event, with the sub-events if one mentions only these."""
    shown = [_mention(page, event, mention) for mention in mentioned[:MENTIONED]]
    left = len(mentioned) - len(shown)
    return join([*shown, _and_more(left)] if left else shown, "; ")


def first_list(
    page: PageContext, event: str, mentioned: Sequence[Mention], first: Sequence[str]
) -> Md:
    """Return possible first sources of an event, with the sub-events if one reports only these."""
    shown = (m._replace(itself=m.tells, parts=m.told) for m in mentioned if m.source in first)
    return listed_or(_mention(page, event, mention) for mention in shown)


def _mention(page: PageContext, event: str, mention: Mention) -> Md:
    source = page.source(mention.source)
    if mention.itself:
        return source
    # Name the direct sub-event, which this page lists, even if a deeper one is mentioned.
    first, *others = dict.fromkeys(_nearest(page.site, event, part) for part in mention.parts)
    if not others:
        return fill(
            _("{source} (in a part of it: {event})"), source=source, event=page.event(first)
        )
    return fill(
        ngettext(
            "{source} (in parts of it: {event} and {count} more)",
            "{source} (in parts of it: {event} and {count} more)",
            len(others),
        ),
        source=source,
        event=page.event(first),
        count=len(others),
    )


def _nearest(site: Site, event: str, part: str) -> str:
    """Return the direct sub-event of ``event`` that ``part`` is, or belongs to at any depth."""
    chain = [part, *site.corpus.event_chains[part]]
    return chain[chain.index(event) - 1]


def disagreement_sides(page: PageContext, found: Disagreement) -> list[Md]:
    """Return each of the conflicting values, with citation numbers and those who state it."""
    shown = []
    for side in found.sides:
        is_prose = found.kind in ("dispute", "position")
        words = page.prose(side.value) if is_prose else quoted(side.value)
        whose = join(whose_words(page, side.claims), "; ")
        shown.append(Md(f"{words}{page.cite_claims(side.claims)} – {whose}"))
    return shown
