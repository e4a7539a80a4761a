"""Generated corpora for benchmarks, edits of them, and the tables of results."""

from dataclasses import asdict
from pathlib import Path

import pytest

from benchmarks import catalogue, corpora, layers
from benchmarks.commands import Built, FailedError, Summary, summary
from benchmarks.edits import BEST_KNOWN, SHOWN, USUAL, prepared, usual
from benchmarks.memory import Memory
from benchmarks.others import Other
from benchmarks.proportions import REAL, measure
from benchmarks.results import Figures, tables
from benchmarks.saving import Saved, Served
from benchmarks.stages import machine
from sourcebook import stages
from sourcebook.problems import format_problems
from sourcebook.project import CACHE
from sourcebook.publishing.state import LastPublish


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> stages.Checked:
    """Return a generated corpus of 2,000 pages, read and checked."""
    project = tmp_path_factory.mktemp("made-up") / "project"
    corpora.write(project, pages=2000, seed=7)
    return stages.check(project)


@pytest.mark.parametrize("pages", [1, 60])
def test_the_smallest_corpora_have_no_problem(tmp_path: Path, pages: int) -> None:
    """Generated corpora have no problems; otherwise, benchmarks would measure error reports."""
    corpora.write(tmp_path, pages, seed=1)
    assert format_problems(stages.check(tmp_path).problems) == []


@pytest.mark.slow
def test_a_corpus_has_as_many_pages_as_asked(checked: stages.Checked) -> None:
    """A generated corpus has the requested number of pages, so times per page are right."""
    assert format_problems(checked.problems) == []
    corpus = checked.corpus
    assert corpus is not None
    records = len(corpus.actors) + len(corpus.locations) + len(corpus.events)
    assert records + len(corpus.questions) + len(corpus.sources) == 2000


@pytest.mark.slow
def test_a_corpus_is_like_the_real_one(checked: stages.Checked) -> None:
    """In a generated corpus, proportions such as claims per source are as in the real corpus."""
    assert checked.corpus is not None
    made = asdict(measure(checked.corpus))
    unlike = {
        name: (real, made[name])
        for name, real in asdict(REAL).items()
        if real >= 0.5 and not real * 0.75 < made[name] < real * 1.25
    }
    assert unlike == {}


def test_the_same_seed_gives_the_same_bytes() -> None:
    """The same seed always gives the same corpus, so measurements are comparable."""
    first = dict(corpora.files(60, seed=3))
    assert dict(corpora.files(60, seed=3)) == first
    assert dict(corpora.files(60, seed=4)) != first


def test_a_project_is_never_written_over_another(tmp_path: Path) -> None:
    """A project isn't written to a folder that has files."""
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(FileExistsError):
        corpora.write(tmp_path, 60, seed=1)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_catalogue_has_the_shape_of_one(tmp_path: Path) -> None:
    """A generated catalogue of actors has shared names, one paragraph per source, no events."""
    catalogue.write(tmp_path, actors=100, seed=2)
    made = stages.check(tmp_path)
    assert made.problems == []
    corpus = made.corpus
    assert corpus is not None
    counts = (len(corpus.actors), len(corpus.sources), len(corpus.events), len(corpus.locations))
    assert counts == (100 + 66 + 4, 300, 0, 0)
    assert {len(source.article.paragraphs) for source in corpus.sources.values()} == {1}
    assert {len(claims) for claims in corpus.claims_of_source.values()} == {1}
    assert corpus.shared_names


def test_a_catalogue_of_sources_that_nobody_has_read(tmp_path: Path) -> None:
    """A generated catalogue of "listed" (unread) sources has no TODOs, dates or publishers."""
    catalogue.write(tmp_path, actors=100, seed=2, listed=True)
    made = stages.check(tmp_path)
    assert made.problems == []
    corpus = made.corpus
    assert corpus is not None
    assert (len(corpus.actors), len(corpus.sources), len(corpus.claims)) == (100, 300, 0)
    assert set(corpus.states.values()) == {"listed"}
    given = {(s.article.publisher, s.article.published) for s in corpus.sources.values()}
    assert given == {(None, None)}
    assert corpus.shared_names


def test_a_catalogue_is_the_same_each_time() -> None:
    """The same seed always gives the same catalogue of actors, so measurements are comparable."""
    first = dict(catalogue.files(20, seed=3))
    assert dict(catalogue.files(20, seed=3)) == first
    assert dict(catalogue.files(20, seed=4)) != first


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("published, 31 pages changed (99.5 s, 24.1 s of it the search index).", (31, 24.1)),
        ("published, 1 page changed (0.9 s).", (1, 0.0)),
        ("published, 0 pages changed (0.1 s).", (0, 0.0)),
    ],
)
def test_a_builds_last_line_is_understood(line: str, told: tuple[int, float]) -> None:
    """The numbers in a build's last line of output are parsed."""
    assert summary(f"docs/: 3 files written\n6 sources, 2 actors: site/ {line}\n") == Summary(*told)


def test_a_build_that_published_nothing_is_no_figure() -> None:
    """If a problem has stopped a build, parsing its output raises an error and gives no time."""
    with pytest.raises(FailedError, match="1 error; nothing was written"):
        summary("1 error; nothing was written.\n")


def test_every_edit_leaves_a_corpus_without_problems(tmp_path: Path) -> None:
    """After each of the benchmark's edits, the generated corpus still has no problems."""
    corpora.write(tmp_path, pages=300, seed=1)
    edited = [*usual(2), (BEST_KNOWN, 0.0)]
    assert [kind for kind, _ in edited] == [*USUAL, *USUAL, BEST_KNOWN]
    for number, (kind, at) in enumerate(edited):
        edit = prepared(tmp_path, kind, at, number)
        edit.make(tmp_path)
        old, new = set(edit.before.splitlines()), set(edit.after.splitlines())
        assert len(new - old) == 1, kind.name
        assert len(old - new) <= 1, kind.name
    assert format_problems(stages.check(tmp_path).problems) == []


def test_an_edit_names_the_page_that_shows_it(tmp_path: Path) -> None:
    """Each of the benchmark's edits names a page, and this page shows the edit's new words."""
    corpora.write(tmp_path, pages=300, seed=1)
    edits = [prepared(tmp_path, kind, 0.5, number) for number, kind in enumerate(SHOWN)]
    for edit in edits:
        edit.make(tmp_path)
    built = stages.check(tmp_path)
    assert built.corpus is not None
    made = stages.generate(built.corpus)
    for edit in edits:
        assert edit.words in made[f"{edit.page.removesuffix('/')}.md"].decode()


def test_limits_are_held_against_figures_of_ten_thousand_pages() -> None:
    """The tables of results say which limits of time and memory are met, for 10,000 pages only."""

    def figures(pages: int) -> Figures:
        return Figures(
            pages, plain=100.0, cold=Built(31.0, 9.0, pages),
            edits=[("a", Built(7.5, 5.0, 3)), ("b", Built(7.0, 5.0, 2))],
            nothing=[0.6, 0.72, 9.0],
            served=Served(
                5.0, [Saved("a", 0.9, 30.0), Saved("b", 0.7, None)], [Saved("c", 0.9, None)]
            ),
            memory={"cold build": Memory(701.0, 400.0, "pagefind")},
            others=[Other("Hugo 0.1", 20.0, 99, indexing=10.0), Other("Zensical", why_not="no")],
            missing={"edits": "no page changed"},
        )  # fmt: skip

    told = list(tables([figures(10_000)]))
    for line in (
        "| 10,000 | Hugo 0.1 | without | 20.00 | 1.00 | | | |",
        "| 10,000 | both | with | 30.00 | | 1.00 | | |",
        "| 10,000 | cold build | with | 31.00 |  | 1.03 | 1.00 | not met |",
        "| 10,000 | after one edit, median of 2 | without | 2.25 | 0.11 |  | 0.12 | met |",
        "| 10,000 | after one edit, median of 2 | with | 7.25 |  | 0.24 | 0.25 | met |",
        "| 10,000 | nothing changed | without | 0.72 | 0.036 |  | 0.035 | not met |",
        "| 10,000 | `serve`: saved to shown, median of 2 | without | 0.80 | 0.040 "
        "|  | 0.040 | met |",
        "| 10,000 | `serve`: saved again to shown, median of 1 | without | 0.90 | 0.045 |  |  |  |",
        "| 10,000 | `serve`: saved to searchable, median of 1 | with | 30.00 |  | 1.00 |  |  |",
        "| 10,000 | cold build | 701 | 700 | not met | 400 | pagefind |",
        "| 10,000 | Zensical | no | | |",
        "- 10,000 pages, edits: no page changed",
    ):
        assert line in told
    assert not any("met |" in line for line in tables([figures(1000)]))


def test_growth_is_held_against_ten_thousand_pages() -> None:
    """The tables of results mark a time that grows too much from 10,000 to 30,000 pages."""
    small = Figures(10_000, plain=100.0, cold=Built(30.0, 9.0, 1), nothing=[1.0])
    large = Figures(30_000, plain=300.0, cold=Built(97.0, 9.0, 1), nothing=[3.2])
    told = list(tables([small, large]))
    for line in (
        "| cold build, with the index | 10,000 | 3.00 | | | |",
        "| cold build, with the index | 30,000 | 3.23 | 3.2 | 3.2 | not met |",
        "| nothing changed, without the index | 30,000 | 0.11 | 3.2 | 3.2 | met |",
    ):
        assert line in told


def test_the_machine_is_told_with_the_packages_in_use() -> None:
    """The benchmark's description of the machine names installed packages, such as Pydantic."""
    assert "pydantic" in machine()


def test_every_layer_of_caching_is_measured(real: Path) -> None:
    """The benchmark can switch off each file of the cache but ``lock`` and ``LastPublish``."""
    kept = {path.name for path in (real / CACHE).iterdir() if path.is_file()}
    names = tuple(name for _, names in layers.CACHED.values() for name in names)
    assert {name for name in kept if not name.startswith(names)} <= {LastPublish.CACHE_KEY, "lock"}
    # The cache has the hashes of docs/ only from the second build on. It has the hashes of sources/
    # only if the files are at least two seconds old.
    missing = {name for name in names if not any(one.startswith(name) for one in kept)}
    assert missing <= {"docs.seen", "sources.seen"}
