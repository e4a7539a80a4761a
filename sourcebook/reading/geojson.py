"""GeoJSON files (RFC 7946): the outlines that maps are drawn on."""

import json

from pydantic import ValidationError

from ..problems import Mark, Problem
from ..records.site import Outlines
from .document import Document


def read(document: Document, problems: list[Problem]) -> Outlines | None:
    """Return the outlines, or None after adding what is wrong to ``problems``."""
    try:
        data = json.loads(document.text)
    except json.JSONDecodeError as error:
        mark = Mark(document.path, error.lineno, error.colno)
        problems.append(Problem("bad-json", mark, {"reason": error.msg}))
        return None
    except (RecursionError, ValueError):
        reason = "it is nested too deep, or has a number too long"
        problems.append(Problem("bad-json", Mark(document.path), {"reason": reason}))
        return None
    try:
        return Outlines.model_validate(data)
    except ValidationError as errors:
        first = errors.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        facts = {"reason": f"at {where}: {first['msg'][:1].lower()}{first['msg'][1:]}"}
        problems.append(Problem("bad-geojson", Mark(document.path), facts))
        return None
