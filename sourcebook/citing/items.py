"""Describes a source as an item of CSL-JSON (citationstyles.org, 1.0.2)."""

from typing import Any

from ..corpus import Corpus, Source
from ..messages import gettext as _
from ..records.dates import Bound, Date
from ..records.days import iso_year
from ..records.edtf import date_parts
from ..records.entities import Actor
from ..records.source_kinds import SourceFacts
from ..records.sources import Article
from ..text import one_line
from .placeholders import ADDRESS, TITLE

Item = dict[str, Any]

VARIABLES = {
    "container": "container-title", "volume": "volume", "issue": "issue",
    "edition": "edition", "number": "number", "series": "collection-title",
    "place": "publisher-place", "isbn": "ISBN", "doi": "DOI", "archive": "archive",
    "archive_reference": "archive_location",
}  # fmt: skip
"""Maps a key of a source to a variable of CSL."""

_NAMES = {
    "authors": "author", "editors": "editor", "recipients": "recipient",
    "interviewers": "interviewer",
}  # fmt: skip

_AUTHORITIES = frozenset(["legal_case", "hearing", "legislation"])
"""CSL types of works that aren't issued by a publisher, but by a court or another authority."""


PAGE, QUESTION_PAGE = ":page", ":question"
"""The ids of the two items that ``page_items`` returns. No source can have such an id."""


def page_items(site: str) -> list[Item]:
    """Return two CSL-JSON items for pages of a site: for most pages, and for pages of questions.

    The title of the second item ends with ``?``, because styles add no full stop after a question
    mark. ``site``: the site's title.
    """
    item = {"type": "webpage", "container-title": one_line(site), "URL": ADDRESS}
    return [
        {**item, "id": PAGE, "title": TITLE}, {**item, "id": QUESTION_PAGE, "title": f"{TITLE}?"}
    ]  # fmt: skip


def csl_item(corpus: Corpus, source: Source) -> Item:
    """Return a source as a CSL-JSON item, with the source's id."""
    article = source.article
    facts = corpus.source_kinds[article.kind]
    item: Item = {"id": source.id, "type": facts.csl, "title": one_line(article.title)}
    item |= {
        variable: [_name(corpus, id_) for id_ in getattr(article, key)]
        for key, variable in _NAMES.items()
    }
    if article.authors and article.more_authors:
        item["author"].append({"literal": "others"})  # CSL processors write "et al." for "others"
    item |= {variable: one_line(getattr(article, key) or "") for key, variable in VARIABLES.items()}
    item |= {
        "genre": one_line(article.genre or "") or facts.genre_words,
        "issued": _issued(article.published) if article.published else None,
        "language": article.language,
        "URL": address_of(article),
        "note": one_line(copy_note(article)),
        "page" if is_range(article.pages) else "number-of-pages": pages_of(article),
        "dimensions": article.duration,
        "accessed": _day(article.accessed) if article.accessed else None,
        "custom": _exact(article.published) if article.published else None,
    }
    if article.authors == (article.publisher,) and facts.in_publisher:
        del item["author"]  # otherwise, citations would name the newspaper twice
    if publisher := publisher_of(corpus, article):
        item[_publisher_variable(article, facts)] = one_line(publisher)
    return {variable: value for variable, value in item.items() if value}


def _exact(date: Date) -> dict[str, str] | None:
    """Return a date in EDTF, for CSL's ``custom``; None if CSL itself can express the date."""
    written = "/".join(
        "-".join([iso_year(year), *(f"{part:02}" for part in rest)])
        for year, *rest in _issued(date)["date-parts"]
    )
    return {"edtf": date.text} if date.text != written else None


def publisher_of(corpus: Corpus, article: Article) -> str:
    """Return the name of a source's publisher, for citations; empty if no publisher is named.

    If the publisher is also the source's archive, only the archive is named.
    """
    if not article.publisher:
        return ""
    actor = corpus.actors[article.publisher]
    names = {one_line(name).casefold() for name in (actor.name, *actor.aliases)}
    return "" if one_line(article.archive or "").casefold() in names else actor.name


def _publisher_variable(article: Article, facts: SourceFacts) -> str:
    """Return the CSL variable that holds the name of a source's publisher."""
    if facts.in_publisher and not article.container:
        return "container-title"
    return "authority" if facts.csl in _AUTHORITIES else "publisher"


def _name(corpus: Corpus, id_: str) -> dict[str, str]:
    """Return an actor's name for CSL: in two parts if the record states the surname.

    Programs sort and abbreviate a name in two parts. They leave a name in one part unchanged.
    """
    actor = corpus.actors[id_]
    parts = name_parts(actor)
    if not parts:
        return {"literal": one_line(actor.name)}
    return {key: part for key, part in zip(("family", "given"), parts, strict=True) if part}


def name_parts(actor: Actor) -> tuple[str, str] | None:
    """Return a person's surname and other names; None if the record doesn't state the surname."""
    if not actor.surname or actor.surname not in actor.name:
        return None
    given = one_line(actor.name.replace(actor.surname, "", 1)).strip(" ,")
    return one_line(actor.surname), given


def address_of(article: Article) -> str:
    """Return a source's web address or, if it has none, a copy's address; empty if unknown."""
    return one_line(article.url or article.copy_url or article.archive_url or "")


def is_range(pages: str | None) -> bool:
    """Return whether a source's ``pages`` is a range of pages, not a number of pages."""
    return "-" in (pages or "")


def pages_of(article: Article) -> str:
    """Return a source's pages in the form for citations: ``3`` for ``3-3``; empty if unknown."""
    first, _dash, last = (article.pages or "").partition("-")
    return first if first == last else article.pages or ""


def _day(date: str) -> dict[str, Any]:
    return {"date-parts": [list(map(int, date.split("-")))]}


def copy_note(article: Article) -> str:
    """Return a note on the copies of a source; empty if there is nothing to note.

    The note says where a copy was obtained, if this is recorded. If the bibliography's entry has
    the copy's address, the note says so. If there is an archived copy, the note has its address.
    """
    own = _copy_at_hand(article)
    if not article.archive_url:
        return own
    archived = _("Archived copy: {address}").format(address=article.archive_url)
    return f"{own}. {archived}" if own else archived


def _copy_at_hand(article: Article) -> str:
    if article.copy_url and not article.url:
        if article.copy_from:
            return _("Copy at this address: {origin}").format(origin=article.copy_from)
        return _("Copy at this address")
    return _("Copy: {origin}").format(origin=article.copy_from) if article.copy_from else ""


def _issued(when: Date) -> dict[str, Any]:
    """Return a date or an interval in CSL's form, with month and day if they are known."""
    # CSL has no year 0, so 1 BCE, which is year 0 in ISO 8601, becomes -1.
    parts = [[*parts_of(bound)] for bound in when.bounds]
    for numbers in parts:
        numbers[0] -= numbers[0] <= 0
    issued: dict[str, Any] = {"date-parts": parts}
    if any(character in when.text for character in "~?%X") or not (when.start and when.end):
        issued["circa"] = True
    return issued


def parts_of(bound: Bound) -> list[int]:
    """Return ``[year, month, day]`` of a bound, without a month or day that isn't known."""
    return date_parts(bound) or [bound.first.year]
