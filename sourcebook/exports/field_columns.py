"""Makes the columns of a table from the fields of a record type's model."""

from collections.abc import Callable, Collection, Iterator, Sequence
from operator import attrgetter
from typing import Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ..messages import marked
from ..reading.fields import annotation_of, fields_by_class, mark_of, unwrapped
from ..records.base import RecordType, Reference
from ..records.dates import Date
from ..records.folders import FOLDERS
from .cells import Cell, Column, earliest, latest, line_of

Get = Callable[[Any], Any]
"""A function that takes an item of a table and returns one of the item's values."""

_LAST = ("in_text", "summary", "note", "wikidata", "website")
"""Fields that several record types have. Their columns come last, in this order."""


class ListedField(NamedTuple):
    """A field whose value is a list. The lists of all records of a type become one table.

    ``says``: the field's description. ``refers_to``: the type of the records whose ids are in the
    list; None if the list has texts. ``get``: takes an item of the record type's main table, and
    returns the list in this field.
    """

    name: str
    says: str
    refers_to: RecordType | None
    get: Get


def columns_of(
    model: type[BaseModel],
    path: str,
    *,
    first: Sequence[str] = (),
    without: Collection[str] = (),
) -> list[Column]:
    """Return the columns for the fields of a model that have a single value.

    A column has the name of its field. A date has two more columns, for its first and its last day.
    Coordinates have the columns ``latitude`` and ``longitude`` instead.

    ``path``: the attribute in which each item of the table has its record. ``first``: the fields
    whose columns come first, in this order. The columns of the model's own fields follow, then
    those of inherited fields, and then those of the fields in ``_LAST``. ``without``: fields that
    get no column.
    """
    rest = [name for name in fields_by_class(model) if name not in first]
    rest.sort(key=lambda name: _LAST.index(name) if name in _LAST else -1)
    found: list[Column] = []
    for name in (*first, *rest):
        if name not in without:
            get = attrgetter(f"{path}.{name}")
            found += _columns(model, name, get, {column.name for column in found})
    return found


def lists_of(model: type[BaseModel], path: str, without: Collection[str]) -> list[ListedField]:
    """Return a model's fields that have a list of ids or texts, also those in nested models.

    ``path``, ``without``: see ``columns_of``.
    """
    found = []
    for name in fields_by_class(model):
        if name in without:
            continue
        annotation, inner = unwrapped(annotation_of(model, name)), f"{path}.{name}"
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            found += lists_of(annotation, inner, without)
        elif get_origin(annotation) is tuple and unwrapped(get_args(annotation)[0]) is str:
            mark = mark_of(model, name, Reference)
            says = _description(model.model_fields[name])
            refers_to = mark.type if mark and mark.type != "claim" else None
            found.append(ListedField(name, says, refers_to, attrgetter(inner)))
    return found


def _columns(
    model: type[BaseModel], name: str, get: Get, taken: Collection[str]
) -> Iterator[Column]:
    field, type_ = model.model_fields[name], unwrapped(annotation_of(model, name))
    says, required = _description(field), field.is_required() or field.default is not None
    reference = mark_of(model, name, Reference)
    if reference and type_ is str:
        link = "claims" if reference.type == "claim" else FOLDERS[reference.type]
        to = "address" if reference.type == "claim" else "id"
        yield Column(name, says, get, required=required, link=link, link_to=to)
    elif type_ is str:
        yield Column(name, says, line_of(get), required=required)
    elif type_ is bool:
        yield Column(name, says, get, "boolean", required=True)
    elif type_ is Date:
        yield from _date(name, says, get, required, f"{name}_" if "earliest" in taken else "")
    elif get_origin(type_) is tuple and get_args(type_) == (float, float):
        yield from _coordinates(get)


def _date(name: str, says: str, get: Get, required: bool, prefix: str) -> Iterator[Column]:
    """Yield the three columns of a date: the date as written, its first day and its last day.

    ``prefix``: a prefix for the names of the last two columns, ``earliest`` and ``latest``.
    """

    def text(item: Any) -> Cell:
        when: Date | None = get(item)
        return when.text if when else None

    yield Column(name, says, text, required=required)
    yield Column(
        f"{prefix}earliest",
        "First day that the date names. Empty if there is no date, or no beginning; "
        "about and uncertain (~, ?) aren't taken into account.",
        lambda item: earliest(get(item)),
        "date",
    )
    yield Column(
        f"{prefix}latest",
        "Last day that the date names. Empty if there is no date, or no end; "
        "about and uncertain (~, ?) aren't taken into account.",
        lambda item: latest(get(item)),
        "date",
    )


def _coordinates(get: Get) -> Iterator[Column]:
    names = {
        "latitude": marked("Degrees north, WGS 84."),
        "longitude": marked("Degrees east, WGS 84."),
    }
    for at, (name, says) in enumerate(names.items()):

        def degrees(item: Any, at: int = at) -> Cell:
            pair: tuple[float, float] | None = get(item)
            return pair[at] if pair else None

        yield Column(name, says, degrees, "number")


def _description(field: FieldInfo) -> str:
    return field.description or ""
