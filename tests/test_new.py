from pathlib import Path

import pytest

from sourcebook import languages
from sourcebook.editing.skeletons import MODELS, skeleton
from sourcebook.reading.yaml_text import load
from sourcebook.records.vocabularies import GENERAL

from .corpora import copy_small
from .edits import cases, edit, expected, outcome, written


@pytest.mark.parametrize("case", cases("new"), ids=lambda case: case.name)
def test_a_new_record_is_drafted_like_this(case: Path, tmp_path: Path) -> None:
    """Each example of ``new`` writes the expected record, and prints the expected messages."""
    assert outcome(case, tmp_path / "project") == expected(case)


@pytest.mark.parametrize("kind", MODELS)
def test_a_draft_names_every_key(kind: str) -> None:
    """A new record has every key of its model, with a TODO or in a comment."""
    text = skeleton(kind, "some-id", {}, GENERAL)
    for key in MODELS[kind].model_fields.keys() - {"was"}:
        assert f"\n  {key}: TODO" in text or f"\n  # {key}: " in text
    assert load(text).faults == []
    assert max(map(len, text.splitlines())) <= 100


def test_a_draft_explains_its_keys_in_the_language_in_use() -> None:
    """In a new record, the comments that explain its keys are in the language in use."""
    languages.use(languages.made("fr"))
    try:
        assert "\n  # locations: Où cela s’est passé.\n" in skeleton("event", "x", {}, GENERAL)
    finally:
        languages.use(None)


def test_a_file_may_end_without_a_line_break(tmp_path: Path) -> None:
    """A record is added to a file whose last value is a text without a line break at its end."""
    project = copy_small(tmp_path)
    file = project / "sources/actors/more.yml"
    old = "crew:\n  name: The crew\n  kind: person\n  note: |\n    Hi [@harbour-post-1951-03, ¶1]."
    file.write_text(old, "utf-8")
    assert "exit code 0" in edit(project, "new", "actor", "zoe", "--in", "more.yml")
    assert file.read_text("utf-8").startswith(f"{old}\n\nzoe:\n")


@pytest.mark.parametrize("kind", MODELS)
def test_a_draft_does_not_pass_for_finished(kind: str, tmp_path: Path) -> None:
    """``check`` counts the TODOs of a new record, and ``check --publish`` fails."""
    copy_small(tmp_path)
    assert "exit code 0" in edit(tmp_path, "new", kind, "some-id")
    told = edit(tmp_path, "check")
    assert "left to do" in told
    assert "exit code 0" in told
    assert "exit code 1" in edit(tmp_path, "check", "--publish")


def test_what_was_in_the_file_stays_byte_for_byte(tmp_path: Path) -> None:
    """Adding a record keeps comments, layout and line ends of the file."""
    path = copy_small(tmp_path) / "sources/actors/press.yml"
    before = b"\xef\xbb\xbf# The press.\r\n" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(before)
    assert "exit code 0" in edit(tmp_path, "new", "actor", "third-paper", "--kind", "media")
    after = path.read_bytes()
    assert after.startswith(before + b"\r\nthird-paper:\r\n")
    assert after.count(b"\n") == after.count(b"\r\n")


def test_the_first_record_of_a_kind_has_a_file_of_its_own(tmp_path: Path) -> None:
    """In an empty corpus, ``new`` creates the folder and the file for the new record."""
    (tmp_path / "sources").mkdir()
    for kind, given in (("actor", ()), ("event", ("--date", "1951-03")), ("question", ())):
        assert "exit code 0" in edit(tmp_path, "new", kind, "some-id", *given)
    assert sorted(written(tmp_path)) == [
        "actors/actors.yml", "events/1951.yml", "questions/questions.yml",
    ]  # fmt: skip
