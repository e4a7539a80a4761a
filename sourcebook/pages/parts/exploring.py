"""The pages to explore the whole corpus by: the map, the timeline, the network, the tags."""

from ...messages import gettext as _
from ...messages import marked
from ..site import Site

NETWORK = ("network", marked("Network"), marked("Who is related to whom, and who says so."))
"""The name, the title and the description of the network's page."""

_PAGES = (
    ("map", marked("Map"), marked("Where it happened.")),
    ("timeline", marked("Timeline"), marked("What happened when.")),
    NETWORK,
    ("tags/index", marked("Tags"), marked("What records have in common.")),
)


def explore_pages(site: Site) -> list[tuple[str, str, str]]:
    """Return the name, the title and the description of each of these pages that is made."""
    return [
        (name, _(title), _(description))
        for name, title, description in _PAGES
        if site.shows(f"{name}.md")
    ]
