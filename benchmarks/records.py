"""Generates actors, locations, events and questions, as data for YAML files."""

from typing import Any

from sourcebook.records.vocabularies import ACTOR_KINDS, EVENT_KINDS, LOCATION_KINDS

from .invention import Inventor
from .proportions import Proportions
from .world import MEDIA, Teller, World

Data = dict[str, Any]

_OTHER_ACTORS = [kind for kind in ACTOR_KINDS if kind != "media"]
_ACTORS_NAMED = 0.8
"""Share of actors among the actors and locations that texts name."""


class Records:
    """Generates the records of a ``World``.

    ``real``: the proportions that the records get, such as aliases per actor.
    """

    def __init__(self, inventor: Inventor, real: Proportions, world: World) -> None:
        self._inventor = inventor
        self._real = real
        self._world = world

    def of_kind(self, kind: str) -> dict[str, Data]:
        """Map the ids of all records of a kind to their data. ``kind``: as in ``world.KINDS``."""
        make, one = {
            "actors": (self._actor, "actor"),
            "locations": (self._location, "location"),
            "events": (self._event, "event"),
            "questions": (self._question, "question"),
        }[kind]
        records: dict[str, Data] = {}
        for number, known in enumerate(self._world.records[kind]):
            reporter = self._world.tellers[known.home]
            fields = make(number, known.label, reporter)
            for key, shares in (("summary", "summaries"), ("note", "notes")):
                if self._inventor.chance(getattr(self._real, f"{one}_{shares}")):
                    fields[key] = self._statement(reporter)
            records[known.id] = fields
        return records

    def _actor(self, number: int, name: str, reporter: Teller) -> Data:
        kind = self._inventor.random.choice(_OTHER_ACTORS) if number % MEDIA else "media"
        fields: Data = {"name": name, "kind": kind}
        if number and self._inventor.chance(self._real.actor_holders):
            fields["part_of"] = [self._larger("actors", number)]
        return fields | self._aliases(self._real.actor_aliases)

    def _location(self, number: int, name: str, reporter: Teller) -> Data:
        random = self._inventor.random
        fields: Data = {"name": name, "kind": random.choice(list(LOCATION_KINDS))}
        if number and self._inventor.chance(self._real.location_holders):
            fields["within"] = self._larger("locations", number)
        fields["coordinates"] = [round(30 + 5 * random.random(), 2) for _ in range(2)]
        fields["precision"] = "area"
        return fields | self._aliases(self._real.location_aliases)

    def _event(self, number: int, title: str, reporter: Teller) -> Data:
        inventor, real = self._inventor, self._real
        fields: Data = {"title": title, "kind": inventor.random.choice(list(EVENT_KINDS))}
        if inventor.chance(real.event_dates):
            fields["date"] = inventor.date()
            fields["dated_by"] = self._statement(reporter)
        if inventor.chance(real.event_locations):
            fields["locations"] = [inventor.pick(reporter.told["locations"]).id]
        if number and inventor.chance(real.event_holders):
            fields["part_of"] = self._larger("events", number)
        return fields

    def _question(self, number: int, title: str, reporter: Teller) -> Data:
        about: dict[str, list[str]] = {}
        for _ in range(max(1, self._inventor.about(self._real.question_about))):
            kind = self._inventor.random.choice(("actors", "locations", "events"))
            id_ = self._inventor.pick(reporter.told[kind]).id
            if id_ not in about.setdefault(kind, []):
                about[kind].append(id_)
        return {"title": title, "about": about}

    def _larger(self, kind: str, number: int) -> str:
        """Return the id of an earlier record, of which record ``number`` can be a part."""
        return self._inventor.pick(self._world.records[kind], number).id

    def _aliases(self, mean: float) -> Data:
        count = self._inventor.about(mean)
        names = [self._inventor.name(self._real.name_words) for _ in range(count)]
        return {"aliases": names} if names else {}

    def _statement(self, reporter: Teller) -> str:
        """Return one or more sentences, each with a citation of a paragraph of ``reporter``."""
        real = self._real
        count = max(1, self._inventor.about(real.statement_citations))
        words = real.statement_words / real.statement_citations
        mentions = real.statement_mentions / real.statement_citations
        sentences = []
        for _ in range(count):
            said = text(self._inventor, reporter, words, mentions).removesuffix(".")
            paragraph = self._inventor.random.randint(1, reporter.paragraphs)
            sentences.append(f"{said} [@{reporter.id}, ¶{paragraph}].")
        return " ".join(sentences)


def text(inventor: Inventor, reporter: Teller, words: float, mentions: float) -> str:
    """Return a sentence that names some of the actors and locations in ``reporter.told``.

    ``words``, ``mentions``: the mean numbers of words and of names.
    """
    named = []
    for _ in range(inventor.about(mentions)):
        kind = "actors" if inventor.chance(_ACTORS_NAMED) else "locations"
        named.append(inventor.pick(reporter.told[kind]).label)
    return f"{inventor.sentence(words, named)}."
