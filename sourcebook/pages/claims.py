"""How claims are shown: their details, and tables of what several of them say."""

from collections.abc import Iterable, Mapping, Sequence

from ..corpus import PlacedClaim, Ref, Source
from ..corpus.paragraphs import locator_words
from ..markdown import Md, escape, join, table
from ..records.sources import Locator, Words
from .page import Page


def by_source(claims: Iterable[PlacedClaim]) -> list[tuple[Source, list[PlacedClaim]]]:
    """Return claims by their sources, in order of publication, then of paragraph."""
    grouped: dict[str, list[PlacedClaim]] = {}
    for placed in claims:
        grouped.setdefault(placed.source.id, []).append(placed)
    return [(group[0].source, group) for group in grouped.values()]


def origin(page: Page, placed: PlacedClaim) -> Md:
    """Return whom a claim is from: ``on the word of an agency, citing …``; or nothing."""
    names = [page.actor(id_) for id_ in placed.claim.origin]
    return Md(f"on the word of {join(names, ', citing ')}") if names else Md("")


def claim_list(page: Page, claims: Iterable[PlacedClaim]) -> Md:
    """Return claims as a list: what each says, its citation, and its details in small print."""
    lines = []
    for placed in claims:
        says = f"- {page.prose(placed.claim.says)}{page.cite_claims((placed,))}"
        more = details(page, placed)
        lines.append(f"{says}<br><small>{more}</small>" if more else says)
    return Md("\n".join(lines))


def details(page: Page, placed: PlacedClaim) -> Md:
    """Return what else a claim says, in small print: kind, origin, date, figures, wording."""
    claim = placed.claim
    parts: list[str] = []
    if claim.kind != "report":
        parts.append(claim.kind)
    if claim.origin:
        parts.append(origin(page, placed))
    if claim.date:
        parts.append(f"dated {claim.date.words}")
    parts += [f"{figure.counts}: {figure.value.text}" for figure in claim.figures]
    if claim.quote:
        parts.append(f"in the words “{claim.quote}” ({checked(page, placed)})")
    for address in claim.disputes:
        disputed = page.site.corpus.claims_by_address[address]
        where = page.claim(disputed, page.site.corpus.source_label(disputed.source.id))
        parts.append(Md(f"disputes a claim of {where}"))
    for other in page.site.corpus.disputed_by.get(placed.address, ()):
        where = page.claim(other, page.site.corpus.source_label(other.source.id))
        parts.append(Md(f"disputed by {where}"))
    if claim.note:
        parts.append(Md(f"Note: {page.prose(claim.note)}"))
    return join(parts, " · ")


def checked(page: Page, placed: PlacedClaim) -> str:
    """Return what is known of a claim's quote: ``checked``, ``found in ¶5``, ``not checked``."""
    result = page.site.evidence.quote(placed)
    if result.where is not None:
        return f"found in {locator_words(result.where)}"
    return "checked" if result.state == "found" else "not checked"


def cited_list(page: Page, items: Mapping[str, Sequence[PlacedClaim]]) -> Md:
    """Return words in a row, each with the numbers of the claims that say so."""
    return join(Md(f"{escape(words)}{page.cite_claims(claims)}") for words, claims in items.items())


def times(page: Page, ref: Ref, source: str, words: str, locators: Sequence[Locator]) -> str:
    """Return how often a source's words for a record stand in these places: ``3``, or ``≥ 2``.

    Where not all has been counted, they stand in each place once at least.
    """
    counted = page.site.evidence.times(source, ref.kind, ref.id, words, locators)
    return f"≥ {len(set(locators))}" if counted is None else str(counted)


def names_table(page: Page, ref: Ref, rows: Sequence[tuple[str, Words]]) -> Md:
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
