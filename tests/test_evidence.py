"""The check of quotes and names against originals: results, evidence lock, and pages."""

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook import stages
from sourcebook.evidence import originals, recalling
from sourcebook.evidence.lock import lock_text, parse_lock, read_lock
from sourcebook.evidence.wording import normalised, times_in
from sourcebook.problems import Mark, Problem, format_problems

from . import projects
from .corpora import copy_small

COURIER, POST = "ellan-courier-1951-03-05", "harbour-post-1951-03"
ORIGINALS = {
    COURIER: """\
# Harbour burns

Nine hours of fire at the quay

The brigade has fought a fire in the harbour for nine hours.

“A stove did it,” Port\N{NO-BREAK SPACE}Ellan says. *Ada Brandt* counts about
thirty hurt.

What fine weather!
""",
    POST: """\
They came late: the harbour fire

A lamp set fire to the harbour; the Fire Brigade was late.

After midnight the warehouse at the northern quay fell. Sixty were hurt.
""",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project of the small corpus, with the originals of both articles."""
    folder = copy_small(tmp_path / "project")
    change(
        folder,
        f"articles/{COURIER}.md",
        "standfirst: N",
        "original: {standfirst: 2}\nstandfirst: N",
    )
    (folder / "sources" / "originals").mkdir()
    for source, text in ORIGINALS.items():
        original(folder, source).write_text(text, "utf-8")
    return folder


def original(folder: Path, source: str) -> Path:
    """Return the path of a source's original."""
    return folder / "sources" / "originals" / f"{source}.txt"


def lock_of(folder: Path) -> Path:
    """Return the path of the evidence lock, the file with the results of the evidence check."""
    return folder / "sources" / "evidence.lock"


def change(folder: Path, name: str, before: str, after: str) -> None:
    """Replace a text that is exactly once in a file of ``sources/``."""
    path = folder / "sources" / name
    text = path.read_text("utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), "utf-8")


def verify(folder: Path) -> dict[str, int]:
    """Run the evidence check of ``check --evidence``; return the count of each result."""
    checked, found = stages.verify(folder)
    assert checked.corpus is not None
    assert found is not None
    assert found.lock is not None
    assert stages.keep_evidence(folder, found.lock)[1] == []
    return found.tally(checked.corpus)


def recalled(folder: Path) -> tuple[dict[str, str], list[str]]:
    """Return the results that a plain build reads from the evidence lock, and all problems."""
    checked = stages.check(folder)
    assert checked.corpus is not None
    known: dict[str, str] = {
        placed.address: checked.evidence.quote(placed).state
        for placed in checked.corpus.claims
        if placed.claim.quote
    }
    for source in checked.corpus.sources.values():
        names = source.summary.names
        for kind, named in (("actor", names.actors), ("location", names.locations)):
            for id_, used in named.items():
                for words, (locator, *_) in used.items():
                    result = checked.evidence.name(source.id, kind, id_, words, locator)
                    known[f"{source.id} {words}"] = result.state
    return known, format_problems(checked.problems)


def of_courier(state: str, **others: str) -> dict[str, str]:
    """Return the expected result for each quote and name of the small corpus.

    ``state``: the result for the quote and the names in the source "Ellan Courier". ``others``:
    results for its quote ``hurt`` and its name ``brandt``, if they differ from ``state``.
    """
    return {
        f"{COURIER}#hurt": others.get("hurt", state),
        f"{COURIER} Ada Brandt": others.get("brandt", state),
        f"{COURIER} Port Ellan": state,
        f"{POST} fire brigade": "found",
        f"{POST} northern quay": "found",
    }


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("no\N{NO-BREAK SPACE}break,\N{THIN SPACE}thin\n and  lines", "no break, thin and lines"),
        ("‘single’ “double” «angled» it’s", "'single' \"double\" \"angled\" it's"),
        ("a–b—c‑d−e", "a-b-c-d-e"),
        ("so\N{SOFT HYPHEN}ft zero\N{ZERO WIDTH SPACE}width", "soft zerowidth"),
        ("\N{RIGHT-TO-LEFT MARK}mark e\N{SOFT HYPHEN}\N{COMBINING ACUTE ACCENT}", "mark é"),
        ("**bold** and *leaning*", "bold and leaning"),
        ("cafe\N{COMBINING ACUTE ACCENT} …", "café ..."),
        ("Case Stays", "Case Stays"),
    ],
)  # fmt: skip
def test_the_same_words_are_the_same_however_they_are_set(text: str, plain: str) -> None:
    """``normalised`` removes differences in typography, such as the kinds of quotation marks."""
    assert normalised(text) == plain


ALIKE = {
    "'": "‘’‚‛‹›ʼ`´′\u1fef\u1ffd", '"': "“”„‟«»″", "-": "‐‑‒–—―−", "...": "…",
    " ": "\t\n\x85\xa0\u3000",
    "": "*\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
}  # fmt: skip
"""Maps a character to the characters that are replaced by it. All others stay as they are."""


def test_which_characters_are_the_same() -> None:
    """Only the characters in ``ALIKE`` are replaced when a quote is compared with its original."""
    for same, characters in ALIKE.items():
        assert {normalised(f"a{character}a") for character in characters} == {f"a{same}a"}
    others = {chr(number) for number in range(33, 0x250)}.difference(*ALIKE.values())
    assert {character for character in others if normalised(character) != character} == set()


@pytest.mark.parametrize(
    ("words", "text", "times"),
    [
        ("Iran", "the Iranian army", 0),
        ("ran", "the army of Iran", 0),
        ("Iran", "Iranian, and Iran too", 1),
        ("Iran", "Iran, Iran's men, pro-Iran Iranians", 3),
        ("Syrian army", "the Syrian army, the new Syrian army", 2),
        ("at least 3", "at least 30 dead", 0),
        ("regime", "the “regime” fell", 1),
        ('"regime', 'the "regime" fell', 1),
        ("troops", "troops² were sent", 1),
        ("叙利亚", "在叙利亚军队,叙利亚", 2),
        ("حزب الله", "وحزب الله", 1),
        ("", "anything", 0),
    ],
)
def test_words_are_found_whole(words: str, text: str, times: int) -> None:
    """In writing systems that separate words, a word isn't found inside another word.

    Each occurrence counts, even inside a longer name.
    """
    assert times_in(words, text) == times


@given(st.text(), st.text(min_size=1), st.text())
def test_what_was_copied_is_found(before: str, words: str, after: str) -> None:
    """Words that were copied from a text are found in it, whatever they are."""
    same = normalised(words)
    text = normalised(f"{before} {same} {after}")
    assert not same or times_in(same, text) > 0
    assert normalised(same) == same


def test_everything_true_is_found(project: Path) -> None:
    """Quotes and names are found in the original despite line breaks, emphasis and odd spaces.

    Names are found despite different capitals, too.
    """
    assert verify(project) == {"found": 5, "elsewhere": 0, "absent": 0, "unchecked": 0}
    assert recalled(project) == (of_courier("found"), [])


def test_a_quote_is_in_one_of_the_paragraphs_cited(project: Path) -> None:
    """A quote of a claim with several paragraphs must be in one of these paragraphs."""
    summary = f"summaries/{COURIER}.yml"
    place = "people were hurt.\n    paragraph: "
    change(project, summary, f"{place}2", f"{place}[1, 2]")
    assert verify(project)["found"] == 5
    change(project, summary, f"{place}[1, 2]", f"{place}[1, standfirst]")
    assert verify(project) == {"found": 4, "elsewhere": 1, "absent": 0, "unchecked": 0}


def test_nothing_is_known_without_a_lock(project: Path) -> None:
    """Without an evidence lock, all quotes and names are unchecked, even if originals exist."""
    known, problems = recalled(project)
    assert set(known.values()) == {"unchecked"}
    assert problems == []


def test_what_was_checked_holds_without_the_originals(project: Path) -> None:
    """Without originals, as in a Git clone, a build uses the results in the evidence lock."""
    verify(project)
    for source in ORIGINALS:
        original(project, source).unlink()
    assert recalled(project) == (of_courier("found"), [])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("quote: about thirty", "quote: about sixty"),
        ("people were hurt.\n    paragraph: 2", "people were hurt.\n    paragraph: [1, 2]"),
    ],
)
def test_a_quote_that_changes_is_unchecked(project: Path, before: str, after: str) -> None:
    """If a quote or its cited paragraphs change, its result is dropped; other results stay."""
    verify(project)
    change(project, f"summaries/{COURIER}.yml", before, after)
    assert recalled(project) == (of_courier("found", hurt="unchecked"), [])


def test_a_name_that_changes_is_unchecked(project: Path) -> None:
    """A checked name becomes unchecked if another paragraph is cited for it.

    It stays checked if only its capital letters change.
    """
    verify(project)
    summary = f"summaries/{COURIER}.yml"
    change(project, summary, "Ada Brandt: 2", "Ada Brandt: 1")
    assert recalled(project)[0] == of_courier("found", brandt="unchecked")
    change(project, summary, "Ada Brandt: 1", "ADA BRANDT: 2")
    assert recalled(project)[0][f"{COURIER} ADA BRANDT"] == "found"


def test_a_changed_original_makes_its_results_stale(project: Path) -> None:
    """If an original changes, its results aren't shown until the next check."""
    verify(project)
    original(project, COURIER).write_text(ORIGINALS[COURIER].replace("fine", "foul"), "utf-8")
    stale, problems = recalled(project)
    assert stale == of_courier("unchecked")
    assert problems == [
        f"sources/originals/{COURIER}.txt:1:1: warning[stale-evidence]: the original has changed "
        "since it was checked; stale now: 1 quoting claim and 2 names; run 'check --evidence'"
    ]
    verify(project)
    assert recalled(project) == (of_courier("found"), [])


@pytest.mark.parametrize(
    ("quotes", "names", "words"),
    [
        (1, 0, "1 quoting claim"),
        (2, 0, "2 quoting claims"),
        (0, 1, "1 name"),
        (0, 2, "2 names"),
        (1, 2, "1 quoting claim and 2 names"),
        (2, 1, "2 quoting claims and 1 name"),
    ],
)
def test_what_is_stale_in_words(quotes: int, names: int, words: str) -> None:
    """Stale results are counted in words, such as "1 name" and "2 names", without zeros."""
    assert recalling._counted(quotes, names) == words


def test_only_what_was_checked_becomes_stale(project: Path) -> None:
    """A quote that was edited after the check was unchecked already, so it doesn't become stale."""
    verify(project)
    original(project, COURIER).write_text(ORIGINALS[COURIER].replace("fine", "foul"), "utf-8")
    change(project, f"summaries/{COURIER}.yml", "quote: about thirty", "quote: about sixty")
    assert "; stale now: 2 names; " in recalled(project)[1][0]


def test_what_can_not_be_checked_again_is_kept(project: Path) -> None:
    """If an original is missing, a check keeps the earlier results for it.

    Only the result for a quote that has changed is dropped.
    """
    verify(project)
    original(project, COURIER).unlink()
    change(project, f"summaries/{COURIER}.yml", "quote: about thirty", "quote: about sixty")
    assert verify(project) == {"found": 4, "elsewhere": 0, "absent": 0, "unchecked": 1}
    assert recalled(project)[0] == of_courier("found", hurt="unchecked")
    assert "hurt" not in lock_of(project).read_text("utf-8")


def test_the_lock_has_no_word_of_an_original(project: Path) -> None:
    """The evidence lock has no text from originals, not even a name or a quote."""
    verify(project)
    lock = json.loads(lock_of(project).read_text("utf-8"))
    for source, locked in lock["sources"].items():
        words = set(normalised(ORIGINALS[source]).casefold().split())
        for entry in locked["checks"]:
            values = {str(value).casefold() for key, value in entry.items() if key != "id"}
            known = {"actor", "location", "quote", "found", "[1]", "[2]", "1", entry["words"]}
            assert values <= known
            assert entry["words"] not in words
            assert len(entry["words"]) == 16


def test_the_lock_has_an_order_of_its_own(project: Path) -> None:
    """The bytes of the evidence lock don't depend on the order in which results were found."""
    verify(project)
    lock, _ = read_lock(lock_of(project), "evidence.lock")
    sources = list(lock.items())
    shuffled = {}
    for source, locked in reversed(sources):
        results = list(locked.results.items())
        shuffled[source] = locked._replace(results=dict(reversed(results)))
    assert lock_text(shuffled) == lock_of(project).read_text("utf-8")


def _lock(*checks: dict[str, object]) -> bytes:
    """Return an evidence lock with one result per argument.

    ``checks``: for each result, the values that replace those of a valid result.
    """
    valid = {"kind": "actor", "id": "ada", "at": [2], "words": "0123456789abcdef"}
    written = [{**valid, "result": "found", **check} for check in checks]
    source = {"original": "0123456789abcdef" * 4, "checks": written}
    return json.dumps({"version": 1, "sources": {"post": source}}).encode()


def test_results_stand_in_the_order_of_paragraphs() -> None:
    """In the evidence lock, results for paragraph 2 come before results for paragraph 10."""
    lock, problems = parse_lock(_lock({"at": [10]}, {"at": ["title"]}, {"at": [2]}), "lock")
    assert problems == []
    listed = [json.loads(line.rstrip(",")) for line in lock_text(lock).splitlines()[4:-2]
              if line.startswith('{"kind"')]  # fmt: skip
    assert [check["at"] for check in listed] == [[2], [10], ["title"]]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "event"}, {"at": [0]}, {"at": [-1]}, {"at": 2}, {"at": ["nowhere"]},
        {"words": "0123456789abcde"}, {"words": "0123456789abcdef0"}, {"words": "0123456789ABCDEF"},
        {"result": "unchecked"}, {"where": 0}, {"where": ""}, {"id": None},
    ],
)  # fmt: skip
def test_a_result_that_no_check_gives_makes_the_lock_unreadable(wrong: dict[str, object]) -> None:
    """An impossible result, as after an edit by hand, makes the whole evidence lock unreadable."""
    assert parse_lock(_lock({}, wrong), "lock") == ({}, [Problem("unreadable-lock", Mark("lock"))])


@pytest.mark.slow
def test_a_lock_cut_short_costs_nothing(project: Path) -> None:
    """If the evidence lock is cut off anywhere, nothing counts as checked; there is one warning."""
    verify(project)
    whole = lock_of(project).read_bytes()
    for end in range(0, len(whole.rstrip()), 7):
        lock_of(project).write_bytes(whole[:end])
        known, problems = recalled(project)
        assert set(known.values()) == {"unchecked"}
        assert len(problems) == 1
        assert "warning[unreadable-lock]" in problems[0]
    verify(project)
    assert lock_of(project).read_bytes() == whole


@pytest.mark.parametrize(
    "content",
    [
        b"[]", b"{}", b"null", b"[" * 100_000, b"\xff", b"9" * 5000,
        b'{"version": 2, "sources": {}}',
        b'{"version": 1, "sources": {"a": {"original": "\\"}", "checks": []}}}',
        b'{"version": 1, "sources": {"a": {"original": 1, "checks": [{"where": "<script>"}]}}}',
        b'{"version": 1, "sources": {"a\\u0000": {"original": "%s", "checks": []}}}' % (b"0" * 64),
        b'{"version": 1, "sources": {"../a": {"original": "%s", "checks": []}}}' % (b"0" * 64),
    ],
)  # fmt: skip
def test_a_lock_of_something_else_is_none(project: Path, content: bytes) -> None:
    """If the evidence lock is invalid, all quotes and names are unchecked, with one warning."""
    lock_of(project).write_bytes(content)
    known, problems = recalled(project)
    assert set(known.values()) == {"unchecked"}
    assert ["warning[unreadable-lock]" in problem for problem in problems] == [True]


@pytest.mark.slow
def test_pages_say_what_was_checked(project: Path) -> None:
    """A source's page says whether a quotation was compared with the original.

    If the quotation was found in another paragraph than the cited one, the page names that
    paragraph.
    """

    def shown() -> str:
        checked = stages.check(project)
        assert checked.corpus is not None
        return stages.generate(checked.corpus, checked.evidence)[f"sources/{COURIER}.md"].decode()

    assert "in the words “about thirty” (not compared with the original)" in shown()
    verify(project)
    assert "in the words “about thirty” (found in the original)" in shown()
    moved = (
        ORIGINALS[COURIER]
        .replace("about\nthirty", "many")
        .replace("The brigade", "About thirty. About thirty")
    )
    original(project, COURIER).write_text(
        moved.replace("About thirty.", "Of about thirty,"), "utf-8"
    )
    verify(project)
    assert "in the words “about thirty” (found in the original, ¶1)" in shown()


def brandt_said_twice(folder: Path) -> None:
    """Change an original so that one paragraph has "Ada Brandt" once, and another has it twice.

    The summary then cites both paragraphs for this name.
    """
    text = ORIGINALS[COURIER].replace("The brigade", "ADA BRANDT's brigade")
    text = text.replace("Ellan says.", "Ellan says to Ada Brandt.")
    original(folder, COURIER).write_text(text, "utf-8")
    change(folder, f"summaries/{COURIER}.yml", "Ada Brandt: 2", "Ada Brandt: [1, 2]")


def names_shown(folder: Path) -> list[str]:
    """Return the rows with the name "Ada Brandt" in the tables of names on three pages."""
    checked = stages.check(folder)
    assert checked.corpus is not None
    pages = stages.generate(checked.corpus, checked.evidence)
    lines = []
    for path in ("actors/fire-chief", f"sources/{COURIER}", "names"):
        text = re.sub(r"\]\([^)]*\)|\[", "", pages[f"{path}.md"].decode())
        lines += [line for line in text.splitlines() if line[0:1] == "|" and "Ada Brandt" in line]
    return [line for line in lines if "¶" in line]


def test_names_are_counted(project: Path) -> None:
    """Before a check, pages give a minimum for how often a name occurs; after it, the number."""
    brandt_said_twice(project)
    assert names_shown(project) == [
        "| Ellan Courier | “Ada Brandt” <small>≥ 2×: ¶1, ¶2</small> |",
        "| Ada Brandt | “Ada Brandt” <small>≥ 2×: ¶1, ¶2</small> |",
        "| Ada Brandt |  | “Ada Brandt” <small>≥ 2×: ¶1, ¶2</small> |",
    ]
    verify(project)
    assert names_shown(project) == [
        "| Ellan Courier | “Ada Brandt” <small>3×: ¶1, ¶2</small> |",
        "| Ada Brandt | “Ada Brandt” <small>3×: ¶1, ¶2</small> |",
        "| Ada Brandt |  | “Ada Brandt” <small>3×: ¶1, ¶2</small> |",
    ]


def test_a_count_is_of_all_places_or_none(project: Path) -> None:
    """A name has an exact count only if it was found in all its paragraphs, else a minimum."""
    change(project, f"summaries/{COURIER}.yml", "Ada Brandt: 2", "Ada Brandt: [1, 2]")
    assert verify(project)["elsewhere"] == 1
    assert all("≥ 2" in line for line in names_shown(project))


def test_only_names_that_are_found_have_a_count(project: Path) -> None:
    """In the evidence lock, only names that were found have ``times``, a count per paragraph."""
    brandt_said_twice(project)
    change(project, f"summaries/{COURIER}.yml", "Port Ellan: 2", "Port Ellan: 1")
    verify(project)
    lock = json.loads(lock_of(project).read_text("utf-8"))
    checks = lock["sources"][COURIER]["checks"]
    assert [(c["kind"], c["at"], c["result"], c.get("times")) for c in checks] == [
        ("actor", [1], "found", 1),
        ("actor", [2], "found", 2),
        ("actor", [1], "elsewhere", None),
        ("quote", [2], "found", None),
    ]


@pytest.mark.parametrize(
    "times",
    [None, "2", "<b>", 0, -1, True, 2.0, 2.5, [2], {"a": 2}, pytest.param(10**4000, id="huge")],
)
@pytest.mark.slow
def test_a_count_that_is_none_costs_nothing_else(project: Path, times: object) -> None:
    """If the evidence lock has no valid ``times``, its results are used without counts."""
    verify(project)
    lock = json.loads(lock_of(project).read_text("utf-8"))
    for locked in lock["sources"].values():
        for entry in locked["checks"]:
            entry.pop("times", None)
            if times is not None:
                entry["times"] = times
    lock_of(project).write_text(json.dumps(lock), "utf-8")
    assert recalled(project) == (of_courier("found"), [])
    assert all("≥ 1" in line for line in names_shown(project))


@pytest.fixture
def command(project: Path, tmp_path: Path) -> Path:
    """Make a project that has ``build_site.py``, and the sources and originals of ``project``."""
    folder = projects.project(tmp_path / "command", project / "sources")
    (project / "sources" / "originals").rename(folder / "sources" / "originals")
    return folder


@pytest.mark.slow
def test_the_command_writes_the_lock_once(command: Path) -> None:
    """``check --evidence`` prints its results, and doesn't rewrite an up-to-date evidence lock."""
    first = projects.run(command, "check", "--evidence")
    assert (first.returncode, first.stderr) == (0, "")
    said = "Quotes and names: 5 found, 0 elsewhere, 0 absent, 0 unchecked; evidence.lock"
    assert first.stdout.splitlines()[0] == f"{said} written."
    before = lock_of(command).stat()
    second = projects.run(command, "check", "--evidence")
    assert second.stdout.splitlines()[0] == f"{said} up to date."
    assert lock_of(command).stat().st_ino == before.st_ino
    assert lock_of(command).stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.slow
def test_an_absent_quote_is_an_error_and_not_locked(command: Path) -> None:
    """If the check gives an error, or a warning with ``--strict``, it writes no evidence lock."""
    projects.run(command, "check", "--evidence")
    before = lock_of(command).read_bytes()
    original(command, COURIER).write_text(ORIGINALS[COURIER].replace("thirty", "forty"), "utf-8")
    absent = projects.run(command, "check", "--evidence")
    assert absent.returncode == 1
    assert absent.stderr == (
        f"sources/summaries/{COURIER}.yml:26:12: error[absent-quote]: the original has "
        "'about thirty' neither in ¶2 nor elsewhere; correct the quote\n"
    )
    assert (
        "4 found, 0 elsewhere, 1 absent, 0 unchecked; evidence.lock left as it is." in absent.stdout
    )
    change(command, f"summaries/{COURIER}.yml", "    quote: about thirty\n", "")
    change(command, f"summaries/{COURIER}.yml", "Ada Brandt: 2", "Ada Brandt: 1")
    strict = projects.run(command, "check", "--evidence", "--strict")
    assert strict.returncode == 1
    assert "warning[name-elsewhere]" in strict.stderr
    assert lock_of(command).read_bytes() == before
    assert projects.run(command, "check", "--evidence").returncode == 0
    assert lock_of(command).read_bytes() != before


@pytest.mark.slow
def test_originals_may_lie_elsewhere(command: Path, tmp_path: Path) -> None:
    """With ``--originals``, the folder of originals is elsewhere, so that projects can share it."""
    shared = (command / "sources" / "originals").rename(tmp_path / "shared")
    none = projects.run(command, "check", "--evidence")
    assert none.returncode == 0
    assert "5 unchecked; evidence.lock left as it is." in none.stdout
    assert f"No original at hand: {POST}, {COURIER}." in none.stdout
    assert not lock_of(command).exists()
    fine = projects.run(command, "check", "--evidence", "--originals", str(shared))
    assert "5 found" in fine.stdout
    assert lock_of(command).exists()
    for wrong in (
        ("--originals", str(shared)),
        ("--evidence", "--originals", str(shared / "gone")),
    ):
        result = projects.run(command, "check", *wrong)
        assert result.returncode == 2
        assert "--originals" in result.stderr


def test_an_original_that_can_not_be_read_hides_no_other(tmp_path: Path) -> None:
    """If an original can't be read, all others are read nevertheless."""
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "latin.txt").write_bytes(b"\xff")
    (tmp_path / "last.txt").write_bytes(b"One.\r\n\r\nTwo.")
    ids = ["none", "folder", "latin", "last"]
    digest = {id_: sha256((tmp_path / f"{id_}.txt").read_bytes()).hexdigest() for id_ in ids[2:]}
    found, problems = originals.read_originals(tmp_path, "here", ids)
    assert found == {"last": originals.Original(digest["last"], "One.\n\nTwo.")}
    assert [(problem.code, str(problem.mark)) for problem in problems] == [
        ("unreadable-file", "here/folder.txt:1:1"), ("not-utf-8", "here/latin.txt:1:1"),
    ]  # fmt: skip
    assert originals.read_hashes(tmp_path, ids) == digest
    assert originals.read_hashes(tmp_path / "none", ids) == {}


def test_a_lock_that_can_not_be_written_is_told(project: Path) -> None:
    """If the evidence lock can't be written, a message says so, and no incomplete file is left."""
    lock_of(project).mkdir()
    _, found = stages.verify(project)
    assert found is not None
    assert found.lock is not None
    written, problems = stages.keep_evidence(project, found.lock)
    assert not written
    assert format_problems(problems) == [
        "sources/evidence.lock:1:1: error[unwritable]: this can't be written: Is a directory; all "
        "files are as they were"
    ]
    assert sorted(path.name for path in (project / "sources").glob("*evidence*")) == [
        "evidence.lock"
    ]


def test_a_quote_at_a_page_is_looked_for_in_the_whole_original(project: Path) -> None:
    """If a quote or name cites a page, not a paragraph, the whole original is searched for it."""
    summary = f"summaries/{POST}.yml"
    change(project, summary, "paragraph: 1\n    event", "at: p. 4\n    quote: was\n    event")
    change(project, summary, "[northern quay: [2]]"[1:-1], "northern quay: [p. 4, 2]")
    verify(project)
    known, problems = recalled(project)
    assert problems == []
    assert known[f"{POST}#lamp"] == "found"
    assert known[f"{POST} northern quay"] == "found"
    text = lock_of(project).read_text("utf-8")
    assert '"at": ["p. 4"]' in text
    assert '"times": 1' in re.search(r'.*"at": \[2\].*', text)[0]  # type: ignore[index]
    assert "times" not in re.search(r'.*"location".*"at": \["p. 4"\].*', text)[0]  # type: ignore[index]
    change(project, summary, "quote: was", "quote: was latr")
    _, found = stages.verify(project)
    assert found is not None
    assert format_problems(found.problems) == [
        f"sources/{summary}:6:12: error[absent-quote]: the original has 'was latr' neither in "
        "p. 4 nor elsewhere; correct the quote; did you mean 'was late'?"
    ]


def test_a_source_without_paragraphs_needs_none_in_its_original(project: Path) -> None:
    """If a source's record has no paragraphs, those in its original don't give a problem."""
    article, summary = f"articles/{POST}.md", f"summaries/{POST}.yml"
    path = project / "sources" / article
    path.write_text(path.read_text("utf-8").rpartition("---\n")[0] + "---\n", "utf-8")
    text = (project / "sources" / summary).read_text("utf-8")
    text = re.sub(r"paragraph: .*", "at: p. 4", text).replace(": 1}", ": p. 4}")
    (project / "sources" / summary).write_text(text.replace("[2]", "p. 4"), "utf-8")
    for file in (*(project / "sources").rglob("*.yml"), *(project / "sources").rglob("*.md")):
        cited = re.sub(rf"\[@{POST}, [^\]]*\]", f"[@{POST}, p. 4]", file.read_text("utf-8"))
        file.write_text(cited, "utf-8")
    checked, found = stages.verify(project)
    assert format_problems(checked.problems) == []
    assert found is not None
    assert found.problems == []
