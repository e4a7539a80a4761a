"""The CommonMark engine gives pages with the same content as Python-Markdown alone."""

import re
from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring  # type: ignore[import-untyped]
from markdown.extensions import Extension

from sourcebook.commonmark import NAME, CommonMarkExtension, OtherSyntax, convert

from .projects import ROOT
from .rendered import converter, rendered

PAGES = sorted(ROOT.glob("docs/**/*.md")) + sorted(ROOT.glob("tests/good/*/docs/**/*.md"))

EXAMPLES = {
    "abbr": "The IRGC acts.\n\n*[IRGC]: Islamic Revolutionary Guard Corps",
    "admonition": '!!! note "Title"\n\n    Text with *emphasis*.',
    "attr_list": "A paragraph.\n{: .wide }\n\n[link](https://example.org){: .button }",
    "codehilite": "    #!python\n    x = 1",
    "def_list": "Term\n:   What it means.",
    "fenced_code": '``` { .python title="x" }\nx = 1\n```',
    "footnotes": "Text.[^1]\n\n[^1]: The note.",
    "legacy_attrs": "A paragraph. {@id=here}",
    "nl2br": "one\ntwo",
    "smarty": '"quoted" -- and so on...',
    "wikilinks": "[[A page]]",
    "toc": "[TOC]\n\n# One\n\n## Two",
    "pymdownx.arithmatex": "It is $x^2$.",
    "pymdownx.betterem": "**bold** and *plain*, in_a_word",
    "pymdownx.blocks.admonition": "/// note | Title\nText.\n///",
    "pymdownx.caret": "m^2^ and ^^inserted^^",
    "pymdownx.critic": "{++added++} and {--removed--}",
    "pymdownx.details": "??? note\n\n    Hidden.",
    "pymdownx.emoji": ":smile:",
    "pymdownx.highlight": "    x = 1",
    "pymdownx.inlinehilite": "`#!python x = 1`",
    "pymdownx.keys": "++ctrl+alt+del++",
    "pymdownx.magiclink": "See https://example.org/.",
    "pymdownx.mark": "It is ==marked==.",
    "pymdownx.smartsymbols": "(c) --> 1/2",
    "pymdownx.superfences": "```python\nx = 1\n```",
    "pymdownx.tabbed": '=== "One"\n\n    First.\n\n=== "Two"\n\n    Second.',
    "pymdownx.tasklist": "- [x] done\n- [ ] to do",
    "pymdownx.tilde": "H~2~O and ~~deleted~~",
}
"""Maps the name of an extension to an example of its syntax, from Material's documentation."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_says_the_same_by_python_markdown_alone(page: Path) -> None:
    """With and without ``CommonMarkExtension``, a page has the same text, links and anchors."""
    body = page.read_text("utf-8").split("\n---\n", 1)[1]
    ours, plain = converter(ours=True), converter(ours=False)
    assert not OtherSyntax(ours).occurs_in(body)
    assert _seen(ours.convert(body)) == _seen(plain.convert(body))
    assert ours.toc_tokens == plain.toc_tokens


def _seen(html: str) -> tuple[str, list[dict[str, str]]]:
    """Return a page's text, and the attributes of its elements.

    Elements that have no attributes, or only ``style``, are left out.
    """
    # Separate the cells of a table by a space, because only one of the two Markdown converters
    # separates them.
    tree = fragment_fromstring(re.sub(r"</t[dh]>", r"\g<0> ", html), create_parent="div")
    attributes = [{**element.attrib, "style": ""} for element in tree.iter()]
    text = " ".join(tree.text_content().split())
    return text, [found for found in attributes if found.keys() > {"style"}]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_syntax_of_an_extension_works_beside_ours(name: str) -> None:
    """Hand-written pages can use other Markdown extensions, which give their usual HTML."""
    text = f"{EXAMPLES[name]}\n\nAnd a [link](page.md) after it.\n"
    extensions = ["toc", "tables", name]
    plain = markdown.markdown(text, extensions=extensions)
    assert markdown.markdown(text, extensions=[*extensions, CommonMarkExtension()]) == plain
    assert markdown.markdown(text, extensions=[NAME, *extensions]) == plain


@pytest.mark.parametrize(
    "text",
    [
        '<a href="page.md">as it is</a>', '<img src="picture.png">', "<h2>Own heading</h2>",
        "<div markdown>\nText with *emphasis*.\n</div>", '<div markdown="span">*x*</div>',
        '<p class="lead" markdown>Text with *emphasis*.</p>', "<div\n  markdown>\n*x*\n</div>",
        "<script>\n\nlet x = 1\n\n</script>", "<pre>\n\n*x*\n\n</pre>",
    ],
)  # fmt: skip
def test_html_that_the_engine_reads_otherwise_is_left_to_python_markdown(text: str) -> None:
    """Raw HTML that the CommonMark engine reads differently is left to Python-Markdown."""
    extensions = ["md_in_html", "toc"]
    plain = markdown.markdown(text, extensions=extensions)
    assert markdown.markdown(text, extensions=[*extensions, CommonMarkExtension()]) == plain


def test_settings_of_headings_that_we_lack_are_python_markdowns() -> None:
    """If the extension ``toc`` has unsupported settings, Python-Markdown converts the pages."""
    for settings in ({"baselevel": 2}, {"anchorlink": True}, {"permalink_leading": True}):
        text, configs = "# One\n\n## Two\n", {"toc": settings}
        plain = markdown.markdown(text, extensions=["toc"], extension_configs=configs)
        both: list[str | Extension] = ["toc", CommonMarkExtension()]
        assert markdown.markdown(text, extensions=both, extension_configs=configs) == plain


@pytest.mark.parametrize("permalink", [False, True, "#"])
def test_headings_have_the_same_anchors(permalink: bool | str) -> None:
    """Sourcebook's own converter and Python-Markdown give headings the same anchors."""
    text = "# A & B\n\n## Same\n\n## Same\n\n### *Has* `code` & [a link](x.md)\n\n#### Deep\n"
    configs = {"toc": {"permalink": permalink, "permalink_title": "Link", "toc_depth": "2-3"}}
    plain = markdown.Markdown(extensions=["toc"], extension_configs=configs)
    ours = markdown.Markdown(extensions=["toc", CommonMarkExtension()], extension_configs=configs)
    assert ours.convert(text) == plain.convert(text)
    assert ours.toc_tokens == plain.toc_tokens  # type: ignore[attr-defined]


def test_comments_stay_as_they_are() -> None:
    """HTML comments aren't changed, even if they contain text like a link."""
    text = '<!-- <a href="page.md" markdown> -->\n\nText.\n'
    assert converter(ours=True).convert(text).startswith('<!-- <a href="page.md" markdown> -->')


@given(st.text("[]()<>*_`!\\&#|~ \n-1.ab\"'{}", max_size=60))
def test_every_text_is_a_page(text: str) -> None:
    """Any text can be converted, and each heading gets an anchor."""
    page = rendered(text, ours=True)
    headings = [element for element in page.elements if element.tag in ("h1", "h2", "h3")]
    assert all(heading.get("id") for heading in headings)


@pytest.mark.parametrize(
    "piece",
    [
        *"[(<*_`!&~{|#",
        "```",
        "``` ",
        "`~",
        "<!--",
        "<div ",
        "<div id=",
        " markdown",
        "<div markdown ",
    ],
)
def test_what_has_no_end_is_no_trap(piece: str) -> None:
    """Texts with many unclosed brackets, fences or tags are converted without excessive time."""
    page = piece * 50_000
    OtherSyntax(converter(ours=True)).occurs_in(page)
    assert convert(converter(ours=True), page)
