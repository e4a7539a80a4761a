"""The good corpora, and every page that comes of them."""

from pathlib import Path

import pytest

from .corpora import BESIDE, GOOD, expected_docs, made_docs, told


@pytest.mark.parametrize("project", GOOD, ids=lambda project: project.name)
def test_a_good_corpus_has_no_problems(project: Path) -> None:
    """Correct sources are told nothing: no warning that its author could do nothing about."""
    assert told(project) == ""


@pytest.mark.parametrize("project", GOOD, ids=lambda project: project.name)
def test_a_good_corpus_gives_exactly_these_pages(project: Path) -> None:
    """Every byte of every page is meant; a change to one shows here, and in the diff."""
    made, expected = made_docs(project), expected_docs(project)
    meant = "if that is meant, run `python -m tests.refresh` and read its difference"
    assert sorted(made) == sorted(expected), f"other pages are made; {meant}"
    for path, text in expected.items():
        assert made[path] == text, f"{path} is made otherwise; {meant}"


def test_where_a_claim_is_written_changes_no_page() -> None:
    """Claims beside their paragraphs, in the summary or in both give the same site."""
    assert made_docs(BESIDE).keys() == {"data.md"}, "only the hash of the data may differ"
