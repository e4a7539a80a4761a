"""The language server that editors use for YAML: pinned in ``tests/editors``, fetched by npm."""

from pathlib import Path

from . import npm
from .projects import ROOT

PINNED = ROOT / "tests" / "editors"
INSTALLED = ROOT / ".cache" / "editors"


class NoLanguageServerError(Exception):
    """The language server isn't in a folder; the message says in a line why, and what to do."""

    def __init__(self, folder: Path) -> None:
        said = folder / npm.SAID
        why = (
            f"npm could not fetch it, and says why in {said}; make test tries again."
            if said.exists()
            else "it was not set up; run `python -m tests.setting_up`."
        )
        super().__init__(f"No YAML language server for the tests: {why}")


def command(folder: Path = INSTALLED) -> list[str]:
    """Return how to start the language server. Raises NoLanguageServerError."""
    if not npm.is_installed(PINNED, folder):
        raise NoLanguageServerError(folder)
    server = folder / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
    return [str(npm.NODE), str(server), "--stdio"]


def fetch(folder: Path = INSTALLED) -> None:
    """Have npm fetch the language server, in place of any other version of it.

    Raises NoLanguageServerError.
    """
    if not npm.install(PINNED, folder):
        raise NoLanguageServerError(folder)
