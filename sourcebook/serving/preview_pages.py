"""The preview's additions to the site's pages: a script, and the texts that the script shows."""

import html
from pathlib import Path

from ..messages import gettext as _
from .preview_state import Message

SCRIPT = "/.preview/preview.js"
"""The URL path of ``preview.js``, the script that is added to each page."""


def script() -> bytes:
    """Return the script, which reloads a page after a change and shows problems over it."""
    return Path(__file__).with_name("preview.js").read_bytes()


def with_script(page: bytes, number: int) -> bytes:
    """Return an HTML page with the preview's script.

    ``number``: the number of the last change that the page shows.
    """
    element = f'<script type="module" src="{SCRIPT}" data-number="{number}"></script>'.encode()
    before, end, after = page.rpartition(b"</body>")
    return before + element + end + after if end else page + element


def not_found() -> bytes:
    """Return the page for an unknown address, for a site that has no ``404.html``."""
    words = html.escape(_("Page not found"))
    return f"<!doctype html><title>{words}</title><p>{words}</body>".encode()


def with_labels(news: Message) -> Message:
    """Return a message for ``preview.js``, with labels added if the message has problems.

    The labels are a heading above the problems, and the text of the button that hides them.
    """
    if not news.get("problems"):
        return news
    failed = any(problem.get("severity") == "error" for problem in news["problems"])
    heading = _("Not built: the page is unchanged") if failed else _("Built, with warnings")
    return {**news, "heading": heading, "hide": _("Hide")}
