"""The data for the script that filters the events of the timelines."""

import json

from ..analysis import lanes
from ..analysis.timeline import extents
from ..corpus import Corpus
from . import choices


def compose(corpus: Corpus) -> dict[str, str]:
    """Map the path of ``timeline.json`` to its text. The mapping is empty if no event is dated."""
    dated = extents(corpus)
    if not dated:
        return {}
    drawn = {
        event
        for by in (lanes.by_place, lanes.by_actor)
        for lane, _ in lanes.most_told(corpus, by(corpus, dated))
        for event in lane.events
    }
    data = choices.compose(corpus, sorted(drawn), choices.CHOICES)
    return {"timeline.json": f"{json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n"}
