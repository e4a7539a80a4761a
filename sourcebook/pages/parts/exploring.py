"""The pages from which readers explore the whole corpus: map, timeline, network and tags."""

from ...messages import gettext as _
from ...messages import marked
from ..site import Site

NETWORK = ("network", marked("Network"), marked("Who is related to whom, and who says so."))
"""Name, title and description of the page of the network."""

_PAGES = (
    ("map", marked("Map"), marked("Where it happened.")),
    ("timeline", marked("Timeline"), marked("What happened when.")),
    NETWORK,
    ("tags/index", marked("Tags"), marked("What records have in common.")),
)


def explore_pages(site: Site) -> list[tuple[str, str, str]]:
    """Return (name, title, description) of each page that the site has for exploring the corpus."""
    return [
        (name, _(title), _(description))
        for name, title, description in _PAGES
        if site.shows(f"{name}.md")
    ]
