"""How claims are shown: their details, and tables of what several of them say."""

from collections.abc import Iterable, Mapping, Sequence

from ...analysis.agreement import noun, verb
from ...analysis.stances import AGAINST
from ...corpus import PlacedClaim, Ref, Source
from ...corpus.claimed import words_in
from ...corpus.paragraphs import locator_words
from ...markdown import Md, escape, join, table
from ...records.dates import Date
from ...records.sources import Claim, Locator, Words
from ..page_context import PageContext


def by_source(claims: Iterable[PlacedClaim]) -> list[tuple[Source, list[PlacedClaim]]]:
    """Return claims by their sources, in order of publication, then of paragraph."""
    grouped: dict[str, list[PlacedClaim]] = {}
    for placed in claims:
        grouped.setdefault(placed.source.id, []).append(placed)
    return [(group[0].source, group) for group in grouped.values()]


def origin(page: PageContext, placed: PlacedClaim) -> Md:
    """Return whom a claim is from: ``on the word of an agency, citing …``; or nothing."""
    names = [page.named(id_) for id_ in words_in(placed.claim)]
    return Md(f"on the word of {join(names, ', citing ')}") if names else Md("")


def whose_word(page: PageContext, placed: PlacedClaim, *, begins: bool = False) -> Md:
    """Return whose word a claim is, and how it came here: ``the Guards, according to …``.

    ``begins``: it stands by itself, or first in a line.
    """
    chain, source = page.site.corpus.chain(placed), page.source(placed.source.id)
    relays = chain[:-1] if placed.claim.by else chain[1:-1]
    if chain == (placed.source.article.publisher,):
        return source
    through = f", through {join((page.named(id_) for id_ in relays), ' and ')}" if relays else ""
    return Md(f"{page.named(chain[-1], begins=begins)}{through}, according to {source}")


def whose_words(
    page: PageContext, claims: Iterable[PlacedClaim], *, begins: bool = False
) -> list[Md]:
    """Return whose word some claims are, each said once."""
    return list(dict.fromkeys(whose_word(page, placed, begins=begins) for placed in claims))


def related(page: PageContext, subject: str, type_: str, object_: str) -> Md:
    """Return a relation as a sentence without its full stop: ``the militias fight against …``."""
    phrase = verb(type_, page.site.corpus.takes_plural[subject])
    return Md(f"{page.named(subject, begins=True)} {escape(phrase)} {page.named(object_)}")


def only_in(claims: Iterable[PlacedClaim]) -> Md:
    """Return in what a relation stands, where all claims that give it are forecasts or the like."""
    kinds = list(dict.fromkeys(placed.claim.kind for placed in claims))
    if not kinds or not {"forecast", *AGAINST}.issuperset(kinds):
        return Md("")
    return Md(f" <small>in a {' and a '.join(kinds)}</small>")


def as_role(page: PageContext, actor: str, role: str) -> str:
    """Return a role in the number of the actor that has it."""
    return noun(role, page.site.corpus.takes_plural[actor])


def claim_list(page: PageContext, claims: Iterable[PlacedClaim], event: str | None = None) -> Md:
    """Return claims as a list: what each says, its citation, and its details in small print.

    ``event``: the event whose page the list is on, if it is on one.
    """
    lines = []
    for placed in claims:
        says = f"- {page.prose(placed.claim.says)}{page.cite_claims((placed,))}"
        more = details(page, placed, event)
        lines.append(f"{says}<br><small>{more}</small>" if more else says)
    return Md("\n".join(lines))


def details(page: PageContext, placed: PlacedClaim, event: str | None = None) -> Md:
    """Return what else a claim says, in small print: kind, origin, date, figures, wording.

    ``event``: the event whose page it is shown on, if it is one.
    """
    claim = placed.claim
    parts: list[str] = []
    if claim.kind != "report":
        parts.append(claim.kind)
    if claim.by or claim.origin:
        parts.append(origin(page, placed))
    if claim.first_hand:
        parts.append("at first hand")
    if claim.date:
        parts.append(_when(page, claim, claim.date, event))
    parts += [f"{figure.counts}: {figure.value.text}" for figure in claim.figures]
    if claim.quote:
        parts.append(f"in the words “{claim.quote}” ({checked(page, placed)})")
    for address in claim.disputes:
        disputed = page.site.corpus.claims_by_address[address]
        parts.append(Md(f"set against {page.claim(disputed)} ({whose_word(page, disputed)})"))
    for other in page.site.corpus.disputed_by.get(placed.address, ()):
        parts.append(Md(f"against it: {page.claim(other)} ({whose_word(page, other)})"))
    if claim.note:
        parts.append(Md(f"Note: {page.prose(claim.note)}"))
    return join(parts, " · ")


def _when(page: PageContext, claim: Claim, date: Date, event: str | None) -> Md:
    """Return a claim's date; of a claim on several events, with the one that it is the date of.

    On that event's own page, it goes without saying.
    """
    step = claim.dates == "step"
    if len(claim.event) > 1 and event != claim.event[0]:
        of = f"a step in {page.event(claim.event[0])}" if step else page.event(claim.event[0])
        return Md(f"date of {of}: {date.words}")
    return Md(f"dated {date.words}{' (a step in the event)' if step else ''}")


def checked(page: PageContext, placed: PlacedClaim) -> str:
    """Return what is known of a claim's quote: ``checked``, ``found in ¶5``, ``not checked``."""
    result = page.site.evidence.quote(placed)
    if result.where is not None:
        return f"found in {locator_words(result.where)}"
    return "checked" if result.state == "found" else "not checked"


def cited_list(page: PageContext, items: Mapping[str, Sequence[PlacedClaim]]) -> Md:
    """Return words in a row, each with the numbers of the claims that say so."""
    return join(Md(f"{escape(words)}{page.cite_claims(claims)}") for words, claims in items.items())


def times(page: PageContext, ref: Ref, source: str, words: str, locators: Sequence[Locator]) -> str:
    """Return how often a source's words for a record stand in these places: ``3``, or ``≥ 2``.

    Where not all has been counted, they stand in each place once at least.
    """
    counted = page.site.evidence.times(source, ref.type, ref.id, words, locators)
    return f"≥ {len(set(locators))}" if counted is None else str(counted)


def names_table(page: PageContext, ref: Ref, rows: Sequence[tuple[str, Words]]) -> Md:
    """Return which source uses which words for a record, how often, and in which paragraphs.

    ``rows``: source id, words.
    """
    return table(
        ("Source", "Words", "Times", "Paragraphs"),
        [
            (
                page.source(source),
                words,
                times(page, ref, source, words, locators),
                page.paragraphs(source, locators),
            )
            for source, used in rows
            for words, locators in used.items()
        ],
    )
