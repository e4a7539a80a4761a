"""Drafts a summary: a TODO for the abstract, and the names found in the article's text."""

from collections.abc import Iterator

from ...messages import gettext as _
from ...reading.unfinished import TODO
from ...records.locators import Locator, locator_text
from ...text import one_line
from ..lists import any_of
from .extracted_article import ExtractedArticle
from .names import KnownNames, UnknownName
from .scalars import scalar, yaml_list

_PERHAPS = 3
"""Maximum number of records listed as possible meanings of a name."""


def draft_summary(extracted: ExtractedArticle, known_names: KnownNames) -> str:
    """Return the draft of a summary's file, as YAML. Claims are drafted in the article's file."""
    lines = [
        "# yaml-language-server: $schema=../../docs/schemas/summaries.json",
        "",
        f"abstract: {TODO}",
        "",
        *_names(extracted, known_names),
    ]
    return "\n".join([*lines, ""])


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
