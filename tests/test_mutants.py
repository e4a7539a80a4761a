"""The changes that ``make mutants`` makes to the code, also to functions already loaded."""

import ast
import sys
from importlib import util
from pathlib import Path

import pytest

from .mutants import READERS, Covered, choose, patch
from .mutating import Mutant, mutant, places


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("x = a < b", ["x = a <= b", "x = a >= b"]),
        ("x = a == 1", ["x = a != 1", "x = a == 2"]),
        ("x = not a and b", ["x = not a or b", "x = a and b"]),
        ("x = a + -b", ["x = a - -b", "x = a + b"]),
        ("a += b", ["a -= b", "pass"]),
        ("a = 'b'", ["a = 'bX'"]),
        ("a = True", ["a = False"]),
        ("a = min(b)", ["a = max(b)"]),
        ("a = sorted(b)", ["a = list(b)"]),
        ("a = sorted(b, key=c)", ["a = sorted(b)"]),
        ("a = [b for b in c if d]", ["a = [b for b in c if not d]"]),
        ("a = b if c else d", ["a = b if not c else d"]),
        ("def a():\n    return b", ["def a():\n    return None"]),
        ("while a:\n    break", ["while not a:\n    break", "while a:\n    continue"]),
        ("a(b)", ["pass"]),
        ("raise a", ["pass"]),
        ("def a():\n    return False", ["def a():\n    return True"]),
        ("import a", []),
        ("__all__ = ['a']", []),
        ("a = zip(b, c, strict=d)", []),
        ("a = Literal['b', 'c']", []),
        ("a = TypeVar('a', bound=b)", []),
        ("a: int\n'Said of it.'", []),
        ("if TYPE_CHECKING:\n    a = 1", []),
    ],
)  # fmt: skip
def test_every_change_is_made(text: str, changed: list[str]) -> None:
    """Each mutant has one change, in code that runs.

    Imports and types are never changed.
    """
    numbers = sorted(number for by_line in places(text).values() for number in by_line)
    made = [mutant(text, number) for number in numbers]
    assert sorted(ast.unparse(one.tree) for one in made) == sorted(changed)


def test_a_change_has_the_lines_of_its_statement() -> None:
    """A mutant has the first and last line of its changed statement, by which tests are chosen."""
    text = "a = 0\nb = (\n    1,\n    2,\n)\n"
    assert [list(numbers) for numbers in places(text).values()] == [[0], [1], [2]]
    assert mutant(text, 2)[:3] == (2, 4, "2  ->  3")


def test_a_loaded_function_is_changed_and_a_table_is_not(tmp_path: Path) -> None:
    """A change to a loaded function is made in memory; other changes need a new interpreter."""
    text = "class A:\n    B = 1\n\n    @property\n    def c(self):\n        return 5\n\n\n"
    text += "def d():\n    def e():\n        return 7\n    return e\n\n\nD = d()\n"
    path = tmp_path / "changed.py"
    path.write_text(text, "utf-8")
    spec = util.spec_from_file_location("changed", path)
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    sys.dont_write_bytecode, kept = True, sys.dont_write_bytecode
    spec.loader.exec_module(module)
    sys.dont_write_bytecode = kept
    table, function, inner = (mutant(text, number).tree for number in (0, 2, 4))
    assert not patch(path, text, table)
    assert (module.A().c, module.D()) == (5, 7)
    assert patch(path, text, function)
    assert patch(path, text, inner)
    assert (module.A().c, module.D()) == (6, 8)


def test_the_quickest_tests_of_a_line_run_first() -> None:
    """The tests that run a mutant's line are chosen, fastest first.

    If no test runs that line, the tests that run its module are chosen.
    """
    covered = {
        "slow": Covered(2.0, {"m.py": [1, 2, 3]}),
        "quick": Covered(1.0, {"m.py": [3]}),
        "other": Covered(0.5, {"n.py": [2]}),
        "whole": Covered(0.1, {"m.py": [1]}),
        "broad": Covered(3.0, {"m.py": [1], "n.py": [*range(40)]}),
    }
    tree = ast.parse("")
    assert choose(covered, "m.py", Mutant(2, 3, "", tree)) == (["quick", "slow"], True)
    assert choose(covered, "m.py", Mutant(9, 9, "", tree)) == (
        ["whole", "quick", "slow", "broad"], False,
    )  # fmt: skip
    many = {f"t{n}": Covered(2.0 + n / 100, {"m.py": [1]}) for n in range(9)}
    assert choose({**covered, **many}, "m.py", Mutant(9, 9, "", tree)).tests == [
        "whole", "quick", "slow", "t0", "t1", "broad", "t2", "t3", "t4", "t5", "t6", "t7", "t8",
    ]  # fmt: skip


def test_a_table_that_runs_nothing_is_tried_too() -> None:
    """If no test runs a module, tests of other modules are chosen for the module's mutants."""
    covered = {"a": Covered(2.0, {"n.py": [1]}), "b": Covered(1.0, {"n.py": [1, 2]}),
               "none": Covered(0.1, {})}  # fmt: skip
    assert choose(covered, "m.py", Mutant(1, 1, "", ast.parse(""))) == (["b", "a"], False)


def test_tests_that_read_texts_come_last() -> None:
    """The tests in ``READERS`` come after all others, even if they don't run the changed module.

    They read the source code as text, and so notice changed messages.
    """
    covered = {READERS[0]: Covered(0.1, {"n.py": [1]}), "a": Covered(2.0, {"m.py": [1]})}
    chosen = choose(covered, "m.py", Mutant(1, 1, "", ast.parse("")))
    assert chosen == (["a", *READERS], True)
