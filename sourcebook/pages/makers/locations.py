"""The page of each location."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...analysis.stances import Stance, Standing, stance, standing
from ...collation import filed
from ...conventions import number_words
from ...corpus import PlacedClaim, Ref
from ...messages import gettext as _
from ...messages import marked, ngettext
from ...records.entities import Location
from ...records.vocabularies import PRECISIONS, kind_name
from ...text import capitalised
from .. import record_lists as lists
from ..lookup.division import Level
from ..lookup.long_lists import DividedList, LongList, divide_lists
from ..page_spec import PageSpec
from ..parts import accounts, maps, sparklines
from ..parts.common import counted_roles, entity_data, mentions
from ..parts.record_pages import record_pages
from ..site import Site

_PLACED: Mapping[Standing, str] = {
    "asserted": "",
    "foretold": marked("place only foretold"),
    "disputed": marked("place only disputed"),
    "foretold or disputed": marked("place only foretold or disputed"),
}
"""Maps a standing to a mark, which a place's page shows beside an event that isn't placed there.

Claims on the event name the place (see ``_elsewhere``). The standing says whether one of these
claims asserts the event, or all of them only foretell or dispute it.
"""

PATHS = {"locations/*.md": "", "locations/*/*/*.md": ""}


def pages(site: Site) -> Iterator[PageSpec]:
    """Yield each location's page, and further pages with the rest of the location's long lists."""
    return record_pages(site, "location", _data)


def divided(site: Site, id_: str) -> dict[str, DividedList]:
    """Map list names to those lists of a location that are divided among several pages."""
    corpus, ref = site.corpus, Ref("location", id_)
    events = corpus.events_inside.get(id_, ())
    about, inside = corpus.claims_at_location.get(id_, ()), corpus.inside.get(id_, ())
    named = site.mentioned_by_sources.get(ref, {})
    mentioned = site.mentioned_by_records(ref)
    asked, record = corpus.questions_about.get(ref, ()), corpus.locations[id_]
    heavy = lists.pictured(record)
    if lists.is_small(events, about, inside, named, mentioned, asked, heavy=heavy):
        return {}
    elsewhere = dict(_elsewhere(site, events, about))
    found = lists.events(site, list(elsewhere), lambda _: 120)
    return divide_lists({
        "questions": lists.questions(corpus, asked),
        "inside": lists.named(
            _inside(site, id_),
            lambda row: corpus.label(Ref("location", row[0])),
            lambda row: -len(corpus.events_inside.get(row[0], ())),
        ),
        "events": lists.events(site, events, lambda _: 220 + 110 * accounts.FEW),
        "actors": lists.named(
            _actors(site, events),
            lambda row: corpus.label(Ref("actor", row[0])),
            lambda row: (row[2] - row[1], -row[1], row[0]),
        ),
        "elsewhere": LongList(
            list(elsewhere.items()),
            lambda row: found.weight(row[0]),
            [_of_first(level) for level in found.levels],
            lambda row: found.rank(row[0]),
        ),
        "claims": lists.claims(corpus, about),
        "names": lists.names(corpus, lists.name_rows(corpus.words_for_location.get(id_, ()))),
        "mentions": lists.mentions(corpus, lists.uncited(mentions(site, ref), about)),
        "records": lists.records(corpus, mentioned),
        "images": lists.images(record),
    }, beside=lists.recordings_weight(record))  # fmt: skip


def _of_first(level: Level[str]) -> Level[tuple[str, str]]:
    return lambda row: level(row[0])


def _data(site: Site, id_: str) -> dict[str, Any]:
    corpus, ref, shown = site.corpus, Ref("location", id_), site.divisions.first
    location = corpus.locations[id_]
    events = corpus.events_inside.get(id_, ())
    about = corpus.claims_at_location.get(id_, ())
    chain = corpus.within(id_)
    elsewhere = _elsewhere(site, events, about)
    return {
        **entity_data(site, ref),
        "lead": " ".join(
            filter(
                None,
                (
                    _description(site, id_),
                    _events_sentence(site, events, len(elsewhere)),
                ),
            )
        ),
        "kind": kind_name(location.kind, ""),
        "chain": chain,
        "inside": shown(ref, "inside", _inside(site, id_)),
        "events": shown(ref, "events", events),
        "elsewhere": shown(ref, "elsewhere", elsewhere),
        "timeline": sparklines.of(site, ref, events),
        "actors": shown(ref, "actors", _actors(site, events)),
        "names": shown(ref, "names", lists.name_rows(corpus.words_for_location.get(id_, ()))),
        "claims": shown(ref, "claims", about),
        "coordinates": coordinates(location),
        "map": maps.of_location(site, id_),
        "has_namesake": id_ in corpus.actors,
    }


def _inside(site: Site, id_: str) -> list[tuple[str, str]]:
    """Return the places directly inside a location, by name, each with its kind."""
    corpus = site.corpus
    inside = corpus.inside.get(id_, ())
    return [
        (place, _(corpus.locations[place].kind))
        for place in sorted(
            inside, key=lambda place: (filed(corpus.label(Ref("location", place))), place)
        )
    ]


def _description(site: Site, id_: str) -> str:
    """Return a location's kind and the place that it lies in, as a sentence."""
    kind = capitalised(kind_name(site.corpus.locations[id_].kind, _("Place")))
    chain = site.corpus.within(id_)
    if not chain:
        return _("{kind}.").format(kind=kind)
    place = site.corpus.in_text[Ref("location", chain[0])]
    return _("{kind} in {place}.").format(kind=kind, place=place)


def _events_sentence(site: Site, events: Sequence[str], elsewhere: int) -> str:
    """Return a sentence that says how many events are placed at a location.

    The sentence is empty if the corpus has no events. ``elsewhere``: the number of events that
    aren't placed at the location but have a claim that names the location.
    """
    count, unasserted = len(events), sum(not site.happened(event) for event in events)
    if not count:
        if not elsewhere:
            return _("No event is placed here.") if site.shows("events/index.md") else ""
        return ngettext(
            "No event is placed here, but claims on {count} event name it.",
            "No event is placed here, but claims on {count} events name it.",
            elsewhere,
        ).format(count=elsewhere)
    if not unasserted:
        return ngettext(
            "{count} event is placed here.", "{count} events are placed here.", count
        ).format(count=count)
    if unasserted == count:
        return ngettext(
            "{count} event is placed here, only foretold or disputed.",
            "{count} events are placed here, all only foretold or disputed.",
            count,
        ).format(count=count)
    return ngettext(
        "{events} are placed here, {count} of them only foretold or disputed.",
        "{events} are placed here, {count} of them only foretold or disputed.",
        unasserted,
    ).format(events=counted_roles(count, 0), count=unasserted)


def _elsewhere(
    site: Site, events: Sequence[str], about: Sequence[PlacedClaim]
) -> list[tuple[str, str]]:
    """Return the events that aren't placed at a location but have a claim that names the location.

    ``events``: the events placed at the location. ``about``: the claims that name the location.
    Each event in the result has a mark, such as ``place only foretold``. The mark is empty if a
    claim in ``about`` says that the event happened.
    """
    here, found = set(events), dict[str, list[Stance]]()
    for placed in about:
        for event in placed.claim.event:
            if event not in here:
                found.setdefault(event, []).append(stance(site.corpus, placed, event))
    return [
        (event, _(mark) if (mark := _PLACED[standing(found[event])]) else "")
        for event in sorted(found, key=site.corpus.event_rank.__getitem__)
    ]


def _actors(site: Site, events: Sequence[str]) -> list[tuple[str, int, int]]:
    """Return the actors that have a role in the given events.

    Each actor is returned with the number of events in which the actor has a role, and the number
    of these events in which no claim asserts this role. Actors with the most asserted roles come
    first.
    """
    asserted: dict[str, list[bool]] = {}
    for event in events:
        for actor in site.corpus.roles_in.get(event, ()):
            asserted.setdefault(actor, []).append(site.took_part(event, actor))
    shown = [(actor, len(roles), roles.count(False)) for actor, roles in asserted.items()]
    return sorted(shown, key=lambda item: (item[2] - item[1], -item[1], item[0]))


def coordinates(location: Location) -> str:
    """Return a location's coordinates as text: ``54.1° N, 3.2° W (approximate)``.

    The result is empty if the location has no coordinates.
    """
    if location.coordinates is None or location.precision == "none":
        return ""
    latitude, longitude = location.coordinates
    parallel = _("{degrees}° N") if latitude >= 0 else _("{degrees}° S")
    meridian = _("{degrees}° E") if longitude >= 0 else _("{degrees}° W")
    return _("{latitude}, {longitude} ({precision})").format(
        latitude=parallel.format(degrees=_degrees(latitude)),
        longitude=meridian.format(degrees=_degrees(longitude)),
        precision=_(PRECISIONS[location.precision].words),
    )


def _degrees(angle: float) -> str:
    """Return an angle without its sign, with up to six significant digits."""
    shown = f"{abs(angle):g}"
    return number_words(float(shown), len(shown.partition(".")[2]))
