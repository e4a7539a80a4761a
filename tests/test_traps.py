"""Texts that YAML or Markdown interprets unexpectedly: the cases that are reported."""

import pytest

from sourcebook.problems import Mark, Problem
from sourcebook.reading.conflicts import conflicts
from sourcebook.reading.cut_short import cut_short, is_text
from sourcebook.reading.document import Document
from sourcebook.reading.nesting import BLOCKS, MARKS, too_deep
from sourcebook.reading.unfinished import unfinished
from sourcebook.reading.yaml_faults import Fault, _misaligned
from sourcebook.reading.yaml_text import comments, load
from sourcebook.records.base import TEXT_LENGTH
from sourcebook.records.entities import Actor
from sourcebook.records.site import WrittenPage
from sourcebook.records.sources import Summary


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("note: Issue #2 of it.", [(1, 13, "Issue", "#2 of it.")]),
        ("note: Issue  #2", [(1, 14, "Issue", "#2")]),
        ("note: Issue\t#2", [(1, 13, "Issue", "#2")]),
        ("note: It said #yes", [(1, 15, "It said", "#yes")]),
        ("note: It said # 3 times", [(1, 15, "It said", "# 3 times")]),
        ("note: It said # so it did.  ", [(1, 15, "It said", "# so it did.")]),
        ("note: It said. # so it did.", []),
        ("note: It said # so it did;", []),
        ("note: It said # so it did", []),
        ("note: It said  #yes", []),
        ("note: It said #TODO more.", []),
        ("note: It said # TODO more.", []),
        ("note: 'It said' #yes", []),
        ("note: One\n  two\n  #three", [(3, 3, "One two", "#three")]),
        ("note: One\n  # three", []),
        ("note: One\n#three", []),
        ("note: One\n  #TODO three", []),
        ("kind: media #2", []),
        ("part_of: [a, b] #2", []),
        ("aliases:\n  - One #2\n  - Two", [(2, 9, "One", "#2")]),
        ("aliases: [One, #2\n  Two]", [(1, 16, "One", "#2")]),
        ("aliases:\n  - One\n   #two", [(3, 4, "One", "#two")]),
        ("aliases:\n  - One\n  #two", []),
        ("note: One\n #two", [(2, 2, "One", "#two")]),
        ("name: X\nnote: " + "long " * 20 + "#2", [(2, 107, ("long " * 20).strip()[-40:], "#2")]),
    ],
)
def test_where_a_comment_cuts_a_text(text: str, told: list[tuple[int, int, str, str]]) -> None:
    """A comment after a text is reported if it is probably part of the text."""
    found = list(cut_short(Document("a.yml", text, yaml=text), Actor))
    assert [
        (one.mark.line, one.mark.column, one.facts["end"], one.facts["comment"]) for one in found
    ] == told
    assert {one.code for one in found} <= {"text-cut-short"}


@pytest.mark.parametrize(("indent", "told"), [(2, []), (3, ["#two"])])
def test_a_comment_on_the_next_line_stands_further_in_than_the_key(
    indent: int, told: list[str]
) -> None:
    """A comment on the line below a text is reported only if indented more than the text's key."""
    text = f"one:\n  note: One\n{indent * ' '}#two\n"
    found = cut_short(Document("a.yml", text, yaml=text), Actor, 1)
    assert [problem.facts["comment"] for problem in found] == told


@pytest.mark.parametrize(
    ("loc", "text"),
    [
        (("abstract",), True),
        (("claims", 0, "says"), True),
        (("claims", 0, "id"), False),
        (("claims", 0, "kind"), False),
        (("claims", 0, "date"), False),
        (("claims", 0, "disputes"), False),
        (("claims", 0, "disputes", 0), False),
        (("claims", 0, "actors", "x"), True),
        (("claims", 0, "answers", "x"), True),
        (("claims", 0, "answers", "x", "y"), True),
        (("claims", 0, "relation", "type"), True),
        (("claims", 0, "relation", 0, "subject"), False),
        (("unused", "3"), True),
        (("nothing",), False),
    ],
)
def test_where_free_text_stands(loc: tuple[str | int, ...], text: bool) -> None:
    """``is_text`` is true for keys with free text, but not for ids, dates or vocabulary."""
    assert is_text(Summary, loc) == text
    assert is_text(WrittenPage, ("title",))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# one\na: b # two\n", ["one", "two"]),
        ("a: b#c\n##  one\n#\n", ["one", ""]),
        ("a: # one\n  - [b, # two\n    c] # three\n", ["one", "two", "three"]),
        ("# one", ["one"]),
        ("a: \"b # c\" # one\nd: 'e\n  # f' # two\n", ["one", "two"]),
        ("a: |\n  # b\n\n# one\nc: d", ["one"]),
        ("a: | # one\n  # b\nc: >- # two\n  d\n", ["one", "two"]),
        ("- | # one", ["one"]),
        ('a: b # one\nc: "d # e', ["one"]),
        ("a: b # one\nc: d\n@e: f # two", ["one"]),
        ('a: &b # one\n  - "c # d', ["one"]),
    ],
)
def test_what_is_a_comment(text: str, told: list[str]) -> None:
    """In YAML, comments are found outside quoted and block texts, up to a syntax error."""
    found = list(comments(text))
    assert [words for _, words in found] == told
    assert all(text[: index + len(words)].endswith(words) for index, words in found)
    assert all(text[:index].rstrip(" ").endswith("#") for index, _ in found)


def page(body: str) -> list[tuple[str, int, int]]:
    """Return code, line and column of each problem of a page whose text begins at line 5."""
    text = f"---\ntitle: X\n---\n\n{body}"
    document = Document("a.md", text, body=((5, body.split("\n\n")[0]),))
    return [(one.code, one.mark.line, one.mark.column) for one in too_deep(document)]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (">" * BLOCKS + " a", []),
        (">" * (BLOCKS + 1) + " a", [("markdown-depth", 5, BLOCKS + 1)]),
        ("a\n\n" + "> " * (BLOCKS + 1) + "a", [("markdown-depth", 7, 2 * BLOCKS + 1)]),
        ("- " * (BLOCKS - 1) + "1. a", []),
        ("- " * BLOCKS + "1. a", [("markdown-depth", 5, 2 * BLOCKS + 2)]),
        (" " * 4 * BLOCKS + "a", []),
        (" " * 4 * (BLOCKS + 1) + "a", [("markdown-depth", 5, 1)]),
        (" " * 4 * (BLOCKS + 1), []),
        ("\t" * BLOCKS + "- a", [("markdown-depth", 5, BLOCKS + 1)]),
        ("-" * 60 + " a", []),
        ("```\n" + ">" * 60 + "\n```", []),
    ],
)
def test_how_deep_markdown_may_go(body: str, told: list[tuple[str, int, int]]) -> None:
    """Up to fifty nested lists and quotations are allowed; the first deeper line is reported."""
    assert page(body) == told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("*a* " * (MARKS // 2), []),
        ("*a* " * (MARKS // 2) + "*b", [("markdown-marks", 5, 1)]),
        ("*a* " * (MARKS // 2) + "\n*b*\n*c*", [("markdown-marks", 6, 1)]),
        ("*a* " * (MARKS // 2) + "\n\n*b*", []),
        ("*a* " * (MARKS // 2) + "\n| *b* |\n", []),
        ("*a* " * (MARKS // 2) + "\n***\n", []),
        ("a_b " * (MARKS + 1), []),
        ("a*b " * MARKS, []),
        ("a*b " * (MARKS + 1), [("markdown-marks", 5, 1)]),
        ("x" * TEXT_LENGTH, []),
        ("x" * (TEXT_LENGTH + 1), [("long-text", 5, 1)]),
        ("x" * TEXT_LENGTH + "\ny\nz", [("long-text", 6, 1)]),
        ("x" * TEXT_LENGTH + "\n\ny", []),
    ],
)
def test_how_much_a_paragraph_may_hold(body: str, told: list[tuple[str, int, int]]) -> None:
    """A paragraph with over 1,000 marks such as ``*``, or over 20,000 characters, is reported."""
    assert page(body) == told


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\n<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\n", {2: "<<<<<<<"}),
        ("<<<<<<< a\n||||||| b\n=======\n>>>>>>> c\n<<<<<<<\n", {1: "<<<<<<<", 5: "<<<<<<<"}),
        ("a\n>>>>>>> theirs", {2: ">>>>>>>"}),
        (">>>>>>> a\n||||||| b\n", {1: ">>>>>>>", 2: "|||||||"}),
        ("Heading\n=======\n", {}),
        ("<<<<<<<< eight\n>>>>>>>x\n <<<<<<< indented\n", {}),
    ],
)
def test_conflicts_that_are_not_settled(text: str, lines: dict[int, str]) -> None:
    """An unresolved merge conflict is reported once, at its first marker.

    A marker outside a conflict is reported separately.
    """
    assert list(conflicts(text, "a.yml")) == [
        Problem("conflict", Mark("a.yml", line), {"marker": marker})
        for line, marker in lines.items()
    ]


@pytest.mark.parametrize(
    ("lines", "line", "fault"),
    [
        (["x:", "  word here", "  kind: media"], 2, Fault("yaml-no-colon", 1, 2, {})),
        (["x:", "  name: X", "  word", "  kind: media"], 3, Fault("yaml-no-colon", 2, 2, {})),
        (["word here", "kind: media"], 1, Fault("yaml-no-colon", 0, 0, {})),
        (["x: y", "  word here", "  kind: media"], 2, None),
        (["x:", "  y: z", "    word here", "    kind: media"], 3, None),
        (["x:", "  word here", "    kind: media"], 2, None),
        (["x:", "  word: here", "  kind: media"], 2, None),
        (["x:", "  word:", "  kind: media"], 2, None),
        (["x:", "", "  kind: media"], 2, None),
        (["kind: media"], 0, None),
        (["claims:", "  -id: x", "    says: y"], 2, Fault("yaml-dash", 1, 3, {})),
        (["note: |", "  -he: said", "name: a: b"], 2, None),
        (["x:", "name: X", "  kind: media"], 2, Fault("yaml-deeper", 2, 2, {})),
        (["x:", "  - name: X", "      kind: media"], 2, Fault("yaml-deeper", 2, 6, {})),
        (["x:", "  name: [X]", "    kind: media"], 2, None),
        (["x:", "  name: X", "    y and z: w"], 2, None),
        ([f"x{'-' * 20_000}", "  a: b"], 1, None),
    ],
)
def test_a_line_that_should_have_a_key(lines: list[str], line: int, fault: Fault | None) -> None:
    """Above a colon that is wrong, a line without one is reported, unless it continues a value.

    So are a dash without a space, and a key that is indented less.
    """
    assert _misaligned(lines, line) == fault


def test_what_is_still_to_be_written() -> None:
    """TODOs are found in values, keys and digests, but not in the text of a hand-written page."""
    document = Document("a.md", "")
    data = {"body": "TODO x", "note": "TODO: y", "paragraphs": ["TODO", "TODO more"], "TODO": "z"}
    found = [problem for _, problem in unfinished(data, document)]
    assert [one.facts["what"] for one in found] == ["'note' (y)", "the digest of ¶1", "a key"]


@pytest.mark.parametrize(
    ("text", "data", "lines", "faults"),
    [
        ("? [a]\n: b\nc: d\n", {"": "b", "c": "d"}, {"c": 2}, [("yaml-key", 0, 2, {})]),
        ("? {a: b}\n: [x]\n", {"": ["x"]}, {}, [("yaml-key", 0, 2, {})]),
        ("? [a, [b]]\n: {c: d}\n", {"": {"c": "d"}}, {}, [("yaml-key", 0, 2, {})]),
        (
            "? *x\n: b\n", {"": "b"}, {},
            [("yaml-alias", 0, 2, {"value": "x"}), ("yaml-key", 0, 2, {})],
        ),
        ("? !!x a\n: b\n", {"a": "b"}, {"a": 0}, [("yaml-tag", 0, 2, {"value": "!!x"})]),
        (
            "a: *x\nb: c\n", {"a": None, "b": "c"}, {"a": 0, "b": 1},
            [("yaml-alias", 0, 3, {"value": "x"})],
        ),
        ("- *x\n- b\n", [None, "b"], {}, [("yaml-alias", 0, 2, {"value": "x"})]),
    ],
)  # fmt: skip
def test_what_is_read_beside_what_records_do_without(
    text: str,
    data: object,
    lines: dict[str, int],
    faults: list[tuple[str, int, int, dict[str, str]]],
) -> None:
    """Unsupported YAML, such as anchors, is reported; the values around it are read."""
    loaded = load(text)
    assert (loaded.data, loaded.lines, loaded.complete) == (data, lines, True)
    assert loaded.faults == [Fault(*fault) for fault in faults]
