"""The home page: what there is, and where to begin."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from ...analysis import vocabulary
from ...corpus import Corpus, Ref
from ...markdown import Md
from ...messages import marked
from ...records.days import year_words
from ..lookup.division import LIMIT
from ..parts import maps, sparklines
from ..parts.claims import whose_words
from ..parts.common import written_at
from ..site import Site
from .analyses import PAGES
from .written import OWN, render

SHOWN = 8
"""How many events, questions and sources the home page names."""

YEARS = 24
"""How many years it names."""

FEATURED = 5
"""How many names stand there in full."""

PATHS = {"index.md": marked("Home")}
LAST = True


def pages(site: Site) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the draft of the home page. ``pages/home.md``, if written, introduces it."""
    corpus = site.corpus
    written = corpus.pages.get("home")
    told = {id_: len(mentioned) for id_, mentioned in site.mentions.items()}
    events = sorted(told, key=lambda id_: (-told[id_], corpus.event_rank[id_]))[:SHOWN]
    parted = [
        found for found in site.disagreements if found.kind == "position" and len(found.sources) > 1
    ]
    parted.sort(key=lambda found: (-len(found.sources), -len(found.claims), found.subject.id))
    yield "index.md", "home", {
        "title": corpus.title,
        "lead": (written.description if written else None)
        or "Who says what happened, and on whose word: every statement leads to its source.",
        "introduction": written.body if written else "",
        "render": render,
        "places_written": written_at(
            place for id_, place in corpus.page_places.items() if id_ == "home"
        ),
        "counts": [
            (folder, _counted(count, folder[:-1]))
            for folder, count in (
                ("events", len(corpus.events)),
                ("actors", len(corpus.actors)),
                ("locations", len(corpus.locations)),
                ("questions", len(corpus.questions)),
                ("sources", len(corpus.sources)),
            )
        ],
        "question": parted[0] if parted else None,
        "whose_words": whose_words,
        "named": _most_named(corpus),
        "overview": sparklines.overview(site),
        "map": maps.OVERVIEW if site.placed_events else "",
        "years": _years(corpus),
        "events": sorted(events, key=corpus.event_rank.__getitem__),
        "told": told,
        "questions": parted[:SHOWN],
        "sources": list(corpus.sources)[::-1][:SHOWN],
        "analyses": PAGES,
        "others": [(id_, page.title) for id_, page in corpus.pages.items() if id_ not in OWN],
    }  # fmt: skip


def _years(corpus: Corpus) -> list[tuple[str, str]]:
    """Return the years in which events begin, and the anchors of their headings in the index.

    There are none where they are too many to be named. Beyond the limit the index of events
    is divided, and has no headings to lead to.
    """
    years = {e.date.year for e in corpus.events.values() if e.date and e.date.year is not None}
    if len(corpus.events) > LIMIT or len(years) > YEARS:
        return []
    words = [year_words(year) for year in sorted(years)]
    # As Markdown makes anchors of headings: "12,000" becomes 12000, "44 BCE" 44-bce.
    return [(year, year.replace(",", "").replace(" ", "-").lower()) for year in words]


def _counted(count: int, word: str) -> Md:
    return Md(f"**{count}** {word}{'' if count == 1 else 's'}")


def _most_named(corpus: Corpus) -> tuple[Ref, list[vocabulary.Use]] | None:
    """Return the actor for whom the sources have most words, with some of those of each.

    The sources take turns, so that none fills the list alone.
    """
    best: tuple[tuple[int, int], Ref, list[vocabulary.Use]] | None = None
    for ref, by_source in vocabulary.uses(corpus).items():
        words = {use.words.casefold(): use for uses in by_source.values() for use in uses}
        rank = (len(by_source), len(words))
        if ref.type == "actor" and len(by_source) > 1 and (best is None or rank > best[0]):
            turns = zip_longest(*by_source.values())
            uses = [use for turn in turns for use in turn if use]
            best = rank, ref, list({use.words.casefold(): use for use in uses[::-1]}.values())[::-1]
    return (best[1], best[2][: 2 * FEATURED]) if best else None
