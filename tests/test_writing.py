import errno
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sourcebook.problems import tell
from sourcebook.text import content_hash
from sourcebook.writing import Changes, Shelf, hashes, mirror, take_out, trees, write
from sourcebook.writing.swapping import put as put_file
from sourcebook.writing.swapping import recover, replace_tree

from .projects import tree

OLD = {f"folder{n % 3}/page{n}.md": b"old %d" % n for n in range(12)} | {"index.md": b"old"}
NEW = {f"folder{n % 4}/page{n}.md": b"new %d" % n for n in range(3, 15)} | {"index.md": b"new"}


def put(folder: Path, files: dict[str, bytes]) -> Changes:
    """Write the files as the build does."""
    return write(folder / "docs", files, folder / "cache" / "docs", "docs")


def content(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, but for the list of what was made."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != trees.MANIFEST
    }


def test_the_folder_holds_exactly_what_was_made(tmp_path: Path) -> None:
    """Pages that are no longer made go, new ones come, and the rest is as it should be."""
    assert put(tmp_path, OLD).written == sorted(OLD)
    assert content(tmp_path / "docs") == OLD
    changes = put(tmp_path, NEW)
    assert content(tmp_path / "docs") == NEW
    assert changes.deleted == sorted(OLD.keys() - NEW.keys())
    assert changes.problems == []


def test_nothing_is_written_when_nothing_differs(tmp_path: Path) -> None:
    """A build of unchanged sources touches no file: same inode, same times."""
    put(tmp_path, OLD)

    def touched() -> dict[Path, tuple[int, int, int]]:
        stats = {path: path.stat() for path in (tmp_path / "docs").rglob("*")}
        return {path: (at.st_ino, at.st_mtime_ns, at.st_ctime_ns) for path, at in stats.items()}

    before = touched()
    changes = put(tmp_path, OLD)
    assert (changes.written, changes.deleted) == ([], [])
    assert touched() == before


def test_an_unchanged_file_keeps_its_inode_and_time(tmp_path: Path) -> None:
    """Only differing bytes are written, although the tree is swapped whole."""
    put(tmp_path, OLD)
    before = (tmp_path / "docs/folder1/page1.md").stat()
    assert put(tmp_path, {**OLD, "index.md": b"new"}).written == ["index.md"]
    after = (tmp_path / "docs/folder1/page1.md").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_files_of_others_stay_and_are_told(tmp_path: Path) -> None:
    """A file that the build didn't make is never changed or deleted."""
    put(tmp_path, OLD)
    theirs = tmp_path / "docs" / "folder0" / "notes.md"
    theirs.write_bytes(b"mine")
    (tmp_path / "docs" / ".hidden").write_bytes(b"mine too")
    changes = put(tmp_path, NEW)
    assert tell(changes.problems) == [
        "docs/folder0/notes.md:1:1: warning[foreign-file]: "
        "the build did not make this file and leaves it alone"
    ]
    assert theirs.read_bytes() == b"mine"
    assert content(tmp_path / "docs") == {
        **NEW, "folder0/notes.md": b"mine", ".hidden": b"mine too"
    }  # fmt: skip


def test_a_file_of_others_is_not_written_over(tmp_path: Path) -> None:
    """Where a page must go and another's file stands, nothing at all is written."""
    put(tmp_path, OLD)
    (tmp_path / "docs" / "folder2").mkdir(exist_ok=True)
    (tmp_path / "docs" / "folder2" / "page14.md").write_bytes(b"mine")
    changes = put(tmp_path, NEW)
    assert tell(changes.problems) == [
        "docs/folder2/page14.md:1:1: error[file-in-the-way]: the build did not make this file, "
        "and must write a page here; move it away"
    ]
    assert content(tmp_path / "docs") == {**OLD, "folder2/page14.md": b"mine"}


def test_a_lost_list_of_what_was_made_costs_nothing(tmp_path: Path) -> None:
    """Pages that are right anyway are taken over when the list is gone or garbled."""
    put(tmp_path, OLD)
    (tmp_path / "docs" / trees.MANIFEST).unlink()
    assert put(tmp_path, OLD).problems == []
    (tmp_path / "docs" / trees.MANIFEST).write_bytes(b"<<<<<<< HEAD\n\xff\n=======\n")
    assert put(tmp_path, OLD).problems == []
    assert content(tmp_path / "docs") == OLD


def test_a_full_disk_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever write fails, the pages before stand, the problem is told, the next run mends."""
    put(tmp_path, OLD)
    whole = tree(tmp_path / "docs")
    really = put_file
    for failing in range(len(NEW)):
        written = 0

        def full(path: Path, data: bytes, failing: int = failing) -> None:
            nonlocal written
            written += 1
            if written > failing:
                really(path, data[:1])
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            really(path, data)

        with monkeypatch.context() as patched:
            patched.setattr(trees, "put", full)
            changes = put(tmp_path, NEW)
        assert tell(changes.problems) == [
            "docs:1:1: error[unwritable]: this can't be written: No space left on device; "
            "the files before stand as they were"
        ]
        assert tree(tmp_path / "docs") == whole
        assert not (tmp_path / "cache" / "docs").exists()
    put(tmp_path, NEW)
    assert content(tmp_path / "docs") == NEW


def test_a_folder_that_may_not_be_written_stays() -> None:
    """With docs/ read-only the problem is told, and nothing is lost."""
    # Not pytest's own folder: only root may look into that.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        put(folder, OLD)
        for path in (folder, *folder.rglob("*")):
            os.chown(path, _nobody(), -1)
        folder.chmod(0o755)
        (folder / "docs").chmod(0o555)
        refused = in_child(lambda: _told_unwritable(folder), user=_nobody())
        assert refused == 0
        assert content(folder / "docs") == OLD
        (folder / "docs").chmod(0o755)
        assert in_child(lambda: put(folder, NEW), user=_nobody()) == 0
        assert content(folder / "docs") == NEW


def _nobody() -> int:
    """Return a user for whom modes hold: not root."""
    return os.geteuid() or 65534


def _told_unwritable(folder: Path) -> None:
    changes = put(folder, NEW)
    assert [problem.code for problem in changes.problems] == ["unwritable"]


def in_child(
    work: Callable[[], object], user: int | None = None, kill_at: int | None = None
) -> int:
    """Do something in a forked child and return its exit code, negative for a signal.

    ``kill_at``: end the child by SIGKILL when it touches the disk for that time.
    """
    child = os.fork()
    if child == 0:
        try:
            if user is not None and user != os.geteuid():
                os.setuid(user)
            if kill_at is not None:
                sys.addaudithook(_killer(kill_at))
            work()
        except BaseException:  # noqa: BLE001 - the parent only needs to know that it failed
            os._exit(3)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _killer(kill_at: int) -> Callable[[str, tuple[object, ...]], None]:
    seen = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event.startswith(("open", "os.", "shutil.", "ctypes.")):
            seen += 1
            if seen > kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    return hook


def test_killed_at_any_touch_of_the_disk_the_folder_is_whole(tmp_path: Path) -> None:
    """At every moment docs/ is the old tree or the new one, and the next run mends the rest."""
    put(tmp_path, NEW)
    new = tree(tmp_path / "docs")
    shutil.rmtree(tmp_path / "docs")
    put(tmp_path, OLD)
    old = tree(tmp_path / "docs")
    moment, seen = 0, set()
    while True:
        code = in_child(lambda: put(tmp_path, NEW), kill_at=moment)
        now = tree(tmp_path / "docs")
        assert now in (old, new), f"killed at {moment}"
        seen.add("new" if now == new else "old")
        assert put(tmp_path, NEW).problems == []
        assert tree(tmp_path / "docs") == new
        if code == 0:
            break
        put(tmp_path, OLD)
        moment += 1
    assert seen == {"old", "new"}
    assert moment > 20


def test_without_exchange_two_renames_are_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a system can't swap folders in one step, a stop between the two renames is undone."""
    monkeypatch.setattr("sourcebook.writing.swapping._exchange", lambda one, other: False)
    target, new = tmp_path / "docs", tmp_path / "new"
    target.mkdir()
    (target / "a").write_text("old")
    new.mkdir()
    (new / "a").write_text("new")
    replace_tree(new, target)
    assert (target / "a").read_text() == "new"
    assert (new / "a").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs", "new"]
    target.rename(tmp_path / ".docs.before")
    recover(target)
    assert (target / "a").read_text() == "new"


def test_a_file_is_read_again_once_it_has_changed(tmp_path: Path) -> None:
    """Its time, size or place on the disk tells; where they may lie, it is read all the same."""
    folder, shelf = tmp_path / "folder", Shelf(tmp_path / "kept")
    (folder / "a").mkdir(parents=True)
    old, new = folder / "a" / "old", folder / "new"
    old.write_bytes(b"one")
    os.utime(old, (1, 1))
    new.write_bytes(b"one")
    first = hashes(folder, shelf, "seen")
    assert first == {"a/old": content_hash(b"one"), "new": content_hash(b"one")}
    assert list(shelf.take("seen")) == ["a/old"]
    times = new.stat()
    new.write_bytes(b"two")  # as soon, as long
    os.utime(new, ns=(times.st_atime_ns, times.st_mtime_ns))
    old.write_bytes(b"more")
    second = hashes(folder, shelf, "seen")
    assert second == {"a/old": content_hash(b"more"), "new": content_hash(b"two")}


def test_a_file_that_can_not_be_read_has_no_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looking for changes is no place to fail: reading will tell, with the file's name."""
    (tmp_path / "file").write_bytes(b"")

    def refuse(_: Path) -> bytes:
        raise PermissionError

    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "folder").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    assert hashes(tmp_path) == {"file": content_hash(b""), "loop": b"", "folder": b""}
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert hashes(tmp_path) == {"file": b"", "loop": b"", "folder": b""}
    assert hashes(tmp_path / "nowhere") == {}


def test_trees_that_share_files_part_where_they_differ(tmp_path: Path) -> None:
    """A spare tree is made like the other, whatever it was; writing in it leaves the other."""
    put(tmp_path, OLD)
    tree_, spare = tmp_path / "docs", tmp_path / "spare"
    (spare / "folder0" / "page1.md").mkdir(parents=True)
    (spare / "folder0" / "page1.md" / "inner").write_bytes(b"x")
    (spare / "index.md").write_bytes(b"another")
    (spare / "gone").mkdir()
    before = tree(tree_)
    mirror(tree_, spare)
    assert tree(spare) == before
    assert (spare / "index.md").stat().st_ino == (tree_ / "index.md").stat().st_ino
    put_file(spare / "index.md", b"new")
    put_file(spare / "deep" / "er", b"new")
    take_out(spare / "folder1" / "page1.md")
    assert tree(tree_) == before
    mirror(tree_, spare, but="folder1")
    assert {*before} - {*tree(spare)} == {"folder1/page1.md"}


def test_where_a_thing_can_not_be_kept_none_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk is full, what was kept before isn't taken for what should stand there now."""
    shelf = Shelf(tmp_path)
    shelf.put("thing", 1)
    shelf.settle()
    shelf.put("thing", 2)

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        shelf.settle()
    assert Shelf(tmp_path).take("thing") is None
    assert list(tmp_path.iterdir()) == []
