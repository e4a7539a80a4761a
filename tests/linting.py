"""Lints scripts and style sheets with Biome: ``python -m tests.linting``, run by make lint.

``tests/linters`` pins Biome, and ``biome.jsonc`` configures it. If npm can't install Biome, a
message is printed and the exit code is 0, because the other linters don't need npm.
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
"""Folders to lint, relative to the repository. ``biome.jsonc`` selects files in them."""


def main(folder: Path = INSTALLED) -> int:
    """Lint all files, and return the exit code. Biome is installed in ``folder`` if necessary."""
    if not npm.is_installed(PINNED, folder) and not npm.install(PINNED, folder):
        print(  # noqa: T201 - prints its result
            "Scripts and style sheets were not linted: npm could not fetch Biome, and says why in "
            f"{folder / npm.SAID}"
        )
        return 0
    return lint(LINTED, folder).returncode


def lint(
    paths: Sequence[str | Path], folder: Path = INSTALLED, root: Path = ROOT, *, quiet: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run Biome on files or folders in ``root``, with the settings in ``root``'s ``biome.jsonc``.

    ``folder``: the folder with Biome. ``quiet``: whether to capture the output, not to print it.
    """
    biome = folder / "node_modules" / "@biomejs" / "biome" / "bin" / "biome"
    return subprocess.run(
        [str(npm.NODE), str(biome), "lint", "--error-on-warnings", *map(str, paths)],
        cwd=root, text=True, encoding="utf-8", capture_output=quiet, check=False,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
