"""Any content of sources/ gives a corpus or problems, and never a traceback."""

import random
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook import stages
from sourcebook.problems import Problem, format_json, format_problems, has_errors
from sourcebook.project import SOURCES
from sourcebook.reading import yaml_text

from .corpora import BESIDE, SMALL, TESTS, overlay, told, without_downloads

HERE = SMALL / SOURCES
FILES = sorted(path.relative_to(HERE).as_posix() for path in HERE.rglob("*.*"))
YAML_SPECIAL = [
    *(character.encode() for character in "\t\n\r :-?[]{},#&*!|>'\"%@`~<=/\\.0é👷\0\x07\x85\u2028"),
    b": ", b"- ", b"\n---\n", b"\n...\n", b"&a ", b"*a", b"!!str ", b"<<: ", b"\xff",
    b"\xef\xbb\xbf", b"[" * 30, b"{a: " * 30, b"  ", b"\n    ", b"null", b"[[", b"]]", b"[@",
    b"[@x, \xc2\xb61]", b"X" * 200,
]  # fmt: skip


@contextmanager
def small_project(changed: dict[str, bytes], sources: Path = HERE) -> Iterator[Path]:
    """Yield a project of the small corpus in which some files have other bytes."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        shutil.copytree(sources, project / SOURCES)
        for path, content in changed.items():
            (project / SOURCES / path).write_bytes(content)
        yield project


def hold(project: Path) -> None:
    """Check a project's sources, and assert that each problem has a valid position."""
    checked = stages.check(project)
    assert (checked.corpus is None) == has_errors(checked.problems)
    lines = {path: document.lines for path, document in checked.documents.items()}
    format_problems(checked.problems, lines)
    format_json(checked.problems)
    for problem in checked.problems:
        assert lies_inside(problem, project), problem
    if checked.corpus is not None:
        stages.generate(checked.corpus)


def lies_inside(problem: Problem, project: Path) -> bool:
    """Return whether a problem's position is in a file of the project."""
    mark = problem.mark
    if problem.code == "not-utf-8":
        return (project / mark.path).exists()
    text = (project / mark.path).read_bytes().decode("utf-8-sig")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return 1 <= mark.line <= len(lines) and 1 <= mark.column <= len(lines[mark.line - 1]) + 1


@st.composite
def broken_files(draw: st.DrawFn) -> dict[str, bytes]:
    """Draw one or two files of the small corpus with damaged bytes."""
    changed = {}
    for path in draw(st.lists(st.sampled_from(FILES), min_size=1, max_size=2, unique=True)):
        content = (HERE / path).read_bytes()
        for _ in range(draw(st.integers(1, 4))):
            at = draw(st.integers(0, len(content)))
            gone = draw(st.sampled_from([0, 0, 1, 1, 2, 7, 40, 10_000]))
            put = draw(st.one_of(st.sampled_from([*YAML_SPECIAL, b""]), st.binary(max_size=4)))
            content = content[:at] + put + content[at + gone :]
        changed[path] = content
    return changed


@settings(max_examples=settings().max_examples * 5 // 3)
@given(broken_files())
def test_damaged_files_are_told(changed: dict[str, bytes]) -> None:
    """Reading damaged files gives a corpus, or problems whose positions exist in these files."""
    with small_project(changed) as project:
        hold(project)


BLOCKS = [
    b"```yaml claims\n", b"```\n", b"\n```yaml claims\n- ", b"```claims", b"~~~", b"> ", b"  ",
    b"- unused: x\n", b"- id: x\n", b"  paragraph: 9\n", b"\r\n", b"\n\n", b"---\n", *YAML_SPECIAL,
]  # fmt: skip


@given(st.data())
def test_damaged_blocks_of_claims_are_told(data: st.DataObject) -> None:
    """A damaged block of claims gives a corpus, or problems with valid positions."""
    sources = BESIDE / SOURCES
    changed = {}
    for path in sorted((sources / "articles").iterdir()):
        content = path.read_bytes()
        start = content.index(b"\n---\n")
        for _ in range(data.draw(st.integers(0, 3))):
            at = data.draw(st.integers(start, len(content)))
            gone = data.draw(st.sampled_from([0, 0, 1, 4, 15, 60]))
            content = content[:at] + data.draw(st.sampled_from(BLOCKS)) + content[at + gone :]
        changed[f"articles/{path.name}"] = content
    with small_project(changed, sources) as project:
        hold(project)


KEYS = sorted(
    set(re.findall(r"^ *(?:- )?\{?([a-z_]+):", "\n".join(
        (HERE / path).read_text("utf-8") for path in FILES), re.MULTILINE))
    | {"wikidata", "website", "caption", "note", "about", "events", "locations", "actors", "was"}
)  # fmt: skip
SCALARS = st.one_of(
    st.sampled_from(
        [
            "port-ellan", "harbour-fire", "night-watchman", "how-it-started", "ellan-courier",
            "ellan-courier-1951-03-05", "harbour-post-1951-03#lamp", "media", "town", "person",
            "disaster", "full", "digest", "denial", "1951-03", "1951-03-04~/..", "1", "2", "title",
            "30+", "", "a: b", "[[north-quay]]", "Said [@harbour-post-1951-03, ¶1].", "en", "Q1",
            "https://elsewhere.example/", "Who?", "54.1", "-3.2", "exact",
        ]
    ),
    st.text(max_size=6),
    st.none(),
    st.integers(-5, 2000),
    st.booleans(),
)  # fmt: skip
NAMES = st.one_of(st.sampled_from(KEYS), SCALARS.map(lambda value: str(value) or "x"))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=4)),
    max_leaves=12,
)


@settings(max_examples=settings().max_examples * 5 // 3)
@given(st.sampled_from([path for path in FILES if not path.endswith(".geojson")]), st.data())
def test_records_of_any_shape_are_told(path: str, data: st.DataObject) -> None:
    """Any value under any key of a record gives a corpus, or problems with valid positions."""
    text = (HERE / path).read_text("utf-8")
    front, body = text.split("---\n", 2)[1:] if path.endswith(".md") else (text, "")
    record = yaml.safe_load(front)
    holder: Any = record
    while data.draw(st.booleans()):
        inner = holder.values() if isinstance(holder, dict) else holder
        deeper = [item for item in inner if isinstance(item, dict | list) and item]
        if not deeper:
            break
        holder = data.draw(st.sampled_from(deeper))
    if isinstance(holder, dict):
        key = data.draw(st.one_of(st.sampled_from(sorted(map(str, holder))), NAMES))
        holder[key] = data.draw(VALUES)
    else:
        holder[data.draw(st.integers(0, len(holder) - 1))] = data.draw(VALUES)
    front = yaml.dump(record, Dumper=yaml.CSafeDumper, sort_keys=False)
    changed = f"---\n{front}---\n{body}" if body else front
    with small_project({path: changed.encode("utf-8", "surrogatepass")}) as project:
        hold(project)


@settings(max_examples=settings().max_examples * 5)
@given(st.text(st.sampled_from("ab \n\t:-?[]{},#&*!|>'\"%@~<=\\é1"), max_size=40))
def test_yaml_is_read_as_its_own_parser_reads_it(text: str) -> None:
    """YAML is read as PyYAML reads it, but every scalar except null is a text."""
    data, lines, faults, complete = yaml_text.load(text)
    if faults:
        return
    assert complete
    assert data == emptied(yaml.compose(text, Loader=yaml.CSafeLoader))
    assert list(lines) == (list(data) if isinstance(data, dict) else [])


def emptied(node: Any) -> Any:
    """Return a YAML node as data in which every scalar is a text.

    An empty document is None, and so are an empty scalar and a null without quotation marks.
    """
    if node is None:
        return None
    if isinstance(node, yaml.MappingNode):
        return {key.value: emptied(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [emptied(item) for item in node.value]
    is_null = node.value in ("", "~", "null", "Null", "NULL") and not node.style
    return None if is_null else node.value


@settings(max_examples=10)
@given(st.permutations(range(6)), st.integers(1, 6))
@pytest.mark.slow
def test_how_records_are_spread_over_files_changes_nothing(order: list[int], size: int) -> None:
    """The distribution of records over files changes nothing on pages, except links to files."""
    with small_project({}) as project:
        for kind in ("actors", "locations", "events", "questions"):
            records: dict[str, Any] = {}
            for path in sorted((project / SOURCES / kind).iterdir()):
                records |= yaml.safe_load(path.read_text("utf-8"))
                path.unlink()
            ids = sorted(records, key=lambda id_: order[len(id_) % 6])
            for start in range(0, len(ids), size):
                part = {id_: records[id_] for id_ in ids[start : start + size]}
                path = project / SOURCES / kind / f"{order[start % 6]}-{start}.yml"
                path.write_text(yaml.safe_dump(part, sort_keys=False, allow_unicode=True), "utf-8")
        assert pages(project) == pages_before()


@cache
def pages_before() -> dict[str, str]:
    """Return the pages of the small corpus."""
    with small_project({}) as project:
        return pages(project)


def pages(project: Path) -> dict[str, str]:
    """Return a project's pages without the positions of records in files."""
    corpus = stages.check(project).corpus
    assert corpus is not None, told(project)
    # The fingerprint is emptied, because it depends on which file contains which record.
    made = without_downloads(stages.generate(replace(corpus, fingerprint="")))
    return {
        path: re.sub(r'^  - \{path: "sources/\w+/.*\n', "", text, flags=re.MULTILINE)
        for path, text in made.items()
    }


@pytest.mark.parametrize("case", ["many-at-once", "duplicate-id", "old-id-in-use"])
@pytest.mark.slow
def test_the_order_of_files_changes_nothing(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Problems and pages don't depend on the order in which the disk lists files."""
    project = overlay(TESTS / "bad" / case, tmp_path / "project")
    expected, small = told(project), pages(SMALL)
    in_order = Path.iterdir

    def shuffled(folder: Path) -> Iterator[Path]:
        found = sorted(in_order(folder))
        random.Random(1).shuffle(found)  # noqa: S311 - not used for security
        yield from found[::-1]

    monkeypatch.setattr(Path, "iterdir", shuffled)
    assert told(project) == expected
    assert pages(SMALL) == small
