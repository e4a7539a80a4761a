"""Finds the passages of each source (places such as pages) that summaries or texts cite."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from pydantic import BaseModel

from ..reading.fields import markup_in
from ..records.locators import Locator, Passage
from ..records.prose import Citation, tokens
from ..records.site import WrittenPage
from .claimed import Source
from .statements import prose_of

# Matches citations that may cite a passage, such as a page. Most cite only paragraphs.
_PERHAPS = re.compile(r"\[@[^\[\],]*,[^\[\]]*[A-Za-z§#:]")


def passages(
    sources: Mapping[str, Source], records: Iterable[BaseModel], pages: Iterable[WrittenPage]
) -> dict[str, list[Passage]]:
    """Return source id -> the passages that summaries or texts cite, in order.

    ``records``: the records, other than sources, whose texts may have citations.
    """
    found: dict[str, set[Passage]] = defaultdict(set)
    for id_, source in sources.items():
        found[id_].update(one for one in _of_source(source) if isinstance(one, Passage))
    own = (record for source in sources.values() for record in (source.article, source.summary))
    for text in _texts([*records, *own], pages):
        for token in tokens(text) if _PERHAPS.search(text) else ():
            if isinstance(token, Citation):
                cited = (one for one in token.locators if isinstance(one, Passage))
                found[token.source].update(cited)
    return {id_: sorted(one, key=lambda passage: passage.sort_key) for id_, one in found.items()}


def ranges_around(passages: Sequence[Passage]) -> dict[Locator, list[Passage]]:
    """Return passage -> the ranges that include it: for page 52, for example, pages 52 to 53."""
    found: dict[Locator, list[Passage]] = {}
    for _kind, listed in groupby(passages, attrgetter("kind")):
        spans = sorted(
            ((one.numbers, one) for one in listed if one.numbers), key=lambda span: span[0]
        )
        starts = [first for (first, _last), one in spans if one.end]
        ranges = [span for span in spans if span[1].end]
        longest = max((last - first for (first, last), _one in ranges), default=0)
        for (first, last), passage in spans:
            near = ranges[bisect_left(starts, first - longest) : bisect_right(starts, first)]
            around = [one for (_first, end), one in near if last <= end and one != passage]
            if around:
                found[passage] = around
    return found


def _of_source(source: Source) -> Iterator[Locator]:
    summary = source.summary
    for claim in summary.claims:
        yield from claim.at
    for named in (summary.names.actors, summary.names.locations):
        for words in named.values():
            for locators in words.values():
                yield from locators
    yield from summary.unused


def _texts(records: Iterable[BaseModel], pages: Iterable[WrittenPage]) -> Iterator[str]:
    for record in records:
        for _, _, text in markup_in(record):
            yield text
    for page in pages:
        for _, text in prose_of(page.body):
            yield text
