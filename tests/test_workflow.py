"""The repository's workflow tests each supported system and Python version, without make."""

import re
import tomllib
from typing import Any

import yaml

from .projects import ROOT

FILE = ROOT / ".github" / "workflows" / "tests.yml"


def workflow() -> dict[Any, Any]:
    """Return the workflow as YAML 1.1, in which the key ``on`` is True."""
    return dict(yaml.safe_load(FILE.read_text("utf-8")))


def combinations(matrix: dict[str, Any]) -> list[dict[str, str]]:
    """Return the combinations that GitHub makes from a matrix with ``include``."""
    made: list[dict[str, str]] = [
        {"system": system, "python": python}
        for system in matrix["system"] for python in matrix["python"]
    ]  # fmt: skip
    for extra in matrix["include"]:
        fitting = [one for one in made if one["system"] == extra["system"]]
        assert fitting, extra
        for one in fitting:
            one.update(extra)
    return made


def test_every_system_and_version_is_tested() -> None:
    """All tests run on Linux with each Python version; the quick tests run on other systems."""
    made = combinations(workflow()["jobs"]["tests"]["strategy"]["matrix"])
    assert {(one["system"].partition("-")[0], one["python"]) for one in made} == {
        (system, python)
        for system in ("ubuntu", "macos", "windows")
        for python in ("3.11", "3.12", "3.13", "3.14")
    }
    for one in made:
        assert (one["quick"] == "") == one["system"].startswith("ubuntu"), one
        assert isinstance(one["quick"], str)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    oldest = project["requires-python"].removeprefix(">=")
    assert oldest == min((one["python"] for one in made), key=lambda text: text.split("."))


def test_the_workflow_is_one_that_github_runs() -> None:
    """GitHub can run the workflow: triggers, runners and steps are valid."""
    made = workflow()
    assert set(made[True]) == {"push", "pull_request", "workflow_dispatch"}
    assert made["permissions"] == {"contents": "read"}
    for job in made["jobs"].values():
        assert job["runs-on"]
        assert job["timeout-minutes"] <= 360
        for step in job["steps"]:
            assert ("uses" in step) != ("run" in step), step
            if "uses" in step:
                assert re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"])
        known = {"github.ref"}
        if "strategy" in job:
            matrix = job["strategy"]["matrix"]
            known |= {f"matrix.{key}" for key in matrix if key != "include"}
            known |= {f"matrix.{key}" for extra in matrix["include"] for key in extra}
            assert job["strategy"]["fail-fast"] is False
        used = re.findall(r"\$\{\{ *([\w.]+) *\}\}", yaml.safe_dump(job))
        assert {*used} <= known
        # YAML reads an unquoted 3.10 as the number 3.1.
        for step in job["steps"]:
            assert isinstance(step.get("with", {}).get("python-version", ""), str)


def test_the_workflow_runs_without_make_and_as_it_is_documented() -> None:
    """Windows has no make, so the workflow runs the commands directly, as they are documented."""
    jobs = workflow()["jobs"]
    commands = [step["run"] for step in jobs["tests"]["steps"] if "run" in step]
    assert not any("make" in command.split() for command in commands)
    assert "python -m pytest -n auto" in commands
    page = ROOT / "documentation" / "pages" / "how-to" / "repository.md"
    documented = page.read_text("utf-8")
    for command in commands:
        plain = command.removesuffix(" --strict")
        assert plain in documented or plain.startswith("git "), command
        for name in re.findall(r"[\w-]+\.(?:txt|py)", command):
            assert (ROOT / name).is_file()
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for step in jobs["static"]["steps"]:
        command = step.get("run", "")
        if command and not command.startswith("python -m pip"):
            words = command.replace("sourcebook build_site.py", "$(PACKAGE)").split()
            at = -1
            for word in ("$(BIN)/" + words[0], *words[1:]):
                at = makefile.index(word, at + 1)
