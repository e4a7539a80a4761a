"""A project with the small corpus, in which the fuzzer replaces one file at a time."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from jinja2 import Environment

from sourcebook import stages
from sourcebook.exports import schemas
from sourcebook.project import CACHE, SOURCES
from sourcebook.reading.folder import Parts, read
from sourcebook.writing import Cache

from ..projects import KEY, project
from ..test_evidence import COURIER, ORIGINALS


class Workshop:
    """A built project with originals, and with an evidence lock, made by checking against them.

    ``known``: the parsed files of the project.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.project = folder / "project"
        self.known: Parts = {}
        self.records = read(self.project / SOURCES, SOURCES, self.known)

    @classmethod
    def new(cls, folder: Path) -> "Workshop":
        """Make the project in a new folder, and build it."""
        project(folder / "project")
        path = folder / "project" / SOURCES / "articles" / f"{COURIER}.md"
        front, body = path.read_text("utf-8").split("\nstandfirst:")
        path.write_text(f"{front}\noriginal: {{standfirst: 2}}\nstandfirst:{body}", "utf-8")
        made = cls(folder)
        (made.sources / "originals").mkdir()
        for source, text in ORIGINALS.items():
            (made.sources / "originals" / f"{source}.txt").write_text(text, "utf-8")
        _, verified = stages.verify(made.project)
        assert verified
        assert verified.lock
        stages.keep_evidence(made.project, verified.lock)
        kept = made.shelf()
        stages.pages(made.project, kept, workers=1)
        kept.flush()
        return made

    @property
    def sources(self) -> Path:
        """The project's ``sources/``."""
        return self.project / SOURCES

    @property
    def cache(self) -> Path:
        """The folder of the project's cache."""
        return self.project / CACHE

    def shelf(self) -> Cache:
        """Return a new ``Cache`` of the project, as another process would open it."""
        return Cache(self.cache, KEY)

    @contextmanager
    def holding(self, path: str, data: bytes) -> Iterator[Path]:
        """Context manager: replace a file of the project, and restore it at the end.

        Yields the project's folder.
        """
        place = self.project / path
        before = place.read_bytes() if place.exists() else None
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        try:
            yield self.project
        finally:
            if before is None:
                place.unlink(missing_ok=True)
            else:
                place.write_bytes(before)

    @contextmanager
    def apart(self, path: str, data: bytes) -> Iterator[Path]:
        """Context manager: yield a copy of the project in which a file is replaced."""
        copied = self.folder / "apart" / "project"
        shutil.copytree(self.project, copied, symlinks=True)
        try:
            (copied / path).parent.mkdir(parents=True, exist_ok=True)
            (copied / path).write_bytes(data)
            yield copied
        finally:
            shutil.rmtree(copied.parent)


def hurry() -> None:
    """In this process, compile templates and compute the schemas only once.

    No input changes the results, and this work takes most of the time of building a small corpus.
    """
    compiled: dict[tuple[object, ...], object] = {}
    before = Environment.compile

    def compile_once(self: Environment, source: str, *given: object, **more: object) -> object:
        key = (source, *given, *more.items())
        if key not in compiled:
            compiled[key] = before(self, source, *given, **more)  # type: ignore[call-overload]
        return compiled[key]

    Environment.compile = compile_once  # type: ignore[method-assign, assignment]
    schemas.compose = cache(schemas.compose)
