"""Several files of ``sources/`` changed together: all of them or none, also when cut off.

New bytes are first written beside the old ones, under hidden names that nothing
reads; a list of what is to be put where follows; only then is each put in its
place. Whoever ends the process before the list stands has changed nothing;
whoever ends it after that has a list of what is left to do, and the next edit
does that first. The list is taken for no more than it can be: a mistaken or forged one changes
nothing outside the folder.
"""

import errno
import json
import os
import shutil
from contextlib import suppress
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from .source_tree import EditBlockedError, Files

LIST = "editing.json"
"""The name of the list, in the project's cache."""
ASIDE = ".editing"
"""How the hidden names end of files that hold new bytes."""


def commit(root: Path, files: Files, before: Files, cache: Path) -> list[str]:
    """Change files in a folder; return the paths of those that differ.

    ``files``: bytes by path, None for one to delete. ``before``: what was read of each. ``cache``:
    a folder of ours. Raises StandsInTheWayError if a file has changed since it was read, or can't
    be written: then all are as they were.
    """
    differing = {path: data for path, data in files.items() if data != before[path]}
    for path in differing:
        if _bytes(root / path) != before[path]:
            raise EditBlockedError(f"{path} has been changed in the meantime; try again")
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


class Recovered(NamedTuple):
    """What was left of a change. ``files``: its paths.

    ``damaged``: where its list lies now, if it was none; then nothing was done.
    """

    files: list[str]
    damaged: Path | None = None


def recover(root: Path, cache: Path) -> Recovered:
    """Do what is left of a change that was cut off.

    Nobody else may be changing the folder so. A file that someone has written since stays as it
    is. Raises StandsInTheWayError if a file can't be written.
    """
    damaged: Path | None = None
    try:
        try:
            steps = _steps(root, (cache / LIST).read_bytes())
        except FileNotFoundError:
            steps = []
        except ValueError:
            steps, damaged = [], cache / f"{LIST}.damaged"
            (cache / LIST).replace(damaged)
        for step in steps:
            here = not step.aside or (root / step.aside).exists()
            if here and _hash(_bytes(root / step.path)) == step.before:
                _take(root, step)
        if not damaged:
            for stale in root.glob(f"**/.*{ASIDE}"):
                stale.unlink()
        (cache / LIST).unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(error) from error
    return Recovered(sorted(step.path for step in steps), damaged)


class _Step(NamedTuple):
    """What is to be done to one file. ``before``: the SHA-256 of its bytes, None if it is new.

    ``aside``: where its new bytes lie; None if it is to go.
    """

    path: str
    aside: str | None
    before: str | None


def _step(path: str, data: bytes | None, before: bytes | None) -> _Step:
    return _Step(path, None if data is None else _aside(path), _hash(before))


def _aside(path: str) -> str:
    return str(PurePosixPath(path).with_name(f".{PurePosixPath(path).name}{ASIDE}"))


def _steps(root: Path, written: bytes) -> list[_Step]:
    """Return what a list says. Raises ValueError if it is not one that could be ours."""
    try:
        steps = [_Step(*step) for step in json.loads(written)]
        ours = all(_is_ours(root, step) for step in steps)
    except (TypeError, AttributeError, RuntimeError) as error:  # RuntimeError: links in a circle
        raise ValueError(str(error)) from error
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        raise ValueError("no file can have such a name") from error
    if not ours:
        raise ValueError("a step that is none of ours")
    return steps


def _is_ours(root: Path, step: _Step) -> bool:
    """Tell whether a step is about a file in the folder, and no link leads out of it."""
    os.fsencode(step.path)  # raises UnicodeEncodeError for what no file can be called
    path = PurePosixPath(step.path)
    if path.is_absolute() or ".." in path.parts or not path.name or "\0" in step.path:
        return False
    if not (root / path).parent.resolve().is_relative_to(root.resolve()):
        return False
    if step.aside is None:
        return isinstance(step.before, str) and not (root / path).is_dir()
    aside = root / step.aside
    return step.aside == _aside(step.path) and (aside.is_file() or not aside.exists())


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


def _unwritable(error: OSError) -> EditBlockedError:
    return EditBlockedError(f"{error.filename} can't be written: {error.strerror}")
