"""Guides and tools for contributors agree with this repository."""

import re
from typing import Any

import pytest
import yaml

from .projects import ROOT

TARGETS = {
    name
    for line in (ROOT / "Makefile").read_text("utf-8").splitlines()
    if (rule := re.match(r"([a-z]+(?: [a-z]+)*):(?!=)", line))
    for name in rule[1].split()
}
"""The targets of the Makefile."""

FORMS = sorted(
    path for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config"
)


def hooks() -> list[dict[str, Any]]:
    """Return the hooks of the tool ``pre-commit``."""
    (repository,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    assert repository["repo"] == "local"
    return list(repository["hooks"])


def test_hooks_before_a_commit_are_targets_of_the_makefile() -> None:
    """Hooks of pre-commit run targets of the Makefile, and download nothing."""
    run = set()
    for hook in hooks():
        make, target = hook["entry"].split()
        assert (make, hook["language"], hook["pass_filenames"]) == ("make", "system", False)
        assert target in TARGETS, hook
        run.add(target)
    static = re.search(r"^static: (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert static is not None
    assert {*static[1].split()} <= run


def test_each_hook_looks_at_files_that_there_are() -> None:
    """The file pattern of each hook of pre-commit matches at least one file."""
    files = ["sources/pages/home.md", "sourcebook/theme/assets/site.js", "biome.jsonc"]
    patterns = [hook["files"] for hook in hooks() if "files" in hook]
    assert patterns
    for pattern in patterns:
        fitting = [name for name in files if re.search(pattern, name)]
        assert fitting, pattern
        assert all((ROOT / name).is_file() for name in fitting)


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "README.md", "SECURITY.md"])
def test_commands_of_make_that_are_told_are_there(name: str) -> None:
    """Every ``make`` command in the guides exists in the Makefile."""
    text = (ROOT / name).read_text("utf-8")
    told = set(re.findall(r"`(?:[A-Z_]+=\S+ )*make ([a-z]+)", text))
    told |= set(re.findall(r"^make ([a-z]+)", text, re.MULTILINE))
    assert told
    assert told <= TARGETS


def test_contributors_are_told_of_every_target() -> None:
    """The table in CONTRIBUTING.md lists exactly the targets of the Makefile."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert {*re.findall(r"^\| `make ([a-z]+)` \|", text, re.MULTILINE)} == TARGETS


def test_files_that_contributors_are_told_of_are_there() -> None:
    """Every file and module that CONTRIBUTING.md names exists."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    quoted = re.findall(r"`([^`\n]+)`", text) + re.findall(r"tests/test_\w+\.py", text)
    named = {name for name in quoted if re.fullmatch(r"(sourcebook|tests|docs)/[\w./-]+", name)}
    assert len(named) > 20
    assert {name for name in named if not (ROOT / name).exists()} == set()
    modules = set(re.findall(r"python -m (tests\.\w+)", text))
    assert modules
    assert {
        name for name in modules if not (ROOT / f"{name.replace('.', '/')}.py").exists()
    } == set()


@pytest.mark.parametrize("form", FORMS, ids=[path.stem for path in FORMS])
def test_issue_forms_are_ones_that_github_shows(form: Any) -> None:
    """GitHub accepts the issue forms; it would silently ignore an invalid form."""
    made = yaml.safe_load(form.read_text("utf-8"))
    assert made.keys() == {"name", "description", "labels", "body"}
    fields = [field for field in made["body"] if field["type"] != "markdown"]
    assert len({field["id"] for field in fields}) == len(fields) > 0
    assert any(field.get("validations", {}).get("required") for field in fields)
    for field in made["body"]:
        needed = "value" if field["type"] == "markdown" else "label"
        assert field["type"] in {"markdown", "textarea", "input", "dropdown", "checkboxes"}
        assert isinstance(field["attributes"][needed], str)


def test_there_is_a_form_for_each_sort_of_report() -> None:
    """There are issue forms for faults, corrections of data, and ideas."""
    assert [path.stem for path in FORMS] == ["correction", "fault", "idea"]
