"""What the events of the timelines can be chosen by, for the script that filters them."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from ..analysis import lanes
from ..analysis.timeline import extents
from ..corpus import Corpus
from ..text import one_line


def compose(corpus: Corpus) -> dict[str, str]:
    """Return ``timeline.json``; nothing for a corpus without dates.

    ``choices``: for each thing to choose by, its name, and the ids and labels that there
    are. ``events``: by id, for each of these the numbers of what the event has; then its
    first and its last day (ISO 8601), null for an open side.
    """
    dated = extents(corpus)
    if not dated:
        return {}
    drawn = sorted(
        {
            event
            for by in (lanes.by_place, lanes.by_actor)
            for lane, _ in lanes.most_told(corpus, by(corpus, dated))
            for event in lane.events
        }
    )
    events: dict[str, list[Any]] = {
        id_: [
            None if dated[id_].open_start else dated[id_].days.first.isoformat(),
            None if dated[id_].open_end else dated[id_].days.last.isoformat(),
        ]
        for id_ in drawn
    }
    choices = []
    for number, (name, labels, had) in enumerate(_choices(corpus, drawn)):
        used = {id_ for ids in had.values() for id_ in ids}
        options = [[id_, one_line(label)] for id_, label in labels.items() if id_ in used]
        if name != "source":  # those stay in order of publication
            options.sort(key=lambda option: (option[1].casefold(), option[0]))
        numbers = {id_: place for place, (id_, _) in enumerate(options)}
        choices.append({"name": name, "options": options})
        for event, days in events.items():
            days.insert(number, sorted(numbers[id_] for id_ in had[event]))
    data = {"choices": choices, "events": events}
    return {"timeline.json": f"{json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n"}


Choice = tuple[str, Mapping[str, str], Mapping[str, Collection[str]]]
"""Its name, all labels by id, and the ids that each event has."""


def _choices(corpus: Corpus, events: Collection[str]) -> list[Choice]:
    records = {id_: corpus.events[id_] for id_ in events}
    places = {
        id_: {held for place in event.locations for held in (place, *corpus.within(place))}
        for id_, event in records.items()
    }
    sources = {
        id_: {placed.source.id for placed in corpus.claims_on_event.get(id_, ())} for id_ in events
    }
    kinds = {event.kind: event.kind for event in records.values()}
    return [
        ("actor", {id_: actor.name for id_, actor in corpus.actors.items()},
         {id_: corpus.roles_in.get(id_, {}).keys() for id_ in events}),
        ("place", {id_: place.name for id_, place in corpus.locations.items()}, places),
        ("source", {id_: corpus.source_label(id_) for id_ in corpus.sources}, sources),
        ("kind", kinds, {id_: [event.kind] for id_, event in records.items()}),
    ]  # fmt: skip
