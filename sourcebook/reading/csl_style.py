"""Reads and checks a style of the Citation Style Language (CSL 1.0.2), for citations."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..messages import gettext as _
from ..problems import Mark, Problem
from ..records.site import CitationStyle
from .document import Document

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NAME = "{http://purl.org/net/xbiblio/csl}"


def read(document: Document, problems: list[Problem]) -> CitationStyle | None:
    """Return a citation style; if it can't be used, add a problem and return None."""
    from xml.etree import ElementTree  # slow to import, and few projects have a style

    try:
        root = ElementTree.fromstring(document.text)  # noqa: S314 - expat itself limits entities
    except ElementTree.ParseError as error:
        line, column = error.position
        reason = str(error).partition(": line")[0]
        mark = Mark(document.path, line, column + 1)
        problems.append(Problem("bad-csl", mark, {"reason": reason}))
        return None
    except ValueError as error:  # an encoding that isn't UTF-8
        problems.append(Problem("bad-csl", Mark(document.path), {"reason": str(error)}))
        return None
    parent = _parent(root)
    if parent:
        problems.append(Problem("dependent-csl", Mark(document.path), {"parent": parent}))
        return None
    for fault in _faults(root):
        problems.append(Problem("bad-csl", Mark(document.path), {"reason": fault}))
        return None
    return CitationStyle(text=document.text)


def _parent(root: "Element") -> str:
    """Return the URL of the style that ``root`` depends on; empty if ``root`` is independent."""
    links = root.iterfind(f"{_NAME}info/{_NAME}link")
    found = (link.get("href", "") for link in links if link.get("rel") == "independent-parent")
    return next(found, "")


def _faults(root: "Element") -> Iterator[str]:
    if root.tag != f"{_NAME}style":
        yield _("its root is not a <style> of citationstyles.org")
    if root.find(f"{_NAME}bibliography/{_NAME}layout") is None:
        yield _("it has no layout for bibliographies")
    uses = {
        macro.get("name", ""): [name for part in macro.iter() if (name := part.get("macro"))]
        for macro in root.iter(f"{_NAME}macro")
    }
    for element in root.iter():
        name = element.get("macro")
        if name and name not in uses:
            yield _("it has no macro '{name}'").format(name=name)
    circle = _circle(uses)
    if circle:
        yield _("its macro '{name}' uses itself").format(name=circle)


def _circle(uses: Mapping[str, list[str]]) -> str:
    """Return the name of a macro that uses itself, directly or not; empty if no macro does.

    ``uses``: name of a macro -> names of the macros that it uses.
    """
    left = {name: set(used) for name, used in uses.items()}
    while left:
        done = {name for name, used in left.items() if not used & left.keys()}
        if not done:
            return min(left)
        left = {name: used for name, used in left.items() if name not in done}
    return ""
