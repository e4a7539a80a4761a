"""Facts about record types, fields and pages are defined in one place.

Some files can't be generated from these definitions, because editors, MkDocs or browsers read them.
These files are compared with the definitions. If a test fails, its message names the file to edit.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import pytest
from mkdocs.utils.yaml import get_yaml_loader, yaml_load
from pydantic import BaseModel

from sourcebook import stages
from sourcebook.corpus import Corpus
from sourcebook.editing.new_records import _FIRST_LINE
from sourcebook.editing.starting import files
from sourcebook.exports import schemas
from sourcebook.exports.cells import Column, Table
from sourcebook.exports.field_columns import columns_of, lists_of
from sourcebook.exports.record_tables import WITHOUT
from sourcebook.exports.tables import tables
from sourcebook.pages.page_makers import menu
from sourcebook.project import DOCS
from sourcebook.reading.fields import annotation_of, fields_by_class, unwrapped
from sourcebook.reading.records import Records
from sourcebook.records.base import Prose, Record, RecordType
from sourcebook.records.entities import Event
from sourcebook.records.types import ENTITY_TYPES, RECORD_TYPES
from sourcebook.records.vocabularies import LOCATION_KINDS

from .corpora import PASSAGES, SMALL
from .projects import ROOT

PACKAGE = ROOT / "sourcebook"
THEME = PACKAGE / "theme"
TYPES = list(RECORD_TYPES.values())


def test_every_record_type_is_registered() -> None:
    """The registry has exactly the record types that the type checker knows."""
    assert set(get_args(RecordType)) == set(RECORD_TYPES), (
        "RecordType in records/base.py and RECORD_TYPES in records/types.py must have the same"
    )


def test_every_record_type_has_its_place_in_what_is_read() -> None:
    """The classes ``Records`` and ``Corpus`` have a collection for each record type."""
    read = {field.name for field in fields(Records)}
    for info in TYPES:
        assert info.models.keys() <= read, f"add {[*info.models]} to reading/records.py"
        assert info.folder in {field.name for field in fields(Corpus)}, (
            f"add '{info.folder}' to Corpus in corpus/model.py"
        )


@pytest.mark.parametrize("info", TYPES, ids=list(RECORD_TYPES))
def test_every_record_type_has_its_pages(info: Any) -> None:
    """Each record type has a page per record and an index, each with a template."""
    makers = PACKAGE / "pages" / "makers"
    module = makers / f"{info.folder}.py"
    assert module.is_file(), f"write {module.relative_to(ROOT)}, which makes a page for each record"
    assert import_module(f"sourcebook.pages.makers.{info.folder}").pages
    for template in (info.id, info.folder):
        path = makers / f"{template}.md.j2"
        assert path.is_file(), f"write {path.relative_to(ROOT)}"


@pytest.mark.parametrize("info", TYPES, ids=list(RECORD_TYPES))
def test_every_record_type_has_its_look(info: Any) -> None:
    """The style sheets have a colour and an icon for each record type."""
    for name in ("colours.css", "dark.css"):
        assert f"--{info.id}: #" in (THEME / "styles" / name).read_text("utf-8"), (
            f"give --{info.id} a colour in theme/styles/{name}"
        )
    kinds = (THEME / "styles" / "kinds.css").read_text("utf-8")
    assert f".page--{info.id}," in kinds, f"add .page--{info.id} to theme/styles/kinds.css"
    assert f'[href*="{info.folder}/"]' in kinds, (
        f"have theme/styles/kinds.css mark links to {info.folder}/, as it does for the others"
    )
    search = (THEME / "styles" / "search.css").read_text("utf-8")
    assert f".search__{info.id} {{ --kind: var(--{info.id}); }}" in search, (
        f"add .search__{info.id} to theme/styles/search.css"
    )


def test_the_theme_knows_every_record_type() -> None:
    """The theme has a class of pages and a group of search results for each record type."""
    content = (THEME / "partials" / "content.html").read_text("utf-8")
    listed = re.search(r"for folder in (\[.*?\])", content)
    assert listed, "theme/partials/content.html no longer lists folders: have this test follow"
    assert set(re.findall(r'"(\w+)"', listed[1])) == {info.folder for info in TYPES}, (
        "bring the list of folders in theme/partials/content.html up to date"
    )
    script = (THEME / "assets" / "answers.js").read_text("utf-8")
    for table in ("TYPES", "RANKED"):
        found = re.search(rf"{table} = \{{(.*?)\}}", script, re.DOTALL)
        assert found
        assert set(re.findall(r"(\w+):", found[1])) == {*RECORD_TYPES, "page", "part"}, (
            f"bring {table} in theme/assets/answers.js up to date"
        )


def test_editors_complete_every_kind_of_file() -> None:
    """Files of the example "library", and new files, name their folder's schema for editors."""
    made = {Path(path).stem for path in schemas.compose()}
    folders = {*(info.folder for info in ENTITY_TYPES.values()), "summaries"}
    assert made == {*folders, "claims", "vocabulary"}, (
        "exports/schemas.py must make a schema for each folder of YAML, for the vocabulary and for "
        "claims in articles, and no other"
    )
    named = {}
    for path in (PACKAGE / "examples" / "library" / "sources").glob("*/*.yml"):
        named[path.parent.name] = path.read_text("utf-8").split("\n")[0] + "\n"
    assert named == {folder: _FIRST_LINE.format(folder=folder) for folder in folders}, (
        "give sourcebook/examples/library/sources/ a file in each folder that has a schema, "
        "beginning with the comment that names it"
    )


def navigation(entries: list[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the path and the label of each entry of a menu, including nested entries."""
    for entry in entries:
        for label, held in entry.items():
            if isinstance(held, list):
                yield from navigation(held)
            else:
                yield held, label


@pytest.mark.parametrize("project", ["this repository", "starter"])
def test_the_menu_has_every_page_that_belongs_there(project: str) -> None:
    """Each page that declares a menu entry is in the menu of the project's mkdocs.yml.

    The two projects are this repository and the starter for new projects.
    """
    text = (
        (ROOT / "mkdocs.yml").read_text("utf-8")
        if project == "this repository"
        else files("A topic")["mkdocs.yml"].decode()
    )
    found = dict(navigation(yaml_load(text, get_yaml_loader())["nav"]))
    path = "mkdocs.yml" if project == "this repository" else "sourcebook/starter/mkdocs.yml"
    assert {**found, **menu()} == found, f"bring nav in {path} up to date"
    entries = [label for entry in yaml_load(text, get_yaml_loader())["nav"] for label in entry]
    assert len(set(entries) - {"Home"}) <= 7, f"a reader can't take in so many entries: {path}"
    unknown = {
        page for page in found.keys() - menu().keys()
        if page.partition("/")[0].removesuffix(".md") in stages.RESERVED_PAGES
    }  # fmt: skip
    assert not unknown, f"nav in {path} has what no maker declares for the menu: {unknown}"


@pytest.mark.parametrize("path", sorted(menu().keys() - {"index.md"}))
def test_every_page_of_the_menu_leads_home(path: str) -> None:
    """Each page in the menu has a link back to the home page."""
    shown = (SMALL / DOCS / path).read_text("utf-8")
    assert '<nav class="breadcrumb"' in shown, (
        f"have the template of {path} extend index.md.j2 or analysis.md.j2, which begin with the "
        "way back to Home; then run `python -m tests.refresh`"
    )


def leaves(model: type[BaseModel], within: str = "") -> Iterator[str]:
    """Yield the names of all fields of a model; fields inside nested records have dotted names."""
    for name in fields_by_class(model):
        inner = unwrapped(annotation_of(model, name))
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from leaves(inner, f"{within}{name}.")
        else:
            yield f"{within}{name}"


BY_HAND = {"data": "record_data", "ids": "record_ids", "links": "record_links",
           "images": "record_images", "media": "record_media",
           "positions": "positions", "claims": "claims", "unused": "paragraphs",
           "names.actors": "actor_names", "names.locations": "location_names"}  # fmt: skip
"""Maps a field whose items have several values to its exported table, which is coded by hand."""


@pytest.mark.parametrize("info", TYPES, ids=list(RECORD_TYPES))
def test_every_field_is_exported(info: Any) -> None:
    """Each field is exported to CSV and SQLite automatically, as a column or a table."""
    made: dict[str, Table] = {}
    for project in (PASSAGES, SMALL):
        corpus = stages.check(project).corpus
        assert corpus
        made |= {table.name: table for table in tables(corpus)}
    columns = {column.name for column in made[info.folder].columns}
    for model in info.models.values():
        lists = {field.name for field in lists_of(model, "record", WITHOUT)}
        for name in leaves(model):
            last = name.rpartition(".")[2]
            if last in WITHOUT or name.partition(".")[0] in WITHOUT:
                continue
            if last in lists:
                assert f"{info.id}_{last}" in made, (
                    f"'{name}' is a list and has no table: exports/record_tables.py must make one "
                    "of each list of a model"
                )
            elif name in BY_HAND:
                assert BY_HAND[name] in made, (
                    f"exports/ no longer makes the table '{BY_HAND[name]}', which has '{name}': "
                    "bring BY_HAND here up to date"
                )
            elif last == "coordinates":
                assert {"latitude", "longitude"} <= columns, (
                    "exports/field_columns.py must make two columns of coordinates"
                )
            else:
                assert last in columns, (
                    f"'{name}' holds what is neither a value nor a list of values: write a table "
                    "for it in exports/record_tables.py, and name that here"
                )


NOT_BY_NAME = {"was", "plural", "surname", "original", "standfirst", "caption"}
"""Fields that no template needs to name.

``was``, ``plural`` and ``surname`` affect only other pages, or the wording. ``original`` describes
the researcher's copy of a source. ``standfirst`` and ``caption`` are parts of a source: its page
shows them by a loop over ``PARTS``.
"""


@pytest.mark.parametrize("info", TYPES, ids=list(RECORD_TYPES))
def test_every_field_is_shown_on_the_page(info: Any) -> None:
    """Each field is shown on the record's page, unless it is in ``NOT_BY_NAME``."""
    pages = PACKAGE / "pages"
    written = [pages / "makers" / f"{info.id}.md.j2", pages / "makers" / f"{info.folder}.py",
               *(pages / "parts").iterdir()]  # fmt: skip
    text = "\n".join(path.read_text("utf-8") for path in written if path.is_file())
    for name in leaves(info.model):
        first, _, inner = name.partition(".")
        last = inner or first
        if first not in NOT_BY_NAME:
            assert re.search(rf"\b{last}\b", text), (
                f"show '{name}' in pages/makers/{info.id}.md.j2, or say here that it isn't shown"
            )


class InventedEvent(Event):
    """An event with a field that no event of the package will ever have."""

    invented_remark: Prose | None = None


def test_a_new_field_is_a_column_with_its_cells() -> None:
    """A field that a contributor adds is automatically exported as a column with its value."""
    remark = "It rained [@log, ¶1]."
    event = InventedEvent(title="Storm", kind="disaster", invented_remark=remark)
    [column] = [c for c in columns_of(InventedEvent, "record") if c.name == "invented_remark"]
    assert isinstance(column, Column)
    item = type("Item", (), {"record": event})
    assert column.value(item) == remark
    assert column.required is False


def test_a_kind_of_location_has_a_radius() -> None:
    """Each kind of location has a radius that was chosen for it."""
    for kind, facts in LOCATION_KINDS.items():
        assert "radius_km" in facts.model_fields_set, (
            f"give '{kind}' in records/vocabularies.py a radius_km"
        )
        assert facts.radius_km > 0, (
            f"'{kind}' in records/vocabularies.py needs a radius of at least 1 km"
        )


def test_no_type_is_both_optional_and_marked_twice() -> None:
    """Each field of a record has a single type, which may be optional, and never a union."""
    for info in TYPES:
        for model in info.models.values():
            assert issubclass(model, Record)
            for name in fields_by_class(model):
                annotation = annotation_of(model, name)
                if get_origin(annotation) in (Union, UnionType):
                    assert len([a for a in get_args(annotation) if a is not type(None)]) == 1, (
                        f"give '{name}' of {model.__name__} one type, and None if it is optional"
                    )
