"""The models of actors, locations, events and questions, which are the subjects of claims."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from .base import (
    ActorId,
    ActorKindWord,
    Described,
    EventKindWord,
    Flag,
    Label,
    LinkedLabel,
    ListedActor,
    ListedEvent,
    ListedLocation,
    LocationId,
    LocationKindWord,
    OldId,
    OwnId,
    Prose,
    Record,
    WebAddress,
    WikidataId,
    choice,
)
from .dates import EdtfDate
from .invalid import invalid
from .vocabularies import PRECISIONS

_DEGREES = re.compile(r"^[+-]?\d{1,3}(\.\d+)?$", re.ASCII)


def _coordinates(value: object) -> object:
    if (
        not isinstance(value, list)
        or len(value) != 2
        or not all(isinstance(part, str) and _DEGREES.fullmatch(part) for part in value)
    ):
        raise invalid("bad-coordinates", {"value": _shown(value)})
    latitude, longitude = (float(part) for part in value)
    if abs(latitude) <= 90 and abs(longitude) <= 180:
        return (latitude, longitude)
    if abs(longitude) <= 90 and abs(latitude) <= 180:
        raise invalid("swapped-coordinates", {"value": _shown(value), "near": _shown(value[::-1])})
    raise invalid("coordinates-out-of-range", {"value": _shown(value)})


def _shown(value: object) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)


Coordinates = Annotated[
    tuple[float, float], BeforeValidator(_coordinates, json_schema_input_type=tuple[float, float])
]


class Entity(Described):
    """The fields that actors, locations, events and questions have in common."""

    summary: Prose | None = Field(
        None, description="What it is, in a few sentences, each with a citation."
    )
    note: Prose | None = Field(
        None, description="A neutral remark, for example on a tension in the sources; cited."
    )
    was: tuple[OldId, ...] = Field((), description="Ids it had before; their addresses redirect.")

    @property
    def label(self) -> str:
        """The text of links to this record."""
        raise NotImplementedError


class _Named(Entity):
    aliases: tuple[Label, ...] = Field(
        (),
        description="Other names of it; searchable, and linked unless another record has the same.",
    )
    wikidata: WikidataId | None = Field(None, description="Its Wikidata id, if you are sure.")
    website: WebAddress | None = Field(None, description="Its own site.")


class _InText(_Named):
    in_text: Label | None = Field(
        None,
        description="How its name reads inside a sentence, if not as it stands: `the Post`, "
        "`the north coast`.",
    )


class Actor(_InText):
    """Who: a state, a group, an organisation, a person, an unnamed source."""

    name: Label = Field(description="The name that the site uses.")
    kind: ActorKindWord = Field(description="What sort of actor it is.")
    surname: Label | None = Field(
        None,
        description="Of a person, the part of the name that bibliographies sort by: `Okello`. "
        "Citations then give “Okello, James”.",
    )
    part_of: tuple[ActorId, ...] = Field((), description="Actors that it belongs to.")
    speaks_for: tuple[ActorId, ...] = Field((), description="Actors whose word it gives.")
    unnamed: Flag = Field(
        False, description="`true` for a voice that its source doesn't name, as in “a diplomat”."
    )
    plural: Flag = Field(
        False, description="`true` if its name takes a verb in the plural: the militias *fight*."
    )

    @property
    def label(self) -> str:
        """The text of links to this record."""
        return self.name


class Location(_InText):
    """Where: a place, and how precisely its position is known."""

    name: Label = Field(description="The name that the site uses.")
    kind: LocationKindWord = Field(description="What sort of place it is.")
    within: LocationId | None = Field(None, description="The location that it lies in.")
    coordinates: Coordinates | None = Field(
        None, description="Latitude and longitude in degrees, WGS 84: `[54.1, -3.2]`."
    )
    precision: Annotated[str, BeforeValidator(choice("precision", PRECISIONS))] = Field(
        "none",
        description="How much a pin on the map may promise; approximate only if the whole place "
        "lies in the circle.",
        json_schema_extra={"enum": list(PRECISIONS)},
    )

    @property
    def label(self) -> str:
        """The text of links to this record."""
        return self.name


class Event(_Named):
    """What happened, according to at least one claim."""

    title: Label = Field(description="A neutral title.")
    kind: EventKindWord = Field(description="What sort of event it is.")
    date: EdtfDate | None = Field(
        None,
        description="When, in EDTF, no more precise than the sources; needed only if its claims "
        "don’t agree: otherwise it is the date that they give. An interval says that it lasted: "
        "claims that date moments of it don’t differ.",
    )
    dated_by: Prose | None = Field(
        None, description="How it was dated, where no claim gives the date as it is here; cited."
    )
    locations: tuple[ListedLocation, ...] = Field((), description="Where it happened.")
    part_of: ListedEvent | None = Field(None, description="The larger event that it belongs to.")

    @property
    def label(self) -> str:
        """The text of links to this record."""
        return self.title


class About(Record):
    """What a question is about."""

    actors: tuple[ListedActor, ...] = Field((), description="Actors.")
    locations: tuple[ListedLocation, ...] = Field((), description="Locations.")
    events: tuple[ListedEvent, ...] = Field((), description="Events.")


def _question_mark(value: Any) -> Any:
    if isinstance(value, str) and value and not value.rstrip().endswith(("?", "？", "؟")):
        raise invalid("not-a-question", {"value": value})
    return value


class Question(Entity):
    """Something that the sources answer differently."""

    title: Annotated[Label, BeforeValidator(_question_mark)] = Field(
        description="The question, ending in a question mark.",
        json_schema_extra={"pattern": r"[?？؟]\s*$"},
    )
    about: About = Field(About(), description="What it is about.")
    positions: dict[OwnId, LinkedLabel] = Field(
        {},
        description="The different answers to it, by an id for each: "
        "`{stove: A stove did., lamp: A lamp did.}`. Answers to the same effect take one.",
    )

    @property
    def label(self) -> str:
        """The text of links to this record."""
        return self.title
