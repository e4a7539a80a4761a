"""Values as our files have them: as YAML on one line, and as records may hold them."""

from typing import Any

from pydantic import TypeAdapter, ValidationError

from ..records.base import LABEL_LENGTH, WebAddress
from ..text import one_line

_WIDTH = 2**31 - 1
"""Characters of a line: as many as the emitter can count, so that it breaks none."""


def on_one_line(value: Any) -> str:
    """Return text, numbers, lists and mappings as YAML in flow style, quoted where it must be.

    White space in a text becomes a space each, as in all text that is folded. Dates are text.
    """
    import yaml

    known = yaml.CSafeDumper.yaml_implicit_resolvers.items()
    dates_are_text = {
        first: [(tag, pattern) for tag, pattern in kinds if not tag.endswith(":timestamp")]
        for first, kinds in known
    }
    dumper = type("Dumper", (yaml.CSafeDumper,), {"yaml_implicit_resolvers": dates_are_text})
    made = yaml.dump(
        _folded(value), Dumper=dumper, default_flow_style=True, allow_unicode=True,
        width=_WIDTH, sort_keys=False,
    )  # fmt: skip
    return str(made).removesuffix("\n").removesuffix("\n...")


def entry(key: str, value: Any) -> str:
    """Return a key with its value likewise, for a mapping in any style."""
    return on_one_line({key: value})[1:-1]


def item(value: Any) -> str:
    """Return a value likewise, for a list in any style."""
    return on_one_line([value])[1:-1]


def label(text: str) -> str:
    """Return text on one line that is no longer than a name or a title may be."""
    text = one_line(text)
    return text if len(text) <= LABEL_LENGTH else f"{text[: LABEL_LENGTH - 1].rstrip()}…"


def is_address(text: str) -> bool:
    """Tell whether text is a web address that a record may hold."""
    try:
        TypeAdapter(WebAddress).validate_python(text)
    except ValidationError:
        return False
    return True


def _folded(value: Any) -> Any:
    if isinstance(value, dict):
        return {_folded(key): _folded(held) for key, held in value.items()}
    if isinstance(value, list):
        return [_folded(held) for held in value]
    return " ".join(value.split()) if isinstance(value, str) else value
