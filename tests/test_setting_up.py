"""The installation of programs that tests need, and the messages if it fails."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import Browser

from . import editors, setting_up
from .browser import NAMED_BY, NAMES, OWN, NoBrowserError, launched
from .projects import ROOT
from .systems import posix

pytestmark = posix  # the installed programs are shell scripts

T = TypeVar("T")


def stub(path: Path) -> str:
    """Write a program that only fails; return its path."""
    path.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    path.chmod(0o755)
    return str(path)


def apart(work: Callable[[], T]) -> T:
    """Call ``work`` in a new thread, because another test may have an open browser."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()


def launch() -> None:
    """Start a browser as tests do, and close it."""
    with launched():
        pass


def test_a_browser_that_is_none_is_told_in_the_line_that_tests_fail_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the user's browser doesn't start, ``tests.setting_up`` and tests give the same message."""
    for named in (stub(tmp_path / "broken"), str(tmp_path / "nowhere")):
        monkeypatch.setenv(NAMED_BY, named)
        done = subprocess.run(
            [sys.executable, "-m", "tests.setting_up"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        told = f"No browser for the tests: {NAMED_BY} names {named}, which does not start."
        assert (done.stdout.splitlines()[0], done.stderr) == (told, "")
        with pytest.raises(NoBrowserError) as missing:
            apart(launch)
        assert str(missing.value) == told


def test_a_browser_that_does_not_start_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A browser on the PATH that doesn't start is skipped, and the next one is tried."""
    told = apart(setting_up.found)
    assert told, str(NoBrowserError())
    path = told.removeprefix("Browser for the tests: ").rpartition(" (")[0]
    for name in NAMES:
        stub(tmp_path / name)
    if path != OWN:
        (tmp_path / NAMES[-1]).write_text(f'#!/bin/sh\nexec "{path}" "$@"\n', "utf-8")
        told = told.replace(path, str(tmp_path / NAMES[-1]))
    monkeypatch.delenv(NAMED_BY, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert apart(setting_up.found) == told


@pytest.mark.parametrize(
    ("root", "tried"),
    [
        ([], ["playwright", *["env"] * 3, "playwright"]),
        (["sudo", "-n"], ["playwright", *["sudo"] * 3, "playwright"]),
        (None, ["playwright"]),
    ],
    ids=["root", "sudo", "others"],
)
def test_a_browser_is_downloaded_before_the_system_is_changed(
    root: list[str] | None, tried: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Playwright's browser is downloaded first; packages are installed only as root."""
    monkeypatch.delenv(NAMED_BY, raising=False)
    commands = [command for _, each in setting_up.ways(root) for command in each]
    assert [
        "playwright" if "playwright" in command else command[0] for command in commands
    ] == tried


def test_a_language_server_that_can_not_be_had_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If npm can't install the language server, the installation and the tests say so.

    If the installation hasn't run, the message says how to run it.
    """
    monkeypatch.setenv("npm_config_offline", "true")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "cache"))
    folder = tmp_path / "editors"
    with pytest.raises(editors.NoLanguageServerError) as not_set_up:
        editors.command(folder)
    assert str(not_set_up.value) == (
        "No YAML language server for the tests: it was not set up; run `python -m "
        "tests.setting_up`."
    )
    with pytest.raises(editors.NoLanguageServerError) as missing:
        editors.fetch(folder)
    assert str(missing.value) == (
        "No YAML language server for the tests: npm could not fetch it, and says why in "
        f"{folder}/npm.txt; make test tries again."
    )
    assert "ENOTCACHED" in (folder / "npm.txt").read_text("utf-8")
    with pytest.raises(editors.NoLanguageServerError) as still_missing:
        editors.command(folder)
    assert str(still_missing.value) == str(missing.value)


def test_beside_an_open_browser_another_can_be_looked_for(browser: Browser) -> None:
    """A browser can be started while another is open, so tests can run in any order."""
    assert browser.is_connected()
    assert apart(setting_up.found)
