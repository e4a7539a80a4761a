"""Prepares pages for the search index, and runs Pagefind, the program that makes the index.

Pagefind reads finished HTML. For its attributes, see https://pagefind.app/docs/indexing/,
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
from ..messages import gettext as _
from .pagefind_adapter import finalize

_METADATA = re.compile(r'<div class="finding"((?: data-\w+="[^"]*")+)></div>')
_VALUES = re.compile(r' data-(\w+)="([^"]*)"')

_EXCLUDED = (
    "nav", "sup", ".headerlink", ".contents", ".facts", ".notes", ".cite", ".jump", ".columns",
    ".claims", ".account", 'a[href^="#c-"]', 'a[title][href*="#c-"]', ".page--event small",
    ".page--actor small", ".page--location small", ".page--actor table", ".page--location table",
    ".page--event table", ".page--source table", ".page--source blockquote",
    ".page--question small",
)  # fmt: skip
"""Elements left out of the index, as CSS selectors.

They help a reader of the page but would be noise in search results, or are indexed elsewhere:
claims and their details are indexed on the pages of their sources, where they have addresses.
"""

_SECTION_INTRODUCTION = re.compile(r"(</h2>\n)<p>")
"""The paragraph below a section's heading, which explains the section."""
_EXCLUDED_INTRODUCTION = r"\1<p data-pagefind-ignore>"

_EXCLUDED_SECTIONS = (
    "how-well-supported", "where-it-differs-from-others-and-within",
    "questions-that-the-sources-answer", "mentioned-elsewhere", "where-they-differ",
    "where-accounts-of-it-differ",
)  # fmt: skip
"""Ids of the sections that aren't indexed: they assess support, or another page repeats them."""
_EXCLUDED_SECTION = re.compile(
    rf'<h2 (id="(?:{"|".join(_EXCLUDED_SECTIONS)})".*?)(?=<h2 |<div class="(?:finding|notes)")',
    re.DOTALL,
)

# The line that says what a claim is about isn't indexed: its names are found anyway, and each
# indexed word costs 250 bytes of memory or more while Pagefind runs.
_ABOUT, _EXCLUDED_ABOUT = "<small>About ", "<small data-pagefind-ignore>About "


class IndexingError(Exception):
    """The search index could not be made; the message says why."""


def prepare(html: str) -> str:
    """Return a page's HTML, with metadata as elements for Pagefind and excluded parts marked."""
    if 'class="finding"' not in html:
        return html
    if 'class="finding" data-kind="page"' not in html:
        html = _SECTION_INTRODUCTION.sub(_EXCLUDED_INTRODUCTION, html)
        html = _EXCLUDED_SECTION.sub(_exclude_section, html.replace(_ABOUT, _EXCLUDED_ABOUT))
    return _METADATA.sub(_metadata_elements, html)


def _exclude_section(section: re.Match[str]) -> str:
    inner = re.sub(r"\n<(ul|p)>", r"\n<\1 data-pagefind-ignore>", section[1])
    return f"<h2 data-pagefind-ignore {inner}"


def _metadata_elements(metadata: re.Match[str]) -> str:
    elements = []
    for key, text in _VALUES.findall(metadata[1]):
        if key == "names":
            elements.append(f'<span data-pagefind-meta="names[data-is]" data-is="{text}"></span>')
        else:
            # The short form, "place:Ellan", fails for values with a colon or a comma.
            elements += [
                f'<span data-pagefind-filter="{key}[data-is]" data-is="{value}"></span>'
                for value in text.split(" | ")
            ]
    return f'<div hidden class="finding">{"".join(elements)}</div>'


def make_index(site: Path, bundle: Path) -> None:
    """Make the search index of a site in ``bundle``, a new folder. Raises IndexingError."""
    finish_index(start_index(site, bundle), bundle)


def start_index(site: Path, bundle: Path) -> "subprocess.Popen[str]":
    """Start Pagefind on a site; ``finish_index`` waits for it. Raises IndexingError."""
    command = program([
        sys.executable, "-m", "pagefind", "--quiet", "--site", str(site),
        "--output-path", str(bundle), "--exclude-selectors", ", ".join(_EXCLUDED),
    ])  # fmt: skip
    try:
        return subprocess.Popen(  # noqa: S603 - a program of ours, on a folder of ours
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            encoding="utf-8", errors="replace", start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise IndexingError(
            _("Pagefind could not be started: {error}").format(error=error)
        ) from error


def finish_index(process: "subprocess.Popen[str]", bundle: Path) -> None:
    """Wait for Pagefind, then make its index reproducible and small. Raises IndexingError."""
    try:
        output, _errors = process.communicate()
    except BaseException:
        stop_index(process)
        raise
    if process.returncode:
        raise IndexingError(
            _("Pagefind could not index the site: {output}").format(output=output.strip())
        )
    try:
        finalize(bundle)
    except (OSError, ValueError, KeyError) as error:
        raise IndexingError(
            _("Pagefind's index could not be put in order: {error}").format(error=error)
        ) from error


def stop_index(process: "subprocess.Popen[str]") -> None:
    """End Pagefind and the processes that it has started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            # On Windows, ending a process leaves its children running.
            subprocess.run(  # noqa: S603 - a program of the system's, on a number
                ["taskkill", "/F", "/T", "/PID", str(process.pid)],  # noqa: S607 - on every PATH
                capture_output=True, check=False,
            )  # fmt: skip
            process.terminate()
        else:
            os.killpg(process.pid, signal.SIGTERM)
    process.communicate()
