"""Puts pages into folders, for runs of Pagefind that each index some pages of a site.

Of each page, only the part that Pagefind indexes is put there. The frame of a page, which has about
as many bytes, would take Pagefind as long to read. All pages of a run are in one folder, with
numbers as names, because making a folder for each page would take longer than writing the page.
"""

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

from ..writing import overwrite

MARK = b"data-pagefind-body"
"""The HTML attribute of the element that Pagefind indexes on a page.

If any page has such an element, Pagefind leaves out all pages without one.
"""

_START = re.compile(rb"[^<]*(?:<!doctype[^>]*>[^<]*)?<html[^>]*>", re.IGNORECASE)
"""Matches the start of a page's HTML, up to and including the tag ``<html>``."""
_LANGUAGE = re.compile(rb"""<html[^>]*\slang=["']?[A-Za-z]""", re.IGNORECASE)
"""Matches the tag ``<html>`` of a page if the tag gives the page's language.

Pagefind indexes a page without a language in the language of most pages. So the index of such a
page depends on the other pages.
"""
_HEADING = b"<h1"
"""The element from which Pagefind takes a page's title."""

_COMPANION = "companion.html"
"""The name of a page that is added to the pages of each run. The index leaves it out.

Pagefind leaves out pages without ``MARK`` only if some page of the run has this attribute. And a
run with no pages would be an error.
"""
_COMPANION_HTML = b'<html lang="zxx"><body %s>companion</body></html>' % MARK


class Run(NamedTuple):
    """The pages of one run of Pagefind. ``folder``: the folder that has them.

    ``urls``: maps the URL that Pagefind gives to a page to the URL that the page has on the site.
    If ``urls`` is None, they are the same. ``is_mergeable``: False if there is a page whose index
    entries depend on other pages. The run then lacks this page, and all pages after it.
    """

    folder: Path
    urls: dict[str, str] | None = None
    is_mergeable: bool = True


def gather(site: Path, pages: Iterator[str], folder: Path, most: int) -> Run:
    """Put pages into a folder, for one run of Pagefind. Raises OSError.

    ``pages``: yields the paths of pages of the site. Pages without ``MARK`` are left out. ``most``:
    the maximum number of pages. ``folder``: if it has pages of an earlier run, their files are
    overwritten, because deleting and creating thousands of files takes some disks a second.
    """
    folder.mkdir(parents=True, exist_ok=True)
    overwrite(folder / _COMPANION, _COMPANION_HTML)
    urls: dict[str, str] = {}
    names = map("{}.html".format, count())
    for path in pages:
        with open(f"{site}/{path}", "rb") as file:  # noqa: PTH123 - pathlib takes twice as long
            html = file.read()
        if MARK not in html:
            continue
        if not _LANGUAGE.search(html):
            return Run(folder, urls, is_mergeable=False)
        name = next(names)
        overwrite(folder / name, indexed_part(html))
        urls[f"/{name}"] = url(path)
        if len(urls) == most:
            return Run(folder, urls)
    while (left := folder / next(names)).exists():
        left.unlink()
    return Run(folder, urls)


def indexed_part(html: bytes) -> bytes:
    """Return a page without what precedes the element with ``MARK``, except for the tag ``<html>``.

    If Pagefind might use anything of what precedes it, the whole page is returned. ``html``: the
    HTML of a page with ``MARK``.
    """
    start = _START.match(html)
    begin = html.rfind(b"<", 0, html.index(MARK))
    if not start or begin < start.end():
        return html
    before = html[:begin]
    if b"data-pagefind" in before or _HEADING in before or _HEADING not in html[begin:]:
        return html
    return start[0] + b"<body>" + html[begin:]


def url(path: str) -> str:
    """Return the URL that Pagefind gives to a file of the site. ``path``: the file's path."""
    address = f"/{path}"
    return address.removesuffix("index.html") if address.endswith("/index.html") else address
