"""Data for the filters of events on the map and the timelines (``theme/assets/choosing.js``)."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..analysis.mentions import mentions
from ..analysis.spans import possible
from ..collation import filed
from ..corpus import Corpus
from ..messages import gettext, marked
from ..records.days import FIRST_DAY, LAST_DAY, Day
from ..text import one_line

CHOICES = {
    "actor": marked("Who"), "place": marked("Place"), "source": marked("Source"),
    "kind": marked("Kind"),
}  # fmt: skip
"""Maps the name of each filter of events to the filter's label. Filters by time aren't included."""

_ENDS = {FIRST_DAY: "-", LAST_DAY: "~"}


class Choice(NamedTuple):
    """A filter by one property of events.

    ``labels``: maps the id of each value of the property to the value's label. ``ids_of``: maps the
    id of each event to the ids of the values that the event has.
    """

    name: str
    labels: Mapping[str, str]
    ids_of: Mapping[str, Collection[str]]
    above: Mapping[str, Sequence[str]]
    """Maps the id of a value to the ids of the values that include this value.

    For example, an actor includes the actors that are part of it.
    """


def compose(corpus: Corpus, events: Collection[str], names: Collection[str]) -> dict[str, Any]:
    """Return the data for filters of ``events``. ``names``: the keys of ``CHOICES`` to offer.

    A filter that would have no options is left out. The result has two keys:

    ``fields``: a list of the fields of the filter form. A filter's field has ``options``, which are
    pairs of id and label. The field may also have ``above``, which maps the index of an option to
    the indexes of the options that include this option.

    ``events``: a mapping from the id of each event to a list. The list begins with a list for each
    filter: the indexes of the options that apply to the event. If the event is dated, its first and
    its last possible day follow, as ``_in_order`` returns them. If the date is uncertain, a 1
    follows.
    """
    found: dict[str, list[Any]] = {id_: [] for id_ in events}
    fields: list[dict[str, Any]] = []
    for choice in _choices(corpus, events):
        options = _options(choice) if choice.name in names else []
        if options:
            numbers = {id_: number for number, (id_, _) in enumerate(options)}
            above = {
                str(numbers[id_]): sorted(numbers[held] for held in choice.above[id_])
                for id_ in numbers
                if id_ in choice.above
            }
            field = {
                "name": choice.name, "words": gettext(CHOICES[choice.name]), "options": options,
            }  # fmt: skip
            fields += [field | {"above": above}, _with_its_parts()] if above else [field]
            for event, values in found.items():
                values.append(sorted(numbers[id_] for id_ in choice.ids_of[event]))
    for event, values in found.items():
        values += _days(corpus, event)
    return {"fields": fields + _from_and_to(), "events": found}


def _with_its_parts() -> dict[str, str]:
    return {"name": "parts", "words": gettext("with its parts"), "type": "checkbox"}


def _from_and_to() -> list[dict[str, str]]:
    return [
        {"name": "from", "words": gettext("From"), "type": "date"},
        {"name": "to", "words": gettext("To"), "type": "date"},
    ]


def _options(choice: Choice) -> list[list[str]]:
    used = {id_ for ids in choice.ids_of.values() for id_ in ids}
    used |= {held for id_ in used for held in choice.above.get(id_, ())}
    options = [[id_, one_line(label)] for id_, label in choice.labels.items() if id_ in used]
    if choice.name != "source":  # sources stay in order of publication
        options.sort(key=lambda option: (filed(option[1]), option[0]))
    return options


def _days(corpus: Corpus, event: str) -> Iterator[str | int]:
    when = corpus.events[event].date
    if when:
        first, last, sure = possible(when)
        yield from (_in_order(first), _in_order(last))
        if not sure:
            yield 1


def _in_order(day: Day) -> str:
    """Return a day as a text that compares correctly with the days that a reader chooses.

    A reader's days are in ISO 8601, with four-digit years. A year before 0 begins with a minus
    sign, which sorts before digits. A year after 9999 begins with ``Y``, which sorts after digits.
    Such years aren't in order of time among themselves. The first and the last day of the calendar,
    which stand for the open ends of a date, become ``-`` and ``~``.
    """
    if day in _ENDS:
        return _ENDS[day]
    return f"Y{day.isoformat()}" if day.year > 9999 else day.isoformat()


def _choices(corpus: Corpus, events: Iterable[str]) -> list[Choice]:
    records = {id_: corpus.events[id_] for id_ in events}
    places = {
        id_: {held for place in event.locations for held in (place, *corpus.within(place))}
        for id_, event in records.items()
    }
    mentioned = mentions(corpus)
    sources = {id_: {mention.source for mention in mentioned.get(id_, ())} for id_ in records}
    plurals = corpus.kind_plurals["event"]
    kinds = {event.kind: plurals.get(event.kind) or gettext(event.kind)
             for event in records.values()}  # fmt: skip
    return [
        Choice("actor", {id_: actor.name for id_, actor in corpus.actors.items()},
               {id_: corpus.roles_in.get(id_, {}).keys() for id_ in records}, corpus.belongs_to),
        Choice("place", {id_: place.name for id_, place in corpus.locations.items()}, places, {}),
        Choice("source", {id_: corpus.source_label(id_) for id_ in corpus.used_sources},
               sources, {}),
        Choice("kind", kinds, {id_: [event.kind] for id_, event in records.items()}, {}),
    ]  # fmt: skip
