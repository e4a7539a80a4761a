"""The pages on the corpus as a whole: support, disagreements, names, coverage, the matrix."""

from collections.abc import Iterator, Sequence
from typing import Any

from ..analysis import coverage, disagreement, matrix, vocabulary
from ..analysis.disagreement import Disagreement
from ..records.entities import ACTOR_KINDS
from . import claims, network
from .site import Site

COLUMNS = 8
"""Most sources that stand side by side in the matrix; more go into a table of their own."""

KIND_WORDS: dict[disagreement.Kind, str] = {
    "date": "Dates that can’t meet",
    "figure": "Figures for the same thing",
    "place": "Places of which neither lies in the other",
    "role": "Roles that exclude each other",
    "dispute": "Claims that dispute each other",
    "answer": "Different answers to a question",
}
"""What each kind of disagreement is called on the pages."""

PAGES = (
    ("disagreements", "Where they differ", "Every difference between the sources, by kind."),
    ("support", "How well supported", "On how many sources and independent origins events rest."),
    ("names", "Who calls whom what", "The words that each source uses for each actor and place."),
    ("matrix", "Sources and events", "Which source tells which event, and which is silent."),
    ("network", "Network", "Who is related to whom, and by whose word."),
    ("coverage", "Coverage", "What the corpus leaves open: for researchers."),
)
"""Path, title and line of each of these pages."""


def pages(site: Site) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield a draft for each analysis."""
    data = {
        "disagreements": _disagreements,
        "support": _support,
        "names": _names,
        "matrix": _matrix,
        "network": network.data,
        "coverage": _coverage,
    }
    for name, title, lead in PAGES:
        shown = {"title": title, "lead": lead, "places_written": [], "siblings": PAGES}
        yield f"{name}.md", name, {**shown, **data[name](site)}


def _disagreements(site: Site) -> dict[str, Any]:
    by_kind: dict[disagreement.Kind, list[Disagreement]] = {}
    for found in site.disagreements:
        by_kind.setdefault(found.kind, []).append(found)
    return {
        "kinds": [(KIND_WORDS[kind], by_kind.get(kind, [])) for kind in disagreement.KINDS],
        "none": [KIND_WORDS[kind] for kind in disagreement.KINDS if kind not in by_kind],
        "has_method": "method" in site.corpus.pages,
    }


def _support(site: Site) -> dict[str, Any]:
    corpus = site.corpus
    supports = [
        (event, site.origins.support(corpus.claims_on_event[event]))
        for event, _ in corpus.events_by_date
        if event in corpus.claims_on_event
    ]
    single: dict[str, list[str]] = {}
    for event, support in supports:
        if len(support.origins) == 1:
            single.setdefault(next(iter(support.origins)), []).append(event)
    return {
        "several": sorted(
            ((event, s) for event, s in supports if len(s.origins) > 1),
            key=lambda item: (-len(item[1].origins), corpus.event_rank[item[0]]),
        ),
        "single": sorted(single.items(), key=lambda item: (-len(item[1]), item[0])),
    }


def _names(site: Site) -> dict[str, Any]:
    corpus = site.corpus
    uses = vocabulary.uses(corpus)
    order = {kind: n for n, kind in enumerate(ACTOR_KINDS)}
    actors = sorted(
        (ref for ref in uses if ref.kind == "actor"),
        key=lambda ref: (order[corpus.actors[ref.id].kind], corpus.actors[ref.id].name.casefold()),
    )
    return {
        "uses": uses,
        "actors": actors,
        "shared": vocabulary.shared_words(corpus),
        "times": claims.times,
    }


def _matrix(site: Site) -> dict[str, Any]:
    corpus = site.corpus
    cells = matrix.build(corpus)
    tables = []
    for columns in _chunks(list(corpus.sources)):
        shown = set(columns)
        tables.append((columns, [(e, found) for e, found in cells.items() if shown & found.keys()]))
    return {"tables": tables}


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), COLUMNS):
        yield ids[start : start + COLUMNS]


def _coverage(site: Site) -> dict[str, Any]:
    return {"found": coverage.find(site.corpus)}
