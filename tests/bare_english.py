"""Finds text that can't be translated: English that is left on pages in a pseudo-language.

``in_another_script`` writes the texts of a corpus in Cyrillic letters. In the pseudo-language, the
messages of the catalogue have accented letters (see the module ``pseudo``). So a word in ASCII
letters on a page comes neither from the corpus nor from the catalogue. ``bare_words`` finds these
words in Markdown, HTML and SVG. Code, ids and addresses aren't counted.
"""

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from itertools import chain
from pathlib import Path
from string import ascii_letters
from typing import Any

import yaml

from sourcebook.reading.folder import read
from sourcebook.reading.records import VOCABULARY
from sourcebook.records.vocabularies import GENERAL
from sourcebook.records.vocabulary import Vocabulary

_CYRILLIC = "абцдефгхийклмнопярстувшыжз"
_TO_CYRILLIC = str.maketrans(ascii_letters, _CYRILLIC + _CYRILLIC.upper())

# Convert the corpus to another script.

_DATA = frozenset([
    "id", "kind", "part_of", "speaks_for", "within", "coordinates", "precision", "wikidata",
    "website", "publisher", "authors", "published", "language", "url", "copy_url", "text", "date",
    "dates", "event", "events", "actors", "locations", "was", "paragraph", "origin", "by",
    "disputes", "subject", "object", "unnamed", "plural", "first_hand", "ids", "tags", "state",
    "at", "isbn", "doi", "pages", "duration", "accessed", "archive_url", "editors", "recipients",
    "interviewers", "quote_language",
])  # fmt: skip
"""YAML keys whose values stay in Latin letters: ids, dates, words of the data format, URLs etc."""
_LINK = re.compile(r"(\[\[[^\]|]*(?:\||\]\])|\[@[^\]]*\]|\]\([^)]*\)|`[^`]*`)")
"""Matches parts of prose that ``cyrillic`` keeps: ids in links, citations, addresses, code."""


def in_another_script(sources: Path, target: Path) -> None:
    """Copy a corpus's sources to ``target``, with all of their own texts in Cyrillic letters."""
    own = _own_kinds(sources)
    for path in sorted(sources.rglob("*")):
        copy = target / path.relative_to(sources)
        if path.is_dir():
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        if path.name == VOCABULARY:
            copy.write_text(_dumped(_vocabulary(_loaded(path.read_text("utf-8")))), "utf-8")
        elif path.suffix == ".yml":
            data = _converted(_loaded(path.read_text("utf-8")), "")
            for record in data.values():
                if isinstance(record, dict) and record.get("kind") in own:
                    record["kind"] = cyrillic(record["kind"])
            copy.write_text(_dumped(data), "utf-8")
        elif path.suffix == ".md":
            _start, head, body = path.read_text("utf-8").split("---\n", 2)
            head = _dumped(_converted(_loaded(head), ""))
            copy.write_text(f"---\n{head}---\n{cyrillic(body)}", "utf-8")
        else:
            shutil.copyfile(path, copy)


def cyrillic(prose: str) -> str:
    """Return a text in Cyrillic letters; the ids and addresses in it stay as they are."""
    parts = _LINK.split(prose)
    parts[::2] = [part.translate(_TO_CYRILLIC) for part in parts[::2]]
    return "".join(parts)


def _loaded(text: str) -> Any:
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - BaseLoader makes only texts


def _dumped(data: Any) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)


def _own_kinds(sources: Path) -> frozenset[str]:
    """Return the kinds that a corpus's vocabulary adds to Sourcebook's built-in kinds."""
    words = read(sources).words
    rows = [name for name in Vocabulary.model_fields if name.endswith("kinds")]
    return frozenset(
        kind for name in rows for kind in getattr(words, name) if kind not in getattr(GENERAL, name)
    )


_NO_WORDS = frozenset([
    "group", "colour", "line", "radius_km", "is_country", "schema_type", "facet", "address",
])  # fmt: skip
"""Keys of the vocabulary whose values stay unchanged: ids, numbers, flags, URLs, format words."""

_HEADING = ("roles", "group")
"""In the vocabulary's list ``roles``, the value of ``group`` is a heading; elsewhere, an id."""

_IDS = frozenset(["groups", "ids", "tags"])
"""Lists of the vocabulary whose words stay in Latin letters: they are ids or parts of URLs."""


def _vocabulary(lists: Mapping[str, Any]) -> dict[str, Any]:
    """Return a project's vocabulary in Cyrillic letters, except ids and built-in words."""
    found: dict[str, Any] = {}
    for name, rows in lists.items():
        known = getattr(GENERAL, name)
        if isinstance(rows, list):
            rows = {word: {} for word in rows}
        found[name] = {
            word if word in known or name in _IDS else cyrillic(word): {
                key: value
                if key in _NO_WORDS and (name, key) != _HEADING
                else _converted(value, "")
                for key, value in row.items()
            }
            for word, row in rows.items()
        }
    return found


def _converted(value: Any, key: str) -> Any:
    if key == "names":
        return {
            record_type: {
                id_: {cyrillic(words): locators for words, locators in used.items()}
                for id_, used in named.items()
            }
            for record_type, named in value.items()
        }
    if key == "data":
        return {cyrillic(name): cyrillic(fact) for name, fact in value.items()}
    if isinstance(value, Mapping):
        return {inner: _converted(found, inner) for inner, found in value.items()}
    if key in _DATA:
        return value
    if isinstance(value, list):
        return [_converted(item, key) for item in value]
    # In a figure's value, a word such as "dozens" belongs to the data format, so it is unchanged. A
    # value that begins with digits may have a unit, which is a text of the corpus.
    return value if key == "value" and not re.match(r"\W*\d", value) else cyrillic(value)


# Find words in plain English.

_SHOWN_ATTRIBUTES = r"(?:aria-label|title|alt|placeholder|data-(?:groups|names|place|year|actor))"
_ATTRIBUTE = re.compile(rf'\s{_SHOWN_ATTRIBUTES}="([^"]*)"')
_SHOWN_JSON = frozenset(["name", "description", "headline", "text", "alternateName"])
_WORD = re.compile(r"[A-Za-z]{2,}(?:[’'-][A-Za-z]+)*")


def bare_words(page: str, allowed: Iterable[str] = ()) -> list[str]:
    """Return the words of a page that are in ASCII letters, in order.

    ``page``: Markdown with front matter and JSON-LD as in ``docs/``, or HTML, or SVG. ``allowed``:
    regular expressions for text that may be in English.
    """
    text = shown_text(page)
    for pattern in allowed:
        text = re.sub(pattern, " ", text, flags=re.MULTILINE)
    return _WORD.findall(text)


def shown_text(page: str) -> str:
    """Return the texts of a page for readers, search engines and screen readers, as plain text."""
    parts: list[str] = []
    front = re.match(r"---\n(.*?)\n---\n", page, re.DOTALL)
    if front:
        head = yaml.safe_load(front[1])
        parts += [head["title"], head["description"]]
        page = page[front.end() :]
    for data in re.findall(r"<!-- json-ld\n(.*?)\njson-ld -->", page, re.DOTALL):
        parts += _named(json.loads(data))
    page = re.sub(r"<!--.*?-->|<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    page = re.sub(r"<(pre|code)\b.*?</\1>|```.*?```|`[^`\n]*`", " ", page, flags=re.DOTALL)
    page = re.sub(r'\]\([^)\s]*(?: "([^"]*)")?\)', r" \1 ", page)
    parts += _ATTRIBUTE.findall(page)
    parts.append(re.sub(r"<[^>]*>", " ", page))
    return unescape("\n".join(parts)).replace("\\", "")


def _named(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for inner, found in value.items():
            yield from _named(found, inner)
    elif isinstance(value, list):
        yield from chain.from_iterable(_named(item, key) for item in value)
    elif key in _SHOWN_JSON:
        yield str(value)


def skeleton(page: str) -> list[tuple[str, int, int, int]]:
    """Return the structure of a Markdown page, without its words.

    For each line, the result has the mark at its beginning, such as ``- ``, and the numbers of
    vertical bars, of links and of the character ``<``.
    """
    _start, _front, body = page.split("---\n", 2)
    return [
        (
            (re.match(r"\s*(?:#+ |- |\d+\. |\||>|<\w+)?", line) or [""])[0],
            line.count("|"),
            line.count("]("),
            line.count("<"),
        )
        for line in re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL).splitlines()
    ]
