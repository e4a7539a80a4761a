"""Sources that are only listed (not read yet) or partly read, and drafts: pages and messages."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from sourcebook import stages
from sourcebook.catalogue import CATALOGUE
from sourcebook.command.program import cli
from sourcebook.corpus import Corpus
from sourcebook.pages.compose import Composer
from sourcebook.project import SOURCES
from sourcebook.serving.session import Session

from .corpora import copy_small
from .picturing import encoded, quay
from .projects import project as project_of

LISTED = "title: A letter to the mayor\n"
ENDED = {
    "articles/ellan-courier-1951-03-12.md": "---\ntitle: After the fire\n"
    "publisher: ellan-courier\npublished: 1951-03-12\n---\n\nThe shed is gone.\n\n¶2\n",
    "summaries/ellan-courier-1951-03-12.yml": "claims:\n  - id: gone\n    says: The shed is gone.\n"
    "    paragraph: 2\n    locations: [north-quay]\n",
}
"""A source with two paragraphs: one has no claim, the other no digest."""


def made(project: Path, files: dict[str, str]) -> Corpus:
    """Write files into a project's ``sources/``; return the project's corpus."""
    for name, text in files.items():
        (project / SOURCES / name).write_text(text, "utf-8")
    corpus = stages.check(project).corpus
    assert corpus
    return corpus


def page_of(corpus: Corpus, path: str) -> str:
    """Return the Markdown of a page."""
    text = Composer(corpus).text(path)
    assert text
    return text


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with a copy of the sources in ``tests/good/small``."""
    return copy_small(tmp_path / "project")


def test_a_title_is_enough_for_a_listed_source(project: Path) -> None:
    """A listed source, which isn't read yet, needs only a title, and gives no warning."""
    corpus = made(project, {"articles/letter.md": f"---\n{LISTED}---\n"})
    assert corpus.states["letter"] == "listed"
    assert not stages.check(project).problems
    assert "not yet read" in page_of(corpus, "sources/index.md")
    page = page_of(corpus, "sources/letter.md")
    assert "**Read:** not yet; nothing on this site is said to be missing from it" in page
    assert "Paragraph by paragraph" not in page
    assert "What is cited from it" not in page


def test_what_is_cited_of_a_listed_source_has_an_address(project: Path) -> None:
    """A citation of a listed source's title or page leads to an anchor on the source's page."""
    record = "clerk:\n  name: Clerk\n  kind: person\n  summary: A clerk [@letter, title, p. 3].\n"
    files = {"articles/letter.md": f"---\n{LISTED}---\n", "actors/clerk.yml": record}
    page = page_of(made(project, files), "sources/letter.md")
    assert '<a id="title"></a>' in page
    assert 'id="page-3"' in page
    assert "Not yet read." not in page


def test_the_analyses_do_not_count_a_listed_source(project: Path) -> None:
    """A listed source appears only on pages about sources.

    No page says that this source omits an event.
    """
    corpus = made(project, {"articles/letter.md": f"---\n{LISTED}---\n"})
    for path, text in stages.generate(corpus).items():
        if path.endswith((".md", ".svg")) and not path.startswith("sources/"):
            assert "letter to the mayor" not in text.decode().lower(), path


def test_a_partly_read_source_is_not_said_to_leave_anything_out(project: Path) -> None:
    """A partly read source's claims are shown; no page says that the source leaves out an event."""
    corpus = made(project, ENDED)
    assert corpus.states["ellan-courier-1951-03-12"] == "partly read"
    assert "12 March 1951" not in page_of(corpus, "events/harbour-fire.md")
    assert "12 March 1951" in page_of(corpus, "locations/north-quay.md")
    assert "12 March 1951](sources/ellan-courier-1951-03-12.md) (partly read)" in (
        page_of(corpus, "sources/index.md").replace("](ellan", "](sources/ellan")
        + page_of(corpus, "matrix.md")
    )


def test_a_paragraph_without_a_digest_shows_its_claims(project: Path) -> None:
    """A source's page shows a paragraph's claims even if the paragraph has no digest."""
    page = page_of(made(project, ENDED), "sources/ellan-courier-1951-03-12.md")
    first, second = page.split('<a id="p1"></a>')[1].split('<a id="p2"></a>')
    assert "*Not yet read.*" not in first
    assert "The shed is gone." in second.split('id="c-gone"')[1]


def test_whoever_says_that_a_source_is_read_is_held_to_it(project: Path) -> None:
    """With ``state: read``, a paragraph without a claim is an error."""
    article, summary = ENDED
    text = ENDED[article].replace("published:", "state: read\npublished:")
    for name, written in ((article, text), (summary, ENDED[summary])):
        (project / SOURCES / name).write_text(written, "utf-8")
    assert {p.code for p in stages.check(project).problems} == {"paragraph-without-claim"}


def test_a_source_can_be_partly_read_on_purpose(project: Path) -> None:
    """With ``state: partly read``, a paragraph of the source without a claim isn't a problem."""
    article, summary = ENDED
    text = ENDED[article].replace("published:", "state: partly read\npublished:")
    corpus = made(project, {article: text, summary: ENDED[summary]})
    assert corpus.states["ellan-courier-1951-03-12"] == "partly read"
    assert not stages.check(project).problems


def source(title: str, publisher: str, author: str = "") -> str:
    """Return the article of a source that is only listed."""
    authors = f"authors: [{author}]\n" if author else ""
    return f"---\ntitle: {title}\npublisher: {publisher}\n{authors}---\n"


OWN = {"articles/leaflet.md": source("A leaflet", "clerk")}
WRITTEN = {"articles/letter.md": source("A letter", "ellan-courier", "clerk")}
SPEAKING = {
    **ENDED,
    "summaries/ellan-courier-1951-03-12.yml": ENDED["summaries/ellan-courier-1951-03-12.yml"]
    + "    by: clerk\n",
}


@pytest.mark.parametrize(
    ("files", "lead"),
    [
        (OWN, "Person, publisher of 1 source."),
        (WRITTEN, "Person, author of 1 source."),
        (OWN | WRITTEN, "Person, publisher of 1 source. Author of 1 other source."),
        (SPEAKING, "Person mentioned or cited in 1 source."),
        (OWN | SPEAKING, "Person, publisher of 1 source. Mentioned or cited in 1 other source."),
        (WRITTEN | SPEAKING, "Person, author of 1 source. Mentioned or cited in 1 other source."),
    ],
)
def test_whoever_has_no_role_is_known_by_sources(
    files: dict[str, str], lead: str, project: Path
) -> None:
    """The page of an actor without a role begins with its own sources, and counts the others."""
    clerk = {"actors/clerk.yml": "clerk: {name: Ida Clerk, kind: person}\n"}
    corpus = made(project, {**clerk, **files})
    assert f"\n{lead}\n" in page_of(corpus, "actors/clerk.md")


def test_a_name_in_a_full_text_is_a_mention(project: Path) -> None:
    """A source counts as mentioning an actor if only its full text names the actor."""
    clerk = "clerk:\n  name: Ida Clerk\n  kind: person\n"
    clerk += "  summary: Kept the books [@ellan-courier-1951-03-05, ¶1].\n"
    full = "title: A leaflet\npublisher: ellan-courier\ntext: full\nlicence: CC BY 4.0"
    files = {"articles/leaflet.md": f"---\n{full}\n---\n\nIda Clerk kept the books.\n"}
    corpus = made(project, {"actors/clerk.yml": clerk, **files})
    assert "\nPerson mentioned or cited in 1 source.\n" in page_of(corpus, "actors/clerk.md")


DRAFTS = [
    # Only the unfinished claim is left out, not its source.
    ("summaries/ellan-courier-1951-03-05.yml", "says: A stove began", "says: TODO A stove began"),
    ("summaries/ellan-courier-1951-03-05.yml", "paragraph: 2\n", "paragraph: TODO\n"),
    ("actors/town.yml", "kind: government", "kind: TODO"),
    ("locations/quay.yml", "name: North Quay", "name: TODO"),
    ("events/collapse.yml", "title: ", "title: TODO "),
    ("events/fire.yml", "title: ", "title: TODO "),
    ("articles/ellan-courier-1951-03-05.md", "title: Harbour burns", "title: TODO"),
    ("questions/questions.yml", "title: ", "title: TODO "),
]


@pytest.mark.parametrize(("name", "old", "new"), DRAFTS)
def test_a_draft_blocks_nothing_and_is_not_published(
    name: str, old: str, new: str, project: Path
) -> None:
    """If a record or claim has a TODO, there are only warnings, and no page shows the TODO."""
    path = project / SOURCES / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    checked = stages.check(project)
    assert checked.corpus, checked.problems
    assert "todo" in {problem.code for problem in checked.problems}
    assert all(problem.severity == "warning" for problem in checked.problems)
    for made_path, content in stages.generate(checked.corpus).items():
        if made_path.endswith((".md", ".svg")) and made_path != "format.md":
            assert "TODO" not in content.decode(), made_path


def test_names_of_drafts_alone_are_left_out(project: Path) -> None:
    """If a source's names mean only drafts, the source is published without names."""
    named = "names:\n  actors:\n    clerk: {the clerk: 1}\n  locations:\n    yard: {the yard: 1}\n"
    files = {
        **ENDED,
        "actors/clerk.yml": "clerk:\n  name: Clerk\n  kind: TODO\n",
        "locations/yard.yml": "yard:\n  name: Yard\n  kind: TODO\n",
    }
    files["summaries/ellan-courier-1951-03-12.yml"] += named
    corpus = made(project, files)
    assert "clerk" not in corpus.actors
    names = corpus.sources["ellan-courier-1951-03-12"].summary.names
    assert (dict(names.actors), dict(names.locations)) == ({}, {})


def test_a_full_text_cites_nothing(project: Path) -> None:
    """Brackets in a source's full text are its own words, even if they look like a citation.

    So no draft takes them away, and they add no passage to the source that they name.
    """
    full = "title: A leaflet\npublisher: ellan-courier\ntext: full\nlicence: CC BY 4.0"
    words = "See [@letter, ¶1] and [@minutes, p. 3]."
    corpus = made(
        project,
        {
            "articles/leaflet.md": f"---\n{full}\n---\n\n{words}\n",
            "articles/letter.md": "---\ntitle: TODO\n---\n",
            "articles/minutes.md": "---\ntitle: Minutes\npages: 9\n---\n",
        },
    )
    assert "letter" not in corpus.sources
    assert corpus.articles["leaflet"].paragraphs == (words,)
    assert corpus.passages["minutes"] == []


def test_a_picture_that_rests_on_a_draft_is_left_out_alone(project: Path) -> None:
    """If a picture's credit cites a draft, only this picture is left out."""
    sources = project / SOURCES
    (sources / "images").mkdir(exist_ok=True)
    for name in ("cited.png", "other.png"):
        (sources / "images" / name).write_bytes(encoded(quay(64, 42), "PNG"))
    town = sources / "actors/town.yml"
    pictures = """
  images:
    - {file: cited.png, alt: A quay, credit: "A print [@letter, title]", licence: public domain}
    - {file: other.png, alt: A pier, credit: A stranger, licence: public domain}
"""
    head, rest = town.read_text("utf-8").split("\n\nfire-brigade:", 1)
    town.write_text(f"{head}{pictures}\nfire-brigade:{rest}", "utf-8")
    (sources / "articles/letter.md").write_text(f"---\n{LISTED}---\n", "utf-8")
    corpus = stages.check(project).corpus
    assert corpus
    assert [image.file for image in corpus.actors["port-ellan"].images] == [
        "cited.png",
        "other.png",
    ]
    (sources / "articles/letter.md").write_text("---\ntitle: TODO\n---\n", "utf-8")
    corpus = stages.check(project).corpus
    assert corpus
    assert [image.file for image in corpus.actors["port-ellan"].images] == ["other.png"]
    assert "A stranger" in page_of(corpus, "actors/port-ellan.md")


def test_what_is_to_be_written_is_summed_up_by_file(project: Path) -> None:
    """``check`` counts the TODOs of each file; ``check --todo`` lists them."""
    path = project / SOURCES / "actors/town.yml"
    more = "\nclerk:\n  name: TODO\n  kind: TODO\n  summary: TODO\n"
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    first = len(path.read_text("utf-8").splitlines()) - 2
    summed = CliRunner().invoke(cli, ["check"], obj=project)
    assert summed.exit_code == 0
    assert summed.output.splitlines() == [
        f"sources/actors/town.yml:{first}:9: warning[unfinished]: 3 things left to do here; list "
        "them with 'check --todo'",
        "2 sources, 6 claims, 2 events, 6 actors, 3 locations: 3 things left to do.",
    ]
    listed = CliRunner().invoke(cli, ["check", "--todo"], obj=project)
    assert listed.output.count("warning[todo]") == 3
    assert CliRunner().invoke(cli, ["check", "--strict"], obj=project).exit_code == 1
    assert CliRunner().invoke(cli, ["check", "--publish"], obj=project).exit_code == 1


def test_drafts_can_be_left_out_of_a_strict_build(project: Path) -> None:
    """With ``--allow-drafts``, drafts don't stop a strict build; other warnings do."""
    path = project / SOURCES / "actors/town.yml"
    path.write_text(path.read_text("utf-8") + "\nclerk:\n  name: TODO\n  kind: person\n", "utf-8")
    for command in ("check", "pages"):
        strict = [command, "--strict"]
        assert CliRunner().invoke(cli, strict, obj=project).exit_code == 1
        assert CliRunner().invoke(cli, [*strict, "--allow-drafts"], obj=project).exit_code == 0
    (project / SOURCES / "notes.txt").write_text("x", "utf-8")
    assert CliRunner().invoke(cli, [*strict, "--allow-drafts"], obj=project).exit_code == 1
    kinds = [kind for kind in CATALOGUE.values() if kind.unfinished and not kind.left_out]
    assert kinds == [CATALOGUE["example-left"]]


def test_other_warnings_do_not_keep_a_finished_site_from_being_published(project: Path) -> None:
    """``check --publish`` fails because of TODOs, and ``--strict`` because of any warning."""
    (project / SOURCES / "notes.txt").write_text("x", "utf-8")
    assert CliRunner().invoke(cli, ["check", "--publish"], obj=project).exit_code == 0
    assert CliRunner().invoke(cli, ["check", "--strict"], obj=project).exit_code == 1


def test_a_rename_follows_into_a_draft(project: Path) -> None:
    """A rename of a record also changes its id in unfinished claims."""
    path = project / SOURCES / "summaries/ellan-courier-1951-03-05.yml"
    text = path.read_text("utf-8").replace("says: The fire brigade fought", "says: TODO fought")
    path.write_text(text, "utf-8")
    renamed = CliRunner().invoke(cli, ["rename", "event", "harbour-fire", "quay-fire"], obj=project)
    assert renamed.exit_code == 0, renamed.output
    assert path.read_text("utf-8") == text.replace("harbour-fire", "quay-fire")


def test_a_name_that_several_bear_is_said_to_be_theirs(project: Path) -> None:
    """An alias that two actors share is no mistake: it isn't linked, and names.md lists it."""
    cited = "summary: Puts out fires [@ellan-courier-1951-03-05, ¶1]."
    twins = "".join(
        f"\nbrigade-{n}:\n  name: Brigade {n}\n  kind: organisation\n  aliases: [the twins]\n"
        f"  {cited}\n"
        for n in (1, 2)
    )
    corpus = made(project, {"actors/twins.yml": twins.lstrip("\n")})
    assert not stages.check(project).problems
    assert "the twins" not in corpus.names
    row = "| the twins | [Brigade 1](actors/brigade-1.md); [Brigade 2](actors/brigade-2.md) |"
    assert row in page_of(corpus, "names.md")


@pytest.mark.slow
def test_the_preview_shows_what_is_not_published_yet(tmp_path: Path) -> None:
    """The preview has a page for an event without a claim, but docs/ and the site haven't."""
    folder = project_of(tmp_path / "project")
    event = folder / SOURCES / "events" / "vote.yml"
    record = "vote:\n  title: A vote\n  kind: meeting\n  locations: [north-quay]\n"
    record += "  images: [{file: hall.png, alt: A hall, credit: Ellan, licence: CC0 1.0}]\n"
    event.write_text(record, "utf-8")
    (folder / SOURCES / "images").mkdir()
    picture = folder / SOURCES / "images" / "hall.png"
    picture.write_bytes(encoded(quay(64, 42), "PNG"))
    said: list[str] = []
    session = Session(folder, said.append, lambda *_: None)
    assert session.build()
    session.close()
    shown = session.state.draft_page("events/vote/index.html")
    assert shown
    assert b"A vote" in shown
    assert b'src="../../data/images/hall-png-64x42.webp"' in shown
    assert session.state.draft_page("data/images/hall-png-64x42.webp")
    assert "Not published, but shown here: /events/vote/" in said
    assert not list(folder.glob("docs/events/vote*"))
    assert not list(folder.glob("site/events/vote*"))


@pytest.mark.slow
def test_the_preview_says_that_the_sources_are_gone(tmp_path: Path) -> None:
    """If ``sources/`` is deleted, the preview says so, and builds again once it is back."""
    folder = project_of(tmp_path / "project")
    said: list[str] = []
    session = Session(folder, said.append, lambda *_: None)
    (folder / SOURCES).rename(tmp_path / "kept")
    assert not session.build()
    assert said == [f"there is no folder sources/ in {folder}"]
    (tmp_path / "kept").rename(folder / SOURCES)
    assert session.build()
    session.close()
