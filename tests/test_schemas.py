"""The JSON Schemas for text editors, compared with the files that are accepted."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from sourcebook.exports import schemas
from sourcebook.reading.claim_blocks import find_blocks
from sourcebook.reading.document import Document
from sourcebook.reading.folder import read
from sourcebook.reading.records import VOCABULARY

from .corpora import BESIDE, CASES, SMALL
from .projects import ROOT

KINDS = ("actors", "claims", "events", "locations", "questions", "summaries", "vocabulary")
SEEN_BY_EDITORS = {
    "bad-id", "bad-paragraph", "bad-wikidata", "long-id", "missing-key", "not-a-question",
    "unknown-key", "unknown-value", "unknown-word", "wrong-type",
}  # fmt: skip
"""Codes of problems that a JSON Schema can detect."""


class EditorLoader(yaml.SafeLoader):
    """A YAML 1.2 loader, as in text editors: dates are texts; only true and false are booleans."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith(("timestamp", "bool"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(true|false)$"), ["t", "f"]
)


def as_json(data: Any) -> Any:
    """Return data as in JSON, where every key is a text."""
    if isinstance(data, dict):
        return {str(key): as_json(value) for key, value in data.items()}
    return [as_json(item) for item in data] if isinstance(data, list) else data


def kind_of(path: Path) -> str:
    """Return the name of the schema for a file."""
    return path.stem if path.name == VOCABULARY else path.parent.name


def sources_of(path: Path) -> Path:
    """Return the folder of sources that contains a file."""
    return path.parent if path.name == VOCABULARY else path.parent.parent


@cache
def made_for(sources: Path) -> dict[str, str]:
    """Return the schemas of a project, with its own vocabulary."""
    return schemas.compose(read(sources).words)


def complaints(path: Path) -> list[str]:
    """Return the errors that a text editor would show in a file."""
    schema = json.loads(made_for(sources_of(path))[f"schemas/{kind_of(path)}.json"])
    data = as_json(yaml.load(path.read_text("utf-8"), EditorLoader))  # noqa: S506 - a safe one
    return [error.message for error in Draft202012Validator(schema).iter_errors(data)]


def files(sources: Path) -> list[Path]:
    """Return the YAML files in a folder of sources."""
    kept = [path for kind in KINDS for path in (sources / kind).glob("*.yml")]
    return sorted([*kept, *sources.glob(VOCABULARY)])


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one(kind: str) -> None:
    """Each schema is valid, and has a description for every key."""
    schema = json.loads(schemas.compose()[f"schemas/{kind}.json"])
    Draft202012Validator.check_schema(schema)
    for definition in (schema, *schema["$defs"].values()):
        for key, value in definition.get("properties", {}).items():
            assert value["description"], key


@pytest.mark.parametrize("sources", [ROOT / "sources", SMALL / "sources"], ids=["real", "small"])
@pytest.mark.slow
def test_what_we_take_an_editor_takes(sources: Path) -> None:
    """Sources that ``check`` accepts are valid under the JSON Schemas for text editors."""
    assert files(sources)
    assert {str(path): said for path in files(sources) if (said := complaints(path))} == {}


def in_blocks(path: Path) -> list[Any]:
    """Return the data of each block of claims in an article's file."""
    text = path.read_text("utf-8")
    blocks = find_blocks(Document(path.name, text))
    return [
        as_json(yaml.load(text[block.start : block.end], EditorLoader))  # noqa: S506 - a safe one
        for block in blocks
    ]


def test_claims_beside_their_paragraphs_have_a_schema() -> None:
    """Blocks of claims in articles are valid under their own schema; malformed blocks aren't."""
    taken = Draft202012Validator(json.loads(schemas.compose()["schemas/claims.json"]))
    found = [
        data for path in (BESIDE / "sources" / "articles").glob("*.md") for data in in_blocks(path)
    ]
    assert len(found) == 5
    assert [error.message for data in found for error in taken.iter_errors(data)] == []
    refused: list[Any] = [
        [{"id": "a", "says": "A."}, {"unused": "b", "says": "B."}], [{"says": "C."}], {"id": "d"},
    ]  # fmt: skip
    assert all(list(taken.iter_errors(data)) for data in refused)


def test_every_file_names_its_schema() -> None:
    """The first line of each YAML file of the real corpus names its schema."""
    for path in files(ROOT / "sources"):
        first = path.read_text("utf-8").split("\n")[0]
        above = "../" if path.name == VOCABULARY else "../../"
        schema = f"{above}docs/schemas/{kind_of(path)}.json"
        assert first == f"# yaml-language-server: $schema={schema}", path
        assert (path.parent / schema).exists()


def broken_files() -> dict[str, Path]:
    """Map a label to each file with a mistake that a JSON Schema can detect.

    The files are those of the test cases of bad data.
    """
    found = {}
    for case in CASES:
        for line in (case / "expected.txt").read_text("utf-8").splitlines():
            match = re.match(r"sources/((?:\w+/)?[\w.-]+\.yml):\d+:\d+: error\[([a-z-]+)\]", line)
            seen = match and match[2] in SEEN_BY_EDITORS and (case / match[1]).exists()
            # Leave out files whose YAML is invalid or has unsupported syntax.
            if match and seen and not case.name.startswith("yaml-"):
                found[f"{case.name}: {match[1]}"] = case / match[1]
    return found


@pytest.mark.parametrize("path", broken_files().values(), ids=broken_files().keys())
def test_what_an_editor_can_see_it_tells(path: Path) -> None:
    """Text editors show an error in each file with a mistake that a JSON Schema can detect."""
    assert complaints(path)
