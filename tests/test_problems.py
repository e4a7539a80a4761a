"""The output of problems: on a terminal, in files, and for programs."""

import errno
import json

import pytest

from sourcebook.problems import (
    MOST,
    Mark,
    Problem,
    as_dicts,
    count,
    format_github,
    format_json,
    format_problems,
    has_errors,
    os_reason,
)
from sourcebook.reading import suggesting
from sourcebook.reading.suggesting import Suggestions

UNKNOWN = Problem("unknown-actor", Mark("sources/a.yml", 1, 8), {"id": "hizbollah"}, "hezbollah")
UNUSED = Problem("unfit-name", Mark("sources/a.yml", 3, 1), {"reason": "it is long"})


def test_told_in_order_of_place_and_once() -> None:
    """Problems are printed in order of position, without duplicates."""
    later = Problem("missing-key", Mark("sources/b.yml", 2, 10), {"key": "kind"})
    sooner = Problem("missing-key", Mark("sources/b.yml", 2, 9), {"key": "name"})
    tenth = Problem("missing-key", Mark("sources/b.yml", 10, 1), {"key": "name"})
    assert format_problems([tenth, later, UNUSED, sooner, UNKNOWN, later]) == [
        "sources/a.yml:1:8: error[unknown-actor]: no actor 'hizbollah'; did you mean 'hezbollah'?",
        "sources/a.yml:3:1: warning[unfit-name]: Windows can't have a file of this name: it is "
        "long; give it another",
        "sources/b.yml:2:9: error[missing-key]: the key 'name' is missing; add it",
        "sources/b.yml:2:10: error[missing-key]: the key 'kind' is missing; add it",
        "sources/b.yml:10:1: error[missing-key]: the key 'name' is missing; add it",
    ]


def test_json_says_all_that_the_text_says() -> None:
    """The JSON output has the position, code, message and suggestion as separate fields."""
    assert json.loads(format_json([UNUSED, UNKNOWN])) == [
        {
            "path": "sources/a.yml",
            "line": 1,
            "column": 8,
            "severity": "error",
            "code": "unknown-actor",
            "message": "no actor 'hizbollah'; did you mean 'hezbollah'?",
            "suggestion": "hezbollah",
        },
        {
            "path": "sources/a.yml",
            "line": 3,
            "column": 1,
            "severity": "warning",
            "code": "unfit-name",
            "message": "Windows can't have a file of this name: it is long; give it another",
            "suggestion": None,
        },
    ]
    assert format_json([]) == "[]"


def test_github_shows_them_at_their_lines() -> None:
    """In commands for GitHub, percent signs are escaped everywhere.

    Commas and colons are escaped only before the message.
    """
    spaced = Problem("unread-file", Mark("sources/a, b: 100%.txt", 1, 1), {"hint": "50 % of it"})
    assert format_github([spaced, UNKNOWN]) == [
        "::warning file=sources/a%2C b%3A 100%25.txt,line=1,col=1,title=unread-file::"
        "nothing reads this file; 50 %25 of it",
        "::error file=sources/a.yml,line=1,col=8,title=unknown-actor::"
        "no actor 'hizbollah'; did you mean 'hezbollah'?",
    ]


@pytest.mark.parametrize(
    ("line", "column", "excerpt"),
    [
        ("part_of: [hizbollah]", 11, ["    7 | part_of: [hizbollah]", "      |           ^"]),
        ("\tname:\tx", 8, ["    7 | \tname:\tx", "      | \t     \t^"]),
        ("夜番👷: x", 4, ["    7 | 夜番👷: x", "      |       ^"]),
        ("e\u0301te\u0301: x", 6, ["    7 | e\u0301te\u0301: x", "      |    ^"]),
        ("a\u202eb: x", 3, ["    7 | a⟨U+202E⟩b: x", "      |          ^"]),
        ("name:", 6, ["    7 | name:", "      |      ^"]),
        (
            "word " * 60 + "wrong " + "word " * 60,
            301,
            [
                "    7 | …" + "word " * 12 + "wrong " + "word " * 6 + "word…",
                "      |  " + " " * 60 + "^",
            ],
        ),
    ],
    ids=["plain", "tabs", "wide", "combining", "hidden", "end-of-line", "long"],
)
def test_the_caret_stands_under_the_mistake(line: str, column: int, excerpt: list[str]) -> None:
    """On a terminal, the caret is below the faulty character, whatever precedes it."""
    problem = Problem("missing-key", Mark("sources/a.yml", 7, column), {"key": "name"})
    lines = {"sources/a.yml": ["#"] * 6 + [line]}
    assert format_problems([problem], lines) == [
        f"sources/a.yml:7:{column}: error[missing-key]: the key 'name' is missing; add it",
        *excerpt,
    ]


def test_a_place_without_a_line_has_no_excerpt() -> None:
    """If the text of a problem's line isn't known, the problem is printed without an excerpt."""
    problem = Problem("empty-file", Mark("sources/a.yml"))
    assert (
        format_problems([problem], {})
        == format_problems([problem], {"sources/a.yml": []})
        == format_problems([problem])
    )


def test_what_a_file_says_can_neither_hide_nor_flood() -> None:
    """Messages quote values from files on one line, shortened and without hidden characters."""
    hostile = Mark("sources/\x1b[2J\n.yml")
    value = "a\u202e\x1b[31m\nb " + "x" * 200
    [line] = format_problems([Problem("bad-wikidata", hostile, {"value": value})])
    assert line == (
        "sources/⟨U+001B⟩[2J .yml:1:1: error[bad-wikidata]: "
        "'a⟨U+202E⟩⟨U+001B⟩[31m b " + "x" * 55 + "…' is not a Wikidata id, as in Q42"
    )


def test_what_we_say_is_said_in_full() -> None:
    """The message about an invalid value lists all valid values, however many there are."""
    words = ", ".join(f"word {number}" for number in range(40))
    facts = {"key": "kind", "value": "wort", "choices": words}
    [line] = format_problems([Problem("unknown-value", Mark("sources/a.yml"), facts)])
    assert line.endswith(f"kind 'wort' is not one of: {words}")


def test_warnings_stop_nothing_unless_they_should() -> None:
    """Errors stop a build; warnings stop it only with ``--strict``."""
    assert has_errors([UNKNOWN])
    assert not has_errors([UNUSED])
    assert has_errors([UNUSED], strict=True)
    assert not has_errors([], strict=True)


def test_counted_in_words() -> None:
    """The last line of the output counts errors and warnings, each problem once."""
    assert count([UNKNOWN, UNKNOWN, UNUSED]) == "1 error, 1 warning"
    assert count([UNUSED]) == "1 warning"
    assert count([]) == ""


def test_why_the_system_refused() -> None:
    """A system error is reported with the system's reason, or else as "unknown reason"."""
    assert os_reason(OSError(errno.ENOENT, "no such file")) == "no such file"
    assert os_reason(OSError()) == "unknown reason"


@pytest.mark.slow
def test_a_flood_is_cut_short_on_a_screen() -> None:
    """Of a hundred thousand problems of one kind, only the first ones are printed, with a count.

    All problems of other kinds are printed, and programs get every problem.
    """
    flood = [
        Problem("unknown-actor", Mark("sources/a.yml", line, 3), {"id": "x"})
        for line in range(1, 100_001)
    ]
    last = Problem("missing-key", Mark("sources/b.yml", 2, 9), {"key": "name"})
    told = format_problems([last, *flood])
    assert len(told) == MOST + 2
    assert told[MOST - 1 :] == [
        "sources/a.yml:100:3: error[unknown-actor]: no actor 'x'",
        "and 99,900 more like it: error[unknown-actor]",
        "sources/b.yml:2:9: error[missing-key]: the key 'name' is missing; add it",
    ]
    apart = as_dicts([last, *flood], {})
    assert [part["message"] for part in apart[MOST:]] == [
        "and 99,900 more like it",
        "the key 'name' is missing; add it",
    ]
    assert apart[MOST]["place"] == ""
    assert count([last, *flood]) == "100001 errors"
    assert len(json.loads(format_json([last, *flood]))) == len(flood) + 1
    assert len(format_github([last, *flood])) == len(flood) + 1


def test_as_many_as_are_told_are_told_whole() -> None:
    """If all problems are printed, there is no line "and … more" after the last one."""
    problems = [
        Problem("unknown-actor", Mark("sources/a.yml", line, 3), {"id": "x"})
        for line in range(1, MOST + 1)
    ]
    assert len(format_problems(problems)) == MOST


@pytest.mark.parametrize(
    ("word", "listed", "near"),
    [
        ("abcdefgxyz", ["quay", "abcdefguvw"], "abcdefguvw"),  # seven of ten letters are equal
        ("abcdefghixyzq", ["quay", "abcdefghiuvwr"], None),  # nine of thirteen letters are equal
        ("harbour", ["harbours", "arbour"], "harbours"),
        ("harbour", [], None),
    ],
)
def test_how_similar_a_suggestion_is(word: str, listed: list[str], near: str | None) -> None:
    """For an unknown word, a known word is suggested if at least seven of ten letters agree."""
    assert suggesting.nearest(word, listed) == near
    assert Suggestions(listed).nearest(word) == near


@pytest.mark.parametrize("listed", [["fire-a", "fire-b"], ["fire-b", "fire-a"]])
def test_of_two_equally_near_the_first_by_letter_is_suggested(listed: list[str]) -> None:
    """Of known words equally similar to an unknown one, the alphabetically first is suggested."""
    assert Suggestions(listed).nearest("fire-c") == "fire-a"


def test_suggestions_cost_no_more_than_a_list_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many unknown words there are, only a few are compared with a long list of ids."""
    looked: list[str] = []

    def first(word: str, words: list[str]) -> str:
        looked.append(word)
        return words[0]

    monkeypatch.setattr(suggesting, "nearest", first)
    ids = [f"id-{number}" for number in range(10_000)]
    suggestions = Suggestions(ids)
    near = [suggestions.nearest(f"wrong-{number % 9_000}") for number in range(10_000)]
    assert len(looked) == len(set(looked)) == 50
    assert near[:50] == ["id-0"] * 50
    assert near[50:9_000] == [None] * 8_950
    assert near[9_000:9_050] == ["id-0"] * 50
