"""Fuzzing: a few inputs in every run of the tests, and tests of the fuzzer itself."""

import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .fuzzing.__main__ import keep, kept, same_fault, table
from .fuzzing.kinds import Input, Kind, kinds
from .fuzzing.mutating import Vocabulary
from .fuzzing.watching import PATIENCE, Outcome, Plan, tried
from .fuzzing.workshop import Workshop

forked = pytest.mark.skipif(sys.platform != "linux", reason="only there are tests sure to fork")

INPUTS = 200
"""Number of inputs in each run. The inputs are the same until the tests' files change."""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Return the project in which the inputs of the fuzzer are tried."""
    return Workshop.new(tmp_path_factory.mktemp("fuzzing") / "template")


def outcomes(
    shop: Workshop, plan: Plan, count: int, patience: float = PATIENCE
) -> Iterator[Outcome]:
    """Yield the outcomes of the first ``count`` inputs of a plan."""
    return tried(plan, shop, lambda done: done < count, patience=patience)


@forked
@pytest.mark.slow
def test_damaged_files_end_in_pages_or_problems(shop: Workshop) -> None:
    """No damaged file causes a traceback, an endless loop or excessive use of memory."""
    plan = Plan(kinds(shop))
    found = list(outcomes(shop, plan, INPUTS))
    assert [outcome for outcome in found if outcome.fault] == []
    assert {outcome.kind for outcome in found} >= plan.kinds.keys() - {
        "sites",
        "PDFs",
    }
    assert {outcome.came for outcome in found} == {"refused", "accepted", "made"}


def test_an_input_is_the_same_whenever_it_is_made(shop: Workshop) -> None:
    """The fuzzer makes the same input whenever number and seed are the same."""
    plan, again = Plan(kinds(shop)), Plan(kinds(shop))
    assert [plan.input(number) for number in range(99)] == [again.input(n) for n in range(99)]
    assert len({plan.input(number) for number in range(99)}) > 80
    assert plan.input(1) != Plan(plan.kinds, seed=2).input(1)


def test_an_input_that_is_kept_can_be_tried_again(tmp_path: Path) -> None:
    """A stored fuzzing input can be read again; a ``.why`` file beside it states what was wrong."""
    one = Input("mails, notes", "sources/actors/a-b.yml", b"\xff\0", False)
    place = keep(one, Outcome(7, one.kind, "fault", fault="what was wrong"), tmp_path)
    assert kept(place) == one._replace(far=True)
    assert Path(f"{place}.why").read_text("utf-8") == "what was wrong"


def raises(*_: object) -> str:
    """Raise an error, as a faulty program might."""
    raise KeyError("not thought of")


def hangs(*_: object) -> str:
    """Never return, as a faulty program might."""
    while True:
        time.sleep(1)


def dies(*_: object) -> str:
    """Crash the process, as a faulty library might."""
    os.kill(os.getpid(), signal.SIGKILL)
    return ""


def swells(*_: object) -> str:
    """Use a lot of memory at once, as a faulty program might."""
    return str(len(b"x" * 700_000_000))


def wants_all(*_: object) -> str:
    """Ask for more memory than there is, as a faulty program might."""
    return str(len(bytearray(10**12)))


@forked
@pytest.mark.parametrize(
    ("does", "came", "said"),
    [
        (raises, "fault", "KeyError: 'not thought of'"),
        (hangs, "hang", "it takes over 5 s"),
        (dies, "crash", "it ends: -9"),
        (swells, "greedy", "MB"),
        (wants_all, "fault", "MemoryError"),
    ],
)
@pytest.mark.slow
def test_what_goes_wrong_is_named_and_survived(
    shop: Workshop, does: Callable[..., str], came: str, said: str
) -> None:
    """If an input crashes or blocks its process, the fuzzer reports its number and goes on."""
    vocabulary = Vocabulary([b"x"], ["y"])

    def sometimes(shop: Workshop, path: str, data: bytes, far: bool) -> str:
        return does() if far else "accepted"

    plan = Plan({"some": Kind("some", 1, 3, sometimes, [("x", b"x")], vocabulary)})
    wrong = {number for number in range(6) if plan.input(number).far}
    assert wrong not in (set(), set(range(6)))
    found = list(outcomes(shop, plan, 6, patience=5 if does is hangs else PATIENCE))
    assert {outcome.number for outcome in found} == set(range(6))
    assert {outcome.number for outcome in found if outcome.came == came} == wrong
    assert all(said in outcome.fault for outcome in found if outcome.number in wrong)


def test_faults_of_one_cause_are_one() -> None:
    """Failures at the same line of code are reported as one."""
    fault = (
        'Traceback (most recent call last):\n  File "/x/sourcebook/reading/a.py", line 7, in b\n'
        '  File "/lib/json.py", line 1, in c\nValueError: line 12\nWorking on: sources/a.yml\n'
    )
    assert (
        same_fault(Outcome(1, "records", "fault", fault=fault))
        == "ValueError: line … at reading/a.py:7"
    )


def test_the_table_adds_up() -> None:
    """The fuzzer's table has, for each kind of input, the numbers of its outcomes and their sum."""
    came = Counter({("records", "made"): 2, ("records", "refused"): 1_000, ("csl", "made"): 1})
    assert list(table(came, {"records": 1.25, "csl": 0.0})) == [
        "                inputs      made   refused  longest, s",
        "records          1,002         2     1,000         1.2",
        "csl                  1         1         0         0.0",
    ]
