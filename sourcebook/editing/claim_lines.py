"""Formats claims as lines for a terminal: one claim in full, or a list of short entries."""

from collections.abc import Iterator, Sequence

from ..corpus.claimed import words_in
from ..messages import gettext as _
from ..records.locators import Locator, locator_text
from ..records.sources import Claim, Relation
from ..text import commas, one_line, semicolons
from .record_index import IndexedClaim, RecordIndex
from .terminal_lines import TerminalLine, heading, labelled, row


def locators(found: Sequence[Locator]) -> str:
    """Return locators in a source as text: ``¶1, ¶3, title, p. 12``."""
    return ", ".join(map(locator_text, found))


def of_claim(index: RecordIndex, indexed: IndexedClaim) -> Iterator[TerminalLine]:
    """Yield all lines about one claim."""
    claim = indexed.claim
    yield TerminalLine(indexed.address, "title")
    message = _("claim, {kind}, {locators}")
    yield TerminalLine(message.format(kind=claim.kind, locators=locators(claim.locators)))
    yield TerminalLine(str(indexed.mark).rpartition(":")[0], "place")
    yield TerminalLine("")
    yield TerminalLine(index.plain(claim.says), indent=2)
    if claim.quote:
        yield TerminalLine(quoted(claim.quote), indent=2)
    if claim.translation:
        yield TerminalLine(quoted(claim.translation), indent=2)
    if claim.note:
        note = _("Note: {text}").format(text=index.plain(claim.note))
        yield TerminalLine(note, indent=2)
    yield TerminalLine("")
    source = index.label("source", indexed.summary.id)
    yield from row(_("Source"), [f"{source} ({indexed.summary.id})"])
    yield from row(_("Events"), [named(index, "event", id_) for id_ in claim.event])
    yield from row(
        _("Actors"),
        [
            labelled(named(index, "actor", id_), roles_text(roles))
            for id_, roles in claim.cast.items()
        ],
    )
    yield from row(_("Locations"), [named(index, "location", id_) for id_ in claim.locations])
    details = semicolons(_details(claim))
    yield from row(_("Details"), [details] if details else [])
    for relation in claim.relation:
        yield from row(_("Relation"), [relation_text(index, relation)])
    for id_ in claim.answers:
        answer = index.plain(claim.answer(id_))
        yield from row(index.label("question", id_), [f"{answer} ({_positions(claim, id_)})"])
    yield from row(_("Disputes"), claim.disputes)
    yield from row(_("Links"), [f"{one_line(one.title)} ({one.url})" for one in claim.links])
    against = [other.address for other in index.claims if indexed.address in other.claim.disputes]
    yield from row(_("Disputed by"), against)


def claim_list(
    index: RecordIndex, title: str, found: Sequence[IndexedClaim], *, detailed: bool = False
) -> Iterator[TerminalLine]:
    """Yield a heading, then the lines of each claim; nothing if there are no claims.

    ``detailed``: see ``short_claim``.
    """
    yield from heading(title, found)
    for indexed in found:
        yield from short_claim(index, indexed, indent=2, detailed=detailed)


def short_claim(
    index: RecordIndex,
    indexed: IndexedClaim,
    *,
    indent: int,
    detailed: bool = False,
    role: str | None = None,
) -> Iterator[TerminalLine]:
    """Yield terminal lines with a claim's head (see ``claim_head``) and text.

    If ``detailed``, more lines follow: the roles that the claim gives to actors, its date, its
    figures, and the actors that it is attributed to. ``role``: a role to show after the text; None
    to show none.
    """
    yield TerminalLine(claim_head(indexed), "place", indent=indent)
    as_role = f" ({one_line(role)})" if role else ""
    yield TerminalLine(index.plain(indexed.claim.says) + as_role, indent=indent + 4)
    if detailed:
        claim = indexed.claim
        roles = [labelled(id_, roles_text(roles)) for id_, roles in claim.cast.items()]
        for text in (commas(roles), semicolons(_details(claim))):
            if text:
                yield TerminalLine(text, indent=indent + 4, hang=2)


def roles_text(roles: Sequence[str]) -> str:
    """Return roles as text: ``attacker, mediator``."""
    return commas(map(one_line, roles))


def quoted(words: str) -> str:
    """Return words in the quotation marks of the language in use."""
    return _("“{words}”").format(words=one_line(words))


def _positions(claim: Claim, question: str) -> str:
    """Return a question's id, followed by the positions that a claim takes on this question."""
    positions = [position for position in claim.answers[question] if position]
    return labelled(question, commas(positions)) if positions else question


def claim_head(indexed: IndexedClaim) -> str:
    """Return a claim's file and line, its locators and its id."""
    place = str(indexed.mark).rpartition(":")[0]
    return f"{place} {locators(indexed.claim.locators)} #{indexed.claim.id}"


def _details(claim: Claim) -> list[str]:
    """Return a claim's date, its figures, and the actors that it is attributed to."""
    # The date of a claim about several events is the date of the first event. To show this, the
    # id of the first event is added.
    of = f" ({claim.event[0]})" if len(claim.event) > 1 else ""
    details = [f"{claim.date.words}{of}"] if claim.date else []
    details += [labelled(one_line(figure.counts), figure.value.text) for figure in claim.figures]
    if voices := words_in(claim):
        details.append(_("from {voices}").format(voices=" ← ".join(voices)))
    return details


def named(index: RecordIndex, record_type: str, id_: str) -> str:
    """Return a record's name with its id: ``North Quay (north-quay)``."""
    return f"{index.label(record_type, id_)} ({id_})"


def relation_text(index: RecordIndex, relation: Relation) -> str:
    """Return a relation as text: subject, type, object."""
    subject, object_ = index.label("actor", relation.subject), index.label("actor", relation.object)
    return f"{subject} {one_line(relation.type)} {object_}"
