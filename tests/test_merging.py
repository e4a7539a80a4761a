from itertools import permutations
from pathlib import Path

import pytest

from sourcebook.editing.id_places import places
from sourcebook.editing.ids import entries_of
from sourcebook.editing.merging import MERGEABLE, merge
from sourcebook.editing.source_tree import EditBlockedError, SourceTree, load

from .corpora import SMALL
from .edits import cases, expected, outcome
from .projects import ROOT


@pytest.mark.parametrize("case", cases("merge"), ids=lambda case: case.name)
def test_a_merge_changes_this_and_nothing_else(case: Path, tmp_path: Path) -> None:
    """Each example of ``merge`` changes only the expected files, and prints the given messages."""
    assert outcome(case, tmp_path / "project") == expected(case)


def merged(sources: SourceTree, record_type: str, old: str, into: str) -> bool:
    """Merge two records and check the result; return whether they could be merged."""
    try:
        made = merge(sources, record_type, old, into)
    except EditBlockedError as error:
        return not error.problems and pytest.fail(f"refused without a reason: {error}")
    after = sources.after(made.files)
    assert (record_type, old) not in {(place.type, place.id) for place in places(after.records)}
    staying = next(entry for entry in entries_of(after.records, record_type) if entry.id == into)
    assert old in staying.record.was  # type: ignore[attr-defined]
    going = next(entry for entry in entries_of(sources.records, record_type) if entry.id == old)
    text = "".join(data.decode() for data in after.files.values())
    for word in str(going.record.label).split():  # type: ignore[attr-defined]
        assert word in text
    return True


@pytest.mark.parametrize("record_type", MERGEABLE)
def test_any_two_records_merge_or_nothing_is_done(record_type: str) -> None:
    """Any two records of a type can be merged without new problems, or the refusal has a reason."""
    sources = load(SMALL / "sources", "sources")
    ids = [entry.id for entry in entries_of(sources.records, record_type)]
    done = [merged(sources, record_type, *pair) for pair in permutations(ids, 2)]
    assert any(done) or len(ids) < 2


@pytest.mark.parametrize("record_type", MERGEABLE)
def test_neighbours_of_the_real_corpus_merge(record_type: str) -> None:
    """In the real corpus, two records of a type can be merged, or the refusal has a reason."""
    sources = load(ROOT / "sources", "sources")
    ids = [entry.id for entry in entries_of(sources.records, record_type)]
    step = max(1, len(ids) // 4)
    pairs = list(zip(ids[::step], ids[1::step], strict=False))
    done = [merged(sources, record_type, *pair) for pair in pairs]
    assert any(done)
