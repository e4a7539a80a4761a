"""Writes values as YAML on one line, and tests whether text is a valid web address."""

from typing import Any

from pydantic import TypeAdapter, ValidationError

from ..records.base import LABEL_LENGTH, WebAddress
from ..text import one_line

_WIDTH = 2**31 - 1
"""The line width for the YAML emitter: the largest one, so that the emitter breaks no line."""


def on_one_line(value: Any) -> str:
    """Return a value (text, number, list or mapping) as YAML in flow style, quoted where needed.

    Runs of white space in text become single spaces, as in folded YAML. Dates aren't quoted.
    """
    import yaml

    resolvers = yaml.CSafeDumper.yaml_implicit_resolvers.items()
    dates_are_text = {
        first: [(tag, pattern) for tag, pattern in patterns if not tag.endswith(":timestamp")]
        for first, patterns in resolvers
    }
    dumper = type("Dumper", (yaml.CSafeDumper,), {"yaml_implicit_resolvers": dates_are_text})
    written = yaml.dump(
        _folded(value), Dumper=dumper, default_flow_style=True, allow_unicode=True,
        width=_WIDTH, sort_keys=False,
    )  # fmt: skip
    return str(written).removesuffix("\n").removesuffix("\n...")


def entry(key: str, value: Any) -> str:
    """Return a key with its value as YAML on one line, for a mapping in block or flow style."""
    return on_one_line({key: value})[1:-1]


def item(value: Any) -> str:
    """Return an item as YAML on one line, for a list in block or flow style."""
    return on_one_line([value])[1:-1]


def label(text: str) -> str:
    """Return text on one line, cut to the maximum length of a name or title."""
    text = one_line(text)
    return text if len(text) <= LABEL_LENGTH else f"{text[: LABEL_LENGTH - 1].rstrip()}…"


def is_address(text: str) -> bool:
    """Return whether text is a web address that a record may have."""
    try:
        TypeAdapter(WebAddress).validate_python(text)
    except ValidationError:
        return False
    return True


def _folded(value: Any) -> Any:
    if isinstance(value, dict):
        return {_folded(key): _folded(item_) for key, item_ in value.items()}
    if isinstance(value, list):
        return [_folded(item_) for item_ in value]
    return " ".join(value.split()) if isinstance(value, str) else value
