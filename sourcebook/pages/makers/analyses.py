"""The pages that analyse the corpus as a whole: disagreements, support, names, matrix, coverage."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate
from typing import Any

from ...analysis import coverage, disagreement, matrix, vocabulary
from ...analysis.disagreement import Disagreement
from ...analysis.origins import Origin
from ...corpus import Ref
from ...messages import gettext as _
from ...messages import marked
from ...records.vocabularies import ACTOR_KINDS
from ..page_spec import PageSpec
from ..parts import accounts, claims, network
from ..parts.labels import standing_label
from ..site import Site

COLUMNS = 8
"""Maximum number of sources in one table of the matrix; further sources go into further tables."""

ROWS, LISTED = 1500, 100
"""Maximum number of rows in a table, and of events listed below one origin."""

PAGES = (
    ("disagreements", marked("Where they differ"),
     marked("Every difference between or within the sources, by kind.")),
    ("support", marked("How well supported"),
     marked("How many sources and independent origins support each event.")),
    ("names", marked("Who calls whom what"),
     marked("The words that each source uses for each actor and place.")),
    ("matrix", marked("Sources and events"), marked("Which source mentions which event.")),
    ("network", marked("Network"), marked("Who is related to whom, and who says so.")),
    ("coverage", marked("Coverage"), marked("What the corpus leaves open: for researchers.")),
)  # fmt: skip
"""Name, title and description of each page."""


PATHS = {f"{name}.md": title for name, title, _description in PAGES}


def analysis_pages() -> list[tuple[str, str, str]]:
    """Return the name, the title and the description of each page, in order."""
    return [(name, _(title), _(description)) for name, title, description in PAGES]


def pages(site: Site) -> Iterator[PageSpec]:
    """Yield the page of each analysis. None is cached, since each reads the whole corpus."""
    data: dict[str, Callable[[Site], dict[str, Any]]] = {
        "disagreements": _disagreements,
        "support": _support,
        "names": _names,
        "matrix": _matrix,
        "network": network.data,
        "coverage": _coverage,
    }
    siblings = analysis_pages()
    for name, title, lead in siblings:
        shown = {"title": title, "lead": lead, "siblings": siblings}
        yield PageSpec(f"{name}.md", name, partial(_data, site, data[name], shown), cacheable=False)


def _data(
    site: Site, own_data: Callable[[Site], dict[str, Any]], shown: Mapping[str, Any]
) -> dict[str, Any]:
    return {**shown, **own_data(site)}


def _disagreements(site: Site) -> dict[str, Any]:
    by_kind: dict[disagreement.Kind, list[Disagreement]] = {}
    for found in site.disagreements:
        by_kind.setdefault(found.kind, []).append(found)
    return {
        "kinds": [
            (_(facts.heading), by_kind.get(kind, [])) for kind, facts in disagreement.KINDS.items()
        ],
        "none": [
            _(facts.heading) for kind, facts in disagreement.KINDS.items() if kind not in by_kind
        ],
        "has_method": "method" in site.corpus.pages,
    }


def _support(site: Site) -> dict[str, Any]:
    corpus = site.corpus
    supports = [(event, site.support(event)) for event, _date in corpus.events_by_date]
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
        "relayed_chains": accounts.relayed_chains,
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
    listed = set(sorted(shared, key=lambda words: -len(shared[words]))[:ROWS])
    return {
        "uses": uses,
        "actors": actors,
        "unlisted": len(named) - len(actors),
        "shared": {words: refs for words, refs in shared.items() if words in listed},
        "unshared": len(shared) - len(listed),
        "times": claims.times,
    }


def _most_named(
    uses: Mapping[Ref, Mapping[str, Sequence[vocabulary.Use]]], refs: Sequence[Ref]
) -> list[Ref]:
    """Return the actors with the highest number of names, as many as fit into ``ROWS`` rows."""
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
    return {"tables": tables, "standing_label": standing_label}


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), COLUMNS):
        yield ids[start : start + COLUMNS]


def _coverage(site: Site) -> dict[str, Any]:
    return {"found": coverage.find(site.corpus)}
