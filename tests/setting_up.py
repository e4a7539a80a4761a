"""Installs programs that tests need besides Python packages: ``python -m tests.setting_up``.

These are a browser and the YAML language server of editors. A line is printed for each step, and
for each program that can't be installed. Tests that need such a program fail with the same line.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import chain

from playwright.sync_api import sync_playwright

from . import editors, quick
from .browser import NAMED_BY, NoBrowserError, is_root, started

_PLAYWRIGHT = [sys.executable, "-m", "playwright"]


def main() -> None:
    """Install a browser and the YAML language server, and print a line for each step."""
    for line in chain(_browser(), _language_server()):
        print(line, flush=True)  # noqa: T201 - prints its progress


def _browser() -> Iterator[str]:
    if quick.QUICK:
        return
    told = found()
    if not told:
        for doing, commands in ways(_as_root()):
            yield f"No browser for the tests yet: {doing} ..."
            all(map(_run, commands))
            if told := found():
                break
    yield told or str(NoBrowserError())


def found() -> str | None:
    """Return a line with the path and version of the browser; None if no browser can be started."""
    with sync_playwright() as playwright:
        try:
            path, browser = started(playwright)
        except NoBrowserError:
            return None
        version = browser.version
        browser.close()
    return f"Browser for the tests: {path} ({version})"


def ways(root: Sequence[str] | None) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield the ways to install a browser, in the order in which to try them.

    Each way is a description and a list of commands. Yield nothing if the user has named a browser.
    ``root``: the command that runs ``apt-get`` as root, such as ``sudo``; empty if it isn't needed;
    None if this is impossible.
    """
    if os.environ.get(NAMED_BY):
        return
    yield "Playwright fetches one", [[*_PLAYWRIGHT, "install", "--only-shell", "chromium"]]
    if root is None:
        return
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    install = [*apt, "install", "-y", "--no-install-recommends"]
    shell = "chromium-headless-shell"  # missing on older systems
    yield f"apt-get installs {shell}", [[*apt, "update"], [*install, shell]]
    yield "apt-get installs chromium", [[*install, "chromium"]]
    # Ubuntu has neither of these two packages. But the browser that Playwright has downloaded may
    # work once its libraries are installed.
    yield "Playwright has apt-get install libraries", [[*_PLAYWRIGHT, "install-deps", "chromium"]]


def _as_root() -> list[str] | None:
    if not shutil.which("apt-get"):
        return None
    if is_root():
        return []
    return ["sudo", "-n"] if shutil.which("sudo") and _run(["sudo", "-n", "true"]) else None


def _run(command: Sequence[str]) -> bool:
    """Run a command without showing its output; return whether it succeeded."""
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _language_server() -> Iterator[str]:
    try:
        editors.command()
    except editors.NoLanguageServerError:
        yield "No YAML language server for the tests yet: npm fetches it ..."
        try:
            editors.fetch()
        except editors.NoLanguageServerError as error:
            yield str(error)
            return
    yield f"YAML language server for the tests: {editors.INSTALLED}"


if __name__ == "__main__":
    main()
