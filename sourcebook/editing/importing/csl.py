"""Reads references from CSL-JSON (citationstyles.org, schema 1.0) or JSON of Zotero's web API."""

import json
import re
from collections.abc import Iterator
from typing import Any

from ...citing.items import VARIABLES
from ...messages import gettext as _
from ...problems import Mark, Problem
from ...records.source_kinds import SOURCE_KINDS
from ...text import one_line
from .kinds import bibliographic, genre, source_kind, span
from .references import Reference, is_copy_note, whole_date
from .zotero import unwrapped

_OUTLETS = ("container-title", "publisher", "authority", "collection-title", "source")
_PEOPLE = {"editors": "editor", "recipients": "recipient", "interviewers": "interviewer"}
_READ = frozenset([
    *_OUTLETS, "author", "id", "type", "genre", "title", "issued", "language", "URL", "DOI",
    "accessed",
])  # fmt: skip
"""The CSL variables that are read for every kind of source; others depend on the kind."""
_SKIPPED = re.compile(
    r"abstract|annote|categories|citation-.*|custom|ISSN|keyword|medium|title-short|.*-short|"
    r"shortTitle|journalAbbreviation|year-suffix|system_id|yearSuffix"
)
"""Matches skipped CSL variables: programs' own data, and variables that no citation shows."""
_MARKUP = re.compile(r"</?(?:b|i|sc|sub|sup|span)(?: [^<>]*)?>")
_SPACE = re.compile(r"\s*")
_SEASONS = ("spring", "summer", "autumn", "winter")
_DECODER = json.JSONDecoder()


def parse_csl(text: str, path: str, problems: list[Problem]) -> list[Reference]:
    """Return the references in a CSL-JSON file; add the file's problems to ``problems``."""
    references: list[Reference] = []
    lines: dict[str, int] = {}
    mark = Mark(path)
    last = 0
    try:
        for found, position in _items(text):
            # Lines are counted from the previous item on, because counting from the top for each
            # item takes quadratic time.
            column = position - text.rfind("\n", 0, position)
            mark = Mark(path, mark.line + text.count("\n", last, position), column)
            last = position
            item = unwrapped(found)
            if item is None and found is not None:
                continue
            if not isinstance(item, dict):
                facts = {"reason": _("an item is not an object")}
                problems.append(Problem("bad-bibliography", mark, facts))
                continue
            key = _text(item, "id")
            if key and key in lines:
                facts = {"key": key, "line": str(lines[key])}
                problems.append(Problem("entry-twice", mark, facts))
                continue
            lines[key] = mark.line
            genre_ = _text(item, "genre") or _text(item, "medium")
            kind = source_kind(_text(item, "type"), genre_, "csl")
            references.append(reference(item, key, mark, kind))
    except json.JSONDecodeError as error:
        problems.append(
            Problem("bad-json", Mark(path, error.lineno, error.colno), {"reason": error.msg})
        )
    except RecursionError:
        problems.append(Problem("bad-json", Mark(path), {"reason": _("it is nested too deep")}))
    except _NoListError:
        facts = {"reason": _("CSL-JSON is a list of items")}
        problems.append(Problem("bad-bibliography", Mark(path), facts))
    except ValueError:  # Python can't parse a number of more than 4,300 digits
        problems.append(Problem("bad-json", Mark(path), {"reason": _("a number is too long")}))
    return references


class _NoListError(Exception):
    """The text of a CSL-JSON file isn't a list of items, though it may be valid JSON."""


def _items(text: str) -> Iterator[tuple[Any, int]]:
    """Yield each item of the list in a JSON text, with the index at which the item begins."""
    start = _after_space(text, 0)
    if text[start : start + 1] == "{":
        json.loads(text)  # raises JSONDecodeError if any part of the text is invalid
        position = _of_object(text, start)
    else:
        position = start
    if text[position : position + 1] != "[":
        json.loads(text)
        raise _NoListError
    position = _after_space(text, position + 1)
    if text[position : position + 1] != "]":
        while True:
            item, end = _DECODER.raw_decode(text, position)
            yield item, position
            position = _after_space(text, end)
            if text[position : position + 1] != ",":
                break
            position = _after_space(text, position + 1)
    if text[position : position + 1] != "]":
        raise json.JSONDecodeError("Expecting ',' or ']'", text, position)
    rest = _after_space(text, position + 1)
    if rest < len(text) and text[start] == "[":
        raise json.JSONDecodeError("Extra data", text, rest)


def _of_object(text: str, position: int) -> int:
    """Return the index in a JSON text at which the value of the key ``items`` begins.

    ``position``: the index at which the object with this key begins. If the object lacks the key,
    ``position`` is returned.
    """
    start = position
    position = _after_space(text, position + 1)
    while text[position] != "}":
        key, end = _DECODER.raw_decode(text, position)
        value = _after_space(text, _after_space(text, end) + 1)  # after the colon
        if key == "items":
            return value
        position = _after_space(text, _DECODER.raw_decode(text, value)[1])
        position = _after_space(text, position + (text[position] == ","))
    return start


def _after_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def reference(item: dict[str, Any], key: str, mark: Mark, kind: str) -> Reference:
    """Return an item of CSL-JSON as a reference.

    The result's ``unused`` has the variables that no field of a source takes. ``key``: the item's
    citation key. ``mark``: the item's position in the file. ``kind``: the kind of source; empty if
    the item's type is unknown.
    """
    type_ = _text(item, "type")
    given = {key: _text(item, name) for key, name in VARIABLES.items()}
    pages = "page" if _text(item, "page") else "number-of-pages"
    given["pages"] = span(kind, _text(item, "page")) or _text(item, pages)
    found = bibliographic(kind, given)
    fields, variables = found.fields, {**VARIABLES, "pages": pages}
    people = {
        key: tuple(filter(None, map(_name, _list(item.get(name)))))
        for key, name in _PEOPLE.items()
        if key in SOURCE_KINDS[kind or "article"].uses
    }
    taken = {VARIABLES[key] for key in ("container", "series") if key in fields}
    return Reference(
        key=key,
        mark=mark,
        kind=type_,
        is_known_kind=bool(kind or not type_),
        fields={**fields, "genre": genre(type_, kind, _text(item, "genre"))},
        more_authors=any(_text(one, "literal") == "others" for one in _list(item.get("author"))),
        accessed=_date({"issued": item.get("accessed")}),
        invalid={variables[key]: text for key, text in found.invalid.items()},
        unused=_unused(
            item,
            {variables[key] for key in (*fields, *found.invalid) if key in variables},
            set(people),
        ),
        people={key: names for key, names in people.items() if names},
        surnames=_surnames(item),
        title=_text(item, "title"),
        outlets=tuple(
            text for name in _OUTLETS if name not in taken and (text := _text(item, name))
        ),
        authors=tuple(
            name for one in _list(item.get("author")) if (name := _name(one)) not in ("", "others")
        ),
        published=_date(item),
        language=_text(item, "language"),
        url=_text(item, "URL"),
        doi=_text(item, "DOI"),
        note=_text(item, "note"),
    )


def _unused(item: dict[str, Any], used: set[str], people: set[str]) -> dict[str, str]:
    """Return variable -> text, for those variables of an item that no field of a source takes.

    ``used``: variables that fields take, besides those in ``_READ``. ``people``: the keys in
    ``_PEOPLE``, such as ``editors``, whose variables are also taken.
    """
    read = {*used, *_READ, *(_PEOPLE[key] for key in people)}
    unused = {
        name: _words(value)
        for name, value in item.items()
        if name not in read and not _SKIPPED.fullmatch(name) and _words(value)
    }
    if is_copy_note(unused.get("note", "")):
        del unused["note"]
    return unused


def _words(value: Any) -> str:
    """Return a variable's value (text, names or a date) as text; empty for any other value."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value)))
    if isinstance(value, dict):
        return _date({"issued": value})
    return _text({"value": value}, "value")


def _text(holder: Any, key: str) -> str:
    value = holder.get(key) if isinstance(holder, dict) else None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return one_line(_MARKUP.sub("", str(value)))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _name(author: Any) -> str:
    """Return the name of an author (a person or an institution); a given name comes first."""
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    full_name = " ".join(filter(None, (_text(author, part) for part in parts)))
    return _text(author, "literal") or full_name


def _surnames(item: dict[str, Any]) -> dict[str, str]:
    """Return name -> surname, for each person with a separate surname and given name in an item."""
    people = (one for name in ("author", *_PEOPLE.values()) for one in _list(item.get(name)))
    parts = ("dropping-particle", "non-dropping-particle", "family")
    return {
        _name(one): " ".join(filter(None, (_text(one, part) for part in parts)))
        for one in people
        if _text(one, "family") and _text(one, "given") and not _text(one, "literal")
    }


def _date(item: dict[str, Any]) -> str:
    """Return an item's date of issue: in EDTF if possible, otherwise in the item's own words."""
    # Sourcebook's exports add the field ``custom`` if CSL's date parts can't express the date.
    if exact := _text(item.get("custom"), "edtf"):
        return exact
    issued = item.get("issued")
    if not isinstance(issued, dict):
        return whole_date(_text(item, "issued"))
    bounds = [_joined(parts) for parts in _list(issued.get("date-parts"))[:2]]
    if not bounds or not all(bounds):
        raw = _text(issued, "raw")
        return whole_date(raw) if raw else _text(issued, "literal")
    season = _text(issued, "season").lower()
    if len(bounds) == 1 and len(bounds[0]) == 4 and season:
        number = _SEASONS.index(season) + 1 if season in _SEASONS else season
        bounds = [f"{bounds[0]}-2{number}"]
    circa = issued.get("circa") not in (None, False, 0, "", "false")
    return "/".join(bound + ("~" if circa else "") for bound in bounds)


def _joined(parts: Any) -> str:
    """Return CSL's date parts (numbers or strings) as a date in EDTF.

    CSL has no year 0: its -44 is 44 BC, which is -0043 in EDTF. Parts that aren't numbers are
    returned as they are, so that the researcher sees them.
    """
    texts = [str(part).strip() for part in _list(parts)[:3]]
    texts = texts[: next((at for at, part in enumerate(texts) if part in ("", "0", "None")), 3)]
    if not all(re.fullmatch(r"-?\d{1,9}", part, re.ASCII) for part in texts):
        return one_line(" ".join(reversed(texts)))
    years, rest = texts[:1], texts[1:]
    return "-".join([*(_year(int(year)) for year in years), *(part.zfill(2) for part in rest)])


def _year(year: int) -> str:
    if year < 0:
        return f"-{-year - 1:04}" if year < -1 else "0000"
    return f"{year:04}" if year < 10_000 else f"Y{year}"
