"""Gives further names to pages that aren't about a record, such as tools, analyses and indexes.

The search finds a page by these names, just as it finds a record by its aliases.
"""

from html import escape
from typing import TYPE_CHECKING

from ..messages import gettext, marked
from .search_index import names_element

if TYPE_CHECKING:
    from jinja2 import Environment

# Names are separated by "|". A translation needn't be literal: translators write the words that
# readers of their language type into a search.
_NAMES = {
    "index.md": marked("home page | start page | overview"),
    "about.md": marked(
        "about us | who makes this | who is behind this | contact | imprint | feedback "
        "| report an error | report a mistake | corrections | licence | copyright"
    ),
    "data.md": marked(
        "download | downloads | export | spreadsheet | Excel | CSV | JSON | SQLite | GeoJSON | API "
        "| open data | dataset | cite | how to cite | citation | BibTeX | Zotero | reuse"
    ),
    "method.md": marked(
        "methodology | how this works | help | glossary | definitions | terms used | rules"
    ),
    "format.md": marked("file format | schema | YAML | how to contribute"),
    "support.md": marked(
        "anonymous source | anonymous sources | unnamed source | one unnamed source "
        "| unnamed voices | what rests on one unnamed voice | single source | who says so "
        "| how reliable | reliability | verification | fact check | independent sources | evidence"
    ),
    "names.md": marked(
        "who calls them what | what they are called | names used by each source | wording "
        "| loaded words | labels | vocabulary | bias | spin"
    ),
    "disagreements.md": marked(
        "contradictions | contradict | disagreements | differences | discrepancies "
        "| conflicting reports | disputed | disputes"
    ),
    "coverage.md": marked("gaps | what is missing | completeness | not covered"),
    "matrix.md": marked(
        "compare | comparison | compare sources | which source reports what | who reports what "
        "| side by side | table"
    ),
    "network.md": marked("relations | relationships | connections | alliances | graph"),
    "timeline.md": marked("chronology | history | sequence of events | dates | calendar"),
    "timeline-actors.md": marked("chronology by actor | who did what when"),
    "map.md": marked("maps | where | where it happened | atlas"),
    "actors/index.md": marked(
        "people | persons | groups | organisations | who is who | list of actors"
    ),
    "events/index.md": marked("incidents | what happened | list of events"),
    "locations/index.md": marked("places | towns | gazetteer | list of places"),
    "questions/index.md": marked("disputed questions | positions | list of questions"),
    "sources/index.md": marked(
        "articles | bibliography | references | reading list | list of sources"
    ),
}
"""Maps the path of a page in ``docs/`` to its names, as a message to translate."""


def install(env: "Environment") -> None:
    """Set the global ``names_element``, with which templates write a page's names."""
    env.globals["names_element"] = _element


def _element(path: str, title: str) -> str:
    """Return the HTML element with the names by which the search finds a page.

    These are the page's title and its names in ``_NAMES``. If ``_NAMES`` has none for the page,
    there is no element: the result is empty. ``path``: the page's path in ``docs/``. ``title``: the
    page's title, escaped for HTML.
    """
    return names_element(f"{title} | {escape(gettext(_NAMES[path]))}") if path in _NAMES else ""
