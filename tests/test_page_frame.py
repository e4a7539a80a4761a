"""The frame of a page: what pages of a folder share, and when it is Material's own."""

from pathlib import Path

import pytest

from sourcebook.publishing import page_frame
from sourcebook.publishing.building import Publisher
from sourcebook.writing import Cache

from .projects import KEY, project, run, tree

GENERATOR = 'content="mkdocs-1.6.1">'
"""What our frame says of what has made a page; Material's names Material as well."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a small project with its docs/."""
    folder = project(tmp_path_factory.mktemp("frame") / "small")
    assert run(folder, "pages").returncode == 0
    return folder


def published(made: Path, target: Path) -> dict[str, str]:
    """Publish a project without its search index, and return the hashes of the site's files."""
    publisher = Publisher(made / "mkdocs.yml", target / "site", Cache(target / "cache", KEY))
    publisher.publish(workers=1)
    return {name: data for name, data in tree(target / "site").items() if "pagefind" not in name}


def test_what_pages_share_is_what_each_would_have(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Header, menu and tabs lead from each page to where they should, as if made for it alone."""
    shared = published(made, tmp_path / "shared")
    monkeypatch.setattr(page_frame, "_place", lambda page, nav: object())
    assert published(made, tmp_path / "alone") == shared
    assert GENERATOR in (tmp_path / "shared" / "site" / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        ("    - toc.follow\n", "    - toc.follow\n    - toc.integrate\n"),
        ("extra:\n", "extra:\n  homepage: https://example.org\n"),
        ("  font: false ", "  font: {text: Lora} "),
    ],
)
def test_what_our_frame_lacks_is_materials(
    made: Path, tmp_path: Path, words: str, instead: str
) -> None:
    """Whatever Material's documentation lets people set works, if more slowly."""
    settings = (made / "mkdocs.yml").read_text("utf-8")
    assert words in settings
    other = made / "other.yml"
    other.write_text(settings.replace(words, instead), "utf-8")
    publisher = Publisher(other, tmp_path / "site", Cache(tmp_path / "cache", KEY))
    publisher.publish(workers=1)
    assert b"mkdocs-material" in (tmp_path / "site" / "index.html").read_bytes()
