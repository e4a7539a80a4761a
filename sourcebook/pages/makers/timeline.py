"""The timelines of all events, by place and by actor."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from ...analysis import lanes
from ...analysis.timeline import Axis, Extent, axis, extent
from ...corpus import Corpus, Ref
from ...drawing.key import legend
from ...drawing.marks import truncated
from ...drawing.svg import Svg
from ...drawing.timeline import EventMark, LaneDrawing, draw, draw_axis
from ...messages import gettext as _
from ...messages import marked, ngettext
from ...text import one_line
from ..page_spec import PageSpec
from ..parts.common import doubt
from ..parts.exploring import explore_pages
from ..site import Site, path_of

PAGES = (
    ("timeline", marked("Timeline"), marked("By place"),
     marked("What happened when, place by place.")),
    ("timeline-actors", marked("Timeline by person or group"), marked("By person or group"),
     marked("What happened when, by person or group.")),
)  # fmt: skip
"""The name, title, short title and description of each timeline's page."""

KEY = "timeline.key.svg"
"""The path in ``docs/`` of the legend, which explains the marks on the timelines."""

AXIS = "timeline.axis.svg"
"""The path in ``docs/`` of the axis, which all timelines share."""

SOURCES = 16
"""Maximum number of sources in a timeline's first lane (a band of rows with a common name).

If there are more sources, only the latest are shown.
"""

NAME_ROOM = 480.0
"""Maximum width of a lane's name, in pixels."""


PATHS = {"timeline.md": marked("Timeline"), "timeline-actors.md": ""}


def pages(site: Site) -> Iterator[PageSpec]:
    """Yield the pages of the two timelines. The pages are rendered in every build, never cached."""
    for name, title, _short, lead in _made(site):
        yield PageSpec(
            f"{name}.md", "timeline", partial(_data, site, name, title, lead), cacheable=False
        )


def _made(site: Site) -> list[tuple[str, str, str, str]]:
    """Return the rows of ``PAGES`` for the timelines that have something to show.

    If no event has a place, the timeline by place becomes a timeline of all events.
    """
    made = [row for row in PAGES if site.shows(f"{row[0]}.md")]
    if made and not site.corpus.events_at:
        name, title, _short, _lead = made[0]
        made[0] = (name, title, marked("All events"), marked("What happened when."))
    return made


def _data(site: Site, name: str, title: str, lead: str) -> dict[str, Any]:
    dated = len(site.extents)
    drawn = {id_ for lane, _left_out in _lanes(site, name) for id_ in lane.events}
    return {
        "title": _(title),
        "lead": _(lead),
        "explore": explore_pages(site),
        "siblings": [(path, _(short)) for path, _title, short, _lead in _made(site)],
        "path": f"{name}.svg",
        "axis": AXIS,
        "label": _drawing_label(title),
        "key": KEY,
        "drawn": len(drawn),
        "left_out": dated - len(drawn),
        "undated": len(site.corpus.events) - dated,
    }


def _drawing_label(title: str) -> str:
    return _("{timeline}: a row for each dated event, drawn as precisely as it is dated").format(
        timeline=_(title)
    )


def drawings(site: Site) -> Iterator[tuple[str, partial[Svg]]]:
    """Yield (path in ``docs/``, drawing function) for each timeline, the legend and the axis."""
    made = _made(site)
    for name, title, _short, _lead in made:
        yield f"{name}.svg", partial(_draw, site, name, _drawing_label(title))
    if made:
        yield KEY, partial(legend)
        yield AXIS, partial(_draw_axis, site)


def _lanes(site: Site, name: str) -> Iterator[tuple[lanes.Lane, int]]:
    """Yield each lane of a timeline, with the number of events that are left out of the lane."""
    sort = lanes.by_place if name == "timeline" else lanes.by_actor
    return lanes.most_told(site.corpus, sort(site.corpus, site.extents))


def _published(corpus: Corpus) -> dict[str, Extent]:
    """Map each source to the days of its date of publication.

    Undated sources, and sources that the researcher hasn't begun to read, are left out.
    """
    return {
        id_: extent(article.published)
        for id_, article in corpus.articles.items()
        if article.published and corpus.states[id_] != "listed"
    }


def _axis(site: Site, published: Mapping[str, Extent]) -> Axis:
    return axis([*site.extents.values(), *published.values()])


def _draw_axis(site: Site) -> Svg:
    return draw_axis(_axis(site, _published(site.corpus)))


def _draw(site: Site, name: str, label: str) -> Svg:
    corpus = site.corpus
    published = _published(corpus)
    over = _axis(site, published)
    sources = [
        EventMark(
            when, one_line(corpus.source_label(id_)), _("published"), path_of(Ref("source", id_))
        )
        for id_, when in published.items()
    ][-SOURCES:]
    left = len(published) - len(sources)
    note = (
        ngettext(
            "The latest; {count} earlier one is in the index of sources",
            "The latest; {count} earlier ones are in the index of sources",
            left,
        ).format(count=left)
        if left
        else ""
    )
    drawn = [LaneDrawing(_("Sources, published"), "sources/index.md", sources, note, "source")]
    for lane, left in _lanes(site, name):
        marks = [
            EventMark(
                site.extents[id_],
                _event_label(site, id_),
                _when(corpus, id_),
                path_of(Ref("event", id_)),
            )
            for id_ in lane.events
        ]
        note = (
            ngettext(
                "And {count} more, in fewer sources", "And {count} more, in fewer sources", left
            ).format(count=left)
            if left
            else ""
        )
        href = path_of(lane.ref) if lane.ref else ""
        drawn.append(LaneDrawing(_lane_name(site, lane, name), href, marks, note))
    if len(drawn) == 2 and not drawn[1].href:
        drawn[1] = drawn[1]._replace(name=_("Events"))
    return draw(label, over, drawn)


def _event_label(site: Site, event: str) -> str:
    """Return an event's title, with a mark if no source says that the event happened."""
    title, mark = one_line(site.corpus.events[event].title), doubt(site, event)
    return f"{title} ({mark})" if mark else title


def _when(corpus: Corpus, event: str) -> str:
    when = corpus.events[event].date
    return when.words if when else ""


def _lane_name(site: Site, lane: lanes.Lane, name: str) -> str:
    if lane.ref:
        own = truncated(one_line(site.corpus.label(lane.ref)), NAME_ROOM)
        if lane.ref.type == "actor":
            named = _ACTOR_LANES.get((lane.parts, lane.rest))
            return _(named).format(actor=own) if named else own
        return _("{place}, as a whole or elsewhere in it").format(place=own) if lane.rest else own
    if name == "timeline":
        return _("In several places, elsewhere, or no place given")
    return _("None of the actors above")


_ACTOR_LANES = {
    (False, True): marked("{actor}, without its parts"),
    (True, False): marked("{actor}, with its parts"),
    (True, True): marked("{actor}, with its other parts"),
}
"""Maps (``Lane.parts``, ``Lane.rest``) to a message for the name of an actor's lane.

``parts`` is True if the lane includes events of the actor's parts. ``rest`` is True if a part of
the actor has a lane of its own. If both are False, the lane's name is the actor's name alone.
"""
