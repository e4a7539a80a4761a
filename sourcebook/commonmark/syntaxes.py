"""Finds the pages that need Python-Markdown, because they use syntax that only its extensions know.

An extension can't see which other extensions ``mkdocs.yml`` names. But each extension registers
processors, which this module can see, whatever program calls Python-Markdown. The Python module of
a processor shows to which extension it belongs.
"""

import re
from collections import Counter
from functools import cache, lru_cache
from itertools import chain
from typing import Any, NamedTuple

from markdown import Markdown

_CODE_BLOCK = ("```", "~~~", "    ", "\t")

_PYTHON_MARKDOWN: dict[str, tuple[str, ...]] = {
    "abbr": (r"\*\[",),
    "admonition": ("!!!",),
    "attr_list": (r"(?<!\\)\{:? *[^}\n ]",),
    "codehilite": _CODE_BLOCK,
    "def_list": (r"^ {0,3}: ",),
    "fenced_code": (r"^[ \t>*+\-\d.)]*(?:```|~~~)[^\n]*[{ ]",),
    "footnotes": (r"\[\^",),
    "md_in_html": (
        # A tag with the attribute ``markdown`` needs Python-Markdown in each of these cases:
        # - the element has inline content by default;
        # - the attribute has a value;
        # - the tag isn't followed by an empty line or by a line that begins with another tag;
        # - another attribute follows ``markdown``;
        # - ``markdown`` is at the start of a line.
        r"<(?:p|h[1-6]|li|td|th|dt|dd|span|a)\b[^<>]*\smarkdown\b", " markdown=",
        r" markdown>(?!\n\n|\n<)", r" markdown\s+[^>\s]", r"\n *markdown\b",
    ),
    "sane_lists": (),
    "tables": (),
    "toc": (r"\[TOC\]",),
}  # fmt: skip
"""Maps an extension of Python-Markdown to regular expressions that match uses of its syntax.

Each expression should begin with a literal, so that searching a page takes only microseconds. A
false match does no harm. An extension without expressions adds only features that the engine has.
"""

_PYMDOWN: dict[str, tuple[str, ...]] = {
    "blocks": ("///",),
    "delimiterprocessor": ("==", r"\^", "~"),  # used by mark, caret, tilde and betterem
    "details": (r"\?\?\?",),
    "emoji": (r":[\w+-]+:",),
    "fancylists": (r"^\s*(?:\w+|#)[.)] ",),
    "highlight": _CODE_BLOCK,
    "inlinehilite": (r"`(?:#!|:::)",),
    "keys": (r"\+\+",),
    "snippets": ("-8<-",),
    "superfences": _CODE_BLOCK,
    "tabbed": ("===",),
    "tasklist": (r"\[[ xX]\]",),
}
"""Like ``_PYTHON_MARKDOWN``, for the extensions of the package ``pymdownx``."""

_PACKAGES = {"markdown.extensions": _PYTHON_MARKDOWN, "pymdownx": _PYMDOWN}

_ALWAYS = (r"<a\b[^<>]*\shref", r"<(?:img|h[1-6]|pre|script|style|textarea)\b")
"""Patterns for raw HTML that needs Python-Markdown, whatever extensions are configured.

MkDocs leaves raw HTML of these kinds as it is, but may change HTML that is made from Markdown. In
the engine's output, the two can't be distinguished.
"""

_HOSTS = frozenset(["mkdocs", "properdocs", "sourcebook", "zensical"])
"""The names of packages that call Python-Markdown, and process links, anchors and titles."""


class _Processor(NamedTuple):
    """A kind of processor of Python-Markdown.

    ``module``, ``name``: the module and name of the processor's class. ``pattern``: the regular
    expression of an inline processor; empty for other processors.
    """

    module: str
    name: str
    pattern: str
    number: int
    """The number of registered processors of this kind."""


class OtherSyntax:
    """The syntax that the converter ``md`` supports, but the CommonMark engine doesn't."""

    def __init__(self, md: Markdown) -> None:
        self._patterns = _syntax_of(_registered(md)) if _plain_headings(md) else None

    def occurs_in(self, source: str) -> bool:
        """Return whether a page may use this syntax. ``source``: the page's Markdown."""
        patterns = self._patterns
        return patterns is None or any(pattern.search(source) for pattern in patterns)


def of_host(processor: object) -> bool:
    """Return whether a processor belongs to the program that calls Python-Markdown."""
    return type(processor).__module__.partition(".")[0] in _HOSTS


def _registered(md: Markdown) -> frozenset[_Processor]:
    registries: tuple[Any, ...] = (
        md.preprocessors, md.parser.blockprocessors, md.inlinePatterns, md.treeprocessors,
        md.postprocessors,
    )  # fmt: skip
    kinds = Counter(
        (type(it).__module__, type(it).__name__, getattr(it, "pattern", ""))
        for it in chain.from_iterable(registries)
    )
    return frozenset(_Processor(*kind, number) for kind, number in kinds.items())


@cache
def _core() -> frozenset[_Processor]:
    """Return the processors that Python-Markdown has without extensions."""
    return _registered(Markdown())


@lru_cache(maxsize=64)
def _syntax_of(registered: frozenset[_Processor]) -> tuple[re.Pattern[str], ...] | None:
    """Return regular expressions for the syntax of all extensions that registered these processors.

    Returns None if one of these extensions is unknown.
    """
    found = dict.fromkeys(_ALWAYS)
    for module in sorted({processor.module for processor in registered - _core()}):
        package, _, name = module.rpartition(".")
        known = _PACKAGES.get(package, {})
        if name in known:
            found.update(dict.fromkeys(known[name]))
        elif module.partition(".")[0] not in _HOSTS:
            return None
    return tuple(re.compile(pattern, re.MULTILINE) for pattern in found)


def _plain_headings(md: Markdown) -> bool:
    """Return True if ``conversion`` supports the settings of ``toc``, or if ``toc`` isn't used."""
    if "toc" not in md.treeprocessors:
        return True
    toc: Any = md.treeprocessors["toc"]
    return not (toc.base_level or toc.use_anchors or toc.permalink_leading)
