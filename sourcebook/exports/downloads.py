"""The downloads: makes the files, and describes their contents and the programs that open them."""

import json
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from ..citing.citations import Citations
from ..citing.items import csl_item
from ..corpus import Corpus
from ..messages import gettext as _
from ..messages import marked
from . import bibliography, database, feed, geography, network, package, whole
from .tables import tables

FOLDER = "data"

Group = Literal["whole", "table", "map", "network", "bibliography", "feed"]

GROUPS: Mapping[Group, str] = {
    "whole": marked("All the data"),
    "table": marked("Tables"),
    "map": marked("Places and events for maps"),
    "network": marked("The network of actors"),
    "bibliography": marked("The sources for reference managers"),
    "feed": marked("Feed"),
}
"""Maps each group of files to the group's heading, a message to translate.

The groups are in the order in which the data page lists them.
"""


class Download(NamedTuple):
    """A file for download, at ``path`` in ``docs/``.

    ``says``: a description, in Markdown, of the file's contents and of the programs that open it.
    ``rows``: the number of rows if the file is a table; otherwise None.
    """

    path: str
    group: Group
    says: str
    content: bytes
    rows: int | None = None


def compose(corpus: Corpus, citations: Citations) -> list[Download]:
    """Return all downloads, sorted by group.

    Raises LookupError if the group of a download isn't in ``GROUPS``.
    """
    order = list(GROUPS)

    def place(made: Download) -> int:
        if made.group not in GROUPS:
            raise LookupError(
                f"{made.path} is in the group '{made.group}', which has no heading in GROUPS"
            )
        return order.index(made.group)

    return sorted(_downloads(corpus, citations), key=place)


def _downloads(corpus: Corpus, citations: Citations) -> Iterator[Download]:
    for name, group, says, text in _files(corpus, citations):
        yield Download(f"{FOLDER}/{name}", group, says, text.encode())
    made = tables(corpus)
    files = [(table, package.csv_text(table).encode()) for table in made]
    for table, content in files:
        path = f"{FOLDER}/{table.name}.csv"
        yield Download(path, "table", table.says, content, len(table.rows))
    yield Download(
        f"{FOLDER}/datapackage.json",
        "whole",
        _(
            "Describes the CSV tables below: what each column holds, its type, and which leads to "
            "which. Frictionless Data Package; tools of that name load and check the whole set."
        ),
        package.datapackage(corpus, files).encode(),
    )
    yield Download(
        f"{FOLDER}/corpus.sqlite",
        "whole",
        _(
            "The same tables as one SQLite database, keys included, to be asked in SQL. Opens in "
            "the sqlite3 command, DB Browser for SQLite, Datasette, Python and R."
        ),
        database.database(made),
    )


def _files(corpus: Corpus, citations: Citations) -> Iterator[tuple[str, Group, str, str]]:
    """Yield the name, the group, the description and the text of each file that isn't a table.

    Files for maps are made only if the corpus has a location. The file for networks is made only if
    a claim states a relation.
    """
    yield from _whole(corpus)
    if corpus.locations:
        yield from _for_maps(corpus)
    if any(placed.claim.relation for placed in corpus.claims):
        yield (
            "network.graphml",
            "network",
            _(
                "Every actor, and an edge for each relation that a claim states, with the claim. "
                "GraphML, for Gephi, Cytoscape, yEd, networkx and igraph."
            ),
            network.graphml(corpus),
        )
    yield from _for_sources(corpus, citations)


def _whole(corpus: Corpus) -> Iterator[tuple[str, Group, str, str]]:
    yield (
        "corpus.json",
        "whole",
        _(
            "All records and claims under the same keys as in the sources. JSON, for any "
            "programming language."
        ),
        whole.corpus_json(corpus),
    )
    yield (
        whole.SCHEMA,
        "whole",
        _(
            "Says what every key of that file means, as JSON Schema 2020-12, for programs that "
            "check data."
        ),
        whole.corpus_schema(corpus),
    )


def _for_maps(corpus: Corpus) -> Iterator[tuple[str, Group, str, str]]:
    yield (
        "places.geojson",
        "map",
        _(
            "Every location: a point with how precise it is, or no geometry where it has no "
            "coordinates. GeoJSON, for QGIS and other map programs."
        ),
        geography.places(corpus),
    )
    yield (
        "events.geojson",
        "map",
        _(
            "Every event at its places, with its date, its first and last day, and the least "
            "precise of its places’ precisions. GeoJSON likewise."
        ),
        geography.events(corpus),
    )


def _for_sources(corpus: Corpus, citations: Citations) -> Iterator[tuple[str, Group, str, str]]:
    sources = corpus.sources.values()
    yield (
        "bibliography.txt",
        "bibliography",
        _("The sources as a bibliography, each cited as on its own page. Plain text."),
        bibliography.listed(corpus, citations),
    )
    yield (
        "sources.bib",
        "bibliography",
        _("The sources for BibTeX and BibLaTeX; reference managers read it too."),
        f"{bibliography.BIBTEX_VERSION}{corpus.fingerprint}\n\n"
        + "\n".join(bibliography.bibtex(corpus, source) for source in sources),
    )
    yield (
        "sources.ris",
        "bibliography",
        _("The sources for reference managers: EndNote, Zotero, Mendeley, Citavi."),
        "".join(bibliography.ris(corpus, source) for source in sources),
    )
    yield (
        "sources.csl.json",
        "bibliography",
        _("The sources as CSL-JSON, for Zotero, Pandoc and citeproc."),
        json.dumps([csl_item(corpus, source) for source in sources], ensure_ascii=False, indent=1)
        + "\n",
    )
    yield (
        "feed.xml",
        "feed",
        _(
            "The newest sources and events, {most} at most, for feed readers: Atom. A source is as "
            "new as the last day of its date, so that one of “about October 2015” counts as of 31 "
            "October; an event is as new as the latest source that mentions it."
        ).format(most=feed.ENTRIES),
        feed.atom(corpus),
    )
