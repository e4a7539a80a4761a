"""The folder ``sources/``: which file is read as what, and in which order."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ..problems import Mark, Problem
from .document import Document
from .kinds import READERS
from .records import Records

FORMATS = {
    "actors": ".yml", "articles": ".md", "events": ".yml", "locations": ".yml", "map": ".geojson",
    "pages": ".md", "questions": ".yml", "summaries": ".yml",
}  # fmt: skip
"""Each folder of ``sources/`` and how the names of its files end."""

UNREAD = frozenset(["originals", "evidence.lock"])
"""What may lie in ``sources/`` and is no record."""


def read(root: Path, shown: str = "sources") -> Records:
    """Read all of ``sources/``.

    ``root``: the folder. ``shown``: how problems name it. Nothing is raised for
    what the files contain or lack: it is in ``problems``. Raises
    NotADirectoryError if there is no such folder.
    """
    if not root.is_dir():
        raise NotADirectoryError(str(root))
    records = Records()
    for path, name in _files(root, shown, records.problems):
        kind, *rest = PurePosixPath(name).parts
        problem = _unread(kind, rest, path)
        if problem:
            records.problems.append(Problem("unread-file", Mark(f"{shown}/{name}"), problem))
            continue
        text = _text(path, f"{shown}/{name}", records.problems)
        if text is not None:
            document = Document(f"{shown}/{name}", text, yaml=text)
            READERS[kind](document, records)
    return records


def _files(root: Path, shown: str, problems: list[Problem]) -> Iterator[tuple[Path, str]]:
    """Yield each file with its name inside ``root``, in the order of names everywhere."""
    inside = root.resolve()
    folders = [root]
    found: list[tuple[str, Path]] = []
    while folders:
        for entry in os.scandir(folders.pop()):
            path = Path(entry.path)
            name = path.relative_to(root).as_posix()
            if entry.name.startswith(".") or entry.name.endswith("~") or name in UNREAD:
                continue
            if entry.is_symlink() and not path.resolve().is_relative_to(inside):
                target = str(path.readlink())
                mark = Mark(f"{shown}/{name}")
                problems.append(Problem("symlink-outside", mark, {"target": target}))
            elif entry.is_dir():
                # A link to a folder inside would have its files read twice, or for ever.
                if not entry.is_symlink():
                    folders.append(path)
            else:
                found.append((name, path))
    for name, path in sorted(found):
        yield path, name


def _unread(kind: str, rest: list[str], path: Path) -> dict[str, str] | None:
    """Return why nothing reads a file, or None if something does."""
    folders = ", ".join(sorted(FORMATS))
    if kind not in FORMATS or not rest:
        return {"hint": f"sources/ has the folders {folders}"}
    if len(rest) > 1:
        return {"hint": f"put it straight into {kind}/"}
    if path.suffix != FORMATS[kind]:
        return {"hint": f"files in {kind}/ end in {FORMATS[kind]}"}
    return None


def _text(path: Path, shown: str, problems: list[Problem]) -> str | None:
    try:
        # A byte-order mark is harmless, and some editors add one unasked.
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "ignore")) + 1
        problems.append(Problem("not-utf-8", Mark(shown, line, column)))
        return None
    except OSError as error:
        reason = error.strerror or "unknown reason"
        problems.append(Problem("unreadable-file", Mark(shown), {"reason": reason}))
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        problems.append(Problem("empty-file", Mark(shown)))
        return None
    return text
