"""Finds the actors that references name, and makes records for names that no actor has."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ...reading.records import Records
from ...records.base import ID_LENGTH, id_error
from ...records.entities import Actor
from ...records.source_kinds import SOURCE_KINDS
from ..yaml_values import label
from . import skeletons
from .duplicates import as_id, folded, host
from .references import Reference


@dataclass(slots=True)
class Parties:
    """The actors in ``sources/``, and new ones for the names that no actor has.

    ``ids``: all current and former ids of actors. ``made``: id of a new actor -> the actor's
    record. ``shared``: the ambiguous names, which several actors have.
    """

    ids: set[str]
    made: dict[str, Mapping[str, str]] = field(default_factory=dict)
    shared: list[str] = field(default_factory=list)
    _named: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _sites: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, records: Records) -> "Parties":
        """Return the actors in ``sources/``."""
        lost = {id_ for type_, id_ in records.damaged | records.drafts if type_ == "actor"}
        parties = cls(lost)
        for entry in records.actors:
            parties.ids.update((entry.id, *entry.record.was))
            for name in _names(entry.record):
                parties._named[folded(name)].add(entry.id)
            if entry.record.website:
                parties._sites[host(entry.record.website)].add(entry.id)
        return parties

    def known_publisher(self, reference: Reference) -> str:
        """Return the id of a reference's publisher; empty if the publisher has no record yet.

        The publisher is looked up by the names in the reference's ``outlets`` (possible
        publishers). For an article in a newspaper or journal, only the first outlet is looked up:
        the newspaper or journal, not its publishing house. If there are no outlets, the publisher
        is looked up by the host name of the work's address. A name or host name that several actors
        have isn't used.
        """
        in_publisher = SOURCE_KINDS[reference.fields.get("kind", "article")].in_publisher
        for outlet in reference.outlets[:1] if in_publisher else reference.outlets:
            known = self._named.get(folded(outlet), set())
            if len(known) == 1:
                return next(iter(known))
        known = self._sites.get(host(reference.address), set())
        return next(iter(known)) if len(known) == 1 and not reference.outlets else ""

    def known_authors(self, reference: Reference) -> frozenset[str]:
        """Return the ids of a work's authors.

        If exactly one actor has an author's name, the id is this actor's. Otherwise the id is made
        from the name.
        """
        found = ((self._named.get(folded(name)), as_id(name)) for name in reference.authors)
        ids = (next(iter(known)) if known and len(known) == 1 else id_ for known, id_ in found)
        return frozenset(filter(None, ids))

    def publisher(self, reference: Reference) -> str:
        """Return the id of a reference's publisher; empty if the reference names no publisher.

        If none of the reference's outlets has a record, the first outlet becomes a new actor.
        """
        known = self.known_publisher(reference)
        if known or not reference.outlets:
            return known
        facts = SOURCE_KINDS[reference.fields.get("kind", "article")]
        kind = "media" if facts.in_publisher else "organisation"
        return self.party(reference.outlets[0], kind)

    def author(self, reference: Reference, name: str) -> str:
        """Return the id of an author or recipient of a work."""
        surname = reference.surnames.get(name, "")
        return self.party(name, "person" if surname else "other", surname)

    def party(self, name: str, kind: str, surname: str = "") -> str:
        """Return the id of the actor called ``name``; if there is no such actor, make a new one.

        The result is empty if several actors have the name. ``kind``, ``surname``: values for a new
        actor.
        """
        known = self._named[folded(name)]
        if len(known) > 1:
            self.shared.append(name)
            return ""
        if not known:
            id_ = self._free(as_id(name)[: ID_LENGTH - 4].strip("-") or as_id(kind))
            shown, last = label(name), label(surname)
            # The surname is left out if the name, after cutting and normalising, doesn't contain
            # the surname.
            record = {"name": shown, "kind": kind, "surname": last if last in shown else ""}
            self.made[id_] = {key: value for key, value in record.items() if value}
            known.add(id_)
        return next(iter(known))

    def is_called(self, id_: str, name: str) -> bool:
        """Return whether the actor with the id ``id_`` is called ``name``."""
        return id_ in self._named.get(folded(name), ())

    def is_spelled(self, id_: str) -> bool:
        """Return whether an actor's id is made from the actor's name; True if the actor isn't new.

        If no letter of a new actor's name can be in an id, the id is made from the actor's kind.
        """
        return id_ not in self.made or bool(as_id(self.made[id_]["name"]))

    def _free(self, id_: str) -> str:
        wanted = f"actor-{id_}" if id_error(id_) else id_
        free, number = wanted, 2
        while free in self.ids:
            free, number = f"{wanted}-{number}", number + 1
        self.ids.add(free)
        return free

    def files(self, taken: Iterable[str]) -> dict[str, str]:
        """Return a file with the records of the new actors: path in ``sources/`` -> text.

        ``taken``: the paths of files that exist already.
        """
        if not self.made:
            return {}
        used, path, number = set(taken), "actors/imported.yml", 2
        while path in used:
            path, number = f"actors/imported-{number}.yml", number + 1
        return {path: skeletons.actors(self.made)}


def _names(actor: Actor) -> Iterator[str]:
    yield actor.name
    yield from actor.aliases
