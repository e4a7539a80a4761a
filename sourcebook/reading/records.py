"""All that was read from ``sources/``, before anything is checked across files."""

from dataclasses import dataclass, field

from ..problems import Problem
from ..records.entities import Actor, Event, Location, Question
from ..records.site import Outlines, Page
from ..records.sources import Article, Summary
from .document import Document, Entry


@dataclass(frozen=True)
class Records:
    """The records of each kind in order of path and place, and what was wrong while reading.

    An id may still stand in a list twice; ``damaged`` has the ids that were
    written, though their records can't be used, so that a reference to one
    isn't told as a second mistake.
    """

    actors: list[Entry[Actor]] = field(default_factory=list)
    locations: list[Entry[Location]] = field(default_factory=list)
    events: list[Entry[Event]] = field(default_factory=list)
    questions: list[Entry[Question]] = field(default_factory=list)
    articles: list[Entry[Article]] = field(default_factory=list)
    summaries: list[Entry[Summary]] = field(default_factory=list)
    pages: list[Entry[Page]] = field(default_factory=list)
    outlines: list[Entry[Outlines]] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    damaged: set[tuple[str, str]] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
