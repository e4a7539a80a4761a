"""The timelines of all events, by place and by actor."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from ...analysis import lanes
from ...analysis.timeline import axis, extent
from ...corpus import Corpus, Ref
from ...drawing.key import legend
from ...drawing.marks import truncated
from ...drawing.svg import Svg
from ...drawing.timeline import EventMark, LaneDrawing, draw
from ...messages import marked
from ...text import one_line
from ..parts.common import doubt, plural
from ..site import Site, path_of

PAGES = (
    ("timeline", "Timeline", "By place", "What happened when, place by place."),
    ("timeline-actors", "Timeline by actor", "By actor",
     "What happened when, actor by actor. What a part of an actor does stands in the part’s own "
     "rows or, if it has none, with the actor."),
)  # fmt: skip
"""Path, title, short title and line of each of these pages."""

KEY = "timeline.key.svg"
"""What the marks mean."""

SOURCES = 16
"""Sources that have a row of their own; of more, only the days of publication are shown."""
NAME_ROOM = 480.0
"""Pixels for the name of a lane."""

PATHS = {"timeline.md": marked("Timeline"), "timeline-actors.md": ""}


def pages(site: Site) -> Iterator[tuple[str, str, Callable[[], dict[str, Any]], None, bool]]:
    """Yield a draft for each timeline of all events, made in every build."""
    for name, title, _, lead in PAGES:
        yield f"{name}.md", "timeline", partial(_data, site, name, title, lead), None, False


def _data(site: Site, name: str, title: str, lead: str) -> dict[str, Any]:
    dated = len(site.extents)
    drawn = {id_ for lane, _ in _lanes(site, name) for id_ in lane.events}
    return {
        "title": title,
        "lead": lead,
        "places_written": [],
        "siblings": [(path, words) for path, _, words, _ in PAGES],
        "path": f"{name}.svg" if dated else "",
        "label": _label(title),
        "key": KEY,
        "drawn": len(drawn),
        "left_out": dated - len(drawn),
        "undated": len(site.corpus.events) - dated,
        "plural": plural,
    }


def _label(title: str) -> str:
    return f"{title}: a row for each event, its date as precise as the sources give it"


def drawings(site: Site) -> Iterator[tuple[str, partial[Svg]]]:
    """Yield what draws every timeline by its path in ``docs/``."""
    if not site.extents:
        return
    for name, title, _, _ in PAGES:
        yield f"{name}.svg", partial(_timeline, site, name, _label(title))
    yield KEY, partial(legend)


def _lanes(site: Site, name: str) -> Iterator[tuple[lanes.Lane, int]]:
    sort = lanes.by_place if name == "timeline" else lanes.by_actor
    return lanes.most_told(site.corpus, sort(site.corpus, site.extents))


def _timeline(site: Site, name: str, label: str) -> Svg:
    corpus = site.corpus
    published = [extent(source.article.published) for source in corpus.sources.values()]
    over = axis([*site.extents.values(), *published])
    sources = [
        EventMark(extent(source.article.published), one_line(corpus.source_label(id_)), "published",
             path_of(Ref("source", id_)))
        for id_, source in corpus.sources.items()
    ][-SOURCES:]  # fmt: skip
    left = len(corpus.sources) - len(sources)
    note = f"The latest; {left} earlier ones are in the index of sources" if left else ""
    drawn = [LaneDrawing("Sources, published", "sources/index.md", sources, note, "source")]
    for lane, lost in _lanes(site, name):
        marks = [
            EventMark(site.extents[id_], _label_of(site, id_),
                 _when(corpus, id_), path_of(Ref("event", id_)))
            for id_ in lane.events
        ]  # fmt: skip
        note = f"And {lost} more, told by fewer sources" if lost else ""
        href = path_of(lane.ref) if lane.ref else ""
        drawn.append(LaneDrawing(_lane_name(site, lane, name), href, marks, note))
    if len(drawn) == 2 and not drawn[1].href:
        drawn[1] = drawn[1]._replace(name="Events")
    return draw(label, over, drawn)


def _label_of(site: Site, event: str) -> str:
    """Return what an event is called; one that no source says happened is marked as that."""
    title, mark = one_line(site.corpus.events[event].title), doubt(site, event)
    return f"{title} ({mark})" if mark else title


def _when(corpus: Corpus, event: str) -> str:
    when = corpus.events[event].date
    return when.words if when else ""


def _lane_name(site: Site, lane: lanes.Lane, name: str) -> str:
    if lane.ref:
        own = truncated(one_line(site.corpus.label(lane.ref)), NAME_ROOM)
        if lane.ref.type == "actor":
            return own + _PARTS[lane.parts, lane.rest]
        return f"{own}, as a whole or elsewhere in it" if lane.rest else own
    return "Elsewhere, or no place given" if name == "timeline" else "Other actors, or none named"


_PARTS = {
    (False, False): "",
    (False, True): ", without its parts",
    (True, False): ", with its parts",
    (True, True): ", with its other parts",
}
"""What the name of an actor's lane says, by ``LaneDrawing.parts`` and ``LaneDrawing.rest``."""
