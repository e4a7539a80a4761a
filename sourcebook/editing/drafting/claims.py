"""Drafts a claim from a paragraph: with the records that it names, and dates and figures to check.

The dates and figures are in ``# TODO`` comments.
"""

from collections.abc import Iterator

from ...messages import gettext as _
from ...reading.unfinished import TODO
from ...text import one_line
from .dates import FoundDate, find_dates
from .extracted_article import ExtractedArticle
from .names import KnownNames
from .numbers import find_numbers
from .scalars import beginning, scalar, todo


def draft_claim(
    number: int,
    text: str,
    extracted: ExtractedArticle,
    known_names: KnownNames,
    *,
    is_numbered: bool = False,
) -> Iterator[str]:
    """Yield the lines of a claim from one paragraph, as an item of a list in YAML.

    The claim's id is made from the paragraph's ``number``. Dates and figures that are found in the
    paragraph become comments. The researcher uncomments or deletes these comments. ``is_numbered``:
    whether the text begins with its own number.
    """
    refs = known_names.refs(text)
    events, actors, locations = (
        [ref.id for ref in refs if ref.type == record_type]
        for record_type in ("event", "actor", "location")
    )
    yield f"- id: p{number}"
    yield f"  says: {todo(beginning(text))}"
    yield f"  event: {_one_or_more(events)}"
    if actors:
        yield f"  actors: {{{', '.join(f'{id_}: TODO' for id_ in actors)}}}"
    if locations:
        yield f"  locations: [{', '.join(locations)}]"
    dates = find_dates(text, extracted.language, extracted.published)
    for date in dates:
        yield f"  # TODO {_date(date)}"
    numbers = find_numbers(
        text, extracted.language, [(date.start, date.end) for date in dates],
        is_numbered=is_numbered,
    )  # fmt: skip
    figures = [f"{{counts: {todo(counted)}, value: {scalar(value)}}}" for value, counted in numbers]
    if figures:
        yield f"  # TODO figures: [{', '.join(figures)}]"


def _one_or_more(events: list[str]) -> str:
    return f"[{', '.join(events)}]" if len(events) > 1 else "".join(events) or todo()


def _date(found: FoundDate) -> str:
    comment = "“{words}”"
    if found.guessed and found.value is not None:
        comment = _("“{words}”, reckoned back from publication")
    value = TODO if found.value is None else found.value
    return f"date: {value}  # {comment.format(words=one_line(found.words))}"
