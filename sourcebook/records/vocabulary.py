"""The model of ``sources/vocabulary.yml``: the words that a project uses, and their properties.

``vocabularies.GENERAL`` is the package's own vocabulary. The function ``extended`` adds a project's
words.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, Field

from .base import Flag, Id, Label, LanguageTag, OwnId, Record, choice
from .invalid import invalid
from .source_kinds import CSL_TYPES, NEEDABLE

K = TypeVar("K")
V = TypeVar("V")


def _rows(value: object) -> object:
    if isinstance(value, list) and all(isinstance(word, str) for word in value):
        return {word: {} for word in value}
    return value


Rows = Annotated[dict[K, V], Field(json_schema_extra={"orList": True}), BeforeValidator(_rows)]
"""Word -> its properties. In ``vocabulary.yml``, words that need no properties may be a list."""


def _kilometres(value: object) -> object:
    if isinstance(value, str):
        if not re.fullmatch("[1-9][0-9]{0,4}", value):
            raise invalid("bad-kilometres", {"value": value})
        return int(value)
    return value


class Kind(Record):
    """A kind of event, and what every kind has."""

    plural: Label | None = Field(
        None,
        description="What several such records are called, `vessels`: in headings and filters.",
    )


class ActorKind(Kind):
    """A kind of actor, and what such actors can do."""

    schema_type: Label = Field("Organization", description="Its type at schema.org.")
    speaks: Flag = Field(
        True, description="`false` for a platform, where the authors speak instead."
    )
    is_group: Flag = Field(True, description="`false` if nobody can be a member of it.")
    speaks_as_one: Flag = Field(
        True, description="`false` if what its parts say doesn’t count as its own word."
    )


class LocationKind(Kind):
    """A kind of location, and how maps and indexes treat such places."""

    radius_km: Annotated[int, BeforeValidator(_kilometres)] = Field(
        20,
        description="How large the circle is, at least, that a map shows instead of a pin where "
        "the position is imprecise: its radius in kilometres.",
    )
    is_country: Flag = Field(
        False, description="`true` if the index of locations groups other places by it."
    )


class SourceKind(Kind):
    """A kind of source, and how such sources are cited."""

    csl: Annotated[str, BeforeValidator(choice("csl", CSL_TYPES))] = Field(
        "document",
        description="The type of CSL, the Citation Style Language, that it is cited as.",
        json_schema_extra={"enum": list(CSL_TYPES)},
    )
    needs: tuple[Annotated[str, BeforeValidator(choice("needs", NEEDABLE))], ...] = Field(
        (),
        description="Keys that such a source should have; one that lacks them is told of.",
        json_schema_extra={"items": {"type": "string", "enum": list(NEEDABLE)}},
    )


class Role(Record):
    """What an actor does in an event, according to a claim."""

    group: Label | None = Field(
        None,
        description="What it is a part of: `decision`. The page of an event has those with roles "
        "of a group under one heading, in the order of the groups here.",
    )
    excludes: tuple[Label, ...] = Field(
        (),
        description="Roles that one actor can’t have in the same event, so that sources which give "
        "it both disagree. Once is enough for each pair.",
    )
    plural: Label | None = Field(
        None, description="What several in this role are called, if English rules don’t tell."
    )


class RelationType(Record):
    """How one actor stands to another: a verb phrase in the third person."""

    group: OwnId | None = Field(
        None, description="The group of relations that it belongs to, if its words don’t tell."
    )
    plural: Label | None = Field(
        None, description="The phrase after a subject in the plural, if English rules don’t tell."
    )
    inverse: Label | None = Field(
        None,
        description="The same as seen from the other actor, whose page shows it so: `is owned by`.",
    )


COLOURS: Mapping[str, str] = {
    "blue": "#2458a8", "green": "#1c6e4c", "red": "#b3261e", "purple": "#6c4585",
    "orange": "#a04a05", "teal": "#0f6b76", "brown": "#77502d", "grey": "#5c564b",
    "sand": "#857c6c",
}  # fmt: skip
"""Name of a line's colour -> the colour's value on a light background.

``theme/styles/network.css`` has the values for the light and the dark mode.
"""

LINES: Mapping[str, str | None] = {
    "solid": None, "dashes": "5 3", "long dashes": "11 3", "dashes and dots": "11 3 2 3",
    "dots": "2 3",
}  # fmt: skip
"""Maps the name of a line pattern to SVG's ``stroke-dasharray``; None for a solid line."""


class RelationGroup(Record):
    """A group of relations, which drawings show as lines of one look."""

    label: Label | None = Field(None, description="Its name for readers: `Money`.")
    colour: Annotated[str, BeforeValidator(choice("colour", COLOURS))] = Field(
        "grey", description="The colour of its lines.", json_schema_extra={"enum": list(COLOURS)}
    )
    line: Annotated[str, BeforeValidator(choice("line", LINES))] = Field(
        "solid",
        description="The pattern of its lines, which tells groups apart without colour.",
        json_schema_extra={"enum": list(LINES)},
    )
    words: tuple[Label, ...] = Field(
        (), description="Words that put a relation which has one of them into this group: `lends`."
    )

    def name(self, id_: str) -> str:
        """Return the label or, if there is none, a name made from the group's id, ``id_``.

        The result isn't translated yet.
        """
        return self.label or id_.replace("-", " ").capitalize()


class DataKey(Record):
    """A sort of fact on records."""

    label: Label | None = Field(None, description="Its name for readers, if not the key itself.")
    facet: Flag = Field(False, description="`true` if the search can be narrowed down by it.")


def _address_pattern(value: object) -> object:
    if isinstance(value, str) and (
        value.count("{id}") != 1 or not re.match(r"https?://[^\s{}]+", value)
    ):
        raise invalid("bad-address-pattern", {"value": value})
    return value


class IdScheme(Record):
    """A scheme of ids, such as that of a library."""

    label: Label | None = Field(None, description="Its name for readers, if not the key itself.")
    address: Annotated[Label, BeforeValidator(_address_pattern)] | None = Field(
        None,
        description="The address of what has an id, with `{id}` in its place: "
        "`https://archive.example/items/{id}`.",
    )


class Language(Record):
    """A language that Sourcebook doesn't know, or knows by another name."""

    label: Label = Field(description="Its name for readers.")


class TagName(Record):
    """A tag that records have."""

    label: Label | None = Field(None, description="Its name for readers, if not the tag itself.")


class LoadedWord(Record):
    """A word that judges whom it names, as the project sees it: pages mark it in sources' words."""

    why: Label | None = Field(None, description="Why it is marked, for whoever edits the list.")


class Vocabulary(Record):
    """The words that a project adds to the built-in ones, or to which it gives other properties."""

    actor_kinds: Rows[Label, ActorKind] = Field({}, description="Kinds of actors.")
    location_kinds: Rows[Label, LocationKind] = Field({}, description="Kinds of locations.")
    event_kinds: Rows[Label, Kind] = Field({}, description="Kinds of events.")
    source_kinds: Rows[Label, SourceKind] = Field({}, description="Kinds of sources.")
    roles: Rows[Label, Role] = Field(
        {}, description="Roles of actors in events. Claims may use others too."
    )
    relations: Rows[Label, RelationType] = Field(
        {}, description="Relations between actors. Claims may use others too."
    )
    groups: Rows[OwnId, RelationGroup] = Field({}, description="Groups of relations.")
    data: Rows[Label, DataKey] = Field(
        {}, description="Keys of `data`. Records may have others too."
    )
    ids: Rows[Id, IdScheme] = Field({}, description="Schemes of `ids`.")
    languages: Rows[LanguageTag, Language] = Field(
        {}, description="Languages of sources, by code of ISO 639-3 or as `x-ellan`."
    )
    tags: Rows[OwnId, TagName] = Field({}, description="Tags. Records may have others too.")
    loaded: Rows[Label, LoadedWord] = Field(
        {},
        description="Words that judge whom they name, such as `terrorists`: pages mark them where "
        "a source calls an actor so. Each form by itself, in any case of letters.",
    )

    def __hash__(self) -> int:
        """Return a hash of the words. The hash function of pydantic can't hash mappings."""
        return hash(tuple(word for name in type(self).model_fields for word in getattr(self, name)))


def extended(general: Vocabulary, own: Vocabulary) -> Vocabulary:
    """Return a general vocabulary with a project's words.

    If both vocabularies have a word, the project's properties replace the general ones, and lists
    have the items of both. The project's words come first, in their own order.

    Among the groups of relations, only the project's new groups come first. All other groups keep
    their order, because a relation belongs to the first group that fits.
    """
    return Vocabulary.model_construct(
        **{
            name: _merged(getattr(general, name), getattr(own, name), name != "groups")
            for name in Vocabulary.model_fields
        }
    )


def _merged(general: dict[str, Record], own: dict[str, Record], own_first: bool) -> Any:
    rows = {word: _with(general[word], row) if word in general else row
            for word, row in own.items()}  # fmt: skip
    first = rows if own_first else {word: rows[word] for word in own if word not in general}
    return {**first, **general, **rows}


def _with(general: Record, own: Record) -> Record:
    given: dict[str, Any] = {name: getattr(own, name) for name in own.model_fields_set}
    for name, value in given.items():
        if isinstance(value, tuple):
            given[name] = (*getattr(general, name), *value)
    return general.model_copy(update=given)
