"""The draft of a summary: a claim to write for each paragraph, and the names that it uses."""

from collections.abc import Iterator

from ...corpus.naming import Ref
from ...corpus.paragraphs import locator_words
from ...records.sources import Locator
from ...text import one_line
from .copies import Copy
from .dates import FoundDate, find_dates
from .names import Speller, Unknown
from .numbers import find_numbers
from .scalars import beginning, listed, scalar, todo

_PERHAPS = 3
"""Most records that are named as perhaps meant by a name."""


def draft_summary(copy: Copy, speller: Speller) -> str:
    """Return the draft of a summary's file.

    Dates and figures are comments, to be uncommented or deleted.
    """
    lines = [
        "# yaml-language-server: $schema=../../docs/schemas/summaries.json",
        "",
        "abstract: TODO",
        "",
        "claims:",
    ]
    for number, text in enumerate(copy.paragraphs, 1):
        lines += [*_claim(number, text, copy, speller), ""]
    lines += _names(copy, speller)
    return "\n".join([*lines, ""])


def _claim(number: int, text: str, copy: Copy, speller: Speller) -> Iterator[str]:
    refs = speller.refs(text)
    events, actors, locations = (
        [ref.id for ref in refs if ref.type == kind] for kind in ("event", "actor", "location")
    )
    yield "  - id: TODO"
    yield f"    says: {todo(beginning(text))}"
    yield f"    paragraph: {number}"
    yield f"    event: {_one_or_more(events)}"
    if actors:
        yield f"    actors: {{{', '.join(f'{id_}: TODO' for id_ in actors)}}}"
    if locations:
        yield f"    locations: [{', '.join(locations)}]"
    dates = find_dates(text, copy.language, copy.published)
    for date in dates:
        yield f"    # TODO {_date(date)}"
    numbers = find_numbers(text, copy.language, [(date.start, date.end) for date in dates])
    figures = [f"{{counts: {todo(counted)}, value: {scalar(value)}}}" for value, counted in numbers]
    if figures:
        yield f"    # TODO figures: [{', '.join(figures)}]"


def _one_or_more(events: list[str]) -> str:
    return f"[{', '.join(events)}]" if len(events) > 1 else "".join(events) or todo()


def _date(found: FoundDate) -> str:
    words = one_line(found.words)
    if found.value is None:
        return f"date: TODO  # “{words}”"
    reckoned = ", reckoned back from publication" if found.guessed else ""
    return f"date: {found.value}  # “{words}”{reckoned}"


def _names(copy: Copy, speller: Speller) -> Iterator[str]:
    texts: dict[Locator, str] = {"title": copy.title}
    if copy.standfirst:
        texts["standfirst"] = copy.standfirst
    texts.update(enumerate(copy.paragraphs, 1))
    spelled = speller.spellings(texts)
    kinds = [kind for kind in ("actor", "location") if any(ref.type == kind for ref in spelled)]
    yield "names:" if kinds else "# names:"
    if kinds:
        yield "  # TODO words found for what has a record; some may mean something else"
    for unknown in speller.unknown(texts, copy.language):
        yield f"  # TODO no record is called {_unknown(unknown)}"
    for kind in kinds:
        yield f"  {kind}s:"
        for ref, words in spelled.items():
            if ref.type == kind:
                yield f"    {ref.id}:"
                for word, places in words.items():
                    yield f"      {scalar(word)}: {listed(places)}"


def _unknown(unknown: Unknown) -> str:
    places = ", ".join(map(locator_words, unknown.places))
    shown = [_told(ref) for ref in unknown.perhaps[:_PERHAPS]]
    perhaps = " or ".join(shown + ["another"] * (len(unknown.perhaps) > _PERHAPS))
    return f"{one_line(unknown.name)} ({places})" + (f"; perhaps {perhaps}" if perhaps else "")


def _told(ref: Ref) -> str:
    return f"the {ref.type} '{ref.id}'"
