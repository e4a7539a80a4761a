"""Formats the files of imported sources, and of the actors that the sources name."""

from collections.abc import Mapping, Sequence

from ...reading import yaml_text
from ...text import one_line

_ACTORS = "# yaml-language-server: $schema=../../docs/schemas/actors.json"


def article(fields: Mapping[str, str | Sequence[str]]) -> str:
    """Return the text of the file of a source that has only a bibliographic record."""
    lines = []
    for key, value in fields.items():
        if value == "true":
            lines.append(f"{key}: true")
        elif isinstance(value, str):
            lines.append(f"{key}: {_quoted(value) if key == 'title' else _scalar(value)}")
        else:
            lines.append(f"{key}: [{', '.join(_scalar(item, inside=True) for item in value)}]")
    return "\n".join(["---", *lines, "---", ""])


def actors(records: Mapping[str, Mapping[str, str]]) -> str:
    """Return the text of a file of actors. ``records``: id of an actor -> YAML key -> value."""
    blocks = (
        "\n".join([f"{id_}:", *(f"  {key}: {_scalar(text)}" for key, text in record.items())])
        for id_, record in sorted(records.items())
    )
    return "\n\n".join([_ACTORS, *blocks]) + "\n"


def _scalar(text: str, *, inside: bool = False) -> str:
    """Return text as a YAML scalar, in quotation marks if needed.

    ``inside``: whether the scalar is an item of a list in flow style.
    """
    text = one_line(text)
    plain = f"[{text}]" if inside else text
    loaded = yaml_text.load(f"key: {plain}\n")
    expected = [text] if inside else text
    # These values are put in quotation marks because YAML parsers other than ours don't read them
    # as text.
    is_ambiguous = text[:1] in "\"'~-" or text.lower() in ("null", "true", "false")
    if loaded.data == {"key": expected} and not loaded.faults and not is_ambiguous:
        return text
    return _quoted(text)


def _quoted(text: str) -> str:
    text = one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
