"""Problems in ``sources/`` with their positions, and the formats in which they are printed."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from unicodedata import category, east_asian_width

from .catalogue import CATALOGUE, ProblemKind, Severity
from .conventions import number_words
from .messages import gettext as _
from .messages import ngettext
from .text import one_line, visible

_SHOWN = 80  # maximum number of characters that a message quotes from a file
_WIDTH, _BEFORE = 100, 60  # maximum number of characters in an excerpt, and before the caret in it
MOST = 100
"""Maximum number of problems of one kind to print. Further problems of the kind are counted."""
_OURS = frozenset(["choices", "expected", "hint", "owners", "place", "reason"])


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A position in a file. ``line`` and ``column`` are counted from 1; columns are characters."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong in a file.

    ``code`` is a key of ``CATALOGUE``. ``facts`` fill the placeholders of the sentence that
    ``CATALOGUE`` has for this code. ``near`` is the valid value most similar to the wrong value, if
    there is one.
    """

    code: str
    mark: Mark
    facts: Mapping[str, str] = field(default_factory=dict)
    near: str | None = None

    @property
    def kind(self) -> ProblemKind:
        """The problem's entry in ``CATALOGUE``. Raises LookupError if there is no such entry."""
        try:
            return CATALOGUE[self.code]
        except KeyError:
            raise LookupError(
                f"there is no sentence for the problem '{self.code}' in sourcebook/catalogue.py"
            ) from None

    @property
    def severity(self) -> Severity:
        """``error``, which stops the build, or ``warning``, which doesn't."""
        return self.kind.severity

    @property
    def message(self) -> str:
        """The sentence that says what is wrong, without a full stop.

        If the problem has a value ``near``, the sentence suggests this value.
        """
        shown = {
            name: one_line(fact) if name in _OURS else _shorten(fact)
            for name, fact in self.facts.items()
        }
        sentence = _(self.kind.sentence).format_map(shown)
        if not self.near:
            return sentence
        return _("{sentence}; did you mean '{near}'?").format(
            sentence=sentence, near=_shorten(self.near)
        )

    @property
    def sort_key(self) -> tuple[Mark, str, str]:
        """The key for sorting problems to print: by position, then by code, then by message."""
        return (self.mark, self.code, self.message)


def os_reason(error: OSError) -> str:
    """Return the operating system's reason for an error, in words."""
    return error.strerror or _("unknown reason")


def has_errors(
    problems: Iterable[Problem], *, strict: bool = False, allow_drafts: bool = False
) -> bool:
    """Return whether the problems stop a build: errors do and, with ``strict``, warnings do too.

    ``allow_drafts``: if True, ignore warnings about things, such as drafts, that the site leaves
    out until they are finished.
    """
    return any(
        problem.severity == "error" or (strict and not (allow_drafts and problem.kind.left_out))
        for problem in problems
    )


def is_unfinished(problems: Iterable[Problem]) -> bool:
    """Return whether any problem says that something is still to be written."""
    return any(problem.kind.unfinished for problem in problems)


def summed_up(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems, with the unfinished things of each file summed up as one problem.

    The combined problem has the position of the file's first unfinished thing. If a file has only
    one unfinished thing, its problem is returned unchanged.
    """
    told: list[Problem] = []
    unfinished: dict[str, list[Problem]] = {}
    for problem in in_order(problems):
        if problem.kind.unfinished:
            unfinished.setdefault(problem.mark.path, []).append(problem)
        else:
            told.append(problem)
    for found in unfinished.values():
        count = f"{len(found):,}"
        told += (
            found if len(found) == 1 else [Problem("unfinished", found[0].mark, {"count": count})]
        )
    return told


def format_problems(
    problems: Iterable[Problem], lines: Mapping[str, Sequence[str]] | None = None
) -> list[str]:
    """Return the problems as lines of text, sorted by position.

    ``lines``: maps each file's path to its lines. If given, the line with the problem and a caret
    below it are added after each problem. Only the first ``MOST`` problems of each kind are
    included, followed by the number of further problems of that kind.
    """
    told = []
    for problem, more in _capped(problems):
        told.append(f"{one_line(str(problem.mark))}: {problem.severity}[{problem.code}]: "
                    f"{problem.message}")  # fmt: skip
        if lines is not None:
            told += _excerpt(problem.mark, lines.get(problem.mark.path, ()))
        if more:
            told.append(f"{_more(more)}: {problem.severity}[{problem.code}]")
    return told


def _capped(problems: Iterable[Problem]) -> Iterator[tuple[Problem, int]]:
    """Yield problems sorted by position, at most ``MOST`` of each kind, each with a number.

    The number is 0, except for the last problem of each kind. For this problem, it is the number of
    problems of the kind that are left out.
    """
    ordered = in_order(problems)
    left = Counter(problem.code for problem in ordered)
    shown: Counter[str] = Counter()
    for problem in ordered:
        shown[problem.code] += 1
        left[problem.code] -= 1
        if shown[problem.code] < MOST:
            yield problem, 0
        elif shown[problem.code] == MOST:
            yield problem, left[problem.code]


def _more(number: int) -> str:
    return ngettext("and {count} more like it", "and {count} more like it", number).format(
        count=number_words(number)
    )


def format_json(problems: Iterable[Problem]) -> str:
    """Return the problems as a JSON array of objects, sorted by position."""
    return json.dumps(
        [
            {
                "path": problem.mark.path,
                "line": problem.mark.line,
                "column": problem.mark.column,
                "severity": problem.severity,
                "code": problem.code,
                "message": problem.message,
                "suggestion": problem.near,
            }
            for problem in in_order(problems)
        ],
        indent=1,
    )


def as_dicts(
    problems: Iterable[Problem], lines: Mapping[str, Sequence[str]]
) -> list[dict[str, Any]]:
    """Return the problems as dictionaries.

    The order, the maximum number and ``lines`` are as for ``format_problems``.
    """
    told: list[dict[str, Any]] = []
    for problem, more in _capped(problems):
        kind = {"severity": problem.severity, "code": problem.code}
        place, excerpt = one_line(str(problem.mark)), lines.get(problem.mark.path, ())
        told.append({"place": place, **kind, "message": problem.message,
                     "excerpt": _excerpt(problem.mark, excerpt)})  # fmt: skip
        if more:
            told.append({"place": "", **kind, "message": _more(more), "excerpt": []})
    return told


def format_github(problems: Iterable[Problem]) -> list[str]:
    """Return the problems as GitHub's workflow commands, sorted by position.

    GitHub shows each problem at its line in the diff. Texts are escaped as GitHub's own toolkit
    escapes them (docs.github.com, "Workflow commands for GitHub Actions").
    """
    return [
        f"::{problem.severity} file={_property(problem.mark.path)},line={problem.mark.line},"
        f"col={problem.mark.column},title={_property(problem.code)}::{_data(problem.message)}"
        for problem in in_order(problems)
    ]


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems sorted by position, without duplicates."""
    told = {problem.sort_key: problem for problem in problems}
    return [told[key] for key in sorted(told)]


def count(problems: Iterable[Problem]) -> str:
    """Return the numbers of errors, warnings and things still to be written, in words.

    For example: ``2 errors, 1 warning, 12 things left to do``.
    """
    found = in_order(problems)
    errors = sum(problem.severity == "error" for problem in found)
    unfinished = sum(problem.kind.unfinished for problem in found)
    warnings = len(found) - errors - unfinished
    forms = (
        (errors, ngettext("{count} error", "{count} errors", errors)),
        (warnings, ngettext("{count} warning", "{count} warnings", warnings)),
        (unfinished, ngettext("{count} thing left to do", "{count} things left to do", unfinished)),
    )
    return ", ".join(form.format(count=number) for number, form in forms if number)


def _shorten(fact: str) -> str:
    fact = one_line(fact)
    return fact if len(fact) <= _SHOWN else fact[: _SHOWN - 1] + "…"


def _excerpt(mark: Mark, lines: Sequence[str]) -> list[str]:
    if not 1 <= mark.line <= len(lines):
        return []
    line, column = lines[mark.line - 1], mark.column - 1
    start = max(0, column - _BEFORE)
    cut = "…" if start else ""
    shown = cut + line[start : start + _WIDTH] + ("…" if len(line) > start + _WIDTH else "")
    before = cut + line[start:column]
    gutter = f"{mark.line:>5} | "
    padding = "".join(_blank(character) for character in visible(before))
    return [gutter + visible(shown), " " * (len(gutter) - 2) + "| " + padding + "^"]


def _blank(character: str) -> str:
    """Return white space of the width that ``character`` has on a terminal."""
    if character == "\t":
        return "\t"
    if category(character) in ("Mn", "Me", "Cf"):
        return ""
    return "  " if east_asian_width(character) in "WF" else " "


Format = Literal["text", "json", "github"]
