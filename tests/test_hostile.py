"""Any text of a researcher is shown literally on the site, and has no other effect."""

import html
import itertools
import json
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mkdocs.structure.files import Files

from sourcebook import stages
from sourcebook.markdown import Md, begin, escape, inline, join, link, table
from sourcebook.pages.makers.written import render
from sourcebook.pages.page_context import PageContext
from sourcebook.pages.site import Site
from sourcebook.project import SOURCES
from sourcebook.publishing import mkdocs_context
from sourcebook.publishing.autoescape import THEME
from sourcebook.text import one_line

from .corpora import SMALL, copy_small, told
from .hostility import HOSTILE_FILE, STRINGS, Words, rewrite
from .made import corpus
from .projects import project, run
from .rendered import FROM_MARKDOWN, OURS, flat, is_safe, rendered, shown, strangers

CONTEXTS: dict[str, Callable[[str], str]] = {
    "heading": lambda text: f"# {escape(text)}",
    "paragraph": lambda text: escape(text),
    "list item": lambda text: f"- {escape(text)}",
    "numbered item": lambda text: f"1. {escape(text)}",
    "quotation": lambda text: f"> {escape(text)}",
    "emphasis": lambda text: f"*Note:* *said: {escape(text)}*",
    "small print": lambda text: f"- x<br><small>{escape(text)}</small>",
    "lead": lambda text: f'<div class="lead" markdown>\n\n{escape(text)}\n\n</div>',
    "facts": lambda text: f'<div class="facts" markdown>\n\n- **Kind:** {escape(text)}\n\n</div>',
    "link's words": lambda text: f"- {link(text, 'a.md')}",
    "linked heading": lambda text: f"### {link(text, 'a.md')}",
    "link's title": lambda text: link("1", "a.md#p1", text),
    "before a link": lambda text: begin(Md(f"{inline(text)}{link('words', 'a.md')}")),
    "after a link": lambda text: Md(f"{link('words', 'a.md')}{inline(text)}"),
    "cell": lambda text: table(("a", "b"), [("x", text), (text, "x")]),
    "head of a table": lambda text: table((text, "b"), [("x", "y")]),
    "row": lambda text: join(["x", text, "y"]),
}
"""Maps a context, such as "heading", to a function that returns Markdown with a text in it."""


@pytest.mark.parametrize("context", CONTEXTS)
@pytest.mark.slow
def test_a_text_is_itself_wherever_it_stands(context: str) -> None:
    """In any context, a text is shown completely, and adds or removes no HTML element."""
    usual = [element.tag for element in shown(f"{CONTEXTS[context]('words')}\n").elements]
    for text in STRINGS:
        page = shown(f"{CONTEXTS[context](text)}\n")
        assert strangers(page.elements) == [], text
        expected = flat(one_line(text))
        titles = [element.get("title", "") for element in page.elements]
        assert expected in page.text or expected in titles, text
        assert [element.tag for element in page.elements] == usual, text


def test_every_row_has_the_cells_of_its_head() -> None:
    """Any text in a table's cell is escaped, so that the row keeps its number of cells."""
    for text in STRINGS:
        for line in table(("a", "b", "c"), [(text, text, text)]).split("\n"):
            assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) == 4, text


@pytest.mark.parametrize("turn", range(8))
@pytest.mark.slow
def test_hostile_words_in_every_field(turn: int, tmp_path: Path) -> None:
    """Every field of every record can have any text, which is shown completely."""
    number = itertools.count(turn * 17)

    def words(field: str) -> str:
        hostile = STRINGS[next(number) % len(STRINGS)]
        return f"{hostile} ‹{field}›" if turn % 2 else f"‹{field}› {hostile}"

    check_pages(tmp_path, words)


TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("\\`*_{}[]()<>#+-.!|~&:;=\"'^$%@/? \n\t1a\u00a0\u202e\u0002\u0003"),
    ),
    max_size=40,
).map(lambda text: text.strip() or "words")


@settings(max_examples=settings().max_examples // 3)
@given(
    st.one_of(
        TEXTS,
        st.lists(st.sampled_from([text for text in STRINGS if len(text) < 40]), min_size=2).map(
            lambda parts: "".join(parts[:5])
        ),
    )
)
@example("1. a")
@example("word! [")
@example("#")
@pytest.mark.slow
def test_any_words_in_every_field(text: str) -> None:
    """Every field can have any text that Hypothesis generates; pages show all of it."""
    with tempfile.TemporaryDirectory() as folder:
        check_pages(Path(folder), lambda field: text)


def check_pages(folder: Path, words: Words) -> None:
    """Make the pages of a corpus with hostile texts, and check each page."""
    expected = rewrite(folder / "project", words)
    corpus = stages.check(folder / "project").corpus
    assert corpus is not None, told(folder / "project")
    docs = stages.generate(corpus)
    for path in [path for path in docs if path.endswith(".md") and path != "format.md"]:
        page = shown(docs[path].decode())
        assert strangers(page.elements) == [], path
        assert {"title", "description"} <= page.meta.keys()
        for field, text in expected.get(path, {}).items():
            assert flat(text) in page.text, (path, field)
            if field in ("name", "title", "article-title", "page-title"):
                assert html.unescape(page.meta["title"]) == text
        kind = path.partition("/")[0]
        if path in expected and kind in ("actors", "locations", "events", "questions"):
            assert page.meta["records"][0]["path"] == f"sources/{kind}/{HOSTILE_FILE}"


BODIES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *"[]()<>!`:\\\"' \n",
                "\n\n", "```", "~~~", "![", "](", "]:", "[1]", "[1]: ", "\n[1]: ", "> [1]: ",
                "<script>", "</script>", "<img src=x onerror=alert(1)>", "<!--", "-->", "<a", "<?",
                "javascript:", "java", "script:alert(1)", "JAVA\tSCRIPT:", "&#106;avascript:",
                "%6a", "data:text/html,x", "https://elsewhere.example/x", "//elsewhere.example",
                "index.md", "    ", "- ", "1. ", "# ", "| ", "---", "\n---\n", "* ", "**", "_",
                "{", "}", "x", "y z", "<pre>", "</code>", "<div markdown>", "&lt;", "&amp;",
                "[[harbour-fire]]", "[[harbour-fire|words]]", "[@ellan-courier-1951-03-05, ¶1]",
                "\u0002", "\u0003", "\u202e",
            ]
        ),
        TEXTS,
    ),
    max_size=14,
).map("".join)  # fmt: skip


@settings(max_examples=settings().max_examples * 5 // 3)
@given(BODIES)
@example("\\`<script>alert(1)</script>\\`")
@example("```\n\n<script>alert(1)</script>")
@example("````\n```\n````\n<script>alert(1)</script>\n```")
@example("````\n```\n- ~~~\n")
@example("- ```\n  code\n  ```\n\nwords")
@example("\\`![x](https://elsewhere.example/x.png)\\`")
@example("![[harbour-fire]]")
@example("[x](java\nscript:alert(1))")
@example("> [1]: javascript:alert(1)\n\n[x][1]")
@example("- [1]: <javascript:alert(1)>\n\n[1]")
@example("[x](<javascript:alert(1)>)")
@example("[x](javascript:alert(1) 'title')")
@example(f"[{'a' * 2000}]: javascript:alert(1)\n\n[x][{'a' * 2000}]")
@example(f"[x](javascript:alert(1){' ' * 9000})")
@example("`[x](javascript:alert(1))`")
def test_a_hand_written_page_is_markdown_and_no_more(body: str) -> None:
    """HTML on a hand-written page is shown as text, and a link to a script is a problem."""
    with tempfile.TemporaryDirectory() as folder:
        sources = copy_small(Path(folder, "project")) / SOURCES
        about = sources / "pages" / "about.md"
        about.write_text(f"---\ntitle: About\n---\n{body}", "utf-8", newline="")
        checked = stages.check(sources.parent)
    if checked.corpus is None:
        assert {problem.mark.path for problem in checked.problems} == {"sources/pages/about.md"}
        return
    page = PageContext(Site(checked.corpus), "about.md")
    markdown = render(page, checked.corpus.pages["about"].body)
    for ours in (True, False):
        elements = rendered(markdown, ours=ours).elements
        assert strangers(elements, OURS | FROM_MARKDOWN) == []


@pytest.mark.parametrize("ours", [True, False])
@pytest.mark.parametrize(
    "body",
    ["```\ncode", "~~~ words\ncode", "````\n```", "```\ncode\n```\n```", "- ```\n  code\n  ```",
     "- words\n\n  ```\n  code", "> ```\n> code", "```\ncode\n````", "``` `words`\ncode"],
)  # fmt: skip
def test_an_open_code_block_ends_with_the_text(body: str, ours: bool) -> None:
    """An unclosed code block of a hand-written page ends where the page's own text ends."""
    page = PageContext(Site(corpus({})), "about.md")
    found = rendered(f"{render(page, body)}\n\nWords **below**.", ours=ours)
    assert found.text.endswith("Words below.")
    assert "strong" in [element.tag for element in found.elements]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("a <b> c", "a <b> c"),
        ("`<script>`", "<script>"),
        ("```\n<script>\n\n`x` *y*\n```", "<script> `x` *y*"),
        ("```html\n<b>\n```", "<b>"),
        ("![words](index.md)", "!words"),
        ("Look: ![[harbour-fire|the fire]]!", "Look: !the fire!"),
        ("`[[harbour-fire]]`", "[[harbour-fire]]"),
        ("**bold** [about](about.md) and `code`", "bold about and code"),
    ],
)
def test_what_a_hand_written_page_shows(body: str, text: str) -> None:
    """A hand-written page shows code and HTML literally, and its Markdown as usual."""
    corpus = stages.check(SMALL).corpus
    assert corpus is not None
    assert shown(render(PageContext(Site(corpus), "about.md"), body)).text == text


def test_a_published_site_runs_and_fetches_nothing_of_theirs(tmp_path: Path) -> None:
    """On the published site, hostile texts run nothing and load nothing."""
    folder = project(tmp_path / "project")
    settings = folder / "mkdocs.yml"
    text = settings.read_text("utf-8")
    assert 'edit_url: ""' in text
    # A record's path also becomes part of the address of its edit link.
    address = 'edit_url: "https://git.invalid/main/{path}#L{line}"'
    settings.write_text(text.replace('edit_url: ""', address), "utf-8")
    number = itertools.count(1)

    def words(field: str) -> str:
        return f"{STRINGS[next(number) % 10]} </title>\"'><i onclick=pwned()>‹{field}› &lt;i&gt;"

    with tempfile.TemporaryDirectory() as other:
        rewrite(Path(other, "project"), words)
        (folder / "sources").rename(folder / "before")
        Path(other, "project", "sources").rename(folder / "sources")
    built = run(folder, "build")
    assert built.returncode == 0, built.stderr
    pages = sorted((folder / "site").rglob("*.html"))
    assert len(pages) > 20
    for path in pages:
        document = html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False)
        assert list(harm(document)) == [], path


@pytest.mark.slow
def test_every_template_of_ours_escapes_by_itself(tmp_path: Path) -> None:
    """All of Sourcebook's templates escape automatically; Material's templates don't."""
    folder = project(tmp_path)
    (folder / "docs").mkdir()
    config, _ = mkdocs_context.load_settings(folder / "mkdocs.yml", folder / "site")
    env = config.plugins.on_env(config.theme.get_env(), config=config, files=Files([]))
    assert callable(env.autoescape)
    for path in THEME.rglob("*"):
        name = path.relative_to(THEME).as_posix()
        if path.is_file() and name in env.list_templates():
            assert env.autoescape(name) == (path.suffix in (".html", ".xml")), name
    assert not env.autoescape("base.html")


def harm(document: Element) -> Iterator[str]:
    """Yield elements of a document that run or load something, except the theme's."""
    for element in document.iter():
        if element.tag == "i" or (element.tag == "img" and element.get("src") == "x"):
            yield f"<{element.tag}>"
        if element.get("type") == "application/ld+json":
            json.loads("".join(element.itertext()))  # data, which isn't run
        elif element.tag in ("script", "style") and "pwned" in "".join(element.itertext()):
            yield f"<{element.tag}> with a text of theirs"
        for name, value in element.attrib.items():
            if name.startswith("on"):
                yield f"{name}={value}"
            if name in ("href", "src", "action") and not is_safe(value):
                yield f"{name}={value}"
            if name in ("src", "srcset", "data") and urlsplit(value).netloc:
                yield f"{name}={value}"
