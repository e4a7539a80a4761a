"""The base class of records, and the types of fields that several records share."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar
from unicodedata import normalize
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from ..docstrings import docstring
from ..text import DEVICES
from .invalid import invalid
from .media import name_pattern

RecordType = Literal["actor", "location", "event", "question", "source"]
"""The types of records that have pages of their own; ``types.RECORD_TYPES`` describes each."""

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"

# Ids that can't be used, because they are names of files of the generated site, or of devices in
# Windows.
RESERVED_IDS = frozenset(["index", "assets", "search"]) | {
    device for device in DEVICES if re.fullmatch(ID_PATTERN, device)
}

ID_LENGTH = 100
"""Maximum length of an id, in characters. Ids are parts of file names and web addresses."""

_ID = re.compile(ID_PATTERN)
_ID_WORD = re.compile(r"[a-z0-9]+")
_WIKIDATA = re.compile(r"^Q[1-9][0-9]*$")
_IN_ADDRESS = re.compile(r"(?i)(?:^|[/:])(q[1-9][0-9]*)(?=$|[?#/\s])")
"""Matches a Wikidata id in an item's address, or in small letters."""
_UNPRINTABLE = re.compile(r"[\s\x00-\x1f\x7f-\x9f]")
"""White space and control characters. ``urlsplit`` drops some of them instead of failing."""
_DOI = re.compile(r"^10\.[0-9]{4,9}(\.[0-9]+)*/\S+$")
_ISBN = re.compile(r"^([0-9]{9}[0-9X]|97[89][0-9]{10})$")


@dataclass(frozen=True, slots=True)
class Reference:
    """Marks a field that holds the id of another record.

    Such a field is checked, indexed in both directions, changed by ``rename``, and exported as a
    foreign key. ``type``: the type of the other record. A claim is referred to as
    ``source-id#claim-id``.

    ``listed``: True if the reference is an item of a list that may be incomplete, such as a list of
    places: the record is still true without the item. If the other record can't be published yet,
    it is left out of such a list; with any other reference to it, the record that has the reference
    can't be published either.
    """

    type: RecordType | Literal["claim"]
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Markup:
    """Marks a field whose text may hold citations ``[@source, ¶3]`` and links ``[[id]]``.

    The checks examine these citations and links, and ``rename`` changes them. ``cited``: True if
    each sentence must carry a citation.
    """

    cited: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """Marks a field that holds a word of the vocabulary, which the checks of the corpus look up.

    ``rows``: the name of the field of ``Vocabulary`` that lists the words of this sort. ``free``:
    True if other words may be used too.
    """

    rows: str
    free: bool = False

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> Any:
        """Return the JSON Schema of the marked field, with the key ``wordOf`` added.

        ``exports.schemas`` replaces this key by the words of the vocabulary.
        """
        return {**handler(schema), "wordOf": [self.rows, self.free]}


class Record(BaseModel):
    """A record with all required fields, each valid by itself. Its references aren't checked."""

    # A model's validator is built when it is first used: few are needed to read an edited file.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Restore the docstring that ``python -OO`` removes from a class. JSON Schemas show it."""
        cls.__doc__ = docstring(cls)


_LETTERS = str.maketrans({
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l",
    "ħ": "h", "ı": "i", "ŋ": "ng", "ĸ": "k", "ŧ": "t", "ƒ": "f", "ə": "e", "ɛ": "e", "ɔ": "o",
    "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ƀ": "b", "ɨ": "i", "ʉ": "u", "ǥ": "g", "ȼ": "c",
    "–": "-", "—": "-", "’": "", "ʼ": "", "ʻ": "", "ʿ": "", "ʾ": "",
})  # fmt: skip
"""Maps a character to the text that replaces it in a suggested id.

These characters are dashes, apostrophes, and letters that Unicode doesn't decompose.
"""


def id_error(text: str) -> PydanticCustomError | None:
    """Return the error ``bad-id``, ``long-id`` or ``reserved-id``; None if the id is valid."""
    if not _ID.fullmatch(text):
        spelt = normalize("NFKD", text.lower().translate(_LETTERS))
        plain = spelt.encode("ascii", "ignore").decode()
        near = "-".join(_ID_WORD.findall(plain))
        return invalid("bad-id", {"value": text, "near": near})
    if len(text) > ID_LENGTH:
        facts = {"value": text, "limit": str(ID_LENGTH)}
        return invalid("long-id", facts)
    if text in RESERVED_IDS:
        return invalid("reserved-id", {"value": text})
    return None


def _as_list(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _web_address(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or _UNPRINTABLE.search(value):
        raise invalid("bad-url", {"value": value})
    return value


def _wikidata_id(value: object) -> object:
    if isinstance(value, str) and not _WIKIDATA.fullmatch(value):
        meant = _IN_ADDRESS.search(value)
        raise invalid("bad-wikidata", {"value": value, "near": meant[1].upper() if meant else ""})
    return value


def _doi(value: object) -> object:
    if isinstance(value, str) and not _DOI.fullmatch(value):
        bare = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", value, flags=re.IGNORECASE)
        near = bare if _DOI.fullmatch(bare) else ""
        raise invalid("bad-doi", {"value": value, "near": near})
    return value


def _isbn(value: object) -> object:
    if not isinstance(value, str):
        return value
    digits = _isbn_digits(value)
    if not digits:
        raise invalid("bad-isbn", {"value": value})
    last = isbn_check(digits[:-1])
    if last != digits[-1]:
        raise invalid("isbn-check", {"value": value, "found": digits[-1], "expected": last})
    return value


def is_isbn(text: str) -> bool:
    """Return whether a text is an ISBN with the right check digit."""
    digits = _isbn_digits(text)
    return bool(digits) and isbn_check(digits[:-1]) == digits[-1]


def _isbn_digits(text: str) -> str:
    """Return an ISBN without the single hyphens or spaces between its digits.

    Return an empty text if ``text`` doesn't have the form of an ISBN.
    """
    digits = re.sub(r"(?<=[0-9])[- ](?=[0-9X])", "", text)
    return digits if _ISBN.fullmatch(digits) else ""


def isbn_check(digits: str) -> str:
    """Return the check digit of an ISBN (ISO 2108). ``digits``: all its other digits, 9 or 12."""
    if len(digits) == 9:
        last = -sum(weight * int(digit) for weight, digit in enumerate(reversed(digits), 2)) % 11
        return "X" if last == 10 else str(last)
    return str(-sum(int(digit) * (1, 3)[at % 2] for at, digit in enumerate(digits)) % 10)


def is_known_language(tag: str) -> bool:
    """Return whether Babel knows all parts of a language tag: language, script and territory."""
    # Babel is slow to import, so the most common language tag is accepted without Babel.
    if tag == "en":
        return True
    from babel import Locale

    english = Locale("en")
    language, *rest = tag.split("-")
    return (
        "_" not in tag
        and language in english.languages
        and all(part.title() in english.scripts or part in english.territories for part in rest)
    )


OWN_LANGUAGE = re.compile(r"[a-z]{3}|x(-[a-z0-9]{1,8})+")
"""Matches language tags that a project may define: ISO 639-3, or private use in BCP 47."""


def _language_tag(value: object) -> object:
    if isinstance(value, str) and not (OWN_LANGUAGE.fullmatch(value) or is_known_language(value)):
        raise invalid("unknown-language", {"value": value, "near": _meant_language(value)})
    return value


def _meant_language(text: str) -> str:
    """Return the tag that was probably meant by a language's English name, or by a misspelt tag."""
    from babel import Locale

    language, *rest = text.replace("_", "-").lower().split("-")
    tag = "-".join([language, *(part.upper() if len(part) == 2 else part.title() for part in rest)])
    if is_known_language(tag):
        return tag
    names = Locale("en").languages.items()
    found = next((code for code, name in names if name.lower() == text.lower()), "")
    return found.replace("_", "-")


def _media_file(value: object) -> object:
    if isinstance(value, str) and re.match(r"(?i)https?://|//|www\.", value):
        raise invalid("media-elsewhere", {"value": value})
    return value


def choice(code: str, vocabulary: Iterable[str]) -> Callable[[object], object]:
    """Return a validator that accepts only the words of a vocabulary.

    For any other word, the validator raises the error ``unknown-value``. ``code``: the field's
    name, not an error's code; the error contains it.
    """
    words = tuple(vocabulary)
    known = frozenset(words)

    def check(value: object) -> object:
        if isinstance(value, str) and value not in known:
            raise invalid(
                "unknown-value",
                {"value": value, "field": code, "choices": list(words)},
            )
        return value

    return check


FLAG = ("true", "false")


def _flag(value: object) -> object:
    """Convert the text ``true`` or ``false`` to a bool, because YAML values are read as text."""
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


T = TypeVar("T")

Flag = Annotated[
    bool, BeforeValidator(_flag), BeforeValidator(choice("flag", FLAG), json_schema_input_type=bool)
]
"""The type of a field with the value ``true`` or ``false``."""

OneOrMany = Annotated[
    tuple[T, ...],
    Field(min_length=1, json_schema_extra={"oneOrMany": True}),
    BeforeValidator(_as_list),
]
"""The type of a field that accepts one item or a list of items, and stores them as a tuple."""

TEXT_LENGTH, SENTENCE_LENGTH, ADDRESS_LENGTH = 20_000, 2_000, 4_000
"""Maximum length, in characters, of a text, of a sentence (shown on many pages), and of a URL.

These lengths are limited because the time to convert a paragraph to HTML grows with the square of
the paragraph's length.
"""

Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TEXT_LENGTH)
]
"""Plain text; never Markdown or HTML."""

Sentence = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=SENTENCE_LENGTH)
]
"""Plain text, such as what a claim says. Its length is limited because many pages may show it."""

LABEL_LENGTH = 1000
"""Maximum length of a name, title or role, in characters. Headings, lists and drawings show it."""

Label = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LABEL_LENGTH)
]
"""Plain text that is shown in many places, so its length is limited to ``LABEL_LENGTH``."""

Prose = Annotated[Text, Markup(cited=True)]
"""Text in which each sentence carries a citation, and [[id]] makes a link."""

LinkedText = Annotated[Text, Markup()]
LinkedSentence = Annotated[Sentence, Markup()]
LinkedLabel = Annotated[Label, Markup()]
"""Text in which sentences may carry a citation, and [[id]] makes a link."""

Id = Annotated[str, StringConstraints(min_length=1)]
"""An id. A field that refers to another record has one of the types below instead."""

ActorId = Annotated[Id, Reference("actor")]
LocationId = Annotated[Id, Reference("location")]
EventId = Annotated[Id, Reference("event")]
QuestionId = Annotated[Id, Reference("question")]
"""The types from ``ActorId`` to ``QuestionId``: ids of actors, locations, events and questions.

The checks of the corpus report ids that no record has.
"""

ListedActor = Annotated[Id, Reference("actor", listed=True)]
ListedLocation = Annotated[Id, Reference("location", listed=True)]
ListedEvent = Annotated[Id, Reference("event", listed=True)]
"""``ListedActor`` to ``ListedEvent``: ids in a list that may be incomplete (see ``Reference``)."""

ActorKindWord = Annotated[Id, Word("actor_kinds")]
LocationKindWord = Annotated[Id, Word("location_kinds")]
EventKindWord = Annotated[Id, Word("event_kinds")]
SourceKindWord = Annotated[Id, Word("source_kinds")]
RoleWord = Annotated[Label, Word("roles", free=True)]
RelationWord = Annotated[Label, Word("relations", free=True)]
"""The types from ``ActorKindWord`` to ``RelationWord``: words of the vocabulary.

Roles and relations may have other words too.
"""

ClaimAddress = Annotated[Text, Reference("claim")]
"""A reference to a claim, by its source's id and the claim's own id: ``source-id#claim-id``."""

ID_SCHEMA: dict[str, Any] = {"pattern": ID_PATTERN, "maxLength": ID_LENGTH}
"""The JSON Schema constraints on an id that a researcher chooses."""


def _own_id(value: object) -> object:
    error = id_error(value) if isinstance(value, str) else None
    if error:
        raise error
    return value


OwnId = Annotated[Id, BeforeValidator(_own_id), Field(json_schema_extra=ID_SCHEMA)]
"""An id that a researcher gives to a part of a record."""

OldId = Annotated[Id, Field(json_schema_extra=ID_SCHEMA)]
"""An id that a record had before. The checks of the corpus report invalid ids."""

WebAddress = Annotated[
    str,
    StringConstraints(max_length=ADDRESS_LENGTH),
    BeforeValidator(_web_address),
    Field(json_schema_extra={"format": "uri"}),
]
DataWord = Annotated[Label, Word("data", free=True)]
IdWord = Annotated[Id, Word("ids")]

Tag = Annotated[
    Id, BeforeValidator(_own_id), Field(json_schema_extra=ID_SCHEMA), Word("tags", free=True)
]
"""A tag. It is part of the address of the page that lists the records with this tag."""


class Link(Record):
    """A link to another site."""

    title: Label = Field(description="What it leads to, in words.")
    url: WebAddress = Field(description="Its address.")


LanguageTag = Annotated[str, BeforeValidator(_language_tag), Word("languages", free=True)]
"""A language tag. The checks of the corpus report unknown tags.
"""

PICTURE_NAME = r"\.([jJ][pP][eE]?[gG]|[pP][nN][gG]|[wW][eE][bB][pP])$"


class Image(Record):
    """A picture that the page of a record shows."""

    file: Label = Field(
        description="The name of the file in `sources/images/`: JPEG, PNG or WebP.",
        json_schema_extra={"pattern": PICTURE_NAME},
    )
    alt: Sentence = Field(
        description="What the picture shows, for those who don’t see it; read out in its place."
    )
    credit: LinkedLabel = Field(description="Who made it, and where it comes from.")
    licence: Label = Field(
        description="The terms under which it may be published: `CC BY 4.0`, `public domain`."
    )
    caption: LinkedSentence | None = Field(
        None, description="What to say below it. What it says of a subject needs citations."
    )


class Media(Record):
    """A video or an audio recording that the page of a record plays."""

    file: Annotated[Label, BeforeValidator(_media_file)] = Field(
        description="The name of the file in `sources/media/`: MP4, WebM, Ogg, MP3, Opus, WAV or "
        "FLAC.",
        json_schema_extra={"pattern": name_pattern("video", "audio")},
    )
    title: Label = Field(description="What it is, in words: the player’s name.")
    captions: Label | None = Field(
        None,
        description="Its captions: the name of a WebVTT file in `sources/media/`.",
        json_schema_extra={"pattern": name_pattern("track")},
    )
    transcript: LinkedText | None = Field(
        None,
        description="What is said and can be seen or heard. Needed without captions, unless it is "
        "of a source whose digest or claims say so.",
    )
    poster: Label | None = Field(
        None,
        description="A still picture of the video: the name of a file in `sources/images/`.",
        json_schema_extra={"pattern": PICTURE_NAME},
    )
    language: LanguageTag | None = Field(
        None, description="The language that is spoken, if not that of the source: `sw`."
    )
    credit: LinkedLabel = Field(description="Who made it, and where it comes from.")
    licence: Label = Field(
        description="The terms under which it may be published: `CC BY 4.0`, `public domain`."
    )


_TEXT_OR_NUMBER = WithJsonSchema(
    {"type": ["string", "number"], "minLength": 1, "maxLength": LABEL_LENGTH}
)
"""The JSON Schema of an id in another database.

Numbers are allowed too, because YAML editors treat an id such as ``2643743`` as a number.
"""


class Described(Record):
    """The keys that actors, locations, events, questions and articles have in common."""

    data: dict[DataWord, Annotated[LinkedLabel, _TEXT_OR_NUMBER]] = Field(
        {},
        description="Further facts, by what they are: `{tonnage: 340 tons}`. They may carry "
        "citations.",
    )
    ids: dict[IdWord, Annotated[Label, _TEXT_OR_NUMBER]] = Field(
        {},
        description="Its ids elsewhere, by scheme: `{geonames: 2643743}`.",
    )
    links: tuple[Link, ...] = Field((), description="Other sites that have something on it.")
    images: tuple[Image, ...] = Field(
        (), description="Pictures of it: `[{file: quay.jpg, alt: …, credit: …, licence: …}]`."
    )
    media: tuple[Media, ...] = Field(
        (),
        description="Video and audio of it, from files of the site’s own: `[{file: talk.webm, "
        "title: …, captions: talk.vtt, credit: …, licence: …}]`.",
    )
    tags: tuple[Tag, ...] = Field(
        (), description="Tags, like ids in form; each has a page of what has it: `[shipping]`."
    )

    @property
    def identifiers(self) -> Mapping[str, str]:
        """Scheme, such as ``wikidata`` -> the record's id in this scheme."""
        wikidata: str | None = getattr(self, "wikidata", None)
        return {"wikidata": wikidata, **self.ids} if wikidata else self.ids


WikidataId = Annotated[
    str, BeforeValidator(_wikidata_id), Field(json_schema_extra={"pattern": _WIKIDATA.pattern})
]


Doi = Annotated[Label, BeforeValidator(_doi), Field(json_schema_extra={"pattern": _DOI.pattern})]
Isbn = Annotated[Label, BeforeValidator(_isbn)]
"""An ISBN of 10 or 13 digits, with or without hyphens, whose check digit is right."""
