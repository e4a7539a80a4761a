"""The documentation is correct: its commands run, its examples build, its links work."""

import json
import re
import struct
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
import pytest
import yaml

from documentation import generated
from sourcebook import stages
from sourcebook.catalogue import CATALOGUE
from sourcebook.command.program import cli, outside
from sourcebook.editing import example, starting

from .documented import DOCUMENTATION, PAGES, blocks, follow, installed
from .projects import PATIENCE, ROOT

EVERY = sorted(PAGES.rglob("*.md"))
FOLLOWED = [
    page for page in EVERY
    if any(block.language == "sh" and not block.skipped for block in blocks(page))
]  # fmt: skip
"""The pages with commands to run."""


FENCE = r"^ *`{3,}"
"""Matches the first or the last line of a code block."""


def name(page: Path) -> str:
    """Return a page's path in the documentation."""
    return page.relative_to(PAGES).as_posix()


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that makes the package look installed for a page's commands."""
    return installed(tmp_path_factory.mktemp("packages"))


@pytest.mark.parametrize("page", FOLLOWED, ids=name)
@pytest.mark.slow
def test_what_a_page_says_can_be_done(page: Path, packages: Path, tmp_path: Path) -> None:
    """The commands and files on a page of the documentation give the output that the page shows."""
    project = tmp_path / "my-topic"
    if page.name == "tutorial.md":
        assert follow(page, tmp_path, packages).folder == project
    else:
        starting.start(project, "My topic")
        if "\ngit " in page.read_text("utf-8"):
            subprocess.run(["git", "init", "--quiet", project], check=True)
        follow(page, project, packages)
    for path, words in MADE.get(page.name, {}).items():
        assert words in (project / "site" / path).read_text("utf-8")


MADE = {
    "tutorial.md": {
        "events/library-opening/index.html": "Coast Herald",
        "sources/coast-herald-1978-09-20/index.html": "(found in the original)",
    },
    "kinds-of-sources.md": {
        "sources/brook-1978-09-15/index.html": "“To the Editor of the Echo.” Letter. "
        "September 15. Letters 4/17. Ostwick Town Library.",
        "sources/brook-1981/index.html": "In <em>Small Towns and Their Books</em>.",
    },
    "pages-and-theme.md": {"thanks/index.html": "assets/our.css", "assets/our.css": "--link"},
}  # fmt: skip
"""Maps a tutorial to files of the site that it builds: path -> a text in the file."""


def test_blocks_are_of_a_kind_that_is_known() -> None:
    """Each code block of the documentation has a known language.

    A note before a code block, such as ``<!-- exits 2 -->``, has one of the known forms.
    """
    for page in EVERY:
        text = page.read_text("utf-8")
        found = list(blocks(page))
        # A block of Markdown may show other blocks, whose fences don't count.
        inside = sum(len(re.findall(FENCE, block.text, re.MULTILINE)) for block in found)
        assert len(found) == (len(re.findall(FENCE, text, re.MULTILINE)) - inside) / 2, page
        for block in found:
            assert re.fullmatch(r"(not run: .+|exits \d+|changes mkdocs\.yml)?", block.note), (
                page,
                block.note,
            )
            assert block.language in {"css", "html", "markdown", "sh", "text", "yaml"}, page
        notes = re.findall(r"<!-- (.*?) -->", text)
        known = {block.note for block in found}
        assert {note for note in notes if not note.startswith("generated: ")} <= known, page


def test_examples_are_yaml() -> None:
    """Every block of YAML in the documentation is valid YAML."""
    shown = [block.text for page in EVERY for block in blocks(page) if block.language == "yaml"]
    assert len(shown) > 5
    for text in shown:
        assert yaml.compose(text) is not None


class Read(HTMLParser):
    """A built page of the documentation: its links, its anchors, and the files that it loads."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.loaded: list[str] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Record the link, the anchor or the loaded file of a tag."""
        given = dict(attributes)
        if anchor := given.get("id"):
            self.anchors.add(anchor)
        if address := given.get("href") or given.get("src"):
            (self.links if tag == "a" else self.loaded).append(address)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the documentation with ``--strict``; return the site's folder."""
    folder = tmp_path_factory.mktemp("documentation")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict",
         "--config-file", DOCUMENTATION / "mkdocs.yml", "--site-dir", folder],
        cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_links_arrive_and_nothing_comes_from_elsewhere(site: Path) -> None:
    """Each link leads to an existing page and anchor; no file is loaded from another site."""
    pages = {path: Read(path) for path in sorted(site.rglob("*.html")) if path.name != "404.html"}
    assert len(pages) == len(EVERY)
    for path, page in pages.items():
        for address in page.links + page.loaded:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                assert address not in page.loaded, (path, address)
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), (path, address)
            assert not parts.fragment or parts.fragment in pages[target].anchors, (path, address)


def test_what_the_package_knows_is_filled_in(site: Path) -> None:
    """No page of the built documentation has a placeholder left.

    The reference has every kind of problem, and the files of the schemas.
    """
    for path in site.rglob("*.html"):
        assert "<!-- generated:" not in path.read_text("utf-8"), path
    problems = Read(site / "reference" / "problems" / "index.html")
    assert problems.anchors >= {*CATALOGUE}
    schemas = {path.name for path in (site / "reference" / "schemas").iterdir()}
    assert schemas >= {"actors.json", "events.json", "summaries.json"}


def test_every_command_and_option_is_in_the_reference() -> None:
    """The reference page on commands documents each command with its options."""
    told = generated.commands()
    for group in (outside, cli):
        for words, command in leaves(group, ()):
            assert re.search(rf"^## {' '.join(words)}\b", told, re.MULTILINE), words
            for option in command.params:
                assert all(f"<code>{flag}" in told for flag in option.opts if flag[:2] == "--"), (
                    option
                )
    page = (PAGES / "reference" / "commands.md").read_text("utf-8")
    assert "`--traceback`" in page
    assert "`--version`" in page


def leaves(
    group: click.Group, words: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield each command in a group and its subgroups, with the words that call the command."""
    for word, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, (*words, word))
        else:
            yield (*words, word), command


def test_every_key_is_in_the_format() -> None:
    """The page on the format explains every key in the schemas."""
    told = generated.record_format()
    corpus = stages.check(example.EXAMPLES / example.USUAL).corpus
    assert corpus is not None
    schemas = [
        json.loads(text) for path, text in stages.generate(corpus).items()
        if path.startswith(generated.SCHEMAS)
    ]  # fmt: skip
    keys = {key for schema in schemas for key in keys_of(schema)}
    assert len(keys) > 40
    assert {key for key in keys if f"`{key}`" not in told} == set()


def keys_of(schema: object) -> Iterator[str]:
    """Yield every key in a schema, at any depth."""
    if isinstance(schema, dict):
        named = schema.get("properties")
        if isinstance(named, dict):
            yield from named
        for held in schema.values():
            yield from keys_of(held)
    elif isinstance(schema, list):
        for held in schema:
            yield from keys_of(held)


def test_every_setting_is_in_the_reference() -> None:
    """The reference explains each setting that new projects have or that the package reads."""
    told = (PAGES / "reference" / "settings.md").read_text("utf-8")
    text = (example.STARTER / "mkdocs.yml").read_text("utf-8")
    settings = yaml.safe_load(text.replace("!ENV ", "").replace("@title@", "title"))
    wanted = {*settings, *(f"extra.{key}" for key in settings.pop("extra"))} - {"extra"}
    package = ROOT / "sourcebook"
    code = [path.read_text("utf-8") for path in package.rglob("*") if path.suffix in CODE]
    wanted |= {f"extra.{key}" for text in code for key in re.findall(r"config\.extra\.(\w+)", text)}
    assert wanted >= {"site_name", "extra.edit_url", "extra.picture"}
    wanted |= {name for text in code for name in re.findall(r"\bSOURCEBOOK_[A-Z_]+", text)}
    wanted |= {"SITE_URL", "NO_COLOR"}
    assert {key for key in wanted if f"`{key}`" not in told} == set()


CODE = {".html", ".py", ".xml", ".txt", ".json"}
"""Suffixes of the package's files that may read settings."""


def test_the_front_page_is_read_in_a_minute_and_leads_on() -> None:
    """The README is short, its picture exists, and every link in it works."""
    text = (ROOT / "README.md").read_text("utf-8")
    assert len(text.splitlines()) <= 60
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    assert len(links) > 10
    for link in links:
        if not urlsplit(link).scheme:
            assert (ROOT / link.partition("#")[0]).exists(), link
    (picture,) = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text)
    content = (ROOT / picture).read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", content[16:20]) == (1280,)
    assert len(content) < 150_000


@pytest.mark.parametrize(
    "text",
    [
        "```sh\npython --version\n```\n\n```text\nCobra 3…\n```\n",
        "```sh\npython --no-such-option\n```\n",
        "<!-- exits 1 -->\n```sh\npython --version\n```\n",
        "```sh\nunheard-of --version\n```\n",
    ],
)
def test_a_page_that_is_wrong_is_found_out(text: str, tmp_path: Path) -> None:
    """A page with wrong output, a wrong exit code or an unknown program fails the tests."""
    page = tmp_path / "page.md"
    page.write_text(text, "utf-8")
    with pytest.raises((AssertionError, KeyError)):
        follow(page, tmp_path, tmp_path)
    page.write_text("```sh\npython --version\n```\n\n```text\nPython 3…\n```\n", "utf-8")
    follow(page, tmp_path, tmp_path)


def test_make_knows_what_it_is_told() -> None:
    """Every target of make in the documentation or the README is in the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for page in (ROOT / "README.md", *EVERY):
        told = set(re.findall(r"(?:^|`)make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE))
        assert told <= targets, page
