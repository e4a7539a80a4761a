"""Creates a new project: the starter files, with placeholders filled in, and an example."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from .. import __version__
from ..markdown import escape
from ..messages import ngettext
from .example import EXAMPLES, STARTER, USUAL
from .tolerance import or_default

WHEELS = "wheels"
"""The folder for this package's wheel in a new project. The project's workflows install it."""

_TEMPLATES = ("README.md", "mkdocs.yml", "requirements.txt")
"""The files with placeholders, such as ``@title@``."""


class OccupiedError(Exception):
    """The folder for a new project isn't empty; the error's message names a file in the folder."""


def title_of(name: str) -> str:
    """Return a title for a folder's name: "My topic" for ``my-topic``."""
    words = " ".join(re.split(r"[\s_-]+", name)).strip()
    return words[:1].upper() + words[1:]


def files(title: str, like: str = USUAL) -> Mapping[str, bytes]:
    """Return a mapping from the path of each file of a new project to the file's bytes.

    ``title``: the site's title, one line of text. ``like``: the name of an example.
    """
    example = EXAMPLES / like
    words = {
        "title": yaml.safe_dump(title, default_style='"', allow_unicode=True, width=2**20).strip(),
        "heading": escape(title),
        "version": __version__,
        "example": (example / "README.md").read_text("utf-8").strip(),
    }
    found = {}
    for path in sorted(_paths(STARTER)):
        name = path.relative_to(STARTER).as_posix()
        content = path.read_bytes()
        if name in _TEMPLATES:
            filled = re.sub(r"@(\w+)@", lambda word: words[word[1]], content.decode())
            content = filled.encode()
        found[re.sub(r"(^|/)dot-", r"\1.", name)] = content
    for path in sorted(_paths(example / "sources")):
        found[path.relative_to(example).as_posix()] = path.read_bytes()
    return found


def start(folder: Path, title: str, like: str = USUAL) -> bool:
    """Write a new project into a folder that doesn't exist, or is empty.

    ``like``: the name of the example that the project begins with. The wheel that this package was
    installed from is copied too, if it can be found. Returns whether the wheel was copied. Raises
    OccupiedError if the folder isn't empty, and OSError if a file can't be written. After an error,
    the folder is as it was before.
    """
    present = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
    if present:
        raise OccupiedError(_first_of(present))
    existed = folder.exists()
    content_of = files(title, like)
    try:
        for name, content in content_of.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return _copy_wheel(folder / WHEELS)
    except OSError:
        for name in {name.partition("/")[0] for name in content_of}:
            shutil.rmtree(folder / name, ignore_errors=True)
            (folder / name).unlink(missing_ok=True)
        if not existed and folder.exists():
            folder.rmdir()
        raise


def _first_of(names: list[str]) -> str:
    more = len(names) - 1
    if not more:
        return repr(names[0])
    return ngettext("{name} and {count} more", "{name} and {count} more", more).format(
        name=repr(names[0]), count=more
    )


def _paths(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder and its subfolders, except Python's bytecode."""
    for path in folder.iterdir():
        if path.is_dir():
            if path.name != "__pycache__":
                yield from _paths(path)
        else:
            yield path


def _copy_wheel(target: Path) -> bool:
    """Copy this package's wheel into ``target`` if it is found; return whether it was copied.

    The installer pip records the wheel's path in ``direct_url.json`` (packaging.python.org,
    "Recording the Direct URL Origin").
    """
    from urllib.request import url2pathname  # loads HTTP and TLS, which no other command needs

    try:
        note = distribution("sourcebook").read_text("direct_url.json")
    except PackageNotFoundError:
        return False
    record = or_default(lambda: json.loads(note or "{}"), None)
    address = urlsplit(str(record.get("url", "")) if isinstance(record, dict) else "")
    wheel = Path(url2pathname(address.path))
    if address.scheme != "file" or wheel.suffix != ".whl" or not wheel.is_file():
        return False
    shutil.copy(wheel, target)
    return True
