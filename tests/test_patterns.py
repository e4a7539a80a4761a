"""Markdown's patterns are tried less often, and what comes of it stays the same."""

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.extensions import Extension
from markdown.treeprocessors import InlineProcessor

from sourcebook.publishing.fast_inline import FastInlineExtension, _first_characters

EXTENSIONS = ["md_in_html", "tables", "toc"]

PIECES = st.sampled_from([
    "word", " ", "  \n", "\n", "\n\n", "*", "**", "_", "__", "`", "``", "\\", "\\*", "[", "]", "![",
    "](to.md)", "[a](b.md)", '[a](b.md "T t ")', "[a](b.md 'T')", '[a](b(c).md "")',
    "](<a b.md> 'title')", "][ref]", "[ref]", "\n\n[ref]: https://e.org 'R'\n\n",
    "<https://e.org>", "<a@e.org>", "<b>", "</b>", "<!-- c -->", "&amp;", "&#233;", "&", "<",
    "> ", "- ", "# ", "| a | b |\n| - | - |\n| c | d |\n", '<div markdown="1">', "</div>",
])  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
def test_every_text_becomes_the_same_html(text: str) -> None:
    """A page is the same to the byte whether its patterns are tried sparingly or not."""
    plain = markdown.markdown(text, extensions=EXTENSIONS)
    assert markdown.markdown(text, extensions=[*EXTENSIONS, FastInlineExtension()]) == plain


def test_most_patterns_are_known() -> None:
    """If another Python-Markdown changes its patterns, the time saved isn't lost silently."""
    md = markdown.Markdown(extensions=EXTENSIONS)
    unknown = [
        type(pattern).__name__ for pattern in md.inlinePatterns if not _first_characters(pattern)
    ]
    assert [name for name in unknown if "Reference" not in name] == []


@pytest.mark.parametrize("ours_first", [True, False])
def test_another_processor_stays(ours_first: bool) -> None:
    """Where an extension has a processor of its own, that one does the work."""

    class Another(InlineProcessor):
        pass

    class Replacing(Extension):
        def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
            md.treeprocessors.register(Another(md), "inline", 20)

    both: list[Extension] = [FastInlineExtension(), Replacing()]
    md = markdown.Markdown(extensions=both if ours_first else both[::-1])
    assert type(md.treeprocessors["inline"]) is Another
