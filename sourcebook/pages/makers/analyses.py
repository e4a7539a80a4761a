"""The pages on the corpus as a whole: support, disagreements, names, coverage, the matrix."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate
from typing import Any

from ...analysis import coverage, disagreement, matrix, vocabulary
from ...analysis.disagreement import Disagreement
from ...analysis.origins import Origin
from ...corpus import Ref
from ...messages import gettext
from ...records.vocabularies import ACTOR_KINDS
from ..parts import accounts, claims, network
from ..parts.common import plural
from ..site import Site

COLUMNS = 8
"""Most sources that stand side by side in the matrix; more go into a table of their own."""

ROWS, LISTED = 1500, 100
"""How many are shown at most: rows in a table, events below one origin."""

PAGES = (
    ("disagreements", "Where they differ", "Every difference between the sources, by kind."),
    ("support", "How well supported", "On how many sources and independent origins events rest."),
    ("names", "Who calls whom what", "The words that each source uses for each actor and place."),
    ("matrix", "Sources and events", "Which source mentions which event."),
    ("network", "Network", "Who is related to whom, and by whose word."),
    ("coverage", "Coverage", "What the corpus leaves open: for researchers."),
)
"""Path, title and line of each of these pages."""

PATHS = {f"{name}.md": title for name, title, _ in PAGES}


def pages(site: Site) -> Iterator[tuple[str, str, Callable[[], dict[str, Any]], None, bool]]:
    """Yield a draft for each analysis, made in every build: each looks at all there is."""
    data: dict[str, Callable[[Site], dict[str, Any]]] = {
        "disagreements": _disagreements,
        "support": _support,
        "names": _names,
        "matrix": _matrix,
        "network": network.data,
        "coverage": _coverage,
    }
    for name, title, lead in PAGES:
        shown = {"title": title, "lead": lead, "places_written": [], "siblings": PAGES}
        yield f"{name}.md", name, partial(_data, site, data[name], shown), None, False


def _data(
    site: Site, found: Callable[[Site], dict[str, Any]], shown: Mapping[str, Any]
) -> dict[str, Any]:
    return {**shown, **found(site)}


def _disagreements(site: Site) -> dict[str, Any]:
    by_kind: dict[disagreement.Kind, list[Disagreement]] = {}
    for found in site.disagreements:
        by_kind.setdefault(found.kind, []).append(found)
    return {
        "kinds": [
            (gettext(facts.heading), by_kind.get(kind, []))
            for kind, facts in disagreement.KINDS.items()
        ],
        "none": [
            gettext(facts.heading)
            for kind, facts in disagreement.KINDS.items()
            if kind not in by_kind
        ],
        "has_method": "method" in site.corpus.pages,
    }


def _support(site: Site) -> dict[str, Any]:
    corpus = site.corpus
    supports = [(event, site.support(event)) for event, _ in corpus.events_by_date]
    single: dict[str, list[tuple[str, Origin]]] = {}
    for event, support in supports:
        if len(support.origins) == 1:
            origin = support.origins[0]
            single.setdefault(origin.voice, []).append((event, origin))
    unnamed = [event for event, support in supports if support.unnamed_alone]
    unasserted = [event for event, support in supports if not support.origins]
    several = sorted(
        ((event, s) for event, s in supports if len(s.origins) > 1),
        key=lambda item: (-len(item[1].origins), corpus.event_rank[item[0]]),
    )
    return {
        "several": several[:ROWS],
        "unlisted": len(several[ROWS:]),
        "single": [
            (actor, events[:LISTED], len(events[LISTED:]))
            for actor, events in sorted(single.items(), key=lambda item: (-len(item[1]), item[0]))
        ],
        "unnamed": unnamed[:LISTED],
        "more_unnamed": len(unnamed[LISTED:]),
        "unasserted": unasserted[:LISTED],
        "more_unasserted": len(unasserted[LISTED:]),
        "origin_name": accounts.origin_name,
        "routes": accounts.routes,
        "plural": plural,
    }


def _names(site: Site) -> dict[str, Any]:
    corpus = site.corpus
    uses = vocabulary.uses(corpus)
    order = {kind: n for n, kind in enumerate(ACTOR_KINDS)}
    named = [ref for ref in uses if ref.type == "actor"]
    actors = sorted(
        _most_named(uses, named),
        key=lambda ref: (order[corpus.actors[ref.id].kind], corpus.actors[ref.id].name.casefold()),
    )
    shared = vocabulary.shared_words(corpus)
    most = set(sorted(shared, key=lambda words: -len(shared[words]))[:ROWS])
    return {
        "uses": uses,
        "actors": actors,
        "unlisted": len(named) - len(actors),
        "shared": {words: refs for words, refs in shared.items() if words in most},
        "unshared": len(shared) - len(most),
        "times": claims.times,
        "plural": plural,
    }


def _most_named(
    uses: Mapping[Ref, Mapping[str, Sequence[vocabulary.Use]]], refs: Sequence[Ref]
) -> list[Ref]:
    """Return those for whom sources have most words, as many as there are rows for."""
    words = {
        ref: len({use.words.casefold() for used in uses[ref].values() for use in used})
        for ref in refs
    }
    ranked = sorted(refs, key=lambda ref: (-words[ref], -len(uses[ref]), ref.id))
    ends = list(accumulate(len(uses[ref]) for ref in ranked))
    return [ref for ref, end in zip(ranked, ends, strict=True) if end <= ROWS or ref == ranked[0]]


def _matrix(site: Site) -> dict[str, Any]:
    corpus = site.corpus
    cells = matrix.build(corpus, site.mentions)
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
