"""The reference page for editors, made from the models that check what they write."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ...catalogue import CATALOGUE
from ...markdown import Md, escape
from ...records.dates import parse
from ...records.days import Day
from ...records.entities import About, Actor, Event, Location, Question
from ...records.figures import Figure
from ...records.original_layout import OriginalLayout
from ...records.site import Outlines, WrittenPage
from ...records.sources import Article, Claim, Names, Relation, Summary
from ..site import Site


class _Part(NamedTuple):
    """A part of the reference: where such a record is written, and the model of it."""

    title: str
    where: str
    model: type[BaseModel]


_PARTS = (
    _Part("Article", "sources/articles/<id>.md, above the paragraphs", Article),
    _Part("Layout", "an article, under original", OriginalLayout),
    _Part("Summary", "sources/summaries/<id>.yml, with the article’s id", Summary),
    _Part("Claim", "a summary, under claims", Claim),
    _Part("Figure", "a claim, under figures", Figure),
    _Part("Relation", "a claim, under relation", Relation),
    _Part("Names", "a summary, under names", Names),
    _Part("Actor", "sources/actors/*.yml, under its id", Actor),
    _Part("Location", "sources/locations/*.yml, under its id", Location),
    _Part("Event", "sources/events/*.yml, under its id", Event),
    _Part("Question", "sources/questions/*.yml, under its id", Question),
    _Part("About", "a question, under about", About),
    _Part("Page", "sources/pages/<id>.md, above its Markdown", WrittenPage),
    _Part("Outlines", "sources/map/<id>.geojson", Outlines),
)

_BELOW = ((Article, "paragraphs"), (WrittenPage, "body"))
"""What stands below the front matter, under no key."""


_DATES = (
    "2015", "2015-10-12", "2015-10~", "2015-10-12?", "2015-10%", "201X", "20XX", "2015-XX",
    "2015-10-XX", "2015-XX-XX", "2015-10-12T09:30:00", "2015-10-12T09:30:00Z",
    "2015-10-12T09:30:00+03:00", "-0043-03-15", "Y-12000", "2015-09-21/2015-10-01",
    "../2015-10-01", "/2015-10-01", "2015-10/..", "2015-10/", "2015-21", "2015-22", "2015-23",
    "2015-24", "2015-25", "2015-28", "2015-29", "2015-30", "2015-32", "2015-33", "2015-36",
    "2015-37", "2015-39", "2015-40", "2015-41",
)  # fmt: skip
"""Examples of all that a date can be."""


def _read_as(text: str) -> tuple[Md, str, str, str]:
    date = parse(text)
    return Md(f"`{text}`"), date.words, _iso(date.earliest), _iso(date.latest)


def _iso(day: Day | None) -> str:
    return day.isoformat() if day else ""


PATHS = {"format.md": ""}


def pages(site: Site) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the draft of the reference page."""
    yield "format.md", "format", {
        "title": "Format",
        "lead": "What stands in sources/: every file, every key, and every problem that is told.",
        "places_written": [],
        "reference": [(part.title, part.where, part.model.__doc__, _rows(part.model))
                      for part in _PARTS],
        "dates": [_read_as(text) for text in _DATES],
        "problems": [(code, kind.severity, kind.sentence) for code, kind in CATALOGUE.items()],
    }  # fmt: skip


def _rows(model: type[BaseModel]) -> list[tuple[Md, str, Md]]:
    """Return each key, whether it must be there, and what it means."""
    return [
        (Md(f"`{name}`"), "yes" if field.is_required() else "", _meaning(field))
        for name, field in model.model_fields.items()
        if (model, name) not in _BELOW
    ]


def _meaning(field: FieldInfo) -> Md:
    extra = field.json_schema_extra
    words = extra.get("enum") if isinstance(extra, dict) else None
    # Descriptions are ours and hold code spans; nothing of a researcher's comes in here.
    said = Md(field.description or "")
    if not isinstance(words, list):
        return said
    return Md(f"{said} One of: {', '.join(f'`{escape(str(word))}`' for word in words)}.")
