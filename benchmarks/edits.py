"""Makes a researcher's typical edits: a word or a line in one YAML file of a generated corpus."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

_RECORD = re.compile(r"^([a-z0-9-]+):$", re.MULTILINE)


class Edit(NamedTuple):
    """One edit of one file.

    ``kind``: the name of the kind of edit. ``path``: the file's path in the project. ``before``,
    ``after``: the file's text before and after the edit. ``page``: the path, in the site, of the
    edited record's page. ``words``: the new word that the edit puts on this page, such as
    ``Edit7``; empty if it puts no such word there.
    """

    kind: str
    path: str
    before: str
    after: str
    page: str
    words: str

    def make(self, project: Path) -> None:
        """Write the edited text to the file."""
        (project / self.path).write_text(self.after, "utf-8")


class Kind(NamedTuple):
    """A kind of edit.

    ``folder``: the folder of ``sources/`` in which files are edited. ``line``: matches the text to
    replace. ``change``: a function that takes the match and a word that isn't in the corpus yet,
    and returns the replacement. ``shows_word``: whether the record's page shows this word.
    """

    name: str
    folder: str
    line: re.Pattern[str]
    change: Callable[[re.Match[str], str], str]
    shows_word: bool = True


def _line(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)


def _say_first(found: re.Match[str], word: str) -> str:
    return f"{found[0]}{word} "


def _identify(found: re.Match[str], word: str) -> str:
    return f"{found[0]}  wikidata: Q{''.join(filter(str.isdigit, word))}\n"


def _another_day(found: re.Match[str], _: str) -> str:
    return f"{found[1]}{int(found[2]) % 28 + 1:02}{found[3]}"


_TITLE = _line(r"^  title: (?=\w)")
SAYS = Kind("a claim's `says`", "summaries", _line(r"^  says: (?=\w)"), _say_first)
SUMMARY = Kind("an actor's summary", "actors", _line(r"^  summary: (?=\w)"), _say_first)
TITLE = Kind("an event's title", "events", _TITLE, _say_first)
USUAL = (
    SAYS,
    SUMMARY,
    Kind("an actor's `wikidata`, a new line", "actors",
         _line(r"^  kind: [\w ]+\n"), _identify, False),
    Kind("an event's date", "events",
         _line(r"^(  date: '?\d{4}-\d\d-)(\d\d)('?)$"), _another_day, False),
    TITLE,
    Kind("a location's note", "locations", _line(r"^  note: (?=\w)"), _say_first),
)  # fmt: skip
"""The kinds of everyday edits. Their median time is reported."""

BEST_KNOWN = Kind("the best known event's title", "events", _TITLE, _say_first)
"""The kind of edit with the slowest build: more pages mention this event than any other record."""

SHOWN = (TITLE, SUMMARY, SAYS)
"""Kinds of edits that put a new word on the page of an event, an actor or a source."""


def prepared(project: Path, kind: Kind, at: float, number: int) -> Edit:
    """Return an edit of a project; ``Edit.make`` makes it.

    ``at``: a number from 0 to below 1, which selects the file and the line. 0 selects the first
    line, which is about the best known record. ``number``: the number in the new word, such as
    ``Edit7``. Raises LookupError if no file has a line that matches ``kind.line``.
    """
    paths = sorted((project / "sources" / kind.folder).glob("*.yml"))
    first = int(at * len(paths))
    for path in paths[first:] + paths[:first]:
        text = path.read_text("utf-8")
        lines = list(kind.line.finditer(text))
        if not lines:
            continue
        found = lines[int(at * len(lines))]
        word = f"Edit{number}"
        after = text[: found.start()] + kind.change(found, word) + text[found.end() :]
        page = f"{_folder(kind)}/{_record(path, text, found.start())}/"
        words = word if kind.shows_word else ""
        return Edit(kind.name, path.relative_to(project).as_posix(), text, after, page, words)
    raise LookupError(f"nothing to edit: {kind.name}")


def usual(count: int) -> Iterator[tuple[Kind, float]]:
    """Yield (kind, at) to pass to ``prepared``, for ``count`` edits of each usual kind.

    The edits are spread evenly over the records.
    """
    for number in range(count):
        for kind in USUAL:
            yield kind, (number + 0.5) / count


def _folder(kind: Kind) -> str:
    return "sources" if kind.folder == "summaries" else kind.folder


def _record(path: Path, text: str, place: int) -> str:
    if path.parent.name == "summaries":
        return path.stem
    *_, record = _RECORD.finditer(text, 0, place)
    return record[1]
