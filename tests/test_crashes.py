"""If Sourcebook crashes, a short message says what happened, and where to send the report."""

import errno
import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from sourcebook import crashes, stages
from sourcebook.crashes import Crash, is_ours, recipient, refusal, report_crash, working_on
from sourcebook.project import Built
from sourcebook.serving import session as serving_session
from sourcebook.serving.session import Session
from sourcebook.workers import parallel_map
from sourcebook.writing import UnwritableError

from .projects import PATIENCE, ROOT, project, run
from .systems import WINDOWS, posix

SPOILT = '''"""A project's own command, in which something of the package goes wrong."""
import os
from pathlib import Path

os.sched_getaffinity = lambda _: {{0, 1}}
{spoil}

from sourcebook.command import main
from sourcebook.hook import *

if __name__ == "__main__":
    main(Path(__file__).resolve().parent)
'''

FAILING = """
def fail(*_, **__):
    raise KeyError("of ours")
"""

IN_READING = f"""{FAILING}
from sourcebook.reading import folder
def read(document, records):
    if document.path.endswith("town.yml"):
        fail()
folder.SOURCE_FOLDERS["actors"] = folder.SOURCE_FOLDERS["actors"]._replace(read=read)
"""

IN_MAKING = f"""{FAILING}
from sourcebook import stages
from sourcebook.tracking.build_cache import Job
from sourcebook.pages.compose import Composer
def jobs(self, before=Composer.jobs, **which):
    return [job._replace(make=fail) if job.path == "actors/fire-brigade.md" else job
            for job in before(self, **which)]
Composer.jobs = jobs
"""

IN_RENDERING = """
from sourcebook.publishing import inline_svg
inline_svg.insert_drawings = lambda html: html
"""


def spoilt(folder: Path, spoil: str) -> Path:
    """Make a project whose command first runs the Python code ``spoil``; return its folder."""
    project(folder)
    (folder / "build_site.py").write_text(SPOILT.format(spoil=spoil), "utf-8")
    return folder


def report_of(told: str) -> Path:
    """Return the path of the crash report that the output names; check that it has a traceback."""
    path = Path(told[told.index("Please send this file to ") :].splitlines()[1].strip())
    assert "Traceback (most recent call last):" in path.read_text("utf-8")
    return path


@pytest.mark.slow
def test_an_error_of_ours_ends_in_one_screen(tmp_path: Path) -> None:
    """After a crash, the exit code is 70, and standard error has only a short message.

    The message names the exception, the command, the source file and the crash report.
    """
    folder = spoilt(tmp_path / "p", IN_READING)
    result = run(folder, "check", "--strict")
    report = report_of(result.stderr)
    assert (result.returncode, result.stdout) == (70, "")
    assert result.stderr == (
        "This is a bug in Sourcebook, not a mistake in your sources.\n"
        "  what:  KeyError: 'of ours'\n"
        "  where: build_site.py check --strict\n"
        "  file:  sources/actors/town.yml\n"
        "Please send this file to whoever gave you Sourcebook:\n"
        f"  {report}\n"
        "It names folders and may quote your sources: look through it first.\n"
    )
    assert report.parent == folder / ".cache" / "sourcebook" / "crashes"
    text = report.read_text("utf-8")
    assert "Command: build_site.py check --strict\n" in text
    assert f"Project: {folder}\n" in text
    assert re.match(r"Sourcebook [\d.]+, Python 3\.\d+", text)
    assert run(folder, "check", "--strict").stderr == result.stderr
    assert len(list(report.parent.iterdir())) == 1


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [(["--traceback"], {}), (["check", "--traceback"], {}), (["check"], {"SOURCEBOOK_DEBUG": "1"})],
)
def test_a_traceback_is_printed_to_whoever_asks(
    tmp_path: Path, arguments: Sequence[str], environment: dict[str, str]
) -> None:
    """``--traceback``, anywhere in the command, or ``SOURCEBOOK_DEBUG=1`` prints the traceback."""
    folder = spoilt(tmp_path / "p", IN_READING)
    result = run(folder, *arguments, **environment)
    assert result.returncode == 70
    assert "Traceback (most recent call last):" in result.stderr
    assert "This is a bug in Sourcebook" in result.stderr


@pytest.mark.parametrize(
    ("spoil", "file"),
    [(IN_MAKING, "docs/actors/fire-brigade.md"), (IN_RENDERING, r"docs/.+\.md")],
)
def test_an_error_in_a_process_of_the_build_is_told_likewise(
    tmp_path: Path, spoil: str, file: str
) -> None:
    """A crash while a page is made or rendered is reported with the page's path and a traceback."""
    folder = spoilt(tmp_path / "p", spoil)
    result = run(folder)
    assert result.returncode == 70, result.stderr
    assert re.search(rf"^  file:  {file}$", result.stderr, re.MULTILINE)
    assert "Traceback" not in result.stderr + result.stdout
    text = report_of(result.stderr).read_text("utf-8")
    # A small number of pages is rendered by the command's own process, without workers.
    assert ("in another process:" in text) == (sys.platform == "linux" and spoil == IN_MAKING)
    assert "in fail" in text or "in inline" in text or "in on_page_content" in text
    assert not (folder / "site").exists()


def test_an_error_after_the_work_is_told_likewise(tmp_path: Path) -> None:
    """If a process of the build crashes after it has sent its result, this is reported too."""
    spoil = f"{FAILING}\nfrom sourcebook.command import building\nbuilding._flush = fail\n"
    result = run(spoilt(tmp_path / "p", spoil))
    assert result.returncode == 70
    assert result.stderr.startswith("This is a bug in Sourcebook")
    assert "Traceback" not in result.stderr
    assert "KeyError: 'of ours'" in report_of(result.stderr).read_text("utf-8")


def test_through_mkdocs_it_is_told_likewise(tmp_path: Path) -> None:
    """If Sourcebook crashes in plain ``mkdocs build``, MkDocs prints the usual crash message."""
    for spoil in (IN_READING, IN_RENDERING):
        folder = spoilt(tmp_path / f"p{len(spoil)}", spoil)
        (folder / "docs").mkdir()
        result = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "-d", "plain"], cwd=folder,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip
        assert result.returncode == 1
        assert "This is a bug in Sourcebook, not a mistake in your sources." in result.stderr
        assert "Traceback" not in result.stderr + result.stdout
        report_of(result.stderr)


def test_where_the_project_can_not_be_written_the_report_is_elsewhere(tmp_path: Path) -> None:
    """If the project can't be written, the crash report is written to a temporary file.

    Only the user who ran the command may read this file.
    """
    (tmp_path / ".cache").write_text("in the way")
    crash = report_crash(ValueError("x"), "check", tmp_path)
    assert crash.report is not None
    assert tmp_path not in crash.report.parents
    assert crash.report.name.startswith("sourcebook-crash-")
    assert WINDOWS or crash.report.stat().st_mode & 0o077 == 0
    crash.report.unlink()
    told = Crash("ValueError: x", "check", None, None).lines()
    assert any("could not be written; run the command with --traceback" in line for line in told)


def test_a_screen_is_short_and_shows_nothing_hidden() -> None:
    """The message after a crash is short and printable, whatever the text of the error contains."""
    crash = report_crash(ValueError("a\nb\x1b[2J" + "x" * 10**6), "check", None)
    assert crash.report is not None
    crash.report.unlink()
    assert len(crash.lines()) < 12
    assert all(len(line) < 400 and line.isprintable() for line in crash.lines())
    assert "\x1b" not in "".join(crash.lines())


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "docs/a.md"),
         "docs/a.md: the disk is full; make room, and run the command again"),
        (OSError(errno.ENOSPC, "No space left on device"),
         "the disk is full; make room, and run the command again"),
        (PermissionError(errno.EACCES, "Permission denied", "docs"), "docs: Permission denied"),
        (OSError(errno.EROFS, "Read-only file system", "docs"), "docs: Read-only file system"),
        (MemoryError(),
         "there is not enough memory; end other programs, or build on a larger machine"),
        (UnwritableError("there is no room"), "there is no room"),
        (FileNotFoundError(errno.ENOENT, "No such file", "x"), None),
        (OSError("without a number"), None),
        (KeyError("x"), None),
    ],
)  # fmt: skip
def test_what_a_machine_refuses_is_no_error_of_ours(error: Exception, words: str | None) -> None:
    """``refusal`` returns a message for a system error, such as a full disk; otherwise None."""
    assert refusal(error) == words


@pytest.mark.parametrize(
    ("raised", "code", "told"),
    [
        ("OSError(28, 'No space left on device', 'docs/x.md')", 1,
         "Error: docs/x.md: the disk is full; make room, and run the command again\n"),
        ("MemoryError()", 1,
         "Error: there is not enough memory; end other programs, or build on a larger machine\n"),
        ("KeyboardInterrupt()", 130, "Interrupted.\n"),
        ("BrokenPipeError(32, 'Broken pipe')", 141, ""),
    ],
)  # fmt: skip
def test_each_ending_has_its_sentence_and_its_code(
    tmp_path: Path, raised: str, code: int, told: str
) -> None:
    """A full disk, too little memory, Ctrl-C or a closed pipe isn't reported as a crash."""
    spoil = (
        f"from sourcebook.reading import folder\ndef read(*_):\n    raise {raised}\n"
        "folder.SOURCE_FOLDERS['actors'] = folder.SOURCE_FOLDERS['actors']._replace(read=read)\n"
    )
    result = run(spoilt(tmp_path / "p", spoil), "check")
    assert (result.returncode, result.stderr, result.stdout) == (code, told, "")


def test_what_is_nested_too_deeply_is_told_without_a_thousand_lines(tmp_path: Path) -> None:
    """If a file is nested too deeply, the message names it, and the crash report stays short."""
    spoil = (
        "from sourcebook.reading import folder\ndef read(*given):\n    read(*given)\n"
        "folder.SOURCE_FOLDERS['actors'] = folder.SOURCE_FOLDERS['actors']._replace(read=read)\n"
    )
    result = run(spoilt(tmp_path / "p", spoil), "check")
    assert result.returncode == 70
    assert "nested deeper than Sourcebook can follow (RecursionError)" in result.stderr
    assert re.search(r"^  file:  sources/actors/\w+\.yml$", result.stderr, re.MULTILINE)
    assert len(report_of(result.stderr).read_text("utf-8").splitlines()) < 100


@posix
def test_ctrl_c_ends_a_command_in_a_word(tmp_path: Path) -> None:
    """If Ctrl-C interrupts the reading of sources, the exit code is 130, as shells expect."""
    spoil = (
        "import time\nfrom sourcebook.reading import folder\ndef read(*_):\n"
        "    print('reading', flush=True)\n    time.sleep(1000)\n"
        "folder.SOURCE_FOLDERS['actors'] = folder.SOURCE_FOLDERS['actors']._replace(read=read)\n"
    )
    with subprocess.Popen(
        [sys.executable, "build_site.py", "pages"], cwd=spoilt(tmp_path / "p", spoil),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as command:  # fmt: skip
        assert command.stdout is not None
        while command.stdout.readline() != "reading\n":
            assert command.poll() is None
        command.send_signal(signal.SIGINT)
        _, told = command.communicate(timeout=PATIENCE)
    assert (command.returncode, told) == (130, "Interrupted.\n")


@posix
@pytest.mark.slow
def test_output_that_nobody_reads_is_no_error(tmp_path: Path) -> None:
    """A command whose output pipe is closed ends quietly."""
    folder = project(tmp_path / "p")
    shell = f'"{sys.executable}" -u build_site.py {{}} 2>told | head -c 0; cat told'
    for command in ("check", "check --format json", "show fire-brigade", "--help", "pages"):
        result = subprocess.run(
            ["sh", "-c", shell.format(command)], cwd=folder, capture_output=True, text=True,
            timeout=PATIENCE, check=False,
        )  # fmt: skip
        assert result.stdout == "", command


@posix
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_error(tmp_path: Path, closed: str) -> None:
    """A command that was started without its streams does its work, and nothing else."""
    folder = project(tmp_path / "p")
    result = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" build_site.py check {closed}'], cwd=folder,
        capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert (result.returncode, result.stderr) == (0, "")


def test_a_full_disk_is_told_in_a_sentence(tmp_path: Path) -> None:
    """If ``check`` can't write its output to a full disk, a message says so; the exit code is 1."""
    if not Path("/dev/full").exists():
        pytest.skip("there is no full device here")
    folder = project(tmp_path / "p")
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [sys.executable, "build_site.py", "check"], cwd=folder, stdout=full,
            stderr=subprocess.PIPE, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip
    assert (result.returncode, result.stderr) == (
        1, "Error: the disk is full; make room, and run the command again\n",
    )  # fmt: skip


def test_the_preview_goes_on_after_an_error_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The preview shows a crash on top of the page until a build succeeds."""
    said: list[str] = []
    folder = project(tmp_path / "p")
    (folder / "docs").mkdir()
    session = Session(folder, said.append, lambda *_: None)

    def fail(*_: object, **__: object) -> None:
        raise KeyError("of ours")

    for module, name, work in (
        (stages, "pages", session.build),
        (serving_session, "load_render_context", session.finish),
    ):  # fmt: skip
        said.clear()
        with monkeypatch.context() as patch:
            patch.setattr(module, name, fail)
            assert not work()
        assert said[0] == "This is a bug in Sourcebook, not a mistake in your sources."
        assert "  where: serve" in said
        report_of("\n".join(said))
        news = next(session.state.news("a.html", session.state.number, 0))
        assert news is not None
        assert [problem["message"] for problem in news["problems"]] == said
    with monkeypatch.context() as patch:
        patch.setattr(stages, "pages", lambda *_, **__: Built({}, []))
        assert not session.build()
    assert next(session.state.news("a.html", session.state.number, 0)) == {"problems": []}


def test_errors_of_others_are_told_apart() -> None:
    """``is_ours`` tells an exception in Sourcebook's code from one in a project's own code."""
    with pytest.raises(ValueError, match="x") as own:
        raise ValueError("x")
    assert not is_ours(own.value)
    with pytest.raises(TypeError) as ours:
        list(parallel_map(len, [1], 1))  # type: ignore[arg-type]
    assert is_ours(ours.value)


def test_the_file_that_was_worked_on_is_the_innermost() -> None:
    """If ``working_on`` blocks are nested, the crash report names the file of the innermost."""
    with pytest.raises(ValueError, match="x") as told, working_on("a.yml"), working_on("b.yml"):
        raise ValueError("x")
    crash = report_crash(told.value, "check", None)
    assert crash.working_on == "b.yml"
    assert crash.report is not None
    crash.report.unlink()


def test_a_report_goes_to_the_address_in_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the package's metadata has an address for issues, crash reports are to be sent there."""
    assert recipient() == "whoever gave you Sourcebook"

    class Metadata:
        """Metadata of a package with a home page and an address for issues."""

        def get_all(self, _: str) -> list[str]:
            """Return the package's project URLs, each as label and URL."""
            return ["Homepage, https://example.org", "Issues, https://example.org/issues"]

    monkeypatch.setattr(crashes, "metadata", lambda _: Metadata())
    assert recipient() == "https://example.org/issues"


def test_exit_codes_are_documented(tmp_path: Path) -> None:
    """``--help`` explains every exit code."""
    told = " ".join(run(project(tmp_path / "p"), "--help").stdout.split())
    reference = ROOT / "documentation" / "pages" / "reference" / "commands.md"
    documented = reference.read_text("utf-8")
    for code in ("0 fine", "1 problems", "2 wrong usage", "70 an error", "130 interrupted"):
        assert code in told
        assert f"| {code.replace(' ', ' | ', 1)}" in documented
    assert "| 141 |" in documented
    assert "--traceback" in told
