"""Tables that compare accounts of an event, with a column for each source."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from ...analysis.disagreement import Disagreement, Kind
from ...corpus import PlacedClaim, Ref
from ...markdown import Md, escape, isolated, join, table
from ...messages import gettext as _
from ...text import capitalised, semicolon
from ..page_context import PageContext
from .accounts import Account, CitedWords, chain_list, cited_roles
from .claims import quotation
from .labels import and_more

COLUMNS = 8
"""Maximum number of sources beside each other in one table."""

QUOTES = 3
"""Maximum number of quotations that a table shows from each source."""

Row = tuple[str, Callable[[Account], Md]]
"""The label of a row, and a function that writes the row's cell in the column of an account."""


class Differing:
    """The claims about an event that contradict each other, grouped by the value in dispute.

    ``event``: the event's id. ``found``: disagreements; those about other records are ignored.
    """

    def __init__(self, event: str, found: Iterable[Disagreement]) -> None:
        self._addresses: dict[tuple[str, str], set[str]] = {}
        for one in found:
            if one.subject == Ref("event", event):
                known = self._addresses.setdefault((one.kind, one.actor or one.counts), set())
                known.update(placed.address for placed in one.claims)

    def __bool__(self) -> bool:
        return any(kind in ("date", "figure", "role") for kind, _what in self._addresses)

    def mark(self, kind: Kind, what: str, claims: Iterable[PlacedClaim]) -> Md:
        """Return the mark ≠ for a value in a table if a claim contradicts it; otherwise, no text.

        ``kind``: the kind of value. ``what``: for a role, the actor; for a figure, the thing that
        is counted; empty for a date. ``claims``: the claims that state the value. The mark comes
        before the value.
        """
        known = self._addresses.get((kind, what), ())
        differs = any(placed.address in known for placed in claims)
        return Md('<span class="differs">≠</span> ') if differs else Md("")


def differing(page: PageContext, event: str) -> Differing:
    """Return the claims about an event that contradict each other.

    The result is empty on a further page of the event, which has only some of the event's claims.
    """
    found = () if page.is_part else page.site.differences(Ref("event", event))
    return Differing(event, found)


def comparisons(
    page: PageContext, event: str, found: Sequence[Account], differing: Differing
) -> Iterator[Md]:
    """Yield tables that compare accounts of an event: a column for each source.

    The rows are the dates, the actors' roles, each figure, the quotations and the voices cited. A
    row that would be empty is left out. ``differing``: marks the values that differ.
    """
    for begin in range(0, len(found), COLUMNS):
        columns = found[begin : begin + COLUMNS]
        rows = [
            (Md(f"**{escape(label)}**"), [cell(account) for account in columns])
            for label, cell in _rows(page, event, columns, differing)
        ]
        yield table(
            (_("Source"), *(page.source(account.source.id) for account in columns)),
            ((label, *(cell or "–" for cell in cells)) for label, cells in rows if any(cells)),
        )


def _rows(
    page: PageContext, event: str, columns: Sequence[Account], differing: Differing
) -> Iterator[Row]:
    def values(kind: Kind, what: str, found: CitedWords) -> Md:
        return join(
            Md(
                f"{differing.mark(kind, what, given)}{isolated(escape(words))}"
                f"{page.cite_claims(given)}"
            )
            for words, given in found.items()
        )

    def figures(counts: str) -> Callable[[Account], Md]:
        return lambda account: values("figure", counts, account.figures.get(counts, {}))

    def cast(account: Account) -> Md:
        return join(
            (
                Md(
                    f"{differing.mark('role', actor, chain.from_iterable(by_role.values()))}"
                    f"{page.actor(actor)} ({cited_roles(page, event, actor, by_role)})"
                )
                for actor, by_role in account.roles.items()
            ),
            semicolon(),
        )

    def wording(account: Account) -> Md:
        quoting = [placed for placed in account.claims if placed.claim.quote]
        shown = [
            Md(f"{quotation(placed)}{page.cite_claims((placed,))}") for placed in quoting[:QUOTES]
        ]
        left = len(quoting) - len(shown)
        return join([*shown, and_more(left)] if left else shown, semicolon())

    yield _("Dated"), lambda account: values("date", "", account.dates)
    yield _("Who did what"), cast
    for counts in dict.fromkeys(counts for account in columns for counts in account.figures):
        yield capitalised(counts), figures(counts)
    yield _("Words quoted"), wording
    yield (
        _("On whose word"),
        lambda account: chain_list(page, event, account.source, account.chains),
    )
