"""The corpora that the benchmarks are run on."""

from dataclasses import asdict
from pathlib import Path

import pytest

from benchmarks import corpora
from benchmarks.proportions import REAL, measure
from sourcebook import stages
from sourcebook.problems import tell


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> stages.Checked:
    """Return a made-up corpus of 2,000 pages, as read and checked."""
    project = tmp_path_factory.mktemp("made-up") / "project"
    corpora.write(project, pages=2000, seed=7)
    return stages.check(project)


@pytest.mark.parametrize("pages", [1, 60])
def test_the_smallest_corpora_have_no_problem(tmp_path: Path, pages: int) -> None:
    """A generator that breaks the rules of the format would measure how errors are told."""
    corpora.write(tmp_path, pages, seed=1)
    assert tell(stages.check(tmp_path).problems) == []


def test_a_corpus_has_as_many_pages_as_asked(checked: stages.Checked) -> None:
    """Times a page mean something only if the number of pages is right."""
    assert tell(checked.problems) == []
    corpus = checked.corpus
    assert corpus is not None
    records = len(corpus.actors) + len(corpus.locations) + len(corpus.events)
    assert records + len(corpus.questions) + len(corpus.sources) == 2000


def test_a_corpus_is_like_the_real_one(checked: stages.Checked) -> None:
    """Made-up corpora have the proportions that the table says, or measure something else."""
    assert checked.corpus is not None
    made = asdict(measure(checked.corpus))
    unlike = {
        name: (real, made[name])
        for name, real in asdict(REAL).items()
        if real >= 0.5 and not real * 0.75 < made[name] < real * 1.25
    }
    assert unlike == {}


def test_the_same_seed_gives_the_same_bytes() -> None:
    """Two machines, or two days, measure on one and the same corpus."""
    first = dict(corpora.files(60, seed=3))
    assert dict(corpora.files(60, seed=3)) == first
    assert dict(corpora.files(60, seed=4)) != first


def test_a_project_is_never_written_over_another(tmp_path: Path) -> None:
    """A folder with something in it may be somebody's work."""
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(FileExistsError):
        corpora.write(tmp_path, 60, seed=1)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
