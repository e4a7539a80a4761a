"""Prepares pages for the search index, which Pagefind makes from the finished HTML.

Pagefind's HTML attributes are described in https://pagefind.app/docs/indexing/,
https://pagefind.app/docs/filtering/ and https://pagefind.app/docs/metadata/.
"""

import re

from ..messages import gettext as _

_METADATA = re.compile(r'<div class="finding"((?: data-\w+="[^"]*")+)></div>')
_VALUES = re.compile(r' data-(\w+)="([^"]*)"')

EXCLUDED = (
    "nav", "sup", "thead", "summary", ".headerlink", ".contents", ".facts", ".notes", ".cite",
    ".jump", ".columns", ".claims", ".account", 'a[href^="#c-"]', 'a[title][href*="#c-"]',
    ".page--event small", ".page--actor small", ".page--location small", ".page--actor table",
    ".page--location table", ".page--event table", ".page--source table",
    ".page--source blockquote", ".page--question small",
)  # fmt: skip
"""CSS selectors of the elements that are left out of the search index.

Some of these elements help a reader of the page, but would be noise in search results. Others are
indexed on another page. Claims and their details, for example, are indexed on the pages of their
sources, where each claim has an address.
"""

_SECTION_INTRODUCTION = re.compile(r"(</h2>\n)<p>")
"""Matches the start of the paragraph, directly below a heading, that explains the section."""
_EXCLUDED_INTRODUCTION = r"\1<p data-pagefind-ignore>"

EXCLUDED_SECTIONS = (
    "how-well-supported", "where-it-differs-from-other-sources-or-within-itself",
    "questions-that-the-sources-answer", "mentioned-elsewhere", "where-they-differ",
    "where-accounts-differ",
)  # fmt: skip
"""Ids of the sections that aren't indexed.

Some of these sections assess or compare claims. The others repeat what another page says.
"""
_EXCLUDED_SECTION = re.compile(
    rf'<h2 (id="(?:{"|".join(EXCLUDED_SECTIONS)})".*?)(?=<h2 |<div class="(?:finding|notes)")',
    re.DOTALL,
)

_EXCLUDED_LINE = "<small data-pagefind-ignore>"


def prepare(html: str) -> str:
    """Return a page's HTML with Pagefind's attributes on metadata and on the parts not to index."""
    if 'class="finding"' not in html:
        return html
    if 'class="finding" data-kind="page"' not in html:
        html = _SECTION_INTRODUCTION.sub(_EXCLUDED_INTRODUCTION, html)
        html = _EXCLUDED_SECTION.sub(_exclude_section, html)
        # Don't index the line that lists the records that a claim is about. A search finds these
        # records by their own pages, and Pagefind needs memory for each word. The message must be
        # the same as in pages/makers/sources.py.
        about = _("About: {records}").partition("{")[0]
        if about:
            html = html.replace(f"<small>{about}", f"{_EXCLUDED_LINE}{about}")
    return _METADATA.sub(_metadata_elements, html)


def _exclude_section(section: re.Match[str]) -> str:
    inner = re.sub(r"\n<(ul|p)>", r"\n<\1 data-pagefind-ignore>", section[1])
    return f"<h2 data-pagefind-ignore {inner}"


def _metadata_elements(metadata: re.Match[str]) -> str:
    elements = []
    for key, text in _VALUES.findall(metadata[1]):
        if key == "names":
            elements.append(names_element(text))
        else:
            # Pagefind's short form of a filter, such as "place:Ellan", fails for values with a
            # colon or comma.
            elements += [
                f'<span data-pagefind-filter="{key}[data-is]" data-is="{value}"></span>'
                for value in text.split(" | ")
            ]
    return f'<div hidden class="finding">{"".join(elements)}</div>'


def names_element(names: str) -> str:
    """Return the HTML element with all names of a page's record, for the search index.

    ``names``: separated by ``|``, and escaped for HTML.
    """
    return f'<span data-pagefind-meta="names[data-is]" data-is="{names}"></span>'
