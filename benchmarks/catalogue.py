"""Generates a catalogue of actors that share names: ``python -m benchmarks.catalogue``.

The catalogue resembles public catalogues of threat actors. It has many actors with many names, and
three times as many sources, each of one line. It has no events and no locations. All words are
random. The same number of actors and the same seed always give the same bytes.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .corpora import RECORDS_IN_FILE, WRITTEN_PAGES, lay_out, yaml_text
from .invention import Inventor
from .world import Known

ACTORS = 1000
SOURCES, PUBLISHERS, STATES = 3.0, 0.66, 0.04
"""Numbers of sources, publishers and states (countries) per actor of the catalogue."""

ALIASES = 15
"""Maximum number of aliases of an actor. Most actors have only a few."""
SHARED = 0.12
"""Share of the aliases that belong to another actor too."""
SECOND_ACTOR, SECOND_NAME = 0.3, 0.4
"""Share of sources about two actors; chance that a source also uses an alias of an actor."""
RELATED = 0.35
"""Among the claims about two actors, the share that state a relation between these actors.

Among the claims about one actor, the share that relate this actor to a country is half as large.
"""
ROLES = 12
"""Number of different roles that the catalogue's claims give to actors."""

Data = dict[str, Any]

_BETWEEN_ACTORS = ("is the same as", "overlaps with", "is a part of", "shares tools with")
_WITH_A_STATE = ("works for", "is sponsored by")


class Catalogue:
    """Generates a catalogue of ``actors`` actors."""

    def __init__(self, actors: int, seed: int) -> None:
        self._inventor = inventor = Inventor(seed)
        self._sources = round(actors * SOURCES)
        self._actors = self._named(actors)
        self._publishers = self._named(max(1, round(actors * PUBLISHERS)))
        self._states = self._named(max(1, round(actors * STATES)))
        self._roles = [inventor.words(2) for _ in range(ROLES)]
        self._aliases: dict[str, list[str]] = {}
        for known in self._actors:
            self._aliases[known.id] = self._aliases_of()

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield the path in ``sources/`` and the text of each file."""
        for number in range(self._sources):
            id_ = _source(number)
            about = self._about(number)
            said = self._said(about)
            yield f"articles/{id_}.md", f"---\n{yaml_text(self._article(number))}---\n\n{said}\n"
            yield f"summaries/{id_}.yml", yaml_text(self._summary(said, about))
        records = {
            **{known.id: self._actor(n, known) for n, known in enumerate(self._actors)},
            **{known.id: {"name": known.label, "kind": "media"} for known in self._publishers},
            **{known.id: {"name": known.label, "kind": "state"} for known in self._states},
        }
        entries = list(records.items())
        for start in range(0, len(entries), RECORDS_IN_FILE):
            file = dict(entries[start : start + RECORDS_IN_FILE])
            yield f"actors/{start // RECORDS_IN_FILE + 1:04}.yml", yaml_text(file)
        for id_ in WRITTEN_PAGES:
            front = yaml_text({"title": id_.capitalize()})
            yield f"pages/{id_}.md", f"---\n{front}---\n\n{self._inventor.sentence(60)}.\n"

    def _named(self, count: int) -> list[Known]:
        labels = [self._inventor.name(2) for _ in range(count)]
        return [
            Known("-".join(label.lower().split()), label, home) for home, label in enumerate(labels)
        ]

    def _aliases_of(self) -> list[str]:
        """Return aliases for a new actor. Some of them are also aliases of earlier actors."""
        inventor = self._inventor
        before = [alias for aliases in self._aliases.values() for alias in aliases]
        # Small numbers of aliases, including 0, are the most likely.
        count = inventor.pick(range(ALIASES + 1))
        found = [
            inventor.random.choice(before)
            if before and inventor.chance(SHARED)
            else inventor.name(2)
            for _ in range(count)
        ]
        return list(dict.fromkeys(found))

    def _about(self, number: int) -> list[Known]:
        """Return the one or two actors that a source is about. ``number``: the source's number."""
        first, second = self._one_of(self._actors, number), self._inventor.pick(self._actors)
        both = second != first and self._inventor.chance(SECOND_ACTOR)
        return [first, second] if both else [first]

    def _one_of(self, known: list[Known], number: int) -> Known:
        """Return the record among ``known`` that source ``number`` refers to.

        The nth source refers to the nth record. If there are more sources than records, the rest of
        the sources refer to random records, most often to the first ones.
        """
        return known[number] if number < len(known) else self._inventor.pick(known)

    def _said(self, about: list[Known]) -> str:
        return f"{self._inventor.sentence(14, [known.label for known in about])}."

    def _article(self, number: int) -> Data:
        inventor = self._inventor
        return {
            "title": inventor.title(9),
            "publisher": self._one_of(self._publishers, number).id,
            "published": inventor.publication(),
            "language": "en",
            "text": "digest",
        }

    def _summary(self, said: str, about: list[Known]) -> Data:
        claim: Data = {
            "id": "claim",
            "says": said,
            "paragraph": 1,
            "actors": {known.id: self._inventor.pick(self._roles) for known in about},
        }
        relation = self._relation(about)
        if relation:
            claim["relation"] = relation
        names = {known.id: dict.fromkeys(self._words(known), 1) for known in about}
        return {"abstract": said, "claims": [claim], "names": {"actors": names}}

    def _relation(self, about: list[Known]) -> Data:
        inventor = self._inventor
        if not inventor.chance(RELATED if len(about) > 1 else RELATED / 2):
            return {}
        if len(about) > 1:
            type_, other = inventor.pick(_BETWEEN_ACTORS), about[1]
        else:
            type_, other = inventor.pick(_WITH_A_STATE), inventor.pick(self._states)
        return {"subject": about[0].id, "type": type_, "object": other.id}

    def _words(self, known: Known) -> list[str]:
        """Return the names that a source uses for an actor: the main name, sometimes an alias."""
        aliases = self._aliases[known.id]
        if aliases and self._inventor.chance(SECOND_NAME):
            return [known.label, self._inventor.pick(aliases)]
        return [known.label]

    def _actor(self, number: int, known: Known) -> Data:
        fields: Data = {"name": known.label, "kind": "organisation"}
        if self._aliases[known.id]:
            fields["aliases"] = self._aliases[known.id]
        fields["summary"] = f"{self._inventor.sentence(25)} [@{_source(number)}, ¶1]."
        return fields


class ListedCatalogue(Catalogue):
    """Generates a catalogue of sources in the state "listed": each has only a title and a URL.

    The ``summary`` of each actor cites the titles of sources, because no source has paragraphs.
    """

    def _article(self, number: int) -> Data:
        address = f"https://catalogue.example/{number + 1}"
        return {"title": self._inventor.title(9), "url": address}

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield the path in ``sources/`` and the text of each file."""
        for number in range(self._sources):
            yield f"articles/{_source(number)}.md", f"---\n{yaml_text(self._article(number))}---\n"
        records = [(known.id, self._actor(n, known)) for n, known in enumerate(self._actors)]
        for start in range(0, len(records), RECORDS_IN_FILE):
            file = dict(records[start : start + RECORDS_IN_FILE])
            yield f"actors/{start // RECORDS_IN_FILE + 1:04}.yml", yaml_text(file)

    def _actor(self, number: int, known: Known) -> Data:
        cited = range(number, self._sources, len(self._actors))
        sentences = (
            f"{self._inventor.sentence(14)} [@{_source(source)}, title]." for source in cited
        )
        return {**super()._actor(number, known), "summary": " ".join(sentences)}


def _source(number: int) -> str:
    return f"source-{number + 1:05}"


def files(actors: int, seed: int, *, listed: bool = False) -> Iterator[tuple[str, str]]:
    """Yield the path in ``sources/`` and the text of each file of a catalogue.

    ``listed``: whether the sources have only a title and a URL; see ``ListedCatalogue``.
    """
    yield from (ListedCatalogue if listed else Catalogue)(actors, seed).files()


def write(folder: Path, actors: int = ACTORS, seed: int = 1, *, listed: bool = False) -> None:
    """Write a project with a catalogue to an empty or new folder.

    ``listed``: whether the sources have only a title and a URL.
    """
    lay_out(folder, files(actors, seed, listed=listed))


def main() -> None:
    """Write a project with a catalogue; the command line gives its folder, size and seed."""
    parser = argparse.ArgumentParser(description="Write a project with a made-up catalogue.")
    parser.add_argument("--actors", type=int, default=ACTORS, help="of the catalogue itself")
    parser.add_argument("--seed", type=int, default=1, help="another one, another catalogue")
    parser.add_argument("--listed", action="store_true", help="sources that nobody has read")
    parser.add_argument("--to", type=Path, required=True, help="a new or empty folder")
    arguments = parser.parse_args()
    write(arguments.to, arguments.actors, arguments.seed, listed=arguments.listed)


if __name__ == "__main__":
    main()
