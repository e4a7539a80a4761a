"""Settings and fixtures that test modules share, such as built sites and the browser."""

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

from sourcebook.pages.compose import environment

from . import quick
from .browser import NoBrowserError, Visitor, launched, visiting
from .projects import ROOT, SMALL, project, run
from .serving import served

# Allow Python to write bytecode, even if the user forbids it, because tests start many processes.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Hypothesis generates few examples, and the same examples in every run.
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
    """Make pytest-xdist run most tests of a file in one process.

    So the data that these tests share is usually made only once. A process that has no tests left
    takes some from another process.
    """
    if config.getoption("dist", "no") == "load":  # the default of the option ``-n auto``
        config.option.dist = "worksteal"


def pytest_xdist_auto_num_workers() -> int:
    """Return the number of cores plus 1, because tests often wait for a browser or a server."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) + 1
    return (os.cpu_count() or 1) + 1


SLOW = ("test_landing.py", "test_renaming.py", "test_remaking.py", "test_republishing.py")
"""The test files with the longest tests."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort the longest tests first, so that no process runs one of them alone at the end."""
    items.sort(key=lambda item: item.path.name not in SLOW)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return a temporary folder that all test processes share."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def real(shared: Path) -> Path:
    """Build the real corpus with ``--strict``, once for all processes; return its project."""
    return _built_once(shared / "real", ROOT / "sources")


@pytest.fixture(scope="session")
def small(shared: Path) -> Path:
    """Build the small corpus with ``--strict``, once for all processes; return its project.

    Tests must not change this project, but copy it.
    """
    return _built_once(shared / "small", SMALL)


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which the names of templates are added when they are compiled."""
    names: list[str] = []
    compile_ = Environment.compile

    def counted(self: Environment, source: Any, name: str, *rest: Any, **named: Any) -> Any:
        names.append(name)
        return compile_(self, source, name, *rest, **named)

    monkeypatch.setattr(Environment, "compile", counted)
    environment.cache_clear()  # forget templates that other tests have compiled
    return names


def _built_once(folder: Path, sources: Path) -> Path:
    with FileLock(f"{folder}.lock"):
        if not (folder / "site").exists():
            shutil.rmtree(folder, ignore_errors=True)  # left by a process in which the build failed
            result = run(project(folder, sources), "--strict")
            assert (result.returncode, result.stderr) == (0, "")
    return folder


@pytest.fixture(scope="session")
def site(real: Path) -> Path:
    """Return the published site of the real corpus."""
    return real / "site"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Serve the published site of the real corpus; yield its address."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one browser per test process, and yield it; fail the test if there is no browser."""
    try:
        with launched() as browser:
            yield browser
    except NoBrowserError as error:
        raise pytest.fail.Exception(str(error), pytrace=False) from None


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visitor]:
    """Yield a ``Visitor`` of the real site; afterwards, fail the test if it has complaints."""
    with visiting(browser, address) as visitor:
        yield visitor
