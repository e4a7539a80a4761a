"""Finds references, prose and vocabulary words in records, by the types of the models' fields.

A field for one of these has a mark in its type annotation, such as ``Reference`` or ``Markup`` of
``records.base``: ``Annotated[str, Reference("actor")]``. Marked fields are found at any depth: in a
list, as the key or value of a mapping, in a record within the record.
"""

from collections.abc import Callable, Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin

from pydantic import BaseModel

from ..records.base import Markup, Reference, Word
from ..records.sources import NO_POSITION, Article
from .yaml_text import KEY, Loc

M = TypeVar("M", Reference, Markup, Word)


MarkedText = tuple[Loc, M, str]
"""The text of a field with a mark, such as ``Reference``: the text's path, the mark, the text."""

_Visit = Callable[[Any, Loc, list[MarkedText[M]]], None]
"""A function that finds the marked texts in a value and appends them to a list.

The function takes the value, the value's path in the record, and the list.
"""


def references_in(record: BaseModel) -> list[MarkedText[Reference]]:
    """Return all references from a record to other records, in the order of the model's fields."""
    return _marked(record, Reference)


def markup_in(record: BaseModel) -> list[MarkedText[Markup]]:
    """Return all texts of a record that may hold markup, in the order of the model's fields.

    The paragraphs of a source's full text are left out, because they have no markup.
    """
    found = _marked(record, Markup)
    if isinstance(record, Article) and record.text == "full":
        return [(loc, mark, text) for loc, mark, text in found if loc[0] != "paragraphs"]
    return found


def vocabulary_in(record: BaseModel) -> list[MarkedText[Word]]:
    """Return all texts in fields for words of the vocabulary, in the order of the fields."""
    return _marked(record, Word)


def mark_of(model: type[BaseModel], name: str, mark: type[M]) -> M | None:
    """Return a field's mark of the class ``mark``; None if the field has no such mark.

    The field must hold a text or a list of texts.
    """
    return _mark(annotation_of(model, name), mark)


def annotation_of(model: type[BaseModel], name: str) -> Any:
    """Return the type annotation of a field, including the metadata of ``Annotated``."""
    return _annotations(model)[name]


def unwrapped(annotation: Any) -> Any:
    """Return a type annotation without ``| None`` and without the metadata of ``Annotated``."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return unwrapped(get_args(annotation)[0])
    if origin in (Union, UnionType):
        options = [one for one in get_args(annotation) if one is not type(None)]
        return unwrapped(options[0]) if len(options) == 1 else annotation
    return annotation


def fields_by_class(model: type[BaseModel]) -> Iterator[str]:
    """Yield the names of a model's fields: the class's own, then those of its base classes."""
    for part in model.__mro__:
        for name in getattr(part, "__annotations__", ()) if issubclass(part, BaseModel) else ():
            if name in model.model_fields:
                yield name


def _marked(record: BaseModel, mark: type[M]) -> list[MarkedText[M]]:
    found: list[MarkedText[M]] = []
    visit = _model(type(record), cast("Any", mark))
    if visit:
        visit(record, (), found)
    return found


@cache
def _annotations(model: type[BaseModel]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in reversed(model.__mro__):
        found |= getattr(part, "__annotations__", {})
    return {name: found[name] for name in model.model_fields}


def _mark(annotation: Any, mark: type[M]) -> M | None:
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *marks = get_args(annotation)
        return next((one for one in marks if isinstance(one, mark)), None) or _mark(inner, mark)
    if origin in (Union, UnionType, tuple):
        found = (_mark(option, mark) for option in get_args(annotation))
        return next(filter(None, found), None)
    return None


def _visit_of(annotation: Any, mark: type[M]) -> _Visit[M] | None:
    """Return a function that finds the marked texts in values of the type ``annotation``.

    Returns None if values of this type can't contain such texts.
    """
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *marks = get_args(annotation)
        own = next((one for one in marks if isinstance(one, mark)), None)
        return _text(own) if own else _visit_of(inner, mark)
    if origin in (Union, UnionType):
        options = (_visit_of(option, mark) for option in get_args(annotation))
        return next(filter(None, options), None)
    if origin is tuple:
        item = get_args(annotation)[0]
        own = _mark(item, mark)
        return _texts(own) if own else _items(_visit_of(item, mark))
    if origin is dict:
        key, value = get_args(annotation)
        return _mapping(_visit_of(key, mark), _visit_of(value, mark))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        found: _Visit[M] | None = _model(annotation, cast("Any", mark))
        return found
    return None


def _text(mark: M) -> _Visit[M]:
    def visit(value: Any, loc: Loc, found: list[MarkedText[M]]) -> None:
        if value:
            found.append((loc, mark, value))

    return visit


def _texts(mark: M) -> _Visit[M]:
    def visit(value: Any, loc: Loc, found: list[MarkedText[M]]) -> None:
        found.extend([((*loc, index), mark, text) for index, text in enumerate(value)])

    return visit


def _items(item: _Visit[M] | None) -> _Visit[M] | None:
    if item is None:
        return None

    def visit(value: Any, loc: Loc, found: list[MarkedText[M]]) -> None:
        for index, one in enumerate(value):
            item(one, (*loc, index), found)

    return visit


def _mapping(key: _Visit[M] | None, visit_value: _Visit[M] | None) -> _Visit[M] | None:
    if key is None and visit_value is None:
        return None

    def visit(value: Any, loc: Loc, found: list[MarkedText[M]]) -> None:
        for name, one in value.items():
            # An answer without a position is written as a text, not as a mapping from position to
            # text. The path of this text therefore ends with the question's id.
            inner: Loc = loc if name == NO_POSITION else (*loc, str(name))
            if key:
                key(name, (*inner, KEY), found)
            if visit_value:
                visit_value(one, inner, found)

    return visit


@cache
def _model(model: type[BaseModel], mark: Any) -> _Visit[Any] | None:
    visits = [
        (name, of_field)
        for name, annotation in _annotations(model).items()
        if (of_field := _visit_of(annotation, mark))
    ]
    if not visits:
        return None

    def visit(record: Any, loc: Loc, found: list[MarkedText[Any]]) -> None:
        values = record.__dict__
        for name, visit_field in visits:
            if values[name]:
                visit_field(values[name], (*loc, name), found)

    return visit
