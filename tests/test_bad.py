"""Every kind of mistake in sources, with the exact problem that is reported."""

import re
from pathlib import Path

import pytest

from sourcebook.catalogue import CATALOGUE

from .corpora import CASES, overlay, told
from .systems import WINDOWS

OF_OUTPUT = {"foreign-file", "file-in-the-way", "unwritable"}
"""Codes of problems with writing, which no file in sources/ can cause."""

OF_LINKS = {"symlink-outside", "unreadable-file"}
"""Names of the cases with symbolic links."""

OF_NAMES = {"unfit-name", "same-name"}
"""Codes of problems with file names that some systems don't allow.

Files with such names can't be in this repository, so a test creates them.
"""

OF_BIBLIOGRAPHIES = {
    "bad-bibtex", "bad-bibliography", "unknown-macro", "unknown-crossref", "entry-without-title",
    "entry-known", "entry-kind", "entry-twice", "field-twice", "unknown-latex", "value-left-out",
    "title-cut", "name-of-several", "fields-left-out", "encoding-guessed", "entry-without-end",
    "outside-entries",
}  # fmt: skip
"""Codes of problems with bibliographies to import; they have their own examples."""

OF_SIZE = {"huge-media", "large-media"}
"""Codes of problems with large files.

Files of this size can't be in this repository, so ``test_media`` creates them.
"""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_told_in_these_words(case: Path, tmp_path: Path) -> None:
    """For each case of mistaken sources, ``check`` reports exactly the expected problems."""
    if WINDOWS and case.name in OF_LINKS:
        pytest.skip("Git may have checked out links as files here")
    expected = (case / "expected.txt").read_text("utf-8")
    assert told(overlay(case, tmp_path / "project")) == expected


IN_PLACE = {"unfinished"}
"""Codes of problems that sum up several other problems; see ``test_states``."""


def test_every_kind_of_problem_has_a_case() -> None:
    """Each kind of problem has a case in ``tests/bad``, unless another module tests this kind."""
    expected = "".join((case / "expected.txt").read_text("utf-8") for case in CASES)
    exercised = set(re.findall(r": (?:error|warning)\[([a-z0-9-]+)\]: ", expected))
    elsewhere = OF_OUTPUT | OF_NAMES | OF_BIBLIOGRAPHIES | OF_SIZE | IN_PLACE
    assert exercised == CATALOGUE.keys() - elsewhere
