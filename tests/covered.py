"""Prints the test coverage of each package: ``python -m tests.covered``, run by make coverage.

Reads the output of ``coverage json``. The coverage is the share of lines and branches that were
run.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from .projects import ROOT

REPORT = ROOT / ".cache" / "coverage" / "coverage.json"


def main() -> None:
    """Print the coverage of each package, and of all packages together."""
    for line in lines(json.loads(REPORT.read_text("utf-8"))):
        print(line)  # noqa: T201 - prints its result


def lines(report: Mapping[str, Any]) -> Iterator[str]:
    """Yield a line with the coverage of each package, sorted by name, then a line for all packages.

    ``report``: the output of ``coverage json``, parsed.
    """
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
    """Return the name of the subpackage that contains a module; for a top-level module, its name.

    ``path``: the module's path.
    """
    inside = path.replace("\\", "/").rpartition("sourcebook/")[2]
    return inside.partition("/")[0].removesuffix(".py")


if __name__ == "__main__":
    main()
