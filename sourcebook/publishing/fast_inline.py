"""Faster inline Markdown: tries each pattern only on text that has a character it can start with.

Python-Markdown tries every pattern on every piece of text. On our pages most patterns match
hardly anywhere, and nearly all matches are links. The result is the same to the byte.

This replaces a private method of Python-Markdown; a test fails when a version other than
``READ_AGAINST`` is installed.
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

READ_AGAINST = "3.11.3"
"""The version of Python-Markdown that this module was written for."""

_FIRST_CHARACTERS = {
    "backtick": "`", "escape": "\\", "link": "[", "image_link": "[",
    "autolink": "<", "automail": "<", "html": "<", "entity": "&",
    "linebreak": "\n", "em_strong": "*_", "em_strong2": "_", "not_strong": "*_",
}  # fmt: skip
"""For each pattern, by its name in Python-Markdown: the characters a match can begin with."""

_REFERENCES: frozenset[type] = frozenset({
    inlinepatterns.ReferenceInlineProcessor, inlinepatterns.ShortReferenceInlineProcessor,
    inlinepatterns.ImageReferenceInlineProcessor,
    inlinepatterns.ShortImageReferenceInlineProcessor,
})  # fmt: skip
"""Patterns that match only links whose address the page defines elsewhere."""


_PLAIN_LINK = re.compile(r"""([^\[\]]*)\]\(([^\s()<>"'\x02]+)(?: "((?:[^\s()"'\x02]| )*)")?\)""")
"""A link without nested brackets, after its opening bracket: text, address and title."""


class FastInlineExtension(Extension):
    """A Markdown extension that makes conversion faster and leaves its result the same."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Replace Python-Markdown's inline processor, unless another extension has replaced it."""
        if type(md.treeprocessors["inline"]) is InlineProcessor:
            md.treeprocessors.register(_FastInlineProcessor(md), "inline", 20)


class _FastInlineProcessor(InlineProcessor):
    """Python-Markdown's own inline processor, with a faster loop over the patterns."""

    def run(self, tree: Any, ancestors: list[str] | None = None) -> Any:
        self._patterns = [
            (_FastLinkProcessor(pattern) if type(pattern) is LinkInlineProcessor else pattern,
             tuple(_first_characters(pattern)) or ("",))
            for pattern in self.md.inlinePatterns
            if self.md.references or type(pattern) not in _REFERENCES
        ]  # fmt: skip
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString):
            return data
        start, apply = 0, self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        for index in range(patternIndex, len(self._patterns)):
            pattern, first_characters = self._patterns[index]
            for character in first_characters:
                if character in data:
                    matched = True
                    while matched:
                        data, matched, start = apply(pattern, data, index, start)
                    break
        return data


class _FastLinkProcessor(LinkInlineProcessor):
    """Matches plain links with a regular expression, not character by character."""

    def __init__(self, pattern: LinkInlineProcessor) -> None:
        super().__init__(pattern.pattern, pattern.md)

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override] # noqa: N802
        match = _PLAIN_LINK.match(data, m.end())
        if match is None:
            return super().handleMatch(m, data)
        link = Element("a", href=match[2])
        link.text = match[1]
        if match[3] is not None:
            link.set("title", match[3].strip())
        return link, m.start(), match.end()


def _first_characters(pattern: inlinepatterns.Pattern) -> str:
    """Return the characters that a match can begin with; empty for an unknown pattern."""
    return _known_patterns().get((type(pattern), pattern.pattern), "")


@cache
def _known_patterns() -> dict[tuple[type, str], str]:
    # Identify patterns by class and regular expression: an extension may register another
    # pattern under the same name.
    patterns = inlinepatterns.build_inlinepatterns(Markdown())
    return {
        (type(patterns[name]), patterns[name].pattern): characters
        for name, characters in _FIRST_CHARACTERS.items()
        if name in patterns
    }
