"""Leaves out drafts (unfinished records and claims), and all records and claims that need drafts.

The remaining records say nothing that depends on a draft. The other checks see only the remaining
records, so each draft is reported only once.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from ..problems import Problem
from ..reading.entry import Entry, former
from ..reading.pruning import pruned
from ..reading.records import TYPES, Records
from ..reading.yaml_text import KEY, Loc
from ..records.base import Record
from ..records.prose import Citation, Link, Malformed, tokens
from ..records.sources import Summary
from ..records.types import RECORD_TYPES
from .dating import unsupported_dates
from .statements import prose_of

R = TypeVar("R", bound=Record)

Draft = tuple[str, str]
"""An unpublished record, as ``(type, id)``, or an unpublished claim, as ``("claim", address)``."""


_Key = tuple[str, str, str]
"""A record's folder, id and file path. A source can have two summaries, with different paths."""


def withhold(records: Records, *, unsupported: bool = True) -> tuple[Records, list[Problem]]:
    """Return the records without drafts, and a warning for each draft that this function finds.

    Drafts are: records and claims with unfinished required values (``Records.drafts``); events
    without a claim; other records that nothing refers to and that cite nothing; claims without a
    speaker, in a source with neither a publisher nor an author; and each record or claim that
    refers to a draft. If the reference to the draft is in a list that may be incomplete
    (``Reference.listed``), only the reference is left out. ``unsupported``: False to keep events
    without a claim, and records that nothing refers to.
    """
    given = records
    unspoken = list(_unspoken(records))
    drafts = {("claim", address) for _, addresses in unspoken for address in addresses}
    problems = [problem for problem, _ in unspoken]
    if records.drafts or drafts:
        records = _Withholding(records, problems).without(records.drafts | drafts)
    while unsupported and (found := list(_unsupported(records))):
        problems += found
        new = {(problem.facts["kind"], problem.facts["id"]) for problem in found}
        records = _Withholding(records, problems).without(new)
    awaited = _awaited(given, records.drafts)
    if awaited and not records.damaged:
        records = _undated(records, awaited, problems)
    return records, problems


def _awaited(given: Records, drafts: set[Draft]) -> set[str]:
    """Return the ids of the events whose date may come from a claim that is a draft.

    ``given``: the records before drafts were left out. ``drafts``: everything that was left out.
    Claims whose date is still to be written count too, because they may give any date.
    """
    sources = {address.partition("#")[0] for type_, address in drafts if type_ == "claim"}
    written = [entry for folder, entry in given.unfinished if folder == "summaries"]
    claims = [
        claim
        for summary in (*given.summaries, *written) if summary.id in sources
        for claim in getattr(summary.record, "claims", ())
        if ("claim", f"{summary.id}#{claim.id}") in drafts
    ]  # fmt: skip
    return {claim.event[0] for claim in claims if claim.event and claim.dates == "event"}


def _undated(records: Records, awaited: set[str], problems: list[Problem]) -> Records:
    """Return the records; events in ``awaited`` lose their date if no claim supports it.

    ``awaited``: ids of events. For each removed date, a problem is added to ``problems``.
    """
    events = [event for event in records.events if event.id in awaited]
    found = {one.event.id: one.event for one in unsupported_dates(records, events)}
    problems += [event.problem("date-withheld", "date", id=id_) for id_, event in found.items()]
    events = [
        _pruned(entry, {("date",)}) if entry.id in found else entry for entry in records.events
    ]
    return replace(records, events=events)


def _unspoken(records: Records) -> Iterator[tuple[Problem, list[str]]]:
    """Yield a problem for each source with claims that lack a speaker, and their addresses.

    A claim lacks a speaker if it names none, and its source has neither a publisher nor an author.
    """
    articles = {entry.id: entry for entry in records.articles if entry.whole}
    for summary in records.summaries:
        article = articles.get(summary.id)
        if article and not article.record.publisher and not article.record.authors:
            claims = [claim for claim in summary.record.claims if not claim.by]
            if claims:
                addresses = [f"{summary.id}#{claim.id}" for claim in claims]
                yield article.problem("nobody-speaks", "title", KEY), addresses


def _unsupported(records: Records) -> Iterator[Problem]:
    """Yield a problem for each event without a claim, and each other record that nothing uses.

    Yields nothing if any file or record is invalid or refers to an unknown record, because the
    invalid data may contain the claims or references that seem to be missing.
    """
    if records.damaged or records.lost:
        return
    named = {(type_, id_) for _, type_, id_, _ in records.references}
    if any(id_ not in records.known_ids[type_] for type_, id_ in named):
        return
    summaries = {entry.id for entry in records.summaries}
    if summaries <= {entry.id for entry in records.articles}:
        claims = (claim for summary in records.summaries for claim in summary.record.claims)
        claimed = {id_ for claim in claims for id_ in claim.event}
        for event in records.events:
            if event.id not in claimed:
                yield event.problem("event-without-claim", KEY, kind="event", id=event.id)
    used = named | _linked(records)
    for type_, entries in records.entities.items():
        for entry in entries:
            if type_ != "event" and (type_, entry.id) not in used and not _cites(entry):
                yield entry.problem("unreferenced", KEY, kind=type_, id=entry.id)


def _linked(records: Records) -> set[Draft]:
    linked: set[Draft] = set()
    written = (text for page in records.pages for _, text in prose_of(page.record.body))
    of_pages = (tokens(text) for text in written if "[[" in text)
    of_entries = (found for entry in records.entries for _, found in entry.markup)
    for token in chain.from_iterable(chain(of_pages, of_entries)):
        if isinstance(token, Link):
            types = [token.kind] if token.kind else RECORD_TYPES
            linked.update((type_, token.id) for type_ in types)
    return linked


def _cites(entry: Entry[Record]) -> bool:
    # A malformed citation counts, so that it is reported.
    return any(
        isinstance(token, Citation) or (isinstance(token, Malformed) and not token.link)
        for _, found in entry.markup
        for token in found
    )


class _Use(NamedTuple):
    """A reference to a record or claim, or a citation of a source.

    ``entry``: the record that contains the reference or citation. ``folder``: the folder of this
    record's type. ``loc``: the path, in this record, of the reference or of the text with the
    citation. ``listed``: whether the reference or text can be removed without the record or claim
    around it.
    """

    folder: str
    entry: Entry[Record]
    loc: Loc
    listed: bool

    @property
    def holder(self) -> Draft:
        """The record or claim that contains the reference or citation."""
        record = self.entry.record
        if isinstance(record, Summary):
            if self.loc[0] != "claims":
                return ("summary", self.entry.id)
            claim = record.claims[int(self.loc[1])]
            return ("claim", f"{self.entry.id}#{claim.id}")
        return (TYPES[self.folder], self.entry.id)


class _Withholding:
    """Removes drafts, and all records and claims that need a draft.

    For each record or claim that needs a draft, a problem is added to ``problems``.
    """

    def __init__(self, records: Records, problems: list[Problem]) -> None:
        self._records, self._problems = records, problems
        self._uses: dict[Draft, list[_Use]] = defaultdict(list)
        for folder in TYPES:
            for entry in getattr(records, folder):
                self._index(folder, entry)

    def _index(self, folder: str, entry: Entry[Record]) -> None:
        for loc, mark, id_ in entry.references:
            self._uses[mark.type, id_].append(_Use(folder, entry, loc, mark.listed))
        for loc, found in entry.markup:
            # A text isn't published without its citations, which are its evidence. If a text cites
            # a draft, the text alone is removed if it is optional and not in a claim. Otherwise,
            # the whole record or claim is removed.
            alone = (
                loc[0] != "claims"
                and not type(entry.record).model_fields[str(loc[0])].is_required()
            )
            for token in found:
                if isinstance(token, Citation):
                    self._uses["source", token.source].append(_Use(folder, entry, loc, alone))

    def without(self, new: Iterable[Draft]) -> Records:
        """Return the records without the drafts in ``new`` and without all that depends on them."""
        records = self._records
        drafts, gone = self._closure(new)
        for summary in records.summaries:
            for index, claim in enumerate(summary.record.claims):
                if ("claim", f"{summary.id}#{claim.id}") in drafts:
                    gone[_key("summaries", summary)].add(("claims", index))
        left: dict[str, Any] = {
            folder: [
                _pruned(entry, gone[_key(folder, entry)]) if _key(folder, entry) in gone else entry
                for entry in getattr(records, folder)
                if (type_, entry.id) not in drafts
            ]
            for folder, type_ in TYPES.items()
        }
        return replace(records, drafts=records.drafts | drafts, **left)

    def _closure(self, new: Iterable[Draft]) -> tuple[set[Draft], dict[_Key, set[Loc]]]:
        """Return the drafts in ``new``, and all records and claims that depend on these drafts.

        The second result is for records that lose only some of their references and texts. It maps
        the key of each such record to the paths of the lost references and texts.
        """
        drafts = dict.fromkeys(sorted(new))
        gone: dict[_Key, set[Loc]] = defaultdict(set)
        queue = list(drafts)
        for draft in queue:  # the list grows during the loop
            needing = [inner for inner in self._inner(draft) if inner not in drafts]
            for use in self._uses.get(draft, ()):
                if use.listed:
                    gone[_key(use.folder, use.entry)].add(use.loc)
                elif use.holder not in drafts and use.holder not in needing:
                    needing.append(use.holder)
                    self._problems.append(_needs(use, draft))
            drafts.update(dict.fromkeys(needing))
            queue += needing
        return set(drafts), gone

    def _inner(self, draft: Draft) -> list[Draft]:
        """Return the parts of a draft, which are drafts too.

        These are the summary of a source, and the claims of a summary. Drafts of other types have
        no parts.
        """
        type_, id_ = draft
        if type_ == "source":
            return [("summary", id_)]
        claims = (
            claim.id
            for summary in self._records.summaries if type_ == "summary" and summary.id == id_
            for claim in summary.record.claims
        )  # fmt: skip
        return [("claim", f"{id_}#{claim}") for claim in claims]


def _key(folder: str, entry: Entry[Record]) -> _Key:
    return folder, entry.id, entry.document.path


def _needs(use: _Use, draft: Draft) -> Problem:
    (kind, id_), (other, needed) = use.holder, draft
    return use.entry.problem("needs-draft", *use.loc, kind=kind, id=id_, other=other, needed=needed)


def _pruned(entry: Entry[R], gone: set[Loc]) -> Entry[R]:
    record, kept = pruned(entry.record, gone)
    before = entry.kept
    kept = {path: tuple(int(former((*path, i), before)[-1]) for i in kept[path]) for path in kept}
    return replace(entry, record=record, kept={**before, **kept})
