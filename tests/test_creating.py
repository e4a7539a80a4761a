"""Creating new files: all of them or none, and never over an existing file."""

import errno
import os
import stat
from pathlib import Path

import pytest

from sourcebook.writing import new_files
from sourcebook.writing.new_files import create

from .systems import posix


def _names(folder: Path) -> list[str]:
    """Return the names of all files and folders in a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def _no_links(_: object, __: object) -> None:
    """Raise the error of a file system without hard links."""
    raise OSError(errno.ENOTSUP, "not supported")


@pytest.mark.parametrize("links", [True, False])
def test_files_are_put_in_place(
    links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``create`` makes missing folders, writes the files, and leaves no temporary files."""
    if not links:
        monkeypatch.setattr(os, "link", _no_links)
    (tmp_path / f".a.{os.getpid()}").write_bytes(b"of one that was killed, with our number")
    create({tmp_path / "a": b"one", tmp_path / "deep" / "er" / "b": b"two"})
    assert _names(tmp_path) == ["a", "deep", "deep/er", "deep/er/b"]
    assert (tmp_path / "a").read_bytes() == b"one"
    assert (tmp_path / "deep" / "er" / "b").read_bytes() == b"two"


@pytest.mark.parametrize("links", [True, False])
def test_what_is_there_stays_and_the_others_go(
    links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If one of several files exists already, ``create`` keeps it, and creates no other file."""
    if not links:
        monkeypatch.setattr(os, "link", _no_links)
    (tmp_path / "b").write_bytes(b"old")
    with pytest.raises(FileExistsError):
        create({tmp_path / name: b"new" for name in "abc"})
    assert _names(tmp_path) == ["b"]
    assert (tmp_path / "b").read_bytes() == b"old"


@posix
def test_who_may_read_them(tmp_path: Path) -> None:
    """``create`` gives new files the permissions ``mode``, by default those of the umask."""
    before = os.umask(0o027)
    try:
        create({tmp_path / "a": b""})
        create({tmp_path / "b": b""}, mode=0o600)
    finally:
        os.umask(before)
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in "ab"]
    assert modes == [0o640, 0o600]


def test_what_can_not_be_written_is_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the disk is full after the first of two files, ``create`` deletes this file again."""
    write = new_files._write

    def full(path: Path, content: bytes, mode: int) -> None:
        if content == b"two":
            raise OSError(errno.ENOSPC, "full")
        write(path, content, mode)

    monkeypatch.setattr(new_files, "_write", full)
    with pytest.raises(OSError, match="full"):
        create({tmp_path / "a": b"one", tmp_path / "b": b"two"})
    assert _names(tmp_path) == []
