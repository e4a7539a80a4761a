"""GeoJSON files (RFC 7946): the outlines that maps show in the background."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..messages import gettext as _
from ..problems import Mark, Problem
from ..records.site import DEPTHS, Outlines, is_position
from .document import Document
from .json_places import named, nearest_place, places
from .yaml_text import Loc

_COLLECTION = "GeometryCollection"
_TYPES = ", ".join(f"'{type_}'" for type_ in (*DEPTHS, _COLLECTION))
_LONG_NUMBER = re.compile(r"\d{4300}")


class _Fault(NamedTuple):
    """An error in a GeoJSON file.

    ``loc``: the path of the wrong value. ``reason``: a description of the error.
    """

    loc: Loc
    reason: str


def read(document: Document, problems: list[Problem]) -> Outlines | None:
    """Return a GeoJSON file's outlines; None if there are errors, which are added to ``problems``.

    A lone feature or geometry is read as a collection with one item. The standard allows a feature
    without a geometry; such a feature has no outline. Each geometry of a geometry collection is an
    outline. Heights are removed from positions.
    """
    twice: list[str] = []
    try:
        data = json.loads(
            document.text,
            parse_constant=_refuse,
            object_pairs_hook=lambda pairs: _object(pairs, twice),
        )
    except json.JSONDecodeError as error:
        mark = Mark(document.path, error.lineno, error.colno)
        reason = error.msg[:1].lower() + error.msg[1:]
        problems.append(Problem("bad-json", mark, {"reason": reason}))
        return None
    except (RecursionError, ValueError):
        problems.append(_unreadable(document))
        return None
    faults: list[_Fault] = []
    features = list(_features(data, faults))
    attribution = named(data, "attribution") or ""
    if not isinstance(attribution, str):
        faults.append(_Fault(("attribution",), _("it should be text")))
    if faults or twice:
        problems += _problems(document, faults)
        return None
    return Outlines.model_validate(
        {"type": "FeatureCollection", "features": features, "attribution": attribution}
    )


def _refuse(word: str) -> None:
    raise ValueError(word)


def _object(pairs: list[tuple[str, Any]], twice: list[str]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        twice += made
    return made


def _unreadable(document: Document) -> Problem:
    found = places(document.text)
    long = _LONG_NUMBER.search(document.text)
    if found.no_numbers:
        at, reason = found.no_numbers[0], _("this is not a number")
    elif long:
        at, reason = long.start(), _("this number is too long")
    else:
        at, reason = found.deep or 0, _("it is nested too deep")
    return Problem("bad-json", document.mark_at(at), {"reason": reason})


def _problems(document: Document, faults: list[_Fault]) -> Iterator[Problem]:
    found = places(document.text)
    for key, at, first in found.twice:
        facts = {"key": key, "line": str(document.mark_at(first).line)}
        yield Problem("duplicate-key", document.mark_at(at), facts)
    for loc, reason in faults:
        where = ".".join(map(str, loc)) or _("the file")
        facts = {"reason": _("{place}: {reason}").format(place=where, reason=reason)}
        yield Problem("bad-geojson", document.mark_at(nearest_place(found, loc)), facts)


def _features(data: Any, faults: list[_Fault]) -> Iterator[dict[str, Any]]:
    """Yield each outline in a file's data as a feature; add errors to ``faults``."""
    if not isinstance(data, dict):
        faults.append(_Fault((), _("it should be an object")))
        return
    geometry_type = data.get("type")
    if geometry_type == "Feature":
        yield from _feature(data, (), faults)
    elif geometry_type == _COLLECTION or (
        isinstance(geometry_type, str) and geometry_type in DEPTHS
    ):
        yield from _outlines(data, {}, (), faults)
    elif geometry_type != "FeatureCollection":
        words = _("it should be one of {types}").format(
            types=f"'FeatureCollection', 'Feature', {_TYPES}"
        )
        faults.append(_Fault(("type",), words if "type" in data else _("it is missing")))
    elif not isinstance(data.get("features"), list):
        words = _("it should be a list") if "features" in data else _("it is missing")
        faults.append(_Fault(("features",), words))
    else:
        for index, feature in enumerate(data["features"]):
            yield from _feature(feature, ("features", index), faults)


def _feature(feature: Any, loc: Loc, faults: list[_Fault]) -> Iterator[dict[str, Any]]:
    if not isinstance(feature, dict):
        faults.append(_Fault(loc, _("it should be an object")))
        return
    if feature.get("type") != "Feature":
        words = _("it should be 'Feature'") if "type" in feature else _("it is missing")
        faults.append(_Fault((*loc, "type"), words))
    properties = feature.get("properties")
    if properties is None:
        properties = {}
    elif not isinstance(properties, dict):
        faults.append(_Fault((*loc, "properties"), _("it should be an object or null")))
        properties = {}
    if feature.get("geometry") is not None:
        yield from _outlines(feature["geometry"], properties, (*loc, "geometry"), faults)


def _outlines(
    geometry: Any, properties: Mapping[str, Any], loc: Loc, faults: list[_Fault]
) -> Iterator[dict[str, Any]]:
    """Yield a geometry as a feature; for a geometry collection, yield one feature per geometry.

    ``properties``: the features' properties. ``loc``: the geometry's path. Errors are added to
    ``faults``.
    """
    waiting: list[tuple[Any, Loc]] = [(geometry, loc)]
    while waiting:
        one, where = waiting.pop()
        if not isinstance(one, dict):
            faults.append(_Fault(where, _("it should be an object")))
            continue
        geometry_type = one.get("type")
        if geometry_type == _COLLECTION:
            inside = one.get("geometries")
            if isinstance(inside, list):
                members = [(each, (*where, "geometries", at)) for at, each in enumerate(inside)]
                waiting += members[::-1]
            else:
                words = _("it should be a list") if "geometries" in one else _("it is missing")
                faults.append(_Fault((*where, "geometries"), words))
        elif not isinstance(geometry_type, str) or geometry_type not in DEPTHS:
            words = (
                _("it should be one of {types}").format(types=_TYPES)
                if "type" in one
                else _("it is missing")
            )
            faults.append(_Fault((*where, "type"), words))
        elif "coordinates" not in one:
            faults.append(_Fault((*where, "coordinates"), _("it is missing")))
        else:
            before = len(faults)
            inner = (*where, "coordinates")
            flat = _flat(one["coordinates"], DEPTHS[geometry_type], geometry_type, inner, faults)
            # A geometry that is wrong or that has no coordinates is skipped.
            if len(faults) == before and one["coordinates"]:
                shape = {"type": geometry_type, "coordinates": flat}
                yield {"type": "Feature", "properties": properties, "geometry": shape}


def _flat(value: Any, depth: int, geometry_type: str, loc: Loc, faults: list[_Fault]) -> Any:
    """Return coordinates without heights; add an error for the first invalid position.

    ``value``: the coordinates. ``depth``: how many levels of lists there are around each position.
    ``loc``: the path of ``value``. ``geometry_type``: the GeoJSON type, which a message about an
    error names.
    """
    if depth == 0:
        if not is_position(value):
            # In GeoJSON, an empty list means that a geometry has no coordinates, which isn't an
            # error.
            if value != [] or loc[-1] != "coordinates":
                faults.append(_Fault(loc, _position_fault(value, geometry_type)))
            return []
        return value[:2]
    if not isinstance(value, list):
        faults.append(_Fault(loc, _position_fault(value, geometry_type)))
        return []
    before, made = len(faults), []
    for index, inner in enumerate(value):
        made.append(_flat(inner, depth - 1, geometry_type, (*loc, index), faults))
        if len(faults) > before:
            break
    return made


def _position_fault(value: Any, geometry_type: str) -> str:
    """Return the message for an invalid position, with the cause if the mistake is a common one.

    ``geometry_type``: the GeoJSON type that the message names.
    """
    message = _(
        "each position should be [longitude, latitude] in degrees, in as many lists as a {type} has"
    )
    if isinstance(value, list) and len(value) > 1:
        if is_position(value[1::-1]):
            message = _(
                "each position should be [longitude, latitude] in degrees, in as many lists as a "
                "{type} has; this one has latitude first"
            )
        elif all(type(part) in (int, float) and abs(part) > 180 for part in value[:2]):
            message = _(
                "each position should be [longitude, latitude] in degrees, in as many lists as a "
                "{type} has; save the file in WGS 84 (EPSG:4326)"
            )
    return message.format(type=geometry_type)


def places_of_names(document: Document) -> dict[tuple[str, str], Mark]:
    """Return (name, layer) -> position of the name in the file, for each named outline.

    The file must be valid.
    """
    data = json.loads(document.text)
    found = places(document.text)
    named_at: dict[tuple[str, str], Mark] = {}
    features: list[tuple[Loc, Any]] = [((), data)]
    listed = named(data, "features")
    if isinstance(listed, list):
        features = [(("features", index), feature) for index, feature in enumerate(listed)]
    for loc, feature in features:
        name = named(feature, "properties", "name")
        if isinstance(name, str):
            layer = named(feature, "properties", "layer")
            key = name.strip(), layer.strip() if isinstance(layer, str) else ""
            at = nearest_place(found, (*loc, "properties", "name"))
            named_at.setdefault(key, document.mark_at(at))
    return named_at
