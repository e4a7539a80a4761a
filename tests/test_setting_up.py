"""What tests need beside Python's packages is set up, or said to be missing, before the first."""

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

pytestmark = posix  # what is set up there are programs of the shell

T = TypeVar("T")


def stub(path: Path) -> str:
    """Write a program that does nothing but fail, and return its path."""
    path.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    path.chmod(0o755)
    return str(path)


def apart(work: Callable[[], T]) -> T:
    """Do something in a thread of its own: beside a browser that other tests have open."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()


def launch() -> None:
    """Start a browser as tests do, and end it."""
    with launched():
        pass


def test_a_browser_that_is_none_is_told_in_the_line_that_tests_fail_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever names a browser that doesn't start reads so first of all; it is not replaced."""
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
    """A stub on the PATH, as some systems have in a browser's place, hides no browser behind it."""
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
    """Playwright's own comes first; packages are installed only by who may, and by nobody else."""
    monkeypatch.delenv(NAMED_BY, raising=False)
    commands = [command for _, each in setting_up.ways(root) for command in each]
    assert [
        "playwright" if "playwright" in command else command[0] for command in commands
    ] == tried


def test_a_language_server_that_can_not_be_had_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a registry that is a line, the same for the set-up and for the tests.

    Who hasn't run the set-up is told to: npm has said nothing yet that could be read.
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
    """Tests of the set-up hold whatever other tests their process runs."""
    assert browser.is_connected()
    assert apart(setting_up.found)
