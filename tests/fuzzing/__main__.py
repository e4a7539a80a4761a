"""The command ``python -m tests.fuzzing``: tries random inputs, or stored inputs again."""

import contextlib
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

from ..projects import ROOT
from .kinds import Input, kinds
from .watching import MEGABYTES, SECONDS, Outcome, Plan, attempt, tried
from .workshop import Workshop

FOUND = ROOT / ".cache" / "fuzzing"
"""The folder of inputs that caused a fault. A ``.why`` file beside each describes the fault."""

ALIKE = 3
"""Maximum number of stored inputs with the same fault."""

_NOTE = "Working on: "
_OURS = re.compile(r'File "[^"]*/sourcebook/([^"]+)", line (\d+)')


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--seconds", type=float, default=600, show_default=True, help="How long to go on.")
@click.option("--inputs", type=int, help="How many inputs to try, however long that takes.")
@click.option("--seed", type=int, default=1, show_default=True, help="Another one: other inputs.")
@click.option("--first", type=int, default=0, help="The number of the first input.")
@click.option("--kind", "only", multiple=True, help="Inputs of this kind alone.")
def main(
    files: tuple[Path, ...], seconds: float, inputs: int | None, seed: int, first: int,
    only: tuple[str, ...],
) -> None:  # fmt: skip
    """Damage files in many ways, and check that each gives pages or problems.

    FILES: stored inputs of an earlier run, to be tried again.
    """
    if not hasattr(os, "fork"):
        raise click.UsageError("this needs a system that can fork processes: Linux or macOS")
    with tempfile.TemporaryDirectory(dir=_quick_disk()) as folder:
        shop = Workshop.new(Path(folder, "template"))
        all_ = kinds(shop)
        if unknown := set(only) - set(all_):
            raise click.UsageError(f"no kind {', '.join(unknown)}; there are: {'; '.join(all_)}")
        if files:
            sys.exit(sum(_again(path, Plan(all_), shop) for path in files) and 1)
        plan = Plan({name: kind for name, kind in all_.items() if not only or name in only}, seed)
        until = time.monotonic() + seconds

        def more(count: int) -> bool:
            return count < inputs if inputs is not None else time.monotonic() < until

        workers = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
        sys.exit(_report(plan, shop, more, workers, first))


def _report(
    plan: Plan, shop: Workshop, more: Callable[[int], bool], workers: int, first: int
) -> int:
    begun, count = time.monotonic(), 0
    came: Counter[tuple[str, str]] = Counter()
    faults: Counter[str] = Counter()
    longest: dict[str, float] = {}
    most = 0.0
    for outcome in _until_interrupted(tried(plan, shop, more, workers, first)):
        count += 1
        came[outcome.kind, outcome.came] += 1
        longest[outcome.kind] = max(longest.get(outcome.kind, 0), outcome.seconds)
        most = max(most, outcome.megabytes)
        if outcome.fault:
            fault = same_fault(outcome)
            faults[fault] += 1
            if faults[fault] <= ALIKE:
                click.echo(
                    f"{outcome.came}: {fault}\n  {keep(plan.input(outcome.number), outcome, FOUND)}"
                )
        if not count % 10_000:
            click.echo(f"{count:,} inputs, {time.monotonic() - begun:,.0f} s")
    for line in table(came, longest):
        click.echo(line)
    told = Counter(outcome for _, outcome in came.elements())
    click.echo(
        f"{count:,} inputs in {time.monotonic() - begun:,.0f} s, at most {most:.0f} MB: "
        f"{told['fault']} tracebacks, {told['slow'] + told['hang']} over {SECONDS:.0f} s, "
        f"{told['greedy']} over {MEGABYTES:.0f} MB, {told['crash']} crashes"
    )
    return 1 if faults else 0


def _until_interrupted(outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """Yield outcomes until Ctrl-C, so that a report is printed even then."""
    with contextlib.suppress(KeyboardInterrupt):
        yield from outcomes


def table(came: Counter[tuple[str, str]], longest: dict[str, float]) -> Iterable[str]:
    """Yield lines of a table: for each kind of input, the number of inputs with each outcome.

    ``longest``: for each kind, the longest time that an input took, in seconds.
    """
    outcomes = sorted({outcome for _, outcome in came})
    yield f"{'':12} {'inputs':>9}" + "".join(f" {o:>9}" for o in outcomes) + "  longest, s"
    for name in longest:
        counts = [came[name, outcome] for outcome in outcomes]
        columns = "".join(f" {number:9,}" for number in (sum(counts), *counts))
        yield f"{name:12}{columns} {longest[name]:11.1f}"


def same_fault(outcome: Outcome) -> str:
    """Return a text that is equal for faults with one cause: the error, its file and its line."""
    lines = [line for line in outcome.fault.strip().splitlines() if not line.startswith(_NOTE)]
    last = next((line for line in reversed(lines) if line[:1] not in " "), "")
    where = _OURS.findall(outcome.fault)
    place = f" at {where[-1][0]}:{where[-1][1]}" if where else ""
    return re.sub(r"\d+(\.\d+)?", "…", last)[:120] + place


def keep(one: Input, outcome: Outcome, folder: Path) -> Path:
    """Store an input that caused a fault, with the fault; return the input's path."""
    folder.mkdir(parents=True, exist_ok=True)
    name = "--".join((one.kind, str(outcome.number), *one.path.split("/")))
    (folder / f"{name}.why").write_text(outcome.fault, "utf-8", "replace")
    (folder / name).write_bytes(one.data)
    return folder / name


def kept(path: Path) -> Input:
    """Return a stored input, to be tried with all steps, even slow ones such as making pages."""
    kind, _, *parts = path.name.split("--")
    return Input(kind, "/".join(parts), path.read_bytes(), True)


def _again(path: Path, plan: Plan, shop: Workshop) -> bool:
    """Try a stored input again, and print the outcome; return whether it is a fault."""
    one = kept(path)
    begun = time.process_time()
    came, fault = attempt(plan.kinds[one.kind], one, shop)
    click.echo(f"{path.name}: {came} ({time.process_time() - begun:.1f} s)\n{fault}")
    return bool(fault)


def _quick_disk() -> str | None:
    """Return a folder on a RAM disk, for fast reading and writing; None if there is none."""
    folder = "/dev/shm"  # noqa: S108 - for a folder with a name that nobody can know
    return folder if os.access(folder, os.W_OK) else None


if __name__ == "__main__":
    main()
