"""The small corpus, and every page that comes of it."""

from sourcebook import stages

from .corpora import SMALL, told, without_downloads

DOCS = SMALL / stages.DOCS


def test_the_small_corpus_has_no_problems() -> None:
    """Correct sources are told nothing: no warning that its author could do nothing about."""
    assert told(SMALL) == ""


def test_the_small_corpus_gives_exactly_these_pages() -> None:
    """Every byte of every page is meant; a change to one shows here, and in the diff."""
    corpus = stages.check(SMALL).corpus
    assert corpus is not None
    made = without_downloads(stages.generate(corpus))
    expected = {
        path.relative_to(DOCS).as_posix(): path.read_text("utf-8")
        for path in DOCS.rglob("*")
        if path.is_file()
    }
    meant = "if that is meant, run `python -m tests.refresh` and read its difference"
    assert sorted(made) == sorted(expected), f"other pages are made; {meant}"
    for path, text in expected.items():
        assert made[path] == text, f"{path} is made otherwise; {meant}"
