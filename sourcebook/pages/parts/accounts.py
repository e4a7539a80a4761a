"""Each source's account of an event, and the independent origins of the accounts."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from ...analysis.disagreement import Disagreement
from ...analysis.mentions import Mention
from ...analysis.origins import Chain, Chains, Origin
from ...analysis.stances import AGAINST, RoleStance, role_stance, stance
from ...corpus import PlacedClaim, Ref, Roles, Source, roles
from ...markdown import Md, attributed, escape, fill, isolated, join
from ...messages import gettext as _
from ...messages import marked, ngettext, pgettext
from ...text import capitalised, semicolon
from ..page_context import PageContext
from ..site import Site
from .claims import as_role, by_source, cited_list, naming_first, whose_word, whose_words
from .labels import and_more, figure_value, listed_or, origin_kind, quoted

CitedWords = dict[str, list[PlacedClaim]]
"""Maps a text, such as a date in words, to the claims that state it."""

STANCE_MARKS: Mapping[RoleStance, str] = {
    "foretells": marked("{role} (foretold)"),
    "disputes": marked("{role} (disputed)"),
    "objects": marked("{role} (disputes it)"),
}
"""Maps the stance of a claim towards an actor's role to a message that marks the role.

The stance ``asserts`` is left out, because an asserted role has no mark.
"""


class Account(NamedTuple):
    """One source's account of an event: claims about it, and the values that they state.

    ``dates``, ``figures``, ``roles`` and ``chains`` each map a value to the claims that state this
    value. Figures are grouped by the thing that is counted. A chain is the sequence of voices from
    which a claim comes.
    """

    source: Source
    claims: Sequence[PlacedClaim]
    dates: CitedWords
    figures: Mapping[str, CitedWords]
    roles: Roles
    chains: Chains


MENTIONED, SILENT = 40, 12
"""Maximum numbers of sources that an event's page lists.

``MENTIONED`` limits the sources that mention the event. ``SILENT`` limits the sources that don't
mention it.
"""

MENTIONED_BRIEFLY = 12
"""The limit instead of ``MENTIONED`` if an event's accounts are divided among several pages."""

SIDE = 24
"""Maximum number of claims shown for one of the conflicting values of a disagreement."""

SIDES, CITED = 8, 6
"""Maximum numbers for a disagreement that is cut short.

``SIDES`` limits the conflicting values. ``CITED`` limits the claims for one value.
"""

VOICES = 8
"""Maximum length of each of two lists at the top of an event's page.

The lists are: the independent origins of the accounts, and the claims against the event.
"""

FEW = 3
"""Maximum number of sources named beside an event in a table."""

RELAYED = 3
"""Maximum number of chains of voices shown for one origin in a list of events."""


def silent(site: Site, mentioned: Sequence[Mention]) -> tuple[list[str], int]:
    """Return the ids of sources that don't mention an event, and the number of other such sources.

    Only sources that the researcher has read to the end count. At most ``SILENT`` ids are returned.
    ``mentioned``: the mentions of the event.
    """
    corpus = site.corpus
    speaking = {mention.source for mention in mentioned}
    quiet = (id_ for id_ in corpus.read_sources if id_ not in speaking)
    listed = list(islice(quiet, SILENT))
    read = sum(corpus.states[id_] == "read" for id_ in speaking)
    return listed, len(corpus.read_sources) - read - len(listed)


def silent_list(page: PageContext, sources: Sequence[str], left_out: int) -> Md:
    """Return the sources that don't mention an event: ``A; B; and 3 more``.

    ``sources``: ids of the sources to name. ``left_out``: the number of sources that the list
    counts but doesn't name.
    """
    shown = [page.short_source(id_) for id_ in sources]
    return join([*shown, and_more(left_out)] if left_out else shown, semicolon())


def voices_list(page: PageContext, origins: Sequence[Origin], total: int) -> Md:
    """Return the origins of an event's accounts, each with its kind and its first citations.

    At most ``VOICES`` origins are named, and the rest are counted. ``total``: the number of all
    origins.
    """
    shown = [
        Md(f"{origin_name(page, origin)}{page.cite_claims(_naming(page, origin)[:CITED])}")
        for origin in origins[:VOICES]
    ]
    left = total - len(shown)
    return join([*shown, and_more(left)] if left else shown, semicolon())


def _naming(page: PageContext, origin: Origin) -> list[PlacedClaim]:
    """Return one claim for each chain of an origin.

    If possible, it is a claim whose passage names the last voice of the chain.
    """
    return [naming_first(page, found, voices[-1])[0] for voices, found in origin.chains.items()]


def doubts_list(page: PageContext, claims: Sequence[PlacedClaim], total: int) -> Md:
    """Return a list of the speakers who doubt, deny or dispute an event, with cited paragraphs.

    Only the first ``VOICES`` claims are shown; a last entry counts the others. ``total``: the
    number of all such claims. ``claims`` may have fewer.
    """
    by_voice: dict[tuple[Md, str], list[PlacedClaim]] = {}
    for placed in claims[:VOICES]:
        voice = whose_word(page, placed, begins=True)
        by_voice.setdefault((voice, _objection(placed)), []).append(placed)
    shown = [
        Md(f"{voice} <small>{escape(how)}</small>{page.cite_claims(found)}")
        for (voice, how), found in by_voice.items()
    ]
    left = total - len(claims[:VOICES])
    return join([*shown, and_more(left)] if left else shown, semicolon())


def _objection(placed: PlacedClaim) -> str:
    """Return a label for a claim that doesn't assert an event, such as ``doubt``."""
    kind = placed.claim.kind
    return _(kind) if kind in AGAINST or kind == "forecast" else _("disputes it")


def accounts(site: Site, event: str, claims: Iterable[PlacedClaim]) -> list[Account]:
    """Return the account of each source with claims on an event, in the order of the claims."""
    return [_account(site, event, source, found) for source, found in by_source(claims)]


def _account(site: Site, event: str, source: Source, claims: Sequence[PlacedClaim]) -> Account:
    dates: CitedWords = {}
    figures: dict[str, CitedWords] = {}
    chains: Chains = {}
    for placed in claims:
        claim = placed.claim
        chains.setdefault(site.corpus.chain(placed), []).append(placed)
        if claim.date and claim.gives_date_of(event):
            dates.setdefault(claim.date.words, []).append(placed)
        for figure in claim.figures if claim.is_first_on(event) else ():
            values = figures.setdefault(figure.counts, {})
            values.setdefault(figure_value(figure), []).append(placed)
    return Account(source, claims, dates, figures, roles(claims, event), chains)


def cited_roles(
    page: PageContext, event: str, actor: str, found: Mapping[str, Sequence[PlacedClaim]]
) -> Md:
    """Return an actor's roles in an event, each with the citation numbers of its claims.

    For claims that foretell or dispute a role, the role is shown with a mark, such as
    ``(foretold)``. Another mark says that the actor itself disputes the role. ``found``: maps each
    role to the claims that give the actor this role.
    """
    words: CitedWords = {}
    for role, claims in found.items():
        for placed in claims:
            shown = as_role(page, actor, role)
            taken = role_stance(page.site.corpus, placed, event, actor, role)
            if taken in STANCE_MARKS:
                shown = fill(_(STANCE_MARKS[taken]), role=shown)
            words.setdefault(shown, []).append(placed)
    return cited_list(page, words)


RoleRows = list[tuple[str, Mapping[str, Sequence[PlacedClaim]]]]
"""Each row: an actor's id, and a mapping from the actor's roles to the claims that state them."""


def roles_by_group(page: PageContext, rows: RoleRows) -> list[tuple[str, RoleRows]]:
    """Return a (heading, rows) pair for each group of roles, in the order of the vocabulary.

    Roles without a group come last. If no role has a group, the only heading is empty. An actor
    with roles of two groups has a row in both groups.
    """
    groups = page.site.corpus.role_groups
    found: dict[str, RoleRows] = {group: [] for group in (*groups.values(), "")}
    for actor, given in rows:
        parts: dict[str, dict[str, Sequence[PlacedClaim]]] = {}
        for role, claims in given.items():
            parts.setdefault(groups.get(role, ""), {})[role] = claims
        for group, part in parts.items():
            found[group].append((actor, part))
    shown = [(capitalised(group), one) for group, one in found.items() if one]
    if len(shown) > 1 and not shown[-1][0]:
        shown[-1] = (_("Other roles"), shown[-1][1])
    return shown


def chain_list(page: PageContext, event: str, source: Source, chains: Chains) -> Md:
    """Return the chains of voices (who cites whom) in a source's account of an event.

    Each chain has the citation numbers of its claims. If the source cites nobody for a claim, the
    chain is shown as “the source itself”. If the claims of a chain doubt, deny, dispute or foretell
    the event, the chain has a note that says so, and comes after the chains without a note.
    """
    corpus = page.site.corpus
    own = (corpus.speakers.get(source.id),)
    shown: dict[tuple[Chain, str], list[PlacedClaim]] = {}
    for voices, found in chains.items():
        for placed in found:
            asserts = stance(corpus, placed, event) == "asserts"
            shown.setdefault((voices, "" if asserts else _objection(placed)), []).append(placed)

    def cited(voices: Chain, how: str) -> Md:
        if how:
            return Md(f"{cited(voices, '')} <small>{escape(how)}</small>")
        if voices == own:
            return escape(_("the source itself"))
        # Leave out the first voice if the source's label names it, because the account shows the
        # label.
        return chain(page, voices[1:] if voices[0] in own else voices)

    return join(
        (
            Md(f"{cited(*of)}{page.cite_claims(shown[of])}")
            for of in sorted(shown, key=lambda of: bool(of[1]))
        ),
        semicolon(),
    )


def origin_list(page: PageContext, origins: Sequence[Origin]) -> list[tuple[Md, list[Md]]]:
    """Return a pair for each origin: its name and kind, and its chains with citations."""
    return [(origin_name(page, origin), cited_chains(page, origin.chains)) for origin in origins]


def origin_name(page: PageContext, origin: Origin) -> Md:
    """Return the name of the actor that an origin is named after, and the origin's kind.

    The kind is left out if the name says it. The origin may be counted under another actor (see
    ``Origin``): for example, a spokesman under the body for which he speaks. This other actor's
    name is then added.
    """
    many = page.site.corpus.takes_plural[origin.name]
    kind: str = origin_kind(origin.kind, many)
    if origin.name != origin.voice:
        kind = fill(_("{kind}, counts as {actor}"), kind=kind, actor=page.named(origin.voice))
    elif origin.kind == "unnamed" and _says_unnamed(page, origin.name):
        return page.actor(origin.name)
    return Md(f"{page.actor(origin.name)} <small>{escape(kind)}</small>")


def cited_chains(page: PageContext, chains: Chains) -> list[Md]:
    """Return each chain of voices as text, with the citation numbers of the chain's claims."""
    return [
        Md(f"{chain(page, voices)}{page.cite_claims(found)}") for voices, found in chains.items()
    ]


def relayed_chains(page: PageContext, origin: Origin) -> Md:
    """Return, in small print, an origin's chains of more than one voice; empty if it has none.

    The first ``RELAYED`` chains are shown, and the rest are counted.
    """
    found = [voices for voices in origin.chains if len(voices) > 1]
    shown: list[Md] = [chain(page, voices) for voices in found[:RELAYED]]
    left = len(found) - len(shown)
    if left:
        shown.append(and_more(left))
    return Md("".join(f"<br><small>{item}</small>" for item in shown))


def chain(page: PageContext, voices: Chain) -> Md:
    """Return a chain of voices as text, with a mark after each voice whose name no source gives."""
    arrow = pgettext("from a voice to whom it has its words from; points ahead in the text", "→")
    return join((_voice(page, id_) for id_ in voices), f" {arrow} ")


def _voice(page: PageContext, id_: str) -> Md:
    if page.site.corpus.unnamed[id_] and not _says_unnamed(page, id_):
        if page.site.corpus.takes_plural[id_]:
            message = pgettext("of several people", "{actor} *(unnamed)*")
        else:
            message = _("{actor} *(unnamed)*")
        return fill(message, actor=page.actor(id_))
    return page.actor(id_)


def _says_unnamed(page: PageContext, id_: str) -> bool:
    """Return whether an actor's label says that nobody names it, as "Unnamed diplomat" does."""
    return "unnamed" in page.site.corpus.label(Ref("actor", id_)).casefold()


def mention_list(page: PageContext, event: str, mentioned: Sequence[Mention], most: int) -> Md:
    """Return the sources that mention an event: at most ``most``, then the number of the others.

    If a source mentions only sub-events of the event, the first of these sub-events, and the number
    of the others, are added in parentheses.
    """
    shown = [_mention(page, event, mention) for mention in mentioned[:most]]
    left = len(mentioned) - len(shown)
    return join([*shown, and_more(left)] if left else shown, semicolon())


def first_list(
    page: PageContext, event: str, mentioned: Sequence[Mention], first: Sequence[str], most: int
) -> Md:
    """Return the sources that may be the first to report an event: ``A``, ``A; or B``.

    ``first``: ids of these sources. ``most``: maximum number of sources to name. If a source
    reports only sub-events of the event, the first of these sub-events, and the number of the
    others, are added in parentheses.
    """
    found = [m._replace(itself=m.tells, parts=m.told) for m in mentioned if m.source in first]
    shown = [_mention(page, event, mention) for mention in found[:most]]
    left = len(found) - len(shown)
    if left:
        shown.append(fill(ngettext("one of {count} more", "one of {count} more", left), count=left))
    return listed_or(shown)


def sources_of(page: PageContext, event: str) -> Md:
    """Return links to the sources that mention an event or a part of it, at most ``FEW``.

    The others are counted at the end, as in ``A; B; C; and 2 more``.
    """
    mentioned = page.site.mentions.get(event, ())
    shown = [page.source(mention.source) for mention in mentioned[:FEW]]
    left = len(mentioned) - len(shown)
    return join([*shown, and_more(left)] if left else shown, semicolon())


def _mention(page: PageContext, event: str, mention: Mention) -> Md:
    source = page.source(mention.source)
    if mention.itself:
        return source
    # Show direct sub-events, which this page lists, even if the source mentions deeper ones.
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
    """Return the direct sub-event of ``event`` that contains ``part`` at any depth.

    If ``part`` itself is a direct sub-event of ``event``, return ``part``.
    """
    chain = [part, *site.corpus.event_chains[part]]
    return chain[chain.index(event) - 1]


def disagreement_sides(page: PageContext, found: Disagreement, cut: bool = False) -> list[Md]:
    """Return an entry for each conflicting value, with citations and the voices that state it.

    An entry shows at most ``SIDE`` claims; the page of the event or question lists all of them.
    With ``cut``, only the first ``SIDES`` values have an entry, and an entry shows at most
    ``CITED`` claims. If values are left out, a last entry says how many.
    """
    shown = []
    for side in found.sides[: SIDES if cut else None]:
        is_prose = found.kind in ("dispute", "position")
        words = page.statement(side.value) if is_prose else isolated(quoted(side.value))
        claims = side.claims[: CITED if cut else SIDE]
        cited, whose = page.cite_claims(claims), whose_words(page, claims)
        left = len(side.claims) - len(claims)
        if left:
            whose.append(and_more(left))
        shown.append(attributed(Md(f"{words}{cited}"), join(whose, semicolon())))
    left = len(found.sides) - len(shown)
    return [*shown, and_more(left)] if left else shown
