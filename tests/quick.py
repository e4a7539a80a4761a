"""Skips slow tests for ``make quick``: those that use a browser, a built site or a large corpus.

There is no list of these tests. A running test is skipped as soon as it begins such an action.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import pytest

from sourcebook import stages
from sourcebook.editing import source_tree
from sourcebook.publishing import building

QUICK = bool(os.environ.get("SOURCEBOOK_QUICK"))
"""Whether to skip slow tests."""

SMALL = 50
"""Maximum number of claims in a corpus that is small enough for ``make quick``."""


def leave_out(*_: object, **__: object) -> NoReturn:
    """Skip the running test."""
    pytest.skip("make quick leaves out what opens a browser or builds a site")


def begin() -> None:
    """From now on, skip a test when it, or a process that it starts, begins a slow action."""
    make, load = stages.make, source_tree.load

    def made(corpus: Any, *given: Any, **more: Any) -> Any:
        if len(corpus.claims) > SMALL:
            leave_out()
        return make(corpus, *given, **more)

    def loaded(root: Path, shown: str) -> source_tree.SourceTree:
        found = load(root, shown)
        if sum(len(summary.record.claims) for summary in found.records.summaries) > SMALL:
            leave_out()
        return found

    def look(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "subprocess.Popen" and builds([str(word) for word in arguments[1]]):
            leave_out()

    building.Publisher.publish = leave_out  # type: ignore[method-assign]
    for module in (stages, stages.building, stages.making):
        module.make = made  # type: ignore[attr-defined]
    source_tree.load = loaded
    sys.addaudithook(look)


def builds(command: Sequence[str]) -> bool:
    """Return whether a command builds a site or a wheel, serves a site, or looks for a browser."""
    names = [Path(word).name for word in command]
    if {"build", "mkdocs", "tests.setting_up"} & {*names}:
        return True
    if "build_site.py" not in names or "--help" in names:
        return False
    words = [name for name in names[names.index("build_site.py") + 1 :] if name[:1] != "-"]
    return not words or words[0] in ("build", "serve")
