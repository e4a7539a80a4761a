"""Installs and starts the YAML language server of editors. ``tests/editors`` pins its version."""

from pathlib import Path

from . import npm
from .projects import ROOT

PINNED = ROOT / "tests" / "editors"
INSTALLED = ROOT / ".cache" / "editors"


class NoLanguageServerError(Exception):
    """The language server isn't installed. The message gives the reason and the fix."""

    def __init__(self, folder: Path) -> None:
        said = folder / npm.SAID
        why = (
            f"npm could not fetch it, and says why in {said}; make test tries again."
            if said.exists()
            else "it was not set up; run `python -m tests.setting_up`."
        )
        super().__init__(f"No YAML language server for the tests: {why}")


def command(folder: Path = INSTALLED) -> list[str]:
    """Return the command that starts the language server. Raises NoLanguageServerError."""
    if not npm.is_installed(PINNED, folder):
        raise NoLanguageServerError(folder)
    server = folder / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
    return [str(npm.NODE), str(server), "--stdio"]


def fetch(folder: Path = INSTALLED) -> None:
    """Install the language server by npm; replace any other version.

    Raises NoLanguageServerError.
    """
    if not npm.install(PINNED, folder):
        raise NoLanguageServerError(folder)
