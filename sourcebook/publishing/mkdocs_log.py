"""MkDocs' warnings and errors, recorded while a site is built."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

LOGGER, PAGE_LOGGER = "mkdocs", "mkdocs.structure.pages"
"""The names of two MkDocs loggers: the parent of all its loggers, and the logger for pages."""


class LogEntry(NamedTuple):
    """A logged message. ``level``: a level such as ``logging.WARNING``."""

    level: int
    message: str


class _Recorder(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.entries: list[LogEntry] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.entries.append(LogEntry(record.levelno, record.getMessage()))


@contextmanager
def recorded_log() -> Iterator[list[LogEntry]]:
    """Yield a list, and add MkDocs' warnings and errors to it until the ``with`` block ends.

    In nested blocks, a message is added only to the list of the innermost block.
    """
    recorder, logger = _Recorder(), logging.getLogger(LOGGER)
    outer = [handler for handler in logger.handlers if isinstance(handler, _Recorder)]
    for handler in outer:
        logger.removeHandler(handler)
    logger.addHandler(recorder)
    try:
        yield recorder.entries
    finally:
        logger.removeHandler(recorder)
        for handler in outer:
            logger.addHandler(handler)
