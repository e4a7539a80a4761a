"""Whatever ``check`` accepts, ``build`` builds."""

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from subprocess import run as started
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import given

from sourcebook import stages
from sourcebook.exports import schemas
from sourcebook.records.base import LABEL_LENGTH

from .corpora import copy_small
from .edges import corpora, fields, written
from .made import alone
from .projects import project, run, tree
from .rendered import shown

EDGES = [
    "0000", "0001-01-01", "-0043-03-15", "-9999", "9999-12-31", "9999-24", "Y12000",
    "Y170000002", "Y-170000002~", "Y9999999999", "Y-9999999999", "201X", "20XX", "2015-24",
    "2015-30~", "2016-34", "2016-41?", "1985/", "/1985", "../Y-12000", "Y9999999999/..",
    "1985-04-12T23:20:30", "2015-10-02T01:00:00+03:00", "2015-10-01T23:30:00-05:00",
]  # fmt: skip
"""Dates at the limits of the supported formats and of the calendar."""


@pytest.fixture(autouse=True, scope="module")
def quick_stages() -> Iterator[None]:
    """Compute the schemas only once for all corpora, because they are always the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schemas, "compose", cache(schemas.compose))
        patch.setattr("sourcebook.exports.whole.of_corpus", cache(schemas.of_corpus))
        yield


def made(folder: Path) -> Mapping[str, bytes] | None:
    """Make the files of ``docs/`` in memory, and check them.

    JSON and XML files must be well-formed, and a page must be the same if it is made alone.
    Return path -> content; None if the sources have errors.
    """
    checked = stages.check(folder)
    if checked.corpus is None:
        assert checked.problems
        return None
    files = stages.make(checked.corpus, checked.evidence).texts
    for path, content in files.items():
        if path.endswith((".json", ".geojson", ".jsonld")):
            json.loads(content)
        elif path.endswith((".svg", ".xml", ".graphml", ".gexf")):
            ElementTree.fromstring(content)  # noqa: S314 - ours
    pages = alone(checked.corpus, files, checked.evidence)
    assert pages == {path: files[path] for path in pages}
    return files


@given(corpora())
@pytest.mark.slow
def test_whatever_is_accepted_is_made(files: dict[str, str]) -> None:
    """Every corpus that passes the check can be built, however unusual its values are."""
    with tempfile.TemporaryDirectory() as folder:
        for path, content in (made(written(files, Path(folder))) or {}).items():
            if path.endswith(".md") and path.partition("/")[0] in ("events", "about.md"):
                shown(content.decode())


def test_what_is_made_up_is_mostly_accepted() -> None:
    """At most a fifth of the generated corpora have errors, so that most of them can be built."""
    refused, seen = 0, 0

    @given(corpora())
    def look(files: dict[str, str]) -> None:
        nonlocal refused, seen
        seen += 1
        with tempfile.TemporaryDirectory() as folder:
            refused += stages.check(written(files, Path(folder))).corpus is None

    look()
    assert refused <= seen / 5


def test_every_field_is_made_up() -> None:
    """The generator of corpora covers fields of events, claims, actors and hand-written pages."""
    assert {"Event.date", "Claim.figures", "Actor.name", "WrittenPage.title"} <= set(fields())


@cache
def _edges() -> str:
    """Return YAML with one event for each date in ``EDGES``."""
    return yaml.safe_dump(
        {
            f"edge-{number}": {
                "title": f"Edge {number}", "kind": "other", "date": date,
                "locations": ["port-ellan"],
                "dated_by": "By the Courier [@ellan-courier-1951-03-05, ¶1].",
            }
            for number, date in enumerate(EDGES)
        }
    )  # fmt: skip


def _at_the_edges(sources: Path) -> None:
    (sources / "events" / "edges.yml").write_text(_edges(), "utf-8")
    path = sources / "summaries" / "ellan-courier-1951-03-05.yml"
    summary = yaml.safe_load(path.read_text("utf-8"))
    summary["claims"] += [
        {"id": f"edge-{number}", "says": "So it was.", "paragraph": 1, "event": f"edge-{number}"}
        for number in range(len(EDGES))
    ]
    path.write_text(yaml.safe_dump(summary, sort_keys=False, allow_unicode=True), "utf-8")


def test_dates_at_the_ends_of_time_are_published(tmp_path: Path) -> None:
    """Events with extreme dates, such as 170,000,003 BCE, are published on pages and in a feed."""
    folder = project(tmp_path)
    _at_the_edges(folder / "sources")
    built = run(folder, "build")
    assert built.returncode == 0, built.stderr
    assert "no such anchor" not in built.stdout + built.stderr
    site = folder / "site"
    for number in range(len(EDGES)):
        assert (site / "events" / f"edge-{number}" / "index.html").exists()
    assert "170,000,003 BCE" in (site / "events" / "index.html").read_text("utf-8")
    feed = ElementTree.parse(site / "data" / "feed.xml")  # noqa: S314 - ours
    for updated in feed.iter("{http://www.w3.org/2005/Atom}updated"):
        assert len(str(updated.text)) == len("1951-03-05T00:00:00Z")


@pytest.mark.slow
def test_a_season_a_quarter_or_a_half_of_a_year_is_built(tmp_path: Path) -> None:
    """A corpus whose dates are seasons, quarters or halves of a year can be built."""
    for code in range(21, 42):
        folder = copy_small(tmp_path / str(code))
        for name in ("events/fire.yml", "summaries/ellan-courier-1951-03-05.yml"):
            path = folder / "sources" / name
            path.write_text(path.read_text("utf-8").replace("1951-03-04", f"1951-{code}"), "utf-8")
        assert made(folder), code


DEEP = 500


@pytest.mark.parametrize("kind", ["actors", "locations", "events"])
@pytest.mark.slow
def test_records_may_lie_in_each_other_however_deep(kind: str, tmp_path: Path) -> None:
    """Records that are nested five hundred levels deep can be checked and built."""
    folder = copy_small(tmp_path)
    key, name = ("within", "name") if kind == "locations" else ("part_of", "name")
    name = "title" if kind == "events" else name
    records: dict[str, Any] = {}
    for number in range(DEEP):
        records[f"d{number}"] = {
            name: f"Deep {number}", "kind": {"actors": "organisation"}.get(kind, "area"),
        }  # fmt: skip
        if kind == "events":
            records[f"d{number}"]["kind"] = "other"
        if number:
            above = f"d{number - 1}"
            records[f"d{number}"][key] = [above] if kind == "actors" else above
    (folder / "sources" / kind / "deep.yml").write_text(yaml.safe_dump(records), "utf-8")
    path = folder / "sources" / "summaries" / "ellan-courier-1951-03-05.yml"
    summary = yaml.safe_load(path.read_text("utf-8"))
    claim = {"id": "deep", "says": "So it was.", "paragraph": 1}
    about = [f"d{number}" for number in range(DEEP)]
    claim |= {"actors": {f"d{DEEP - 1}": "witness"}} if kind == "actors" else {}
    claim |= {"locations": [f"d{DEEP - 1}"]} if kind == "locations" else {}
    claim |= {"event": about} if kind == "events" else {}
    path.write_text(yaml.safe_dump({**summary, "claims": [*summary["claims"], claim]}), "utf-8")
    assert made(folder)


@pytest.mark.slow
def test_an_event_may_have_thousands_who_take_part(tmp_path: Path) -> None:
    """An event with two thousand participants can be built; its pages name each of them."""
    folder = copy_small(tmp_path)
    many = {f"m{number}": {"name": f"Member {number}", "kind": "person"} for number in range(2000)}
    (folder / "sources" / "actors" / "many.yml").write_text(yaml.safe_dump(many), "utf-8")
    path = folder / "sources" / "summaries" / "ellan-courier-1951-03-05.yml"
    summary = yaml.safe_load(path.read_text("utf-8"))
    summary["claims"][0]["actors"] = dict.fromkeys(many, "onlooker")
    path.write_text(yaml.safe_dump(summary, allow_unicode=True), "utf-8")
    files = made(folder)
    assert files
    roles = [
        text.decode() for path, text in files.items() if path.startswith("events/harbour-fire")
    ]
    for number in range(2000):
        assert any(f"[Member {number}](" in text for text in roles), number


def test_a_corpus_may_lack_whole_kinds_of_records(tmp_path: Path) -> None:
    """A corpus of one source and one actor, without places, events and questions, can be built."""
    written(
        {
            "actors/a.yml": "a: {name: A, kind: media}",
            "articles/s.md": "---\ntitle: T\npublisher: a\npublished: -0043\nlanguage: en\n---\n",
            "summaries/s.yml": "abstract: Nothing.\n",
        },
        tmp_path,
    )
    assert made(tmp_path)


def test_a_label_may_be_as_long_as_it_is_allowed_to_be(tmp_path: Path) -> None:
    """A corpus in which names and titles have the maximum length can be built."""
    folder = copy_small(tmp_path)
    for path in sorted((folder / "sources").rglob("*.yml")):
        lines = path.read_text("utf-8").splitlines()
        longest = [
            f"{line.partition(':')[0]}: {'x' * LABEL_LENGTH}"
            if line.startswith(("  name:", "  title:")) and "?" not in line else line
            for line in lines
        ]  # fmt: skip
        path.write_text("\n".join(longest) + "\n", "utf-8")
    assert made(folder)


@pytest.mark.slow
def test_without_docstrings_the_same_is_made(tmp_path: Path) -> None:
    """Pages, schemas and help don't change under ``python -OO``, which strips docstrings."""
    with_, without = project(tmp_path / "with"), project(tmp_path / "without")
    assert run(with_, "pages").returncode == 0
    command = [sys.executable, "-OO", "build_site.py"]
    built = started([*command, "pages"], cwd=without, capture_output=True, text=True, check=False)
    assert (built.returncode, built.stderr) == (0, "")
    assert tree(without / "docs") == tree(with_ / "docs")
    helped = started([*command, "--help"], cwd=without, capture_output=True, text=True, check=False)
    assert helped.stdout == run(with_, "--help").stdout
