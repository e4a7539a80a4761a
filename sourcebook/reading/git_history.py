"""Asks Git for a project's last version, which is a tag, and for the changes since this version.

Git compares only commits here, never the working files: to read working files, Git may run programs
that the repository's Git settings name.
"""

import hashlib
import re
import subprocess
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

State = Literal["absent", "shallow", "untagged", "tagged"]

_LONGEST = 20
"""Maximum duration of a run of Git, in seconds."""

_RAW = re.compile(r":\d+ \d+ [0-9a-f]+ (?P<blob>[0-9a-f]+) (?P<status>[AMDT])\t(?P<path>.+)")
_HUNK = re.compile(r"@@ -\d+(?:,\d+)? \+(?P<first>\d+)(?:,(?P<count>\d+))? @@")


class ChangedFile(NamedTuple):
    """A file below ``sources/`` that differs between the last version and the last commit.

    ``status``: Git's letter: ``A`` if the file is new, ``D`` if it was deleted, ``T`` if a file
    became a link or a link a file, otherwise ``M``. ``lines``: the changed ranges of the file in
    the last commit, as (first line, number of lines); the number is 0 if lines were only deleted.
    ``is_committed``: whether the file on disk is the same as in that commit, so that the line
    numbers are still right; True for a deleted file.
    """

    path: str
    status: str
    lines: tuple[tuple[int, int], ...] = ()
    is_committed: bool = True


class History(NamedTuple):
    """The history of a project.

    ``state``: ``absent`` without Git or a commit; ``tagged`` if a version is found; ``shallow`` if
    none is found and the repository lacks its older commits; otherwise ``untagged``. ``version``:
    the last version's tag. ``day``: the day of this version's commit, in ISO 8601. ``files``: the
    files that have changed since this version.
    """

    state: State = "absent"
    version: str = ""
    day: str = ""
    files: tuple[ChangedFile, ...] = ()


NO_HISTORY = History()


def history(project: Path, sources: str) -> History:
    """Return a project's history in Git. ``sources``: the folder whose changed files are listed."""
    shallow = _git(project, "rev-parse", "--is-shallow-repository", "--verify", "HEAD^{commit}")
    if shallow is None:
        return NO_HISTORY
    version = _git(project, "describe", "--tags", "--abbrev=0", "HEAD")
    if not version or not version.strip():
        return History("shallow" if shallow.startswith("true") else "untagged")
    tag = version.strip()
    day = _git(project, "log", "-1", "--format=%cs", f"refs/tags/{tag}") or ""
    changes = _git(
        project, "diff-tree", "-r", "--raw", "-p", "--unified=0", "--no-renames", "--no-ext-diff",
        "--no-textconv", "--no-color", "--full-index", "--relative",
        f"refs/tags/{tag}", "HEAD", "--", sources,
    )  # fmt: skip
    return History("tagged", tag, day.strip(), tuple(_files(changes or "", project)))


def _git(project: Path, *arguments: str) -> str | None:
    """Return Git's output; None if there is no Git, no repository, or if Git fails."""
    settings = ("core.quotepath=false", "core.fsmonitor=false", "log.showSignature=false")
    options = [part for setting in settings for part in ("-c", setting)]
    try:
        done = subprocess.run(  # noqa: S603 - Git, without a shell
            ["git", "-C", str(project), "--no-pager", *options, *arguments],  # noqa: S607
            capture_output=True, check=False, timeout=_LONGEST,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def _files(changes: str, project: Path) -> Iterator[ChangedFile]:
    files: dict[str, tuple[str, str]] = {}
    lines: dict[str, list[tuple[int, int]]] = {}
    path = ""
    for line in changes.splitlines():
        if raw := _RAW.fullmatch(line):
            files[raw["path"]] = raw["status"], raw["blob"]
        elif line.startswith("+++ b/"):
            path = line.removeprefix("+++ b/").rstrip("\t")
        elif path and (hunk := _HUNK.match(line)):
            count = int(hunk["count"]) if hunk["count"] else 1
            lines.setdefault(path, []).append((int(hunk["first"]), count))
        elif line.startswith("diff --git "):
            path = ""
    for path, (status, blob) in sorted(files.items()):
        there = status == "D" or _blob(project / path) == blob
        yield ChangedFile(path, status, tuple(lines.get(path, ())), there)


def _blob(file: Path) -> str:
    """Return the hash by which Git names a file's content; empty if the file can't be read."""
    try:
        data = file.read_bytes()
    except OSError:
        return ""
    return hashlib.sha1(b"blob %d\0%s" % (len(data), data), usedforsecurity=False).hexdigest()


def changed_records(
    files: tuple[ChangedFile, ...], starts: Mapping[str, Mapping[int, str]]
) -> tuple[list[str], list[str]]:
    """Return the records that are new since the last version, and the other changed records.

    Both lists are in order of file and line, without repetitions.

    ``starts``: path of a file -> line on which a record begins -> the record. Files with
    uncommitted changes are ignored, because their line numbers may be wrong.
    """
    new: dict[str, None] = {}
    changed: dict[str, None] = {}
    for file in files:
        begins = starts.get(file.path, {}) if file.is_committed else {}
        numbers = sorted(begins)
        for first, count in file.lines:
            last = first + max(count, 1) - 1
            for at, end in pairwise([*numbers, last + 2]):
                if at <= last and first < end:
                    is_new = first <= at <= last and count > 0
                    (new if is_new else changed)[begins[at]] = None
    return list(new), [record for record in changed if record not in new]
