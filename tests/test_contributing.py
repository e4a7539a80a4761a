"""What contributors are told, and what helps them, is true of this repository."""

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
"""What the Makefile can make by name."""

FORMS = sorted(
    path for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config"
)


def hooks() -> list[dict[str, Any]]:
    """Return the hooks of pre-commit."""
    (repository,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    assert repository["repo"] == "local"
    return list(repository["hooks"])


def test_hooks_before_a_commit_are_targets_of_the_makefile() -> None:
    """A commit is checked by what is installed here, and by nothing that is fetched for it."""
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
    """A hook whose pattern fits no file would never run."""
    files = ["sources/pages/home.md", "sourcebook/theme/assets/site.js", "biome.jsonc"]
    patterns = [hook["files"] for hook in hooks() if "files" in hook]
    assert patterns
    for pattern in patterns:
        fitting = [name for name in files if re.search(pattern, name)]
        assert fitting, pattern
        assert all((ROOT / name).is_file() for name in fitting)


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "README.md", "SECURITY.md"])
def test_commands_of_make_that_are_told_are_there(name: str) -> None:
    """Whoever types what is written, in code or in a block of it, has make know it."""
    text = (ROOT / name).read_text("utf-8")
    told = set(re.findall(r"`(?:[A-Z_]+=\S+ )*make ([a-z]+)", text))
    told |= set(re.findall(r"^make ([a-z]+)", text, re.MULTILINE))
    assert told
    assert told <= TARGETS


def test_contributors_are_told_of_every_target() -> None:
    """No command of the Makefile is found by reading it alone."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert {*re.findall(r"^\| `make ([a-z]+)` \|", text, re.MULTILINE)} == TARGETS


def test_files_that_contributors_are_told_of_are_there() -> None:
    """A guide that names a file by a former name leads nowhere."""
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
    """A form with a mistake is not offered at all, and nobody is told."""
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
    """A fault, a correction of the data and an idea each need to be asked for something else."""
    assert [path.stem for path in FORMS] == ["correction", "fault", "idea"]
