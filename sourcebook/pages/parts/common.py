"""Values and texts that the pages of actors, locations, events and questions have in common."""

from collections.abc import Iterable
from typing import Any

from ...analysis.stances import standing_label
from ...corpus import Ref
from ...messages import gettext as _
from ...messages import ngettext
from ...problems import Mark
from ...records.locators import Locator, sort_key
from ..site import Site


def entity_data(site: Site, ref: Ref) -> dict[str, Any]:
    """Return the values that the templates of actors, locations, events and questions all need."""
    corpus = site.corpus
    return {
        "id": ref.id,
        "record": corpus.records(ref.type)[ref.id],
        "title": corpus.label(ref),
        "places_written": written_at(corpus.places[ref]),
        "mentioned_by_sources": site.divisions.first(ref, "mentions", mentions(site, ref)),
        "mentioned_by_records": site.divisions.first(
            ref, "records", site.mentioned_by_records(ref)
        ),
        "questions": site.divisions.first(ref, "questions", corpus.questions_about.get(ref, ())),
    }


def written_at(marks: Iterable[Mark]) -> list[tuple[str, int]]:
    """Return (path, line number) for each mark. A mark is a place in a file."""
    return [(mark.path, mark.line) for mark in marks]


def mentions(site: Site, ref: Ref) -> list[tuple[str, list[Locator]]]:
    """Return the sources that name a record, each with the paragraphs that name it, in order."""
    found = site.mentioned_by_sources.get(ref, {})
    return [(source, sorted(locators, key=sort_key)) for source, locators in found.items()]


def event_count_cell(events: int, unasserted: int) -> str:
    """Return a table cell with the number of events and the number of unasserted events.

    An event is unasserted if no source says that it happened. Examples: ``3``,
    ``3 (1 of them foretold or disputed)``, ``1 (only foretold or disputed)``.
    """
    if not unasserted:
        return str(events)
    if unasserted == events:
        return _("{count} (only foretold or disputed)").format(count=events)
    return ngettext(
        "{events} ({count} of them foretold or disputed)",
        "{events} ({count} of them foretold or disputed)",
        unasserted,
    ).format(events=events, count=unasserted)


def counted_roles(events: int, unasserted: int) -> str:
    """Return a text with the number of events in which an actor has a role.

    ``unasserted``: the number of these events in which no claim asserts the actor's role, although
    claims may assert the event itself. Examples:
    ``3 events, role in 1 of them only foretold or disputed``,
    ``1 event, role only foretold or disputed``.
    """
    if not unasserted:
        return ngettext("{count} event", "{count} events", events).format(count=events)
    if unasserted == events:
        return ngettext(
            "{count} event, role only foretold or disputed",
            "{count} events, roles only foretold or disputed",
            events,
        ).format(count=events)
    return ngettext(
        "{events}, role in {count} of them only foretold or disputed",
        "{events}, role in {count} of them only foretold or disputed",
        unasserted,
    ).format(events=counted_roles(events, 0), count=unasserted)


def role_count_cell(events: int, unasserted: int) -> str:
    """Return a table cell with the number of events in which an actor has a role.

    ``unasserted``: the number of these events in which no claim asserts the role. Example: ``3
    (role in 1 of them foretold or disputed)``.
    """
    if not unasserted:
        return str(events)
    if unasserted == events:
        return _("{count} (role only foretold or disputed)").format(count=events)
    return ngettext(
        "{events} (role in {count} of them foretold or disputed)",
        "{events} (role in {count} of them foretold or disputed)",
        unasserted,
    ).format(events=events, count=unasserted)


def doubt(site: Site, event: str) -> str:
    """Return a word of doubt about an event, such as ``foretold``.

    The word is empty if a source says that the event happened.
    """
    return "" if site.happened(event) else standing_label(site.standings[event])
