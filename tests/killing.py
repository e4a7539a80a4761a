"""Kills builds at random moments: ``python -m tests.killing TIMES SEED``.

Each time, only the main process of the build is killed, as by a system that runs out of memory.
Afterwards, ``docs/`` and ``site/`` must each be completely old or completely new. The next build
must give the same result as a clean build. Processes of the killed build must not change that
result later.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import click

from .projects import ROOT, SMALL, project, run, tree, until

Trees = tuple[dict[str, str], dict[str, str]]


def trees(folder: Path) -> Trees:
    """Return the files of a project's ``docs/`` and ``site/``, as path -> hash."""
    return tree(folder / "docs"), tree(folder / "site")


def rename_everything(folder: Path, word: str) -> None:
    """Change the name of every actor, so that nearly every page differs."""
    for path in sorted((folder / "sources" / "actors").glob("*.yml")):
        lines = path.read_text("utf-8").splitlines()
        shown = [f"{line} {word}" if line.startswith("  name:") else line for line in lines]
        path.write_text("\n".join(shown) + "\n", "utf-8")


class Case(NamedTuple):
    """A project that was built and then changed, but not built again.

    ``old``: the result of the last build. ``new``: the result of the next build.
    """

    folder: Path
    old: Trees
    new: Trees
    seconds: float
    """The time that the next build takes, in seconds."""


def case(folder: Path) -> Case:
    """Change a built project, and return it with the results of its last and next build.

    The next build runs in a copy of the project, in the folder ``other``.
    """
    old = trees(folder)
    rename_everything(folder, "Anew")
    other = folder.with_name("other")
    shutil.copytree(folder, other, symlinks=True)
    begun = time.monotonic()
    assert started(other).wait() == 0
    return Case(folder, old, trees(other), time.monotonic() - begun)


def started(folder: Path) -> subprocess.Popen[bytes]:
    """Start a build of a project in a new process."""
    return subprocess.Popen(
        [sys.executable, "build_site.py"], cwd=folder,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def workers(folder: Path) -> list[int]:
    """Return the ids of all processes whose working folder is ``folder``. Works only on Linux."""
    found = []
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdigit() and (process / "cwd").readlink() == folder:
                found.append(int(process.name))
        except OSError:
            continue  # the process has ended, or belongs to another user
    return found


def kill(case: Case, folder: Path, part: float) -> tuple[bool, bool]:
    """Build a copy of a case's project, kill the build, and check the result.

    ``folder``: the folder for the copy; it must not exist yet. ``part``: the share of the build's
    usual time after which it is killed. Return whether ``docs/`` and ``site/`` were already new.
    """
    shutil.copytree(case.folder, folder, symlinks=True)
    build = started(folder)
    time.sleep(case.seconds * part)
    build.kill()
    build.wait()
    killed_at = trees(folder)
    assert killed_at[0] in (case.old[0], case.new[0]), "docs/ is neither old nor new"
    assert killed_at[1] in (case.old[1], case.new[1]), "site/ is neither old nor new"
    assert run(folder).returncode == 0
    assert trees(folder) == case.new, "the next build makes something else"
    until(lambda: not workers(folder))
    assert trees(folder) == case.new, "something was written later"
    shutil.rmtree(folder)
    return killed_at[0] == case.new[0], killed_at[1] == case.new[1]


def main(times: int, seed: int) -> None:
    """Kill ``times`` builds of the small and the real corpus, and print the results."""
    chance = random.Random(seed)  # noqa: S311 - not used for security
    with tempfile.TemporaryDirectory() as name:
        cases = []
        for which, sources in (("small", SMALL), ("real", ROOT / "sources")):
            made = project(Path(name, which, "project"), sources)
            assert run(made).returncode == 0
            cases.append((case(made), which))
        seen: dict[tuple[str, bool, bool], int] = {}
        for number in range(times):
            # Every fourth build is of the real corpus, which takes several times as long.
            one, which = cases[number % 4 == 0]
            outcome = kill(one, Path(os.path.realpath(name), "killed"), chance.random() * 1.1)
            seen[which, *outcome] = seen.get((which, *outcome), 0) + 1
            click.echo(f"{number + 1} of {times}: {which}, docs/ and site/ new: {outcome}")
    for (which, docs, site), count in sorted(seen.items()):
        click.echo(f"{count} of the {which} corpus: docs/ {_age(docs)}, site/ {_age(site)}")


def _age(new: bool) -> str:
    return "new" if new else "old"


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
