"""Writes sources for reference managers: as BibTeX, RIS, and CSL-JSON (citationstyles.org, 1.0)."""

import json
import re
from typing import Any

from ..corpus import Corpus, Source
from ..messages import gettext as _
from ..records.dates import Bound, Date
from ..records.days import iso_year, year_words
from ..records.edtf import date_parts
from ..records.sources import Article
from ..text import one_line

_BIBTEX_SPECIAL = re.compile(r"[\\{}$&#%_^~]")
# In a URL, these characters would break the BibTeX field. BibTeX takes all other characters as
# they are.
_BIBTEX_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
BIBTEX_VERSION = "% Version of the data: "
"""The beginning of a comment with the data's version. BibTeX ignores all text outside entries."""
_BIBTEX_WORDS = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}


def compose(corpus: Corpus) -> dict[str, str]:
    """Return a BibTeX file and a CSL-JSON file for each source: path in ``docs/`` -> text."""
    files = {}
    for id_, source in corpus.sources.items():
        files[f"sources/{id_}.bib"] = bibtex(corpus, source)
        files[f"sources/{id_}.csl.json"] = (
            json.dumps([csl(corpus, source)], ensure_ascii=False, indent=1) + "\n"
        )
    return files


def bibtex(corpus: Corpus, source: Source) -> str:
    """Return a source as a BibTeX entry, with the source's id as the key."""
    article = source.article
    published = article.published
    when = published and (published.earliest or published.latest)
    fields = {
        "title": f"{{{_bibtex(article.title)}}}",
        "author": " and ".join(f"{{{_bibtex(name)}}}" for name in _authors(corpus, source)),
        "journal": _bibtex(_publisher(corpus, source)),
        "year": year_words(when.year) if when else "",
        "date": published.text if published else "",  # BibLaTeX can read dates in EDTF
        "langid": _bibtex(article.language or ""),
        "url": _address(source).translate(_BIBTEX_ADDRESS),
        "urldate": article.accessed or "",
        "pages" if _is_range(article.pages) else "pagetotal": article.pages or "",
        "note": _bibtex(_copy(source)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@article{{{source.id},", *lines, "}", ""])


def csl(corpus: Corpus, source: Source) -> dict[str, Any]:
    """Return a source as a CSL-JSON item."""
    article = source.article
    authors = [{"literal": one_line(name)} for name in _authors(corpus, source)]
    known = {
        "container-title": one_line(_publisher(corpus, source)),
        "author": authors,
        "issued": _issued(article.published) if article.published else None,
        "language": article.language,
    }
    item: dict[str, Any] = {
        "id": source.id,
        "type": "article-newspaper",
        "title": one_line(article.title),
        **{name: value for name, value in known.items() if value},
    }
    if address := _address(source):
        item["URL"] = address
    if article.accessed:
        item["accessed"] = {"date-parts": [list(map(int, article.accessed.split("-")))]}
    if article.pages:
        item["page" if _is_range(article.pages) else "number-of-pages"] = article.pages
    if article.duration:
        item["dimensions"] = article.duration
    if copy := _copy(source):
        item["note"] = one_line(copy)
    if published := article.published:
        in_csl = "/".join(map(_iso, item["issued"]["date-parts"]))
        if published.text != in_csl:
            # In CSL, ``custom`` is for data for which there is no other field.
            item["custom"] = {"edtf": published.text}
    return item


def ris(corpus: Corpus, source: Source) -> str:
    """Return a source as a RIS record of type NEWS. The record ends with an empty line."""
    article = source.article
    lines = [
        ("TY", "NEWS"),
        ("ID", source.id),
        ("TI", article.title),
        *(("AU", name) for name in _authors(corpus, source)),
        ("T2", _publisher(corpus, source)),
        *(_ris_date(article.published) if article.published else ()),
        ("LA", article.language),
        ("UR", _address(source)),
        ("Y2", (article.accessed or "").replace("-", "/")),
        ("N1", _copy(source)),
    ]
    written = [f"{tag}  - {one_line(value)}" for tag, value in lines if value]
    return "\n".join([*written, "ER  - ", "", ""])


def _ris_date(date: Date) -> list[tuple[str, str]]:
    """Return the lines with a date's year and with the whole date."""
    parts = _parts(date.bounds[0])
    year, month, day = (f"{part:02}" for part in (*parts, 0, 0)[:3])
    month, day = (part.replace("00", "") for part in (month, day))
    # In RIS, years have four digits. The last part of a date is free text; the others can be empty.
    common = 0 < parts[0] <= 9999
    rest = date.words if not common or date.lasts or date.bounds[0].approximate else ""
    return [
        ("PY", f"{parts[0]:04}" if common else ""),
        ("DA", f"{year:>04}/{month}/{day}/{rest}" if common else f"///{rest}"),
    ]


def _publisher(corpus: Corpus, source: Source) -> str:
    publisher = source.article.publisher
    return corpus.actors[publisher].name if publisher else ""


def _authors(corpus: Corpus, source: Source) -> list[str]:
    """Return the names of a source's authors. The publisher doesn't count as an author."""
    return [corpus.actors[id_].name for id_ in source.article.authors]


def _is_range(pages: str | None) -> bool:
    return "-" in (pages or "")


def _address(source: Source) -> str:
    article = source.article
    return one_line(article.url or article.copy_url or article.archive_url or "")


def _copy(source: Source) -> str:
    """Return a note on the copy of a source; empty if there is nothing to note.

    The note says where the copy was obtained, if this is recorded, and whether the address in the
    entry is the copy's address. It also has the address of an archived copy.
    """
    article = source.article
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
    """Return a date or an interval as CSL writes it, with month and day if they are known."""
    # CSL has no year 0, so 1 BCE, which is year 0 in ISO 8601, becomes -1.
    parts = [[*_parts(bound)] for bound in when.bounds]
    for numbers in parts:
        numbers[0] -= numbers[0] <= 0
    issued: dict[str, Any] = {"date-parts": parts}
    if any(character in when.text for character in "~?%X") or not (when.start and when.end):
        issued["circa"] = True
    return issued


def _iso(parts: list[int]) -> str:
    year, *rest = parts
    return "-".join([iso_year(year), *(f"{part:02}" for part in rest)])


def _parts(bound: Bound) -> list[int]:
    return date_parts(bound) or [bound.first.year]


def _bibtex(text: str) -> str:
    return _BIBTEX_SPECIAL.sub(
        lambda match: _BIBTEX_WORDS.get(match[0], f"\\{match[0]}"), one_line(text)
    )
