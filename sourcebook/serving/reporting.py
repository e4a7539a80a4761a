"""Tells the researcher what a preview does: in the terminal, and on top of the open pages."""

import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from ..crashes import Crash, refusal, report_crash, shows_tracebacks
from ..problems import Problem, as_dicts, summed_up
from .preview_state import Message, PreviewState

PrintLine = Callable[[str], None]
PrintProblems = Callable[[Sequence[Problem], Mapping[str, Sequence[str]]], None]


class Reporter:
    """Prints a preview's progress, and shows problems in the terminal and on the open pages."""

    def __init__(
        self,
        project: Path,
        state: PreviewState,
        print_line: PrintLine,
        print_problems: PrintProblems,
    ) -> None:
        self.print_line = print_line
        self._project = project
        self._state = state
        self._print_problems = print_problems

    def show_problems(
        self,
        problems: Sequence[Problem],
        lines: Mapping[str, Sequence[str]],
        texts: Iterable[str],
        severity: str = "error",
    ) -> None:
        """Show problems in the terminal and on top of the open pages.

        ``lines``: maps the path of a source file to the file's lines, for excerpts. ``texts``: the
        messages of further problems, one line each. ``severity``: the severity of these further
        problems.
        """
        texts = list(texts)
        self._print_problems(problems, lines)
        for text in texts:
            self.print_line(text)
        messages: list[Message] = list(as_dicts(summed_up(problems), lines))
        messages += [
            {"place": "", "severity": severity, "code": "", "message": text, "excerpt": []}
            for text in texts
        ]
        self._state.show_problems(messages, built=severity == "warning")

    def show_error(self, error: Exception) -> None:
        """Show the message of an error that isn't a bug."""
        self.show_problems([], {}, (refusal(error) or str(error)).splitlines())

    def show_crash(self, error: Exception, severity: str = "error") -> None:
        """Report an internal error of Sourcebook, and show it like a problem."""
        self.show_problems([], {}, self.report_crash(error).lines(), severity)

    def report_crash(self, error: Exception) -> Crash:
        """Write a report on an internal error of Sourcebook; return the crash to show."""
        if shows_tracebacks():
            self.print_line("".join(traceback.format_exception(error)))
        return report_crash(error, "serve", self._project)
