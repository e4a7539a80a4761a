import ctypes
import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath

import platformdirs
import pytest

from sourcebook.problems import format_problems
from sourcebook.text import content_hash
from sourcebook.writing import (
    Cache,
    Spool,
    TreeChanges,
    UnwritableError,
    atomic_swap,
    cache,
    clone_tree,
    generated_tree,
    hashes,
    hold_lock,
    remove_file,
    stat_signatures,
    user_key,
    write,
)
from sourcebook.writing.atomic_swap import recover, swap_tree
from sourcebook.writing.staging_tree import update_file_by_file
from sourcebook.writing.staging_tree import write_file as put_file

from .projects import KEY, another, tree
from .systems import posix

OLD = {f"folder{n % 3}/page{n}.md": b"old %d" % n for n in range(12)} | {"index.md": b"old"}
NEW = {f"folder{n % 4}/page{n}.md": b"new %d" % n for n in range(3, 15)} | {"index.md": b"new"}


def put(folder: Path, files: dict[str, bytes]) -> TreeChanges:
    """Write files to a folder as a build does."""
    return write(folder / "docs", files, folder / "cache" / "docs", "docs")


def content(folder: Path) -> dict[str, bytes]:
    """Return path -> content for a folder's files, except the manifest of generated files."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != generated_tree.MANIFEST
    }


def folders(folder: Path) -> set[str]:
    """Return the paths of all folders below a folder, including empty ones."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_dir()}


def test_the_folder_holds_exactly_what_was_made(tmp_path: Path) -> None:
    """A build deletes pages that are no longer made; all other pages have their new content."""
    assert put(tmp_path, OLD).written == sorted(OLD)
    assert content(tmp_path / "docs") == OLD
    changes = put(tmp_path, NEW)
    assert content(tmp_path / "docs") == NEW
    assert folders(tmp_path / "docs") == {"folder0", "folder1", "folder2", "folder3"}
    assert put(tmp_path, {"index.md": b"new"}).problems == []
    assert folders(tmp_path / "docs") == set()
    assert changes.deleted == sorted(OLD.keys() - NEW.keys())
    assert changes.problems == []


def test_nothing_is_written_when_nothing_differs(tmp_path: Path) -> None:
    """If a build makes the same files again, no file is touched: same inodes, same times."""
    put(tmp_path, OLD)

    def touched() -> dict[Path, tuple[int, int, int]]:
        stats = {path: path.stat() for path in (tmp_path / "docs").rglob("*")}
        return {path: (at.st_ino, at.st_mtime_ns, at.st_ctime_ns) for path, at in stats.items()}

    before = touched()
    changes = put(tmp_path, OLD)
    assert (changes.written, changes.deleted) == ([], [])
    assert touched() == before


def test_an_unchanged_file_keeps_its_inode_and_time(tmp_path: Path) -> None:
    """A build writes only the files that have changed, although docs/ is swapped as a whole."""
    put(tmp_path, OLD)
    before = (tmp_path / "docs/folder1/page1.md").stat()
    assert put(tmp_path, {**OLD, "index.md": b"new"}).written == ["index.md"]
    after = (tmp_path / "docs/folder1/page1.md").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_files_of_others_stay_and_are_reported(tmp_path: Path) -> None:
    """A file that the build didn't make is reported, but never changed or deleted."""
    put(tmp_path, OLD)
    theirs = tmp_path / "docs" / "folder0" / "notes.md"
    theirs.write_bytes(b"mine")
    (tmp_path / "docs" / ".hidden").write_bytes(b"mine too")
    changes = put(tmp_path, NEW)
    assert format_problems(changes.problems) == [
        "docs/folder0/notes.md:1:1: warning[foreign-file]: "
        "the build did not make this file and leaves it alone"
    ]
    assert theirs.read_bytes() == b"mine"
    assert content(tmp_path / "docs") == {
        **NEW, "folder0/notes.md": b"mine", ".hidden": b"mine too"
    }  # fmt: skip


def test_a_file_of_others_is_not_written_over(tmp_path: Path) -> None:
    """If a user's own file has the path of a page, the build writes nothing."""
    put(tmp_path, OLD)
    (tmp_path / "docs" / "folder2").mkdir(exist_ok=True)
    (tmp_path / "docs" / "folder2" / "page14.md").write_bytes(b"mine")
    changes = put(tmp_path, NEW)
    assert format_problems(changes.problems) == [
        "docs/folder2/page14.md:1:1: error[file-in-the-way]: the build did not make this file, "
        "and must write 'folder2/page14.md', which would take its place; rename it, for example "
        "to 'folder2/page14-by-hand.md'"
    ]
    assert content(tmp_path / "docs") == {**OLD, "folder2/page14.md": b"mine"}


@pytest.mark.parametrize(
    ("theirs", "ours", "other"),
    [
        ("Folder2/Page14.md", "folder2/page14.md", "Folder2/Page14-by-hand.md"),
        ("folder2/page14/index.md", "folder2/page14.md", "folder2/page14/index-by-hand.md"),
        ("folder2/page14.md/note.txt", "folder2/page14.md", "folder2/page14.md/note-by-hand.txt"),
        ("cafe\u0301.md", "café.md", "cafe\u0301-by-hand2.md"),
        ("assets", "assets/", "assets-by-hand"),
        ("folder2/page14/index.html", "folder2/page14.md", "folder2/page14/index-by-hand.html"),
    ],
    ids=["case", "address", "folder", "unicode", "file-for-folder", "html"],
)
def test_nothing_written_by_hand_is_lost_to_a_page(
    theirs: str, ours: str, other: str, tmp_path: Path
) -> None:
    """The build stops if a page would hide or replace a user's own file on any system."""
    new = {**NEW, "café.md": b"new", "assets/x.svg": b"new"}
    put(tmp_path, OLD)
    (tmp_path / "docs" / theirs).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "docs" / theirs).write_bytes(b"mine")
    (tmp_path / "docs" / "cafe\u0301-by-hand.md").write_bytes(b"mine too")
    changes = put(tmp_path, new)
    [told] = [line for line in format_problems(changes.problems) if "error" in line]
    assert told == (
        f"docs/{theirs}:1:1: error[file-in-the-way]: the build did not make this file, and must "
        f"write '{ours}', which would take its place; rename it, for example to '{other}'"
    )
    assert content(tmp_path / "docs") == {
        **OLD, theirs: b"mine", "cafe\u0301-by-hand.md": b"mine too"
    }  # fmt: skip


def test_a_lost_manifest_costs_nothing(tmp_path: Path) -> None:
    """If the manifest of docs/ is lost or damaged, unchanged pages count as made by the build."""
    put(tmp_path, OLD)
    (tmp_path / "docs" / generated_tree.MANIFEST).unlink()
    assert put(tmp_path, OLD).problems == []
    (tmp_path / "docs" / generated_tree.MANIFEST).write_bytes(b"<<<<<<< HEAD\n\xff\n=======\n")
    assert put(tmp_path, OLD).problems == []
    assert content(tmp_path / "docs") == OLD


def test_a_full_disk_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the disk is full, this is reported, the old pages stay, and the next build succeeds."""
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
            patched.setattr(generated_tree, "write_file", full)
            changes = put(tmp_path, NEW)
        assert format_problems(changes.problems) == [
            "docs:1:1: error[unwritable]: this can't be written: No space left on device; "
            "all files are as they were"
        ]
        assert tree(tmp_path / "docs") == whole
        assert not (tmp_path / "cache" / "docs").exists()
    put(tmp_path, NEW)
    assert content(tmp_path / "docs") == NEW


@posix
def test_a_folder_that_may_not_be_written_stays() -> None:
    """If docs/ is read-only, a problem is reported, and no file is lost."""
    # pytest's own temporary folder can't be used: only root may read it.
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
    """Return the id of a user to whom file permissions apply, unlike root."""
    return os.geteuid() or 65534


def _told_unwritable(folder: Path) -> None:
    changes = put(folder, NEW)
    assert [problem.code for problem in changes.problems] == ["unwritable"]


def in_child(
    work: Callable[[], object], user: int | None = None, kill_at: int | None = None
) -> int:
    """Call ``work`` in a forked child; return the exit code, negative for a signal.

    ``user``: the id of the child's user. ``kill_at``: the number of the disk access at which the
    child is killed by SIGKILL.
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


@posix
@pytest.mark.slow
def test_killed_at_any_touch_of_the_disk_the_folder_is_whole(tmp_path: Path) -> None:
    """If a build is killed, docs/ is entirely old or entirely new, and the next build succeeds."""
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


def test_a_stop_between_two_renames_is_repaired(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a build stops while it swaps docs/ by two renames, the next build restores docs/."""
    monkeypatch.setattr("sourcebook.writing.atomic_swap._exchange", lambda one, other: False)
    target, new = tmp_path / "docs", tmp_path / "new"
    target.mkdir()
    (target / "a").write_text("old")
    new.mkdir()
    (new / "a").write_text("new")
    swap_tree(new, target)
    assert (target / "a").read_text() == "new"
    assert (new / "a").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs", "new"]
    target.rename(tmp_path / ".docs.before")
    assert [problem.code for problem in put(tmp_path, NEW).problems] == ["foreign-file"]
    assert content(target) == {**NEW, "a": b"new"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "docs", "new"]


class Refusing:
    """A C library whose function for exchanging folders fails with an error number."""

    def __init__(self, number: int) -> None:
        self.number = number

    def renameat2(self, *_: object) -> int:
        """Return -1, for failure."""
        ctypes.set_errno(self.number)
        return -1


def two_trees(folder: Path) -> tuple[Path, Path]:
    """Make a new tree and an old tree, with one file each."""
    new, old = folder / "new", folder / "docs"
    for tree_ in (new, old):
        tree_.mkdir()
        (tree_ / "a").write_text(tree_.name)
    return new, old


@pytest.mark.skipif(sys.platform != "linux", reason="this is Linux's way of exchanging folders")
@pytest.mark.parametrize(
    ("number", "swapped"),
    [
        (errno.ENOSYS, True), (errno.EINVAL, True), (errno.ENOTSUP, True),
        (errno.EXDEV, False), (errno.EBUSY, False), (errno.EACCES, None), (errno.ENOSPC, None),
    ],
)  # fmt: skip
def test_what_is_done_when_folders_are_not_exchanged(
    number: int, swapped: bool | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the system has no way to exchange two folders in one step, both are renamed.

    If the folders can't be moved, as on another disk, files are replaced one by one. Other errors,
    such as missing permission, are raised.
    """
    new, target = two_trees(tmp_path)
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Refusing(number))
    if swapped is None:
        with pytest.raises(OSError, match=os.strerror(number)) as raised:
            swap_tree(new, target)
        assert (raised.value.errno, raised.value.filename) == (number, str(target))
        assert (target / "a").read_text() == "docs"
    else:
        assert swap_tree(new, target) == swapped
        assert (target / "a").read_text() == "new"
        assert (new / "a").read_text() == ("docs" if swapped else "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs", "new"]


@posix
@pytest.mark.parametrize("exchanged", [True, False])
def test_a_link_to_a_tree_stays_a_link(
    exchanged: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If docs/ is a link, the linked folder is replaced, and the link stays."""
    if not exchanged:
        monkeypatch.setattr(atomic_swap, "_exchange", lambda *_: False)
    new, target = two_trees(tmp_path)
    link = tmp_path / "web" / "site"
    link.parent.mkdir()
    link.symlink_to(target)
    swap_tree(new, link)
    assert link.readlink() == target
    assert (target / "a").read_text() == "new"
    target.rename(tmp_path / ".docs.before")
    recover(link)
    assert (link / "a").read_text() == "new"
    assert [path.name for path in link.parent.iterdir()] == ["site"]


def test_a_second_rename_that_fails_undoes_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If folders are swapped by two renames and the second fails, the first is undone."""
    new, target = two_trees(tmp_path)
    monkeypatch.setattr(atomic_swap, "_exchange", lambda *_: False)

    def rename(source: Path, place: Path) -> None:
        if source == new:
            raise OSError(errno.EIO, "broken")
        source.rename(place)

    monkeypatch.setattr(atomic_swap, "rename", rename)
    with pytest.raises(OSError, match="broken"):
        swap_tree(new, target)
    assert [(path.name, (path / "a").read_text()) for path in sorted(tmp_path.iterdir())] == [
        ("docs", "docs"), ("new", "new"),
    ]  # fmt: skip


def test_a_stop_after_both_renames_leaves_nothing_behind(tmp_path: Path) -> None:
    """If a build stops after swapping docs/ by two renames, recovery deletes the old tree."""
    left, target = two_trees(tmp_path)
    left.rename(tmp_path / ".docs.before")
    recover(target)
    assert [path.name for path in tmp_path.iterdir()] == ["docs"]
    assert (target / "a").read_text() == "docs"


@pytest.fixture
def another_disk() -> Iterator[Path]:
    """Yield a folder on another disk than other temporary files, if the system has one."""
    with tempfile.TemporaryDirectory(dir=another()) as name:
        yield Path(name)


def test_a_tree_on_another_disk_is_replaced_too(tmp_path: Path, another_disk: Path) -> None:
    """A build can write to docs/ on another disk, and leaves no other folder there."""
    cache = tmp_path / "cache"
    for files, target in ((OLD, another_disk / "docs"), (NEW, another_disk / "docs")):
        assert write(target, files, cache / "docs", "docs").problems == []
        assert content(target) == files
        assert [path.name for path in another_disk.iterdir()] == ["docs"]
    before = (another_disk / "docs" / "index.md").stat()
    write(another_disk / "docs", {**NEW, "new.md": b"new"}, cache / "docs", "docs")
    after = (another_disk / "docs" / "index.md").stat()
    assert after.st_mtime_ns == before.st_mtime_ns


def test_files_on_another_disk_are_copied_once(tmp_path: Path, another_disk: Path) -> None:
    """If a tree of files is copied to another disk again, only changed files are copied."""
    tree_, spare = tmp_path / "tree", another_disk / "spare"
    tree_.mkdir()
    for name in ("same", "longer", "later"):
        (tree_ / name).write_bytes(b"old")
    (tree_ / "link").symlink_to("nowhere")
    (tree_ / "good").symlink_to("same")
    assert not clone_tree(tree_, spare)
    before = {path.name: path.lstat().st_ino for path in spare.iterdir()}
    (tree_ / "longer").write_bytes(b"older")
    (tree_ / "later").write_bytes(b"new")
    os.utime(tree_ / "longer", ns=(1, (spare / "longer").stat().st_mtime_ns))
    os.utime(tree_ / "later", (1, 1))
    clone_tree(tree_, spare)
    after = {path.name: path.lstat().st_ino for path in spare.iterdir()}
    assert {name for name in before if before[name] == after[name]} >= {"same", "link", "good"}
    assert [(spare / name).read_bytes() for name in ("same", "longer", "later", "good")] == [
        b"old", b"older", b"new", b"old",
    ]  # fmt: skip
    assert (spare / "link").readlink() == Path("nowhere")


def _apart(one: Path, other: Path) -> None:
    """Raise the error that the system raises if a folder to be moved is a mount point."""
    raise OSError(errno.EBUSY, "Device or resource busy")


MOVED = {"folder0": b"now a file", "index.md/page.md": b"in what was a file", "a/b/c.css": b"c"}


@pytest.mark.parametrize("new", [NEW, MOVED, {}], ids=["new", "moved", "nothing"])
def test_files_are_replaced_where_no_folder_can_be_moved(
    new: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If docs/ is a mount point, its files are replaced one by one; the user's own files stay."""
    put(tmp_path, OLD)
    (tmp_path / "docs" / "folder2" / "own.txt").write_bytes(b"own")
    monkeypatch.setattr(atomic_swap, "_exchange_or_rename", _apart)
    place = (tmp_path / "docs").stat().st_ino
    beside = set()

    def clone(source: Path, target: Path) -> None:
        beside.add(target.relative_to(tmp_path).as_posix())
        clone_tree(source, target)

    monkeypatch.setattr(atomic_swap, "clone_tree", clone)
    changes = put(tmp_path, new)
    assert beside == {".docs.new"}
    assert [path.name for path in tmp_path.iterdir() if path.name == ".docs.new"] == []
    assert [problem.code for problem in changes.problems] == ["foreign-file"]
    left = {**new, "folder2/own.txt": b"own"}
    assert content(tmp_path / "docs") == left
    around = (part.as_posix() for path in left for part in PurePosixPath(path).parents)
    assert folders(tmp_path / "docs") == {*around} - {"."}
    assert (tmp_path / "docs").stat().st_ino == place
    assert put(tmp_path, new).written == []


@pytest.mark.skipif(not another(), reason="there is no other disk here")
def test_only_what_differs_comes_from_another_disk(tmp_path: Path) -> None:
    """If a tree is replaced by one from another disk, only files that differ are copied."""
    with tempfile.TemporaryDirectory(dir=another()) as folder:
        staged, tree = Path(folder) / "docs", tmp_path / "docs"
        for where, changed in ((tree, b"old"), (staged, b"new")):
            where.mkdir()
            (where / "same.md").write_bytes(b"same")
            (where / "changed.md").write_bytes(changed)
            os.utime(where / "same.md", ns=(1, 1))
        before = (tree / "same.md").stat()
        if before.st_dev == staged.stat().st_dev:
            pytest.skip("the other folder is on the same disk")
        swap_tree(staged, tree)
        assert content(tree) == {"same.md": b"same", "changed.md": b"new"}
        assert (tree / "same.md").stat().st_ino == before.st_ino


@posix
@pytest.mark.slow
def test_killed_while_files_are_replaced_each_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a build is killed while it replaces files one by one, each file is entirely old or new."""
    monkeypatch.setattr(atomic_swap, "_exchange_or_rename", _apart)
    allowed = {path: {OLD.get(path), NEW.get(path)} for path in {**OLD, **NEW}}
    moment, ended = 0, False
    while not ended:
        folder = tmp_path / str(moment)
        with monkeypatch.context() as patched:
            patched.undo()
            write(folder / "docs", OLD, folder / "cache" / "docs", "docs")
        monkeypatch.setattr(atomic_swap, "_exchange_or_rename", _apart)
        ended = in_child(partial(put, folder, NEW), kill_at=moment) == 0
        now = content(folder / "docs")
        left = {path for path in now if path not in allowed}
        assert all(path.rpartition("/")[2].startswith(".") for path in left), left
        assert all(now.get(path) in found for path, found in allowed.items()), moment
        assert put(folder, NEW).problems == []
        assert content(folder / "docs") == NEW, moment
        moment += 7
    assert moment > 70


def test_a_file_is_read_again_once_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file is hashed again if its time, size or inode has changed, or if it is very new."""
    folder, shelf = tmp_path / "folder", Cache(tmp_path / "kept", KEY)
    (folder / "a").mkdir(parents=True)
    old, new = folder / "a" / "old", folder / "new"
    old.write_bytes(b"one")
    os.utime(old, (1, 1))
    new.write_bytes(b"one")
    later = time.time_ns() + 60 * 10**9
    os.utime(new, ns=(later, later))
    monkeypatch.setattr(time, "time_ns", lambda: later)
    first = hashes(folder, shelf, "seen")
    assert first == {"a/old": content_hash(b"one"), "new": content_hash(b"one")}
    assert list(shelf.get("seen")) == ["a/old"]
    times = new.stat()
    new.write_bytes(b"two")  # the file's time and size stay the same
    os.utime(new, ns=(times.st_atime_ns, times.st_mtime_ns))
    old.write_bytes(b"more")
    second = hashes(folder, shelf, "seen")
    assert second == {"a/old": content_hash(b"more"), "new": content_hash(b"two")}


@posix
def test_a_file_that_can_not_be_read_has_no_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For a file that can't be read, ``hashes`` has an empty hash, and raises no error."""
    (tmp_path / "file").write_bytes(b"")

    def refuse(_: Path) -> bytes:
        raise PermissionError

    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "folder").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "endless").symlink_to("/dev/zero")
    assert hashes(tmp_path) == {"file": content_hash(b""), "loop": b"", "folder": b""}
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert hashes(tmp_path) == {"file": b"", "loop": b"", "folder": b""}
    assert hashes(tmp_path / "nowhere") == {}


def test_writing_in_a_staging_tree_leaves_the_other(tmp_path: Path) -> None:
    """A staging tree is a copy of a folder; writing to the copy doesn't change the original."""
    put(tmp_path, OLD)
    tree_, spare = tmp_path / "docs", tmp_path / "spare"
    (spare / "folder0" / "page1.md").mkdir(parents=True)
    (spare / "folder0" / "page1.md" / "inner").write_bytes(b"x")
    (spare / "index.md").write_bytes(b"another")
    (spare / "gone").mkdir()
    before = tree(tree_)
    assert clone_tree(tree_, spare)
    assert tree(spare) == before
    assert (spare / "index.md").stat().st_ino == (tree_ / "index.md").stat().st_ino
    put_file(spare / "index.md", b"new")
    put_file(spare / "deep" / "er", b"new")
    (spare / "link").symlink_to(tree_ / "folder1")
    put_file(spare / "link", b"new")
    assert (spare / "link").read_bytes() == b"new"
    remove_file(spare / "link")
    remove_file(spare / "folder1" / "page1.md")
    put_file(spare / "new" / "and" / "deep", b"new")
    remove_file(spare / "new" / "and" / "deep")
    remove_file(spare / "deep" / "er")
    assert folders(spare) == folders(tree_)
    assert tree(tree_) == before
    clone_tree(tree_, spare, but="folder1")
    assert {*before} - {*tree(spare)} == {"folder1/page1.md"}


def test_file_by_file_only_what_differs_is_written(tmp_path: Path) -> None:
    """If a folder is updated file by file, unchanged files aren't touched."""
    put(tmp_path, OLD)
    staged, there = tmp_path / "docs", tmp_path / "there"
    there.mkdir()
    update_file_by_file(staged, there, {})
    assert tree(there) == tree(staged)
    before = {path: path.stat().st_ino for path in there.rglob("*.md")}
    put_file(staged / "index.md", b"longer than before")
    update_file_by_file(staged, there, {})
    assert tree(there) == tree(staged)
    changed = [path for path, number in before.items() if path.stat().st_ino != number]
    assert changed == [there / "index.md"]


def test_file_by_file_links_are_copied_as_links(tmp_path: Path) -> None:
    """When a folder is updated file by file, links are copied as links.

    A link replaces a file, or a file a link, even if both have the same content.
    """
    staged, there = tmp_path / "staged", tmp_path / "there"
    for folder, link, file in ((staged, "one.txt", "two.txt"), (there, "two.txt", "one.txt")):
        folder.mkdir()
        (folder / "index.md").write_bytes(b"same")
        (folder / file).write_bytes(b"same")
        (folder / link).symlink_to("index.md")
    update_file_by_file(staged, there, {})
    assert (there / "one.txt").readlink() == Path("index.md")
    assert not (there / "two.txt").is_symlink()
    assert (there / "two.txt").read_bytes() == b"same"


@pytest.mark.parametrize("page", ["a.html", "a.md"])
def test_file_by_file_pages_come_last(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a folder is updated file by file, pages are written after their styles and images.

    The manifest is written at the beginning and again at the end.
    """
    staged, there = tmp_path / "staged", tmp_path / "there"
    for name in (page, "b/c.css", "d.svg", "list"):
        put_file(staged / name, b"new")
    put_file(there / "old.css", b"old")
    replace, unlink = Path.replace, Path.unlink
    done: list[str] = []

    def replaced(new: Path, place: Path) -> Path:
        done.append(place.relative_to(there).as_posix())
        return replace(new, place)

    def removed(path: Path, **options: bool) -> None:
        if path.exists():
            done.append(f"without {path.relative_to(there).as_posix()}")
        unlink(path, **options)

    monkeypatch.setattr(Path, "replace", replaced)
    monkeypatch.setattr(Path, "unlink", removed)
    update_file_by_file(staged, there, {"list": b"old and new"})
    assert done == ["list", "b/c.css", "d.svg", page, "without old.css", "list"]


def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the disk is full, an update keeps the old file, and leaves no part of the new file."""
    staged, there = tmp_path / "staged", tmp_path / "there"
    put_file(staged / "a", b"new")
    put_file(there / "a", b"old")

    def full(_: Path, new: Path, **__: bool) -> None:
        new.write_bytes(b"n")
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(shutil, "copy2", full)
    with pytest.raises(OSError, match="full"):
        update_file_by_file(staged, there, {})
    assert content(there) == {"a": b"old"}


@posix
def test_a_killed_build_leaves_nothing_in_the_cache(tmp_path: Path) -> None:
    """Files that killed processes were writing are deleted when the cache is written next."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    for name in (f"thing.{ended.pid}", f"thing.{os.getpid()}", "thing.a"):
        (tmp_path / name).write_bytes(b"unfinished")
    shelf = Cache(tmp_path, KEY)
    shelf.set("other", 1)
    shelf.flush()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "other", f"thing.{os.getpid()}", "thing.a"
    ]  # fmt: skip


def test_an_entry_that_cannot_be_written_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a full disk prevents a cache entry from being written, its old version is deleted.

    Otherwise, the next build would use the outdated entry.
    """
    shelf = Cache(tmp_path, KEY)
    shelf.set("thing", 1)
    shelf.flush()
    shelf.set("thing", 2)

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        shelf.flush()
    assert Cache(tmp_path, KEY).get("thing") is None
    assert list(tmp_path.iterdir()) == []


def test_entries_of_another_version_are_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Installing, removing or reinstalling a package makes the whole cache invalid."""
    packages, other = tmp_path / "site-packages", tmp_path / "other"
    (packages / "one-1.0.dist-info").mkdir(parents=True)
    record = packages / "one-1.0.dist-info" / "RECORD"
    other.mkdir()
    monkeypatch.setattr(sys, "path", [*sys.path, str(packages), str(other), str(tmp_path / "no")])

    def taken() -> object:
        cache._version.cache_clear()
        known = Cache(tmp_path / "kept", KEY).get("thing")
        shelf = Cache(tmp_path / "kept", KEY)
        shelf.set("thing", 1)
        shelf.flush()
        return known

    assert [taken(), taken()] == [None, 1]
    for folder, known in ((other, 1), (packages, None)):
        (folder / "two-1.0.dist-info").mkdir()
        assert [taken(), taken()] == [known, 1]
    record.write_text("a", "utf-8")
    assert [taken(), taken()] == [None, 1]
    os.utime(record, (1, 1))
    assert [taken(), taken()] == [None, 1]
    monkeypatch.setattr(sys, "version", "another")
    assert [taken(), taken()] == [None, 1]
    monkeypatch.undo()
    cache._version.cache_clear()


@pytest.mark.parametrize("name", ["a.py", "inner/a.py", "inner/a.j2"])
def test_entries_of_other_code_are_ignored(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A module or template that is added, changed or renamed makes the whole cache invalid."""
    monkeypatch.setattr(cache, "_PACKAGE", tmp_path)
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    seen = [_fingerprint()]
    file.write_text("a", "utf-8")
    seen.append(_fingerprint())
    file.write_text("b", "utf-8")
    seen.append(_fingerprint())
    file.rename(file.with_stem("c"))
    seen.append(_fingerprint())
    assert len({*seen}) == 4
    file.with_suffix(".txt").write_text("d", "utf-8")
    assert _fingerprint() == seen[-1]
    cache._version.cache_clear()


def _fingerprint() -> bytes:
    cache._version.cache_clear()
    return cache._version()


class Forged:
    """An object that creates a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return (Path.touch, (self.path,))


def test_an_entry_of_a_stranger_is_not_unpickled(tmp_path: Path) -> None:
    """A cache entry by another user isn't unpickled, because unpickling could run code."""
    stranger = Cache(tmp_path, b"the key of a stranger")
    stranger.set("thing", Forged(tmp_path / "ran"))
    stranger.flush()
    assert Cache(tmp_path, KEY).get("thing") is None
    assert not (tmp_path / "ran").exists()
    assert stranger.get("thing") is not None
    Cache(tmp_path, b"the key of a stranger").get("thing")
    assert (tmp_path / "ran").exists()


def test_an_entry_is_valid_under_its_own_name_only(tmp_path: Path) -> None:
    """A cache entry whose file was renamed, cut short or changed is ignored."""
    shelf = Cache(tmp_path, KEY)
    shelf.set("one", [1])
    shelf.flush()
    kept = (tmp_path / "one").read_bytes()
    assert Cache(tmp_path, KEY).get("one") == [1]
    (tmp_path / "two").write_bytes(kept)
    assert Cache(tmp_path, KEY).get("two") is None
    for damaged in (kept[:-1], kept + b"x", kept[1:], b"", b"\n", kept.replace(b"\n", b"", 1)):
        (tmp_path / "one").write_bytes(damaged)
        assert Cache(tmp_path, KEY).get("one") is None


def test_without_a_key_nothing_is_cached(tmp_path: Path) -> None:
    """Without the user's secret key, a cache keeps values only in memory, and writes no file."""
    shelf = Cache(tmp_path / "kept", None)
    shelf.set("thing", 1)
    shelf.flush()
    assert shelf.get("thing") == 1
    assert Cache(tmp_path / "kept", None).get("thing") is None
    assert not (tmp_path / "kept").exists()


def test_the_key_is_its_user_s_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user has one secret key for the caches of all projects. It isn't stored in a project.

    No other user can read the key.
    """
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    key = user_key()
    assert key is not None
    assert user_key() == key
    assert len(key) == 32, "a key that users have already is of this size"
    (path,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert path.read_bytes() == key
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    path.write_bytes(b"short")
    assert user_key() is None
    monkeypatch.setenv("XDG_STATE_HOME", str(path))
    assert user_key() is None
    monkeypatch.setattr(platformdirs, "user_state_path", lambda name: Path("~", name))
    assert user_key() is None
    assert not Path("~").exists()


@pytest.mark.parametrize("linked", [".cache", ".cache/sourcebook"])
def test_a_cache_folder_that_is_a_link_is_refused(linked: str, tmp_path: Path) -> None:
    """A cache folder that is a link is refused, so that builds can't write elsewhere."""
    other, link = tmp_path / "other", tmp_path / "project" / linked
    other.mkdir()
    link.parent.mkdir(parents=True)
    link.symlink_to(other)
    cache = tmp_path / "project/.cache/sourcebook"
    said = rf"^{re.escape(str(link))} can't be written: it is a link to {re.escape(str(other))}$"
    with pytest.raises(UnwritableError, match=said), hold_lock(cache, lambda: None):
        pass
    assert list(other.iterdir()) == []


def test_links_in_the_cache_folder_are_removed(tmp_path: Path) -> None:
    """Links in the cache folder are deleted, and their targets stay unchanged."""
    other, cache = tmp_path / "other", tmp_path / "cache"
    (other / "folder").mkdir(parents=True)
    (other / "file").write_bytes(b"precious")
    cache.mkdir()
    for name, leads in (("lock", "file"), ("docs", "folder"), ("site", ".")):
        (cache / name).symlink_to(other / leads)
    before = tree(other)
    with hold_lock(cache, lambda: None):
        assert [path.name for path in cache.iterdir()] == ["lock"]
        put(tmp_path, NEW)
    assert tree(other) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
@posix
def test_a_cache_folder_of_another_user_is_reported() -> None:
    """If another user owns the cache folder, as after a build by root, the error has advice."""
    with tempfile.TemporaryDirectory() as name:
        cache = Path(name, "cache")
        cache.mkdir()
        (cache / "lock").write_bytes(b"")
        for path in (cache, cache / "lock"):
            path.chmod(path.stat().st_mode & ~0o222)
        Path(name).chmod(0o755)

        def locked() -> None:
            said = r"lock can't be written: Permission denied \(if another user has made it, as"
            with pytest.raises(UnwritableError, match=said), hold_lock(cache, lambda: None):
                pass

        assert in_child(locked, user=_nobody()) == 0


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            PermissionError(errno.EACCES, "Permission denied", "some/file"),
            "some/file can't be written: Permission denied (if another user has made it, as root "
            "in a container, delete it)",
        ),
        (OSError(errno.EROFS, "Read-only disk"), "{} can't be written: Read-only disk"),
        (OSError("nobody knows"), "{} can't be written: nobody knows"),
    ],
)  # fmt: skip
def test_the_reason_why_the_cache_cannot_be_written(
    error: OSError, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the cache can't be written, the error has the file, the reason and, if known, advice."""

    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(UnwritableError) as raised, hold_lock(tmp_path / "cache", lambda: None):
        pass
    assert str(raised.value) == said.format(tmp_path / "cache")


@pytest.mark.slow
def test_a_build_that_waits_says_so_and_goes_on(tmp_path: Path) -> None:
    """A second build waits for the first, and says so; a build that needn't wait prints nothing."""
    told: list[str] = []
    first = hold_lock(tmp_path, lambda: told.append("first"))
    first.__enter__()

    def wait() -> None:
        told.append("second")
        first.__exit__(None, None, None)

    with hold_lock(tmp_path, wait):
        assert told == ["second"]
    with hold_lock(tmp_path, lambda: told.append("third")):
        assert told == ["second"]


def test_trees_are_swapped_by_relative_paths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Trees given by relative paths can be swapped."""
    monkeypatch.chdir(tmp_path)
    for name in ("docs", "spare"):
        Path(name).mkdir()
        Path(name, "file").write_text(name, "utf-8")
    assert swap_tree(Path("spare"), Path("docs"))
    assert [Path(name, "file").read_text("utf-8") for name in ("docs", "spare")] == [
        "spare", "docs",
    ]  # fmt: skip


def test_signatures_show_what_was_touched(tmp_path: Path) -> None:
    """Each file has a signature of its time, size and inode; missing files have none."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").write_bytes(b"one")
    (tmp_path / "c").write_bytes(b"")
    found = {path: (tmp_path / path).stat() for path in ("a/b", "c")}
    assert stat_signatures(tmp_path) == {
        path: (stat.st_mtime_ns, stat.st_size, stat.st_ino) for path, stat in found.items()
    }
    assert stat_signatures(tmp_path / "nowhere") == {}


def test_a_spool_has_what_was_put_there(tmp_path: Path) -> None:
    """A ``Spool`` keeps the last bytes stored under each name; once closed, it leaves no file."""
    texts = Spool(tmp_path / "new")
    for name, text in (("a", b"one"), ("b", b""), ("a", b"another"), ("c", bytes(100_000))):
        texts[name] = text
    assert dict(texts) == {"a": b"another", "b": b"", "c": bytes(100_000)}
    assert len(texts) == 3
    del texts["b"]
    assert list(texts) == ["a", "c"]
    assert "b" not in texts
    texts.close()
    assert list((tmp_path / "new").iterdir()) == []
