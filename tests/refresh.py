"""Overwrites the tests' expected files with the current results: ``python -m tests.refresh``.

Run this only after an intended change to pages, drawings or problems. Then read every line of the
diff, because nothing else checks the new expected files.
"""

import shutil
import tempfile
from pathlib import Path

from sourcebook.project import DOCS

from .corpora import CASES, GOOD, SMALL, made_docs, overlay, told
from .edits import FOLDER, outcome
from .networks import DRAWN, drawn, four


def main() -> None:
    """Write expected pages, drawings, problems, and results of commands that edit sources."""
    for project in sorted(GOOD, key=lambda project: project != SMALL):  # others omit its files
        docs, files = project / DOCS, made_docs(project)
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
