"""Claims with their sources, the actors that a claim is about, and the actors cited for a claim."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..records.dates import Date
from ..records.sources import Article, Claim, Names, Summary, Words

State = Literal["listed", "partly read", "read"]

NO_SUMMARY = Summary()
"""The summary of a source of which nobody has written one yet."""


def joined(summaries: Sequence[Summary]) -> Summary:
    """Return all that the summaries of one source say, as one.

    A source has at most two: the claims in its article's file, and its summary's file.
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
        """How much of the source has been read.

        It is ``listed`` if there is only its bibliographic record, and ``read`` if each of its
        paragraphs has a claim or a reason for none. Only of a source that is read can be said that
        it doesn't mention something.
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
        """The key to sort sources by: date of publication, then id. Undated sources come last."""
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
    """Return the key to sort dates by: by earliest moment, records without a date last."""
    return (date is None, date.sort_key if date else ())


def unaccounted(article: Article, summary: Summary) -> list[int]:
    """Return the numbers of the paragraphs that have neither a claim nor a reason for none."""
    cited = {locator for claim in summary.claims for locator in claim.locators}
    numbers = range(1, len(article.paragraphs) + 1)
    return [number for number in numbers if number not in cited and number not in summary.unused]


def actors_in(claim: Claim) -> list[str]:
    """Return the actors to whom a claim gives a role or a relation, without duplicates."""
    related = [id_ for r in claim.relation for id_ in (r.subject, r.object)]
    return list(dict.fromkeys([*claim.cast, *related]))


def words_in(claim: Claim) -> list[str]:
    """Return the actors that a source cites for a claim, from speaker to origin, each only once."""
    return list(dict.fromkeys([*([claim.by] if claim.by else []), *claim.origin]))


def roles(claims: Iterable[PlacedClaim], event: str) -> Roles:
    """Return actor id -> role in the event -> the claims that give the actor this role."""
    found: dict[str, dict[str, list[PlacedClaim]]] = {}
    for placed in claims:
        for actor, role in placed.claim.roles_in(event).items():
            found.setdefault(actor, {}).setdefault(role, []).append(placed)
    return found
