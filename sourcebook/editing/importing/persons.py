"""Converts names of persons in BibTeX and biblatex to plain text, given name first."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from ..tolerance import or_default
from .latex import Plain, plain

_ORDER = ("given", "prefix", "family", "suffix")
_PART = re.compile(r"\s*(given|family|prefix|suffix|useprefix|id|\w+-i|sort\w*)\s*=", re.IGNORECASE)


def names(raw: str) -> Iterator[Plain]:
    """Yield the names in a field ``author``, given name first, without LaTeX."""
    from bibtexparser.middlewares import names as bibtex

    for name in or_default(lambda: bibtex.split_multiple_persons_names(raw), [raw]):
        if not name or name.lower() == "others":
            continue
        if extended := _extended(name):
            yield plain(" ".join(filter(None, (extended.get(part) for part in _ORDER))))
        else:
            yield plain(or_default(partial(_given_first, name), name))


def names_others(raw: str) -> bool:
    """Return whether a field ``author`` ends in ``and others``."""
    return bool(re.search(r"\sand\s+others\s*$", raw, re.IGNORECASE))


def surnames(raw: str) -> dict[str, str]:
    """Return name -> surname, both without LaTeX, for each name that has a given name too.

    The names are those that ``names`` yields.
    """
    from bibtexparser.middlewares import names as bibtex

    found: dict[str, str] = {}
    for name in or_default(lambda: bibtex.split_multiple_persons_names(raw), [raw]):
        given, parts = _surname_parts(name)
        surname = plain(" ".join(filter(None, parts))).text
        whole = next(names(name), None)
        if given and surname and whole:
            found[whole.text] = surname
    return found


def _surname_parts(name: str) -> tuple[bool, Sequence[str | None]]:
    """Return whether a name has a given name, and the parts of its surname."""
    from bibtexparser.middlewares import names as bibtex

    if extended := _extended(name):
        return bool(extended.get("given")), [extended.get("prefix"), extended.get("family")]
    split = or_default(partial(bibtex.parse_single_name_into_parts, name, strict=False), None)
    return (bool(split.first), [*split.von, *split.last]) if split else (False, [])


def _given_first(name: str) -> str:
    """Return a name in BibTeX's format (``Brandt, Ada``) with the given name moved to the front."""
    from bibtexparser.middlewares import names as bibtex

    return bibtex.parse_single_name_into_parts(name, strict=False).merge_first_name_first


def _extended(name: str) -> dict[str, str]:
    """Return the parts of a name in biblatex's extended format; empty if it has another format.

    An example is ``family=Dijk, given=Jan, prefix=van, useprefix=true``.
    """
    parts: dict[str, str] = {}
    for part in _parts(name):
        match = _PART.match(part)
        if not match:
            return {}
        parts[match[1].lower()] = part[match.end() :].strip().strip('"').strip()
    return parts if "family" in parts or "given" in parts else {}


def _parts(name: str) -> Iterator[str]:
    """Yield a name's comma-separated parts, ignoring commas in braces or quotation marks."""
    depth, quoted, start = 0, False, 0
    for match in re.finditer(r"\\.|[{}\",]", name, re.DOTALL):
        sign = match[0]
        if sign in "{}":
            depth += 1 if sign == "{" else -1
        elif sign == '"':
            quoted = not quoted
        elif sign == "," and not depth and not quoted:
            yield name[start : match.start()]
            start = match.end()
    yield name[start:]
