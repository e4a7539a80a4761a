"""The reference of the data format, generated from the models that validate it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ...catalogue import CATALOGUE
from ...corpus.words import choices
from ...markdown import Md, escape, fill, isolated, join
from ...messages import gettext as _
from ...messages import marked, pgettext
from ...reading.fields import fields_by_class
from ...records.base import Image, Link, Media
from ...records.dates import parse
from ...records.days import Day
from ...records.entities import About, Actor, Event, Location, Question
from ...records.figures import Figure
from ...records.original_layout import OriginalLayout
from ...records.site import Outlines, WrittenPage
from ...records.sources import Article, Claim, Names, NoClaim, Relation, Summary
from ...records.vocabulary import (
    ActorKind,
    DataKey,
    IdScheme,
    Kind,
    Language,
    LoadedWord,
    LocationKind,
    RelationGroup,
    RelationType,
    Role,
    SourceKind,
    TagName,
    Vocabulary,
)
from ..page_spec import PageSpec
from ..site import Site

_SEVERITIES = {"error": marked("error"), "warning": marked("warning")}


class _Part(NamedTuple):
    """A section of the data format's reference.

    ``where``: the files, and the part of these files, that contain the section's keys. ``model``:
    the model that validates these keys.
    """

    title: str
    where: str
    model: type[BaseModel]


_PARTS = (
    _Part(marked("Article"), marked("sources/articles/<id>.md, above the paragraphs"), Article),
    _Part(marked("Layout"), marked("an article, under original"), OriginalLayout),
    _Part(marked("Summary"), marked("sources/summaries/<id>.yml, with the article’s id"), Summary),
    _Part(
        marked("Claim"),
        marked("a block of claims in an article’s file, or a summary, under claims"),
        Claim,
    ),
    _Part(marked("No claim"), marked("a block of claims"), NoClaim),
    _Part(marked("Figure"), marked("a claim, under figures"), Figure),
    _Part(marked("Relation"), marked("a claim, under relation"), Relation),
    _Part(marked("Names"), marked("a summary, under names"), Names),
    _Part(marked("Actor"), marked("sources/actors/*.yml, under its id"), Actor),
    _Part(marked("Location"), marked("sources/locations/*.yml, under its id"), Location),
    _Part(marked("Event"), marked("sources/events/*.yml, under its id"), Event),
    _Part(marked("Question"), marked("sources/questions/*.yml, under its id"), Question),
    _Part(marked("Link"), marked("a claim or any record, under links"), Link),
    _Part(marked("Picture"), marked("any record, under images"), Image),
    _Part(marked("Recording"), marked("any record, under media"), Media),
    _Part("About", marked("a question, under about"), About),
    _Part(marked("Vocabulary"), marked("sources/vocabulary.yml"), Vocabulary),
    _Part(
        marked("Kind of actor"), marked("the vocabulary, under actor_kinds, by its word"), ActorKind
    ),
    _Part(
        marked("Kind of location"),
        marked("the vocabulary, under location_kinds, by its word"),
        LocationKind,
    ),
    _Part(marked("Kind of event"), marked("the vocabulary, under event_kinds, by its word"), Kind),
    _Part(
        marked("Kind of source"),
        marked("the vocabulary, under source_kinds, by its word"),
        SourceKind,
    ),
    _Part(marked("Role"), marked("the vocabulary, under roles, by its word"), Role),
    _Part(
        marked("Type of relation"),
        marked("the vocabulary, under relations, by its phrase"),
        RelationType,
    ),
    _Part(
        marked("Group of relations"),
        marked("the vocabulary, under groups, by its id"),
        RelationGroup,
    ),
    _Part(marked("Sort of data"), marked("the vocabulary, under data, by its key"), DataKey),
    _Part(marked("Scheme of ids"), marked("the vocabulary, under ids, by its key"), IdScheme),
    _Part(marked("Language"), marked("the vocabulary, under languages, by its tag"), Language),
    _Part(marked("Tag"), marked("the vocabulary, under tags, by itself"), TagName),
    _Part(marked("Loaded word"), marked("the vocabulary, under loaded, by itself"), LoadedWord),
    _Part(marked("Page"), marked("sources/pages/<id>.md, above its Markdown"), WrittenPage),
    _Part(marked("Outlines"), marked("sources/map/<id>.geojson"), Outlines),
)

_BELOW = ((Article, "paragraphs"), (WrittenPage, "body"))
"""Fields without a YAML key, as (model, field name). They hold the text below the front matter."""


_DATES = (
    "2015", "2015-10-12", "2015-10~", "2015-10-12?", "2015-10%", "201X", "20XX", "2015-XX",
    "2015-10-XX", "2015-XX-XX", "2015-10-12T09:30:00", "2015-10-12T09:30:00Z",
    "2015-10-12T09:30:00+03:00", "-0043-03-15", "Y-12000", "2015-09-21/2015-10-01",
    "../2015-10-01", "/2015-10-01", "2015-10/..", "2015-10/", "2015-21", "2015-22", "2015-23",
    "2015-24", "2015-25", "2015-28", "2015-29", "2015-30", "2015-32", "2015-33", "2015-36",
    "2015-37", "2015-39", "2015-40", "2015-41",
)  # fmt: skip
"""An example of each form of date."""


def _read_as(text: str) -> tuple[Md, str, Md, Md]:
    date = parse(text)
    return Md(f"`{text}`"), date.words, _iso(date.earliest), _iso(date.latest)


def _iso(day: Day | None) -> Md:
    # Isolate the date's direction of writing: on a right-to-left page, the minus sign of a year
    # would otherwise move.
    return isolated(escape(day.isoformat())) if day else Md("")


def _title(part: _Part) -> str:
    """Return the title of a section.

    The title "About" has a gettext context, because a page of the site also has this title, and
    another language may need different words for the section and the page.
    """
    if part.model is About:
        return pgettext("what a question is about", "About")
    return _(part.title)


PATHS = {"format.md": ""}


def pages(site: Site) -> Iterator[PageSpec]:
    """Yield the page ``format.md``, the reference of the data format."""
    yield PageSpec("format.md", "format", {
        "title": _("Format"),
        "lead": _("What sources/ contains: every file, every key, and every problem reported."),
        "reference": [
            (_title(part), _(part.where), _(str(part.model.__doc__)),
             _rows(part.model, site.vocabulary))
            for part in _PARTS
        ],
        "dates": [_read_as(text) for text in _DATES],
        "problems": [
            (code, _(_SEVERITIES[kind.severity]), _(kind.sentence))
            for code, kind in CATALOGUE.items()
        ],
    })  # fmt: skip


def _rows(model: type[BaseModel], vocabulary: Vocabulary) -> list[tuple[Md, str, Md]]:
    """Return a row for each key of a model: the key, whether it is required, and its meaning.

    The keys of base classes come last.
    """
    fields = [(name, model.model_fields[name]) for name in fields_by_class(model)]
    return [
        (
            Md(f"`{name}`"),
            _("yes") if field.is_required() else "",
            _meaning(field, choices(model, name, vocabulary), _known(model, name, vocabulary)),
        )
        for name, field in fields
        if (model, name) not in _BELOW
    ]


def _known(model: type[BaseModel], name: str, vocabulary: Vocabulary) -> list[str]:
    return list(getattr(vocabulary, name)) if model is Vocabulary else []


def _meaning(field: FieldInfo, words: Sequence[str], known: Sequence[str]) -> Md:
    """Return the description of a key, with the allowed or the suggested values.

    ``words``: the only allowed values; empty if other values are allowed. ``known``: the words of
    the vocabulary that are suggested as values.
    """
    # A description isn't escaped: it is Markdown from this package, never text by researchers.
    meaning = Md(_(field.description) if field.description else "")
    if not words and not known:
        return meaning
    listed = join(Md(f"`{escape(word)}`") for word in words or known)
    if known:
        return fill(_("{meaning} Known here: {values}."), meaning=meaning, values=listed)
    return fill(_("{meaning} One of: {values}."), meaning=meaning, values=listed)
