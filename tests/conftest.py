"""What several tests share: made-up input, the real site, and a browser to look at it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings
from jinja2 import Environment
from playwright.sync_api import Browser

from sourcebook.pages import environment

from . import quick
from .browser import NoBrowserError, Visitor, launched, visiting
from .projects import ROOT, SMALL, project, run
from .serving import served

# What tests start again and again is compiled once, whatever the user says for other programs.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# How Hypothesis makes up input: a little of it, the same in every run.
settings.register_profile(
    "tests",
    deadline=None,
    derandomize=True,
    max_examples=5 if quick.QUICK else 60,
    print_blob=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("tests")

if quick.QUICK:
    quick.begin()


def pytest_configure(config: pytest.Config) -> None:
    """Have each process run files that follow each other, and take over some when it is done.

    What the tests of a file share is then made in one process, not in all.
    """
    if config.getoption("dist", "no") == "load":  # what -n auto means
        config.option.dist = "worksteal"


def pytest_xdist_auto_num_workers() -> int:
    """Run one process more than there are cores: tests often wait for a browser or a server."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) + 1
    return (os.cpu_count() or 1) + 1


SLOW = ("test_landing.py", "test_renaming.py", "test_remaking.py", "test_republishing.py")
"""Files with the longest tests."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the longest tests first, so that no process is left with one of them at the end."""
    items.sort(key=lambda item: item.path.name not in SLOW)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return a folder that all processes have."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def real(shared: Path) -> Path:
    """Build the real corpus, strictly, in a project of its own; once for all processes."""
    return _built_once(shared / "real", ROOT / "sources")


@pytest.fixture(scope="session")
def small(shared: Path) -> Path:
    """Build the small corpus likewise. Tests that change something there do so in a copy."""
    return _built_once(shared / "small", SMALL)


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the templates that are compiled from now on, in a list that grows."""
    names: list[str] = []
    compile_ = Environment.compile

    def counted(self: Environment, source: Any, name: str, *rest: Any, **named: Any) -> Any:
        names.append(name)
        return compile_(self, source, name, *rest, **named)

    monkeypatch.setattr(Environment, "compile", counted)
    environment.cache_clear()  # what other tests have compiled
    return names


def _built_once(folder: Path, sources: Path) -> Path:
    with FileLock(f"{folder}.lock"):
        if not (folder / "site").exists():
            shutil.rmtree(folder, ignore_errors=True)  # of a process that could not build it
            result = run(project(folder, sources), "--strict")
            assert (result.returncode, result.stderr) == (0, "")
    return folder


@pytest.fixture(scope="session")
def site(real: Path) -> Path:
    """Return the published site of the real corpus."""
    return real / "site"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Serve that site, and return its address."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser, one in each process that needs it."""
    try:
        with launched() as browser:
            yield browser
    except NoBrowserError as error:
        raise pytest.fail.Exception(str(error), pytrace=False) from None


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visitor]:
    """Open pages of the real site; fails the test if one asks another host or has an error."""
    with visiting(browser, address) as visitor:
        yield visitor
