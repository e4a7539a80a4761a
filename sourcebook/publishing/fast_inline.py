"""Markdown's inline patterns, each tried only on text that has what it begins with.

Python-Markdown tries each of its patterns on every piece of text; on our pages, most can match
hardly anywhere, and nearly all that do match are links. What comes of it is the same to the byte.
"""

import re
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown, inlinepatterns
from markdown.extensions import Extension
from markdown.inlinepatterns import LinkInlineProcessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

_BEGINNINGS = {
    "backtick": "`", "escape": "\\", "link": "[", "image_link": "[",
    "autolink": "<", "automail": "<", "html": "<", "entity": "&",
    "linebreak": "\n", "em_strong": "*_", "em_strong2": "_", "not_strong": "*_",
}  # fmt: skip
"""The characters that a pattern matches nothing without, by its name in Python-Markdown."""

_REFERENCES: frozenset[type] = frozenset({
    inlinepatterns.ReferenceInlineProcessor, inlinepatterns.ShortReferenceInlineProcessor,
    inlinepatterns.ImageReferenceInlineProcessor,
    inlinepatterns.ShortImageReferenceInlineProcessor,
})  # fmt: skip
"""Those that match only what the page defines elsewhere."""


_PLAIN_LINK = re.compile(r"""([^\[\]]*)\]\(([^\s()<>"'\x02]+)(?: "((?:[^\s()"'\x02]| )*)")?\)""")
"""What follows the bracket of a link that has nothing nested: its text, address and title."""


class FastInlineExtension(Extension):
    """An extension of Markdown that saves time and changes nothing."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Take the place of Python-Markdown's own processor, unless another has taken it."""
        if type(md.treeprocessors["inline"]) is InlineProcessor:
            md.treeprocessors.register(_Sparing(md), "inline", 20)


class _Sparing(InlineProcessor):
    """Python-Markdown's own, but for the loop over the patterns, which is private there."""

    def run(self, tree: Any, ancestors: list[str] | None = None) -> Any:
        self._tried = [
            (_Links(pattern) if type(pattern) is LinkInlineProcessor else pattern,
             tuple(_beginnings(pattern)) or ("",))
            for pattern in self.md.inlinePatterns
            if self.md.references or type(pattern) not in _REFERENCES
        ]  # fmt: skip
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString):
            return data
        start, apply = 0, self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        for place in range(patternIndex, len(self._tried)):
            pattern, beginnings = self._tried[place]
            for beginning in beginnings:
                if beginning in data:
                    matched = True
                    while matched:
                        data, matched, start = apply(pattern, data, place, start)
                    break
        return data


class _Links(LinkInlineProcessor):
    """Python-Markdown's own, which goes through every link a character at a time."""

    def __init__(self, one: LinkInlineProcessor) -> None:
        super().__init__(one.pattern, one.md)

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override] # noqa: N802
        found = _PLAIN_LINK.match(data, m.end())
        if found is None:
            return super().handleMatch(m, data)
        link = Element("a", href=found[2])
        link.text = found[1]
        if found[3] is not None:
            link.set("title", found[3].strip())
        return link, m.start(), found.end()


def _beginnings(pattern: inlinepatterns.Pattern) -> str:
    """Return the characters one of which must be there; none, if the pattern is not known."""
    return _known().get((type(pattern), pattern.pattern), "")


@cache
def _known() -> dict[tuple[type, str], str]:
    # By what they are, not by name: an extension may put another in the place of one.
    patterns = inlinepatterns.build_inlinepatterns(Markdown())
    return {
        (type(patterns[name]), patterns[name].pattern): beginnings
        for name, beginnings in _BEGINNINGS.items()
        if name in patterns
    }
