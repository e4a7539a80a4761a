"""Writes anew what the examples expect: ``python -m tests.refresh``.

To be run on purpose only, after a change that is meant to show in pages or
problems. What it changes is then read line by line in the diff: that reading is
the test.
"""

import shutil
import tempfile
from pathlib import Path

from sourcebook import stages

from .corpora import CASES, GOOD, SMALL, made_docs, overlay, told
from .edits import FOLDER, outcome
from .networks import DRAWN, drawn, four


def main() -> None:
    """Write the docs of the good corpora, drawings, what is told of bad cases, and edits."""
    for project in sorted(GOOD, key=lambda project: project != SMALL):  # others leave out its files
        docs, files = project / stages.DOCS, made_docs(project)
        shutil.rmtree(docs, ignore_errors=True)
        for path, text in files.items():
            (docs / path).parent.mkdir(parents=True, exist_ok=True)
            (docs / path).write_text(text, "utf-8")
    for name, svg in drawn(four()).items():
        (DRAWN / name).write_text(svg, "utf-8")
    for case in CASES:
        with tempfile.TemporaryDirectory() as folder:
            problems = told(overlay(case, Path(folder, "project")))
        (case / "expected.txt").write_text(problems, "utf-8")
    for case in sorted(FOLDER.iterdir()):
        shutil.rmtree(case / "after", ignore_errors=True)
        with tempfile.TemporaryDirectory() as folder:
            made = outcome(case, Path(folder, "project"))
        for path, text in made.items():
            (case / path).parent.mkdir(parents=True, exist_ok=True)
            (case / path).write_text(text, "utf-8", newline="")


if __name__ == "__main__":
    main()
