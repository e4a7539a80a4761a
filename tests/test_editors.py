"""The help that editors show for ``sources/``, given by the YAML language server."""

import json
import re
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from sourcebook.exports import schemas
from sourcebook.reading.folder import read
from sourcebook.records.locators import PARTS
from sourcebook.records.sources import CLAIM_KINDS
from sourcebook.records.vocabularies import ACTOR_KINDS, EVENT_KINDS, LOCATION_KINDS

from .corpora import CASES, SMALL
from .editors import NoLanguageServerError, command
from .language_server import LanguageServer, Position
from .projects import ROOT
from .test_schemas import files


@pytest.fixture(scope="session")
def language_server() -> list[str]:
    """Return the command that starts the language server."""
    try:
        return command()
    except NoLanguageServerError as error:
        raise pytest.fail.Exception(str(error), pytrace=False) from None


class Editor:
    """An editor with an open project and the settings in ``.vscode``."""

    def __init__(self, server: LanguageServer, project: Path) -> None:
        self.server = server
        self.project = project
        self._numbers = count()

    def write(self, kind: str, text: str) -> tuple[Path, Position, list[dict[str, Any]]]:
        """Write a file of ``sources/``; ``‸`` in its text marks the cursor. ``kind``: its folder.

        Return the file's path, the cursor's position and the server's diagnostics.
        """
        path = self.project / "sources" / kind / f"new-{next(self._numbers)}.yml"
        before = text.partition("‸")[0]
        cursor = (before.count("\n"), len(before) - (before.rfind("\n") + 1))
        return path, cursor, self.server.open({path: text.replace("‸", "")})[path]

    def offers(self, kind: str, text: str) -> dict[str, dict[str, Any]]:
        """Return the completions at the cursor, by label."""
        path, cursor, _ = self.write(kind, text)
        return {item["label"]: item for item in self.server.completions(path, cursor)}

    def underlines(self, kind: str, text: str) -> list[str]:
        """Return each underlined part of a text, with its message."""
        lines = text.split("\n")
        found = []
        for problem in self.write(kind, text)[2]:
            start, end = problem["range"]["start"], problem["range"]["end"]
            words = lines[start["line"]][start["character"] : end["character"]]
            found.append(f"{words}: {problem['message']}")
        return found


def settings() -> dict[str, Any]:
    """Return the project's settings for VS Code, as section -> nested settings of this section."""
    found: dict[str, Any] = {}
    flat = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    for key, value in flat.items():
        section, *names, last = key.split(".")
        place = found.setdefault(section, {})
        for name in names:
            place = place.setdefault(name, {})
        place[last] = value
    return found


@pytest.fixture(scope="module")
def editor(
    language_server: list[str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Editor]:
    """Yield an editor with the small corpus, whose files don't name a schema."""
    project = tmp_path_factory.mktemp("project").resolve()
    shutil.copytree(SMALL / "sources", project / "sources")
    for name, text in schemas.compose(read(SMALL / "sources").words).items():
        path = project / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    with LanguageServer(language_server, project, settings()) as server:
        yield Editor(server, project)


def said(item: dict[str, Any]) -> str:
    """Return the description that an editor shows with a completion."""
    words = item.get("documentation", "")
    return str(words["value"] if isinstance(words, dict) else words)


def test_what_we_take_is_not_underlined(editor: Editor) -> None:
    """No valid file is underlined.

    Some of the files name their schema; for all others, VS Code's settings name it.
    """
    real, small = files(ROOT / "sources"), files(editor.project / "sources")
    assert real
    assert small
    found = editor.server.open({path: path.read_text("utf-8") for path in (*real, *small)})
    assert {path: problems for path, problems in found.items() if problems} == {}


def test_keys_are_offered_with_what_they_mean(editor: Editor) -> None:
    """All valid keys are offered, each with its description."""
    offered = editor.offers("actors", "hezbollah:\n  ‸\n")
    assert said(offered["kind"]) == "What sort of actor it is."
    assert said(offered["part_of"]) == "Actors that it belongs to."
    assert offered["part_of"]["insertText"] == "part_of:\n  - ${1}"
    claim = editor.offers("summaries", "abstract: x\nclaims:\n  - id: a\n    ‸\n")
    assert (
        said(claim["disputes"]) == "Claims that the source sets it against: `source-id#claim-id`."
    )
    assert claim["disputes"]["documentation"]["kind"] == "markdown"
    assert {key: claim[key]["insertText"] for key in ("event", "actors", "relation")} == {
        "event": "event: ", "actors": "actors:\n  ", "relation": "relation: ",
    }  # fmt: skip
    relation = "abstract: x\nclaims:\n  - id: a\n    relation:\n      ‸\n"
    assert {"subject", "type", "object"} <= editor.offers("summaries", relation).keys()


@pytest.mark.parametrize(
    ("kind", "text", "values"),
    [
        ("actors", "a:\n  kind: ‸\n", ACTOR_KINDS),
        ("locations", "a:\n  kind: ‸\n", [*LOCATION_KINDS, "quay"]),
        ("events", "a:\n  kind: ‸\n", EVENT_KINDS),
        ("summaries", "claims:\n  - kind: ‸\n", CLAIM_KINDS),
        ("summaries", "claims:\n  - paragraph: ‸\n", PARTS),
    ],
)
def test_values_are_offered(editor: Editor, kind: str, text: str, values: tuple[str, ...]) -> None:
    """Where only certain values are valid, these are offered, each with its description."""
    offered = editor.offers(kind, text)
    assert offered.keys() == set(values)
    assert all(said(item) for item in offered.values())


def test_hovering_explains(editor: Editor) -> None:
    """Hovering over a key shows its description."""
    path, cursor, _ = editor.write("events", "a:\n  title: A\n  kind: war\n  da‸te: 2015\n")
    shown = editor.server.hover(path, cursor)
    assert "When, in EDTF, no more precise than the sources; needed only if" in shown
    assert "2015-09-21/2015-10-01" in shown
    path, cursor, _ = editor.write("summaries", "abstract: x\nclaims:\n  - para‸graph: 1\n")
    assert "Where it says so: `1`, `[1, 3]`, `title`" in editor.server.hover(path, cursor)


@pytest.mark.parametrize(
    ("kind", "text", "underlined"),
    [
        (
            "actors",
            "a:\n  name: A\n  kind: state\n  invented_key: red\n",
            ["invented_key: Property invented_key is not allowed."],
        ),
        (
            "locations",
            "a:\n  name: A\n  kind: town\n  precision: exactly\n",
            ['exactly: Value is not accepted. Valid values: "exact", "town", "area", '
             '"approximate", "none".'],
        ),
        ("questions", "a:\n  about: {}\n", ['a: Missing property "title".']),
        (
            "summaries",
            "abstract: x\nclaims:\n  - id: a\n    says: A.\n    paragraph: 1\n    evnt: b\n",
            ["evnt: Property evnt is not allowed."],
        ),
    ],
)  # fmt: skip
def test_mistakes_are_underlined(
    editor: Editor, kind: str, text: str, underlined: list[str]
) -> None:
    """A misspelt key or word is underlined once, at its place."""
    assert editor.underlines(kind, text) == underlined


def test_the_task_reads_our_problems() -> None:
    """The task for VS Code parses each problem's file, position, severity, code and message."""
    tasks = json.loads((ROOT / ".vscode" / "tasks.json").read_text("utf-8"))["tasks"]
    pattern = tasks[0]["problemMatcher"]["pattern"]
    told = [line for case in CASES for line in
            (case / "expected.txt").read_text("utf-8").splitlines()]  # fmt: skip
    assert told
    for line in told:
        match = re.match(pattern["regexp"], line)
        assert match, line
        path, number, column, severity, code, message = (
            match[pattern[part]]
            for part in ("file", "line", "column", "severity", "code", "message")
        )
        assert line == f"{path}:{number}:{column}: {severity}[{code}]: {message}"


def test_every_schema_has_its_folder() -> None:
    """VS Code's settings assign each schema to its folder, so that it applies to new files."""
    assert settings()["yaml"]["schemas"] == {
        f"docs/{path}": (
            f"sources/{name}.yml" if name == "vocabulary" else f"sources/{name}/*.yml"
        )
        for path in schemas.compose() for name in [Path(path).stem] if name != "claims"
    }  # fmt: skip
