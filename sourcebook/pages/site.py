"""What all pages share: where each record's page is, and who mentions whom."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from posixpath import relpath
from typing import NamedTuple

from ..analysis import clocks, disagreement, timeline
from ..analysis.disagreement import Disagreement
from ..analysis.network import Network, build
from ..analysis.origins import Origins
from ..corpus import Corpus, Kind, Ref
from ..drawing.outlines import Grounds
from ..drawing.spots import Spots
from ..evidence import NOTHING_CHECKED, Evidence
from ..markdown import Md
from ..records.sources import Locator
from .names import Names

FOLDERS: dict[Kind, str] = {
    "actor": "actors",
    "location": "locations",
    "event": "events",
    "question": "questions",
    "source": "sources",
}

Mentions = Mapping[Ref, Mapping[str, list[Locator]]]


def path_of(ref: Ref) -> str:
    """Return the path of a record's page inside ``docs/``."""
    return f"{FOLDERS[ref.kind]}/{ref.id}.md"


def anchor(locator: Locator) -> str:
    """Return the anchor of a paragraph, or of a named part, on its source's page."""
    return f"p{locator}" if isinstance(locator, int) else locator


def relative(path: str, start: str) -> str:
    """Return a path in ``docs/`` as seen from the page at ``start``."""
    folder, _, name = path.rpartition("/")
    return _way(folder, start.rpartition("/")[0]) + name


# There are as many folders as kinds of pages, and many links between them.
@lru_cache(maxsize=1024)
def _way(folder: str, start: str) -> str:
    return "" if folder == start else f"{relpath(folder or '.', start or '.')}/"


class Download(NamedTuple):
    """A file that readers may download: its path in ``docs/``, what it is, its size in bytes.

    ``says`` is Markdown; ``rows``: how many, of a table.
    """

    path: str
    group: str
    says: str
    size: int
    rows: int | None


class Site:
    """The corpus as the pages need it, what is known of its quotes and names, and downloads."""

    def __init__(
        self,
        corpus: Corpus,
        evidence: Evidence = NOTHING_CHECKED,
        downloads: Sequence[Download] = (),
    ) -> None:
        self.corpus = corpus
        self.evidence = evidence
        self.downloads = downloads
        self.names = Names(corpus)
        self._links: dict[str, dict[Ref, Md]] = {}

    def links(self, start: str) -> dict[Ref, Md]:
        """Return the links made so far on pages in the folder of ``start``, by what they lead to.

        The same ones stand on many pages: each is made once a folder.
        """
        return self._links.setdefault(start.rpartition("/")[0], {})

    @cached_property
    def origins(self) -> Origins:
        """Whose word each claim rests on."""
        return Origins(self.corpus)

    @cached_property
    def disagreements(self) -> list[Disagreement]:
        """Where claims part."""
        return disagreement.find(self.corpus)

    @cached_property
    def differences(self) -> Mapping[Ref, list[Disagreement]]:
        """For each event, question, actor and source: the disagreements that concern it."""
        return disagreement.concerning(self.disagreements)

    @cached_property
    def network(self) -> Network:
        """Who is related to whom."""
        return build(self.corpus)

    @cached_property
    def first_said(self) -> Mapping[str, Sequence[clocks.Said]]:
        """For each event: who tells it, in order of publication."""
        return clocks.first_said(self.corpus)

    @cached_property
    def extents(self) -> Mapping[str, timeline.Extent]:
        """When each dated event happened, as timelines draw it."""
        return timeline.extents(self.corpus)

    @cached_property
    def spots(self) -> Spots:
        """Where every location is, as maps show it."""
        return Spots(self.corpus)

    @cached_property
    def grounds(self) -> Grounds:
        """The outlines that maps are drawn on."""
        return Grounds(self.corpus.outlines)

    @cached_property
    def mentioned_by_sources(self) -> Mentions:
        """For each record: the sources whose paragraphs name it, and where."""
        found: dict[Ref, dict[str, list[Locator]]] = defaultdict(lambda: defaultdict(list))
        for id_, source in self.corpus.sources.items():
            texts: list[tuple[Locator, str]] = [
                (number, text) for number, text in enumerate(source.article.paragraphs, 1)
            ]
            texts += [(claim.paragraph[0], claim.says) for claim in source.summary.claims]
            for locator, text in texts:
                for ref in self.names.mentions(text):
                    locators = found[ref][id_]
                    if locator not in locators:
                        locators.append(locator)
        return found

    @cached_property
    def mentioned_by_records(self) -> Mapping[Ref, list[Ref]]:
        """For each record: the other records whose summary or note names it."""
        found: dict[Ref, list[Ref]] = defaultdict(list)
        for kind in ("actor", "location", "event", "question"):
            for id_, record in self.corpus.records(kind).items():
                own = Ref(kind, id_)
                texts = (record.summary, record.note)
                for ref in sorted(set().union(*(self.names.mentions(t) for t in texts if t))):
                    if ref != own:
                        found[ref].append(own)
        return found
