"""Makes projects for tests: folders with everything that a build needs; runs commands in them."""

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
"""The HMAC key of cache entries in tests."""

PATIENCE = 1800
"""Time limit for waiting, in seconds. It is long enough for any slow machine."""


def project(folder: Path, sources: Path = SMALL) -> Path:
    """Make a project in ``folder``, with a copy of ``sources``; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "build_site.py", folder)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    for page in (ROOT / "sources" / "pages").glob("*.md"):
        # Remove hand-written pages from the menu if these sources don't have them.
        if not (sources / "pages" / page.name).exists():
            settings = re.sub(rf"\n +- \w+: {page.stem}\.md", "", settings)
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    link(folder / "sourcebook", ROOT / "sourcebook")
    shutil.copytree(sources, folder / "sources", ignore=shutil.ignore_patterns("originals"))
    return folder


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``build_site.py`` in a project as a user would; return the completed process.

    ``environment``: environment variables to set or replace.
    """
    return python(["build_site.py", *arguments], folder, {**os.environ, **environment})


def python(
    command: list[str], folder: Path, environment: dict[str, str], *, merged: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run Python in a project; return the completed process. ``command``: Python's arguments.

    ``merged``: whether standard error goes to standard output.
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
    """Return a folder on another disk than the temporary files' disk; None if there is none."""
    folder = Path("/dev/shm")  # noqa: S108 - tests make folders with random names in it
    return folder if os.access(folder, os.W_OK) else None


def until(happened: Callable[[], bool]) -> None:
    """Wait until ``happened`` returns True. Fail the test after ``PATIENCE`` seconds."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, "what a test waits for has not happened"
        time.sleep(0.05)


def plain(folder: Path, target: Path, *arguments: str) -> str:
    """Run ``mkdocs build`` in a project; return its output. ``target``: the output folder."""
    command = ["-m", "mkdocs", "build", "--quiet", *arguments, "--site-dir", str(target)]
    done = python(command, folder, {**os.environ, "NO_MKDOCS_2_WARNING": "1"}, merged=True)
    assert done.returncode == 0, done.stdout
    return done.stdout


def tree(folder: Path) -> dict[str, str]:
    """Map the path of each file below a folder to the hash of its content."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
