"""Finds gaps in the corpus: unused paragraphs, actors without a role, events with one source."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..conventions import MONTHS
from ..corpus import Corpus
from ..corpus.claimed import unaccounted
from ..records.locators import Locator
from ..records.sources import Article
from .mentions import mentions
from .stances import parts


@dataclass(frozen=True)
class SourceCoverage:
    """The number of a source's paragraphs that claims cite, and the paragraphs that no claim cites.

    ``paragraphs``: number of paragraphs in the source. ``used``: number of paragraphs that claims
    cite. ``unused``: maps a paragraph that no claim cites to the reason that the summary gives for
    this. ``unread``: the paragraphs that have neither a claim nor a reason.
    """

    paragraphs: int
    used: int
    unused: Mapping[Locator, str]
    unread: Sequence[int] = ()


@dataclass(frozen=True)
class Coverage:
    """Gaps that a researcher may want to close.

    ``sources``: source id -> coverage of the source. ``inactive_actors``: ids of actors without a
    role in any event; roles that are only foretold or disputed don't count.
    ``single_source_events``: ids of events that only one source mentions, sorted by date.
    ``unknown_names``: source id -> name -> the paragraphs that contain the name. A name is one or
    more capitalised words within a sentence. A name is unknown if one of its words occurs in no
    record's name, and in no name that sources use for a record.
    """

    sources: Mapping[str, SourceCoverage]
    inactive_actors: Sequence[str]
    single_source_events: Sequence[str]
    unknown_names: Mapping[str, Mapping[str, Sequence[Locator]]]


def find(corpus: Corpus) -> Coverage:
    """Return the gaps in a corpus."""
    mentioned = mentions(corpus)
    active = {
        actor
        for standings in parts(corpus).values()
        for actor, standing in standings.items()
        if standing == "asserted"
    }
    return Coverage(
        {id_: _source(corpus, id_) for id_ in corpus.used_sources},
        [id_ for id_ in corpus.actors if id_ not in active] if corpus.events else [],
        [event for event, _ in corpus.events_by_date if len(mentioned.get(event, ())) == 1],
        _unknown_names(corpus),
    )


def _source(corpus: Corpus, id_: str) -> SourceCoverage:
    source = corpus.sources[id_]
    cited = {
        locator
        for placed in corpus.claims_of_source.get(id_, ())
        for locator in placed.claim.paragraph
        if isinstance(locator, int)
    }
    unread = unaccounted(source.article, source.summary)
    return SourceCoverage(len(source.article.paragraphs), len(cited), source.summary.unused, unread)


# Matches capitalised words that don't start a sentence.
_NAME = re.compile(r"(?<![.!?:“\"] )(?<![\w-])(?<!^)[A-Z][\w’'-]+(?: (?:al-|of )?[A-Z][\w’'-]+)*")
_CALENDAR = frozenset(
    word.casefold()
    for word in (
        *MONTHS, "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    )
)  # fmt: skip
_POSSESSIVE = re.compile(r"['’]s?$")


def _unknown_names(corpus: Corpus) -> dict[str, dict[str, list[Locator]]]:
    known = _CALENDAR | {word for name in _names(corpus) for word in _words(name)}
    found: dict[str, dict[str, list[Locator]]] = {}
    for id_, source in corpus.sources.items():
        for number, text in _digests(source.article):
            for match in _NAME.finditer(text):
                name = _POSSESSIVE.sub("", match[0])
                if not set(_words(name)) <= known:
                    places = found.setdefault(id_, {}).setdefault(name, [])
                    if number not in places:
                        places.append(number)
    return found


def _digests(article: Article) -> Iterator[tuple[Locator, str]]:
    """Yield an article's standfirst, caption and paragraphs, each with its locator.

    The standfirst and the caption are digests (summaries in the researcher's words). The paragraphs
    are digests too, unless the article may be published in full. The title is left out, because all
    words of a title may have capitals.
    """
    if article.standfirst:
        yield "standfirst", article.standfirst
    if article.caption:
        yield "caption", article.caption
    yield from enumerate(article.paragraphs, 1)


def _names(corpus: Corpus) -> Iterator[str]:
    """Yield the names of actors, locations and events, and the words that sources use for them."""
    for records in (corpus.actors, corpus.locations, corpus.events):
        for record in records.values():
            yield record.label
            yield from record.aliases
    for source in corpus.sources.values():
        for named in (source.summary.names.actors, source.summary.names.locations):
            for words in named.values():
                yield from words


def _words(name: str) -> list[str]:
    return [_POSSESSIVE.sub("", word).casefold() for word in re.findall(r"[\w’'-]+", name)]
