"""The complete examples: each has a different subject, and new projects can copy it."""

import os
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from sourcebook import stages
from sourcebook.command.program import outside
from sourcebook.corpus import Corpus
from sourcebook.editing import example

from .documented import installed
from .projects import ROOT, run
from .published import broken_links, read

NAMES = example.names()

LACKING = {
    "incident": {"map.md", "locations/index.md"},
    "letters": {"map.md"},
    "library": set(),
    "newspaper": set(),
}
"""Paths of the pages that each example lacks, because it has nothing to show on them."""


def corpus(name: str) -> Corpus:
    """Return the corpus of an example."""
    checked = stages.check(example.EXAMPLES / name)
    assert checked.corpus is not None
    return checked.corpus


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_told_that_it_is_one_and_nothing_else(name: str) -> None:
    """The only problem of an example is the warning that it is an example."""
    problems = stages.check(example.EXAMPLES / name).problems
    assert [problem.code for problem in problems] == ["example-left"]


@pytest.mark.parametrize("name", NAMES)
def test_every_record_of_an_example_counts_as_left(name: str) -> None:
    """The warning about an example counts all its records, so none is published by mistake."""
    made = corpus(name)
    (problem,) = stages.check(example.EXAMPLES / name).problems
    records = [*made.actors, *made.locations, *made.events, *made.questions, *made.pages]
    read_at_all = sum(source.state != "listed" for source in made.sources.values())
    assert int(problem.facts["count"]) == len(records) + len(made.sources) + read_at_all


@pytest.mark.parametrize("name", sorted({*NAMES} - {example.USUAL}))
def test_a_whole_example_shows_sources_in_every_state(name: str) -> None:
    """Each complete example has sources of all states: read, partly read, and listed."""
    states = Counter(source.state for source in corpus(name).sources.values())
    assert states.keys() == {"listed", "partly read", "read"}


@pytest.mark.parametrize("name", NAMES)
def test_an_example_has_no_page_for_what_it_lacks(name: str) -> None:
    """An example without places has no map and no index of places."""
    made = stages.generate(corpus(name)).keys()
    assert {path for path in ("map.md", "locations/index.md") if path not in made} == LACKING[name]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.slow
def test_a_project_like_an_example_is_a_site_at_once(name: str, tmp_path: Path) -> None:
    """A project made with ``new --like`` builds without changes, and all its links work."""
    project = tmp_path / "topic"
    made = CliRunner().invoke(outside, ["new", str(project), "--like", name])
    assert (made.exit_code, made.stderr) == (0, "")
    told = (example.EXAMPLES / name / "README.md").read_text("utf-8").strip()
    assert told in (project / "README.md").read_text("utf-8")
    path = os.pathsep.join([str(ROOT), str(installed(tmp_path / "packages"))])
    built = run(project, PYTHONPATH=path)
    assert built.returncode == 0, built.stdout + built.stderr
    site = project / "site"
    broken, followed = broken_links(site, read(site))
    assert broken == []
    assert followed > 1000


def test_an_example_that_there_is_not_is_wrong_usage(tmp_path: Path) -> None:
    """For a mistyped example, the message lists the examples, and nothing is written."""
    made = CliRunner().invoke(outside, ["new", str(tmp_path / "topic"), "--like", "newspapers"])
    assert made.exit_code == 2
    assert "'incident', 'letters', 'library', 'newspaper'" in made.stderr
    assert not (tmp_path / "topic").exists()
