"""The reuse of pages from the last build: outdated pages are always made again."""

import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sourcebook import stages
from sourcebook.corpus import Corpus, PlacedClaim
from sourcebook.pages.compose import Composer
from sourcebook.problems import format_problems
from sourcebook.project import Built, open_cache
from sourcebook.tracking.build_cache import BuildCache
from sourcebook.tracking.dependencies import Dependency, Selector, Tracker
from sourcebook.tracking.known_lookups import KnownLookups, LookupReceiver, LookupSender
from sourcebook.writing import TreeChanges, file_hashes
from sourcebook.writing.generated_tree import MANIFEST

from . import quick
from .corpora import composed
from .projects import ROOT, SMALL, project

Edit = Callable[[str], str]


def built(folder: Path) -> Built:
    """Make the outdated pages of a project."""
    kept = open_cache(folder)
    made = stages.pages(folder, kept, workers=1)
    kept.flush()
    assert made.changes is not None, format_problems(made.problems)
    return made


def docs(folder: Path) -> dict[str, bytes]:
    """Return path -> content for the files in ``docs/``."""
    return {
        path.relative_to(folder / "docs").as_posix(): path.read_bytes()
        for path in (folder / "docs").rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def fresh(folder: Path) -> dict[str, bytes]:
    """Return path -> content for the files that a build without a cache makes."""
    checked = stages.check(folder)
    assert checked.corpus is not None
    return dict(stages.generate(checked.corpus, checked.evidence))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small project with its pages, made once."""
    folder = project(tmp_path_factory.mktemp("remaking") / "small")
    built(folder)
    return folder


@pytest.fixture
def folder(small: Path, tmp_path: Path) -> Path:
    """Copy the built project ``small``, with its build cache; return the folder of the copy."""
    copy = tmp_path / "small"
    shutil.copytree(small, copy, symlinks=True)
    return copy


def swapped(before: str, after: str) -> Edit:
    """Return an edit that replaces one text by another."""

    def edit(text: str) -> str:
        assert before in text
        return text.replace(before, after, 1)

    return edit


def lines(folder: Path) -> Iterator[tuple[Path, int, str]]:
    """Yield every line of a project's YAML to which a word can be added."""
    for path in sorted((folder / "sources").rglob("*.yml")):
        for number, line in enumerate(path.read_text("utf-8").split("\n")):
            if any(key in line for key in ("name: ", "title: ", "says: ", "note: ", "summary: ")):
                yield path, number, line


@pytest.mark.slow
def test_whatever_word_is_added_the_pages_are_those_of_a_fresh_build(folder: Path) -> None:
    """After a word is added to any text, the pages equal those of a build without a cache."""
    edited = 0
    step = 3 if quick.QUICK else 1
    for path, number, line in list(lines(folder))[::step]:
        text = path.read_text("utf-8")
        changed = text.split("\n")
        changed[number] = f'{line[:-1]} too"' if line.endswith('"') else f"{line} too"
        if line.rstrip().endswith((">-", "|")):
            continue
        path.write_text("\n".join(changed), "utf-8")
        if stages.check(folder).corpus is not None:
            built(folder)
            assert docs(folder) == fresh(folder), line
            edited += 1
        path.write_text(text, "utf-8")
    assert edited > 15 // step


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the project of the real corpus with its pages, made once."""
    folder = project(tmp_path_factory.mktemp("remaking") / "real", ROOT / "sources")
    built(folder)
    return folder


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_edited_the_pages_are_those_of_a_fresh_build(
    large: Path, tmp_path: Path, seed: int
) -> None:
    """After random edits of lines, the pages equal those of a build without a cache."""
    folder = tmp_path / "real"
    shutil.copytree(large, folder, symlinks=True)
    chance = random.Random(seed)  # noqa: S311 - not used for security
    kinds = ("actors", "events", "locations", "questions", "summaries")
    files = [path for kind in kinds for path in sorted((folder / "sources" / kind).iterdir())]
    done = 0
    while done < 4:
        path = chance.choice(files)
        text = path.read_text("utf-8")
        path.write_text(_edited(text, chance), "utf-8")
        if path.read_text("utf-8") == text or stages.check(folder).corpus is None:
            path.write_text(text, "utf-8")
            continue
        built(folder)
        assert docs(folder) == fresh(folder), path
        done += 1


def _edited(text: str, chance: random.Random) -> str:
    rows = text.split("\n")
    at = chance.randrange(len(rows))
    edits: list[Callable[[], None]] = [
        lambda: rows.insert(at, ""),
        lambda: rows.__delitem__(at),
        lambda: rows.__setitem__(at, rows[at].replace("2015", "2014")),
        lambda: rows.__setitem__(at, rows[at].replace("attacker", "ally")),
        lambda: rows.__setitem__(at, rows[at].replace(": [", ": [syria, ", 1)),
    ]
    chance.choice(edits)()
    return "\n".join(rows)


@pytest.mark.slow
def test_records_that_come_and_go(folder: Path) -> None:
    """A new actor is linked wherever it is named; once deleted, its page and links disappear."""
    before = docs(folder)
    new = folder / "sources" / "actors" / "new.yml"
    word = "harbour"
    assert any(word.encode() in page for path, page in before.items() if path.endswith(".md"))
    cited = f"The {word} burned [@ellan-courier-1951-03-05, ¶1]."
    record = f"  name: {word}\n  kind: organisation\n  summary: {cited}\n"
    new.write_text(f"harbour-itself:\n{record}", "utf-8")
    changes = built(folder).changes
    assert changes is not None
    assert "actors/harbour-itself.md" in changes.written
    assert docs(folder) == fresh(folder)
    new.unlink()
    changes = built(folder).changes
    assert changes is not None
    assert changes.deleted == [
        "actors/harbour-itself.md",
        *(f"data/actors/harbour-itself.{ending}" for ending in ("csv", "json")),
    ]
    assert docs(folder) == before


def test_an_edit_makes_few_pages_anew(folder: Path) -> None:
    """A YAML comment changes no page; a new Wikidata id of an event changes at most nine pages."""
    path = folder / "sources" / "events" / "fire.yml"
    remembered: BuildCache = open_cache(folder).get("docs.memory")
    for edit, anew in (
        (lambda text: f"{text.rstrip()}  # a remark\n", set()),
        (swapped("  kind: ", "  wikidata: Q1\n  kind: "), {"events/harbour-fire.md"}),
    ):
        path.write_text(edit(path.read_text("utf-8")), "utf-8")
        corpus = stages.check(folder).corpus
        assert corpus is not None
        held = {page: hash_ for page, (_, hash_, _) in remembered.pages.items()}
        made = stages.make(corpus, before=remembered, hash_docs=partial(dict, held))
        assert anew <= made.texts.keys()
        pages = {path for path in remembered.pages if not path.startswith("data/")}
        assert len(made.reused & pages) >= len(pages) - 9 * len(anew)


def test_each_template_is_compiled_once(folder: Path, compiled: list[str]) -> None:
    """Each template is compiled once, however many pages are made from it."""
    corpus = stages.check(folder).corpus
    assert corpus is not None
    for _ in range(2):
        assert len(composed(corpus)) > 40
    assert "event.md.j2" in compiled
    assert len(compiled) == len(set(compiled))


def test_the_same_sources_are_made_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If nothing has changed since the last build, the next build doesn't read the sources."""
    monkeypatch.setattr(stages.checking, "read", lambda *_: pytest.fail("the sources were read"))
    assert built(folder).changes == TreeChanges([], [], [])


@pytest.mark.skipif(sys.platform != "linux", reason="only there are processes forked")
def test_the_process_that_hashes_docs_ends_by_itself(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the sources have errors, the process that hashes ``docs/`` isn't ended at its work.

    Its hashes are kept for the next build, and it leaves no half-written file in the cache.
    """
    cache = open_cache(folder)
    (cache.folder / "docs.seen").unlink(missing_ok=True)
    monkeypatch.setattr(file_hashes, "_SETTLED", -1_000_000_000)  # just written files count too
    (folder / "sources/actors/extra.yml").write_text("nobody: []\n", "utf-8")
    hashes = file_hashes.hashes

    def slow(root: Path, *given: Any) -> dict[str, bytes]:
        time.sleep(0.5 * (root.name == "docs"))  # so that the sources are checked long before
        return hashes(root, *given)

    monkeypatch.setattr(stages.building, "hashes", slow)
    spoilt = stages.pages(folder, cache, workers=2)
    assert spoilt.changes is None
    assert not multiprocessing.active_children()
    kept = {path.name for path in cache.folder.iterdir()}
    assert "docs.seen" in kept
    assert not [name for name in kept if name.rpartition(".")[2].isdigit()]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"another version\n" + path.read_bytes()),
        lambda path: path.write_bytes(path.read_bytes()[:-1] + b"\0"),
    ],
    ids=["gone", "cut short", "empty", "another version", "garbled"],
)
@pytest.mark.slow
def test_what_is_kept_may_be_lost(folder: Path, spoil: Callable[[Path], None]) -> None:
    """If the cache is damaged, the build takes longer, but gives the same result."""
    for kept in (folder / ".cache" / "sourcebook").glob("docs.*"):
        spoil(kept)
    path = sorted((folder / "sources" / "actors").glob("*.yml"))[0]
    path.write_text(swapped("name: ", "name: New ")(path.read_text("utf-8")), "utf-8")
    built(folder)
    assert docs(folder) == fresh(folder)


def test_a_page_that_was_tampered_with_is_made_anew(folder: Path) -> None:
    """A file in docs/ that was edited by hand is made again, even if its size is unchanged."""
    page = next((folder / "docs" / "actors").glob("*.md"))
    text = page.read_bytes()
    page.write_bytes(text[:-2] + b"!\n")
    assert built(folder).changes is not None
    assert page.read_bytes() == text


@pytest.mark.slow
def test_another_process_finds_the_same_fingerprints(tmp_path: Path) -> None:
    """Hashes of values are the same in every process, whatever Python's hash seed."""
    folder = project(tmp_path / "small")
    code = (
        "import sys; from pathlib import Path; from sourcebook import stages; "
        "from sourcebook.writing import Cache; "
        "c = stages.check(Path(sys.argv[1])); k = Cache(Path(sys.argv[2]), b'key'); "
        "m = k.get('m') or stages.NO_CACHE; "
        "held = {p: h for p, (_, h, _) in m.pages.items()}; "
        "made = stages.make(c.corpus, c.evidence, m, lambda: held); "
        "k.set('m', made.cache); k.flush(); print(len(made.reused))"
    )
    counts = [
        subprocess.run(
            [sys.executable, "-c", code, str(folder), str(tmp_path / "kept")],
            env={**os.environ, "PYTHONHASHSEED": seed}, cwd=ROOT,
            capture_output=True, text=True, check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    ]  # fmt: skip
    assert counts[0] == "0"
    assert int(counts[1]) > 20


def test_a_network_is_not_laid_out_again_for_what_it_does_not_show() -> None:
    """Drawings of networks depend on actors' names and kinds, not on the rest of their records."""
    corpus = stages.check(SMALL.parent).corpus
    assert corpus is not None
    composer = Composer(corpus)
    drawn = [job for job in composer.jobs() if job.path.endswith("network.svg")]
    assert len(drawn) > 2
    for job in drawn:
        with composer.site.tracker.recording() as lookups:
            job.make()
        read = {name for name, _ in lookups}
        assert "corpus.labels" in read
        assert "corpus.actors" not in read


def test_claims_do_not_lead_to_the_rest_of_their_source() -> None:
    """Pages made from a claim never read its source's paragraphs or other claims.

    Otherwise, such a page would depend on the whole source.
    """
    corpus = stages.check(SMALL.parent).corpus
    assert corpus is not None
    hidden = _without_the_rest(corpus)
    made = {job.path: job.make() for job in Composer(hidden).jobs() if job.cacheable}
    assert made == {job.path: job.make() for job in Composer(corpus).jobs() if job.cacheable}


def _without_the_rest(corpus: Corpus) -> Corpus:
    copy = replace(corpus)
    heads: dict[str, Any] = {
        id_: SimpleNamespace(
            id=id_, sort_key=source.sort_key,
            article=source.article.model_copy(update={"paragraphs": None}),
        )
        for id_, source in corpus.sources.items()
    }  # fmt: skip
    claims = [PlacedClaim(heads[placed.source.id], placed.claim) for placed in corpus.claims]
    copy.__dict__["claims"] = claims
    return copy


def test_every_way_to_read_a_table_is_noted() -> None:
    """Every way to read a tracked mapping records a dependency.

    The dependency is on the part that is read: an entry, the keys, the size, or the whole content.
    """
    facts = Tracker()
    table = facts.tracked_mapping("t", {"a": 1, "b": 2})
    ways: list[tuple[Callable[[], object], object]] = [
        (lambda: table["a"], "a"), (lambda: table.get("c"), "c"), (lambda: "d" in table, "d"),
        (lambda: list(table), Selector.KEYS), (lambda: len(table), Selector.SIZE),
        (lambda: bool(table), Selector.ANY), (lambda: list(table.values()), Selector.WHOLE),
        (lambda: list(table.items()), Selector.WHOLE), (lambda: list(table.keys()), Selector.KEYS),
        (lambda: dict(table), Selector.KEYS), (lambda: {**table}, Selector.KEYS),
        (lambda: table == {"a": 1, "b": 2}, Selector.WHOLE),
    ]  # fmt: skip
    for read, part in ways:
        with facts.recording() as noted:
            read()
        assert ("t", part) in noted
    with facts.recording() as noted:
        pass
    assert noted == set()


@pytest.mark.parametrize("most", [0, 3, 1000], ids=str)
def test_each_lookup_arrives_from_another_process(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Lookups keep their identity on the way between processes, however many a sender remembers."""
    monkeypatch.setattr(LookupSender, "_MOST", most)
    known, drawn = KnownLookups(), random.Random(1)  # noqa: S311 - this isn't cryptography

    def hash_of(lookup: Dependency) -> bytes:
        return repr(lookup).encode()

    processes = [(LookupSender(), LookupReceiver(known, hash_of)) for _ in range(3)]
    for _ in range(200):
        sender, receiver = drawn.choice(processes)
        page = {(drawn.choice("ab"), drawn.randrange(9)) for _ in range(drawn.randrange(6))}
        received = receiver.received(sender.sent(page))
        assert [known.number(lookup, hash_of) for lookup in page] == list(received)
    assert len(known) == 18


def test_what_has_no_fingerprint_is_refused() -> None:
    """Hashing a value of an unknown type raises an error; otherwise, pages could stay outdated."""
    facts = Tracker()
    facts.tracked_mapping("t", {"a": object()})
    with pytest.raises(TypeError, match="a object can't be hashed"):
        facts.hash_of(("t", "a"))
