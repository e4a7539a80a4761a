import ast
import inspect
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from gettext import NullTranslations
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

from sourcebook import languages, messages
from sourcebook.command import click_messages
from sourcebook.command.program import MODULES, cli

from .projects import project, run
from .systems import posix


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project that no test may change."""
    return project(tmp_path_factory.mktemp("project"))


def spoil(folder: Path) -> Path:
    """Misspell a key of a project's first actor; return the actor's file."""
    path = sorted((folder / "sources" / "actors").glob("*.yml"))[0]
    path.write_text(path.read_text("utf-8").replace("  kind:", "  kinds:", 1), "utf-8")
    return path


class _Loud(NullTranslations):
    """A catalogue that translates every message into capital letters."""

    def gettext(self, message: str) -> str:
        return message.upper()


@pytest.fixture
def loud() -> Iterator[None]:
    """Show all messages in capital letters during a test."""
    messages.use(_Loud())
    yield
    messages.use(NullTranslations())


@pytest.mark.usefixtures("loud")
@pytest.mark.parametrize(
    ("arguments", "texts"),
    [
        (
            (),
            ("TURN SOURCES/ INTO", "EXIT CODES: 0 FINE", "CHECK SOURCES/, MAKE DOCS/"),
        ),
        (("add",), ("DRAFT NEW SOURCES FROM FILES", "AN ACTOR, BY ID OR NAME", "--publisher")),
        (("import", "sources"), ("LIST THE SOURCES OF A BIBLIOGRAPHY", "USE CITATION KEYS AS IDS")),
    ],
)
def test_help_is_in_the_language_in_use(
    arguments: tuple[str, ...], texts: tuple[str, ...], tmp_path: Path
) -> None:
    """The help of commands and options is translated when it is shown."""
    shown = CliRunner().invoke(cli, [*arguments, "--help"], obj=tmp_path).output
    assert [text for text in texts if text not in " ".join(shown.split())] == []


def test_the_words_of_click_are_in_the_language_in_use(tmp_path: Path) -> None:
    """If French is in use, click refuses an unknown option in French words only."""
    click_messages.translate()
    languages.use(languages.made("fr"))
    try:
        arguments = ["build", "--stict"]
        shown = CliRunner().invoke(cli, arguments, prog_name="sourcebook", obj=tmp_path).output
    finally:
        languages.use(None)
    assert shown.replace("\xa0", " ") == (
        "Usage : sourcebook build [OPTIONS]\n"
        "Pour de l’aide : sourcebook build --help\n"
        "\n"
        "Erreur : L’option '--stict' n’existe pas. Vouliez-vous dire '--strict' ?\n"
    )


def test_click_has_the_messages_that_are_translated() -> None:
    """Each translated message of click stands in the code of the installed version of click."""
    code = "".join(inspect.getsource(module) for module in click_messages.MODULES)
    constants = {node.value for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Constant)}
    assert [message for message in click_messages.MESSAGES if message not in constants] == []


def test_help_explains_every_command(folder: Path) -> None:
    """``--help`` lists the commands, and says which command runs by default."""
    result = run(folder, "--help")
    assert result.returncode == 0
    for word in ("build", "check", "pages", "serve", "Exit codes", "sources/", "docs/", "site/"):
        assert word in result.stdout
    for command in ("build", "check", "pages", "serve"):
        assert run(folder, command, "--help").returncode == 0


@pytest.mark.parametrize("arguments", [("built",), ("--stricter",), ("serve", "--port", "x")])
def test_wrong_usage_exits_with_2(folder: Path, arguments: tuple[str, ...]) -> None:
    """The exit code is 2 for wrong usage, unlike for problems in the sources."""
    result = run(folder, *arguments)
    assert result.returncode == 2
    assert result.stdout == ""
    assert "Usage: build_site.py" in result.stderr


def test_without_sources_the_usage_is_wrong(tmp_path: Path) -> None:
    """A command in a folder without sources/ reports wrong usage, and prints no traceback."""
    folder = project(tmp_path)
    (folder / "sources").rename(folder / "elsewhere")
    result = run(folder, "check")
    assert result.returncode == 2
    assert f"there is no folder sources/ in {folder.resolve()}" in result.stderr


@pytest.mark.slow
def test_check_writes_nothing(folder: Path) -> None:
    """``check`` writes nothing, and prints the size of the corpus."""
    result = run(folder, "check")
    assert (result.returncode, result.stderr) == (0, "")
    assert "2 sources" in result.stdout
    assert not (folder / "docs").exists()
    assert not (folder / ".cache").exists()


@pytest.mark.slow
def test_problems_go_to_standard_error_without_colour(tmp_path: Path) -> None:
    """Standard error has one plain line for each problem, and nothing else."""
    folder = project(tmp_path)
    path = spoil(folder)
    result = run(folder, "check")
    assert result.returncode == 1
    lines = result.stderr.splitlines()
    assert all(line.startswith(f"sources/actors/{path.name}:") for line in lines)
    assert "\x1b" not in result.stderr + result.stdout
    assert result.stdout == "2 errors.\n"


def test_json_for_machines(tmp_path: Path) -> None:
    """With ``--format json``, standard output is one JSON document, and standard error is empty."""
    folder = project(tmp_path)
    path = spoil(folder)
    result = run(folder, "--format", "json")
    assert result.returncode == 1
    assert result.stderr == ""
    told = json.loads(result.stdout)
    assert [problem["code"] for problem in told] == ["missing-key", "unknown-key"]
    assert told[1]["path"] == f"sources/actors/{path.name}"
    assert told[1]["suggestion"] == "kind"


@pytest.mark.slow
def test_commands_for_github(tmp_path: Path) -> None:
    """``--format github`` prints a workflow command for each problem, then the number of errors."""
    folder = project(tmp_path)
    path = spoil(folder)
    result = run(folder, "check", "--format", "github")
    assert (result.returncode, result.stderr) == (1, "")
    lines = result.stdout.splitlines()
    assert lines[-1] == "2 errors."
    assert all(line.startswith(f"::error file=sources/actors/{path.name},line=")
               for line in lines[:-1])  # fmt: skip


@pytest.mark.slow
def test_warnings_stop_only_a_strict_build(tmp_path: Path) -> None:
    """A warning is always reported, but stops a build only with ``--strict``."""
    folder = project(tmp_path)
    (folder / "sources" / "notes.txt").write_text("to do")
    fine = run(folder, "pages")
    assert fine.returncode == 0
    assert fine.stderr.startswith("sources/notes.txt:1:1: warning[unread-file]: ")
    assert (folder / "docs" / "index.md").exists()
    strict = run(folder, "pages", "--strict")
    assert strict.returncode == 1
    assert strict.stdout == "1 warning; nothing was written.\n"


def on_a_terminal(folder: Path, **environment: str) -> str:
    """Run ``check``, which must find problems, in a pseudo-terminal; return the output."""
    import pty

    ours, theirs = pty.openpty()
    result = subprocess.run(
        [sys.executable, "build_site.py", "check"], cwd=folder, stdout=subprocess.PIPE,
        stderr=theirs, check=False, env={**os.environ, "TERM": "xterm", **environment},
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    try:
        while chunk := os.read(ours, 65536):
            seen += chunk
    except OSError:
        pass  # Linux raises this when the other end of the pseudo-terminal is closed
    os.close(ours)
    assert result.returncode == 1
    return seen.decode()


@posix
@pytest.mark.slow
def test_on_a_terminal_the_line_is_shown_with_a_caret(tmp_path: Path) -> None:
    """On a terminal, the source line of each problem is shown, with the problem's place marked."""
    folder = project(tmp_path)
    spoil(folder)
    text = on_a_terminal(folder, NO_COLOR="")
    assert "\x1b[31m: error[\x1b[0m" in text
    excerpt = text.splitlines()
    marked = next(n for n, line in enumerate(excerpt) if "  kinds:" in line)
    assert excerpt[marked + 1].rstrip().endswith("|   ^")
    plain = on_a_terminal(folder, NO_COLOR="1")
    assert "\x1b" not in plain
    assert len(plain.splitlines()) == len(excerpt)


@posix
@pytest.mark.slow
def test_an_editor_that_watches_gets_plain_lines(tmp_path: Path) -> None:
    """In an Emacs compilation buffer, each problem is printed on one line that Emacs can parse."""
    folder = project(tmp_path)
    path = spoil(folder)
    for environment in ({"TERM": "dumb"}, {"INSIDE_EMACS": "28.2,compile"}):
        lines = on_a_terminal(folder, **environment).splitlines()
        assert len(lines) == 2
        assert all(line.startswith(f"sources/actors/{path.name}:") for line in lines)


def test_mkdocs_builds_through_the_hook(tmp_path: Path) -> None:
    """Plain ``mkdocs build`` makes docs/ first, and stops if there are problems."""
    folder = project(tmp_path)
    (folder / "docs").mkdir()  # MkDocs requires this folder before it calls a hook
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "-d", "plain"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    fine = subprocess.run(mkdocs, cwd=folder, capture_output=True, env=environment, check=False)
    assert fine.returncode == 0
    assert (folder / "plain" / "actors" / "index.html").exists()
    path = spoil(folder)
    stopped = subprocess.run(
        mkdocs, cwd=folder, capture_output=True, text=True, env=environment, check=False
    )
    assert stopped.returncode == 1
    assert f"sources/actors/{path.name}:" in stopped.stdout + stopped.stderr
    assert "Traceback" not in stopped.stdout + stopped.stderr


def test_a_strict_build_is_not_published_over_a_warning(tmp_path: Path) -> None:
    """If MkDocs gives a warning, it is printed; with ``--strict``, the old site isn't replaced."""
    folder = project(tmp_path)
    settings = folder / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("nav:\n", "nav:\n  - Gone: gone.md\n"), "utf-8")
    warned = run(folder)
    assert warned.returncode == 0
    assert warned.stderr == (
        "mkdocs: A reference to 'gone.md' is included in the 'nav' configuration, "
        "which is not found in the documentation files.\n"
    )
    (folder / "site" / "index.html").write_text("the site before")
    strict = run(folder, "--strict")
    assert strict.returncode == 1
    assert strict.stderr == warned.stderr + "mkdocs: warnings stop a strict build\n"
    assert (folder / "site" / "index.html").read_text() == "the site before"


def test_a_broken_link_is_told_once_and_with_its_place(tmp_path: Path) -> None:
    """MkDocs' warning about the same link is left out, as it names no line of the sources.

    MkDocs alone tells of links that only it can follow, and files of the user's own are no mistake.
    """
    folder = project(tmp_path)
    assert run(folder, "pages").returncode == 0
    (folder / "docs" / "own.md").write_text("# Made by hand\n", "utf-8")
    (folder / "docs" / "actors" / "own.md").write_text("# Made by hand\n", "utf-8")
    page = folder / "sources" / "pages" / "notes.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text(
        "---\ntitle: Notes\n---\n\n[mine](own.md), [mine](actors/own.md), [gone](gone.md),\n"
        "[gone too](data/gone.csv)\n\n"
        f'[g](<g b.md>) [r](<actors/own.md> "Own") [long]({300 * "x"}.md)\n',
        "utf-8",
    )
    built = run(folder)
    assert built.returncode == 0
    assert '<a href="../actors/own/" title="Own">r</a>' in (
        folder / "site" / "notes" / "index.html"
    ).read_text("utf-8")
    told = [line for line in built.stderr.splitlines() if "foreign-file" not in line]
    assert told == [
        "sources/pages/notes.md:5:47: warning[broken-link]: 'gone.md' leads to no page of the site",
        "sources/pages/notes.md:8:6: warning[broken-link]: 'g b.md' leads to no page of the site",
        f"sources/pages/notes.md:8:49: warning[broken-link]: '{79 * 'x'}…' leads to no page of "
        "the site",
        "mkdocs: Doc file 'notes.md' contains a link 'data/gone.csv', but the target is not found "
        "among documentation files.",
    ]


def test_each_command_is_found_in_its_module() -> None:
    """The modules of the commands are imported when a command is used, so the table must be right.

    Every command of a module is in the table, under its own name, and no other is.
    """
    listed = {*MODULES.items(), ("new", "starting")}
    found = {
        (command.name, module)
        for module in {module for _, module in listed}
        for command in import_module(f"sourcebook.command.{module}").COMMANDS
    }
    assert found == listed


def test_the_publishing_process_does_without_the_models_of_records(tmp_path: Path) -> None:
    """If nothing has changed, importing the models would take longer than all the rest."""
    publishing = (
        "import sys\n"
        "from pathlib import Path\n"
        "import sourcebook.command.program, sourcebook.command.building\n"
        "from sourcebook.publishing.mkdocs_context import load_settings\n"
        "load_settings(Path('mkdocs.yml').absolute(), Path('site').absolute())\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'pydantic', 'networkx'}))\n"
        "print('sourcebook.stages' in sys.modules)\n"
        "import sourcebook.stages\n"
        "print('pydantic' in sys.modules)\n"
    )
    folder = project(tmp_path / "p")
    (folder / "docs").mkdir()
    ran = subprocess.run(
        [sys.executable, "-c", publishing], cwd=folder, capture_output=True, text=True, check=True
    )
    assert ran.stdout == "[]\nFalse\nTrue\n"
