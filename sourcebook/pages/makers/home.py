"""The home page: an overview of the corpus, with links to pages from which readers can start."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from markdown.extensions.toc import slugify

from ...analysis import vocabulary
from ...analysis.disagreement import KINDS, Disagreement
from ...analysis.opposition import sharpest
from ...corpus import Corpus, Ref
from ...messages import gettext as _
from ...messages import marked
from ...records.dates import Bound, Date
from ...records.days import year_words
from ...records.folders import HOME
from ..lookup.division import LIMIT
from ..page_spec import PageSpec
from ..parts import maps, sparklines
from ..parts.claims import called, whose_words
from ..parts.common import written_at
from ..parts.exploring import explore_pages
from ..parts.labels import and_more, more_voices
from ..parts.resting import rests_on
from ..site import Site
from .analyses import analysis_pages
from .written import OWN, render

SHOWN = 8
"""Maximum number of events, of actors and of sources that the home page lists."""

SHARPEST, EXAMPLES = 3, 4
"""Maximum numbers of the home page's cards, which show disagreements, and of its example questions.

A question on a card is an example too only if the corpus has too few other questions.
"""

SHORT = 48
"""Maximum length, in characters, of a short question. The home page prefers short examples."""

SIDES, WORDS = 6, 4
"""Maximum numbers of positions on a card of the home page, and of speakers for one position.

Each card shows a disagreement.
"""

YEARS = 24
"""Maximum number of years that the home page lists."""

CITED = 6
"""Maximum number of claims that the home page cites for one position."""

FEATURED = 10
"""Maximum number of names that the home page lists for the actor that the most sources name."""


PATHS = {"index.md": marked("Home")}
LAST = True


def pages(site: Site) -> Iterator[PageSpec]:
    """Yield the home page.

    If ``pages/home.md`` exists, its text is the introduction of the page.
    """
    corpus = site.corpus
    written = corpus.pages.get(HOME)
    mentions = {id_: len(mentioned) for id_, mentioned in site.mentions.items()}
    events = _first(mentions, corpus.event_rank)
    disputed = sharpest(found for found in site.disagreements if found.kind == "position")
    cards = disputed[:SHARPEST]
    overview = sparklines.overview(site)
    yield PageSpec("index.md", "home", {
        "title": corpus.title,
        "lead": (written.description if written else None)
        or _("Who says what happened, and who they cite: every statement leads to its source."),
        "introduction": written.body if written else "",
        "render": render,
        "places_written": written_at(
            place for id_, place in corpus.page_places.items() if id_ == HOME
        ),
        "examples": _examples(corpus, disputed),
        "published": _published(corpus),
        "listed": len(corpus.sources) - len(corpus.used_sources),
        "disputed": len(disputed),
        "cards": cards or sharpest(site.disagreements)[:SHARPEST],
        "sides": SIDES,
        "cited": CITED,
        "words_shown": WORDS,
        "kinds": KINDS,
        "whose_words": whose_words,
        "called": called,
        "rests_on": rests_on,
        "and_more": and_more,
        "more_voices": more_voices,
        "named": _most_named(corpus),
        "overview": overview,
        "map": maps.OVERVIEW if site.placed_events else "",
        "years": _years(corpus, overview.years if overview else None),
        "events": events,
        "mentions": mentions,
        "actors": _most_told(site),
        "sources": corpus.used_sources[::-1][:SHOWN],
        "analyses": [
            (_("Compare the sources"), analysis_pages(site)), (_("Explore"), explore_pages(site)),
        ],
        "others": [(id_, page.title) for id_, page in corpus.pages.items() if id_ not in OWN],
    })  # fmt: skip


def _first(counts: Mapping[str, int], rank: Mapping[str, int]) -> list[str]:
    """Return the ids with the highest counts, at most ``SHOWN``; ids of one count are in order.

    Ids with the same count as one that there is no room for are left out too, unless no other ids
    are left.
    """
    ranked = sorted(counts, key=lambda id_: (-counts[id_], rank[id_]))
    shown, rest = ranked[:SHOWN], ranked[SHOWN:]
    return [id_ for id_ in shown if not rest or counts[id_] > counts[rest[0]]] or shown


def _examples(corpus: Corpus, disputed: Sequence[Disagreement]) -> list[str]:
    """Return the ids of the questions that the home page offers as examples.

    The order is: short questions that begin with different words, other short questions, longer
    questions, and last the questions whose disagreements the home page shows as cards. In each of
    these groups, questions that sources disagree on come first, the sharpest disagreement first.
    """
    sharp = [found.subject.id for found in disputed]
    others = [id_ for id_ in corpus.questions if id_ not in set(sharp)]
    ranked = [*sharp[SHARPEST:], *others]
    titles = {id_: corpus.questions[id_].title for id_ in ranked}
    short = [id_ for id_ in ranked if len(titles[id_]) <= SHORT]
    varied = {titles[id_].split()[0]: id_ for id_ in reversed(short)}
    first = [id_ for id_ in short if varied[titles[id_].split()[0]] == id_]
    return list(dict.fromkeys([*first, *short, *ranked, *sharp[:SHARPEST]]))[:EXAMPLES]


def _published(corpus: Corpus) -> list[str]:
    """Return the earliest and the latest date of publication of the sources, in words.

    If a source's date is an interval, as for a diary, its start can be the earliest date, and its
    end the latest. The result has one date if all sources have the same date. It is empty if no
    date is known.
    """
    dates = [corpus.articles[id_].published for id_ in corpus.used_sources]
    known = [date for date in dates if date]
    if not known:
        return []
    first = min((_at(date, date.start) for date in known), key=lambda date: date.sort_key)
    last = max((_at(date, date.end) for date in known), key=lambda date: date.sort_key)
    return list(dict.fromkeys([first.day_words, last.day_words]))


def _at(date: Date, end: Bound | None) -> Date:
    """Return one end of an interval as a date.

    ``end``: the start or the end of the interval ``date``. If it is open (None), or if ``date``
    isn't an interval, return ``date``.
    """
    return replace(date, text="", start=end, end=end) if date.lasts and end else date


def _years(corpus: Corpus, within: tuple[int, int] | None) -> list[tuple[str, str]]:
    """Return the years in which events begin, each with its anchor in the index of events.

    ``within``: the first and the last year to include; None for all years. The result is empty if
    there are more than ``YEARS`` years. The result is also empty if the index is divided, because
    the first page of a divided index has no headings to link to.
    """
    years = {e.date.year for e in corpus.events.values() if e.date and e.date.year is not None}
    if within:
        years = {year for year in years if within[0] <= year <= within[1]}
    if len(corpus.events) > LIMIT or len(years) > YEARS:
        return []
    words = [year_words(year) for year in sorted(years)]
    return [(year, slugify(year, "-")) for year in words]  # the anchor of the year's heading


def _most_told(site: Site) -> list[tuple[str, int]]:
    """Return the actors that the most sources mention, each with the number of these sources.

    A source mentions an actor if it makes a claim about the actor or uses a name for the actor. At
    most ``SHOWN`` actors are returned. The result is empty if the corpus has events, because the
    home page then lists events instead.
    """
    corpus = site.corpus
    if corpus.events:
        return []
    told: dict[str, set[str]] = {
        id_: {placed.source.id for placed in claims}
        for id_, claims in corpus.claims_on_actor.items()
    }
    for id_, words in corpus.words_for_actor.items():
        told.setdefault(id_, set()).update(source for source, _words in words)
    counts = {id_: len(sources) for id_, sources in told.items()}
    rank = {id_: place for place, id_ in enumerate(sorted(counts))}
    return [(id_, counts[id_]) for id_ in _first(counts, rank)]


def _most_named(corpus: Corpus) -> tuple[Ref, list[vocabulary.Use]] | None:
    """Return the actor that the most sources name, and at most ``FEATURED`` names that they use.

    If several actors are named by equally many sources, the actor with the most different names is
    returned. The names are taken from the sources in turn, so that no source fills the list alone.
    Returns None if no actor is named by more than one source.
    """
    best: tuple[tuple[int, int], Ref, list[vocabulary.Use]] | None = None
    for ref, by_source in vocabulary.uses(corpus).items():
        words = {use.words.casefold(): use for uses in by_source.values() for use in uses}
        rank = (len(by_source), len(words))
        if ref.type == "actor" and len(by_source) > 1 and (best is None or rank > best[0]):
            turns = zip_longest(*by_source.values())
            first: dict[str, vocabulary.Use] = {}
            for use in (use for turn in turns for use in turn if use):
                first.setdefault(use.words.casefold(), use)
            best = rank, ref, list(first.values())
    return (best[1], best[2][:FEATURED]) if best else None
