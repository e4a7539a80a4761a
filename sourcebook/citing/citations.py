"""The citation of each source: formatted when it is first needed, and cached between builds."""

import hashlib
import json
from collections.abc import Iterable, MutableMapping
from itertools import islice
from typing import NamedTuple

from ..corpus import Corpus
from ..markdown import Md, begin, inline
from ..messages import language
from .items import PAGE, QUESTION_PAGE, Item, csl_item, page_items
from .pandoc import Run, formatted

_AT_ONCE = 50
"""If one citation is needed, up to this many others are formatted too: Pandoc starts slowly."""

_ANY_TYPE = "document"
"""The CSL type to use if a style leaves an item out, as some do with e-mails and interviews."""


class Citation(NamedTuple):
    """A source's entry in a bibliography. ``text``: plain text. ``md``: Markdown with italics."""

    text: str
    md: Md


class Citations:
    """The citations of a corpus's sources.

    ``known``: the cache, which maps the hash of all that a citation depends on to the citation.
    New citations are added to ``known``.
    """

    def __init__(
        self, corpus: Corpus, known: MutableMapping[bytes, Citation] | None = None
    ) -> None:
        self._corpus = corpus
        self._known = {} if known is None else known
        self._keys: dict[str, bytes] = {}

    def of(self, id_: str) -> Citation:
        """Return the citation of a source. Raises CitationError if Pandoc can't be run."""
        if id_ not in self._keys:
            others = (other for other in self._corpus.sources if other not in self._keys)
            self.make({id_: None, **dict.fromkeys(islice(others, _AT_ONCE))})
        return self._known[self._keys[id_]]

    def page_patterns(self) -> tuple[Citation, Citation]:
        """Return two patterns of citations: for most pages of the site, and for pages of questions.

        In the patterns, ``TITLE`` and ``ADDRESS`` are placeholders for the page's title and
        address. Therefore, one run of Pandoc is enough for all pages. Raises CitationError.
        """
        if PAGE not in self._keys:
            self.make(())
        return self._known[self._keys[PAGE]], self._known[self._keys[QUESTION_PAGE]]

    def make(self, ids: Iterable[str]) -> None:
        """Format what isn't cached: the citations of the given sources, and the pages' patterns.

        One run of Pandoc formats them all. A second run formats those that the style leaves out.
        """
        style = self._corpus.citation_style
        salt = hashlib.sha256(f"{language()} {style}".encode()).digest()
        missing: list[Item] = []
        sources = self._corpus.sources
        items = [csl_item(self._corpus, sources[id_]) for id_ in ids if id_ in sources]
        for item in [*items, *page_items(self._corpus.title)]:
            written = json.dumps(item, sort_keys=True).encode()
            self._keys[item["id"]] = key = hashlib.sha256(salt + written).digest()
            if key not in self._known:
                missing.append(item)
        if missing:
            entries = formatted(missing, style)
            left = [item for item in missing if item["id"] not in entries]
            if left:
                entries |= formatted([{**item, "type": _ANY_TYPE} for item in left], style)
            for item in missing:
                entry = entries.get(item["id"]) or [Run(item["title"])]
                self._known[self._keys[item["id"]]] = _citation(entry)

    def make_all(self) -> None:
        """Format all citations; remove citations of changed or deleted sources from the cache."""
        self.make(id_ for id_ in self._corpus.sources if id_ not in self._keys)
        needed = set(self._keys.values())
        for key in [key for key in self._known if key not in needed]:
            del self._known[key]


def _citation(runs: list[Run]) -> Citation:
    text = "".join(run.text for run in runs).strip()
    return Citation(text, begin(Md("".join(map(_marked, runs)).strip(" "))))


def _marked(run: Run) -> str:
    before = "".join(f"<{tag}>" for tag in run.tags)
    after = "".join(f"</{tag}>" for tag in reversed(run.tags))
    return f"{before}{inline(run.text)}{after}"
