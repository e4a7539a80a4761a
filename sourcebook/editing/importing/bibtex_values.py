"""Parses values of BibTeX fields: joins a value's parts, replaces macros, finds web addresses."""

import re
from collections.abc import Iterator, Mapping

# A value consists of parts, joined by "#". A part without braces or quotation marks is a number or
# a macro.
_MACRO = re.compile(r"[^\s\"#%'(),={}]+")


def joined_value(raw: str, macros: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return a field's value, with its parts joined and its macros replaced.

    The second result is a list of the unknown macros, which stay in the value.
    """
    parts, unknown = [], []
    for part in _parts(raw):
        if part[0] in '{"':
            parts.append(part[1:-1])
        elif part.isdigit() or part.lower() in macros:
            parts.append(macros.get(part.lower(), part))
        else:
            parts.append(part)
            if _MACRO.fullmatch(part):
                unknown.append(part)
    return "".join(parts), unknown


def _parts(raw: str) -> Iterator[str]:
    """Yield the parts that ``#`` joins in a value, with any braces or quotation marks around them.

    A ``#`` inside braces or quotation marks joins nothing.
    """
    depth, quoted, start = 0, False, 0
    for index, character in enumerate(raw):
        if raw[index - 1 : index] == "\\":
            continue
        if character in "{}":
            depth += 1 if character == "{" else -1
        elif character == '"' and not depth:
            quoted = not quoted
        elif character == "#" and not depth and not quoted:
            if part := raw[start:index].strip():
                yield part
            start = index + 1
    if part := raw[start:].strip():
        yield part


def linked_address(raw: str) -> str:
    """Return the first web address in a value; empty if the value has none.

    The address may be plain text, or the argument of the LaTeX macro ``url``.
    """
    match = re.search(r"\\url\{([^{}]*)\}|(https?://\S+)", raw)
    return (match[1] or match[2]) if match else ""


def plain_address(raw: str) -> str:
    """Return a web address without LaTeX's backslashes before special characters."""
    return re.sub(r"\\([#$%&_{}~])", r"\1", raw).strip("{} ")
