"""The index page of each kind."""

from collections.abc import Iterator
from datetime import MAXYEAR
from typing import Any

from ..analysis.clocks import first_said
from ..corpus import Corpus
from ..markdown import Md
from ..records.entities import ACTOR_KINDS, Event
from .common import plural
from .locations import events_inside
from .site import Site


def pages(site: Site) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield a draft for each index."""
    corpus = site.corpus
    for folder, description, data in (
        ("actors", "Who: everyone to whom a source gives a part.", _actors),
        ("locations", "Where: each place under the one that it lies in.", _locations),
        ("events", "What happened, according to at least one source, by date.", _events),
        ("questions", "What the sources answer differently.", _questions),
        ("sources", "What this site is built from, in order of publication.", _sources),
    ):
        yield f"{folder}/index.md", folder, {
            "title": folder.capitalize(),
            "lead": description,
            "places_written": [],
            **data(corpus),
        }  # fmt: skip


def _actors(corpus: Corpus) -> dict[str, Any]:
    by_kind: dict[str, list[str]] = {}
    for id_ in sorted(corpus.actors, key=lambda id_: corpus.actors[id_].name.casefold()):
        by_kind.setdefault(corpus.actors[id_].kind, []).append(id_)
    return {
        "kinds": [(kind, by_kind[kind]) for kind in ACTOR_KINDS if kind in by_kind],
        "events": {id_: len(corpus.events_of_actor.get(id_, ())) for id_ in corpus.actors},
        "sources": {
            id_: len({placed.source.id for placed in corpus.claims_on_actor.get(id_, ())})
            for id_ in corpus.actors
        },
    }


def _locations(corpus: Corpus) -> dict[str, Any]:
    """Return the locations from the outside in, each with its depth and number of events."""
    counts = events_inside(corpus)
    roots = [id_ for id_, location in corpus.locations.items() if not location.within]
    listed: list[tuple[int, str]] = []
    waiting = [(0, id_) for id_ in _by_name(corpus, roots)[::-1]]
    while waiting:
        depth, id_ = waiting.pop()
        listed.append((depth, id_))
        inside = _by_name(corpus, corpus.inside.get(id_, []))
        waiting += [(depth + 1, inner) for inner in inside[::-1]]
    return {
        "indent": lambda depth: Md("    " * depth),
        "tree": [(depth, id_, len(counts.get(id_, ()))) for depth, id_ in listed],
    }


def _by_name(corpus: Corpus, ids: list[str]) -> list[str]:
    return sorted(ids, key=lambda id_: corpus.locations[id_].name.casefold())


def _events(corpus: Corpus) -> dict[str, Any]:
    years: dict[int | None, list[tuple[str, Event]]] = {}
    for id_, event in corpus.events_by_date:
        years.setdefault(event.date.year if event.date else None, []).append((id_, event))
    return {
        "plural": plural,
        "years": sorted(years.items(), key=lambda item: item[0] or MAXYEAR),
        "said": first_said(corpus),
    }


def _questions(corpus: Corpus) -> dict[str, Any]:
    answers = corpus.claims_on_question
    return {
        "questions": [
            (id_, len(answers.get(id_, ())), len({p.source.id for p in answers.get(id_, ())}))
            for id_ in sorted(corpus.questions, key=lambda id_: corpus.questions[id_].title)
        ],
    }


def _sources(corpus: Corpus) -> dict[str, Any]:
    return {"claims": {id_: len(found) for id_, found in corpus.claims_of_source.items()}}
