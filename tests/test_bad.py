"""Every kind of mistake in sources, and exactly what is told of it."""

import re
from pathlib import Path

import pytest

from sourcebook.catalogue import CATALOGUE

from .corpora import CASES, overlay, told
from .systems import WINDOWS

OF_OUTPUT = {"foreign-file", "file-in-the-way", "unwritable"}
"""Problems of writing, which no file in sources/ can bring about."""

OF_LINKS = {"symlink-outside", "unreadable-file"}
"""Cases that hold links."""

OF_NAMES = {"unfit-name", "same-name"}
"""Problems of files that not every system could check out; their examples are made by a test."""

OF_BIBLIOGRAPHIES = {
    "bad-bibtex", "bad-bibliography", "unknown-macro", "unknown-crossref", "entry-without-title",
    "entry-known", "entry-kind", "entry-twice", "field-twice", "unknown-latex", "value-left-out",
    "title-cut", "name-of-several", "fields-left-out", "encoding-guessed", "entry-without-end",
    "outside-entries",
}  # fmt: skip
"""Problems of files to import, which have examples of their own."""

OF_SIZE = {"huge-media", "large-media"}
"""Problems of files that are too large for this repository: see ``test_media``."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_told_in_these_words(case: Path, tmp_path: Path) -> None:
    """Each mistake is told once, where it stands, and nothing else is told with it."""
    if WINDOWS and case.name in OF_LINKS:
        pytest.skip("Git may have checked out links as files here")
    expected = (case / "expected.txt").read_text("utf-8")
    assert told(overlay(case, tmp_path / "project")) == expected


IN_PLACE = {"unfinished"}
"""What a command prints in place of several problems: see ``test_states``."""


def test_every_kind_of_problem_has_a_case() -> None:
    """No kind of problem goes without an example of what its reader sees."""
    expected = "".join((case / "expected.txt").read_text("utf-8") for case in CASES)
    exercised = set(re.findall(r": (?:error|warning)\[([a-z0-9-]+)\]: ", expected))
    elsewhere = OF_OUTPUT | OF_NAMES | OF_BIBLIOGRAPHIES | OF_SIZE | IN_PLACE
    assert exercised == CATALOGUE.keys() - elsewhere
