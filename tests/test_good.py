"""Corpora without problems, and all of their pages."""

import re
from pathlib import Path

import pytest

from sourcebook import stages

from .corpora import BESIDE, GOOD, SMALL, expected_docs, made_docs, told, without_downloads


@pytest.mark.parametrize("project", GOOD, ids=lambda project: project.name)
def test_a_good_corpus_has_no_problems(project: Path) -> None:
    """Correct sources give no problem, not even a warning."""
    assert told(project) == ""


@pytest.mark.parametrize("project", GOOD, ids=lambda project: project.name)
def test_a_good_corpus_gives_exactly_these_pages(project: Path) -> None:
    """Each page has exactly the expected bytes, so any change appears in the diff."""
    made, expected = made_docs(project), expected_docs(project)
    meant = "if that is meant, run `python -m tests.refresh` and read its difference"
    assert sorted(made) == sorted(expected), f"other pages are made; {meant}"
    for path, text in expected.items():
        assert made[path] == text, f"{path} is made otherwise; {meant}"


def test_where_a_claim_is_written_changes_no_page() -> None:
    """The pages are the same whether claims are in ``articles/`` or in ``summaries/``."""
    beside, small = (without_version(project) for project in (BESIDE, SMALL))
    assert beside == small


def without_version(project: Path) -> dict[str, str]:
    """Return path -> text for the generated files of a corpus, without the version of the data."""
    corpus = stages.check(project).corpus
    assert corpus
    version = re.compile(f"{corpus.fingerprint[:12]}\\w*")
    made = without_downloads(stages.generate(corpus))
    return {path: version.sub("", text) for path, text in made.items()}
