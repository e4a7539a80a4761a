"""What ``make quick`` leaves out: whatever opens a browser, builds a site or edits a large one.

There is no list of such tests: each is left out, while it runs, as soon as it is about to do so.
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
"""Whether to leave them out."""

SMALL = 50
"""How many claims a corpus has at most that is gone through in no time."""


def leave_out(*_: object, **__: object) -> NoReturn:
    """Leave out the test that is running."""
    pytest.skip("make quick leaves out what opens a browser or builds a site")


def begin() -> None:
    """Leave out, from now on, all that: here, or in a process of its own."""
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
    stages.make = made
    source_tree.load = loaded
    sys.addaudithook(look)


def builds(command: Sequence[str]) -> bool:
    """Tell whether a command builds a site or a wheel, serves one, or looks for a browser."""
    names = [Path(word).name for word in command]
    if {"build", "mkdocs", "tests.setting_up"} & {*names}:
        return True
    if "build_site.py" not in names or "--help" in names:
        return False
    words = [name for name in names[names.index("build_site.py") + 1 :] if name[:1] != "-"]
    return not words or words[0] in ("build", "serve")
