"""Checks that articles match their summaries, and that no paragraph still needs a claim."""

from collections.abc import Iterable, Iterator, Sequence

from ..messages import gettext as _
from ..problems import Problem
from ..reading.entry import Entry
from ..reading.records import Records
from ..reading.yaml_text import KEY
from ..records.locators import PARTS, Locator, Passage, locator_text
from ..records.sources import QUOTE_WORDS, Article, Claim, Summary
from .claimed import joined, unaccounted
from .grouping import group


def check(records: Records) -> Iterator[Problem]:
    """Yield a problem for each summary that has no article or doesn't match its article.

    Also yields a problem for each paragraph, and for each source, that still needs claims, and for
    each article that has the full text but no licence.
    """
    articles = {entry.id: entry for entry in records.articles}
    summaries = group((entry.id, entry) for entry in records.summaries)
    for entry in records.articles:
        if entry.record.text == "full" and not entry.record.licence and entry.whole:
            yield entry.problem("full-text-without-licence", "text")
        if entry.whole and ("summary", entry.id) not in records.damaged:
            yield from _unread(entry, joined([one.record for one in summaries.get(entry.id, ())]))
    for of_source in summaries.values():
        yield from _claim_ids(of_source)
    for summary in records.summaries:
        article = articles.get(summary.id)
        yield from _claims(summary)
        if article:
            if article.whole:
                yield from _locators(article, summary)
            if article.whole and summary.whole:
                yield from _unused(summary, summaries[summary.id])
            yield from _quotes(article.record, summary)
        elif ("source", summary.id) not in records.damaged:
            path = summary.document.path.replace("/summaries/", "/articles/").removesuffix(".yml")
            yield Problem("summary-without-article", summary.place, {"path": f"{path}.md"})


def missing(source: str, article: Article, locator: Locator) -> tuple[str, dict[str, str]]:
    """Return the code and facts of the problem with a locator that isn't in an article."""
    facts = {"source": source, "locator": locator_text(locator)}
    if isinstance(locator, Passage):
        key = "pages" if locator.kind == "page" else "duration"
        return "beyond-length", {**facts, "key": key, "length": str(getattr(article, key))}
    if isinstance(locator, int):
        return "no-paragraph", {**facts, "parts": _paragraphs_of(article)}
    parts = ", ".join(part for part in PARTS if article.has(part))
    return "no-paragraph", {**facts, "parts": parts}


def _paragraphs_of(article: Article) -> str:
    """Return the range of an article's paragraphs, in words: ``¶1 to ¶5``."""
    count = len(article.paragraphs)
    if count > 1:
        return _("¶1 to ¶{count}").format(count=count)
    return _("one paragraph") if count else _("no paragraphs")


def _claim_ids(summaries: Iterable[Entry[Summary]]) -> Iterator[Problem]:
    """Yield a problem for each claim that has the id of an earlier claim of the same source."""
    first: dict[str, tuple[Entry[Summary], int]] = {}
    for summary in summaries:
        for index, claim in enumerate(summary.record.claims):
            if claim.id in first:
                other, at = first[claim.id]
                place = str(other.mark("claims", at, "id"))
                yield summary.problem(
                    "duplicate-id", "claims", index, "id", kind="claim", id=claim.id, place=place
                )
            first.setdefault(claim.id, (summary, index))


def _claims(summary: Entry[Summary]) -> Iterator[Problem]:
    for index, claim in enumerate(summary.record.claims):
        if not claim.locators and summary.whole:
            yield summary.problem("claim-without-locator", "claims", index, "id", id=claim.id)
        for key in ("translation", "quote_language"):
            if getattr(claim, key) and not claim.quote and summary.whole:
                yield summary.problem("without-quote", "claims", index, key, "[key]", key=key)
        about = claim.event or claim.cast or claim.locations or claim.relation or claim.answers
        if not about and summary.whole:
            yield summary.problem("claim-about-nothing", "claims", index, "id", id=claim.id)


def _locators(article: Entry[Article], summary: Entry[Summary]) -> Iterator[Problem]:
    placed: list[tuple[Locator, tuple[str | int, ...]]] = []
    for number, claim in enumerate(summary.record.claims):
        for key in ("paragraph", "at"):
            for index, locator in enumerate(getattr(claim, key)):
                placed.append((locator, ("claims", number, key, index)))
    for kind in ("actors", "locations"):
        for id_, words in getattr(summary.record.names, kind).items():
            for word, locators in words.items():
                for index, locator in enumerate(locators):
                    placed.append((locator, ("names", kind, id_, word, index)))
    placed += [(locator, ("unused", str(locator), "[key]")) for locator in summary.record.unused]
    for locator, loc in placed:
        if not article.record.has(locator):
            code, facts = missing(article.id, article.record, locator)
            yield summary.problem(code, *loc, **facts)


def _unread(article: Entry[Article], summary: Summary) -> Iterator[Problem]:
    stated, left = article.record.state, unaccounted(article.record, summary)
    if stated == "read":
        if not article.record.paragraphs and not summary.claims:
            yield article.problem("nothing-read", "state")
        for number in left:
            yield article.problem(
                "paragraph-without-claim", "paragraphs", number - 1, paragraph=str(number)
            )
    elif left and not stated:
        yield article.problem("partly-read", "title", KEY, paragraphs=paragraph_ranges(left))


def paragraph_ranges(numbers: Sequence[int]) -> str:
    """Return the numbers of paragraphs, in words: ``¶1, ¶3-5``."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1][1:] = [number]
        else:
            ranges.append([number])
    return ", ".join("¶" + "-".join(map(str, ends)) for ends in ranges)


def _unused(summary: Entry[Summary], of_source: Iterable[Entry[Summary]]) -> Iterator[Problem]:
    claims: dict[Locator, Claim] = {}
    for one in of_source:
        for claim in one.record.claims:
            for locator in claim.locators:
                claims.setdefault(locator, claim)
    for locator in summary.record.unused:
        if locator in claims:
            yield summary.problem(
                "unused-with-claim",
                "unused",
                str(locator),
                "[key]",
                locator=locator_text(locator),
                claim=claims[locator].id,
            )


def _quotes(article: Article, summary: Entry[Summary]) -> Iterator[Problem]:
    if article.text == "full":
        return
    for index, claim in enumerate(summary.record.claims):
        words = len(claim.quote.split()) if claim.quote else 0
        if words > QUOTE_WORDS:
            facts = {"words": str(words), "limit": str(QUOTE_WORDS)}
            yield summary.problem("long-quote", "claims", index, "quote", **facts)
