"""The browser that tests look through: Chromium, driven by Playwright.

Fixtures that give it are in ``conftest.py``: ``visit`` opens pages of the real site.
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
"""The environment variable that may name the browser."""

PATIENCE = 120_000
"""How long a browser is waited for, in milliseconds: a busy machine is no mistake."""

# Playwright brings a Node of its own, but that one wants a library that not every system has.
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))
expect.set_options(timeout=PATIENCE)

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""As they are on the PATH; the first, which has no window to draw, takes a third of the time."""

OWN = "Playwright's own"
"""What stands for the path of one that Playwright has fetched."""

# Nothing that a browser does of its own accord: no updates, no reports, no other host.
_QUIET = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip


class NoBrowserError(Exception):
    """There is no browser that starts; the message says in a line how to get one."""

    def __init__(self) -> None:
        named = os.environ.get(NAMED_BY)
        super().__init__(
            f"No browser for the tests: {NAMED_BY} names {named}, which does not start."
            if named
            else "No browser for the tests: install Chromium with your system's package manager "
            f"(on Debian: apt install chromium), or name one in {NAMED_BY}."
        )


def is_root() -> bool:
    """Tell whether this is the user who may do anything; Windows has none."""
    return sys.platform != "win32" and os.geteuid() == 0


def started(playwright: Playwright) -> tuple[str, Browser]:
    """Start a browser: the one named, else one on the PATH, else one that Playwright has fetched.

    Says which, too. Raises NoBrowserError.
    """
    if quick.QUICK:
        quick.leave_out()
    named = os.environ.get(NAMED_BY)
    offered: list[str | None] = list(filter(None, map(shutil.which, [named] if named else NAMES)))
    for path in offered if named else [*offered, None]:
        # Not every system lets it have a sandbox, and root never has one; all it opens is ours.
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
    """Start a browser, and close it at the end. Raises NoBrowserError."""
    with sync_playwright() as playwright:
        _, browser = started(playwright)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Visitor:
    """Opens pages of one site, and notes what should never happen on any of them."""

    browser: Browser
    address: str
    """Of the site, with a slash at its end."""
    policed: bool = False
    """Whether the site's content-security policy holds. Tests that put scripts or styles of their
    own into pages need it not to; ``test_policy`` looks at every kind of page with it."""
    complaints: list[str] = field(default_factory=list)
    """Requests that leave the site, errors of scripts, and whatever the console calls an error."""
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
        """Open a page by its path below the site's address, in a tab of its own.

        ``width``, ``height``: of the window, in CSS pixels. ``scripts``: whether
        JavaScript is on. ``still``: the reader wants less motion. Tabs opened with
        the same settings share a profile, so what one stores the next one finds.
        ``tab``: one opened with the same settings, which goes there: a new one has
        a new process, which takes more time than the page. ``tiny``: the page is laid
        out as ever, but drawn so small that drawing takes no time; nothing can be
        clicked on with the mouse there, or looked at as a picture. ``touch``: the screen
        can be tapped on.
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
        """Return the profile for some settings; see ``__call__``."""
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
        # That a page asked for by a test isn't there, the test knows.
        if message.type == "error" and not (
            "404" in message.text and message.page and message.location["url"] == message.page.url
        ):
            self.complaints.append(f"the console: {message.text} ({message.location['url']})")

    def _note_error(self, error: WebError) -> None:
        where = error.page.url if error.page else "no page"
        self.complaints.append(f"a script's error on {where}: {error.error.message}")


@contextmanager
def visiting(browser: Browser, address: str) -> Iterator[Visitor]:
    """Open pages of a site; fails the test if one asks another host or has an error."""
    visitor = Visitor(browser, address)
    yield visitor
    visitor.close()
    assert visitor.complaints == []


def scripted(page: Page) -> None:
    """Wait until the scripts of a page have added what they add."""
    page.evaluate("""async () => {
      await import(document.querySelector("script[src$='assets/site.js']").src);
    }""")


def own_scripts(site: Path) -> list[Path]:
    """Return the scripts of a site that are ours: neither the theme's nor a library's."""
    return sorted((site / "assets").glob("*.js"))
