from itertools import permutations
from pathlib import Path

import pytest

from sourcebook.editing.id_places import places
from sourcebook.editing.ids import entries_of
from sourcebook.editing.merging import KINDS, merge
from sourcebook.editing.source_tree import EditBlockedError, SourceTree, load

from .corpora import SMALL
from .edits import cases, expected, outcome
from .projects import ROOT


@pytest.mark.parametrize("case", cases("merge"), ids=lambda case: case.name)
def test_a_merge_changes_this_and_nothing_else(case: Path, tmp_path: Path) -> None:
    """Each example's files are changed in these bytes, and these words are told."""
    assert outcome(case, tmp_path / "project") == expected(case)


def merged(sources: SourceTree, kind: str, old: str, into: str) -> bool:
    """Merge two records and look at the outcome; tell whether it could be."""
    try:
        made = merge(sources, kind, old, into)
    except EditBlockedError as error:
        return not error.problems and pytest.fail(f"refused without a reason: {error}")
    after = sources.after(made.files)
    assert (kind, old) not in {(place.kind, place.id) for place in places(after.records)}
    staying = next(entry for entry in entries_of(after.records, kind) if entry.id == into)
    assert old in staying.record.was  # type: ignore[attr-defined]
    going = next(entry for entry in entries_of(sources.records, kind) if entry.id == old)
    text = "".join(data.decode() for data in after.files.values())
    for word in str(going.record.label).split():  # type: ignore[attr-defined]
        assert word in text
    return True


@pytest.mark.parametrize("kind", KINDS)
def test_any_two_records_merge_or_nothing_is_done(kind: str) -> None:
    """No two records of a kind end in mistakes: they merge cleanly, or the reason is told."""
    sources = load(SMALL / "sources", "sources")
    ids = [entry.id for entry in entries_of(sources.records, kind)]
    done = [merged(sources, kind, *pair) for pair in permutations(ids, 2)]
    assert any(done) or len(ids) < 2


@pytest.mark.parametrize("kind", KINDS)
def test_neighbours_of_the_real_corpus_merge(kind: str) -> None:
    """So it is with records that many claims are about."""
    sources = load(ROOT / "sources", "sources")
    ids = [entry.id for entry in entries_of(sources.records, kind)]
    step = max(1, len(ids) // 4)
    pairs = list(zip(ids[::step], ids[1::step], strict=False))
    done = [merged(sources, kind, *pair) for pair in pairs]
    assert any(done)
