"""Claims with their sources, the actors that a claim is about, and the actors cited for a claim."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..records.dates import Date
from ..records.sources import Article, Claim, Names, Summary, Words

State = Literal["listed", "partly read", "read"]

NO_SUMMARY = Summary()
"""The empty summary, used for a source that has no summary yet."""


def joined(summaries: Sequence[Summary]) -> Summary:
    """Return the summaries of one source, joined into a single summary.

    A source has at most two summaries: one in the article's file, and one in a separate file.
    """
    if len(summaries) == 1:
        return summaries[0]
    first = summaries[0] if summaries else NO_SUMMARY
    unused = {locator: why for one in reversed(summaries) for locator, why in one.unused.items()}
    return first.model_copy(
        update={
            "claims": tuple(claim for one in summaries for claim in one.claims),
            "unused": unused,
            "abstract": next((one.abstract for one in summaries if one.abstract), None),
            "names": next((one.names for one in summaries if one.names != Names()), Names()),
        }
    )


@dataclass(frozen=True, slots=True)
class Source:
    """A source: an article, and the summary of what the article says."""

    id: str
    article: Article
    summary: Summary

    @property
    def state(self) -> State:
        """How much of the source the researcher has read.

        ``listed``: there is only a bibliographic record. ``read``: the article's field ``state``
        says so. An article without this field is read if it has paragraphs, and each of them has a
        claim or a reason for having none. ``partly read``: any other source. Pages can say that a
        source doesn't mention something only if the source is ``read``.
        """
        article, summary = self.article, self.summary
        if not (article.paragraphs or summary.claims or summary.unused):
            return "listed"
        if article.state:
            return "read" if article.state == "read" else "partly read"
        is_read = article.paragraphs and not unaccounted(article, summary)
        return "read" if is_read else "partly read"

    @property
    def sort_key(self) -> tuple[bool, tuple[object, ...], str]:
        """The sort key: date of publication, then id. Undated sources come last."""
        return (*date_key(self.article.published), self.id)


@dataclass(frozen=True, slots=True, eq=False)
class PlacedClaim:
    """A claim with the source that makes it."""

    source: Source
    claim: Claim

    @property
    def address(self) -> str:
        """The address by which records refer to the claim: ``source-id#claim-id``."""
        return f"{self.source.id}#{self.claim.id}"


Index = Mapping[str, Sequence[PlacedClaim]]
Roles = Mapping[str, Mapping[str, Sequence[PlacedClaim]]]
"""Actor id -> role -> the claims that give the actor this role."""
NamedBy = Mapping[str, Sequence[tuple[str, Words]]]
"""Record id -> pairs of a source's id and the words that the source uses for the record."""


def date_key(date: Date | None) -> tuple[bool, tuple[object, ...]]:
    """Return a sort key that puts dates in order of their earliest moment, and None last."""
    return (date is None, date.sort_key if date else ())


def unaccounted(article: Article, summary: Summary) -> list[int]:
    """Return the numbers of the paragraphs without a claim and without a reason for having none."""
    cited = {locator for claim in summary.claims for locator in claim.locators}
    numbers = range(1, len(article.paragraphs) + 1)
    return [number for number in numbers if number not in cited and number not in summary.unused]


def actors_in(claim: Claim) -> list[str]:
    """Return the ids of the actors that have a role or relation in a claim, without duplicates."""
    related = [id_ for r in claim.relation for id_ in (r.subject, r.object)]
    return list(dict.fromkeys([*claim.cast, *related]))


def words_in(claim: Claim) -> list[str]:
    """Return the ids of a claim's speaker and origins, in this order, without duplicates."""
    return list(dict.fromkeys([*([claim.by] if claim.by else []), *claim.origin]))


def roles(claims: Iterable[PlacedClaim], event: str) -> Roles:
    """Return actor id -> role in the event -> the claims that give the actor this role."""
    found: dict[str, dict[str, list[PlacedClaim]]] = {}
    for placed in claims:
        for actor, role in placed.claim.roles_in(event).items():
            found.setdefault(actor, {}).setdefault(role, []).append(placed)
    return found
