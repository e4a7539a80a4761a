"""All that was read from ``sources/``, before anything is checked across files."""

from dataclasses import dataclass, field

from ..problems import Problem
from ..records.entities import Actor, Event, Location, Question
from ..records.site import Outlines, WrittenPage
from ..records.sources import Article, Summary
from .document import Document, Entry


@dataclass(frozen=True)
class Records:
    """The records of each kind in order of path and place, and what was wrong while reading.

    An id may still stand in a list twice. So that nothing is told as a second
    mistake: ``damaged`` has kind and id of the records that can't be used, or
    not whole; ``lost`` has the kinds of which there may be more records, in
    files that can't be read to their end.
    """

    actors: list[Entry[Actor]] = field(default_factory=list)
    locations: list[Entry[Location]] = field(default_factory=list)
    events: list[Entry[Event]] = field(default_factory=list)
    questions: list[Entry[Question]] = field(default_factory=list)
    articles: list[Entry[Article]] = field(default_factory=list)
    summaries: list[Entry[Summary]] = field(default_factory=list)
    pages: list[Entry[WrittenPage]] = field(default_factory=list)
    outlines: list[Entry[Outlines]] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    damaged: set[tuple[str, str]] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def add(self, part: "Records") -> None:
        """Add what was read from one file."""
        for name in self.__dataclass_fields__:
            held, more = getattr(self, name), getattr(part, name)
            if isinstance(held, list):
                held.extend(more)
            else:
                held.update(more)

    def lose(self, folder: str, name: str) -> None:
        """Note that a file in a folder of ``sources/`` can't be read. ``name``: without its end."""
        if folder in ("articles", "summaries"):
            self.damaged.add(("source" if folder == "articles" else "summary", name))
        elif folder in ("actors", "locations", "events", "questions"):
            self.lost.add(folder.removesuffix("s"))
