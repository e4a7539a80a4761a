"""ARCHITECTURE.md describes the code as it is."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from .projects import ROOT

PACKAGE = ROOT / "sourcebook"
TEXT = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
NAMES = sorted(set(re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL))))

CODE = [name for name in NAMES if re.fullmatch(r"[A-Z]\w*[a-z]\w*(\.\w+)?", name)]
"""Names of classes and of their members in ARCHITECTURE.md."""
PATHS = [name for name in NAMES if re.search(r"\.(py|md)$|^(pages|publishing)/\w+/$", name)]
ENTRIES = [name for name in NAMES if re.fullmatch(r"(sources|docs|site)\.(?!yml)[a-z.]+", name)]
"""Names of cache entries in ARCHITECTURE.md."""


def _classes() -> Iterator[tuple[str, ast.ClassDef | None]]:
    for path in PACKAGE.rglob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                yield node.name, node
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                yield node.targets[0].id, None


CLASSES = dict(_classes())


def _members(class_: ast.ClassDef) -> Iterator[str]:
    for node in class_.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


@pytest.mark.parametrize("name", CODE)
def test_every_class_that_it_names_exists(name: str) -> None:
    """Each class and member that ARCHITECTURE.md names exists in the package."""
    class_name, _, member = name.partition(".")
    assert class_name in CLASSES
    class_ = CLASSES[class_name]
    assert not member or (class_ is not None and member in set(_members(class_)))


@pytest.mark.parametrize("path", PATHS)
def test_every_file_that_it_names_exists(path: str) -> None:
    """Each file that ARCHITECTURE.md names exists."""
    assert (PACKAGE / path).exists() or (ROOT / path).exists()


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_cache_entry_that_it_names_exists(entry: str) -> None:
    """Each cache entry that ARCHITECTURE.md names occurs in the package's code."""
    assert any(f'"{entry}"' in path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))


def test_the_map_has_every_layer() -> None:
    """The table of layers in ARCHITECTURE.md has the layers of ``pyproject.toml``, in order."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (contract,) = settings["tool"]["importlinter"]["contracts"]
    layers = [layer.replace(" ", "").split("|") for layer in contract["layers"]]
    rows = [re.findall(r"`(\w+)`", row) for row in re.findall(r"^\| (`.*?) \|", TEXT, re.MULTILINE)]
    assert rows[: len(layers)] == layers


def test_it_names_something() -> None:
    """The tests in this module find many classes, files and cache entries in ARCHITECTURE.md."""
    assert len(CODE) > 15
    assert len(PATHS) > 15
    assert len(ENTRIES) > 5
    assert Path("publishing/pagefind_adapter/").as_posix() + "/" in PATHS
