"""Adds a script to the pages that the preview serves, and makes the texts that the script shows."""

import html
from pathlib import Path

from ..messages import gettext as _
from .preview_state import Message

SCRIPT = "/.preview/preview.js"
"""The URL path of ``preview.js``, the script that is added to each page."""


def script() -> bytes:
    """Return the script that reloads a page after changes and shows problems on top of the page."""
    return Path(__file__).with_name("preview.js").read_bytes()


def with_script(page: bytes, number: int) -> bytes:
    """Return an HTML page with the preview's script added.

    ``number``: the number of the latest change that is already in this page.
    """
    element = f'<script type="module" src="{SCRIPT}" data-number="{number}"></script>'.encode()
    before, end, after = page.rpartition(b"</body>")
    return before + element + end + after if end else page + element


def not_found() -> bytes:
    """Return the page that is sent for an unknown address if the site has no ``404.html``."""
    words = html.escape(_("Page not found"))
    return f"<!doctype html><title>{words}</title><p>{words}</body>".encode()


def with_labels(news: Message) -> Message:
    """Return a message for ``preview.js``, with labels added if the message lists problems.

    The labels are a heading above the problems, and the text of the button that hides them.
    """
    if not news.get("problems"):
        return news
    failed = any(problem.get("severity") == "error" for problem in news["problems"])
    heading = _("Not built: the page is unchanged") if failed else _("Built, with warnings")
    return {**news, "heading": heading, "hide": _("Hide")}
