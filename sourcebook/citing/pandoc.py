"""Formats CSL-JSON items with Pandoc, whose citation processor knows all of CSL 1.0.2.

Pandoc is a program, which the package ``pypandoc-binary`` contains. Pandoc's default style is
Chicago's author-date style. Pandoc runs as a separate process, which can read only the files that
it is given.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..languages import ENGLISH
from ..messages import gettext as _
from ..messages import language

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NAMESPACE = "http://purl.org/net/xbiblio/csl"
_LONGEST = 600
"""Maximum duration of a run of Pandoc, in seconds. Ten thousand items take about ten seconds."""

JOINED = "\ue003"
"""Ends a word of the style that is joined to the next word without a space: Arabic ``و``."""

ALONE = "\ue004"
"""Stands before a month's name in a date without a day.

The month's name gets a capital if it begins a sentence.
"""

_LESS_THAN = "\ue000"
"""Replaces ``<`` in the input, because Pandoc would read ``<i>`` in a title as italics."""


class Run(NamedTuple):
    """A piece of a formatted text. ``tags``: HTML elements around the piece, outermost first."""

    text: str
    tags: tuple[str, ...] = ()


class CitationError(OSError):
    """Pandoc can't be run, or fails; the exception's message says why."""


class StyleRefusedError(CitationError):
    """Pandoc can't use a style. ``reason``: Pandoc's message, in English."""

    def __init__(self, reason: str) -> None:
        super().__init__(_("Pandoc can't format citations: {reason}").format(reason=reason))
        self.reason = reason


def formatted(items: Sequence[Mapping[str, Any]], style: str = "") -> dict[str, list[Run]]:
    """Return id of an item -> the item's entry in a bibliography, in pieces.

    Items that the style leaves out are missing from the result. ``style``: the text of a CSL style;
    if it is empty, Chicago's author-date style is used. The style's own words, such as names of
    months, are in the site's language. Invariant: an entry depends only on its own item, the style
    and the language. Raises CitationError.
    """
    if _is_translated(style):
        from .translating import flagged

        items = flagged(items)
    text = json.dumps(items, ensure_ascii=False).replace("<", _LESS_THAN)
    with tempfile.TemporaryDirectory(prefix="sourcebook-") as folder:
        path = Path(folder, "style.csl")
        path.write_bytes(_prepared(style, language()).encode())
        found = json.loads(
            _pandoc("--sandbox", "--citeproc", f"--csl={path}", f"--metadata=lang:{language()}",
                    "-f", "csljson", "-t", "json", text=text)
        )  # fmt: skip
    entries = {}
    for block in _divisions(found["blocks"]):
        runs = _joined(_runs(block["c"][1], ()))
        if runs:
            entries[block["c"][0][0].removeprefix("ref-")] = [
                run._replace(text=_months_begun(run.text.replace(f"{JOINED} ", ""))) for run in runs
            ]
    return entries


def _months_begun(text: str) -> str:
    """Return a text without the marks ``ALONE``.

    A month's name after such a mark gets a capital if it begins a sentence: ``. октябрь`` becomes
    ``. Октябрь``, but ``The Post, октябрь`` isn't changed.
    """
    text = re.sub(rf"(?<=[.!?»”] ){ALONE}(.)", lambda begun: begun[1].upper(), text)
    return text.replace(ALONE, "")


@cache
def _default_style() -> str:
    return _pandoc("--print-default-data-file=default.csl")


def _pandoc(*arguments: str, text: str = "") -> str:
    command = [str(_program()), *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - a required program, on our own data
            command, input=text.encode(), capture_output=True, check=False, timeout=_LONGEST
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CitationError(_("Pandoc can't be run: {reason}").format(reason=error)) from error
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip()
        raise StyleRefusedError(reason.removeprefix("CiteprocParseError: "))
    return done.stdout.decode()


@cache
def _program() -> Path:
    """Return the path of Pandoc in ``pypandoc-binary``; other versions may format differently."""
    package = find_spec("pypandoc")
    if package is None or not package.origin:
        raise CitationError(_("The package pypandoc-binary is missing; install it"))
    name = "pandoc.exe" if sys.platform == "win32" else "pandoc"
    return Path(package.origin).parent / "files" / name


@cache
def _prepared(style: str, tag: str) -> str:
    """Return the style to pass to Pandoc, changed so that an entry depends on its own item alone.

    ``style``: the text of a CSL style; if it is empty, the default style is used, translated into
    the language in use. ``tag``: this language's tag. It is a parameter so that ``@cache`` keeps
    one style for each language.
    """
    from xml.etree import ElementTree  # slow to import, and most commands format nothing

    from .translating import translate

    ElementTree.register_namespace("", _NAMESPACE)
    root = ElementTree.fromstring(style or _default_style())  # noqa: S314 - expat limits entities
    _make_single(root)
    if _is_translated(style):
        translate(root)
    return ElementTree.tostring(root, "unicode")


def _is_translated(style: str) -> bool:
    return not style and language() != ENGLISH


def _make_single(style: "Element") -> None:
    """Change a style in place so that an entry never depends on other entries.

    Without the change, a style may number entries, add letters or initials to distinguish them, or
    shorten an entry that follows another entry by the same author.
    """
    for element in style.iter():
        held = element.attrib
        for name in list(held):
            if name.startswith(("disambiguate-add-", "subsequent-author-substitute")):
                del held[name]
        if held.get("variable") == "citation-number":
            held["variable"] = "year-suffix"  # no item has this variable, so nothing is printed
        if held.pop("disambiguate", None) and not held:
            held["variable"] = "year-suffix"


def _divisions(blocks: Sequence[Any]) -> Iterator[Any]:
    """Yield the ``Div`` of each bibliographic entry. ``blocks``: blocks of a Pandoc document."""
    for block in blocks:
        if block["t"] == "Div":
            if block["c"][0][0].startswith("ref-"):
                yield block
            else:
                yield from _divisions(block["c"][1])


_TAGS = {
    "Emph": "em", "Strong": "strong", "Superscript": "sup", "Subscript": "sub",
    "Underline": "u",
}  # fmt: skip
_QUOTES = {"SingleQuote": "‘’", "DoubleQuote": "“”"}


def _runs(nodes: Sequence[Any], tags: tuple[str, ...]) -> Iterator[Run]:
    """Yield the formatted pieces of text in a list of Pandoc's nodes, either blocks or inlines.

    ``tags``: the HTML elements around all of these nodes, outermost first.
    """
    for node in nodes:
        kind, content = node["t"], node.get("c")
        if kind == "Str":
            yield Run(content.replace(_LESS_THAN, "<"), tags)
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            yield Run(" ", tags)
        elif kind in _TAGS:
            yield from _runs(content, (*tags, _TAGS[kind]))
        elif kind == "Quoted":
            marks: str = _QUOTES[content[0]["t"]]
            yield from (Run(marks[0], tags), *_runs(content[1], tags), Run(marks[1], tags))
        elif kind in ("Span", "Link", "Div"):
            yield from _runs(content[1], tags)
        elif kind in ("Para", "Plain", "SmallCaps", "Strikeout"):
            yield from _runs(content, tags)


def _joined(runs: Iterator[Run]) -> list[Run]:
    """Return the pieces of a text; adjacent pieces with the same tags are joined."""
    found: list[Run] = []
    for run in runs:
        if found and found[-1].tags == run.tags:
            found[-1] = Run(found[-1].text + run.text, run.tags)
        elif run.text:
            found.append(run)
    return found
