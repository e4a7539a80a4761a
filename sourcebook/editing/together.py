"""Several files of ``sources/`` changed together: all of them or none, also when cut off.

New bytes are first written beside the old ones, under hidden names that nothing
reads; a list of what is to be put where follows; only then is each put in its
place. Whoever ends the process before the list stands has changed nothing;
whoever ends it after that has a list of what is left to do, and the next edit
does that first.
"""

import json
import os
import shutil
from contextlib import suppress
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from .sources import Files, StandsInTheWayError

LIST = "editing.json"
"""The name of the list, in the project's cache."""
_ASIDE = ".editing"
"""How the hidden names end of files that hold new bytes."""


def put(root: Path, files: Files, before: Files, cache: Path) -> list[str]:
    """Change files in a folder; return the paths of those that differ.

    ``files``: bytes by path, None for one to delete. ``before``: what was read of each. ``cache``:
    a folder of ours. Raises StandsInTheWayError if a file has changed since it was read, or can't
    be written: then all are as they were.
    """
    differing = {path: data for path, data in files.items() if data != before[path]}
    for path in differing:
        if _bytes(root / path) != before[path]:
            raise StandsInTheWayError(f"{path} has been changed in the meantime; try again")
    # What goes, goes last: cut off before, it is rather there twice than not at all.
    order = sorted(differing, key=lambda path: (differing[path] is None, path))
    steps = [_step(path, differing[path], before[path]) for path in order]
    try:
        for step in steps:
            data = differing[step.path]
            if step.aside and data is not None:
                _write(root / step.aside, data, root / step.path)
        _list(cache, steps)
        for step in steps:
            _take(root, step)
        (cache / LIST).unlink()
    except OSError as error:
        with suppress(OSError):
            _undo(root, steps, before)
            (cache / LIST).unlink(missing_ok=True)
        raise _unwritable(error) from error
    return sorted(differing)


def finish(root: Path, cache: Path) -> list[str]:
    """Do what is left of a change that was cut off; return the paths of its files, if there is one.

    Nobody else may be changing the folder so. A file that someone has written since stays as it is.
    Raises StandsInTheWayError if a file can't be written.
    """
    try:
        steps = [_Step(*step) for step in json.loads((cache / LIST).read_bytes())]
    except FileNotFoundError:
        steps = []
    try:
        for step in steps:
            here = not step.aside or (root / step.aside).exists()
            if here and _hash(_bytes(root / step.path)) == step.before:
                _take(root, step)
        for stale in root.glob(f"**/.*{_ASIDE}"):
            stale.unlink()
        (cache / LIST).unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(error) from error
    return sorted(step.path for step in steps)


class _Step(NamedTuple):
    """What is to be done to one file. ``before``: the SHA-256 of its bytes, None if it is new.

    ``aside``: where its new bytes lie; None if it is to go.
    """

    path: str
    aside: str | None
    before: str | None


def _step(path: str, data: bytes | None, before: bytes | None) -> _Step:
    aside = PurePosixPath(path).with_name(f".{PurePosixPath(path).name}{_ASIDE}")
    return _Step(path, None if data is None else str(aside), _hash(before))


def _take(root: Path, step: _Step) -> None:
    if step.aside:
        (root / step.aside).replace(root / step.path)
    else:
        (root / step.path).unlink()


def _undo(root: Path, steps: list[_Step], before: Files) -> None:
    for step in steps:
        if step.aside:
            (root / step.aside).unlink(missing_ok=True)
        path, old = root / step.path, before[step.path]
        if _bytes(path) != old:
            if old is None:
                path.unlink()
            else:
                _write(path, old, path)


def _list(cache: Path, steps: list[_Step]) -> None:
    aside = cache / f".{LIST}"
    _write(aside, json.dumps(steps).encode(), cache / LIST)
    aside.replace(cache / LIST)


def _write(path: Path, data: bytes, like: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if like.exists():
        shutil.copymode(like, path)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _hash(data: bytes | None) -> str | None:
    return None if data is None else sha256(data).hexdigest()


def _unwritable(error: OSError) -> StandsInTheWayError:
    return StandsInTheWayError(f"{error.filename} can't be written: {error.strerror}")
