import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sourcebook import stages
from sourcebook.project import CACHE
from sourcebook.writing import hold_lock

from .killing import Case, case, kill, rename_everything, trees
from .projects import PATIENCE, ROOT, project, run
from .systems import posix


@pytest.fixture
def folder(small: Path, tmp_path: Path) -> Path:
    """Copy the built project ``small``, with its build cache; return the folder of the copy."""
    shutil.copytree(small, tmp_path / "project", symlinks=True)
    return tmp_path / "project"


def test_same_sources_same_bytes(tmp_path: Path) -> None:
    """Folder, hash seed, time zone, locale and repeated builds don't change docs/ or site/."""
    one = project(tmp_path / "one")
    other = project(tmp_path / "somewhere" / "quite" / "other")
    assert run(one, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C").returncode == 0
    first = trees(one)
    result = run(
        other, PYTHONHASHSEED="4711", TZ="Asia/Kathmandu", LC_ALL="C.UTF-8", LANG="tr_TR.UTF-8"
    )
    assert result.returncode == 0
    assert trees(other) == first
    again = run(one, PYTHONHASHSEED="2")
    assert again.stdout.startswith("docs/: 0 files written, 0 deleted")
    assert trees(one) == first


def test_the_order_of_files_does_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """The order in which the file system lists files doesn't change the pages."""
    checked = stages.check(ROOT)
    assert checked.corpus is not None
    files = stages.generate(checked.corpus)
    really = os.scandir

    class Reversed(list[os.DirEntry[str]]):
        """The result of ``os.scandir`` in reverse order."""

        def __enter__(self) -> Iterator[os.DirEntry[str]]:
            return reversed(self)

        def __exit__(self, *_: object) -> None:
            """Do nothing, because the folder has been read already."""

    monkeypatch.setattr(os, "scandir", lambda path: Reversed(list(really(path))[::-1]))
    shuffled = stages.check(ROOT)
    assert shuffled.corpus is not None
    assert stages.generate(shuffled.corpus) == files


# This program runs a build, counts its changes to the disk, and kills it just before the change
# with a given number. It writes one byte to a file for each change. The build sees a single core:
# with several processes, it depends on chance which of them makes a change. And no file counts as
# too new for its hash to be kept: otherwise, it would depend on the time which hashes are written.
_KILLED = """
import os, runpy, signal, sys
from sourcebook.writing import file_hashes
file_hashes._SETTLED = 0
limit, build = int(sys.argv[1]), os.getpid()
noted = os.open(sys.argv[2], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
times = 0
def look(event, given):
    global times
    if event == "open":
        changes = given[2] & (os.O_WRONLY | os.O_RDWR)
    else:
        changes = event.startswith(("os.", "shutil.", "ctypes.")) and event != "os.scandir"
    if changes and os.getpid() == build:
        times += 1
        if times == limit:
            os.kill(build, signal.SIGKILL)
        os.write(noted, b".")
sys.addaudithook(look)
os.sched_getaffinity = lambda process: {0}
sys.argv = ["build_site.py"]
runpy.run_path("build_site.py", run_name="__main__")
"""


def changes(folder: Path, kill_at: int = 0) -> int:
    """Build a project, and return the number of changes to the disk.

    ``kill_at``: the number of the change before which the build is killed; 0 to let it finish.
    """
    noted = folder / "noted"
    # Python must not write bytecode: only the first of several builds would do so.
    done = subprocess.run(
        [sys.executable, "-B", "-c", _KILLED, str(kill_at), noted],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == (-signal.SIGKILL if kill_at else 0), done.stderr
    return noted.stat().st_size


@posix
def test_killed_at_any_time_both_trees_are_whole(folder: Path, tmp_path: Path) -> None:
    """After a build is killed, docs/ and site/ are each wholly old or wholly new.

    The next build succeeds. This test kills a build at four different times, the last of them just
    before its end; ``make kills`` tries many.
    """
    old = trees(folder)
    rename_everything(folder, "Anew")
    other = tmp_path / "other"
    shutil.copytree(folder, other, symlinks=True)
    count = changes(other)
    new = trees(other)
    seen = set()
    for part in range(1, 5):
        shutil.rmtree(other)
        shutil.copytree(folder, other, symlinks=True)
        changes(other, kill_at=count * part // 4 - 1)
        docs, site = trees(other)
        assert docs in (old[0], new[0]), part
        assert site in (old[1], new[1]), part
        seen.add((docs == new[0], site == new[1]))
        assert run(other).returncode == 0
        assert trees(other) == new, part
    assert len(seen) > 1


@pytest.fixture(scope="module")
def changed(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Return a built project that was changed so that nearly every page is outdated."""
    folder = tmp_path_factory.mktemp("changed") / "project"
    shutil.copytree(small, folder, symlinks=True)
    return case(folder)


@pytest.mark.skipif(sys.platform != "linux", reason="only there does a build have processes")
@pytest.mark.parametrize("part", [0.4, 0.6, 0.8])
def test_nobody_writes_on_when_a_build_is_killed(
    changed: Case, tmp_path: Path, part: float
) -> None:
    """If a build is killed, its worker processes end too.

    They don't change the results of the next build.
    """
    kill(changed, tmp_path / "killed", part)


@posix
def test_with_a_full_disk_the_old_site_stands(folder: Path) -> None:
    """If the disk is full, docs/ and site/ stay unchanged, and the reason is reported."""
    import resource

    before = trees(folder)
    rename_everything(folder, "Anew")
    build = subprocess.run(
        [sys.executable, "build_site.py"],
        cwd=folder,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600)),
        check=False,
    )
    assert build.returncode == 1
    assert build.stderr == "File too large; nothing was written\n"
    assert trees(folder) == before
    assert run(folder).returncode == 0
    assert trees(folder) != before


def test_two_builds_at_once_do_not_mix(small: Path, tmp_path: Path) -> None:
    """Two builds that start together run one after the other, and both succeed."""
    folder = project(tmp_path)
    command = [sys.executable, "build_site.py"]
    builds = [
        subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    for build in builds:
        _, complaints = build.communicate(timeout=PATIENCE)
        assert (build.returncode, complaints) == (0, b"")
    assert trees(folder) == trees(small)


@pytest.mark.slow
def test_a_build_waits_for_the_one_before_and_says_so(tmp_path: Path) -> None:
    """If another build of the project is running, a build waits, and prints that it waits."""
    folder = project(tmp_path)
    with hold_lock(folder / CACHE, lambda: None):
        waiting = subprocess.Popen(
            [sys.executable, "-u", "build_site.py", "pages"], cwd=folder,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert waiting.stdout is not None
        assert waiting.stdout.readline() == "Another build is running here; waiting for it …\n"
        assert not (folder / "docs").exists()
    waiting.communicate(timeout=PATIENCE)
    assert waiting.returncode == 0
    assert (folder / "docs" / "index.md").exists()


def test_errors_leave_everything_as_it_was(folder: Path) -> None:
    """If sources/ has an error, the last docs/ and site/ stay unchanged."""
    before = trees(folder)
    path = next((folder / "sources" / "actors").glob("*.yml"))
    path.write_text(path.read_text("utf-8").replace("kind:", "kinds:", 1), "utf-8")
    result = run(folder)
    assert result.returncode == 1
    assert result.stdout.endswith("nothing was written.\n")
    assert "did you mean 'kind'?" in result.stderr
    assert trees(folder) == before
