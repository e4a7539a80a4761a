"""Checks that an article and its summary match, and that every paragraph is accounted for."""

from collections.abc import Iterator

from ..messages import gettext as _
from ..problems import Problem
from ..reading import Entry, Records
from ..records.sources import PARTS, QUOTE_WORDS, Article, Claim, Locator, Summary


def check(records: Records) -> Iterator[Problem]:
    """Yield a problem for each article without a summary and each summary without an article.

    Also yields problems for articles and summaries that don't match.
    """
    articles = {entry.id: entry for entry in records.articles}
    summaries = {entry.id: entry for entry in records.summaries}
    damaged = records.damaged
    for entry in records.articles:
        if entry.record.text == "full" and not entry.record.licence and entry.whole:
            yield entry.problem("full-text-without-licence", "text")
        if entry.id not in summaries and ("summary", entry.id) not in damaged:
            path = entry.document.path.replace("/articles/", "/summaries/").removesuffix(".md")
            yield Problem("article-without-summary", entry.place, {"path": f"{path}.yml"})
    for summary in records.summaries:
        article = articles.get(summary.id)
        yield from _claim_ids(summary)
        if article:
            if article.whole:
                yield from _locators(article, summary)
            if article.whole and summary.whole:
                yield from _accounts(article, summary)
            yield from _quotes(article.record, summary)
        elif ("source", summary.id) not in damaged:
            path = summary.document.path.replace("/summaries/", "/articles/").removesuffix(".yml")
            yield Problem("summary-without-article", summary.place, {"path": f"{path}.md"})


def missing_part(source: str, article: Article, locator: Locator) -> dict[str, str]:
    """Return the values to insert into the message of a problem.

    The problem is that ``locator`` names a paragraph or part that the article doesn't have.
    """
    return {
        "source": source,
        "locator": locator_words(locator),
        "parts": _paragraphs_of(article)
        if isinstance(locator, int)
        else ", ".join(part for part in PARTS if article.has(part)),
    }


def _paragraphs_of(article: Article) -> str:
    """Return the range of an article's paragraphs, in words: ``¶1 to ¶5``."""
    count = len(article.paragraphs)
    if count > 1:
        return _("¶1 to ¶{count}").format(count=count)
    return _("one paragraph") if count else _("no paragraphs")


def locator_words(locator: Locator) -> str:
    """Return a locator as it is cited: ``¶6``, ``title``."""
    return f"¶{locator}" if isinstance(locator, int) else locator


def _claim_ids(summary: Entry[Summary]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, claim in enumerate(summary.record.claims):
        if claim.id in first:
            place = str(summary.mark("claims", first[claim.id], "id"))
            yield summary.problem(
                "duplicate-id", "claims", index, "id", kind="claim", id=claim.id, place=place
            )
        first.setdefault(claim.id, index)
        about = claim.event or claim.cast or claim.locations or claim.relation or claim.answers
        if not about and summary.whole:
            yield summary.problem("claim-about-nothing", "claims", index, "id", id=claim.id)


def _locators(article: Entry[Article], summary: Entry[Summary]) -> Iterator[Problem]:
    placed: list[tuple[Locator, tuple[str | int, ...]]] = []
    for number, claim in enumerate(summary.record.claims):
        for index, locator in enumerate(claim.paragraph):
            placed.append((locator, ("claims", number, "paragraph", index)))
    for kind in ("actors", "locations"):
        for id_, words in getattr(summary.record.names, kind).items():
            for word, locators in words.items():
                for index, locator in enumerate(locators):
                    placed.append((locator, ("names", kind, id_, word, index)))
    placed += [(locator, ("unused", str(locator), "[key]")) for locator in summary.record.unused]
    for locator, loc in placed:
        if not article.record.has(locator):
            facts = missing_part(article.id, article.record, locator)
            yield summary.problem("no-paragraph", *loc, **facts)


def _accounts(article: Entry[Article], summary: Entry[Summary]) -> Iterator[Problem]:
    claims: dict[Locator, Claim] = {}
    for claim in summary.record.claims:
        for locator in claim.paragraph:
            claims.setdefault(locator, claim)
    for number in range(1, len(article.record.paragraphs) + 1):
        if number not in claims and number not in summary.record.unused:
            yield article.problem(
                "paragraph-without-claim", "paragraphs", number - 1, paragraph=str(number)
            )
    for locator in summary.record.unused:
        if locator in claims:
            yield summary.problem(
                "unused-with-claim",
                "unused",
                str(locator),
                "[key]",
                paragraph=str(locator),
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
