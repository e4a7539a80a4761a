"""Makes and tests a release: ``python tests/releasing.py``, run by make release.

The source distribution and the wheel are built from the committed files, and checked by twine. The
wheel is installed in a new virtual environment, with its dependencies from the registry, and a new
project is built with it. If all of this works, both files are copied to ``dist/``. Nothing is
uploaded.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
MADE_OF = ("sourcebook", "pyproject.toml", "LICENSE")
"""The files and folders that the distributions are built from."""


def main() -> None:
    """Make a release, and print a line for each step.

    Raises SystemExit with the output of a step that fails.
    """
    with tempfile.TemporaryDirectory(prefix="sourcebook-release-") as name:
        work = Path(name)
        for line in steps(work):
            print(line, flush=True)  # noqa: T201 - prints its progress
        shutil.rmtree(DIST, ignore_errors=True)
        shutil.copytree(work / "dist", DIST)
    for path in sorted(DIST.iterdir()):
        print(f"dist/{path.name}  {path.stat().st_size:,} B")  # noqa: T201 - prints its result


def steps(work: Path) -> Iterator[str]:
    """Make a release in an empty folder, step by step; yield a description before each step."""
    if run(ROOT, "git", "status", "--porcelain"):
        yield "Not everything is committed: what isn't will be missing"
    yield "Building the source distribution, and the wheel from it ..."
    source, dist = work / "source", work / "dist"
    archived = [*MADE_OF, "CHANGELOG.md"]
    run(ROOT, "git", "archive", "--output", str(work / "source.tar"), "HEAD", *archived)
    with tarfile.open(work / "source.tar") as archive:
        archive.extractall(source, filter="data")
    run(source, sys.executable, "-m", "build", "--no-isolation", "--outdir", str(dist))
    yield "Checking both with twine ..."
    run(dist, sys.executable, "-m", "twine", "check", "--strict", *map(str, dist.iterdir()))
    yield "Installing the wheel in a new environment ..."
    (wheel,) = dist.glob("*.whl")
    python = environment(work / "environment")
    run(work, python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel))
    yield "Making a new project with it, and building that ..."
    run(work, str(Path(python).with_name("sourcebook")), "new", "my-topic")
    run(work / "my-topic", python, "build_site.py")
    pages = list((work / "my-topic" / "site").rglob("*.html"))
    yield f"The new project has a site of {len(pages)} pages"
    version = wheel.name.split("-")[1]
    if f"\n## {version}\n" not in (source / "CHANGELOG.md").read_text("utf-8"):
        yield f"CHANGELOG.md has no section ‘{version}’, or calls it unreleased"


def environment(folder: Path) -> str:
    """Make a virtual environment without packages; return the path of its Python."""
    run(folder.parent, sys.executable, "-m", "venv", str(folder))
    return str(folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def run(folder: Path, *command: str) -> str:
    """Run a command in a folder; return its output.

    If the command fails, raises SystemExit with the output.
    """
    done = subprocess.run(
        command, cwd=folder, text=True, encoding="utf-8", check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{done.stdout}\nFailed: {' '.join(command)}")
    return done.stdout


if __name__ == "__main__":
    main()
