"""The downloads, each read by third-party software: valid, complete, always the same bytes."""

import csv
import hashlib
import io
import itertools
import json
import re
import sqlite3
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import networkx
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from geojson_pydantic import Feature, FeatureCollection
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sourcebook import stages
from sourcebook.citing.citations import Citations
from sourcebook.corpus import Corpus
from sourcebook.corpus.resolve import fingerprint
from sourcebook.exports import downloads
from sourcebook.exports.cells import Table
from sourcebook.exports.package import csv_text
from sourcebook.exports.tables import tables
from sourcebook.reading.document import Document
from sourcebook.records.site import WrittenPage
from sourcebook.text import one_line

from . import made
from .chosen import with_parts
from .corpora import SMALL, told
from .hostility import STRINGS, rewrite
from .projects import ROOT

Files = dict[str, bytes]
Features = FeatureCollection[Feature[Any, dict[str, Any]]]


def checked(project: Path) -> Corpus:
    """Return the corpus of a project without problems."""
    corpus = stages.check(project).corpus
    assert corpus is not None, told(project)
    return corpus


def hostile(turn: int) -> Corpus:
    """Return the small corpus with hostile texts in every field. ``turn`` selects the texts."""
    number = itertools.count(turn * 41)
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder, "project")
        rewrite(project, lambda field: STRINGS[next(number) % len(STRINGS)])
        return checked(project)


@cache
def corpus_of(name: str) -> Corpus:
    """Return one of the corpora with which every format is tested."""
    match name:
        case "real":
            return checked(ROOT)
        case "small":
            return checked(SMALL)
        case "nothing":
            return made.corpus({})
        case _:
            return hostile(int(name.removeprefix("hostile ")))


CORPORA = ("real", "small", "nothing", *(f"hostile {turn}" for turn in range(3)))


def files_of(corpus: Corpus) -> Files:
    """Return the downloads of a corpus, as file name -> content."""
    made = downloads.compose(corpus, Citations(corpus))
    return {one.path.removeprefix("data/"): one.content for one in made}


@cache
def files(name: str) -> Files:
    """Return the downloads of the test corpus with this name, as file name -> content."""
    return files_of(corpus_of(name))


@pytest.fixture(params=CORPORA)
def both(request: pytest.FixtureRequest) -> tuple[Corpus, Files]:
    """Return a corpus and its downloads, for each test corpus in turn."""
    return corpus_of(request.param), files(request.param)


def test_json_is_what_its_schema_says(both: tuple[Corpus, Files]) -> None:
    """The JSON document is valid under its schema, and has every record and claim."""
    corpus, made = both
    schema, data = json.loads(made["corpus.schema.json"]), json.loads(made["corpus.json"])
    Draft202012Validator.check_schema(schema)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(data)] == []
    for kind in ("actors", "locations", "events", "questions", "sources"):
        assert list(data[kind]) == list(getattr(corpus, kind))
    claims = [(id_, claim["id"], claim["says"]) for id_, source in data["sources"].items()
              for claim in source.get("claims", [])]  # fmt: skip
    assert [claim[:2] for claim in claims] == [(p.source.id, p.claim.id) for p in corpus.claims]
    assert [one_line(claim[2]) for claim in claims] == [
        one_line(placed.claim.says) for placed in corpus.claims
    ]


def test_a_source_in_json() -> None:
    """In JSON, a source has the same keys as in YAML; keys that have no value are left out."""
    data = json.loads(files("small")["corpus.json"])
    source = data["sources"]["ellan-courier-1951-03-05"]
    assert source["publisher"] == "ellan-courier"
    assert source["published"] == "1951-03-05"
    assert "original" not in source
    assert all(value not in (None, [], {}) for value in source.values())


def test_csv_is_read_as_it_was_meant(both: tuple[Corpus, Files]) -> None:
    """Commas, quotes, formulas and line breaks in CSV cells don't change any row or cell."""
    corpus, made = both
    for table in tables(corpus):
        check_csv(table, made[f"{table.name}.csv"].decode())


def check_csv(table: Table, text: str) -> None:
    """Check that a CSV file has the rows of the table from which it was made."""
    head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert head == [column.name for column in table.columns]
    expected = [
        ["" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)
         for cell in row]
        for row in table.rows
    ]  # fmt: skip
    assert rows == expected
    assert text.count("\r\n") == text.count("\n") == len(rows) + 1


@pytest.mark.parametrize("name", CORPORA)
@pytest.mark.slow
def test_the_data_package_is_valid(name: str, tmp_path: Path) -> None:
    """Frictionless finds no error in the data package's tables, types, keys and hashes."""
    made = files(name)
    with warnings.catch_warnings():
        # Ignore the warnings of Frictionless and of the modules that it imports.
        warnings.simplefilter("ignore")
        import frictionless

        for path, content in made.items():
            (tmp_path / path).write_bytes(content)
        report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.flatten(["name", "rowNumber", "fieldName", "type", "note"]) == []
    rows = {task.name: task.stats.get("rows", 0) for task in report.tasks}
    assert rows == {table.name: len(table.rows) for table in tables(corpus_of(name))}


@pytest.mark.slow
def test_frictionless_would_find_a_broken_key(tmp_path: Path) -> None:
    """Frictionless reports a broken foreign key, so its check of the data package is effective."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import frictionless

        for path, content in files("small").items():
            (tmp_path / path).write_bytes(content)
        package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
        for resource in package["resources"]:
            del resource["bytes"], resource["hash"]
        (tmp_path / "datapackage.json").write_text(json.dumps(package), "utf-8")
        links = tmp_path / "claim_events.csv"
        links.write_bytes(links.read_bytes().replace(b"harbour-fire", b"no-such-event", 1))
        report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert {row[0] for row in report.flatten(["type"])} == {"foreign-key"}


def test_the_tables_hold_the_whole_corpus(both: tuple[Corpus, Files]) -> None:
    """Every record, every claim and every link of a claim has a row in the tables."""
    corpus, _ = both
    rows = {table.name: len(table.rows) for table in tables(corpus)}
    claims = [placed.claim for placed in corpus.claims]
    for kind in ("actors", "locations", "events", "questions", "sources"):
        assert rows[kind] == len(getattr(corpus, kind))
    assert rows["claims"] == len(claims)
    assert rows["claim_paragraphs"] == sum(len(set(claim.paragraph)) for claim in claims)
    assert rows["claim_events"] == sum(len(set(claim.event)) for claim in claims)
    assert rows["claim_actors"] == sum(len(claim.cast) for claim in claims)
    assert rows["claim_locations"] == sum(len(set(claim.locations)) for claim in claims)
    assert rows["claim_origins"] == sum(len(claim.origin) for claim in claims)
    assert rows["figures"] == sum(len(claim.figures) for claim in claims)
    assert rows["relations"] == sum(len(claim.relation) for claim in claims)
    assert rows["answers"] == sum(len(claim.answers) for claim in claims)
    assert rows["disputes"] == sum(len(set(claim.disputes)) for claim in claims)
    paragraphs = [len(source.article.paragraphs) for source in corpus.sources.values()]
    assert rows["paragraphs"] >= sum(paragraphs) + len(paragraphs)


def test_tables_say_where_a_role_is_only_foretold_or_denied() -> None:
    """The tables mark roles that sources only foretell or deny."""
    told_of = {"event": "x", "actors": {"a": "guest"}}
    denial = {**told_of, "kind": "denial"}
    corpus = made.corpus(
        {"s": [told_of, {**told_of, "kind": "forecast"}, denial, {**denial, "by": "a"}]}
    )
    found = {table.name: [row[-1] for row in table.rows] for table in tables(corpus)}
    assert found["claim_events"] == ["asserts", "foretells", "disputes", "disputes"]
    assert found["claim_roles"] == ["asserts", "foretells", "disputes", "objects"]


def test_sqlite_is_whole_and_linked(both: tuple[Corpus, Files], tmp_path: Path) -> None:
    """The SQLite database is intact, its foreign keys are valid, and its rows equal the CSV's."""
    corpus, made = both
    check_sqlite(corpus, made["corpus.sqlite"], tmp_path)


def check_sqlite(corpus: Corpus, content: bytes, folder: Path) -> None:
    """Check that a database has the rows of the tables from which it was made."""
    path = folder / "corpus.sqlite"
    path.write_bytes(content)
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        links = 0
        for table in tables(corpus):
            found = connection.execute(f"SELECT * FROM {table.name}").fetchall()  # noqa: S608
            assert sorted(found, key=repr) == sorted(map(stored, table.rows), key=repr)
            listed = connection.execute(f"PRAGMA foreign_key_list({table.name})").fetchall()
            links += len({row[0] for row in listed})
        assert links == sum(len(table.links) for table in tables(corpus))
    finally:
        connection.close()


def stored(row: tuple[object, ...]) -> tuple[object, ...]:
    """Return a row with SQLite's types: booleans become integers."""
    return tuple(int(cell) if isinstance(cell, bool) else cell for cell in row)


def test_the_query_on_the_page_finds_an_actor_s_parts() -> None:
    """The example SQL query on the page about the data finds an actor with all its parts."""
    page = (ROOT / "docs/data.md").read_text("utf-8")
    query = page[page.index("WITH RECURSIVE") :].partition("`")[0]
    connection = sqlite3.connect(":memory:")
    connection.deserialize(files("real")["corpus.sqlite"])
    found = {id_ for (id_,) in connection.execute(query)}
    connection.close()
    assert len(found) > 4
    assert found == with_parts(query.split("'")[1])


def test_sqlite_names_no_version_of_itself() -> None:
    """The SQLite file doesn't contain SQLite's version, and its page size is always 4,096 bytes."""
    content = files("small")["corpus.sqlite"]
    assert content[:16] == b"SQLite format 3\0"
    assert content[16:18] == (4096).to_bytes(2, "big")
    assert content[96:100] == bytes(4)


def test_a_question_in_sql() -> None:
    """An SQL query on the database finds the sources with claims about an event."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(files("small")["corpus.sqlite"])
    found = connection.execute(
        "SELECT DISTINCT source FROM claims JOIN claim_events ON claim = address "
        "WHERE event = 'harbour-fire' ORDER BY source"
    ).fetchall()
    connection.close()
    claims = corpus_of("small").claims_on_event["harbour-fire"]
    assert [source for (source,) in found] == sorted({placed.source.id for placed in claims})


def test_geojson_is_valid(both: tuple[Corpus, Files]) -> None:
    """The GeoJSON files have all places and events; coordinates begin with the longitude."""
    corpus, made = both
    if not corpus.locations:
        assert not {"places.geojson", "events.geojson"} & made.keys()
        return
    places: Features = FeatureCollection.model_validate_json(made["places.geojson"])
    assert [feature.id for feature in places.features] == list(corpus.locations)
    for feature, place in zip(places.features, corpus.locations.values(), strict=True):
        given = tuple(feature.geometry.coordinates)[1::-1] if feature.geometry else None
        assert given == place.coordinates
        assert feature.properties
        assert feature.properties["precision"] == place.precision
    events: Features = FeatureCollection.model_validate_json(made["events.geojson"])
    assert [feature.id for feature in events.features] == [id_ for id_, _ in corpus.events_by_date]
    for feature in events.features:
        assert feature.properties
        held = {corpus.locations[id_].coordinates for id_ in feature.properties["locations"]}
        assert (feature.geometry is None) == (held <= {None})


def test_an_event_is_as_precise_as_its_least_precise_place() -> None:
    """In ``events.geojson``, an event has the precision of its least precise place."""
    places = {"here": {"coordinates": ["35.5", "36.25"], "precision": "exact"},
              "there": {"coordinates": ["35", "36"], "precision": "area"}}  # fmt: skip
    corpus = made.corpus({}, locations=places, events={"fire": {"locations": ["here", "there"]}})
    event = json.loads(files_of(corpus)["events.geojson"])["features"][0]
    assert event["properties"]["precision"] == "area"
    assert event["geometry"] == {"type": "MultiPoint", "coordinates": [[36.25, 35.5], [36, 35]]}


def test_graphml_is_read(both: tuple[Corpus, Files]) -> None:
    """In the GraphML, every actor is a node, and every relation of every claim is an edge."""
    corpus, made = both
    if not any(placed.claim.relation for placed in corpus.claims):
        assert "network.graphml" not in made
        return
    graph = networkx.read_graphml(io.BytesIO(made["network.graphml"]), force_multigraph=True)
    assert graph.is_directed()
    assert list(graph.nodes) == list(corpus.actors)
    assert [graph.nodes[id_]["name"] for id_ in graph] == [
        one_line(actor.name) for actor in corpus.actors.values()
    ]
    expected = [(r.subject, r.object, one_line(r.type), p.address)
                for p in corpus.claims for r in p.claim.relation]  # fmt: skip
    found = [(one, other, data["type"], data["claim"])
             for one, other, data in graph.edges(data=True)]  # fmt: skip
    assert sorted(found) == sorted(expected)


def test_bibliographies_are_read(both: tuple[Corpus, Files]) -> None:
    """Reference managers can read every source and its title, in each of the formats."""
    corpus, made = both
    check_bibliographies(corpus, made)


def check_bibliographies(corpus: Corpus, made: Files) -> None:
    """Check that the BibTeX, RIS and CSL-JSON files have all sources."""
    library = parse_string(made["sources.bib"].decode())
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == list(corpus.sources)
    titles = [one_line(source.article.title) for source in corpus.sources.values()]
    references = rispy.loads(made["sources.ris"].decode())
    assert [one["id"] for one in references] == list(corpus.sources)
    assert [one["title"] for one in references] == titles
    assert {one["type_of_reference"] for one in references} <= {"NEWS"}
    published = [source.article.published for source in corpus.sources.values()]
    about = ["about" in date.words for date in published if date]
    assert ["about" in one["date"] for one in references] == about
    items = json.loads(made["sources.csl.json"])
    assert [item["id"] for item in items] == list(corpus.sources)
    assert [item["title"] for item in items] == titles


def test_the_feed_is_sound(both: tuple[Corpus, Files]) -> None:
    """The feed is well-formed, and has each entry once, with the newest entries first."""
    corpus, made = both
    feed = feedparser.parse(made["feed.xml"], sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.id.startswith("urn:uuid:")
    assert len(feed.entries) == len(corpus.sources) + len(corpus.events)
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    expected = {f"../{ref}/" for ref in itertools.chain(
        (f"sources/{id_}" for id_ in corpus.sources), (f"events/{id_}" for id_ in corpus.events)
    )}  # fmt: skip
    assert {entry.link for entry in feed.entries} == expected
    days = [entry.updated for entry in feed.entries]
    assert days == sorted(days, reverse=True)
    assert feed.feed.updated == max(days, default="1970-01-01T00:00:00Z")


def test_how_new_an_entry_is() -> None:
    """In the feed, a source has its own date.

    An event has the date of the latest source that reports it. Without such a source, it has its
    own date or, if it is undated, 1 January 1970.
    """
    corpus = made.corpus(
        {"first": [{"event": "fire"}], "second": [{"event": "fire"}], "third": []},
        events={"fire": {"date": "1951"}, "untold": {"date": "1951-03~"}, "undated": {}},
    )
    feed = feedparser.parse(files_of(corpus)["feed.xml"])
    assert {entry.link: entry.updated[:10] for entry in feed.entries} == {
        "../sources/first/": "2015-01-01",
        "../sources/second/": "2015-02-01",
        "../sources/third/": "2015-03-01",
        "../events/fire/": "2015-02-01",
        "../events/untold/": "1951-03-31",
        "../events/undated/": "1970-01-01",
    }


def test_an_entry_says_whose_each_claim_is() -> None:
    """An event's entry in the feed names the source of each claim.

    In the entries of events and of sources, forecasts are marked.
    """
    corpus = made.corpus(
        {
            "first": [{"event": "fire", "says": "It burned."}],
            "second": [{"event": "fire", "says": "It will burn.", "kind": "forecast"}],
        },
        events={"fire": {}},
    )
    feed = feedparser.parse(files_of(corpus)["feed.xml"])
    shown = {
        entry.link: re.findall(r"</a>(.*?)</li>", entry.content[0].value) for entry in feed.entries
    }
    first, second = corpus.source_label("first"), corpus.source_label("second")
    assert shown == {
        "../events/fire/": [f" ({first})", f" ({second} · forecast)"],
        "../sources/first/": [""],
        "../sources/second/": [" (forecast)"],
    }


def test_a_feed_has_an_end() -> None:
    """The feed of a large corpus has only the newest entries, as feed readers often fetch it."""
    corpus = made.corpus({"post": []}, events={f"e{n}": {} for n in range(300)})
    feed = feedparser.parse(files_of(corpus)["feed.xml"])
    assert len(feed.entries) == 200
    assert feed.entries[0].link == "../sources/post/"


TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("=+-@,;\"'\n\r\t<>&{}\\%$#_|\x00\x01\x0b\x0c\x1b\x85\u2028\u202e\ufffe"),
    ),
    max_size=40,
).map(lambda text: text.strip() or "words")


@settings(max_examples=15)
@given(TEXTS)
@example("=cmd|' /C calc'!A1")
@example('a "quoted", comma\r\nand a second line')
@example("ER  - \nTY  - BOOK")
@example("}, title = {x")
@example("\\")
@example("]]>")
@pytest.mark.slow
def test_any_words_survive_in_every_format(text: str) -> None:
    """No text of a researcher breaks a file or a cell, or adds a record, in any format."""
    corpus = spoken(text)
    made = files_of(corpus)
    json.loads(made["corpus.json"])
    for table in tables(corpus):
        check_csv(table, csv_text(table))
    for name in ("feed.xml", "network.graphml"):
        ElementTree.fromstring(made[name])  # noqa: S314 - our own
    for name in ("places.geojson", "events.geojson"):
        FeatureCollection.model_validate_json(made[name])
    check_bibliographies(corpus, made)
    with tempfile.TemporaryDirectory() as folder:
        check_sqlite(corpus, made["corpus.sqlite"], Path(folder))


def spoken(text: str) -> Corpus:
    """Return a corpus with a text in all fields that can have it."""
    said = {
        "says": text, "actors": {"guard": text}, "quote": text, "note": text,
        "figures": [{"counts": text, "value": "30+"}], "answers": {"why": text},
        "relation": [{"subject": "guard", "type": text, "object": "post"}],
        "locations": ["town"], "event": ["fire"],
    }  # fmt: skip
    corpus = made.corpus(
        {"post": [said]}, {"guard": {"name": text, "aliases": [text, f"{text} "]}},
        {"town": {"name": text, "coordinates": ["1", "2"]}}, {"fire": {"title": text}},
    )  # fmt: skip
    source = corpus.sources["post"]
    article = source.article.model_copy(update={"title": text, "copy_from": text})
    home = WrittenPage(title=text)
    return replace(corpus, sources={"post": replace(source, article=article)}, pages={"home": home})


def test_two_builds_give_the_same_bytes() -> None:
    """The downloads have the same bytes in each build."""
    assert files_of(checked(SMALL)) == files("small")


def test_the_version_is_that_of_the_sources(tmp_path: Path) -> None:
    """The version of the data can be computed from the sources, and changes with each edit."""
    listed = "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(SMALL).as_posix()}\n"
        for path in sorted((SMALL / "sources").rglob("*.*"))
        if "originals" not in path.parts and path.name != "evidence.lock"
    )
    version = hashlib.sha256(listed.encode()).hexdigest()
    corpus = corpus_of("small")
    assert corpus.fingerprint == version
    page = stages.generate(corpus)["data.md"].decode()
    assert f"`{version}`" in page
    assert f"version {version[:12]};" in page
    # These three files have no place for the version, as the page on the data says. Nor have the
    # CSV tables, except ``about.csv``: their version is in the data package.
    without = {"sources.ris", "sources.csl.json", "corpus.schema.json"}
    for name, content in files("small").items():
        if name not in without and (name == "about.csv" or not name.endswith(".csv")):
            assert version.encode() in content, f"{name} doesn't state the version"
    one, other = Document("sources/a.yml", "x"), Document("sources/b.yml", "y")
    assert fingerprint([one, other]) == fingerprint([other, one])
    assert fingerprint([one]) != fingerprint([replace(one, text="z")])
    assert fingerprint([one]) != fingerprint([replace(one, path="sources/c.yml")])


def licensed() -> Iterator[tuple[str, str]]:
    """Yield (download, text in which it states the licence) for each download that states one."""
    yield "corpus.json", '"licence": "CC-BY-4.0"'
    yield "datapackage.json", '"name": "CC-BY-4.0"'
    yield "about.csv", "licence,CC-BY-4.0"
    yield "places.geojson", '"licence": "CC-BY-4.0"'
    yield "network.graphml", '<data key="licence">CC-BY-4.0</data>'
    yield "feed.xml", "<rights>CC-BY-4.0</rights>"
    yield "bibliography.txt", "Licence: CC-BY-4.0"


def test_a_licence_is_told_where_one_is_stated() -> None:
    """The licence is stated in the downloads only if the project states one."""
    corpus = corpus_of("small")
    page = stages.generate(corpus)["data.md"].decode()
    assert "No licence is stated for the data." in page
    data = WrittenPage.model_validate(
        {"title": "Data", "licence": "CC-BY-4.0", "body": "Collected [[x]]"}
    )
    stated = replace(
        corpus, pages={**corpus.pages, "data": data},
        page_places={**corpus.page_places, "data": next(iter(corpus.page_places.values()))},
    )  # fmt: skip
    page = stages.generate(stated)["data.md"].decode()
    assert "under: CC-BY-4.0." in page
    assert "Collected " in page
    made = files_of(stated)
    for name, told_so in licensed():
        assert told_so in made[name].decode(), name
        assert told_so not in files("small")[name].decode(), name


def test_the_bibliography_has_each_source_as_its_page_cites_it() -> None:
    """The bibliography has each source's citation, as on the source's page."""
    corpus = corpus_of("real")
    head, *entries = files("real")["bibliography.txt"].decode().rstrip("\n").split("\n\n")
    assert head.split("\n")[:2] == [corpus.title, f"Version of the data: {corpus.fingerprint}"]
    cited = Citations(corpus)
    assert sorted(entries) == sorted(cited.of(id_).text for id_ in corpus.sources)


def test_the_page_offers_every_file() -> None:
    """The page on the data links each download once, except tables without rows.

    The files of a single record are linked from the record's page.
    """
    docs = stages.generate(corpus_of("small"))
    page = docs["data.md"].decode()
    made = {path for path in docs if path.startswith("data/") and path.count("/") == 1}
    made -= {"data/site.json", "data/changes.md"}
    assert {f"data/{name}" for name in files("small")} == made
    empty = {path for path in made if path.endswith(".csv") and docs[path].count(b"\n") == 1}
    assert "data/event_aliases.csv" in empty
    for path in made:
        assert page.count(f"]({path})") == (path not in empty), path
