"""The search index: what of a page goes into it, and Pagefind, which makes it.

Pagefind reads finished HTML. Its attributes: https://pagefind.app/docs/indexing/,
https://pagefind.app/docs/filtering/, https://pagefind.app/docs/metadata/.
"""

import contextlib
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from ..ending import program
from .pagefind_fragments import lighten
from .pagefind_order import order

_FINDING = re.compile(r'<div class="finding"((?: data-\w+="[^"]*")+)></div>')
_VALUES = re.compile(r' data-(\w+)="([^"]*)"')

# What helps a reader of the page, and would only be noise in a passage, or is found elsewhere:
# the claims on an actor's page, and the details of one on an event's, stand on their sources'
# pages, where they have addresses.
_LEFT_OUT = (
    "nav", "sup", ".headerlink", ".contents", ".facts", ".notes", ".cite", ".jump", ".columns",
    ".claims", ".account", 'a[href^="#c-"]', ".page--event small",
    ".page--actor small", ".page--location small", ".page--actor table", ".page--location table",
    ".page--event table", ".page--source table", ".page--source blockquote",
    ".page--question small",
)  # fmt: skip
# As are the words that explain a section, below its heading.
_EXPLAINED = re.compile(r"(</h2>\n)<p>")
_LEFT_OUT_ALONE = r"\1<p data-pagefind-ignore>"
# Sections left out: on whose word an event rests, and who is silent; and what stands in full, and
# is found, on another page. And, of a claim, what it is about: the names in it are found anyway,
# and each word costs a quarter of a kilobyte of memory or more while indexing.
_SECTIONS = (
    "how-well-supported", "where-it-differs-from-others-and-within",
    "questions-that-the-sources-answer", "mentioned-elsewhere", "where-they-differ",
    "where-accounts-of-it-differ",
)  # fmt: skip
_SECTION = re.compile(
    rf'<h2 (id="(?:{"|".join(_SECTIONS)})".*?)(?=<h2 |<div class="(?:finding|notes)")', re.DOTALL
)
_ABOUT, _ABOUT_LEFT_OUT = "<small>About ", "<small data-pagefind-ignore>About "
# Ready-made user interfaces, and what they load.
_UNUSED = ("pagefind-*-ui.*", "pagefind-ui.*", "pagefind-worker.js", "pagefind-highlight.js")


class IndexingError(Exception):
    """The search index could not be made; the message says why."""


def prepare(html: str) -> str:
    """Return a page's HTML with what it is found by as the index wants it: an element a value."""
    if 'class="finding"' not in html:
        return html
    if 'class="finding" data-kind="page"' not in html:
        html = _EXPLAINED.sub(_LEFT_OUT_ALONE, html)
        html = _SECTION.sub(_unsought, html.replace(_ABOUT, _ABOUT_LEFT_OUT))
    return _FINDING.sub(_elements, html)


def _unsought(section: re.Match[str]) -> str:
    inner = re.sub(r"\n<(ul|p)>", r"\n<\1 data-pagefind-ignore>", section[1])
    return f"<h2 data-pagefind-ignore {inner}"


def _elements(written: re.Match[str]) -> str:
    found = []
    for key, text in _VALUES.findall(written[1]):
        if key == "names":
            found.append(f'<span data-pagefind-meta="names[data-is]" data-is="{text}"></span>')
        else:
            # "place:Ellan" would do for most values, but a value may hold anything.
            found += [f'<span data-pagefind-filter="{key}[data-is]" data-is="{value}"></span>'
                      for value in text.split(" | ")]  # fmt: skip
    return f'<div hidden class="finding">{"".join(found)}</div>'


def index(site: Path, bundle: Path) -> None:
    """Make the search index of a site, in a folder that isn't there yet. Raises IndexingError."""
    finish(begin(site, bundle), bundle)


def begin(site: Path, bundle: Path) -> "subprocess.Popen[str]":
    """Begin to make the index likewise; ``finish`` ends it. Raises IndexingError."""
    command = program([
        sys.executable, "-m", "pagefind", "--quiet", "--site", str(site),
        "--output-path", str(bundle), "--exclude-selectors", ", ".join(_LEFT_OUT),
    ])  # fmt: skip
    try:
        return subprocess.Popen(  # noqa: S603 - a program of ours, on a folder of ours
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            encoding="utf-8", errors="replace", start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise IndexingError(f"Pagefind could not be started: {error}") from error


def finish(process: "subprocess.Popen[str]", bundle: Path) -> None:
    """Wait for the index that has been begun, and put it in order. Raises IndexingError."""
    try:
        said, _ = process.communicate()
    except BaseException:
        stop(process)
        raise
    if process.returncode:
        raise IndexingError(f"Pagefind could not index the site: {said.strip()}")
    for pattern in _UNUSED:
        for path in bundle.glob(pattern):
            path.unlink()
    try:
        order(bundle)
        lighten(bundle)
    except (OSError, ValueError, KeyError) as error:
        raise IndexingError(f"Pagefind's index could not be put in order: {error}") from error


def stop(process: "subprocess.Popen[str]") -> None:
    """End it, and what it has begun itself."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            # What a program has begun goes on without it there.
            subprocess.run(  # noqa: S603 - a program of the system's, on a number
                ["taskkill", "/F", "/T", "/PID", str(process.pid)],  # noqa: S607 - on every PATH
                capture_output=True, check=False,
            )  # fmt: skip
            process.terminate()
        else:
            os.killpg(process.pid, signal.SIGTERM)
    process.communicate()
