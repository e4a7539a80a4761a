"""Atomic changes to several files of ``sources/``: all are made or none, even after a crash.

1. The new contents are written into temporary files beside the files to be changed. Their hidden
   names are skipped when ``sources/`` is read.
2. A journal is written. For each file, the journal names the temporary file that will replace it.
3. Each file is replaced, and the journal is deleted.

A process that is killed before step 2 has changed nothing. After step 2, the next edit finds
the journal and finishes the change. A change that fails or is interrupted is undone by a change
in the opposite direction, which is made in the same three steps. Invariant: only files in
``sources/`` are changed, even if the journal is damaged or forged.
"""

import errno
import json
import os
import shutil
from contextlib import suppress
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ..messages import gettext as _
from .source_tree import EditBlockedError, Files

JOURNAL = "editing.json"
"""The journal's file name, in the project's cache folder."""
ASIDE = ".editing"
"""The suffix of hidden temporary files: each has the new content of a file to be replaced."""


def commit(root: Path, files: Files, before: Files, cache: Path) -> list[str]:
    """Change files in a folder; return the paths of the files whose bytes changed.

    ``files``: maps each path to the file's new bytes, or to None to delete the file. ``before``:
    maps each path to the bytes that the file had when it was read. ``cache``: the folder for the
    journal.

    Raises EditBlockedError if a file has changed since it was read, or can't be written. Then this
    function leaves all files unchanged, unless restoring them fails too.
    """
    differing = {path: data for path, data in files.items() if data != before[path]}
    for path in differing:
        if _read(root / path) != before[path]:
            message = _("{file} has been changed in the meantime; try again")
            raise EditBlockedError(message.format(file=path))
    try:
        _change(root, differing, before, cache)
    except BaseException as error:  # such as KeyboardInterrupt
        with suppress(OSError):
            _undo(root, before, list(differing), cache)
        if isinstance(error, OSError):
            raise _unwritable(error) from error
        raise
    return sorted(differing)


class Recovered(NamedTuple):
    """The result of ``recover``. ``files``: the paths of the files of the interrupted change.

    ``damaged``: the path to which an invalid journal was moved, or None. If the journal is invalid,
    no file is changed.
    """

    files: list[str]
    damaged: Path | None = None


def recover(root: Path, cache: Path) -> Recovered:
    """Finish a change that was interrupted, if there is one.

    The caller must hold the project's lock, so that no other process edits. A file that was changed
    after the interruption isn't overwritten. If a file that the change had reached has its former
    content again, the user has taken the change back, and it isn't finished. Raises
    EditBlockedError if a file can't be written.
    """
    damaged: Path | None = None
    try:
        try:
            steps = _parsed_journal(root, (cache / JOURNAL).read_bytes())
        except FileNotFoundError:
            steps = []
        except ValueError:
            steps, damaged = [], cache / f"{JOURNAL}.damaged"
            (cache / JOURNAL).replace(damaged)
        if any(_is_taken_back(root, step) for step in steps):
            steps = []
        for step in steps:
            pending = not step.aside or (root / step.aside).exists()
            if pending and _hash(_read(root / step.path)) == step.before:
                _apply(root, step)
        if not damaged:
            for stale in root.glob(f"**/.*{ASIDE}"):
                stale.unlink()
        (cache / JOURNAL).unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(error) from error
    return Recovered(sorted(step.path for step in steps), damaged)


def _change(root: Path, files: Files, before: Files, cache: Path) -> None:
    # Files are deleted last. If this process is killed, a moved record may then exist twice, but is
    # never lost.
    order = sorted(files, key=lambda path: (files[path] is None, path))
    steps = [_step(path, files[path], before[path]) for path in order]
    for step in steps:
        data = files[step.path]
        if step.aside and data is not None:
            _write(root / step.aside, data, root / step.path)
    _write_journal(cache, steps)
    for step in steps:
        _apply(root, step)
    (cache / JOURNAL).unlink()


def _undo(root: Path, before: Files, paths: list[str], cache: Path) -> None:
    """Restore the files of a change that was cut off at any point, and delete its other files."""
    now = {path: _read(root / path) for path in paths}
    changed = {path: before[path] for path in paths if now[path] != before[path]}
    if changed:
        _change(root, changed, now, cache)
    (cache / JOURNAL).unlink(missing_ok=True)
    for path in paths:
        (root / _aside(path)).unlink(missing_ok=True)


class _Step(NamedTuple):
    """The change to one file.

    ``aside``: the path of the hidden file with the new contents; None to delete the file.
    ``before``: the SHA-256 of the file's bytes before the change; None for a new file.
    """

    path: str
    aside: str | None
    before: str | None


def _step(path: str, data: bytes | None, before: bytes | None) -> _Step:
    return _Step(path, None if data is None else _aside(path), _hash(before))


def _aside(path: str) -> str:
    return str(PurePosixPath(path).with_name(f".{PurePosixPath(path).name}{ASIDE}"))


def _parsed_journal(root: Path, data: bytes) -> list[_Step]:
    """Return the steps in a journal's ``data``. ``root``: the folder whose files are changed.

    Raises ValueError if the journal is damaged or forged: if it isn't a list of steps, or if a step
    would change something other than a file in the folder.
    """
    try:
        steps = [_Step(*step) for step in json.loads(data)]
        valid = all(_is_valid(root, step) for step in steps)
    except (TypeError, AttributeError, RuntimeError) as error:  # RuntimeError: a symlink loop
        raise ValueError(str(error)) from error
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        raise ValueError("a path that no file can have") from error
    if not valid:
        raise ValueError("a step outside the folder")
    return steps


def _is_valid(root: Path, step: _Step) -> bool:
    """Return whether a step changes only files in ``root``, after resolving symbolic links.

    Raises ValueError if the file system can't encode the step's path, for example because of a
    lone surrogate.
    """
    os.fsencode(step.path)
    path = PurePosixPath(step.path)
    if path.is_absolute() or ".." in path.parts or not path.name or "\0" in step.path:
        return False
    if not (root / path).parent.resolve().is_relative_to(root.resolve()):
        return False
    if step.aside is None:
        return isinstance(step.before, str) and not (root / path).is_dir()
    aside = root / step.aside
    return step.aside == _aside(step.path) and (aside.is_file() or not aside.exists())


def _is_taken_back(root: Path, step: _Step) -> bool:
    """Return whether a step was made, and the file has had its former content since."""
    is_made = step.aside is not None and not (root / step.aside).exists()
    return is_made and _hash(_read(root / step.path)) == step.before


def _apply(root: Path, step: _Step) -> None:
    if step.aside:
        (root / step.aside).replace(root / step.path)
    else:
        (root / step.path).unlink()


def _write_journal(cache: Path, steps: list[_Step]) -> None:
    aside = cache / f".{JOURNAL}"
    _write(aside, json.dumps(steps).encode(), cache / JOURNAL)
    aside.replace(cache / JOURNAL)


def _write(path: Path, data: bytes, like: Path) -> None:
    """Write a file to the disk. ``like``: the file whose permissions are copied, if it exists."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if like.exists():
        shutil.copymode(like, path)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _hash(data: bytes | None) -> str | None:
    return None if data is None else sha256(data).hexdigest()


def _unwritable(error: OSError) -> EditBlockedError:
    message = _("{file} can't be written: {reason}")
    return EditBlockedError(message.format(file=error.filename, reason=error.strerror))
