"""Checks that depend on several files: the problems that are reported, or not reported."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from sourcebook import stages

from .corpora import copy_small
from .test_evidence import COURIER, POST, change
from .test_reading_files import codes

COURIER_CLAIMS, POST_CLAIMS = f"summaries/{COURIER}.yml", f"summaries/{POST}.yml"
NEW = {
    "actors/new.yml": "x: {name: X, kind: media}\n",
    "locations/new.yml": "x: {name: Y, kind: town}\n",
}
"""Files with records that nothing refers to."""

UNNAMED = [
    "actors/new.yml:1:1 warning[unreferenced]",
    "locations/new.yml:1:1 warning[unreferenced]",
]


def checked(
    folder: Path, changes: Sequence[tuple[str, str, str]], new: Mapping[str, str] | None = None
) -> list[str]:
    """Change the small corpus, add the files ``new``, and return the problems as text."""
    project = copy_small(folder)
    for one in changes:
        change(project, *one)
    for name, text in (new or {}).items():
        (project / "sources" / name).write_text(text, "utf-8")
    return codes(project)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("", UNNAMED),
        (" See [[x]].", []),
        (" See [[actor:x]].", UNNAMED[1:]),
        (" See [[location:x|there]].", UNNAMED[:1]),
    ],
)
def test_a_link_is_a_use(link: str, expected: list[str], tmp_path: Path) -> None:
    """A link in prose counts as a use of the record that it names.

    A link without a type counts as a use of every record with this id.
    """
    words = "The weather was fine."
    told = checked(tmp_path, [(f"articles/{COURIER}.md", words, words + link)], NEW)
    assert told == expected


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("See [@post, ¶1.", "actors/new.yml:1:41 error[malformed-citation]"),
        ("See [[Bad|]].", UNNAMED[0]),
        ("See \\[@post, ¶1].", UNNAMED[0]),
    ],
)
def test_only_a_citation_keeps_an_unused_record(
    summary: str, expected: str, tmp_path: Path
) -> None:
    """An unused record is checked, not withheld, if it has a citation, even a malformed one.

    A malformed link, or an escaped bracket, doesn't keep it.
    """
    record = f"x: {{name: X, kind: media, summary: '{summary}'}}\n"
    assert checked(tmp_path, [], {"actors/new.yml": record}) == [expected]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # After these changes, no claim dates the event.
        (
            [(COURIER_CLAIMS, "    date: 1951-03-04\n", ""),
             (POST_CLAIMS, "    date: 1951-03-05\n", "")],
            ["events/fire.yml:4:9 error[date-without-evidence]"],
        ),
        # After these changes, only one claim has a date. It names two events, and its date is that
        # of the first, ``warehouse-collapse``.
        (
            [(COURIER_CLAIMS, "    date: 1951-03-04\n", ""),
             (POST_CLAIMS, "[harbour-fire, ", "[warehouse-collapse, harbour-fire, "),
             (POST_CLAIMS, "harbour-fire, warehouse-collapse]", "harbour-fire]")],
            ["events/fire.yml:4:9 error[date-without-evidence]"],
        ),
        # After these changes, the only date belongs to a part of the event.
        (
            [(COURIER_CLAIMS, "    date: 1951-03-04\n", ""),
             (POST_CLAIMS, "    date: 1951-03-05\n", "    date: 1951-03-05\n    dates: step\n")],
            ["events/fire.yml:4:9 error[date-without-evidence]"],
        ),
        # The date of another claim about the event is enough.
        (
            [(COURIER_CLAIMS, "    date: 1951-03-04\n", ""),
             ("events/fire.yml", "1951-03-04", "1951-03-05")],
            [],
        ),
        (
            [(COURIER_CLAIMS, "    date: 1951-03-04\n", "")],
            ["events/fire.yml:4:9 error[date-of-no-claim]"],
        ),
        # After these changes, no claim is about the event. Only this is reported.
        (
            [(POST_CLAIMS, "[harbour-fire, warehouse-collapse]", "harbour-fire"),
             ("events/collapse.yml", "warehouse-collapse:", "warehouse-fall:")],
            ["events/collapse.yml:1:1 warning[event-without-claim]"],
        ),
    ],
)  # fmt: skip
def test_what_an_event_needs(
    changes: Sequence[tuple[str, str, str]], expected: list[str], tmp_path: Path
) -> None:
    """An event needs a claim, and either a claim with a date or ``dated_by``."""
    assert checked(tmp_path, changes) == expected


def test_positions_that_nobody_takes(tmp_path: Path) -> None:
    """Positions that no answer takes are reported, unless an answer has an unknown position."""
    positions = "{stove: A stove began it., lamp: A lamp began it.}"
    more = positions.replace("}", ", rain: Rain did., hail: Hail did.}")
    file = "questions/fire.yml"
    (folder,) = (copy_small(tmp_path / "a") / "sources" / "questions").glob("*.yml")
    file = f"questions/{folder.name}"
    told = checked(tmp_path / "b", [(file, positions, more)])
    assert [line.partition(" ")[2] for line in told] == ["warning[position-not-taken]"] * 2
    wrong = [(file, positions, more), (POST_CLAIMS, "{lamp: A lamp.}", "{snow: A lamp.}")]
    told = checked(tmp_path / "c", wrong)
    assert [line.partition(" ")[2] for line in told] == ["error[unknown-position]"]


def test_an_unknown_question_hides_no_answer_to_another(tmp_path: Path) -> None:
    """Each answer of a claim is checked against the positions of its own question."""
    before = "{how-it-started: {stove: A stove in the night watchman’s shed.}}"
    after = "{why: {x: Y.}, how-it-started: {snow: Snow.}}"
    assert checked(tmp_path, [(COURIER_CLAIMS, before, after)]) == [
        f"{COURIER_CLAIMS}:18:15 error[unknown-question]",
        f"{COURIER_CLAIMS}:18:46 error[unknown-position]",
    ]


@pytest.mark.parametrize(
    ("holder", "inner", "told"),
    [
        ("[30, 40]", "[40.5, 30.5]", True),
        ("[54.1, -3.2]", "[-3.2, 54.1]", True),
        ("[30, 36]", "[36, 30]", True),
        ("[30, 35]", "[35, 30]", False),
        ("[30, 40]", "[37, 33]", True),
        ("[30, 40]", "[36, 34]", False),
        ("[40, 41]", "[40.5, 41]", False),
        ("[-40, -41]", "[-40.5, -41]", False),
        ("[30, 40]", "[50, 60]", False),
        ("[0, 5.6]", "[6.4, 0.8]", False),  # 8° apart
        ("[0, 5.6]", "[6.5, 0.8]", True),
    ],
)
def test_coordinates_that_are_probably_swapped(
    holder: str, inner: str, told: bool, tmp_path: Path
) -> None:
    """Coordinates are reported if, when swapped, they are much nearer to the surrounding place."""
    changes = [
        ("locations/coast.yml", "[54.1, -3.2]", holder),
        ("locations/quay.yml", "[54.105, -3.201]", inner),
    ]
    expected = ["locations/quay.yml:5:16 warning[probably-swapped]"]
    assert checked(tmp_path, changes) == expected * told


def test_two_faults_in_one_claim_leave_the_rest_of_the_file(tmp_path: Path) -> None:
    """If a claim has two faults, both are reported, and the rest of the file is still checked."""
    lacking = "    says: The fire brigade came late.\n    paragraph: [title, 1]\n"
    changes = [
        (POST_CLAIMS, lacking, "    kind: rumour\n"),
        (POST_CLAIMS, "fire-brigade: {fire brigade: 1}", "brigade: {fire brigade: 1}"),
    ]
    assert checked(tmp_path, changes) == [
        f"{POST_CLAIMS}:10:5 error[missing-key]",
        f"{POST_CLAIMS}:11:11 error[unknown-value]",
        f"{POST_CLAIMS}:22:5 error[unknown-actor]",
    ]


def test_a_fault_in_a_list_of_one_leaves_the_rest_of_the_file(tmp_path: Path) -> None:
    """A fault in a list of one item, written without brackets, hides no fault elsewhere."""
    changes = [
        (POST_CLAIMS, "type: came late to", "typ: came late to"),
        (POST_CLAIMS, "fire-brigade: {fire brigade: 1}", "brigade: {fire brigade: 1}"),
    ]
    told = [line.partition(" ")[2] for line in checked(tmp_path, changes)]
    assert told == ["error[missing-key]", "error[unknown-key]", "error[unknown-actor]"]


def test_circles_of_drafts_are_reported(tmp_path: Path) -> None:
    """Events that are part of each other are reported, also if no claim is about them."""
    folder = copy_small(tmp_path)
    (folder / "sources/events/x.yml").write_text(
        "big: {title: Big, kind: other, part_of: small}\n"
        "small: {title: Small, kind: other, part_of: big}\n",
        "utf-8",
    )
    assert "circular-reference" in {problem.code for problem in stages.check(folder).problems}
