"""A project of one's own: the files that it starts with, and how they come into a new folder."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import yaml

from .. import __version__
from ..markdown import escape

STARTER = Path(__file__).parent.parent / "starter"
"""What a project starts with. ``dot-`` at the beginning of a name stands for a dot there."""

WHEELS = "wheels"
"""The project's folder for the wheel that it is built with."""

_FILLED = ("README.md", "mkdocs.yml", "requirements.txt")
"""The files in which a word between @ is filled in."""


class OccupiedError(Exception):
    """The folder holds something already; the message says what."""


def title_of(name: str) -> str:
    """Return a title made of a folder's name: ``my-topic`` gives "My topic"."""
    words = " ".join(re.split(r"[\s_-]+", name)).strip()
    return words[:1].upper() + words[1:]


def files(title: str) -> Mapping[str, bytes]:
    """Return every file of a new project by its path. ``title``: any text, on one line."""
    words = {
        "title": yaml.safe_dump(title, default_style='"', allow_unicode=True, width=2**20).strip(),
        "heading": escape(title),
        "version": __version__,
    }
    found = {}
    for path in sorted(_paths(STARTER)):
        name = path.relative_to(STARTER).as_posix()
        content = path.read_bytes()
        if name in _FILLED:
            filled = re.sub(r"@(\w+)@", lambda word: words[word[1]], content.decode())
            content = filled.encode()
        found[re.sub(r"(^|/)dot-", r"\1.", name)] = content
    return found


def start(folder: Path, title: str) -> bool:
    """Write a new project into a folder that isn't there, or is empty.

    Returns whether the wheel that this package was installed from could be put
    in it too. Raises OccupiedError, and OSError; then the folder is as it was.
    """
    there = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
    if there:
        raise OccupiedError(f"{there[0]!r}" + (f" and {len(there) - 1} more" if there[1:] else ""))
    existed = folder.exists()
    content_of = files(title)
    try:
        for name, content in content_of.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return _bring_wheel(folder / WHEELS)
    except OSError:
        for name in {name.partition("/")[0] for name in content_of}:
            shutil.rmtree(folder / name, ignore_errors=True)
            (folder / name).unlink(missing_ok=True)
        if not existed and folder.exists():
            folder.rmdir()
        raise


def _paths(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, but for what Python leaves there."""
    for path in folder.iterdir():
        if path.is_dir():
            if path.name != "__pycache__":
                yield from _paths(path)
        else:
            yield path


def _bring_wheel(target: Path) -> bool:
    """Copy the wheel of this package, if pip noted where it was and it is still there.

    The note is ``direct_url.json``: packaging.python.org, "Recording the Direct URL Origin".
    """
    try:
        note = distribution("sourcebook").read_text("direct_url.json")
    except PackageNotFoundError:
        return False
    address = urlsplit(json.loads(note or "{}").get("url", ""))
    wheel = Path(url2pathname(address.path))
    if address.scheme != "file" or wheel.suffix != ".whl" or not wheel.is_file():
        return False
    shutil.copy(wheel, target)
    return True
