"""GeoJSON files (RFC 7946): the outlines that maps are drawn on."""

import json

from pydantic import ValidationError

from ..problems import Mark, Problem
from ..records.site import Outlines
from .document import Document

_WORDS = {
    "missing": "it is missing",
    "model_type": "it should be an object",
    "dict_type": "it should be an object",
    "list_type": "it should be a list",
    "tuple_type": "it should be a list",
}


def read(document: Document, problems: list[Problem]) -> Outlines | None:
    """Return the outlines, or None after adding what is wrong to ``problems``."""
    try:
        data = json.loads(document.text)
    except json.JSONDecodeError as error:
        mark = Mark(document.path, error.lineno, error.colno)
        reason = error.msg[:1].lower() + error.msg[1:]
        problems.append(Problem("bad-json", mark, {"reason": reason}))
        return None
    except (RecursionError, ValueError):
        reason = "it is nested too deep, or has a number too long"
        problems.append(Problem("bad-json", Mark(document.path), {"reason": reason}))
        return None
    try:
        return Outlines.model_validate(data)
    except ValidationError as errors:
        for found in errors.errors(include_url=False):
            where = ".".join(map(str, found["loc"])) or "the file"
            words = _WORDS.get(found["type"], found["msg"].replace("Input", "it"))
            facts = {"reason": f"{where}: {words}"}
            problems.append(Problem("bad-geojson", Mark(document.path), facts))
        return None
