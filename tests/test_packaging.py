"""Licences, citation and contents of the package."""

import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml

from sourcebook import __version__, stages
from sourcebook.editing import example, starting

from .projects import ROOT
from .releasing import MADE_OF, run
from .test_adopting import built

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_every_licence_file_is_in_the_wheel_and_in_the_source_distribution(tmp_path: Path) -> None:
    """The wheel and the source distribution have every licence file."""
    wheel = built(tmp_path)
    subprocess.run(
        [sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", tmp_path,
         tmp_path / "source"],
        capture_output=True, check=True,
    )  # fmt: skip
    name = f"sourcebook-{__version__}"
    assert PROJECT["license-files"]
    for path in PROJECT["license-files"]:
        terms = (ROOT / path).read_bytes()
        with ZipFile(wheel) as packed:
            assert packed.read(f"{name}.dist-info/licenses/{path}") == terms
        with tarfile.open(tmp_path / f"{name}.tar.gz") as archive:
            member = archive.extractfile(f"{name}/{path}")
            assert member is not None
            assert member.read() == terms


def test_a_release_is_made_of_all_that_the_package_needs() -> None:
    """The list of files for a release has everything that the build needs."""
    assert {"sourcebook", "pyproject.toml", *PROJECT["license-files"]} == set(MADE_OF)
    for name in MADE_OF:
        assert (ROOT / name).exists()


def test_a_failing_step_of_a_release_ends_it(tmp_path: Path) -> None:
    """If a step of a release fails, its output is shown, and no further step runs."""
    code = "print('why it failed'); raise SystemExit(3)"
    with pytest.raises(SystemExit) as ended:
        run(tmp_path, sys.executable, "-c", code)
    assert str(ended.value).startswith("why it failed\n\nFailed: ")


def test_the_citation_is_of_this_version() -> None:
    """CITATION.cff has the version, the authors and the licence of the package."""
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= cited.keys()
    assert cited["cff-version"] == "1.2.0"
    assert cited["version"] == __version__
    assert cited["license"] == PROJECT["license"]
    assert cited["authors"] == PROJECT["authors"]
    # Without quotation marks, YAML would read some versions as numbers.
    assert all(isinstance(cited[key], str) for key in ("cff-version", "version", "title"))


def test_the_licence_of_this_corpus_is_stated_once() -> None:
    """The real corpus, its pages "About" and "Data", and LICENSE-CONTENT have the same licence."""
    corpus = stages.check(ROOT).corpus
    assert corpus is not None
    assert corpus.licence == "CC-BY-4.0"
    assert f"(SPDX: {corpus.licence})" in (ROOT / "LICENSE-CONTENT").read_text("utf-8")
    address = "https://creativecommons.org/licenses/by/4.0/"
    for page in ("about", "data"):
        assert f"]({address})" in corpus.pages[page].body


def test_a_new_project_states_no_licence() -> None:
    """A new project states no licence, because its author decides on one."""
    corpus = stages.check(example.EXAMPLES / example.USUAL).corpus
    assert corpus is not None
    assert corpus.licence is None
    told = b"".join(starting.files("My topic").values())
    assert b"creativecommons.org" not in told
    assert b"Sourcebook authors" not in told
