"""The home page: what there is, and where to begin."""

from collections.abc import Iterator
from typing import Any

from .analyses import PAGES
from .common import written_at
from .site import Site
from .written import render

SHOWN = 8
"""How many events, questions and sources the home page names."""


def pages(site: Site) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the draft of the home page. ``pages/home.md``, if written, introduces it."""
    corpus = site.corpus
    written = corpus.pages.get("home")
    told = {
        id_: len({placed.source.id for placed in claims})
        for id_, claims in corpus.claims_on_event.items()
    }
    events = sorted(told, key=lambda id_: (-told[id_], corpus.event_rank[id_]))[:SHOWN]
    answered = {id_: len(claims) for id_, claims in corpus.claims_on_question.items()}
    questions = sorted(answered, key=lambda id_: (-answered[id_], id_))[:SHOWN]
    yield "index.md", "home", {
        "title": written.title if written else "Sourcebook",
        "lead": (written.description if written else None)
        or "Who says what happened, and on whose word: every statement leads to its source.",
        "introduction": written.body if written else "",
        "render": render,
        "places_written": written_at(
            place for id_, place in corpus.page_places.items() if id_ == "home"
        ),
        "events": sorted(events, key=corpus.event_rank.__getitem__),
        "told": told,
        "questions": questions,
        "answered": answered,
        "sources": list(corpus.sources)[::-1][:SHOWN],
        "analyses": PAGES,
        "others": [(id_, page.title) for id_, page in corpus.pages.items() if id_ != "home"],
    }  # fmt: skip
