"""Opens pages in Chromium, which Playwright controls.

Tests use the fixtures in ``conftest.py``. For example, ``visit`` opens pages of the real site.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urljoin

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Playwright,
    WebError,
    expect,
    sync_playwright,
)

from . import quick
from .npm import NODE

NAMED_BY = "SOURCEBOOK_BROWSER"
"""The environment variable that may contain the path of the browser to use."""

PATIENCE = 120_000
"""Time limit for actions of the browser, in ms. It is long, so that tests pass on slow machines."""

# Playwright's own Node needs a library that isn't on every system.
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))
expect.set_options(timeout=PATIENCE)

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""Names of browsers to look for on the PATH, in this order.

The first browser has no windows, so it takes a third of the others' time.
"""

OWN = "Playwright's own"
"""The text used instead of a path for a browser that Playwright has downloaded."""

# Options of Chromium that prevent updates, reports and connections to other hosts.
_QUIET = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip


class NoBrowserError(Exception):
    """No browser can be started. The message says, in one line, how to install one."""

    def __init__(self) -> None:
        named = os.environ.get(NAMED_BY)
        super().__init__(
            f"No browser for the tests: {NAMED_BY} names {named}, which does not start."
            if named
            else "No browser for the tests: install Chromium with your system's package manager "
            f"(on Debian: apt install chromium), or name one in {NAMED_BY}."
        )


def is_root() -> bool:
    """Return whether the current user is root; always False on Windows."""
    return sys.platform != "win32" and os.geteuid() == 0


def started(playwright: Playwright) -> tuple[str, Browser]:
    """Start a browser; return its path, or ``OWN``, and the browser. Raises NoBrowserError.

    If the user has named a browser, only this browser is tried. Otherwise, the browsers on the PATH
    are tried, then a browser that Playwright has downloaded.
    """
    if quick.QUICK:
        quick.leave_out()
    named = os.environ.get(NAMED_BY)
    offered: list[str | None] = list(filter(None, map(shutil.which, [named] if named else NAMES)))
    for path in offered if named else [*offered, None]:
        # Some systems don't allow a sandbox, and root can't have one. Running without a sandbox is
        # safe, because the browser opens only our own pages.
        for sandbox in (False,) if is_root() else (True, False):
            try:
                return path or OWN, playwright.chromium.launch(
                    executable_path=path, args=_QUIET, chromium_sandbox=sandbox, timeout=PATIENCE
                )
            except Error:
                continue
    raise NoBrowserError


@contextmanager
def launched() -> Iterator[Browser]:
    """Context manager: start a browser, and close it at the end. Raises NoBrowserError."""
    with sync_playwright() as playwright:
        _, browser = started(playwright)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Visitor:
    """Opens pages of one site, and collects errors that no page may cause."""

    browser: Browser
    address: str
    """The site's address, with a slash at its end."""
    policed: bool = False
    """Whether the browser enforces the site's content-security policy.

    The default is False, because many tests add scripts or styles to pages. ``test_policy`` sets
    True, and opens every kind of page.
    """
    complaints: list[str] = field(default_factory=list)
    """Requests to other sites, errors in scripts, and errors in the browser's console, as text."""
    _contexts: dict[tuple[object, ...], BrowserContext] = field(default_factory=dict)

    def __call__(
        self,
        path: str = "",
        *,
        width: int = 1280,
        height: int = 900,
        scheme: Literal["light", "dark"] = "light",
        scripts: bool = True,
        still: bool = False,
        media: Literal["screen", "print"] = "screen",
        tab: Page | None = None,
        tiny: bool = False,
        touch: bool = False,
    ) -> Page:
        """Open the page at ``path`` in the site, in a new tab or in ``tab``.

        ``width``, ``height``: the size of the window, in CSS pixels. ``scheme``: the colour scheme
        that the reader prefers. ``scripts``: whether JavaScript is on. ``still``: whether the
        reader prefers reduced motion. ``media``: the CSS media type. ``touch``: whether there is a
        touch screen. Tabs with the same settings share a browser profile, and so share stored data.

        ``tab``: an open tab with the same settings. It is faster than a new tab, which needs a new
        process. ``tiny``: whether to paint the page very small, which is fast. The layout doesn't
        change, but mouse clicks and screenshots don't work.
        """
        page = tab or self.context(width, height, scheme, scripts, still, touch).new_page()
        if tiny and not tab:
            page.context.new_cdp_session(page).send(
                "Emulation.setDeviceMetricsOverride",
                {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False,
                 "scale": 0.05},
            )  # fmt: skip
        if media == "print":
            page.emulate_media(media="print")
        page.goto(urljoin(self.address, path))
        return page

    def context(
        self,
        width: int = 1280,
        height: int = 900,
        scheme: Literal["light", "dark"] = "light",
        scripts: bool = True,
        still: bool = False,
        touch: bool = False,
    ) -> BrowserContext:
        """Return the browser profile for some settings. For the settings, see ``__call__``."""
        settings = (width, height, scheme, scripts, still, touch)
        if settings not in self._contexts:
            context = self.browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme=scheme,
                java_script_enabled=scripts,
                has_touch=touch,
                bypass_csp=not self.policed,
                reduced_motion="reduce" if still else "no-preference",
            )
            context.set_default_timeout(PATIENCE)
            context.on("request", lambda request: self._look_at(request.url))
            context.on("console", self._listen)
            context.on("weberror", self._note_error)
            context.on(
                "page",
                lambda page: page.on("websocket", lambda socket: self._look_at(socket.url)),
            )
            self._contexts[settings] = context
        return self._contexts[settings]

    def close(self) -> None:
        """Close all tabs."""
        for context in self._contexts.values():
            context.close()
        self._contexts.clear()

    def _look_at(self, url: str) -> None:
        if not url.startswith((self.address, "data:", f"blob:{self.address}")):
            self.complaints.append(f"a request that leaves the site: {url}")

    def _listen(self, message: ConsoleMessage) -> None:
        # A test may open a missing page on purpose, so an error 404 for the page itself is ignored.
        if message.type == "error" and not (
            "404" in message.text and message.page and message.location["url"] == message.page.url
        ):
            self.complaints.append(f"the console: {message.text} ({message.location['url']})")

    def _note_error(self, error: WebError) -> None:
        where = error.page.url if error.page else "no page"
        self.complaints.append(f"a script's error on {where}: {error.error.message}")


@contextmanager
def visiting(browser: Browser, address: str) -> Iterator[Visitor]:
    """Yield a ``Visitor``; afterwards, fail the test if the visitor has complaints."""
    visitor = Visitor(browser, address)
    yield visitor
    visitor.close()
    assert visitor.complaints == []


def scripted(page: Page) -> None:
    """Wait until ``assets/site.js`` and the scripts that a page needs besides have run.

    Pages for embedding have no scripts.
    """
    page.evaluate("""async () => {
      const script = document.querySelector("script[src$='assets/site.js']");
      if (script) await (await import(script.src)).ready;
    }""")


def own_scripts(site: Path) -> list[Path]:
    """Return the paths of Sourcebook's own scripts in a site, without those of libraries."""
    return sorted((site / "assets").glob("*.js"))
