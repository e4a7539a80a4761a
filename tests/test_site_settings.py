"""The language and the name of the site, from ``mkdocs.yml`` and inherited settings."""

from pathlib import Path

import pytest

from sourcebook import stages
from sourcebook.project import SETTINGS, open_cache
from sourcebook.reading.site_settings import site_language

from .corpora import copy_small


def language(folder: Path, **files: str) -> tuple[str, str] | None:
    """Write settings; return the language of ``main.yml`` and the setting's position, or None.

    The setting may be in a file that ``main.yml`` inherits from. ``files``: name of a file
    (``__`` for a slash) -> its text.
    """
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    found = site_language(folder / "main.yml")
    return found and (found.value, str(found.mark))


@pytest.mark.parametrize(
    ("main", "expected"),
    [
        ("site_name: X\ntheme:\n  name: material\n  language: fr\n", ("fr", "main.yml:4:13")),
        ("\ufefftheme: {language: fr}", ("fr", "main.yml:1:19")),
        ("theme: material", None),
        ("theme:\n  name: material\n", None),
        ("theme: {language: [fr]}", None),
        ("theme: {language: ''}", None),
        ("language: fr", None),
        ("extra: {language: fr}", None),
        ("- theme", None),
        ("theme: [", None),
        ("", None),
        ("INHERIT: nothing.yml", None),
        ("INHERIT: [main.yml]", None),
        ("INHERIT: main.yml", None),
    ],
)
def test_the_language_is_that_of_the_theme(
    main: str, expected: tuple[str, str] | None, tmp_path: Path
) -> None:
    """``site_language`` returns ``theme.language``, or None if it is missing or unreadable."""
    assert language(tmp_path, main=main) == expected


def test_settings_that_are_not_text_have_no_language(tmp_path: Path) -> None:
    """Settings that are a folder or aren't UTF-8 give no language; MkDocs reports the error."""
    assert site_language(tmp_path) is None
    (tmp_path / "main.yml").write_bytes(b"theme: {language: fr} # \xff")
    assert site_language(tmp_path / "main.yml") is None


def test_settings_inherit_the_language(tmp_path: Path) -> None:
    """A language that is missing is taken from the nearest inherited settings that have one.

    Paths under ``INHERIT`` are relative to the file that contains them.
    """
    main, inner = "INHERIT: inner/shared.yml\ntheme: {name: material}\n", "INHERIT: ../base.yml\n"
    base = "theme: {language: fr}\n"
    given = {"inner__shared": inner, "base": base}
    assert language(tmp_path, main=main, **given) == ("fr", "base.yml:1:19")
    own = f"{inner}theme: {{language: ar}}"
    assert language(tmp_path, main=main, inner__shared=own) == ("ar", "inner/shared.yml:2:19")
    assert language(tmp_path, main=f"{main}  # \n", base="", inner__shared=inner) is None


def test_ten_files_of_settings_are_read(tmp_path: Path) -> None:
    """At most ten files of inherited settings are read, so a circle doesn't block the build."""
    chain = {f"s{n}": f"INHERIT: s{n + 1}.yml" for n in range(1, 9)}
    found = language(tmp_path, main="INHERIT: s1.yml", **chain, s9="theme: {language: fr}")
    assert found == ("fr", "s9.yml:1:19")
    beyond = {"s9": "INHERIT: s10.yml", "s10": "theme: {language: fr}"}
    assert language(tmp_path, **beyond) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("!ENV SITE", "fr"),
        ("!ENV [SITE, de]", "fr"),
        ("!ENV [NONE, SITE, de]", "fr"),
        ("!ENV [OTHER, SITE, de]", "ar"),
        ("!ENV [NONE, de]", "de"),
        ("!ENV [SITE]", "fr"),
        ("!ENV NONE", None),
        ("!ENV [NONE]", None),
    ],
)
def test_the_language_may_come_from_the_environment(
    value: str, expected: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With ``!ENV``, the language is the first variable that is set, or else the default."""
    monkeypatch.setenv("SITE", "fr")
    monkeypatch.setenv("OTHER", "ar")
    monkeypatch.delenv("NONE", raising=False)
    found = language(tmp_path, main=f"theme: {{language: {value}}}")
    assert (found and found[0]) == expected


def test_a_site_without_a_home_page_of_its_own_has_the_name_of_the_settings(tmp_path: Path) -> None:
    """Without a page "home" in sources/, the home page's heading is mkdocs.yml's ``site_name``."""
    project = copy_small(tmp_path)
    assert title(project) == "# Sourcebook\n"
    (project / SETTINGS).write_text('site_name: "The *harbour*"\n', "utf-8")
    assert title(project) == "# The \\*harbour\\*\n"
    (project / SETTINGS).write_text("site_name: Other\n", "utf-8")
    assert title(project) == "# Other\n"
    home = project / "sources/pages/home.md"
    home.write_text("---\ntitle: The fire\n---\n\nA page.\n", "utf-8")
    assert title(project) == "# The fire\n"


def title(project: Path) -> str:
    """Make a project's pages; return the heading of the home page."""
    stages.pages(project, open_cache(project), workers=1)
    lines = (project / "docs/index.md").read_text("utf-8").splitlines(keepends=True)
    return next(line for line in lines if line.startswith("# "))
