"""Writes sources for reference managers: as BibTeX, RIS, and CSL-JSON (citationstyles.org, 1.0)."""

import json
import re

from ..citing.citations import Citations
from ..citing.items import (
    address_of,
    copy_note,
    csl_item,
    is_range,
    name_parts,
    pages_of,
    parts_of,
    publisher_of,
)
from ..collation import filed
from ..corpus import Corpus, Source
from ..messages import gettext as _
from ..records.days import year_words
from ..records.entities import Actor
from ..records.sources import Article
from ..text import one_line

_BIBTEX_SPECIAL = re.compile(r"[\\{}$&#%_^~]")
# In a URL, these characters would break the BibTeX field, so they are percent-encoded. BibTeX takes
# all other characters of a URL as they are.
_BIBTEX_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
BIBTEX_VERSION = "% Version of the data: "
"""Begins the line with the data's version in a BibTeX file. BibTeX ignores text outside entries."""
_BIBTEX_WORDS = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}

_BIBTEX_FIELDS = {
    "volume": "volume", "issue": "number", "edition": "edition",
    "number": "number", "series": "series", "place": "location", "isbn": "isbn", "doi": "doi",
    "archive": "library", "archive_reference": "shelfmark",
}  # fmt: skip
"""Maps a YAML key of an article to a field of biblatex. The last two fields are for archives."""

_BIBTEX_CONTAINERS = {
    "article": "journal", "incollection": "booktitle", "inproceedings": "booktitle",
    "inreference": "booktitle", "online": "organization",
}  # fmt: skip
"""Maps a type of entry to the field for the work that contains the source.

For other types of entry, the field is ``maintitle``.
"""

_BIBTEX_PUBLISHERS = {"report": "institution", "thesis": "institution", "online": "organization"}

_RIS_TAGS = {
    "volume": "VL", "issue": "IS", "edition": "ET", "series": "T3", "place": "CY", "isbn": "SN",
    "doi": "DO", "number": "M1", "archive": "DB", "archive_reference": "AV",
}  # fmt: skip
"""Maps a YAML key of an article to a tag of RIS."""


def compose(corpus: Corpus) -> dict[str, str]:
    """Map the path in ``docs/`` of each BibTeX and CSL-JSON file of sources to the file's text."""
    files = {}
    for id_, source in corpus.sources.items():
        files[f"sources/{id_}.bib"] = bibtex(corpus, source)
        files[f"sources/{id_}.csl.json"] = (
            json.dumps([csl_item(corpus, source)], ensure_ascii=False, indent=1) + "\n"
        )
    return files


def listed(corpus: Corpus, citations: Citations) -> str:
    """Return the citations of all sources as plain text, in alphabetical order."""
    citations.make_all()
    entries = sorted((citations.of(id_).text for id_ in corpus.sources), key=filed)
    head = [
        one_line(corpus.title),
        _("Version of the data: {version}").format(version=corpus.fingerprint),
        *([_("Licence: {licence}").format(licence=corpus.licence)] if corpus.licence else []),
    ]
    return "\n\n".join(["\n".join(head), *entries]) + "\n"


def _appeared_in(corpus: Corpus, article: Article) -> tuple[str, str]:
    """Return the work that contains a source, and the source's publisher.

    The publisher is empty if the publisher and the work have the same name.
    """
    publisher = publisher_of(corpus, article)
    if article.container or not corpus.source_kinds[article.kind].in_publisher:
        return article.container or "", publisher
    return publisher, ""


def bibtex(corpus: Corpus, source: Source) -> str:
    """Return a source as an entry for BibTeX and biblatex, with the source's id as the key."""
    article = source.article
    facts = corpus.source_kinds[article.kind]
    when = article.published and (article.published.earliest or article.published.latest)
    container, publisher = _appeared_in(corpus, article)
    fields = {
        "title": f"{{{_bibtex(article.title)}}}",
        "author": " and ".join(
            [*(_bibtex_name(corpus.actors[id_]) for id_ in article.authors)]
            + ["others"] * (bool(article.authors) and article.more_authors)
        ),
        "editor": " and ".join(_bibtex_name(corpus.actors[id_]) for id_ in article.editors),
        _BIBTEX_CONTAINERS.get(facts.bibtex, "maintitle"): _bibtex(container),
    }
    if publisher:
        fields[_BIBTEX_PUBLISHERS.get(facts.bibtex, "publisher")] = _bibtex(publisher)
    fields["pages" if is_range(article.pages) else "pagetotal"] = pages_of(article)
    for key, name in _BIBTEX_FIELDS.items():
        if value := getattr(article, key):
            fields[name] = _bibtex(value)
    fields |= {
        "type": _bibtex(article.genre or facts.genre_words),
        "year": year_words(when.year) if when else "",
        "date": article.published.text if article.published else "",  # BibLaTeX can read EDTF
        "langid": _bibtex(article.language) if article.language else "",
        "urldate": article.accessed or "",
        "url": address_of(article).translate(_BIBTEX_ADDRESS),
        "note": _bibtex(copy_note(article)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{facts.bibtex}{{{source.id},", *lines, "}", ""])


def _bibtex_name(actor: Actor) -> str:
    # Braces keep a name whole: in a name without braces, BibTeX takes the last word for the
    # surname.
    name = _bibtex(_in_order(actor))
    return name if name_parts(actor) else f"{{{name}}}"


def _in_order(actor: Actor) -> str:
    """Return an actor's name, as ``surname, other names`` if the record states the surname."""
    return ", ".join(filter(None, name_parts(actor) or (actor.name,)))


def ris(corpus: Corpus, source: Source) -> str:
    """Return a source as a RIS record, which ends with an empty line."""
    article = source.article
    container, publisher = _appeared_in(corpus, article)
    pages = article.pages or ""
    first, _dash, last = pages.partition("-")
    year, date = _ris_date(article)
    lines = [
        ("TY", corpus.source_kinds[article.kind].ris),
        ("ID", source.id),
        ("TI", article.title),
        *(("AU", _in_order(corpus.actors[id_])) for id_ in article.authors),
        *(("ED", _in_order(corpus.actors[id_])) for id_ in article.editors),
        ("T2", container),
        ("PB", publisher),
        ("SP", first),
        ("EP", last),
        *((tag, getattr(article, key) or "") for key, tag in _RIS_TAGS.items()),
        ("PY", year),
        ("DA", date),
        ("LA", article.language or ""),
        ("UR", address_of(article)),
        ("Y2", (article.accessed or "").replace("-", "/")),
        ("N1", copy_note(article)),
    ]
    written = [f"{tag}  - {one_line(value)}" for tag, value in lines if value]
    return "\n".join([*written, "ER  - ", "", ""])


def _ris_date(article: Article) -> tuple[str, str]:
    """Return a source's year and date in RIS, where years have four digits; empty if unknown.

    A date in RIS has four parts: year, month, day and a free text. Only the year is required.
    """
    date = article.published
    if not date:
        return "", ""
    parts = parts_of(date.bounds[0])
    year, month, day = (f"{part:02}" for part in (*parts, 0, 0)[:3])
    month, day = (part.replace("00", "") for part in (month, day))
    common = 0 < parts[0] <= 9999
    rest = date.words if not common or date.lasts or date.bounds[0].approximate else ""
    if not common:
        return "", f"///{rest}"
    return f"{parts[0]:04}", f"{year:>04}/{month}/{day}/{rest}"


def _bibtex(text: str) -> str:
    return _BIBTEX_SPECIAL.sub(
        lambda match: _BIBTEX_WORDS.get(match[0], f"\\{match[0]}"), one_line(text)
    )
