"""Typical changes to the package, made in a copy of it as the guide for contributors describes.

Each change needs only a few files. If a file is forgotten, a message names it. The changes add
names that no real change will use, and replace lines that real changes rarely touch.
"""

import csv
import shutil
from pathlib import Path

import pytest

from .projects import ROOT, project, run

PATCHED = "sourcebook"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Return a project with the small corpus and a copy of the package that tests may change."""
    folder = project(tmp_path / "p")
    (folder / PATCHED).unlink()
    # Copy the bytecode too, but not files that another process is writing.
    unwanted = shutil.ignore_patterns("*.pyc.*", "starter")
    shutil.copytree(ROOT / "sourcebook", folder / PATCHED, ignore=unwanted)
    return folder


def change(file: Path, old: str, new: str) -> None:
    """Replace ``old``, which must be in the file exactly once, by ``new``."""
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    file.write_text(text.replace(old, new), "utf-8")


def built(folder: Path) -> None:
    """Make docs/ of a project. Fail with the command's output if the command fails."""
    done = run(folder, "pages")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_add_a_kind_of_location(copied: Path) -> None:
    """To add a kind of location, one row in one file is enough."""
    vocabularies = copied / PATCHED / "records" / "vocabularies.py"
    row = '    "region": LocationKind(radius_km=60),\n'
    change(vocabularies, row, row + '    "skerry": LocationKind(radius_km=1),\n')
    places = copied / "sources" / "locations" / "invented.yml"
    about = "summary: A rock [@ellan-courier-1951-03-05, ¶1]."
    places.write_text(f"seal-rock:\n  name: Seal Rock\n  kind: skerry\n  {about}\n", "utf-8")
    built(copied)
    assert (copied / "docs" / "locations" / "seal-rock.md").is_file()
    assert "skerry" in (copied / "docs" / "schemas" / "locations.json").read_text("utf-8")
    assert "`skerry`" in (copied / "docs" / "format.md").read_text("utf-8")


REMARK = """    invented_remark: Prose | None = Field(None, description="A remark; cited.")
"""
SHOWN = "{{ page.prose(record.invented_remark) }}"
EVENT = "fire.yml"
COURIER = "ellan-courier-1951-03-05"


@pytest.mark.slow
def test_add_a_key_to_events(copied: Path) -> None:
    """A new key of events needs a line in the model, and a line in the template."""
    package, events = copied / PATCHED, copied / "sources" / "events" / EVENT
    at = '    locations: tuple[ListedLocation, ...] = Field((), description="Where it happened.")\n'
    change(package / "records" / "entities.py", at, REMARK + at)
    title = "  title: Fire in the harbour\n"
    change(events, title, f"{title}  invented_remark: It rained. It was cold [@nobody, ¶1].\n")
    checked = run(copied, "check")
    assert checked.returncode == 1
    assert "error[statement-without-citation]: this sentence has no citation: 'It rained.'" in told(
        checked.stderr
    )
    assert "error[unknown-source]: no source 'nobody'" in told(checked.stderr)

    change(events, "It rained. It was cold [@nobody, ¶1].", f"It rained [@{COURIER}, ¶1].")
    page = package / "pages" / "makers" / "event.md.j2"
    dated = "{% if record.dated_by %}\n"
    change(page, dated, f"*Remark:* {SHOWN}\n\n{dated}")
    unconditional = run(copied, "pages")
    assert unconditional.returncode != 0
    assert (
        "TemplateError: event.md.j2 can't be filled: a value is None; show what a record may lack "
        "inside {% if %}, at sourcebook/pages/makers/event.md.j2:"
    ) in unconditional.stderr
    assert f": *Remark:* {SHOWN}\n" in unconditional.stderr

    shown = "{% if record.invented_remark %}\n{% trans text=page.prose(record.invented_remark) %}"
    shown += "*Remark:* {{ text }}{% endtrans %}\n{% endif %}"
    change(page, f"*Remark:* {SHOWN}", shown)
    built(copied)
    assert "*Remark:* It rained<sup>" in (copied / "docs" / "events" / "harbour-fire.md").read_text(
        "utf-8"
    ).replace(" <sup>", "<sup>")
    with (copied / "docs" / "data" / "events.csv").open(encoding="utf-8", newline="") as opened:
        rows = {row["id"]: row for row in csv.DictReader(opened)}
    assert rows["harbour-fire"]["invented_remark"] == f"It rained [@{COURIER}, ¶1]."
    assert "Invented remark: It rained." in run(copied, "show", "harbour-fire").stdout

    renamed = run(copied, "rename", "source", COURIER, "courier")
    assert renamed.returncode == 0, renamed.stderr
    assert "invented_remark: It rained [@courier, ¶1]." in events.read_text("utf-8")


MAKER = """"A page on invented things."

from collections.abc import Iterator

from ..page_spec import PageSpec
from ..site import Site
{paths}

def pages(site: Site) -> Iterator[PageSpec]:
    "Yield the page."
    yield PageSpec("invented.md", "invented", {{"title": "Invented", {lead}}})
"""
PATHS = '\nPATHS = {"invented.md": ""}\n'
LEAD = '"lead": "What never was."'
TEMPLATE = '{% extends "index.md.j2" %}\n{% block body %}\nA *skerry* is small.\n{% endblock %}\n'


@pytest.mark.slow
def test_add_a_kind_of_page(copied: Path) -> None:
    """A new kind of page needs a module and a template; its name is reserved automatically."""
    makers = copied / PATCHED / "pages" / "makers"
    module, template = makers / "invented.py", makers / "invented.md.j2"
    template.write_text(TEMPLATE, "utf-8")
    module.write_text(MAKER.format(paths="", lead=LEAD), "utf-8")
    assert "makers.invented' has no attribute 'PATHS'" in run(copied, "pages").stderr

    module.write_text(MAKER.format(paths=PATHS.replace("nv", "n"), lead=LEAD), "utf-8")
    undeclared = run(copied, "pages")
    assert undeclared.returncode != 0
    assert (
        "sourcebook.pages.makers.invented.pages makes 'invented.md', which isn't in its PATHS"
        in undeclared.stderr
    )

    module.write_text(MAKER.format(paths=PATHS, lead=""), "utf-8")
    assert (
        "TemplateError: invented.md.j2 can't be filled: 'lead' is undefined, at "
        "sourcebook/pages/parts/page.md.j2:" in run(copied, "pages").stderr
    )

    module.write_text(MAKER.format(paths=PATHS, lead=LEAD), "utf-8")
    built(copied)
    assert "A *skerry* is small." in (copied / "docs" / "invented.md").read_text("utf-8")
    own = copied / "sources" / "pages" / "invented.md"
    own.write_text("---\ntitle: Words\n---\n\nMine.\n", "utf-8")
    assert "error[page-collision]" in run(copied, "check").stderr


WORDINGS = """def _wordings(corpus, event, claims) -> Iterator[Disagreement]:
    sides = [Side(placed.claim.says, [placed]) for placed in claims]
    if len(sides) > 1:
        yield Disagreement("invented", Ref("event", event), sides, "", False)


"""


@pytest.mark.slow
def test_add_a_kind_of_disagreement(copied: Path) -> None:
    """A new kind of disagreement needs a function and a row in one file."""
    file = copied / PATCHED / "analysis" / "disagreement.py"
    change(file, "Kind = Literal[", 'Kind = Literal["invented", ')
    last = '    "position": DisagreementKind('
    row = '    "invented": DisagreementKind(marked("Invented difference"), _wordings),\n'
    change(file, last, row + last)
    where = "class DisagreementKind("
    change(file, where, WORDINGS + where)
    built(copied)
    page = (copied / "docs" / "disagreements.md").read_text("utf-8")
    assert "## Invented difference" in page


@pytest.mark.slow
def test_add_a_download(copied: Path) -> None:
    """A new download needs one entry in one file; a new group of downloads has its own heading."""
    file = copied / PATCHED / "exports" / "downloads.py"
    before = '    yield (\n        "places.geojson",'
    entry = '    yield "invented.txt", "invented", "All actors.", "\\n".join(corpus.actors)\n'
    change(file, before, entry + before)
    forgotten = run(copied, "pages")
    assert forgotten.returncode != 0
    assert (
        "data/invented.txt is in the group 'invented', which has no heading in GROUPS"
        in forgotten.stderr
    )

    feed = '    "feed": marked("Feed"),\n'
    change(file, feed, feed + '    "invented": marked("Invented files"),\n')
    built(copied)
    page = (copied / "docs" / "data.md").read_text("utf-8")
    assert "## Invented files" in page
    assert "invented.txt" in page


@pytest.mark.slow
def test_add_a_problem(copied: Path) -> None:
    """A new problem needs a sentence and a check; if the sentence is missing, a message says so."""
    check = copied / PATCHED / "corpus" / "hierarchy.py"
    first = "    actors = {entry.id: entry for entry in records.actors}\n"
    found = """    for event in records.events:
        yield event.problem("invented-problem", "title", id=event.id)
"""
    change(check, first, found + first)
    forgotten = run(copied, "check")
    assert forgotten.returncode != 0
    assert (
        "there is no sentence for the problem 'invented-problem' in sourcebook/catalogue.py"
        in forgotten.stderr
    )

    output = "    # Problems with writing files\n"
    row = """    "invented-problem": _error("the title of '{id}' is long; shorten it"),\n"""
    change(copied / PATCHED / "catalogue.py", output, row + output)
    checked = run(copied, "check")
    sentence = "error[invented-problem]: the title of 'harbour-fire' is long; shorten it"
    assert sentence in told(checked.stderr)


def told(printed: str) -> str:
    """Return a command's output as one line, regardless of the terminal's width."""
    return " ".join(printed.split())
