"""Drafts a summary: a claim marked TODO for each paragraph, and names found in the text."""

from collections.abc import Iterator

from ...messages import gettext as _
from ...reading.unfinished import TODO
from ...records.locators import Locator, locator_text
from ...text import one_line
from ..lists import any_of
from .dates import FoundDate, find_dates
from .extracted_article import ExtractedArticle
from .names import KnownNames, UnknownName
from .numbers import find_numbers
from .scalars import beginning, scalar, todo, yaml_list

_PERHAPS = 3
"""Maximum number of records listed as possible meanings of a name."""


def draft_summary(extracted: ExtractedArticle, known_names: KnownNames) -> str:
    """Return the draft of a summary's file, as YAML.

    Dates and figures that are found in a paragraph become comments in the paragraph's claim. The
    researcher uncomments or deletes these comments.
    """
    lines = [
        "# yaml-language-server: $schema=../../docs/schemas/summaries.json",
        "",
        f"abstract: {TODO}",
        "",
        "claims:",
    ]
    for number, text in enumerate(extracted.paragraphs, 1):
        lines += [*_claim(number, text, extracted, known_names), ""]
    lines += _names(extracted, known_names)
    return "\n".join([*lines, ""])


def _claim(
    number: int, text: str, extracted: ExtractedArticle, known_names: KnownNames
) -> Iterator[str]:
    refs = known_names.refs(text)
    events, actors, locations = (
        [ref.id for ref in refs if ref.type == record_type]
        for record_type in ("event", "actor", "location")
    )
    yield "  - id: TODO"
    yield f"    says: {todo(beginning(text))}"
    yield f"    paragraph: {number}"
    yield f"    event: {_one_or_more(events)}"
    if actors:
        yield f"    actors: {{{', '.join(f'{id_}: TODO' for id_ in actors)}}}"
    if locations:
        yield f"    locations: [{', '.join(locations)}]"
    dates = find_dates(text, extracted.language, extracted.published)
    for date in dates:
        yield f"    # TODO {_date(date)}"
    numbers = find_numbers(text, extracted.language, [(date.start, date.end) for date in dates])
    figures = [f"{{counts: {todo(counted)}, value: {scalar(value)}}}" for value, counted in numbers]
    if figures:
        yield f"    # TODO figures: [{', '.join(figures)}]"


def _one_or_more(events: list[str]) -> str:
    return f"[{', '.join(events)}]" if len(events) > 1 else "".join(events) or todo()


def _date(found: FoundDate) -> str:
    comment = "“{words}”"
    if found.guessed and found.value is not None:
        comment = _("“{words}”, reckoned back from publication")
    value = TODO if found.value is None else found.value
    return f"date: {value}  # {comment.format(words=one_line(found.words))}"


def _names(extracted: ExtractedArticle, known_names: KnownNames) -> Iterator[str]:
    texts: dict[Locator, str] = {"title": extracted.title}
    if extracted.standfirst:
        texts["standfirst"] = extracted.standfirst
    texts.update(enumerate(extracted.paragraphs, 1))
    spelled = known_names.spellings(texts)
    types = [
        record_type for record_type in ("actor", "location")
        if any(ref.type == record_type for ref in spelled)
    ]  # fmt: skip
    yield "names:" if types else "# names:"
    if types:
        comment = _("words found for what has a record; some may mean something else")
        yield f"  # {TODO} {comment}"
    for unknown in known_names.unknown(texts, extracted.language):
        yield f"  # {TODO} {_unknown(unknown)}"
    for record_type in types:
        yield f"  {record_type}s:"
        for ref, words in spelled.items():
            if ref.type == record_type:
                yield f"    {ref.id}:"
                for word, places in words.items():
                    yield f"      {scalar(word)}: {yaml_list(places)}"


def _unknown(unknown: UnknownName) -> str:
    """Return a comment on a name that no record has, with the records that the name may mean."""
    name, places = one_line(unknown.name), ", ".join(map(locator_text, unknown.places))
    records = [_("the {type} '{id}'").format(type=ref.type, id=ref.id) for ref in unknown.perhaps]
    if len(records) > _PERHAPS:
        records = [*records[:_PERHAPS], _("another")]
    if not records:
        return _("no record is called {name} ({places})").format(name=name, places=places)
    message = _("no record is called {name} ({places}); perhaps {records}")
    return message.format(name=name, places=places, records=any_of(records))
