"""Values as YAML on one line, as our files have them."""

from typing import Any

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


def _folded(value: Any) -> Any:
    if isinstance(value, dict):
        return {_folded(key): _folded(held) for key, held in value.items()}
    if isinstance(value, list):
        return [_folded(held) for held in value]
    return " ".join(value.split()) if isinstance(value, str) else value
