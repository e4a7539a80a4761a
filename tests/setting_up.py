"""Sets up what tests need beside Python's packages: ``python -m tests.setting_up``.

That is a browser, and the language server that editors use for YAML. What is done is told.
So is, in a line each, what can't be had; the tests that need it fail with the same line.
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
    """Set up everything, a line for each step."""
    for line in chain(_browser(), _language_server()):
        print(line, flush=True)  # noqa: T201 - it is run for what it prints


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
    """Return a line that says which browser there is; None if none starts."""
    with sync_playwright() as playwright:
        try:
            path, browser = started(playwright)
        except NoBrowserError:
            return None
        version = browser.version
        browser.close()
    return f"Browser for the tests: {path} ({version})"


def ways(root: Sequence[str] | None) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield what may bring a browser, to be tried in order: in words, and as commands.

    ``root``: what goes before ``apt-get`` to run it as root; None if that can't be done
    here. A browser that the user has named is not replaced.
    """
    if os.environ.get(NAMED_BY):
        return
    yield "Playwright fetches one", [[*_PLAYWRIGHT, "install", "--only-shell", "chromium"]]
    if root is None:
        return
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    install = [*apt, "install", "-y", "--no-install-recommends"]
    shell = "chromium-headless-shell"  # older systems have none apart
    yield f"apt-get installs {shell}", [[*apt, "update"], [*install, shell]]
    yield "apt-get installs chromium", [[*install, "chromium"]]
    # Ubuntu has no such package; but what Playwright has fetched may only lack libraries.
    yield "Playwright has apt-get install libraries", [[*_PLAYWRIGHT, "install-deps", "chromium"]]


def _as_root() -> list[str] | None:
    if not shutil.which("apt-get"):
        return None
    if is_root():
        return []
    return ["sudo", "-n"] if shutil.which("sudo") and _run(["sudo", "-n", "true"]) else None


def _run(command: Sequence[str]) -> bool:
    """Run a command, and tell whether it did what it should; what it says is not for here."""
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
