"""Lints the scripts and style sheets with Biome: ``python -m tests.linting``, by make lint.

Biome is pinned in ``tests/linters`` and set up in ``biome.jsonc``. Where npm can't fetch it, that
is told in a line and the exit code is 0: the other checks don't need a registry.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from . import npm
from .projects import ROOT

PINNED = ROOT / "tests" / "linters"
INSTALLED = ROOT / ".cache" / "linters"
LINTED = ("sourcebook",)
"""The folders, from the root, in which ``biome.jsonc`` finds what is ours."""


def main(folder: Path = INSTALLED) -> int:
    """Lint everything, installing Biome in a folder first if need be; return the exit code."""
    if not npm.is_installed(PINNED, folder) and not npm.install(PINNED, folder):
        print(  # noqa: T201 - it is run for what it prints
            "Scripts and style sheets were not linted: npm could not fetch Biome, and says why in "
            f"{folder / npm.SAID}"
        )
        return 0
    return lint(LINTED, folder).returncode


def lint(
    paths: Sequence[str | Path], folder: Path = INSTALLED, root: Path = ROOT, *, quiet: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run Biome on files or folders below ``root``, by its ``biome.jsonc``.

    ``quiet``: return what it prints instead of printing it.
    """
    biome = folder / "node_modules" / "@biomejs" / "biome" / "bin" / "biome"
    return subprocess.run(
        [str(npm.NODE), str(biome), "lint", "--error-on-warnings", *map(str, paths)],
        cwd=root, text=True, encoding="utf-8", capture_output=quiet, check=False,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
