"""Incremental publishing gives the same site as ``mkdocs build``, byte for byte."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from mkdocs.structure.files import File

from sourcebook import stages
from sourcebook.pages.compose import environment
from sourcebook.project import open_cache
from sourcebook.publishing import incremental, indexing, rendering
from sourcebook.publishing.background_index import BackgroundIndex
from sourcebook.publishing.building import Publisher, load_render_context
from sourcebook.publishing.mkdocs_context import RenderContext
from sourcebook.publishing.pagefind_process import IndexingError, PagefindProcess
from sourcebook.publishing.published import Published, PublishingError
from sourcebook.publishing.rendering import Rendered, render
from sourcebook.publishing.staging import StagingTree
from sourcebook.tracking import build_cache
from sourcebook.writing import cache

from .projects import ROOT, plain, run, tree
from .systems import posix

Change = Callable[[Path], Mapping[str, str]]
"""A function that changes a project, and returns environment variables for the next build."""


def published(folder: Path, *, workers: int = 1, index: bool = True) -> Published:
    """Make a project's pages and publish them, as the command ``build`` does."""
    kept = open_cache(folder)
    built = stages.pages(folder, kept, workers=workers)
    assert built.changes is not None
    publisher = Publisher(folder / "mkdocs.yml", folder / "site", kept, index=index)
    made = publisher.publish(built.docs, workers)
    kept.flush()
    return made


ByMkDocs = Callable[[Path], dict[str, str]]
"""A function that returns the site that MkDocs builds from a project."""


@pytest.fixture(scope="module")
def by_mkdocs(tmp_path_factory: pytest.TempPathFactory) -> ByMkDocs:
    """Return a function that builds a project by MkDocs.

    Results are cached by the project's files and SITE_URL.
    """
    known: dict[object, dict[str, str]] = {}

    def made(folder: Path) -> dict[str, str]:
        files = tree(folder).items()
        given = {file for file in files if not file[0].startswith(("site/", ".cache/"))}
        key = (frozenset(given), os.environ.get("SITE_URL"))
        if key not in known:
            target = tmp_path_factory.mktemp("plain")
            plain(folder, target)
            known[key] = tree(target)
        return known[key]

    return made


@pytest.fixture
def folder(small: Path, tmp_path: Path) -> Path:
    """Copy the built project ``small``, with its build cache; return the folder of the copy."""
    copy = tmp_path / "small"
    shutil.copytree(small, copy, symlinks=True)
    return copy


def in_file(path: str, before: str, after: str) -> Change:
    """Return a change that replaces a text in one file."""

    def change(folder: Path) -> Mapping[str, str]:
        text = (folder / path).read_text("utf-8")
        assert before in text
        (folder / path).write_text(text.replace(before, after), "utf-8")
        return {}

    return change


def goes(path: str) -> Change:
    """Return a change that deletes a file."""

    def change(folder: Path) -> Mapping[str, str]:
        (folder / path).unlink()
        return {}

    return change


def comes(path: str, text: str) -> Change:
    """Return a change that adds a file."""

    def change(folder: Path) -> Mapping[str, str]:
        (folder / path).write_text(text, "utf-8")
        return {}

    return change


def renamed(folder: Path) -> Mapping[str, str]:
    """Rename an event by the command ``rename``."""
    assert run(folder, "rename", "event", "harbour-fire", "the-fire").returncode == 0
    return {}


def restyled(folder: Path) -> Mapping[str, str]:
    """Give the project its own copy of the theme, with an edited footer."""
    shutil.copytree(ROOT / "sourcebook/theme", folder / "own_theme")
    in_file("own_theme/partials/footer.html", "</footer>", "<p>Own.</p></footer>")(folder)
    return in_file("mkdocs.yml", "custom_dir: sourcebook/theme", "custom_dir: own_theme")(folder)


PAGE = "site/events/harbour-fire/index.html"

CHANGES: dict[str, Change] = {
    "nothing": lambda _: {},
    "a name on many pages": in_file("sources/actors/town.yml", "Ada Brandt", "Ada Brand"),
    "a place on the maps": in_file("sources/locations/coast.yml", "[54.1, -3.2]", "[54.2, -3.1]"),
    "a record comes": comes("sources/actors/new.yml", "q:\n  name: Quay\n  kind: organisation\n"),
    "a page comes": comes("sources/pages/more.md", "---\ntitle: More\n---\n\nMore of it.\n"),
    "a page goes": goes("sources/pages/about.md"),
    "an id changes": renamed,
    "a page of others comes": comes("docs/own.md", "# Own\n\n[it](events/harbour-fire.md)\n"),
    "the site's name": in_file("mkdocs.yml", 'site_name: "', 'site_name: "New '),
    "the menu": in_file("mkdocs.yml", "- Events: events/index.md", "- What: events/index.md"),
    "the theme": restyled,
    "its address": lambda _: {"SITE_URL": "https://example.org/topic/"},
    "a page was tampered with": in_file(PAGE, "<h1", "<h2"),
    "a page was lost": goes(PAGE),
    "the sitemap was lost": goes("site/sitemap.xml"),
    "the index was tampered with": in_file("site/pagefind/pagefind-entry.json", "{", "{ "),
    "a stranger in the site": comes("site/events/stranger.html", "who?"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_after_any_change_the_site_is_what_mkdocs_makes(
    folder: Path, by_mkdocs: ByMkDocs, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After any change, the incremental build equals the site of ``mkdocs build``."""
    for variable, value in CHANGES[name](folder).items():
        monkeypatch.setenv(variable, value)
    published(folder)
    assert tree(folder / "site") == by_mkdocs(folder)


def test_a_theme_that_is_edited_is_seen(folder: Path, by_mkdocs: ByMkDocs) -> None:
    """If a file in the project's own theme changes, pages are rendered again."""
    restyled(folder)
    published(folder)
    in_file("own_theme/partials/footer.html", "Own.", "Edited.")(folder)
    assert len(published(folder).changed) > 20
    assert "<p>Edited.</p>" in (folder / PAGE).read_text("utf-8")
    in_file("own_theme/styles/kinds.css", "{", "{ ")(folder)
    made = published(folder)
    assert (made.changed, made.all_changed) == ([], True)
    assert tree(folder / "site") == by_mkdocs(folder)


def test_without_what_is_kept_everything_is_made_anew(folder: Path) -> None:
    """With ``--no-cache``, a build reads nothing from the cache, and gives the same site."""
    before = tree(folder / "site")
    for kept in (folder / ".cache/sourcebook").glob("*.*"):
        kept.write_bytes(b"whatever")
    result = run(folder, "build", "--no-cache")
    assert (result.returncode, result.stderr) == (0, "")
    assert "0 pages changed" in result.stdout
    assert tree(folder / "site") == before
    assert run(folder, "pages", "--no-cache").returncode == 0


def test_many_changes_one_after_the_other(
    folder: Path, by_mkdocs: ByMkDocs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After several incremental builds with workers, the site equals that of ``mkdocs build``."""
    for module in (rendering, build_cache):
        monkeypatch.setattr(module, "FEW_FILES", 2)
    for name in ("a record comes", "a name on many pages", "an id changes", "the menu"):
        CHANGES[name](folder)
        published(folder, workers=3)
    (folder / "sources/actors/new.yml").unlink()
    published(folder, workers=3)
    assert tree(folder / "site") == by_mkdocs(folder)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
        lambda path: path.write_bytes(b"another version\n" + path.read_bytes()),
    ],
    ids=["gone", "cut short", "another version"],
)
def test_what_is_kept_may_be_lost(
    folder: Path, by_mkdocs: ByMkDocs, spoil: Callable[[Path], object]
) -> None:
    """If the cache's files are lost or damaged, and its folders deleted, builds are still right."""
    for kept in (folder / ".cache/sourcebook").iterdir():
        if kept.is_dir():
            shutil.rmtree(kept)
        else:
            spoil(kept)
    CHANGES["a name on many pages"](folder)
    published(folder)
    assert tree(folder / "site") == by_mkdocs(folder)


def test_templates_are_compiled_by_the_first_build_alone(folder: Path, compiled: list[str]) -> None:
    """Only the first build compiles templates; the next one takes their bytecode from the cache."""
    shutil.rmtree(folder / ".cache")
    published(folder, index=False)
    assert {"event.md.j2", "main.html"} <= set(compiled)
    compiled.clear()
    environment.cache_clear()
    in_file("sources/events/fire.yml", "title: ", "title: New ")(folder)
    assert "events/harbour-fire/index.html" in published(folder, index=False).changed
    assert compiled == []


def test_only_what_changed_is_rendered(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an edit of one page, only this page is rendered; without an edit, no page is."""
    published(folder)  # the copied files have new signatures
    rendered: list[str] = []

    def spy(
        context: RenderContext, paths: Sequence[str], copies: Sequence[File], workers: int
    ) -> dict[str, Rendered]:
        rendered.extend(paths)
        return render(context, paths, copies, workers)

    monkeypatch.setattr(incremental, "render", spy)
    page = folder / "docs/own.md"
    page.write_text("# Own\n\nOne.\n", "utf-8")
    assert published(folder).changed == ["own/index.html"]
    page.write_text("# Own\n\nTwo.\n", "utf-8")
    made = published(folder)
    assert (made.changed, rendered) == (["own/index.html"], ["own.md", "own.md"])
    monkeypatch.setattr(indexing, "make_index", lambda *_: pytest.fail("made anew"))
    assert published(folder) == Published([], [], 0.0)
    assert rendered == ["own.md", "own.md"]


def test_the_index_is_brought_up_to_date(
    folder: Path, by_mkdocs: ByMkDocs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For the search index, only changed pages are indexed again.

    If a file of the index itself was changed, all pages are indexed again.
    """
    published(folder)
    given: list[set[str]] = []
    start = PagefindProcess.__init__

    def spy(self: PagefindProcess, pages: Path, raw: Path) -> None:
        given.append({path.relative_to(pages).as_posix() for path in pages.rglob("*.html")})
        start(self, pages, raw)

    monkeypatch.setattr(PagefindProcess, "__init__", spy)
    page = folder / "docs/own.md"
    changed = {"0.html", "companion.html"}  # only one page, which has a number as its name
    for text in ("One", "Two"):
        page.write_text(f"---\ntitle: Own\n---\n# Own\n\n{text}.\n", "utf-8")
        published(folder)
    assert given == [changed, changed]
    page.write_text("---\ntitle: Own\n---\n# Own\n\nThree.\n", "utf-8")
    published(folder, index=False)
    kept = open_cache(folder)
    background = BackgroundIndex.start_if_needed(folder / "site", kept)
    assert background is not None
    background.publish()
    kept.flush()
    assert given == [changed, changed, changed]
    assert tree(folder / "site") == by_mkdocs(folder)
    entry = folder / "site/pagefind/pagefind-entry.json"
    entry.write_text(entry.read_text("utf-8") + " ", "utf-8")
    published(folder)
    assert len(given) == 4
    assert len(given[3]) > 20
    assert tree(folder / "site") == by_mkdocs(folder)


def test_a_page_that_is_rendered_alone_is_the_same(folder: Path, tmp_path: Path) -> None:
    """Each page that the preview renders alone equals the page of the build, menu included."""
    published(folder)
    context = load_render_context(folder / "mkdocs.yml", tmp_path / "alone")
    assert context
    assert any(file.page in context.nav.pages for file in context.pages)
    for file in reversed(context.pages):
        text = (folder / "docs" / file.src_uri).read_text("utf-8")
        built = (folder / "site" / file.dest_uri).read_bytes()
        assert rendering.render_alone(context, file.src_uri, text) == built, file.src_uri


def test_the_index_may_come_later(folder: Path, by_mkdocs: ByMkDocs) -> None:
    """The preview publishes pages first, and updates the search index later in the background."""
    before = {path: hash_ for path, hash_ in tree(folder / "site").items() if "pagefind" in path}
    CHANGES["a name on many pages"](folder)
    made = published(folder, index=False)
    assert len(made.changed) > 3
    now = {path: hash_ for path, hash_ in tree(folder / "site").items() if "pagefind" in path}
    assert now == before
    kept = open_cache(folder)
    background = BackgroundIndex.start_if_needed(folder / "site", kept)
    assert background is not None
    assert background.publish() > 0
    assert BackgroundIndex.start_if_needed(folder / "site", kept) is None
    kept.flush()
    assert tree(folder / "site") == by_mkdocs(folder)
    assert published(folder) == Published([], [], 0.0)


def test_a_build_that_stopped_before_its_index_makes_it_the_next_time(
    folder: Path, by_mkdocs: ByMkDocs
) -> None:
    """If a build stops before the search index is made, the next build makes the index."""
    CHANGES["a name on many pages"](folder)
    kept = open_cache(folder)
    built = stages.pages(folder, kept, workers=1)
    Publisher(folder / "mkdocs.yml", folder / "site", kept, index=False).publish(built.docs, 1)
    published(folder)  # the cache has no record of that build
    assert tree(folder / "site") == by_mkdocs(folder)


def overtaken_index(folder: Path) -> BackgroundIndex:
    """Begin to index a site in the background; then change the site, as another build does."""
    CHANGES["a name on many pages"](folder)
    kept = open_cache(folder)
    built = stages.pages(folder, kept, workers=1)
    Publisher(folder / "mkdocs.yml", folder / "site", kept, index=False).publish(built.docs, 1)
    background = BackgroundIndex.start_if_needed(folder / "site", kept)
    assert background is not None
    comes("site/events/stranger.html", "who?")(folder)
    return background


def test_an_index_of_another_site_is_not_put_in_place(folder: Path) -> None:
    """A search index isn't published if another build has changed the site in the meantime."""
    background = overtaken_index(folder)
    with pytest.raises(IndexingError, match="another build has changed the site"):
        background.publish()


def test_an_index_that_another_build_deletes_is_told_as_such(folder: Path) -> None:
    """If another build deletes the unfinished index, the message says that it changed the site."""
    background = overtaken_index(folder)
    StagingTree(folder / "site", open_cache(folder).folder).clear_all_bundles()
    with pytest.raises(IndexingError, match="another build has changed the site"):
        background.publish()


@posix
def test_indexes_of_killed_processes_are_deleted(folder: Path) -> None:
    """Unfinished indexes of processes that have ended are deleted; those of others are kept."""
    tree_ = StagingTree(folder / "site", open_cache(folder).folder)
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    names = (f"index.new.{os.getpid()}", f"index.new.{ended.pid}", f"index.new.{os.getppid()}")
    left = [tree_.bundle.with_name(name) for name in names]
    for one in left:
        one.mkdir()
    tree_.clear_ended_bundles()
    assert [one.exists() for one in left] == [False, False, True]
    left[2].rmdir()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("site_name", "The configuration is invalid. Expected a key-value mapping"),
        ("- site_name", "The configuration is invalid. Expected a key-value mapping"),
        ("site_name: One\nhooks: 5\n", "Config value 'hooks'"),
        ("site_name: [One\n", "MkDocs encountered an error parsing the configuration file"),
        ("site_name: One\nextra: {day: 2015-13-45}\n", "mkdocs.yml can't be read: month must be"),
        (
            f"site_name: One\nextra: {'{a: ' * 999}",
            "mkdocs.yml can't be read: it is nested too deep",
        ),
    ],
    ids=["half-typed", "a list", "hooks that are none", "no YAML", "no day", "too deep"],
)
def test_settings_that_are_none_are_told(folder: Path, text: str, told: str) -> None:
    """If mkdocs.yml is invalid, the error gives the reason, and the old site stays."""
    before = tree(folder / "site")
    (folder / "mkdocs.yml").write_text(text, "utf-8")
    with pytest.raises(PublishingError) as refused:
        Publisher(folder / "mkdocs.yml", folder / "site", open_cache(folder)).publish()
    assert told in str(refused.value)
    assert tree(folder / "site") == before


@pytest.mark.parametrize("theme", ["", "theme: readthedocs\n"], ids=["none", "another"])
def test_a_theme_without_our_templates_is_told(folder: Path, theme: str) -> None:
    """If mkdocs.yml has no theme or another theme, the error names the theme that pages need."""
    settings = folder / "mkdocs.yml"
    text, changed = re.subn(r"(?m)^theme:\n(  .*\n)+", theme, settings.read_text("utf-8"))
    assert changed == 1
    settings.write_text(text, "utf-8")
    with pytest.raises(PublishingError) as refused:
        Publisher(settings, folder / "site", open_cache(folder)).publish()
    assert str(refused.value) == (
        f"the theme {'readthedocs' if theme else 'mkdocs'} has no templates for these pages: in "
        "mkdocs.yml, write theme: {name: sourcebook}, or name: material with custom_dir: "
        "sourcebook/theme"
    )


def test_a_static_template_that_is_no_text_is_told(folder: Path) -> None:
    """A number among the theme's static templates is reported as a mistake in the settings."""
    settings = folder / "mkdocs.yml"
    text = settings.read_text("utf-8")
    assert "static_templates: [robots.txt" in text
    settings.write_text(
        text.replace("static_templates: [robots.txt", "static_templates: [1"), "utf-8"
    )
    with pytest.raises(PublishingError) as refused:
        Publisher(settings, folder / "site", open_cache(folder)).publish()
    assert str(refused.value) == (
        "static_templates of the theme has 1, which isn't the name of a file"
    )


def test_settings_may_say_what_mkdocs_lets_them(folder: Path, by_mkdocs: ByMkDocs) -> None:
    """A YAML tag that calls a function with arguments works in mkdocs.yml as in MkDocs."""
    in_file(
        "mkdocs.yml", "      permalink_title:",
        "      slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}\n"
        "      permalink_title:",
    )(folder)  # fmt: skip
    published(folder)
    assert tree(folder / "site") == by_mkdocs(folder)
    assert published(folder).render_context is None


def test_a_template_that_is_none_is_told(folder: Path) -> None:
    """A syntax error in a template of the theme stops the build with Jinja's message."""
    restyled(folder)
    (folder / "own_theme/robots.txt").write_text("{% if %}", "utf-8")
    with pytest.raises(PublishingError, match="Expected an expression"):
        published(folder)


def test_a_hook_or_a_plugin_of_the_project_takes_part(folder: Path, by_mkdocs: ByMkDocs) -> None:
    """If the project has its own hook or plugin, MkDocs builds the whole site."""
    (folder / "own_hook.py").write_text(
        "def on_page_content(html, **_):\n    return html + '<p>Hooked.</p>'\n", "utf-8"
    )
    in_file("mkdocs.yml", "hooks: [build_site.py]", "hooks: [build_site.py, own_hook.py]")(folder)
    published(folder)
    assert "<p>Hooked.</p>" in (folder / PAGE).read_text("utf-8")
    assert tree(folder / "site") == by_mkdocs(folder)


def test_a_file_that_an_extension_reads_is_seen(folder: Path, by_mkdocs: ByMkDocs) -> None:
    """If a Markdown extension includes a file, changes to this file change the pages."""
    (folder / "brought.txt").write_text("Before.", "utf-8")
    (folder / "docs/own.md").write_text('# Own\n\n--8<-- "brought.txt"\n', "utf-8")
    extension = f"  - pymdownx.snippets:\n      base_path: ['{folder}']\n  - md_in_html"
    in_file("mkdocs.yml", "  - md_in_html", extension)(folder)
    published(folder)
    (folder / "brought.txt").write_text("After.", "utf-8")
    published(folder)
    assert "After." in (folder / "site/own/index.html").read_text("utf-8")
    assert tree(folder / "site") == by_mkdocs(folder)


LOUD = """
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

class Loud(Preprocessor):
    def run(self, lines):
        return [line.replace("fire", "FIRE!") for line in lines]

class LoudExtension(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Loud(md), "loud", 1)

def makeExtension(**given):
    return LoudExtension(**given)
"""


def test_an_extension_of_the_project_s_own_is_seen(folder: Path) -> None:
    """If a Markdown extension in the project's folder changes, pages are rendered again."""
    in_file("mkdocs.yml", "  - md_in_html", "  - loud_extension\n  - md_in_html")(folder)
    (folder / "loud_extension.py").write_text(LOUD, "utf-8")
    assert run(folder).returncode == 0
    assert "FIRE!" in (folder / PAGE).read_text("utf-8")
    (folder / "loud_extension.py").write_text(LOUD.replace("FIRE!", "FLAMES"), "utf-8")
    assert run(folder).returncode == 0
    assert "FLAMES" in (folder / PAGE).read_text("utf-8")


def test_a_file_whose_time_was_put_back_is_seen(folder: Path) -> None:
    """A changed source file is read again, even if its size and time are as before."""
    path = folder / "sources/actors/town.yml"
    os.utime(path, (1, 1))
    published(folder)
    text = path.read_bytes()
    assert b"Ada Brandt" in text
    with path.open("r+b") as file:
        file.write(text.replace(b"Ada Brandt", b"Ada Grandt"))
    os.utime(path, (1, 1))
    published(folder)
    assert "Ada Grandt" in (folder / "site/actors/index.html").read_text("utf-8")


def test_a_template_that_looks_at_all_pages_gets_them(folder: Path, by_mkdocs: ByMkDocs) -> None:
    """A template that lists all pages gets their titles, as in MkDocs."""
    restyled(folder)
    listed = "{% for file in pages %}{{ file.page.title }}, {% endfor %}</footer>"
    in_file("own_theme/partials/footer.html", "</footer>", listed)(folder)
    published(folder)
    assert "Harbour Post" in (folder / PAGE).read_text("utf-8").rpartition("<footer")[2]
    assert tree(folder / "site") == by_mkdocs(folder)


def test_an_event_of_the_project_s_own_hook_is_not_passed_over(folder: Path) -> None:
    """A MkDocs event handler added to build_site.py is an error, because builds would ignore it."""
    with (folder / "build_site.py").open("a", encoding="utf-8") as file:
        file.write("\n\ndef on_page_content(html, **_):\n    return html.upper()\n")
    with pytest.raises(
        PublishingError,
        match=r"^build_site\.py has an event of its own, on_page_content: put it in another file, "
        r"and name that under hooks in mkdocs\.yml$",
    ):
        published(folder)


def test_another_build_of_what_is_installed_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a package is reinstalled, even in the same version, the whole cache is invalid."""
    record = tmp_path / "site-packages" / "some-1.0.dist-info" / "RECORD"
    record.parent.mkdir(parents=True)
    record.write_text("", "utf-8")
    monkeypatch.syspath_prepend(record.parent.parent)
    seen = set()
    for second in (1, 2, 2):
        os.utime(record, (second, second))
        cache._version.cache_clear()
        seen.add(cache._version())
    cache._version.cache_clear()
    assert len(seen) == 2
