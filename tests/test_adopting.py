"""Adopters can use Sourcebook for their own subject: from the wheel to a published site."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml
from click.testing import CliRunner

from sourcebook import __version__, stages
from sourcebook.command.program import cli, outside
from sourcebook.editing import example, starting
from sourcebook.reading.folder import read

from .projects import PATIENCE, ROOT, tree
from .releasing import MADE_OF

WHEEL = f"sourcebook-{__version__}-py3-none-any.whl"


@dataclass(frozen=True)
class Environment:
    """A virtual environment in which a wheel is installed."""

    folder: Path

    def run(self, folder: Path, program: str, *arguments: str) -> str:
        """Run an installed program, which must succeed, in a folder; return its standard output."""
        done = subprocess.run(
            [self.folder / "bin" / program, *arguments],
            cwd=folder,
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "NO_MKDOCS_2_WARNING": "1"},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def install(self, wheel: Path) -> None:
        """Install a wheel in place of the one installed before."""
        subprocess.run(
            [sys.executable, "-m", "pip", "--python", self.folder / "bin" / "python", "install",
             "--quiet", "--disable-pip-version-check", "--no-deps", "--no-index", wheel],
            check=True,
        )  # fmt: skip


def built(folder: Path, version: str = __version__) -> Path:
    """Build a wheel in ``folder`` from a copy of the package; return its path."""
    source = folder / "source"
    shutil.copytree(
        ROOT / "sourcebook", source / "sourcebook", ignore=shutil.ignore_patterns("__pycache__")
    )
    for name in set(MADE_OF) - {"sourcebook"}:
        shutil.copy(ROOT / name, source)
    init = source / "sourcebook" / "__init__.py"
    init.write_text(init.read_text("utf-8").replace(__version__, version), "utf-8")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, source],
        capture_output=True,
        check=True,
    )
    return folder / WHEEL.replace(__version__, version)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the path of a newly built wheel."""
    return built(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Environment:
    """Return a virtual environment with the wheel, without access to the repository's package.

    The dependencies aren't downloaded: they are those of the environment that runs the tests, in
    the versions of requirements.txt.
    """
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    paths = [path for path in sys.path if path.endswith("site-packages")]
    (packages / "dependencies.pth").write_text("\n".join([*paths, ""]), "utf-8")
    environment = Environment(folder)
    environment.install(wheel)
    where = environment.run(folder, "python", "-c", "import sourcebook; print(sourcebook.__file__)")
    assert Path(where).is_relative_to(packages)
    return environment


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, environment: Environment) -> Path:
    """Create a project with the installed command, build it, and return its folder."""
    folder = tmp_path_factory.mktemp("adopted")
    said = environment.run(folder, "sourcebook", "new", "my-topic")
    assert said == (
        "my-topic: a project called “My topic”, with an example. README.md says more.\n"
        "Next:\n  cd my-topic\n  python build_site.py\n"
    )
    environment.run(folder / "my-topic", "python", "build_site.py")
    return folder / "my-topic"


def test_the_wheel_has_every_file_of_the_package(wheel: Path) -> None:
    """The wheel has all templates, style sheets and example files of the package."""
    package = ROOT / "sourcebook"
    wanted = {path for path in tree(package) if "__pycache__" not in path}
    with ZipFile(wheel) as archive:
        packed = {name.removeprefix("sourcebook/") for name in archive.namelist()}
    assert {path for path in packed if ".dist-info/" not in path} == wanted
    assert "py.typed" in packed  # type checkers look for this file


def test_nothing_of_this_corpus_is_in_the_wheel(wheel: Path) -> None:
    """The wheel names no actor or place of the real corpus, so it suits any subject."""
    corpus = stages.check(ROOT).corpus
    assert corpus is not None
    named = [*corpus.actors.values(), *corpus.locations.values()]
    every = {name for record in named for name in (record.label, *record.aliases)}
    names = {name for name in every if len(name) > 2}  # "US" is also part of language tags
    words = "|".join(map(re.escape, sorted(names)))
    found = re.compile(rf"\b(?:{words})\b|(?i:syria|russia|iran|levant|hezb|hizb)")
    of_languages = ("sourcebook/locale/GLOSSARY.md", "sourcebook/conventions.py")
    with ZipFile(wheel) as archive:
        told = {
            f"{name}: {match[0]}"
            for name in archive.namelist()
            if not name.endswith("/RECORD")  # its hashes may contain any letters
            for match in found.finditer(archive.read(name).decode(errors="replace"))
            if not (name in of_languages and match.string.startswith("Russian", match.start()))
        }
    assert len(names) > 100
    assert told == set()


def test_a_new_project_is_published(project: Path, environment: Environment) -> None:
    """A new project builds; plain MkDocs gives the same site; the project's own test passes."""
    home = (project / "site" / "index.html").read_text("utf-8")
    assert "<title>Who says what about the move of a library - My topic</title>" in home
    assert (project / "site" / "events" / "library-opening" / "index.html").exists()
    assert (project / "site" / "pagefind" / "pagefind.js").exists()
    plain = project.parent / "plain"
    environment.run(
        project, "python", "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(plain)
    )
    assert tree(plain) == tree(project / "site")
    assert "1 passed" in environment.run(
        project, "python", "-m", "pytest", "-p", "no:cacheprovider"
    )


def test_the_home_page_speaks_of_no_example_that_is_gone(tmp_path: Path) -> None:
    """If the example's records are deleted, its home page isn't used, and ``check`` warns."""
    folder = tmp_path / "topic"
    CliRunner().invoke(outside, ["new", str(folder)])
    sources = folder / "sources"
    checked = stages.check(folder)
    assert checked.corpus
    assert "home" in checked.corpus.pages
    for name in ("actors", "articles", "events", "locations", "questions", "summaries", "map"):
        shutil.rmtree(sources / name, ignore_errors=True)
    (sources / "articles").mkdir()
    (sources / "articles" / "letter.md").write_text("---\ntitle: A letter\n---\n", "utf-8")
    for page in ("about", "method"):
        (sources / "pages" / f"{page}.md").write_text(f"---\ntitle: {page}\n---\nOurs.\n", "utf-8")
    checked = stages.check(folder)
    assert checked.corpus
    assert "home" not in checked.corpus.pages
    assert checked.corpus.title == "Topic"
    assert [problem.code for problem in checked.problems] == ["example-left"]


def test_the_example_is_not_published_by_accident(tmp_path: Path) -> None:
    """``check`` warns of unchanged example records, so that nobody publishes them by mistake."""
    folder = tmp_path / "topic"
    CliRunner().invoke(outside, ["new", str(folder)])
    sources = folder / "sources"

    def left() -> list[tuple[str, str]]:
        found = example.told(example.left(read(sources), "sources"))
        return [(problem.mark.path, problem.facts["count"]) for problem in found]

    (problem,) = stages.check(folder).problems
    assert (problem.code, problem.severity) == ("example-left", "warning")
    assert left() == [("sources/actors/press.yml", "27")]
    press = sources / "actors" / "press.yml"
    text = press.read_text("utf-8")
    press.write_text(f"# A comment of our own.\n\n{text}", "utf-8")
    assert left() == [("sources/actors/press.yml", "27")]
    press.write_text(text.replace("name: Valley Echo", "name: Harbour Echo"), "utf-8")
    assert left() == [("sources/actors/press.yml", "26")]
    for path in sources.rglob("*.*"):
        if path != press:
            path.unlink()
    assert left() == [("sources/actors/press.yml", "2")]
    press.write_text(text.replace("name: ", "name: The "), "utf-8")
    assert left() == []


def test_the_command_finds_its_project(project: Path, environment: Environment) -> None:
    """The installed command, run in a subfolder of a project, uses this project."""
    said = environment.run(project / "sources" / "events", "sourcebook", "check")
    assert said.endswith(": 1 thing left to do.\n")


def test_what_the_requirements_name_is_there(project: Path, wheel: Path) -> None:
    """A new project contains the wheel that created it, and its requirements name this wheel."""
    lines = (project / "requirements.txt").read_text("utf-8").splitlines()
    assert f"./wheels/{WHEEL}" in lines
    assert (project / "wheels" / WHEEL).read_bytes() == wheel.read_bytes()


def test_an_upgrade_leaves_the_researchers_files_alone(
    project: Path, environment: Environment, wheel: Path, tmp_path: Path
) -> None:
    """Installing another version changes no file of a project.

    A build with this version then changes none of the files that the user wrote.
    """
    about = project / "sources" / "pages" / "about.md"
    about.write_text(about.read_text("utf-8") + "\nOf our own.\n", "utf-8")
    environment.run(project, "python", "build_site.py")
    before = tree(project)
    try:
        environment.install(built(tmp_path, "9.9.9"))
        assert "9.9.9" in environment.run(project, "sourcebook", "--version")
        assert tree(project) == before
        environment.run(project, "python", "build_site.py")
    finally:
        environment.install(wheel)
    assert ours(tree(project)) == ours(before)


def ours(files: Mapping[str, str]) -> Mapping[str, str]:
    """Return those of ``files`` that a researcher writes."""
    return {
        path: hash_
        for path, hash_ in files.items()
        if not path.startswith(("docs/", "site/", ".cache/")) and "__pycache__" not in path
    }


@pytest.mark.parametrize(
    "title",
    [
        'It\'s: a "title" #1',
        "البلدة القديمة",
        "- 旧駅 🚉",
        "no",
        "{a}: [b]",
        "@title@ \\1",
        "*50 %* <b>",
    ],
)
def test_any_title_reads_as_it_was_given(title: str, tmp_path: Path) -> None:
    """Any title, with quotes, colons or any letters, can be read from the new ``mkdocs.yml``."""
    folder = tmp_path / "project"
    result = CliRunner().invoke(outside, ["new", str(folder), "--title", f"  {title}\n"])
    assert (result.exit_code, result.stderr) == (0, "")
    settings = (folder / "mkdocs.yml").read_text("utf-8")
    assert yaml.compose(settings) is not None
    line = next(line for line in settings.splitlines() if line.startswith("site_name:"))
    assert yaml.safe_load(line) == {"site_name": title}


@pytest.mark.parametrize("title", ["", " \n", "a\x00b", "a\x1b[31mb"])
def test_what_is_no_title_is_wrong_usage(title: str, tmp_path: Path) -> None:
    """``new`` refuses an empty title or a title with control characters, and writes nothing."""
    result = CliRunner().invoke(outside, ["new", str(tmp_path / "project"), "--title", title])
    assert result.exit_code == 2
    assert "a title is a line of text: --title 'My topic'" in result.stderr
    assert not (tmp_path / "project").exists()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    """``new`` refuses a folder with files, so that no file is overwritten."""
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    (tmp_path / "more.txt").write_text("mine", "utf-8")
    before = tree(tmp_path)
    result = CliRunner().invoke(outside, ["new", str(tmp_path)])
    assert result.exit_code == 2
    assert result.stderr.endswith(
        f"{tmp_path} is not empty: it holds 'more.txt' and 1 more. A new project needs a folder "
        "of its own; nothing was written\n"
    )
    assert tree(tmp_path) == before


def test_what_can_t_be_written_is_told_and_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the disk is full, ``new`` removes the incomplete project, and prints a message."""
    write, left = Path.write_bytes, iter(range(5))

    def full(path: Path, data: Any) -> int:
        if next(left, None) is None:
            raise OSError(28, "No space left on device")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    result = CliRunner().invoke(outside, ["new", str(tmp_path / "project")])
    assert result.exit_code == 2
    assert result.stderr == f"{tmp_path}/project: No space left on device; nothing was written\n"
    assert not (tmp_path / "project").exists()


def test_without_a_wheel_at_hand_it_is_asked_for(tmp_path: Path) -> None:
    """If the package runs from its repository, ``new`` says that the CI workflows need a wheel."""
    result = CliRunner().invoke(outside, ["new", str(tmp_path / "topic")])
    assert f"Put the wheel {WHEEL} into {tmp_path}/topic/wheels: the workflows" in result.stdout


def test_inside_a_project_new_makes_a_record(tmp_path: Path) -> None:
    """Inside a project, the installed command ``new`` makes a record, never a project."""
    project = tmp_path / "topic"
    CliRunner().invoke(outside, ["new", str(project)])
    before = tree(project)
    done = subprocess.run(
        [sys.executable, "-c", "from sourcebook.command import anywhere; anywhere()",
         "new", "actor", "harbour-board"],
        cwd=project / "sources" / "actors", env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "the actor 'harbour-board' is here, to be filled in." in done.stdout
    changed = {path for path, hash_ in ours(tree(project)).items() if before.get(path) != hash_}
    assert changed == {"sources/actors/town.yml"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("topic",),
            "'topic' is not one of: actor, location, event, question. Inside a project, here "
            "{project}, 'new' adds a record to it; to make another project, run 'sourcebook new "
            "topic' in a folder outside",
        ),
        (
            ("acter", "x"),
            "'acter' is not one of: actor, location, event, question; did you mean 'actor'?",
        ),
        (("source", "x"), "a source is added from a file with its text: 'add FILE'"),
    ],
)
def test_who_wants_something_else_inside_is_told_how(
    words: Sequence[str], told: str, tmp_path: Path
) -> None:
    """Inside a project, ``new`` with a wrong argument, such as a project's name, gives advice."""
    result = CliRunner().invoke(cli, ["new", *words], obj=tmp_path)
    assert result.exit_code == 2
    assert result.stderr.endswith(f"Error: {told.format(project=tmp_path)}\n")


@pytest.mark.parametrize("words", [["actor", "x", "--kind", "person"], ["event"]])
def test_outside_no_project_is_made_of_a_record(
    words: Sequence[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Outside a project, ``new actor`` doesn't create a project that is called "Actor"."""
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(outside, ["new", *words])
    assert not list(tmp_path.iterdir())
    assert result.exit_code == 2
    assert result.stderr.endswith(
        f"Error: no project here to which the {words[0]} could be added: go into the project's "
        "folder first. To make a project in a folder of that name: sourcebook new "
        f"./{words[0]}\n"
    )


def test_outside_of_a_project_a_way_in_is_shown(tmp_path: Path, environment: Environment) -> None:
    """Outside a project, ``check`` says how to create one, and ``build --help`` works."""
    command = [environment.folder / "bin" / "sourcebook"]
    done = subprocess.run(
        [*command, "check"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.endswith(
        "Error: no project here: neither this folder nor one around it holds mkdocs.yml and "
        "sources/. To make one: sourcebook new my-topic\n"
    )
    assert "--strict" in environment.run(tmp_path, "sourcebook", "build", "--help")


@pytest.mark.parametrize(
    ("name", "title"),
    [("my-topic", "My topic"), ("old_town  hall", "Old town hall"), ("Élan", "Élan"), ("-", "")],
)
def test_a_title_is_made_of_a_folders_name(name: str, title: str) -> None:
    """The default title of a project is made from the folder's name, in readable form."""
    assert starting.title_of(name) == title


def test_this_site_and_new_ones_are_set_alike() -> None:
    """The theme's defaults, the settings of new projects and this repository's settings agree."""
    here = settings(ROOT / "mkdocs.yml")
    theme = settings(ROOT / "sourcebook" / "theme" / "mkdocs_theme.yml")
    theirs = settings(example.STARTER / "mkdocs.yml")
    assert theme.pop("extends") == here["theme"].pop("name") == "material"
    assert here["theme"].pop("custom_dir") == "sourcebook/theme"
    assert here["theme"] == theme
    own = {"site_name", "site_description", "site_author", "theme", "use_directory_urls",
           "docs_dir", "site_dir"}  # fmt: skip
    assert {key: here[key] for key in here.keys() - own} == {
        key: theirs[key] for key in theirs.keys() - own
    }


def settings(path: Path) -> dict[str, Any]:
    """Read a settings file; tags such as ``!ENV`` aren't resolved."""
    text = path.read_text("utf-8").replace("!ENV ", "").replace("@title@", "title")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def test_workflows_use_the_platforms_own_actions_alone() -> None:
    """A new project's workflow for GitHub uses only GitHub's own actions.

    Its pipeline for GitLab publishes the folder ``public/``.
    """
    workflow = yaml.safe_load(starting.files("x")[".github/workflows/pages.yml"])
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    used = {step["uses"].partition("@")[0] for step in steps if "uses" in step}
    assert used == {
        "actions/checkout", "actions/setup-python", "actions/configure-pages",
        "actions/upload-pages-artifact", "actions/deploy-pages",
    }  # fmt: skip
    pages = yaml.safe_load(starting.files("x")[".gitlab-ci.yml"])["pages"]
    assert pages["artifacts"] == {"paths": ["public"]}
    assert json.dumps(pages["script"]).count("CI_PAGES_URL") == 1
