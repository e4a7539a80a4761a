"""Measures the proportions of a corpus: ``python -m benchmarks.proportions [PROJECT]``.

Proportions are numbers such as claims per source, words per title, or citations per statement.
"""

import argparse
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sourcebook import stages
from sourcebook.corpus import Corpus, PlacedClaim
from sourcebook.pages.lookup.name_index import NameIndex
from sourcebook.records.prose import Citation, tokens


@dataclass(frozen=True)
class Proportions:
    """The proportions of a corpus: mean numbers, mean lengths and shares.

    Fields that end with ``_told`` are the mean numbers of different records that the claims of a
    source are about. Lengths are in words, without citations. Shares are between 0 and 1.
    """

    # Mean numbers per source: of actors in the corpus, of paragraphs, of claims, and so on
    actors: float
    locations: float
    events: float
    questions: float
    paragraphs: float
    claims: float
    authors: float
    actors_told: float
    locations_told: float
    events_told: float
    questions_told: float
    actors_named: float
    locations_named: float
    # Mean numbers per claim: of events, of actors, and so on
    claim_events: float
    claim_actors: float
    claim_locations: float
    claim_figures: float
    claim_origins: float
    claim_relations: float
    claim_answers: float
    claim_disputes: float
    claim_dates: float
    claim_quotes: float
    claim_notes: float
    dates_agreeing: float  # share of the claims' dates that equal the date of the claim's event
    locations_agreeing: float  # share of the claims' locations that are locations of the event
    # Mean numbers: of a source's wordings for a record, and of the paragraphs with a wording
    actor_wordings: float
    location_wordings: float
    wording_places: float
    # Mean numbers per record: of aliases, of parents ("holders"), and so on
    actor_aliases: float
    location_aliases: float
    actor_holders: float
    location_holders: float
    event_holders: float
    event_locations: float
    event_dates: float
    question_about: float
    actor_summaries: float
    location_summaries: float
    event_summaries: float
    question_summaries: float
    actor_notes: float
    location_notes: float
    event_notes: float
    question_notes: float
    # Mean lengths of names and texts; mean number of citations per statement
    name_words: float
    title_words: float
    question_words: float
    paragraph_words: float
    abstract_words: float
    says_words: float
    answer_words: float
    quote_words: float
    note_words: float
    wording_words: float
    statement_words: float
    statement_citations: float
    # Mean numbers of names of records in a text; a repeated name counts again
    paragraph_mentions: float
    says_mentions: float
    statement_mentions: float
    # Share of all claims that are about the record with the most claims
    largest_actor: float
    largest_location: float
    largest_event: float


REAL = Proportions(
    actors=14.60,
    locations=10.20,
    events=16.20,
    questions=4.40,
    paragraphs=13.80,
    claims=36.20,
    authors=0.60,
    actors_told=23.80,
    locations_told=11.40,
    events_told=20.00,
    questions_told=12.40,
    actors_named=24.60,
    locations_named=12.60,
    claim_events=1.18,
    claim_actors=2.10,
    claim_locations=0.66,
    claim_figures=0.16,
    claim_origins=0.50,
    claim_relations=0.87,
    claim_answers=0.70,
    claim_disputes=0.01,
    claim_dates=0.28,
    claim_quotes=0.43,
    claim_notes=0.22,
    dates_agreeing=0.81,
    locations_agreeing=0.62,
    actor_wordings=2.28,
    location_wordings=1.37,
    wording_places=1.25,
    actor_aliases=0.58,
    location_aliases=0.16,
    actor_holders=0.37,
    location_holders=0.88,
    event_holders=0.79,
    event_locations=0.90,
    event_dates=0.93,
    question_about=2.50,
    actor_summaries=0.75,
    location_summaries=0.39,
    event_summaries=0.19,
    question_summaries=0.23,
    actor_notes=0.21,
    location_notes=0.25,
    event_notes=0.14,
    question_notes=0.05,
    name_words=2.41,
    title_words=5.36,
    question_words=6.95,
    paragraph_words=34.74,
    abstract_words=52.00,
    says_words=14.45,
    answer_words=10.01,
    quote_words=4.45,
    note_words=14.62,
    wording_words=2.66,
    statement_words=19.84,
    statement_citations=1.36,
    paragraph_mentions=2.91,
    says_mentions=1.57,
    statement_mentions=2.48,
    largest_actor=0.27,
    largest_location=0.18,
    largest_event=0.10,
)
"""The measured proportions of the corpus in ``sources/``: 5 articles, 181 claims, 232 pages."""


def measure(corpus: Corpus) -> Proportions:
    """Return the proportions of a corpus."""
    sources = corpus.sources.values()
    claims = [placed.claim for placed in corpus.claims]
    actors, locations = corpus.actors.values(), corpus.locations.values()
    events, questions = corpus.events.values(), corpus.questions.values()
    paragraphs = [text for source in sources for text in source.article.paragraphs]
    named_actors = [w for source in sources for w in source.summary.names.actors.values()]
    named_locations = [w for source in sources for w in source.summary.names.locations.values()]
    wordings = [item for words in (*named_actors, *named_locations) for item in words.items()]
    statements = [
        text
        for record in (*actors, *locations, *events, *questions)
        for text in (record.summary, record.note, getattr(record, "dated_by", None))
        if text
    ]
    on_events = [
        (event, placed) for event, found in corpus.claims_on_event.items() for placed in found
    ]
    names = NameIndex(corpus)

    def a_source(things: Collection[object]) -> float:
        return len(things) / len(sources)

    def mentions(texts: Iterable[str]) -> float:
        return _mean(sum(bool(piece.ref) for piece in names.pieces(text)) for text in texts)

    return Proportions(
        actors=a_source(actors),
        locations=a_source(locations),
        events=a_source(events),
        questions=a_source(questions),
        paragraphs=a_source(paragraphs),
        claims=a_source(claims),
        authors=_mean(len(source.article.authors) for source in sources),
        actors_told=_told(corpus.claims_on_actor) / len(sources),
        locations_told=_told(corpus.claims_at_location) / len(sources),
        events_told=_told(corpus.claims_on_event) / len(sources),
        questions_told=_told(corpus.claims_on_question) / len(sources),
        actors_named=a_source(named_actors),
        locations_named=a_source(named_locations),
        claim_events=_count(claims, "event"),
        claim_actors=_count(claims, "actors"),
        claim_locations=_count(claims, "locations"),
        claim_figures=_count(claims, "figures"),
        claim_origins=_count(claims, "origin"),
        claim_relations=_count(claims, "relation"),
        claim_answers=_count(claims, "answers"),
        claim_disputes=_count(claims, "disputes"),
        claim_dates=_share(claims, "date"),
        claim_quotes=_share(claims, "quote"),
        claim_notes=_share(claims, "note"),
        dates_agreeing=_mean(
            placed.claim.date == date
            for event, placed in on_events
            if placed.claim.date and (date := corpus.events[event].date)
        ),
        locations_agreeing=_mean(
            location in corpus.events[event].locations
            for event, placed in on_events
            for location in placed.claim.locations
        ),
        actor_wordings=_mean(map(len, named_actors)),
        location_wordings=_mean(map(len, named_locations)),
        wording_places=_mean(len(places) for _, places in wordings),
        actor_aliases=_count(actors, "aliases"),
        location_aliases=_count(locations, "aliases"),
        actor_holders=_count(actors, "part_of"),
        location_holders=_share(locations, "within"),
        event_holders=_share(events, "part_of"),
        event_locations=_count(events, "locations"),
        event_dates=_share(events, "date"),
        question_about=_mean(
            len(q.about.actors) + len(q.about.locations) + len(q.about.events) for q in questions
        ),
        actor_summaries=_share(actors, "summary"),
        location_summaries=_share(locations, "summary"),
        event_summaries=_share(events, "summary"),
        question_summaries=_share(questions, "summary"),
        actor_notes=_share(actors, "note"),
        location_notes=_share(locations, "note"),
        event_notes=_share(events, "note"),
        question_notes=_share(questions, "note"),
        name_words=_length(record.label for record in (*actors, *locations)),
        title_words=_length(event.title for event in events),
        question_words=_length(question.title for question in questions),
        paragraph_words=_length(paragraphs),
        abstract_words=_length(source.summary.abstract or "" for source in sources),
        says_words=_length(claim.says for claim in claims),
        answer_words=_length(claim.answer(id_) for claim in claims for id_ in claim.answers),
        quote_words=_length(claim.quote for claim in claims if claim.quote),
        note_words=_length(claim.note for claim in claims if claim.note),
        wording_words=_length(words for words, _ in wordings),
        statement_words=_length(statements),
        statement_citations=_mean(
            sum(isinstance(token, Citation) for token in tokens(text)) for text in statements
        ),
        paragraph_mentions=mentions(paragraphs),
        says_mentions=mentions(claim.says for claim in claims),
        statement_mentions=mentions(statements),
        largest_actor=_largest(corpus.claims_on_actor) / len(claims),
        largest_location=_largest(corpus.claims_at_location) / len(claims),
        largest_event=_largest(corpus.claims_on_event) / len(claims),
    )


def _mean(numbers: Iterable[int | float]) -> float:
    listed = list(numbers)
    return sum(listed) / len(listed) if listed else 0.0


def _count(records: Iterable[Any], field: str) -> float:
    return _mean(len(getattr(record, field)) for record in records)


def _share(records: Iterable[Any], field: str) -> float:
    return _mean(bool(getattr(record, field)) for record in records)


def _length(texts: Iterable[str]) -> float:
    return _mean(
        sum(len(token.split()) for token in tokens(text) if isinstance(token, str))
        for text in texts
    )


def _told(index: Mapping[str, Sequence[PlacedClaim]]) -> int:
    return sum(len({placed.source.id for placed in claims}) for claims in index.values())


def _largest(index: Mapping[str, Sequence[PlacedClaim]]) -> int:
    return max(map(len, index.values()), default=0)


def main() -> None:
    """Print the proportions of a project's corpus."""
    parser = argparse.ArgumentParser(description="Measure the proportions of a corpus.")
    parser.add_argument("project", nargs="?", type=Path, default=Path())
    corpus = stages.check(parser.parse_args().project).corpus
    if corpus is None:
        raise SystemExit("sources/ has errors; see: python build_site.py check")
    for name, value in asdict(measure(corpus)).items():
        print(f"    {name}={value:.2f},")  # noqa: T201


if __name__ == "__main__":
    main()
