"""CSL-JSON (citationstyles.org, schema 1.0) to references, bare or as Zotero's API answers."""

import json
import re
from collections.abc import Iterator
from typing import Any

from ...problems import Mark, Problem
from ...text import one_line
from .references import Reference, whole_date
from .zotero import bare

_OUTLETS = ("container-title", "publisher", "collection-title", "source")
_MARKUP = re.compile(r"</?(?:b|i|sc|sub|sup|span)(?: [^<>]*)?>")
_SPACE = re.compile(r"\s*")
_SEASONS = ("spring", "summer", "autumn", "winter")
_DECODER = json.JSONDecoder()


def parse_csl(text: str, path: str, problems: list[Problem]) -> list[Reference]:
    """Return the references of a CSL-JSON file; add what is wrong in it to ``problems``."""
    references: list[Reference] = []
    lines: dict[str, int] = {}
    mark = Mark(path)
    last = 0
    try:
        for found, position in _items(text):
            # Counted on from the last: from the beginning each time, long files take for ever.
            column = position - text.rfind("\n", 0, position)
            mark = Mark(path, mark.line + text.count("\n", last, position), column)
            last = position
            item = bare(found)
            if item is None and found is not None:
                continue
            if not isinstance(item, dict):
                facts = {"reason": "an item is not an object"}
                problems.append(Problem("bad-bibliography", mark, facts))
                continue
            key = _text(item, "id")
            if key and key in lines:
                facts = {"key": key, "line": str(lines[key])}
                problems.append(Problem("entry-twice", mark, facts))
                continue
            lines[key] = mark.line
            references.append(_reference(item, key, mark))
    except json.JSONDecodeError as error:
        problems.append(
            Problem("bad-json", Mark(path, error.lineno, error.colno), {"reason": error.msg})
        )
    except RecursionError:
        problems.append(Problem("bad-json", Mark(path), {"reason": "it is nested too deep"}))
    except _NoListError:
        facts = {"reason": "CSL-JSON is a list of items"}
        problems.append(Problem("bad-bibliography", Mark(path), facts))
    except ValueError:  # Python reads no number of more than 4,300 digits
        problems.append(Problem("bad-json", Mark(path), {"reason": "a number is too long"}))
    return references


class _NoListError(Exception):
    """The text is JSON, perhaps, but no list."""


def _items(text: str) -> Iterator[tuple[Any, int]]:
    """Yield the items of a list with their places, which reading it whole would lose."""
    start = _after_space(text, 0)
    if text[start : start + 1] == "{":
        json.loads(text)  # what is no JSON is told as such, before its list is looked for
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
    """Return where the ``items`` of an object begin, or where it does if it has none."""
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


def _reference(item: dict[str, Any], key: str, mark: Mark) -> Reference:
    return Reference(
        key=key,
        mark=mark,
        kind=_text(item, "type"),
        title=_text(item, "title"),
        outlets=tuple(filter(None, (_text(item, outlet) for outlet in _OUTLETS))),
        authors=tuple(filter(None, map(_name, _list(item.get("author"))))),
        published=_date(item),
        language=_text(item, "language"),
        url=_text(item, "URL"),
        doi=_text(item, "DOI"),
        note=_text(item, "note"),
        abstract=_text(item, "abstract"),
    )


def _text(holder: Any, key: str) -> str:
    value = holder.get(key) if isinstance(holder, dict) else None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return one_line(_MARKUP.sub("", str(value)))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _name(author: Any) -> str:
    """Return a person's name as spoken, or an institution's as it stands."""
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    spoken = " ".join(filter(None, (_text(author, part) for part in parts)))
    return _text(author, "literal") or spoken


def _date(item: dict[str, Any]) -> str:
    """Return when an item was issued: EDTF, or the words that say so."""
    # What our own exports add where the parts of a date can't say it all.
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
    """Return a date's parts, numbers or text, joined as EDTF has it.

    CSL has no year 0: its -44 is 44 BC, which EDTF calls -0043. A part that is
    no number stays as it stands, for the researcher to see.
    """
    said = [str(part).strip() for part in _list(parts)[:3]]
    said = said[: next((at for at, part in enumerate(said) if part in ("", "0", "None")), 3)]
    if not all(re.fullmatch(r"-?\d{1,9}", part, re.ASCII) for part in said):
        return one_line(" ".join(reversed(said)))
    return "-".join(part.zfill(2) if index else _year(int(part)) for index, part in enumerate(said))


def _year(year: int) -> str:
    if year < 0:
        return f"-{-year - 1:04}" if year < -1 else "0000"
    return f"{year:04}" if year < 10_000 else f"Y{year}"
