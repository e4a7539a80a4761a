"""Determines which pages about the whole corpus have something to show and so are generated.

A page that isn't generated has no entry in the menu, and no page links to it. A page with an empty
list is still generated if the empty list is information: for example, if sources were compared and
no difference was found.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from ...records.folders import FOLDERS

if TYPE_CHECKING:
    from ...corpus import Corpus, RecordType

MAP = "map.md"
"""The path of the map's page, which is generated if an event has a place on the map."""


def _has_records(record_type: "RecordType", corpus: "Corpus") -> bool:
    return bool(corpus.sources if record_type == "source" else corpus.records(record_type))


def _has_dates(corpus: "Corpus") -> bool:
    return any(event.date for event in corpus.events.values())


def _has_relations(corpus: "Corpus") -> bool:
    """Return whether a claim or an actor's record states a relation between two actors."""
    stated = (relation for placed in corpus.claims for relation in placed.claim.relation)
    return any(relation.subject != relation.object for relation in stated) or any(
        actor.part_of or actor.speaks_for for actor in corpus.actors.values()
    )


def _has_names(corpus: "Corpus") -> bool:
    """Return whether the page on names has content.

    It has content if a source's names for an actor are recorded, or if several records have the
    same name, in the records themselves or in sources.
    """
    # Imported here, because the publisher needs only ``OPTIONAL``, and does without the corpus.
    from ...analysis.vocabulary import shared_words

    has_words = any(source.summary.names.actors for source in corpus.sources.values())
    return has_words or bool(corpus.shared_names or shared_words(corpus))


TESTS: Mapping[str, Callable[["Corpus"], bool]] = {
    **{
        f"{folder}/index.md": partial(_has_records, record_type)
        for record_type, folder in FOLDERS.items()
    },
    "timeline.md": _has_dates,
    "timeline-actors.md": lambda corpus: _has_dates(corpus) and bool(corpus.events_of_actor),
    "network.md": _has_relations,
    "names.md": _has_names,
    "matrix.md": lambda corpus: bool(corpus.claims_on_event),
    "support.md": lambda corpus: bool(corpus.events),
    "disagreements.md": lambda corpus: bool(corpus.claims),
    "tags/index.md": lambda corpus: bool(corpus.tagged),
    "coverage.md": lambda corpus: bool(corpus.sources),
}
"""Path of an optional page -> a function that returns whether this page is generated.

The path of the map's page, ``MAP``, is left out.
"""

OPTIONAL = frozenset([MAP, *TESTS])
"""The paths of all pages that are generated only if they have something to show."""
