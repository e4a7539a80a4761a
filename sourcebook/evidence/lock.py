"""The evidence lock: a file with the results of checks, but without any words of the originals."""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, Field, PlainValidator, ValidationError

from ..corpus import Corpus
from ..problems import Mark, Problem, os_reason
from ..reading.conflicts import conflicts
from ..records.base import ID_PATTERN
from ..records.locator_fields import parse_locator
from ..records.locators import Locator
from .checking import EvidenceFindings
from .originals import Original
from .results import Key, Result, wordings

FILE = "evidence.lock"
"""The evidence lock's file name in ``sources/``."""
VERSION = 1
"""The version of the evidence lock's format, and of the way in which wordings are compared."""


class Locked(NamedTuple):
    """The results of checking quotes and names. ``sha256``: the hash of the original as checked."""

    sha256: str
    results: Mapping[Key, Result]


Lock = Mapping[str, Locked]
"""Source id -> the results of checking the source's quotes and names."""


_Locator = Annotated[int, Field(ge=1)] | Annotated[Locator, PlainValidator(parse_locator)]


MOST = 1_000_000
"""Maximum number of occurrences of a name; a larger number in a lock file is ignored."""


def _counted(value: object) -> int | None:
    """Return a value from the evidence lock if it is a valid number of occurrences, else None."""
    return value if type(value) is int and 1 <= value <= MOST else None


class _Check(BaseModel):
    kind: Literal["quote", "actor", "location"]
    id: str
    at: tuple[_Locator, ...]
    words: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
    result: Literal["found", "elsewhere", "absent"]
    where: _Locator | None = None
    times: Annotated[int | None, BeforeValidator(_counted)] = None


class _Source(BaseModel):
    original: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    checks: list[_Check]


class _File(BaseModel):
    version: Literal[1]
    # The path of an original is made from the source's id. The pattern excludes ids that would lead
    # to another folder, such as ``../x``.
    sources: dict[Annotated[str, Field(pattern=ID_PATTERN)], _Source]


def read_lock(path: Path, shown: str) -> tuple[Lock, list[Problem]]:
    """Return the results in the evidence lock, and any problems.

    ``shown``: the file's path in messages. There are no results if the file is missing or
    unreadable.
    """
    try:
        return parse_lock(path.read_bytes(), shown)
    except FileNotFoundError:
        return {}, []
    except OSError:
        return {}, [Problem("unreadable-lock", Mark(shown))]


def parse_lock(data: bytes, shown: str) -> tuple[Lock, list[Problem]]:
    """Return the results in the text of an evidence lock, and any problems.

    ``shown``: the file's path in messages. There are no results if the text is invalid. A merge
    conflict in the text is an error: otherwise the results of both sides would be lost.
    """
    mark = Mark(shown)
    unsettled = list(conflicts(data.decode(errors="replace"), shown))
    if unsettled:
        return {}, unsettled
    try:
        file = _File.model_validate(json.loads(data.decode()))
    except json.JSONDecodeError as error:
        mark = Mark(shown, error.lineno, error.colno)
    except (ValueError, RecursionError, ValidationError):
        pass
    else:
        return {id_: _locked(id_, source) for id_, source in file.sources.items()}, []
    return {}, [Problem("unreadable-lock", mark)]


def _locked(id_: str, source: _Source) -> Locked:
    results = {
        Key(id_, check.kind, check.id, check.at, check.words): Result(
            check.result, check.where, check.times if check.result == "found" else None
        )
        for check in source.checks
    }
    return Locked(source.original, results)


def write_lock(path: Path, text: str, shown: str) -> tuple[bool, list[Problem]]:
    """Replace the evidence lock atomically if its content differs from ``text``.

    ``shown``: the file's path in messages. Returns whether the file was replaced, and any problems.
    """
    data = text.encode()
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        if path.is_file() and path.read_bytes() == data:
            return False, []
        try:
            aside.write_bytes(data)
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        return False, [Problem("unwritable", Mark(shown), {"reason": os_reason(error)})]
    return True, []


def updated(
    lock: Lock,
    corpus: Corpus,
    originals: Mapping[str, Original],
    checked: Iterable[EvidenceFindings],
) -> Lock:
    """Return an evidence lock with the new results, and old results of sources without new results.

    An old result is left out if its quote or name, or the paragraphs cited for it, have changed.
    """
    new: dict[str, Locked] = {}
    for id_, source in corpus.sources.items():
        before = lock.get(id_)
        if before:
            keys = [wording.key for wording in wordings(source)]
            unchanged = {key: before.results[key] for key in keys if key in before.results}
            if unchanged:
                new[id_] = Locked(before.sha256, unchanged)
    for findings in checked:
        if not findings.misfits:
            new[findings.source] = Locked(originals[findings.source].sha256, findings.results)
    return new


def lock_text(lock: Lock) -> str:
    """Return an evidence lock as JSON, one result per line.

    Invariant: equal locks have the same text.
    """
    sources = [f'"{id_}": {_source_text(lock[id_])}' for id_ in sorted(lock)]
    return f'{{\n"version": {VERSION},\n"sources": {{{_lines(sources)}}}\n}}\n'


def _source_text(locked: Locked) -> str:
    checks = []
    for key, result in sorted(locked.results.items(), key=lambda item: _order(item[0])):
        check: dict[str, object] = {
            "kind": key.kind, "id": key.id, "at": list(map(_written, key.at)), "words": key.words,
            "result": result.state,
        }  # fmt: skip
        if result.where is not None:
            check["where"] = _written(result.where)
        if result.times is not None:
            check["times"] = result.times
        checks.append(json.dumps(check))
    return f'{{"original": "{locked.sha256}", "checks": [{_lines(checks)}]}}'


def _written(locator: Locator) -> int | str:
    return locator if isinstance(locator, int) else str(locator)


def _order(key: Key) -> tuple[str, str, list[str], str]:
    return key.kind, key.id, [str(locator).zfill(9) for locator in key.at], key.words


def _lines(items: list[str]) -> str:
    return "\n" + ",\n".join(items) + "\n" if items else ""
