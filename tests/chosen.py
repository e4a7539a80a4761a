"""Computes from the YAML which events fit a filter by days and actors.

This module doesn't use the package's code for dates and for parts of actors. So tests can compare
its results with the events that pages show.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from sourcebook.corpus import Corpus

from .projects import ROOT


class Fit(NamedTuple):
    """Ids of the events that fit a filter by days and actors.

    ``within``: events that are certainly in the chosen days. ``maybe``: events that may be in these
    days. ``undated``: events without a date.
    """

    within: set[str]
    maybe: set[str]
    undated: set[str]


def records(kind: str) -> dict[str, Any]:
    """Map ids to records of a kind, as read from the YAML files; every scalar is a string."""
    found: dict[str, Any] = {}
    for path in sorted(Path(ROOT, "sources", kind).glob("*.yml")):
        found |= yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - BaseLoader makes only texts
    return found


def with_parts(actor: str) -> set[str]:
    """Return the ids of an actor and of all its parts, at any depth."""
    found, before = {actor}, set[str]()
    actors = records("actors")
    while found != before:
        before = set(found)
        found |= {id_ for id_, one in actors.items() if before & set(one.get("part_of", ()))}
    return found


def fitting(corpus: Corpus, first: str, last: str, actors: set[str] | None = None) -> Fit:
    """Return the events that fit a filter.

    ``first``, ``last``: the first and the last chosen day, in ISO 8601. ``actors``: ids of actors
    of which at least one must have a role in the event; None for all events.
    """
    fit = Fit(set(), set(), set())
    for id_, event in records("events").items():
        if actors is not None and not actors & corpus.roles_in.get(id_, {}).keys():
            continue
        if "date" not in event:
            fit.undated.add(id_)
            continue
        start, end = _days(event["date"])
        if start >= first and end <= last and not set(event["date"]) & {"?", "%"}:
            fit.within.add(id_)
        elif start <= last and end >= first:
            fit.maybe.add(id_)
    return fit


def _days(text: str) -> tuple[str, str]:
    start, _, end = text.partition("/")
    return (
        "0000" if start == ".." else _bound(start)[0].isoformat(),
        "9999" if end == ".." else _bound(end or start)[1].isoformat(),
    )


def _bound(text: str) -> tuple[date, date]:
    about = int(text[-1] in "~%")
    year, *rest = map(int, text.rstrip("~?%").split("-"))
    if not rest:
        return date(year - about, 1, 1), date(year + about, 12, 31)
    if len(rest) == 2:
        day = date(year, *rest)
        return day - timedelta(about), day + timedelta(about)
    month = year * 12 + rest[0] - 1
    return _first(month - about), _first(month + about + 1) - timedelta(1)


def _first(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
