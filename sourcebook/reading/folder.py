"""The folder ``sources/``: finds its files, and reads them in order of path."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ..crashes import working_on
from ..messages import gettext as _
from ..problems import Mark, Problem, os_reason
from ..records.media import FOLDER as MEDIA
from ..records.media import SUFFIXES as MEDIA_SUFFIXES
from ..records.pictures import FOLDER as PICTURES
from ..records.pictures import SUFFIXES
from ..text import content_hash
from . import media, pictures
from .conflicts import conflicts
from .document import Document
from .kinds import SOURCE_FILES, SOURCE_FOLDERS, reader_of
from .portable import same, unfit
from .records import Records

UNREAD = frozenset(["originals", "evidence.lock"])
"""Names of files and folders in ``sources/`` that contain no records."""

_IS_JUNCTION = getattr(os.path, "isjunction", None)  # exists in Python 3.12 and later

_BREAKS = re.compile("[\x85\u2028\u2029]")
"""Matches characters that end a line in YAML, but not in editors. ``decode`` replaces them."""


class _Binary(NamedTuple):
    """A folder of binary files, which problems and records name with their suffix.

    ``suffixes``: the allowed suffixes, in lower case; files may have them in capitals.
    ``too_large``: a function that returns the problem if a file is too large to be read, otherwise
    None. ``read``: a function that returns the records in a file's content. The last parameter of
    both functions is the file's path in messages.
    """

    suffixes: tuple[str, ...]
    too_large: Callable[[Path, str], Records | None]
    read: Callable[[bytes, str], Records]


_BINARY: Mapping[str, _Binary] = {
    PICTURES: _Binary(SUFFIXES, pictures.too_large, pictures.read_picture),
    MEDIA: _Binary(MEDIA_SUFFIXES, media.too_large, media.read_media),
}

Parts = dict[str, tuple[bytes, Records]]
"""Path of a file in ``sources/`` -> a pair: the file's hash, and the file's records."""


def read(root: Path, shown: str = "sources", known: Parts | None = None) -> Records:
    """Read all of ``sources/``.

    ``root``: the folder. ``shown``: the folder's name in messages. ``known``: the files' records
    from an earlier call, so that unchanged files aren't parsed again; updated in place. Faults in
    the files are not raised, but added to the result's ``problems``. Raises NotADirectoryError if
    there is no such folder.
    """
    if not root.is_dir():
        raise NotADirectoryError(str(root))
    records = Records()
    before, now = dict(known or {}), {}
    for path, name in _files(root, shown, records):
        subfolder, *rest = PurePosixPath(name).parts
        problem = _unread(subfolder, rest, path)
        if problem and name not in SOURCE_FILES:
            records.problems.append(Problem("unread-file", Mark(f"{shown}/{name}"), problem))
            continue
        if reason := _unfit_file(path, name):
            records.problems.append(
                Problem("unreadable-file", Mark(f"{shown}/{name}"), {"reason": reason})
            )
            records.lose(subfolder, path.name if subfolder in _BINARY else path.stem)
            continue
        try:
            binary = _BINARY.get(subfolder)
            if binary and (problems := binary.too_large(path, f"{shown}/{name}")):
                records.add(problems)
                continue
            data = path.read_bytes()
        except OSError as error:
            records.problems.append(_unreadable(f"{shown}/{name}", error))
            records.lose(subfolder, path.name if subfolder in _BINARY else path.stem)
            continue
        hash_ = content_hash(data)
        known_hash, part = before.get(name, (b"", None))
        if part is None or known_hash != hash_:
            with working_on(f"{shown}/{name}"):
                part = _read(data, name, f"{shown}/{name}")
        records.add(part)
        now[name] = (hash_, part)
    records.problems.extend(
        Problem("unfit-name", Mark(f"{shown}/{name}"), {"reason": reason})
        for name in now if (reason := unfit(name))
    )  # fmt: skip
    records.problems.extend(
        Problem("same-name", Mark(f"{shown}/{name}"), {"other": f"{shown}/{other}"})
        for name, other in same(now)
    )
    if known is not None:
        known.clear()
        known.update(now)
    return records


def _read(data: bytes, name: str, path: str) -> Records:
    """Return the records in a file.

    ``name``: the file's path in ``sources/``. ``path``: the file's path in messages.
    """
    if binary := _BINARY.get(name.partition("/")[0]):
        return binary.read(data, path)
    records, reader = Records(), reader_of(name)
    assert reader  # noqa: S101 - ``read`` has reported files without a reader
    text = decode(data, path, records.problems)
    if text is not None and not text.strip():
        records.problems.append(Problem("empty-file", Mark(path)))
        text = None
    if text is not None and (unsettled := list(conflicts(text, path))):
        # A file with an unresolved merge conflict has two versions, so none of its values is
        # reliable.
        records.problems.extend(unsettled)
        records.documents.append(Document(path, text))
        text = None
    if text is None:
        records.lose(name.partition("/")[0], PurePosixPath(path).stem)
    else:
        reader(Document(path, text, yaml=text), records)
    return records


def _files(root: Path, shown: str, records: Records) -> Iterator[tuple[Path, str]]:
    """Yield each file with its path inside ``root``, in the same order on every system.

    Hidden files, backups, ``UNREAD`` and links that lead out of ``root`` are left out. ``shown``:
    the folder's name in messages. Problems are added to ``records``.
    """
    inside = Path(os.path.realpath(root))
    folders = [root]
    found: list[tuple[str, Path]] = []
    while folders:
        for path in _entries(folders.pop(), root, shown, records.problems):
            name = path.relative_to(root).as_posix()
            if path.name.startswith(".") or path.name.endswith("~") or name in UNREAD:
                continue
            if is_link(path) and inside not in Path(os.path.realpath(path)).parents:
                facts = {"target": os.fsdecode(os.readlink(path))}  # noqa: PTH115 - junctions too
                records.problems.append(Problem("symlink-outside", Mark(f"{shown}/{name}"), facts))
                records.lose(name.partition("/")[0], path.stem)
            elif path.is_dir():
                # Following a link to a folder inside ``root`` would read files twice, or for ever.
                if not is_link(path):
                    folders.append(path)
            else:
                found.append((name, path))
    for name, path in sorted(found):
        yield path, name


def is_link(path: Path) -> bool:
    """Return whether a path is a symbolic link or a Windows junction."""
    return path.is_symlink() or (_IS_JUNCTION is not None and _IS_JUNCTION(path))


def _entries(folder: Path, root: Path, shown: str, problems: list[Problem]) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError as error:
        problems.append(_unreadable(f"{shown}/{folder.relative_to(root).as_posix()}", error))
        return []


def _unfit_file(path: Path, name: str) -> str | None:
    """Return in words why a file can't be read whatever it contains; None if it may be readable."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return _("its name isn't UTF-8")
    # Reading a named pipe, for example, may never end.
    return _("it isn't a regular file") if path.exists() and not path.is_file() else None


def _unreadable(shown: str, error: OSError) -> Problem:
    return Problem("unreadable-file", Mark(shown), {"reason": os_reason(error)})


def _unread(subfolder: str, rest: list[str], path: Path) -> dict[str, str] | None:
    """Return the facts for a problem's message if a file has the wrong folder or suffix.

    ``subfolder``, ``rest``: the first part of the file's path in ``sources/``, and its other parts.
    Returns None if the folder and the suffix are right.
    """
    known: dict[str, tuple[str, ...]]
    known = {folder: (kind.suffix,) for folder, kind in SOURCE_FOLDERS.items()}
    known |= {folder: binary.suffixes for folder, binary in _BINARY.items()}
    folders = ", ".join(sorted(known))
    if subfolder not in known or not rest:
        hint = _("sources/ has the folders {folders}, and the file {file}")
        return {"hint": hint.format(folders=folders, file=", ".join(SOURCE_FILES))}
    if len(rest) > 1:
        return {"hint": _("put it straight into {folder}/").format(folder=subfolder)}
    suffixes = known[subfolder]
    if (path.suffix.lower() if subfolder in _BINARY else path.suffix) not in suffixes:
        hint = _("files in {folder}/ end in {suffix}")
        return {"hint": hint.format(folder=subfolder, suffix=", ".join(suffixes))}
    return None


def decode(data: bytes, shown: str, problems: list[Problem]) -> str | None:
    """Return a file's text. If it isn't UTF-8, add a problem and return None.

    ``shown``: the file's path in messages.
    """
    try:
        # A byte-order mark is harmless, and some editors add one without being asked.
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "ignore")) + 1
        problems.append(Problem("not-utf-8", Mark(shown, line, column)))
        return None
    return _BREAKS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
