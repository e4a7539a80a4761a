"""Linting of scripts and style sheets."""

import shutil
from pathlib import Path

import pytest

from . import linting, npm
from .projects import ROOT
from .systems import posix


@posix
@pytest.mark.slow
def test_without_a_registry_that_is_told_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """If npm can't reach a registry, one line says so, and the linter's exit code is 0."""
    monkeypatch.setenv("npm_config_offline", "true")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "cache"))
    folder = tmp_path / "linters"
    assert linting.main(folder) == 0
    assert capfd.readouterr() == (
        "Scripts and style sheets were not linted: npm could not fetch Biome, and says why in "
        f"{folder}/npm.txt\n",
        "",
    )
    assert "ENOTCACHED" in (folder / "npm.txt").read_text("utf-8")


@pytest.fixture
def linters() -> None:
    """Install Biome; skip the test if it can't be installed, as ``make lint`` does."""
    if not npm.is_installed(linting.PINNED, linting.INSTALLED) and not npm.install(
        linting.PINNED, linting.INSTALLED
    ):
        pytest.skip(f"npm could not fetch Biome: {linting.INSTALLED / npm.SAID} says why")


@pytest.mark.usefixtures("linters")
@pytest.mark.parametrize(
    ("path", "fault", "rule"),
    [
        ("theme/assets/site.js", "document.titel = tilte;\n", "noUndeclaredVariables"),
        ("theme/assets/map.js", "if (L == 1) L.draw();\n", "noDoubleEquals"),
        ("serving/preview.js", 'console.log("here");\n', "noConsole"),
        ("theme/styles/kinds.css", ".kind { colour: red; }\n", "noUnknownProperty"),
        ("theme/styles/maps.css", ".kind { top: 0; top: 1px; }\n", "noDuplicateProperties"),
    ],
)
@pytest.mark.slow
def test_a_fault_in_any_of_ours_is_found(path: str, fault: str, rule: str, tmp_path: Path) -> None:
    """Biome accepts Sourcebook's scripts and styles, and reports a mistake that is added to one."""
    ours = tmp_path / "sourcebook" / path
    ours.parent.mkdir(parents=True)
    shutil.copy(ROOT / "biome.jsonc", tmp_path)
    shutil.copy(ROOT / "sourcebook" / path, ours)
    before = linting.lint(linting.LINTED, root=tmp_path, quiet=True)
    assert before.returncode == 0, before.stderr
    ours.write_text(ours.read_text("utf-8") + fault, "utf-8")
    after = linting.lint(linting.LINTED, root=tmp_path, quiet=True)
    assert after.returncode == 1
    assert rule in after.stdout + after.stderr
