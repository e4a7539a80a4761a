"""The pages of the analyses, each of which covers the whole corpus."""

from collections.abc import Callable, Iterator
from typing import Any

from ...analysis.disagreement import KINDS
from ...messages import gettext as _
from ...messages import marked
from ..page_spec import PageSpec
from ..parts import analysis_lists, network
from ..parts.divided_analyses import Divided, divided, rest_pages
from ..parts.exploring import NETWORK, explore_pages
from ..site import Site

PAGES = (
    ("disagreements", marked("Where they differ"),
     marked("Every difference between or within the sources, by kind.")),
    ("support", marked("How well supported"),
     marked("How many sources and independent origins support each event.")),
    ("names", marked("Who calls whom what"),
     marked("The words that each source uses for each person or group.")),
    ("matrix", marked("Sources and events"), marked("Which source mentions which event.")),
    NETWORK,
    ("coverage", marked("Coverage"), marked("What the corpus leaves open: for researchers.")),
)  # fmt: skip
"""The name, the title and the description of each analysis.

All analyses compare sources, except the network, which is for exploring, like the map.
"""


PATHS = {
    **{f"{name}.md": title for name, title, _description in PAGES},
    **{f"{name}/*/*.md": "" for name, _title, _description in PAGES},
}


def analysis_pages(site: Site) -> list[tuple[str, str, str]]:
    """Return the name, the title and the description of each page that compares the sources."""
    return [row for row in _made(site) if row[0] != NETWORK[0]]


def _made(site: Site) -> list[tuple[str, str, str]]:
    return [
        (name, _(title), _(description))
        for name, title, description in PAGES
        if site.shows(f"{name}.md")
    ]


def pages(site: Site) -> Iterator[PageSpec]:
    """Yield the pages of each analysis.

    The first page of an analysis isn't cached, because this page reads the whole corpus.
    """
    data: dict[str, Callable[[Site], tuple[Divided, dict[str, Any]]]] = {
        "disagreements": _disagreements,
        "support": _support,
        "names": _names,
        "matrix": _matrix,
        "network": network.data,
        "coverage": _coverage,
    }
    compare, explore = analysis_pages(site), explore_pages(site)
    for name, title, lead in _made(site):
        siblings = explore if name == NETWORK[0] else compare
        shown = {"title": title, "lead": lead, "siblings": siblings}
        found, own_data = data[name](site)
        yield PageSpec(
            f"{name}.md",
            name,
            {**shown, "of": found.first, "is_divided": found.is_divided, **own_data},
            cacheable=False,
        )
        yield from rest_pages(name, found, shown)


def _disagreements(site: Site) -> tuple[Divided, dict[str, Any]]:
    found = divided("disagreements", analysis_lists.differences(site))
    return found, {
        "absent": [_(kind.heading) for id_, kind in KINDS.items() if id_ not in found.first],
        "has_method": "method" in site.corpus.pages,
    }


def _support(site: Site) -> tuple[Divided, dict[str, Any]]:
    lists = analysis_lists.supported(site)
    single = next(one for one in lists if one.id == "single")
    voices, more_voices = analysis_lists.voices(single.entries)
    return divided("support", lists), {"voices": voices, "more_voices": more_voices}


def _names(site: Site) -> tuple[Divided, dict[str, Any]]:
    return divided("names", analysis_lists.names(site)), {}


def _matrix(site: Site) -> tuple[Divided, dict[str, Any]]:
    mentions = analysis_lists.mentions(site)
    found = divided("matrix", [mentions])
    excerpt = analysis_lists.excerpt(mentions.entries) if found.is_divided else ()
    return found, {
        "excerpt": found.first["mentions"]._replace(entries=excerpt, rest=()),
        "events": len({entry.event for entry in mentions.entries}),
        "sources": len({entry.source for entry in mentions.entries}),
    }


def _coverage(site: Site) -> tuple[Divided, dict[str, Any]]:
    return divided("coverage", analysis_lists.gaps(site)), {}
