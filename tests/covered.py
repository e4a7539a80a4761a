"""Tells how much of each package the tests have run: ``python -m tests.covered``, by make coverage.

It reads what ``coverage json`` has written. A branch counts like a line, as coverage counts it.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from .projects import ROOT

REPORT = ROOT / ".cache" / "coverage" / "coverage.json"


def main() -> None:
    """Print the report."""
    for line in lines(json.loads(REPORT.read_text("utf-8"))):
        print(line)  # noqa: T201 - it is run for what it prints


def lines(report: Mapping[str, Any]) -> Iterator[str]:
    """Yield a line for each package, in order of their names, and one for all."""
    run, there = Counter[str](), Counter[str]()
    for path, file in report["files"].items():
        for name in (package(path), "all"):
            summary = file["summary"]
            run[name] += summary["covered_lines"] + summary["covered_branches"]
            there[name] += summary["num_statements"] + summary["num_branches"]
    for name in [*sorted(name for name in there if name != "all" and there[name]), "all"]:
        share = 100 * run[name] / max(1, there[name])
        yield f"{name:12} {share:5.1f} %  {run[name]:6,} of {there[name]:6,} lines and branches"


def package(path: str) -> str:
    """Return which package of ours a module is in, or its own name at the top. ``path``: of it."""
    inside = path.replace("\\", "/").rpartition("sourcebook/")[2]
    return inside.partition("/")[0].removesuffix(".py")


if __name__ == "__main__":
    main()
