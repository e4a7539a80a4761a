"""The time to report many mistakes is proportional to the number of mistakes."""

from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import pytest

from sourcebook import stages
from sourcebook.corpus import hierarchy
from sourcebook.reading import document
from sourcebook.reading.document import Document

from .corpora import copy_small

MANY = 1_000


@pytest.mark.slow
def test_circles_are_looked_for_where_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each circular reference is found without searching all records again."""
    looked: list[int] = []

    def sorter(graph: dict[str, Any]) -> TopologicalSorter[str]:
        looked.append(len(graph))
        return TopologicalSorter(graph)

    monkeypatch.setattr(hierarchy, "TopologicalSorter", sorter)
    project = copy_small(tmp_path)
    (project / "sources/actors/pairs.yml").write_text(
        "".join(
            f"one-{number}:\n  name: One {number}\n  kind: person\n  part_of: [two-{number}]\n"
            f"two-{number}:\n  name: Two {number}\n  kind: person\n  part_of: [one-{number}]\n"
            for number in range(MANY)
        ),
        "utf-8",
    )
    problems = stages.check(project).problems
    assert sum(problem.code == "circular-reference" for problem in problems) == MANY
    assert sum(looked) < 10 * MANY


def test_places_are_counted_once_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """The beginnings of lines are computed once per file, not for each mistake."""
    counted: list[int] = []
    starts = document._starts

    def count(text: str) -> list[int]:
        counted.append(len(text))
        return starts(text)

    monkeypatch.setattr(document, "_starts", count)
    text = "".join(f"id-{number}: x\n" for number in range(MANY))
    file = Document("a.yml", text, yaml=text)
    places = [file.mark((f"id-{number}",)) for number in range(MANY)]
    assert [place.line for place in places] == list(range(1, MANY + 1))
    assert {place.column for place in places} == {7, 8, 9}
    assert counted == [len(text)]


def test_words_that_stand_twice_have_two_places() -> None:
    """If a value has a word several times, repeated searches find each place in turn."""
    text = "note: one two one\n  one two\nname: one\n"
    file = Document("a.yml", text, yaml=text)
    found = file.marks(("note",), ["one", "one", "one", "one two", "one"])
    assert [(mark.line, mark.column) for mark in found] == [
        (1, 7), (1, 15), (2, 3), (1, 7), (1, 7)
    ]  # fmt: skip
