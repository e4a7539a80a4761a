"""The frame around a page: its shared parts, and the cases in which Material's frame is used."""

import re
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import get_files

from sourcebook.publishing import page_frame
from sourcebook.publishing.building import Publisher
from sourcebook.writing import Cache

from .projects import KEY, project, run, tree

GENERATOR = 'content="mkdocs-1.6.1">'
"""The ``generator`` metadata in Sourcebook's frame. In Material's frame, it has Material's name."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small project whose docs/ was made."""
    folder = project(tmp_path_factory.mktemp("frame") / "small")
    assert run(folder, "pages").returncode == 0
    return folder


def published(made: Path, target: Path) -> dict[str, str]:
    """Publish a project without a search index; return the hashes of the site's files."""
    publisher = Publisher(made / "mkdocs.yml", target / "site", Cache(target / "cache", KEY))
    publisher.publish(workers=1)
    return {name: data for name, data in tree(target / "site").items() if "pagefind" not in name}


def test_what_pages_share_is_what_each_would_have(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rendering shared parts of the frame once gives the same site as rendering them per page."""
    shared = published(made, tmp_path / "shared")
    monkeypatch.setattr(page_frame, "_place", lambda context: object())
    assert published(made, tmp_path / "alone") == shared
    assert [name for name in tree(tmp_path / "shared" / "site") if "javascripts" in name] == []
    assert GENERATOR in (tmp_path / "shared" / "site" / "index.html").read_text("utf-8")


def test_a_home_page_named_like_the_site_is_named_once(made: Path, tmp_path: Path) -> None:
    """If the home page has the site's name, the title in the browser's tab has the name once."""
    heading = re.search(r"^# (.+)$", (made / "docs" / "index.md").read_text("utf-8"), re.MULTILINE)
    assert heading
    settings = (made / "mkdocs.yml").read_text("utf-8")
    other = made / "named.yml"
    named = re.sub(r"(?m)^site_name: .*$", f'site_name: "{heading[1]}"', settings)
    other.write_text(named, "utf-8")
    publisher = Publisher(other, tmp_path / "site", Cache(tmp_path / "cache", KEY))
    publisher.publish(workers=1)
    page = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert f"<title>{heading[1]}</title>" in page


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        ("    - toc.follow\n", "    - toc.follow\n    - toc.integrate\n"),
        ("    - toc.follow\n", "    - toc.follow\n    - content.code.copy\n"),
        ("    - toc.follow\n", "    - toc.follow\n    - toc.integrate: true\n"),
        ("extra:\n", "extra:\n  homepage: https://example.org\n"),
        ("  - tables\n", "  - tables\n  - pymdownx.tabbed: {alternate_style: true}\n"),
        (
            "  - tables\n",
            "  - tables\n  - pymdownx.superfences:\n      custom_fences: [{name: x, class: x}]\n",
        ),
        ("  font: false ", "  font: {text: Lora} "),
    ],
)
def test_what_our_frame_lacks_is_materials(
    made: Path, tmp_path: Path, words: str, instead: str
) -> None:
    """If a setting isn't supported by Sourcebook's frame, Material's frame is used."""
    settings = (made / "mkdocs.yml").read_text("utf-8")
    assert words in settings
    other = made / "other.yml"
    other.write_text(settings.replace(words, instead), "utf-8")
    publisher = Publisher(other, tmp_path / "site", Cache(tmp_path / "cache", KEY))
    publisher.publish(workers=1)
    page = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert "mkdocs-material" in page
    script = re.search(r'src="(assets/javascripts/bundle\.[^"]+)"', page)
    assert script
    assert (tmp_path / "site" / script[1]).exists()


def test_a_template_of_ones_own_may_use_materials(tmp_path: Path) -> None:
    """If a project's ``main.html`` extends Material's template, the site has Material's scripts."""
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "main.html").write_text('{% extends "base.html" %}', "utf-8")
    (tmp_path / "docs").mkdir()
    palette = {"primary": "custom"}
    theme = {"name": "material", "custom_dir": "theme", "font": False, "palette": palette}
    config = MkDocsConfig(config_file_path=str(tmp_path / "mkdocs.yml"))
    config.load_dict({"site_name": "A", "plugins": [], "theme": theme})
    assert config.validate() == ([], [])
    files = get_files(config)
    files.add_files_from_theme(config.theme.get_env(), config)
    before = list(files)
    page_frame.remove_scripts(files, config)
    assert list(files) == before
    (tmp_path / "theme" / "skeleton.html").touch()
    page_frame.remove_scripts(files, config)
    gone = [file.src_uri for file in before if file not in list(files)]
    assert gone
    assert all(name.startswith("assets/javascripts/") for name in gone)


_METHODS = "|".join(name for name in dir(str) if not name.startswith("_"))


def test_templates_need_no_methods_of_strings() -> None:
    """The theme's templates call no methods of strings, because Zensical's strings have none.

    The exception is ``partition``, which a template uses only if it exists. ``skeleton.html``
    isn't checked, because only MkDocs uses it.
    """
    theme = Path(page_frame.__file__).parent.parent / "theme"
    calls = {
        (file.name, call)
        for file in theme.rglob("*.html")
        if file.name != "skeleton.html"
        for call in re.findall(rf"\w\.({_METHODS})\(", file.read_text("utf-8"))
    }
    assert calls == {("content.html", "partition")}
