"""What all pages share: where each record's page is, and who mentions whom."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from ..corpus import Corpus, Kind, Ref
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
    folder = start.rpartition("/")[0]
    if not folder:
        return path
    inside, _, name = path.rpartition("/")
    if inside == folder:
        return name
    return "../" * (folder.count("/") + 1) + path


class Site:
    """The corpus as the pages need it."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.names = Names(corpus)

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
