"""The results are the same on Linux, macOS and Windows.

Differences in names, locks and output are tested on any system, by functions with the system as a
parameter.
"""

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath
from unicodedata import normalize

import click
import pytest
from watchdog.events import FileSystemEvent

from sourcebook import stages
from sourcebook.command import new_record
from sourcebook.command.reporting import make_encodable
from sourcebook.editing import starting
from sourcebook.problems import format_problems
from sourcebook.publishing import indexing
from sourcebook.publishing.pagefind_process import IndexingError
from sourcebook.reading import folder as reading
from sourcebook.reading.folder import read
from sourcebook.reading.portable import same, unfit
from sourcebook.records.base import RESERVED_IDS, id_error
from sourcebook.serving.watching import Watch
from sourcebook.text import is_device
from sourcebook.writing import os_rename

from .corpora import told
from .projects import ROOT, project, run
from .systems import posix


def watch(*, files: tuple[str, ...] = (), folders: tuple[str, ...] = ()) -> Watch:
    """Return a ``Watch`` that isn't running."""
    made = Watch.__new__(Watch)
    made._files, made._folders = set(files), dict.fromkeys(folders)
    return made


def test_a_save_is_noticed_however_the_system_writes_paths() -> None:
    """``serve`` notices a saved file however its path is written: backslashes, case, accents."""
    windows = watch(files=("C:\\proj\\mkdocs.yml",), folders=("C:\\proj\\sources",))
    for path in ("C:\\proj\\sources\\actors\\x.yml", "C:\\proj\\sources\\x.yml",
                 "c:\\Proj\\sources\\actors\\X.yml", "C:\\proj\\mkdocs.yml",
                 "C:/proj/sources/actors/x.yml"):  # fmt: skip
        assert windows._is_watched(path), path
    for path in ("C:\\proj\\sources", "C:\\proj\\sources-old\\x.yml", "C:\\proj\\other.yml",
                 "C:\\proj\\sources\\.x.yml.swp", "C:\\proj\\sources\\actors\\x.yml~",
                 "C:\\proj\\sources\\actors\\.#x.yml", "D:\\proj\\sources\\x.yml"):  # fmt: skip
        assert not windows._is_watched(path), path
    assert watch(folders=("D:\\",))._is_watched("D:\\x.yml")
    assert watch(folders=("\\\\host\\share\\sources",))._is_watched(
        "\\\\host\\share\\sources\\a\\x.yml"
    )
    composed = "/Users/j\u00e9r\u00f4me/proj/sources"
    mac = watch(files=(f"{composed}/../mkdocs.yml",), folders=(composed,))
    assert mac._is_watched(f"{normalize('NFD', composed)}/actors/x.yml")
    assert mac._is_watched("/users/J\u00c9R\u00d4ME/Proj/sources/actors/x.yml")
    linux = watch(folders=("/home/me/sources",))
    assert linux._is_watched("/home/me/sources/actors/x.yml")
    assert not linux._is_watched("/home/me/sources2/actors/x.yml")


def test_reading_files_is_not_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build reads all sources; being told of each would slow it down. Saving is reported."""
    file = tmp_path / "a.yml"
    file.write_text("a: 1", "utf-8")
    reported: list[FileSystemEvent] = []

    def report(watching: Watch, event: FileSystemEvent) -> None:
        reported.append(event)
        watching._changed.set()

    monkeypatch.setattr(Watch, "on_any_event", report)
    with Watch([tmp_path], [file]) as watching:
        while watching.wait(0.3):
            pass  # some systems report what happened before
        reported.clear()
        for _ in range(20):
            file.read_text("utf-8")
            list(tmp_path.iterdir())
        watching.wait(0.3)
        assert {event.event_type for event in reported}.isdisjoint(["opened", "closed_no_write"])
        file.write_text("a: 2", "utf-8")
        assert watching.wait(10)


def test_a_folder_that_is_replaced_is_still_watched(tmp_path: Path) -> None:
    """``serve`` notices that ``sources/`` is deleted or replaced, and changes in the new folder."""
    folder, other = tmp_path / "sources", tmp_path / "other"
    for made in (folder, other):
        (made / "actors").mkdir(parents=True)
    with Watch([folder], []) as watching:

        def notices(change: Callable[[], object]) -> bool:
            while watching.wait(0.3):
                pass  # changes from before
            change()
            return watching.wait(10)

        assert notices(lambda: (folder / "actors/a.yml").write_text("a", "utf-8"))
        assert notices(lambda: shutil.rmtree(folder))
        assert notices(lambda: other.rename(folder))
        assert notices(lambda: (folder / "actors/b.yml").write_text("b", "utf-8"))
        assert notices(lambda: folder.rename(other))
        assert notices(lambda: shutil.copytree(other, folder))
        assert notices(lambda: (folder / "actors/c.yml").write_text("c", "utf-8"))


@pytest.mark.parametrize(
    "name",
    ["con", "CON", "nul.yml", "aux .md", "prn.tar.gz", "com1", "LPT9.txt", "com0", "COM\u00b9.yml",
     "conin$", "CONOUT$"],
)  # fmt: skip
def test_names_that_windows_keeps_are_known(name: str) -> None:
    """Names of Windows devices, such as "con", are recognised in any case, with any extension."""
    assert is_device(name)
    assert unfit(f"actors/{name}") is not None


def test_no_id_is_a_name_that_windows_keeps() -> None:
    """No id is a device name, because ids become names of files and folders."""
    for device in ("con", "prn", "aux", "nul", "com0", "com9", "lpt1"):
        assert device in RESERVED_IDS
        assert (found := id_error(device)) is not None
        assert found.type == "reserved-id"
    for id_ in ("console", "com10", "auxiliary-force", "null"):
        assert id_error(id_) is None
        assert not is_device(f"{id_}.yml")


@posix
def test_file_names_that_other_systems_lose_are_told(tmp_path: Path) -> None:
    """File names that Windows or macOS can't have, or would confuse, are reported on any system."""
    folder = project(tmp_path / "p")
    text = (folder / "sources/actors/town.yml").read_text("utf-8")
    (folder / "sources/actors/town.yml").unlink()
    names = ["aux.yml", "caf\u00e9.yml", "CAFE\u0301.yml"]
    records = text.split("\n\n", len(names) - 1)
    for name, record in zip(names, records, strict=True):
        (folder / "sources/actors" / name).write_text(f"{record}\n", "utf-8")
    assert told(folder).splitlines() == [
        "sources/actors/aux.yml:1:1: warning[unfit-name]: Windows can't have a file of this name: "
        "'aux' means a device there; give it another",
        "sources/actors/caf\u00e9.yml:1:1: warning[same-name]: Windows and macOS take this for the "
        "file 'sources/actors/CAFE\u0301.yml', and keep one of the two; give it another name",
    ]


def test_names_are_told_apart_as_each_system_does() -> None:
    """Two files whose names differ only in case or in the form of an accent are reported."""
    names = [
        "a.yml",
        "A.yml",
        "b.yml",
        "\u00c5.yml",
        "A\u030a.yml",
        "a\u030a.yml",
        "stra\u00dfe.yml",
    ]
    assert list(same(names)) == [
        ("A.yml", "a.yml"), ("A\u030a.yml", "\u00c5.yml"), ("a\u030a.yml", "\u00c5.yml"),
    ]  # fmt: skip
    for name in ("events/2015.yml", "a b/c.d.yml", "\u00e9.yml", "console.yml"):
        assert unfit(name) is None
    for name in ("a?.yml", "x/y.", "x /y.yml", "a\\b.yml", "a\nb.yml", 'a".yml', "<a>.yml", "a|b"):
        assert unfit(name) is not None, name


def test_a_file_is_named_as_its_system_names_it() -> None:
    """``new`` accepts paths as the operating system writes them.

    A file name that any other system forbids is an error.
    """
    for name in ("town", "town.yml", "actors\\town.yml", "sources\\actors\\town.yml",
                 "sources/actors/town"):  # fmt: skip
        assert new_record.path_of("actor", PureWindowsPath(name)) == "actors/town.yml"
    assert new_record.path_of("actor", PurePosixPath("sources/actors/town")) == "actors/town.yml"
    for path in (PurePosixPath("actors\\town"), PureWindowsPath("..\\town"), PurePosixPath(".x"),
                 PureWindowsPath("C:\\town"), PureWindowsPath("c:town"), PurePosixPath("aux"),
                 PurePosixPath("a:b"), PurePosixPath("NUL.yml"), PurePosixPath("a?")):  # fmt: skip
        with pytest.raises(click.UsageError):
            new_record.path_of("actor", path)


@posix
@pytest.mark.parametrize("name", ["events/x.yml", "pages/x.md", "images/x.png", "vocabulary.yml"])
def test_a_pipe_among_the_sources_is_reported(tmp_path: Path, name: str) -> None:
    """A named pipe is reported as unreadable; reading it would never end."""
    folder = project(tmp_path / "p")
    (folder / "sources" / name).parent.mkdir(exist_ok=True)
    (folder / "sources" / name).unlink(missing_ok=True)
    os.mkfifo(folder / "sources" / name)
    records = read(folder / "sources")
    assert list(format_problems(records.problems)) == [
        f"sources/{name}:1:1: error[unreadable-file]: the file can't be read: it isn't a regular "
        "file"
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
@pytest.mark.parametrize("name", [b"pages/caf\xe9.md", b"events/\xff.yml", b"images/caf\xe9.png"])
def test_a_name_that_is_no_text_is_reported(tmp_path: Path, name: bytes) -> None:
    """A file whose name isn't UTF-8 is reported, whatever the file contains."""
    folder = project(tmp_path / "p")
    file = folder / "sources" / os.fsdecode(name)
    file.parent.mkdir(exist_ok=True)
    file.write_text("# Hi\n", "utf-8")
    checked = stages.check(folder)
    assert [problem.code for problem in checked.problems] == ["unreadable-file"]
    assert "its name isn't UTF-8" in "".join(format_problems(checked.problems))


@posix
def test_a_junction_of_windows_is_taken_for_the_link_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Windows junction is treated as a link, and isn't followed out of sources/.

    A junction that leads back into sources/ has no effect: no file is read twice.
    """
    folder = project(tmp_path / "p")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "more.yml").write_text("x: {}\n", "utf-8")
    (folder / "sources/actors/far").symlink_to(elsewhere)
    (folder / "sources/actors/again").symlink_to(folder / "sources/actors")
    monkeypatch.setattr(Path, "is_symlink", lambda _: False)
    monkeypatch.setattr(reading, "_IS_JUNCTION", os.path.islink)
    records = read(folder / "sources")
    assert [problem.code for problem in records.problems] == ["symlink-outside"]


@pytest.mark.parametrize(
    ("platform", "printed"),
    [("win32", "caf\u00e9 \u2192 \u0441".encode()), ("linux", b"caf\xe9 \\u2192 \\u0441")],
)
def test_whatever_is_told_can_be_printed(platform: str, printed: bytes) -> None:
    """Any text can be printed in any encoding: missing letters are escaped."""
    data = io.BytesIO()
    stream = io.TextIOWrapper(data, encoding="cp1252")
    make_encodable(stream, platform)
    stream.write("caf\u00e9 \u2192 \u0441")
    stream.flush()
    assert data.getvalue() == printed
    make_encodable(io.StringIO(), platform)


@pytest.mark.slow
def test_a_command_tells_in_an_encoding_without_the_letters(tmp_path: Path) -> None:
    """If the encoding of a command's output lacks letters, they are printed as escapes."""
    folder = project(tmp_path / "p")
    actors = folder / "sources/actors/town.yml"
    actors.write_text(
        actors.read_text("utf-8").replace("name: Ada Brandt", "name: \u0410\u0434\u0430 Brandt"),
        "utf-8",
    )
    for encoding in ("cp1252", "iso-8859-1"):
        result = subprocess.run(
            [sys.executable, "build_site.py", "show", "fire-chief"], cwd=folder, check=True,
            env={**os.environ, "PYTHONIOENCODING": encoding}, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert b"\\u0410\\u0434\\u0430 Brandt" in result.stdout


def test_lines_that_end_as_on_windows_make_the_same_pages(tmp_path: Path) -> None:
    """Sources with CRLF line ends give the same pages as sources with LF, and pages have LF."""
    plain, crlf = project(tmp_path / "plain"), project(tmp_path / "crlf")
    for path in (crlf / "sources").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    made = []
    for folder in (plain, crlf):
        checked = stages.check(folder)
        assert checked.corpus is not None
        files = stages.generate(checked.corpus, checked.evidence)
        made.append({path: data for path, data in files.items() if not path.startswith("data/")})
    assert made[0] == made[1]
    assert [path for path, data in made[0].items() if b"\r" in data] == []


def test_nothing_is_written_with_the_line_ends_of_a_system() -> None:
    """The code writes files as bytes, or with explicit line ends."""
    careless = re.compile(r"\.write_text\(|open\([^)\n]*[\"'][wax]\+?[\"'](?![^)\n]*newline)")
    found = [
        f"{path.relative_to(ROOT).as_posix()}: {line.strip()}"
        for path in (ROOT / "sourcebook").rglob("*.py")
        if "starter" not in path.parts
        for line in path.read_text("utf-8").splitlines()
        if careless.search(line)
    ]
    assert found == []


def test_files_of_the_repository_can_be_checked_out_everywhere() -> None:
    """Every file in the repository can be checked out unchanged on Windows and macOS."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no clone")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout  # fmt: skip
    names = listed.decode().rstrip("\0").split("\0")
    assert [name for name in names if unfit(name)] == []
    assert list(same(names)) == []
    assert "* -text" in (ROOT / ".gitattributes").read_text("utf-8").splitlines()


def test_a_new_project_keeps_its_pages_as_they_are_made(tmp_path: Path) -> None:
    """A new project's .gitattributes forbids Git to change line ends of generated files."""
    starting.start(tmp_path / "p", "My topic")
    told = (tmp_path / "p" / ".gitattributes").read_text("utf-8").splitlines()
    assert {"/docs/** -text", "/sources/evidence.lock -text"} <= {*told}


def test_what_the_index_says_is_read_as_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pagefind's output is read as UTF-8; invalid bytes don't stop the build."""
    said = "import sys; sys.stdout.buffer.write('caf\u00e9'.encode() + b'\\xff'); sys.exit(1)"
    real = subprocess.Popen

    def instead(_: object, **options: object) -> object:
        return real([sys.executable, "-c", said], **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", instead)
    with pytest.raises(IndexingError, match="could not index the site: caf\u00e9\ufffd"):
        indexing.make_index(tmp_path, tmp_path / "index", {})


def test_a_rename_waits_where_readers_hinder_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows, a rename is tried again while another program has the file or folder open."""
    real, held = Path.rename, [PermissionError] * 3
    monkeypatch.setattr(os_rename, "_PAUSE", 0)

    def busy(path: Path, target: Path) -> Path:
        if held:
            raise held.pop()(13, "Access is denied", str(path))
        return real(path, target)

    monkeypatch.setattr(Path, "rename", busy)
    (tmp_path / "a").mkdir()
    with pytest.raises(PermissionError):
        os_rename.rename(tmp_path / "a", tmp_path / "b", retries=False)
    assert len(held) == 2
    os_rename.rename(tmp_path / "a", tmp_path / "b", retries=True)
    assert (tmp_path / "b").is_dir()
    held += [PermissionError] * 1000
    with pytest.raises(PermissionError):
        os_rename.rename(tmp_path / "b", tmp_path / "a", retries=True)


def test_a_rename_leaves_readers_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failing rename is tried again, with pauses of 2 s in all; then the error is raised."""
    paused: list[float] = []

    def busy(_: Path, __: Path) -> None:
        if len(paused) < most:
            raise PermissionError

    monkeypatch.setattr("time.sleep", paused.append)
    monkeypatch.setattr(Path, "rename", busy)
    most = 3
    os_rename.rename(tmp_path / "a", tmp_path / "b", retries=True)
    assert paused == [0.1] * 3
    most = 30
    with pytest.raises(PermissionError):
        os_rename.rename(tmp_path / "a", tmp_path / "b", retries=True)
    assert paused == [0.1] * 23


@pytest.mark.slow
def test_an_address_is_told_from_a_drive(tmp_path: Path) -> None:
    """For ``add``, "https://example.org/a" is an address, but "C://none.html" is a file's name."""
    folder = project(tmp_path / "p")
    assert "is an address" in run(folder, "add", "https://example.org/a").stderr
    assert "is an address" not in run(folder, "add", "C://none.html").stderr
