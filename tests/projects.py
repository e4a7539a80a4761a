"""Projects for tests: a folder with everything that a build needs."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from . import preloaded
from .systems import link

ROOT = Path(__file__).resolve().parent.parent
SMALL = ROOT / "tests" / "good" / "small" / "sources"

KEY = b"a key of the tests, and no other"
"""To keep things with."""

PATIENCE = 1800
"""Seconds after which what is waited for counts as hanging; no machine is as busy as that."""


def project(folder: Path, sources: Path = SMALL) -> Path:
    """Make a project of its own in a folder, with a copy of some sources."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "build_site.py", folder)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    for page in (ROOT / "sources" / "pages").glob("*.md"):
        # The menu names pages written by hand; not every corpus has each.
        if not (sources / "pages" / page.name).exists():
            settings = re.sub(rf"\n +- \w+: {page.stem}\.md", "", settings)
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    link(folder / "sourcebook", ROOT / "sourcebook")
    shutil.copytree(sources, folder / "sources", ignore=shutil.ignore_patterns("originals"))
    return folder


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``build_site.py`` in a project, as its user would, and return what it printed."""
    return python(["build_site.py", *arguments], folder, {**os.environ, **environment})


def python(
    command: list[str], folder: Path, environment: dict[str, str], *, merged: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run Python with arguments in a project, and return what it printed.

    ``merged``: as standard output, even if it went to standard error.
    """
    done = preloaded.done(command, folder, environment, merged=merged, timeout=PATIENCE)
    return done or subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if merged else subprocess.PIPE,
        text=True,
        encoding="utf-8" if "PYTHONUTF8" in environment else None,
        timeout=PATIENCE,
        check=False,
    )


def another() -> Path | None:
    """Return a folder on another disk than that of temporary files; None if there is none."""
    folder = Path("/dev/shm")  # noqa: S108 - for folders with names that nobody can know
    return folder if os.access(folder, os.W_OK) else None


def until(happened: Callable[[], bool]) -> None:
    """Wait until something has happened, however long that takes; fails if it never does."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, "what a test waits for has not happened"
        time.sleep(0.05)


def plain(folder: Path, target: Path, *arguments: str) -> str:
    """Have MkDocs alone make the site of a project, in a folder; return what it has to say."""
    command = ["-m", "mkdocs", "build", "--quiet", *arguments, "--site-dir", str(target)]
    done = python(command, folder, {**os.environ, "NO_MKDOCS_2_WARNING": "1"}, merged=True)
    assert done.returncode == 0, done.stdout
    return done.stdout


def tree(folder: Path) -> dict[str, str]:
    """Return every file below a folder with a hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
