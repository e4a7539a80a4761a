"""Reading the files of ``sources/``: their names, encodings and faults."""

import errno
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from sourcebook.problems import Mark, Problem
from sourcebook.reading.document import Document
from sourcebook.reading.folder import Parts, decode, read
from sourcebook.reading.validation import fields_at, validate
from sourcebook.records.base import Record
from sourcebook.records.entities import Actor
from sourcebook.records.sources import Claim, Names, Relation, Summary

from .corpora import SMALL, copy_small, told
from .systems import posix
from .test_evidence import COURIER, POST, change


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\r\nb\nc\rd\r\r\ne", "a\nb\nc\nd\n\ne"),
        (b"\xef\xbb\xbfa\xef\xbb\xbf", "a\ufeff"),
        ("a\x85b\u2028c\u2029d".encode(), "a b c d"),
        (b"", ""),
    ],
)
def test_a_text_is_the_same_however_its_lines_end(data: bytes, text: str) -> None:
    """A file is decoded to the same text, whatever its line ends and byte-order mark."""
    problems: list[Problem] = []
    assert decode(data, "a.yml", problems) == text
    assert problems == []


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"\xff", 1, 1),
        (b"ab\xff", 1, 3),
        (b"ab\n\xff\n", 2, 1),
        ("äö\nüß".encode() + b"\xfe\xff", 2, 3),
        (b"a\n\nb\xc3", 3, 2),
    ],
)
def test_the_place_of_what_is_not_utf_8(data: bytes, line: int, column: int) -> None:
    """A byte that isn't UTF-8 is reported at its line and column, counted in characters."""
    problems: list[Problem] = []
    assert decode(data, "a.yml", problems) is None
    assert problems == [Problem("not-utf-8", Mark("a.yml", line, column))]


def test_which_files_are_read(tmp_path: Path) -> None:
    """Hidden files, backups and files in originals/ are ignored; misplaced files are reported."""
    root = tmp_path / "sources"
    for name in (
        "actors/b.yml", "actors/a.yml", "actors/.c.yml", "actors/d.yml~", ".git/e.yml",
        "actors/more/f.yml", "actors/g.md", "h.yml", "others/i.yml", "originals/j.txt",
        "evidence.lock", "actors/originals", "articles/k.yml",
    ):  # fmt: skip
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x: {name: X, kind: media}\n", "utf-8")
    records = read(root, "here")
    assert [document.path for document in records.documents] == [
        "here/actors/a.yml", "here/actors/b.yml",
    ]  # fmt: skip
    folders = (
        "sources/ has the folders actors, articles, citations, events, images, locations, map, "
        "media, pages, questions, summaries, and the file vocabulary.yml"
    )
    hints = {problem.mark.path: problem.facts["hint"] for problem in records.problems}
    assert hints == {
        "here/actors/g.md": "files in actors/ end in .yml",
        "here/actors/more/f.yml": "put it straight into actors/",
        "here/actors/originals": "files in actors/ end in .yml",
        "here/articles/k.yml": "files in articles/ end in .md",
        "here/h.yml": folders,
        "here/others/i.yml": folders,
    }
    assert {problem.code for problem in records.problems} == {"unread-file"}


@posix
@pytest.mark.parametrize(
    ("name", "lost", "damaged"),
    [
        ("actors/a.yml", {"actor"}, set()),
        ("locations/a.yml", {"location"}, set()),
        ("articles/a.md", set(), {("source", "a")}),
        ("summaries/a.yml", set(), {("summary", "a")}),
        ("pages/a.md", set(), {("page", "a")}),
    ],
)
def test_a_file_that_can_not_be_opened_may_hold_what_others_refer_to(
    name: str, lost: set[str], damaged: set[tuple[str, str]], tmp_path: Path
) -> None:
    """If a file can't be opened, this is reported, and all other files are read."""
    root = tmp_path / "sources"
    (root / name).parent.mkdir(parents=True)
    (root / name).symlink_to("nothing")
    (root / "questions").mkdir()
    (root / "questions" / "q.yml").write_text("x: {title: X}\n", "utf-8")
    records = read(root, "here")
    facts = {"reason": "No such file or directory"}
    assert Problem("unreadable-file", Mark(f"here/{name}"), facts) in records.problems
    assert (records.lost, records.damaged - {("question", "x")}) == (lost, damaged)
    assert [document.path for document in records.documents] == ["here/questions/q.yml"]


def test_without_the_folder_nothing_is_read(tmp_path: Path) -> None:
    """If sources/ is missing or is a file, reading raises ``NotADirectoryError``."""
    for missing in (tmp_path / "a", tmp_path / "b"):
        with pytest.raises(NotADirectoryError, match=missing.name):
            read(missing)
        (tmp_path / "b").touch()


def test_a_folder_that_can_not_be_looked_into_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a folder can't be listed, this is reported, and all other folders are read."""
    root = copy_small(tmp_path) / "sources"
    look = Path.iterdir

    def refused(folder: Path) -> Iterator[Path]:
        if folder == root / "events":
            raise PermissionError(errno.EACCES, "Permission denied", str(folder))
        return look(folder)

    monkeypatch.setattr(Path, "iterdir", refused)
    records = read(root, "here")
    facts = {"reason": "Permission denied"}
    assert records.problems == [Problem("unreadable-file", Mark("here/events"), facts)]
    assert not records.events
    assert records.actors


@pytest.mark.parametrize(
    ("text", "line", "column", "value"),
    [
        ("a: é\0", 1, 5, "0000"),
        ("é:\n  b: éé\0\0", 2, 8, "0000"),
        ("a: b\x07", 1, 5, "0007"),
        ("a: é\ufffe", 1, 5, "FFFE"),
    ],
)
def test_a_character_that_yaml_does_not_allow_has_a_place(
    text: str, line: int, column: int, value: str, tmp_path: Path
) -> None:
    """A character that YAML forbids is reported at its line and column, counted in characters."""
    path = tmp_path / "sources" / "actors" / "a.yml"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    found = read(tmp_path / "sources").problems
    where = Mark("sources/actors/a.yml", line, column)
    assert Problem("yaml-character", where, {"value": value}) in found


def test_only_what_is_there_is_known(tmp_path: Path) -> None:
    """On a second reading, only changed files are parsed again.

    Deleted files are removed from the cache of parsed files.
    """
    root = copy_small(tmp_path) / "sources"
    known: Parts = {}
    first = read(root, "sources", known)
    names = {document.path.removeprefix("sources/") for document in first.documents}
    assert known.keys() == names
    parts = {name: part for name, (_, part) in known.items()}
    (root / "pages" / "about.md").unlink()
    (root / "actors" / "town.yml").write_text("x: {name: X, kind: media}\n", "utf-8")
    second = read(root, "sources", known)
    assert known.keys() == names - {"pages/about.md"}
    same = {name for name, (_, part) in known.items() if part is parts[name]}
    assert same == names - {"pages/about.md", "actors/town.yml"}
    assert "x" in {entry.id for entry in second.actors}


def codes(project: Path) -> list[str]:
    """Return the position and the code of each problem in a project."""
    lines = (line.split(": ") for line in told(project).splitlines())
    return [f"{place.removeprefix('sources/')} {code}" for place, code, *_ in lines]


@pytest.mark.parametrize(
    ("name", "before", "after", "expected"),
    [
        (
            f"summaries/{COURIER}.yml", "unused: {3: a remark on the weather}", "unusedd: {}",
            [f"summaries/{COURIER}.yml:32:1 error[unknown-key]"],
        ),
        (
            f"summaries/{COURIER}.yml", "    event: harbour-fire\n    kind: assessment\n",
            "    events: harbour-fire\n    kind: assessment\n",
            [f"summaries/{COURIER}.yml:15:5 error[unknown-key]"],
        ),
        (
            f"articles/{POST}.md", "licence: CC BY 4.0", "license: CC BY 4.0",
            [f"articles/{POST}.md:11:1 error[unknown-key]"],
        ),
        (
            f"articles/{COURIER}.md", "standfirst: N", "standfirs: N",
            [f"articles/{COURIER}.md:7:1 error[unknown-key]"],
        ),
        (
            "actors/town.yml", "  kind: person\n", "  kind: person\n  kind: person\n",
            ["actors/town.yml:21:3 error[duplicate-key]"],
        ),
        (
            "actors/town.yml",
            "  name: Ada Brandt\n  kind: person\n  speaks_for: [fire-brigade]\n"
            "  surname: Brandt\n",
            "", ["actors/town.yml:18:1 error[empty-value]"],
        ),
        (
            "actors/town.yml", "  kind: person\n", "  kind: persn\n",
            ["actors/town.yml:20:9 error[unknown-word]"],
        ),
        (
            "actors/town.yml", "  name: Ada Brandt\n", "  nam: Ada Brandt\n",
            ["actors/town.yml:18:1 error[missing-key]", "actors/town.yml:19:3 error[unknown-key]"],
        ),
    ],
)  # fmt: skip
def test_what_may_follow_from_a_fault_is_not_told_with_it(
    name: str, before: str, after: str, expected: Sequence[str], tmp_path: Path
) -> None:
    """A mistake in a file is reported without the problems that are only its consequences."""
    project = copy_small(tmp_path)
    change(project, name, before, after)
    assert codes(project) == expected


def test_places_are_counted_as_editors_count_them() -> None:
    """Keys, values, words and paragraphs have the line and column that an editor shows."""
    text = "a:\n  - b: one two\n    c: 'three'\n  - d\n"
    document = Document("x.yml", f"---\n{text}---\n\nOne.\n\nTwo\nlines.\n", yaml=text, yaml_line=2,
                        body=((8, "One."), (10, "Two\nlines.")))  # fmt: skip
    at = {
        "key": document.mark(("a", 0, "c", "[key]")),
        "value": document.mark(("a", 0, "c")),
        "words": document.mark(("a", 0, "b"), within="two"),
        "other words": document.mark(("a", 0, "b"), within="three"),
        "held": document.mark(("a", 0, "e", "[key]")),
        "deep": document.mark(("a", 1, "e", "f")),
        "nothing": document.mark(("z",)),
        "paragraph": document.mark(("paragraphs", 1)),
        "in it": document.mark(("paragraphs", 1), within="Two lines"),
        "line two": document.mark(("paragraphs", 1), within="lines"),
        "beyond": document.mark(("paragraphs", 2)),
    }
    assert {name: (mark.line, mark.column) for name, mark in at.items()} == {
        "key": (4, 5), "value": (4, 8), "words": (3, 12), "other words": (3, 8), "held": (3, 5),
        "deep": (5, 5), "nothing": (2, 1), "paragraph": (10, 1), "in it": (10, 1),
        "line two": (11, 1), "beyond": (12, 1),
    }  # fmt: skip
    assert document.quoted(("a", 0, "c"))
    assert not document.quoted(("a", 0, "b"))
    assert not document.quoted(("a", 0, "z"))


@pytest.mark.parametrize("content", [b"\xff", b" \n"], ids=["unreadable", "empty"])
@pytest.mark.parametrize(
    "name", sorted(p.relative_to(SMALL / "sources").as_posix() for p in SMALL.glob("sources/*/*.*"))
)
def test_a_file_that_is_lost_is_told_alone(name: str, content: bytes, tmp_path: Path) -> None:
    """If a file can't be read, only this is reported, not references to the file's records."""
    project = copy_small(tmp_path)
    (project / "sources" / name).write_bytes(content)
    code = "not-utf-8" if content.strip() else "empty-file"
    assert codes(project) == [f"{name}:1:1 error[{code}]"]


CLAIM = {"id": "a", "says": "One.", "paragraph": "1"}


@pytest.mark.parametrize(
    ("model", "data", "told"),
    [
        (Actor, {"name": ["X"]}, ("name", "text", "a list")),
        (Actor, {"name": {"a": "b"}}, ("name", "text", "a mapping")),
        (Actor, {"aliases": {"a": "b"}}, ("aliases", "a list", "a mapping")),
        (Actor, {"part_of": [["a"]]}, ("part_of", "text", "a list")),
        (Actor, "x", ("", "a mapping", "the text 'x'")),
        (Summary, {"claims": "x"}, ("claims", "a list", "the text 'x'")),
        (Summary, {"claims": ["x"]}, ("claims", "a mapping", "the text 'x'")),
        (Summary, {"names": ["x"]}, ("names", "a mapping", "a list")),
        (Summary, {"names": {"actors": "x"}}, ("actors", "a mapping", "the text 'x'")),
        (
            Summary, {"claims": [{**CLAIM, "first_hand": ["true"]}]},
            ("first_hand", "true or false", "a list"),
        ),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_type_is_told_in_words(
    model: type[Record], data: Any, told: tuple[str, str, str]
) -> None:
    """A value of the wrong type is reported with words for the types, not Python's names."""
    needed = {"name": "X", "kind": "media"} if model is Actor else {"abstract": "x"}
    given = {**needed, **data} if isinstance(data, dict) else data
    problems: list[Problem] = []
    valid = validate(model, given, Document("a.yml", ""), (), problems)
    key, expected, found = told
    facts = {"what": f"'{key}'", "expected": expected, "found": found}
    assert not valid.sound
    assert problems == [Problem("wrong-type", Mark("a.yml"), facts)]


@pytest.mark.parametrize(
    ("loc", "model"),
    [
        ((), Summary),
        (("claims",), Claim),
        (("claims", 3), Claim),
        (("claims", 0, "relation"), Relation),
        (("claims", 0, "relation", 1), Relation),
        (("names",), Names),
        (("names", "actors"), None),
        (("claims", 0, "says"), None),
        (("claims", 0, "nothing", "says"), None),
        (("nothing",), None),
    ],
)
def test_which_keys_a_mapping_may_have(
    loc: tuple[str | int, ...], model: type[BaseModel] | None
) -> None:
    """``fields_at`` returns the allowed keys of the mapping at a path.

    It returns no keys if the path leads to no model.
    """
    assert fields_at(Summary, loc) == (list(model.model_fields) if model else [])
