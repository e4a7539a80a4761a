"""Looks for every quote and name of a corpus in the available originals."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ..corpus import Corpus, Source
from ..corpus.grouping import group
from ..problems import Mark, Problem
from ..reading.entry import Entry
from ..reading.records import Records
from ..reading.yaml_text import KEY
from ..records.locators import Locator, Passage, locator_text
from ..records.sources import Summary
from .originals import Misfit, Original, divide
from .results import Key, Result, Wording, plain, wordings
from .wording import times_in

NEAR = 80
"""Minimum similarity, from 0 to 100, between a wording and the words suggested in its place."""


class EvidenceFinding(NamedTuple):
    """The result of looking for one wording (a quote or a name) in a source's original.

    ``near``: the most similar words in the cited paragraphs or, if passages are cited, in the whole
    original. None if the wording is in the original, or if no words are similar.
    """

    wording: Wording
    result: Result
    near: str | None = None


@dataclass(frozen=True)
class EvidenceFindings:
    """The check of one source: a finding for each quote and name.

    If the article doesn't fit its original, there are only ``misfits``: the mismatches.
    """

    source: str
    findings: list[EvidenceFinding]
    misfits: list[Misfit]

    @property
    def results(self) -> dict[Key, Result]:
        """Key -> result of checking a quote or name, for pages and the evidence lock."""
        return {finding.wording.key: finding.result for finding in self.findings}


def check(corpus: Corpus, originals: Mapping[str, Original]) -> list[EvidenceFindings]:
    """Check every quote and name of the sources that have an entry in ``originals``."""
    return [
        check_source(source, originals[id_].text)
        for id_, source in corpus.sources.items()
        if id_ in originals
    ]


def check_source(source: Source, original: str) -> EvidenceFindings:
    """Check every quote and name of one source. ``original``: the text of its original."""
    parts, misfits = divide(original, source.article)
    if misfits:
        return EvidenceFindings(source.id, [], misfits)
    exact = {locator: plain("quote", text) for locator, text in parts.items()}
    folded = {locator: text.casefold() for locator, text in exact.items()}
    listed = list(wordings(source))
    whole = plain("quote", original) if any(map(_is_in_whole, listed)) else ""
    folded_whole = whole.casefold()
    findings = []
    for wording in listed:
        is_quote = wording.key.kind == "quote"
        if _is_in_whole(wording):
            found = times_in(wording.text, whole if is_quote else folded_whole)
            result = Result("found" if found else "absent")
            near = None if found else _nearest(wording, [whole])
        else:
            result = _look(wording, exact if is_quote else folded)
            texts = [exact[locator] for locator in wording.key.at]
            near = _nearest(wording, texts) if result.state == "absent" else None
        findings.append(EvidenceFinding(wording, result, near))
    return EvidenceFindings(source.id, findings, [])


def _is_in_whole(wording: Wording) -> bool:
    """Return whether the whole original is searched for a wording.

    The whole original is searched if the wording is cited by passage (such as a page), because the
    original doesn't show where a passage begins and ends.
    """
    return any(isinstance(locator, Passage) for locator in wording.key.at)


def _look(wording: Wording, texts: Mapping[Locator, str]) -> Result:
    """Return the result of looking for a wording in an original.

    The cited paragraphs are searched first, then all other parts.
    """
    times = sum(times_in(wording.text, texts[locator]) for locator in wording.key.at)
    if times:
        return Result("found", times=None if wording.key.kind == "quote" else times)
    for locator, text in texts.items():
        if times_in(wording.text, text):
            return Result("elsewhere", locator)
    return Result("absent")


def _nearest(wording: Wording, texts: Iterable[str]) -> str | None:
    """Return the words in ``texts`` that are most similar to a wording.

    Returns None if the similarity of all words is below ``NEAR``.
    """
    from rapidfuzz import fuzz  # imported here, because few builds need it

    best, near = float(NEAR), None
    words = plain("quote", wording.words)
    for text in texts:
        match = fuzz.partial_ratio_alignment(words, text, score_cutoff=best)
        if match and len(words) < len(text):
            best = match.score
            # Extend the match to whole words at both ends.
            start = text.rfind(" ", 0, match.dest_start + 1) + 1
            end = text.find(" ", match.dest_end - 1)
            near = text[start : end if end >= 0 else None].strip(".,;:!?()'\"")
    return near


def problems(records: Records, checked: Iterable[EvidenceFindings]) -> Iterator[Problem]:
    """Yield a problem for each mismatch, and for each quote or name not in its cited paragraphs.

    ``records``: the records from which the corpus was made. The records give the position of each
    problem in a file.
    """
    articles = {entry.id: entry for entry in records.articles}
    summaries = group((entry.id, entry) for entry in records.summaries)
    for findings in checked:
        for misfit in findings.misfits:
            mark = articles[findings.source].mark(*misfit.loc)
            yield Problem(misfit.code, mark, misfit.facts)
        for finding in findings.findings:
            if finding.result.state in ("absent", "elsewhere"):
                yield _problem(finding, summaries[findings.source])


def _problem(finding: EvidenceFinding, summaries: Iterable[Entry[Summary]]) -> Problem:
    wording, result, near = finding
    what = "quote" if wording.key.kind == "quote" else "name"
    facts = {"words": wording.words, "places": ", ".join(map(locator_text, wording.key.at))}
    if result.where is not None:
        facts["where"] = locator_text(result.where)
    code = f"absent-{what}" if result.state == "absent" else f"{what}-elsewhere"
    return Problem(code, _place(wording, summaries), facts, near)


def _place(wording: Wording, summaries: Iterable[Entry[Summary]]) -> Mark:
    """Return the file and position of a quote or name in the summaries of its source."""
    key = wording.key
    if key.kind == "quote":
        return next(
            summary.mark("claims", index, "quote")
            for summary in summaries
            for index, claim in enumerate(summary.record.claims)
            if claim.id == key.id
        )
    named = f"{key.kind}s"
    return next(
        summary.mark("names", named, key.id, wording.words, KEY)
        for summary in summaries
        if wording.words in getattr(summary.record.names, named).get(key.id, {})
    )
