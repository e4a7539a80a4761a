"""Generates articles with their front matter and paragraphs, and summaries with their claims."""

from itertools import cycle, islice
from typing import Any

from sourcebook.records.sources import CLAIM_KINDS

from .invention import Inventor
from .proportions import Proportions
from .records import Data, text
from .world import KINDS, Teller

_ROLES = _RELATION_TYPES = 26
"""Numbers of different roles and of different relation types, as in the real corpus."""
_POSITIONS = ("yes", "partly", "no")
_VALUES = ("30", "60+", "~400", "25-30 %", "10 days", "dozens", "hundreds")

Hands = list[list[str]]
"""For each claim of a source, the ids of the records of one kind that the claim is about."""


class Telling:
    """Generates sources, one after another, because claims may dispute claims of earlier sources.

    ``events``: maps an event's id to its record. Most claims repeat the dates and locations of
    these records. ``positions``: question id -> position id -> the position's words. It has the
    positions that claims have taken so far.
    """

    def __init__(self, inventor: Inventor, real: Proportions, events: dict[str, Data]) -> None:
        self._inventor = inventor
        self._real = real
        self._events = events
        self._usual_roles: dict[str, str] = {}
        self._roles = [inventor.words(1) for _ in range(_ROLES)]
        self._relation_types = [inventor.words(2) for _ in range(_RELATION_TYPES)]
        self._addresses: list[str] = []
        self.positions: dict[str, dict[str, str]] = {}

    def article(self, reporter: Teller) -> tuple[Data, list[str]]:
        """Return the front matter and the paragraphs of a planned source's article."""
        inventor, real = self._inventor, self._real
        front: Data = {
            "title": inventor.title(real.title_words),
            "publisher": reporter.publisher,
            "published": inventor.publication(),
            "language": "en",
            "text": "digest",
        }
        if inventor.chance(real.authors):
            front["authors"] = [inventor.pick(reporter.told["actors"]).id]
        paragraphs = [
            text(inventor, reporter, real.paragraph_words, real.paragraph_mentions)
            for _ in range(reporter.paragraphs)
        ]
        return front, paragraphs

    def summary(self, reporter: Teller) -> Data:
        """Return a planned source's summary, as data for YAML: abstract, claims, names."""
        inventor, real = self._inventor, self._real
        hands = {
            "actors": self._deal(reporter, "actors", real.claim_actors),
            "locations": self._deal(reporter, "locations", real.claim_locations),
            "events": self._deal(reporter, "events", real.claim_events),
            "questions": self._deal(reporter, "questions", real.claim_answers),
        }
        # A paragraph gets a second claim only if every paragraph has a claim.
        places = sorted(islice(cycle(range(1, reporter.paragraphs + 1)), reporter.claims))
        claims = [
            self._claim(reporter, number, place, {kind: hands[kind][number] for kind in KINDS})
            for number, place in enumerate(places)
        ]
        self._addresses += [f"{reporter.id}#{claim['id']}" for claim in claims]
        summary: Data = {
            "abstract": text(inventor, reporter, real.abstract_words, real.paragraph_mentions),
            "claims": claims,
            "names": {
                "actors": self._names(reporter, "actors", real.actors_named, real.actor_wordings),
                "locations": self._names(
                    reporter, "locations", real.locations_named, real.location_wordings
                ),
            },
        }
        unused = range(len(set(places)) + 1, reporter.paragraphs + 1)
        if unused:
            summary["unused"] = {number: inventor.words(real.note_words) for number in unused}
        return summary

    def _deal(self, reporter: Teller, kind: str, mean: float) -> Hands:
        """Distribute the records of a kind over a source's claims.

        Each record in ``reporter.told`` gets at least one claim, and the best known records get
        the most claims. ``mean``: the mean number of records per claim.
        """
        inventor = self._inventor
        told = [known.id for known in reporter.told[kind]]
        sizes = [inventor.about(mean) for _ in range(reporter.claims)]
        for claim in islice(cycle(range(reporter.claims)), max(0, len(told) - sum(sizes))):
            sizes[claim] += 1
        cards = told + [inventor.pick(told) for _ in range(sum(sizes) - len(told))]
        inventor.random.shuffle(cards)
        dealt = iter(cards)
        return [list(dict.fromkeys(islice(dealt, size))) for size in sizes]

    def _claim(
        self, reporter: Teller, number: int, place: int, about: dict[str, list[str]]
    ) -> Data:
        inventor, real = self._inventor, self._real
        actors = [known.id for known in reporter.told["actors"]]
        events = about["events"]
        event = self._events[events[0]] if events else {}
        locations = [self._location(event, id_) for id_ in about["locations"]]
        claim: Data = {
            "id": f"claim-{number + 1}",
            "says": text(inventor, reporter, real.says_words, real.says_mentions),
            "paragraph": place,
            "event": events,
            "actors": {id_: self._role(id_) for id_ in about["actors"]},
            "roles": {
                id_: {actor: self._role(actor) for actor in about["actors"][:1]}
                for id_ in events[1:]
            },
            "locations": list(dict.fromkeys(locations)),
            "date": self._date(event) if inventor.chance(real.claim_dates) else None,
            "figures": [
                {"counts": inventor.words(2), "value": inventor.pick(_VALUES)}
                for _ in range(inventor.about(real.claim_figures))
            ],
            "origin": list(
                dict.fromkeys(
                    inventor.pick(actors) for _ in range(inventor.about(real.claim_origins))
                )
            ),
            "kind": inventor.pick(CLAIM_KINDS),
            "quote": self._maybe(real.claim_quotes, real.quote_words),
            "relation": [
                {
                    "subject": inventor.pick(actors),
                    "type": inventor.pick(self._relation_types),
                    "object": inventor.pick(actors),
                }
                for _ in range(inventor.about(real.claim_relations))
            ],
            "answers": {
                id_: {self._position(id_): text(inventor, reporter, real.answer_words, 0)}
                for id_ in about["questions"]
            },
            "disputes": self._disputed(),
            "note": self._maybe(real.claim_notes, real.note_words),
        }
        claim["relation"] = [one for one in claim["relation"] if one["subject"] != one["object"]]
        if not any(claim[key] for key in ("event", "actors", "locations", "relation", "answers")):
            claim["event"] = inventor.pick(reporter.told["events"]).id
        return {key: value for key, value in claim.items() if value}

    def _position(self, question: str) -> str:
        """Return a random position for a claim on a question, and add it to ``positions``."""
        taken = self._inventor.pick(_POSITIONS)
        self.positions.setdefault(question, {})[taken] = f"{taken.capitalize()}."
        return taken

    def _role(self, actor: str) -> str:
        """Return an actor's usual role in one half of all cases, otherwise a random role."""
        usual = self._usual_roles.setdefault(actor, self._inventor.pick(self._roles))
        return usual if self._inventor.chance(0.5) else self._inventor.pick(self._roles)

    def _date(self, event: Data) -> str:
        agreeing = "date" in event and self._inventor.chance(self._real.dates_agreeing)
        return str(event["date"]) if agreeing else self._inventor.date()

    def _location(self, event: Data, other: str) -> str:
        agreeing = "locations" in event and self._inventor.chance(self._real.locations_agreeing)
        return str(event["locations"][0]) if agreeing else other

    def _maybe(self, share: float, words: float) -> str | None:
        return self._inventor.words(words) if self._inventor.chance(share) else None

    def _disputed(self) -> list[str]:
        found = self._addresses and self._inventor.chance(self._real.claim_disputes)
        return [self._inventor.random.choice(self._addresses)] if found else []

    def _names(self, reporter: Teller, kind: str, named: float, wordings: float) -> dict[str, Any]:
        """Map ids of actors or locations to the wordings that a source uses for them.

        Each wording is mapped to numbers of paragraphs, chosen at random. ``named``: the number of
        records to name. ``wordings``: the mean number of wordings per record.
        """
        inventor = self._inventor
        names: dict[str, Any] = {}
        for known in reporter.told[kind][: round(named)]:
            words = [known.label, *(inventor.words(self._real.wording_words) for _ in range(9))]
            names[known.id] = {
                wording: self._places(reporter)
                for wording in words[: max(1, inventor.about(wordings))]
            }
        return names

    def _places(self, reporter: Teller) -> list[int]:
        count = max(1, self._inventor.about(self._real.wording_places))
        return sorted({self._inventor.random.randint(1, reporter.paragraphs) for _ in range(count)})
