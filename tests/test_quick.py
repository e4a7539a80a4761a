"""``make quick`` runs only quick tests: they open no browser and build no site."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from . import quick
from .projects import ROOT

TESTS = '''"""Tests of every sort."""
from pathlib import Path

import pytest

from sourcebook import stages
from sourcebook.project import open_cache
from sourcebook.editing.source_tree import load
from sourcebook.publishing import building
from tests import browser, conftest, projects

real = conftest.real


def test_a_browser() -> None:
    with browser.launched():
        pass


def test_a_fixture(real: Path) -> None:
    assert real


def test_a_command(tmp_path: Path) -> None:
    projects.run(projects.project(tmp_path))


def test_mkdocs(tmp_path: Path) -> None:
    projects.plain(projects.project(tmp_path), tmp_path / "site")


def test_publishing(tmp_path: Path) -> None:
    building.Publisher(
        projects.ROOT / "mkdocs.yml", tmp_path / "site", open_cache(tmp_path)
    ).publish()


def test_pages_of_a_large_corpus() -> None:
    checked = stages.check(projects.ROOT)
    assert checked.corpus
    stages.generate(checked.corpus)


def test_edits_of_a_large_corpus() -> None:
    load(projects.ROOT / "sources", "sources")


def test_no_site(tmp_path: Path) -> None:
    folder = projects.project(tmp_path)
    assert projects.run(folder, "check").returncode == 0
    checked = stages.check(folder)
    assert checked.corpus
    assert stages.generate(checked.corpus)
    assert load(folder / "sources", "sources")
'''


@pytest.mark.skipif(quick.QUICK, reason="what is left out is not tested by what is left")
def test_whatever_opens_a_browser_or_builds_a_site_is_left_out(tmp_path: Path) -> None:
    """In quick runs, tests that open a browser or build a site are skipped; all other tests run."""
    (tmp_path / "test_all.py").write_text(TESTS, "utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider",
         "--rootdir", tmp_path, "-c", tmp_path / "pytest.ini",
         # Without this folder, pytest would delete the folders of earlier runs.
         "--basetemp", tmp_path / "made", tmp_path / "test_all.py"],
        cwd=ROOT, env={**os.environ, "SOURCEBOOK_QUICK": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "1 passed, 7 skipped" in done.stdout, done.stdout


@pytest.mark.parametrize(
    ("words", "builds"),
    [
        ("python build_site.py", True),
        ("python build_site.py --strict", True),
        ("python build_site.py build --no-cache", True),
        ("python -u build_site.py serve --port 8000", True),
        ("python -m mkdocs build --quiet", True),
        ("python build_site.py serve --help", False),
        ("python build_site.py check --evidence", False),
        ("python build_site.py pages", False),
        ("python -m tests.setting_up", True),
    ],
)
def test_commands_that_build_are_known(words: str, builds: bool) -> None:
    """``quick.builds`` is true for commands that build a site, not for ``check`` and ``pages``."""
    assert quick.builds(words.split()) == builds
