"""Converts YAML text to plain data; supports only the YAML that hand-written records need.

Scalars stay text: ``no`` doesn't become False, and ``2015-10`` doesn't become a date; only a value
``null`` or ``~`` becomes None, as does a missing value. The module uses the stream of events that
PyYAML gets from libyaml. Reading events is ten times as fast as reading PyYAML's tree of nodes.
Unlike the tree, the events also show anchors, aliases and tags.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from yaml.reader import ReaderError

from .yaml_faults import Fault, character_fault, syntax_fault

Loc = tuple[str | int, ...]
KEY = "[key]"
"""A ``Loc`` that ends with ``KEY`` is a key's path, not its value's. pydantic uses the same string.
"""

_NOTHING = frozenset(["", "~", "null", "Null", "NULL"])
"""What YAML takes for no value if it isn't in quotation marks."""

DEPTH = 20
"""Maximum depth of nesting; the data format needs six."""


class Span(NamedTuple):
    """The range of a key or value, as indexes of characters in the text; ``end`` is exclusive."""

    start: int
    end: int


class Loaded(NamedTuple):
    """The result of reading a YAML document.

    ``data``: dicts, lists, text and None. ``lines``: outermost key -> the key's line, from 0.
    ``complete``: whether the text was read to its end.
    """

    data: Any
    lines: dict[str, int]
    faults: list[Fault]
    complete: bool


class _Frame:
    """An open mapping or list: more items may follow."""

    __slots__ = ("items", "key", "lines", "loc", "value")

    def __init__(self, items: dict[str, Any] | list[Any], loc: Loc) -> None:
        self.items = items
        self.loc = loc
        self.key: str | None = None
        self.value: Any = None  # the last value of a mapping
        self.lines: dict[str, int] = {}


def load(text: str, spans: dict[Loc, Span] | None = None) -> Loaded:
    """Read one YAML document, and collect its faults up to the first syntax error.

    ``spans``: if given, the span of each key and value is added to this mapping.
    """
    loader = _Loader(spans)
    complete = False
    try:
        for event in _events(text):
            loader.take(event)
        complete = loader.documents <= 1
    except yaml.MarkedYAMLError as error:
        loader.faults.append(syntax_fault(error, text))
    except ReaderError as error:
        loader.faults.append(character_fault(error, text))
    except _TooDeepError:
        pass
    return Loaded(loader.root, loader.lines, loader.faults, complete)


_COMMENT = re.compile(r"(?:^|(?<=\s))#+[^\S\n]*([^\n]*)", re.MULTILINE)

_BLOCKS = ("|", ">")
"""The signs of block scalars, whose text begins on the next line."""


def comments(text: str) -> Iterator[tuple[int, str]]:
    """Yield the index and text of each comment without its ``#``, up to the first syntax error."""
    scalars = []
    end = len(text)
    try:
        for event in _events(text):
            start, end = _span(event)
            if type(event) is ScalarEvent:
                if event.style in _BLOCKS:  # a comment may follow the sign of a block scalar
                    start += len(text[start:end].partition("\n")[0])
                scalars.append(Span(start, end))
        end = len(text)
    except yaml.YAMLError:
        pass
    after = 0
    for scalar in (*scalars, Span(end, end)):
        for match in _COMMENT.finditer(text, after, scalar.start):
            yield match.start(1), match[1]
        after = scalar.end


def _events(text: str) -> Iterator[Any]:
    return yaml.parse(text, Loader=yaml.CSafeLoader)


_NUMBER = re.compile(r"[~<>]?\d[\d.]*(?:,\d+)+", re.ASCII)
"""Matches a number with commas. In a mapping in braces, YAML ends a value at each comma."""


def _ends_number(frame: _Frame, key: str) -> bool:
    """Return whether a key without a value is the end of a number that was cut at a comma."""
    return isinstance(frame.value, str) and bool(_NUMBER.fullmatch(f"{frame.value},{key}"))


class _TooDeepError(Exception):
    """Stops the reading of a text whose nesting exceeds ``DEPTH``."""


class _Loader:
    """Builds data from events, without recursion, so that deep nesting can't exhaust the stack."""

    def __init__(self, spans: dict[Loc, Span] | None) -> None:
        self.root: Any = None
        self.lines: dict[str, int] = {}
        self.faults: list[Fault] = []
        self.documents = 0
        self._spans = spans
        self._stack: list[_Frame] = []
        self._skipping = 0  # depth inside a key that is a mapping or list; such a key is skipped
        self._handlers: dict[type, Callable[[Any], None]] = {
            DocumentStartEvent: self._begin_document,
            ScalarEvent: self._scalar,
            AliasEvent: self._alias,
            MappingStartEvent: lambda event: self._open(event, {}),
            SequenceStartEvent: lambda event: self._open(event, []),
            MappingEndEvent: self._close,
            SequenceEndEvent: self._close,
        }

    def take(self, event: Any) -> None:
        """Process the next event of the parser."""
        handle = self._handlers.get(type(event))
        if handle and self.documents <= 1:
            handle(event)

    def _begin_document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self._fault("yaml-documents", event)

    def _alias(self, event: Any) -> None:
        self._fault("yaml-alias", event, value=event.anchor)
        self._place(None, event)

    def _fault(self, code: str, event: Any, **facts: str) -> None:
        mark = event.start_mark
        self.faults.append(Fault(code, mark.line, mark.column, facts))

    def _decorated(self, event: Any) -> None:
        if event.anchor is not None:
            self._fault("yaml-anchor", event, value=event.anchor)
        if event.tag is not None:
            self._fault("yaml-tag", event, value=event.tag.replace("tag:yaml.org,2002:", "!!"))

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._decorated(event)
        if self._skipping:
            return
        frame = self._stack[-1] if self._stack else None
        if frame is not None and frame.key is None and type(frame.items) is dict:
            self._key(frame, event)
            return
        is_nothing = event.value in _NOTHING and not event.style
        self._place(None if is_nothing else event.value, event)

    def _key(self, frame: _Frame, event: Any) -> None:
        key = event.value
        if key == "<<" and not event.style:
            self._fault("yaml-merge", event)
        if key[:1] == "\xa0":
            self._fault("yaml-no-break-space", event)
        # To find repeated keys, compare keys as the models of records read them: without space
        # around them, and with both 1 and 01 as paragraph 1.
        same = key.strip()
        if same[:1] == "0" and same.isascii() and same.isdigit():
            same = str(int(same))
        if same in frame.lines and not (_ends_number(frame, key) and "," in frame.value):
            self._fault("duplicate-key", event, key=key, line=str(frame.lines[same]))
        else:
            frame.lines[same] = frame.lines[key] = event.start_mark.line
        frame.key = key
        if self._spans is not None:
            self._spans.setdefault((*frame.loc, key, KEY), _span(event))

    def _place(self, value: Any, event: Any) -> Loc:
        """Add a value to the innermost open mapping or list; return the value's full path."""
        if self._skipping:
            return ()
        if not self._stack:
            self.root = value
            loc: Loc = ()
        else:
            frame = self._stack[-1]
            if type(frame.items) is dict:
                if frame.key is None:
                    self._fault("yaml-key", event)
                    frame.key = ""
                    return ()
                loc = (*frame.loc, frame.key)
                if value is None and _ends_number(frame, frame.key):
                    if "," not in frame.value:
                        at = event.start_mark
                        comma = max(at.column - len(frame.key) - 1, 0)
                        self.faults.append(Fault("yaml-comma", at.line, comma, {}))
                    value = f"{frame.value},{frame.key}"
                else:
                    frame.items.setdefault(frame.key, value)
                frame.key, frame.value = None, value
            else:
                loc = (*frame.loc, len(frame.items))
                frame.items.append(value)  # type: ignore[union-attr]
        if self._spans is not None:
            self._spans.setdefault(loc, _span(event))
        return loc

    def _open(self, event: Any, items: dict[str, Any] | list[Any]) -> None:
        if event.anchor is not None or event.tag is not None:
            self._decorated(event)
        if self._skipping:
            self._skipping += 1
            return
        frame = self._stack[-1] if self._stack else None
        if frame is not None and frame.key is None and type(frame.items) is dict:
            self._fault("yaml-key", event)
            self._skipping = 1
            frame.key = ""
            return
        if len(self._stack) >= DEPTH:
            self._fault("yaml-depth", event, value=str(DEPTH))
            raise _TooDeepError
        self._stack.append(_Frame(items, self._place(items, event)))
        if len(self._stack) == 1:
            self.lines = self._stack[0].lines

    def _close(self, event: Any) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        frame = self._stack.pop()
        if self._spans is not None and frame.loc in self._spans:
            self._spans[frame.loc] = self._spans[frame.loc]._replace(end=event.end_mark.index)


def _span(event: Any) -> Span:
    return Span(event.start_mark.index, event.end_mark.index)
