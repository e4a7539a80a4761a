"""Finds the passages of each source: the places other than paragraphs that anything cites."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel

from ..records.locators import Locator, Passage
from ..records.prose import Citation, tokens
from ..records.site import WrittenPage
from .claimed import Source
from .fields import markup_in
from .statements import prose_of

# Matches a citation that may have a passage. Most citations have numbers of paragraphs only.
_PERHAPS = re.compile(r"\[@[^\[\],]*,[^\[\]]*[A-Za-z§#:]")


def passages(
    sources: Mapping[str, Source], records: Iterable[BaseModel], pages: Iterable[WrittenPage]
) -> dict[str, list[Passage]]:
    """Return source id -> the passages that claims, names and texts cite, in order.

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
