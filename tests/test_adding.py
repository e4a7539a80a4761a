"""The command ``add``: its drafts, its messages, and the files that it must not change."""

import re
import shutil
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from sourcebook import stages
from sourcebook.command.program import cli
from sourcebook.corpus import resolve
from sourcebook.editing.drafting import (
    ExtractedArticle,
    KnownNames,
    KnownPublisher,
    draft_article,
    draft_summary,
)
from sourcebook.editing.drafting.dates import find_dates
from sourcebook.editing.drafting.decoding import decoded
from sourcebook.editing.drafting.extraction import LARGEST
from sourcebook.editing.drafting.names import _begins_sentence
from sourcebook.editing.drafting.numbers import find_numbers, numbered
from sourcebook.editing.drafting.web_pages import read_page
from sourcebook.project import SOURCES
from sourcebook.reading.folder import read
from sourcebook.writing import create

from .corpora import SMALL, copy_small, told
from .projects import project, run

ADDING = Path(__file__).parent / "adding"
ID = "ellan-courier-1951-03-12"
FILES = (f"originals/{ID}.txt", f"articles/{ID}.md", f"summaries/{ID}.yml")
NEXT = (
    "Next: replace each TODO or delete it; a paragraph without a claim gets '- unused:' and the "
    "reason instead. python build_site.py check --todo lists what is left.\n"
)


def add(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run ``add`` in a project; return its exit code, and its output without the hint on usage."""
    result = CliRunner().invoke(cli, ["add", *arguments], obj=folder)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output.rpartition("for help.\n\n")[2]


def drafted(folder: Path, name: str) -> str:
    """Return the text of a file in a project's sources."""
    return (folder / SOURCES / name).read_text("utf-8")


def test_an_id_that_a_source_had_before_is_not_given_again(tmp_path: Path) -> None:
    """``add`` refuses a former id of another source, because that id's page still redirects."""
    told = (
        "Error: 'harbour-post-1951' was the id of the source 'harbour-post-1951-03', in "
        "sources/articles/harbour-post-1951-03.md:1:1, and its address leads there; another source "
        "needs another --id\n"
    )
    folder = copy_small(tmp_path)
    assert add(folder, str(ADDING / "quay.html"), "--id", "harbour-post-1951") == (2, told)
    given = ("--publisher", "harbour-post", "--published", "1951")
    assert add(folder, str(ADDING / "quay.html"), *given) == (2, told)


def test_a_page_of_news_is_drafted_exactly_so(tmp_path: Path) -> None:
    """For a saved news page, ``add`` writes exactly the expected three files and messages."""
    folder = copy_small(tmp_path)
    assert add(folder, str(ADDING / "quay.html")) == (
        0,
        f"sources/originals/{ID}.txt: title and 4 paragraphs\n"
        f"sources/articles/{ID}.md: 20 TODO\n"
        f"sources/summaries/{ID}.yml: 5 TODO\n"
        "4 paragraphs of the page were left out; if any belongs to the article, add it to the "
        "original, and a digest for it:\n"
        "  By Ada Brandt and Ines Holm, Port Ellan, Monday\n"
        "  What is left of the warehouse at the quay.\n"
        "  The tide tables for April are on sale at the harbour office now.\n"
        "  Ellan Courier, printed and published in Port Ellan.\n" + NEXT,
    )
    for name in FILES:
        assert drafted(folder, name) == (ADDING / "drafted" / name).read_text("utf-8"), name


def test_check_lists_what_is_left_to_do_and_nothing_else(tmp_path: Path) -> None:
    """For a new draft, ``check`` reports its 25 TODOs, and that the source is only partly read."""
    folder = copy_small(tmp_path)
    add(folder, str(ADDING / "quay.html"))
    lines = told(folder).splitlines()
    assert len(lines) == 20 + 5 + 1
    todo = [line for line in lines if ": warning[partly-read]: " not in line]
    assert all(": warning[todo]: still to be written or confirmed: " in line for line in todo)
    assert len(todo) == 20 + 5
    assert lines[0] == (
        f"sources/articles/{ID}.md:2:3: warning[todo]: still to be written or confirmed: "
        "as found: title, publisher, authors, published, language, url"
    )
    assert lines[-1] == (
        f"sources/summaries/{ID}.yml:9:5: warning[todo]: still to be written or confirmed: "
        "no record is called Ellan Cross (¶3)"
    )


@pytest.mark.slow
def test_a_draft_is_not_published(tmp_path: Path) -> None:
    """An unfinished draft doesn't stop a build, and the built pages contain none of its TODOs."""
    folder = copy_small(tmp_path)
    add(folder, str(ADDING / "quay.html"))
    result = CliRunner().invoke(cli, ["pages"], obj=folder)
    assert result.exit_code == 0
    page = (folder / "docs" / "sources" / f"{ID}.md").read_text("utf-8")
    assert "in part; nothing on this site is said to be missing from it" in page
    made = (folder / "docs").rglob("*.md")
    assert [path.name for path in made if "TODO" in path.read_text("utf-8")] == ["format.md"]


def test_a_finished_draft_becomes_a_page(tmp_path: Path) -> None:
    """A draft whose TODOs are replaced passes ``check --evidence``, and is published as a page."""
    folder = project(tmp_path / "project")
    add(folder, str(ADDING / "quay.html"))
    shutil.copytree(ADDING / "finished", folder / SOURCES, dirs_exist_ok=True)
    checked = run(folder, "check", "--evidence")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "Quotes and names: 8 found, 0 elsewhere, 0 absent, 5 unchecked" in checked.stdout
    built = run(folder, "--strict")
    assert (built.returncode, built.stderr) == (0, "")
    page = (folder / "site" / "sources" / ID / "index.html").read_text("utf-8")
    assert "The first engine reached the quay forty minutes after the alarm" in page
    assert 'id="c-late-engine"' in page


@pytest.mark.parametrize("there", FILES)
def test_nothing_is_overwritten(there: str, tmp_path: Path) -> None:
    """If the file of a new source's original, article or summary exists, ``add`` writes nothing."""
    folder = copy_small(tmp_path)
    path = folder / SOURCES / there
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine", "utf-8")
    assert add(folder, str(ADDING / "quay.html")) == (
        2,
        f"Error: already there: sources/{there}; nothing was written. Another source needs "
        "another --id\n",
    )
    assert path.read_text("utf-8") == "mine"
    left = [name for name in FILES if (folder / SOURCES / name).exists()]
    assert left == [there]


def test_all_three_files_are_written_or_none(tmp_path: Path) -> None:
    """If the summary can't be written, ``add`` leaves no original and no article behind."""
    folder = copy_small(tmp_path)
    summaries = folder / SOURCES / "summaries"
    shutil.rmtree(summaries)
    summaries.write_text("in the way", "utf-8")
    code, said = add(folder, str(ADDING / "quay.html"))
    assert code == 1
    assert said.startswith("Error: nothing was written: ")
    left = [path.name for path in (folder / SOURCES).rglob("*") if ID in path.name]
    assert left == []


def test_file_systems_without_links_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even without hard links in the file system, ``add`` writes drafts and overwrites no file."""

    def no_link(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", no_link)
    folder = copy_small(tmp_path)
    assert add(folder, str(ADDING / "quay.html"))[0] == 0
    assert drafted(folder, FILES[0]) == (ADDING / "drafted" / FILES[0]).read_text("utf-8")
    with pytest.raises(FileExistsError):
        create({folder / SOURCES / FILES[0]: b""})
    assert drafted(folder, FILES[0]) == (ADDING / "drafted" / FILES[0]).read_text("utf-8")


def test_an_old_page_is_read_in_its_own_encoding(tmp_path: Path) -> None:
    """``add`` reads a page in Latin-1, and splits its text into paragraphs at double ``<br>``."""
    folder = copy_small(tmp_path)
    code, said = add(folder, str(ADDING / "old.html"), "--published", "1951-03-17")
    assert (code, said.splitlines()[0]) == (
        0,
        "sources/originals/harbour-post-1951-03-17.txt: title and 3 paragraphs",
    )
    original = drafted(folder, "originals/harbour-post-1951-03-17.txt")
    assert original.split("\n\n")[:3] == [
        "Café at the quay closes",
        "The café of Zoë Lindqvist at the northern quay has closed, thirteen days after the fire "
        "in the harbour.",
        "She lost some £300 in the week of the fire, she says, and “nobody has asked”.",
    ]
    summary = drafted(folder, "summaries/harbour-post-1951-03-17.yml")
    assert "# TODO no record is called Zoë Lindqvist (¶1)" in summary
    article = drafted(folder, "articles/harbour-post-1951-03-17.md")
    assert "# TODO figures: [{counts: TODO, value: ~300 pounds}]" in article


def test_a_page_saved_as_one_file_is_read(tmp_path: Path) -> None:
    """``add`` extracts the article, its date and its address from a page saved as MHTML."""
    folder = copy_small(tmp_path)
    assert add(folder, str(ADDING / "saved.mhtml"))[0] == 0
    article = drafted(folder, "articles/harbour-post-1951-03-13.md")
    assert 'title: "The gate on Salt Lane"' in article
    assert "published: 1951-03-13" in article
    assert "url: https://harbour-post.example/1951/gate" in article
    assert "learnt – least" in drafted(folder, "originals/harbour-post-1951-03-13.txt")


def test_a_text_is_taken_as_it_is(tmp_path: Path) -> None:
    """``add`` takes title and paragraphs from a text file; missing metadata becomes TODOs."""
    folder = copy_small(tmp_path)
    code, said = add(folder, str(ADDING / "typed.txt"), "--id", "typed")
    assert (code, said) == (
        0,
        "sources/originals/typed.txt: title and 2 paragraphs\n"
        "sources/articles/typed.md: 10 TODO\n"
        "sources/summaries/typed.yml: 2 TODO\n"
        "The file doesn't say who published it.\n" + NEXT,
    )
    assert drafted(folder, "originals/typed.txt") == (ADDING / "typed.txt").read_text("utf-8")
    assert drafted(folder, "articles/typed.md").startswith(
        '---\n# TODO as found: title\ntitle: "What the watchman saw"\n'
        "publisher: TODO\npublished: TODO\nlanguage: TODO\n"
    )


def test_a_publisher_without_a_record_is_named(tmp_path: Path) -> None:
    """If the publisher has no record, ``add`` prints the command that creates one."""
    folder = copy_small(tmp_path)
    page = (ADDING / "quay.html").read_text("utf-8").replace("Ellan Courier", "Elan Courrier")
    file = tmp_path / "page.html"
    file.write_text(page.replace("ellan-courier.example", "courrier.example"), "utf-8")
    code, said = add(folder, str(file))
    assert code == 0
    assert said.splitlines()[-3:-1] == [
        "No actor is called 'Elan Courrier'; is it 'ellan-courier'?",
        "If it is a new one: python build_site.py new actor elan-courrier",
    ]
    article = drafted(folder, "articles/elan-courrier-1951-03-12.md")
    assert "publisher: TODO Elan Courrier\n" in article


def test_brackets_of_a_text_are_no_links(tmp_path: Path) -> None:
    """Brackets in an added text, such as ``[[email]]``, don't become links in its draft."""
    folder, file = copy_small(tmp_path), tmp_path / "mail.txt"
    file.write_text("A mail\n\nWrite to [[email]] or [@post, 3].\n", "utf-8")
    assert add(folder, str(file), "--id", "mail")[0] == 0
    article = drafted(folder, "articles/mail.md")
    assert "  says: TODO Write to email or post 3 .\n" in article
    problems = stages.check(folder).problems
    assert problems
    assert all(problem.kind.unfinished for problem in problems)


TYPED = (str(ADDING / "typed.txt"), "--published", "1951-03-14")


def test_a_publisher_is_named_by_any_name(tmp_path: Path) -> None:
    """``--publisher`` finds a publisher's record by name or by web host, not only by id."""
    for name in ("Harbour Post", "harbour-post.example"):
        folder = copy_small(tmp_path / name)
        assert add(folder, *TYPED, "--publisher", name)[0] == 0
        assert "\npublisher: harbour-post\n" in drafted(
            folder, "articles/harbour-post-1951-03-14.md"
        )


def test_a_new_publisher_is_made_if_that_is_said(tmp_path: Path) -> None:
    """``add --yes`` creates the record of an unknown publisher; without it, nothing is written."""
    folder = copy_small(tmp_path)
    before = sorted(folder.rglob("*"))
    press = drafted(folder, "actors/press.yml")
    name = ("--publisher", "Le Crieur d’Ellan")
    assert add(folder, *TYPED, *name) == (
        2, "Error: no actor 'Le Crieur d’Ellan'; --yes makes one\n"
    )  # fmt: skip
    assert sorted(folder.rglob("*")) == before
    code, said = add(folder, *TYPED, *name, "--yes")
    assert code == 0
    assert (
        "sources/actors/press.yml:10: the publisher 'le-crieur-dellan', of kind media; complete "
        "the record\n" in said
    )
    article = drafted(folder, "articles/le-crieur-dellan-1951-03-14.md")
    assert "\npublisher: le-crieur-dellan\n" in article
    after = drafted(folder, "actors/press.yml")
    assert after.startswith(press)
    assert "\nle-crieur-dellan:\n  name: Le Crieur d’Ellan\n  kind: media\n" in after
    assert "actors/press.yml" not in told(folder)


@pytest.mark.parametrize("answer", ["y", "n"])
def test_on_a_terminal_a_new_publisher_is_asked_for_once(
    answer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``add`` asks once about an unknown publisher of two pages.

    After the answer "n", the publisher in both drafts is a TODO.
    """
    folder = copy_small(tmp_path)
    page = (ADDING / "quay.html").read_text("utf-8").replace("Ellan Courier", "Elan Courrier")
    for day in ("12", "13"):
        text = page.replace("ellan-courier.example", "courrier.example")
        file = tmp_path / f"page-{day}.html"
        file.write_text(text.replace("1951-03-12", f"1951-03-{day}"), "utf-8")
    monkeypatch.setattr("sourcebook.command.adding._can_ask", lambda: True)
    pages = [str(tmp_path / f"page-{day}.html") for day in ("12", "13")]
    result = CliRunner().invoke(cli, ["add", *pages], obj=folder, input=f"{answer}\n")
    assert result.exit_code == 0
    question = (
        "No actor is called 'Elan Courrier'; there is 'ellan-courier'. Make one, 'elan-courrier', "
        "of kind media?"
    )
    assert result.output.count(question) == 1
    made = "\nelan-courrier:\n" in drafted(folder, "actors/press.yml")
    assert made == (answer == "y")
    for day in ("12", "13"):
        article = drafted(folder, f"articles/elan-courrier-1951-03-{day}.md")
        assert ("\npublisher: elan-courrier\n" in article) == made
        assert ("\npublisher: TODO Elan Courrier\n" in article) != made


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    """If ``add`` can't read one of several files, it adds the others, and names that file last."""
    folder = copy_small(tmp_path)
    empty = tmp_path / "empty.html"
    empty.write_bytes(b" \n")
    code, said = add(folder, str(ADDING / "quay.html"), str(empty), str(ADDING / "saved.mhtml"))
    assert code == 1
    lines = said.splitlines()
    assert lines[0] == f"{ADDING / 'quay.html'}:"
    assert lines[1] == f"  sources/originals/{ID}.txt: title and 4 paragraphs"
    assert f"{ADDING / 'saved.mhtml'}:" in lines
    assert lines[-3:] == [
        NEXT.strip(),
        "1 file was not added:",
        f"  {empty}: {empty} is empty",
    ]
    for name in (ID, "harbour-post-1951-03-13"):
        assert drafted(folder, f"articles/{name}.md")
    again = add(folder, str(ADDING / "quay.html"), str(ADDING / "quay.html"), str(empty))
    assert again[0] == 1
    assert again[1].startswith("2 files were not added:\n")
    assert add(folder, "a.html", "b.html", "--id", "x") == (
        2, "Error: --id is for a single file\n"
    )  # fmt: skip


def test_a_second_draft_need_not_wait_for_the_first(tmp_path: Path) -> None:
    """Mistakes in the sources, such as unfinished drafts, don't prevent adding a source."""
    folder = copy_small(tmp_path)
    add(folder, str(ADDING / "quay.html"))
    assert add(folder, str(ADDING / "saved.mhtml"))[0] == 0
    assert "      Ada Brandt: [2]\n" in drafted(folder, "summaries/harbour-post-1951-03-13.yml")


def test_what_sources_call_a_record_is_known_too(tmp_path: Path) -> None:
    """``add`` recognises a name that another source uses for a record.

    If a name in the text is only a part of known names, ``add`` suggests their records.
    """
    folder = copy_small(tmp_path)
    summary = folder / SOURCES / "summaries" / "harbour-post-1951-03.yml"
    text = summary.read_text("utf-8").replace("{fire brigade: 1}", "{fire brigade: 1, Firemen: 1}")
    summary.write_text(text, "utf-8")
    file = tmp_path / "text.txt"
    file.write_text("On the Firemen\n\nThe Firemen of the Ellan quay say that Brandt left.\n")
    add(folder, str(file), "--id", "firemen")
    drawn = drafted(folder, "summaries/firemen.yml")
    assert "      Firemen: [title, 1]\n" in drawn
    assert (
        "# TODO no record is called Ellan (¶1); perhaps the actor 'ellan-courier' or the actor "
        "'port-ellan' or the location 'port-ellan' or another\n"
    ) in drawn
    assert "# TODO no record is called Brandt (¶1); perhaps the actor 'fire-chief'\n" in drawn


SAID = (
    "The engine of the brigade came late to the quay, the council was told on Friday by its chief.",
    "A gate was locked on the lane, and nobody had the key to it, as she said to the council.",
    "Money is what the owner wants for all that was burnt, and his own gate stood open, he says.",
)
SHAPES = {
    "short": "<body><h1>{title}</h1><p>{0}</p><p>{1}</p><p>{2}</p></body>",
    "divisions": "<h1>{title}</h1><div><div>{0}</div><div>{1}</div><div>{2}</div></div>",
    "breaks": "<body><h1>{title}</h1>{0}<br>\n&nbsp;<BR />{1}<br><br>{2}</body>",
    "table": "<body><table><tr><td><a href='/'>Home</a></td><td><font><b>{title}</b></font>"
    "<br><br>{0}<br><br>{1}<br><br>{2}</td></tr></table></body>",
    "unclosed": "<body><table><tr><td><b>{title}</b><p>{0}<p>{1}<p>{2}</td></tr></table></body>",
    "preformatted": "<body><h1>{title}</h1><pre>{0}\n\n{1}\n \n{2}</pre></body>",
    "marked": "<body><h1>{title}</h1><p><b>{0}</b></p><p><i><a href='x'>{1}</a></i></p>"
    "<blockquote>{2}</blockquote></body>",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_no_paragraph_is_lost(shape: str) -> None:
    """All paragraphs are extracted, in order, from each of the HTML layouts in ``SHAPES``."""
    html = SHAPES[shape].format(*SAID, title="A gate on the lane")
    copy = read_page(f"<html><head><title>A gate on the lane</title></head>{html}</html>")
    assert copy is not None
    assert (copy.title, copy.paragraphs, copy.left_out) == ("A gate on the lane", SAID, ())


def test_subheadings_are_no_paragraphs() -> None:
    """The original's text keeps a page's subheadings, but they don't count as paragraphs."""
    html = "<article><h1>A gate</h1><p>{0}</p><h2>The key</h2><p>{1}</p><p>{2}</p></article>"
    copy = read_page(f"<html><head><title>A gate</title></head>{html.format(*SAID)}</html>")
    assert copy is not None
    assert copy.paragraphs == SAID
    assert copy.spans == [(2, 2), (4, 5)]
    assert copy.original == "\n\n".join(["A gate", SAID[0], "The key", *SAID[1:]]) + "\n"


HEADS = {
    "<html>": True,
    '<meta charset="iso-8859-1">': False,
    "<meta http-equiv='Content-Type' content='text/html; charset=WINDOWS-1252'>": False,
    '<?xml version="1.0" encoding="ISO-8859-1"?>': False,
    '<meta charset="no-such-thing">': True,
}


@pytest.mark.parametrize("head", HEADS)
def test_a_page_says_its_encoding_or_it_is_guessed(head: str) -> None:
    """A page is decoded with its declared encoding; without one, the encoding counts as guessed."""
    text = f"{head}Une forêt à côté – et un garçon naïf y a perdu l’œuvre d’un maître français."
    read, guessed = decoded(text.encode("cp1252"))
    assert guessed == HEADS[head]
    assert guessed or read == text


def test_a_guess_is_told(tmp_path: Path) -> None:
    """If ``add`` guesses a file's encoding, it asks the user to check accents and quotes."""
    file = tmp_path / "text.txt"
    file.write_bytes("Un titre\n\nUn café à côté de la forêt était fermé.\n".encode("cp1252"))
    _, said = add(copy_small(tmp_path / "project"), str(file), "--id", "cafe")
    assert (
        "The file doesn't declare its character encoding, so it was guessed: check accents and "
        "quotation marks.\n"
    ) in said


tags = st.sampled_from(
    ["<p>", "</p>", "<br>", "<br><br>", "<table><tr><td>", "</table>", "<pre>", "<li>", "<h1>",
     "<b>", "</b>", "<!--", "-->", "<script>", "<?xml version='1.0'?>", "&#0;", "&#xD800;", "\n\n"]
)  # fmt: skip


@given(st.lists(tags | st.text(max_size=20) | st.just(SAID[0]), max_size=30))
@pytest.mark.slow
def test_no_page_gives_a_traceback(parts: list[str]) -> None:
    """Reading a broken page gives an article with a title, or None, but raises no exception."""
    copy = read_page(f"<html><title>A title</title><body>{''.join(parts)}</body></html>")
    assert copy is None or copy.title


WRONG = {
    "https://example.org/a": "https://example.org/a is an address, and nothing is fetched; save "
    "the page in a browser, and add the file",
    "missing.html": "there is no file missing.html",
    ".": ". is a folder; name the file with the article",
    "empty.html": "empty.html is empty",
    "broken.pdf": "broken.pdf is a PDF that can't be read; open it and save it again, or save its "
    "text as a .txt file with the title first",
    "words.eml": "words.eml is an e-mail without words; copy what it says into a .txt file with "
    "the title first, and add that",
    "title.md": "title.md has no title, or nothing below it; write 'title: …' between lines '---' "
    "above everything, or a line '# …'",
    "noise.html": "noise.html is neither a text nor a web page; save the page as HTML, or its text "
    "as a .txt file with the title first",
    "huge.txt": "huge.txt has more than 20 MB; save the article's text alone, as a .txt file with "
    "the title first",
    "menu.html": "no article was found in menu.html; copy its text into a .txt file, the title "
    "first and a blank line between paragraphs, and add that",
    "deep.html": "no article was found in deep.html; copy its text into a .txt file, the title "
    "first and a blank line between paragraphs, and add that",
    "line.txt": "line.txt has one line alone; write the title first, then the paragraphs, a blank "
    "line between them",
    "mail.mhtml": "mail.mhtml holds no web page; save the page as HTML, or its text as a .txt file "
    "with the title first",
    "text.txt": "the file doesn't say enough to make an id of; add --publisher ID and --published "
    "DATE, or --id ID",
    "text.txt --publisher ellan-courrier": "no actor 'ellan-courrier'; did you mean "
    "'ellan-courier'? --yes makes a new one",
    "text.txt --publisher Gazette": "no actor 'Gazette'; --yes makes one",
    "text.txt --id Fire!": "'Fire!' can't be an id: lower-case letters a to z, digits, and single "
    "hyphens between them; at most 100 characters",
    "text.txt --published yesterday": "Invalid value for '--published': 'yesterday' is not a date "
    "in EDTF, as in 2015-10-12, 2015-10, 2015-10~",
}


@pytest.mark.parametrize("arguments", WRONG)
def test_what_cannot_be_added_is_told_in_a_sentence(
    arguments: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a file can't be added, ``add`` prints the reason, writes nothing and exits with code 2."""
    folder = copy_small(tmp_path / "project")
    before = sorted(folder.rglob("*"))
    files = {
        "empty.html": b" \n",
        "broken.pdf": b"%PDF-1.7\n",
        "words.eml": b"From: a@example.org\nSubject: Nothing\n\n",
        "title.md": b"# A title alone\n",
        "noise.html": bytes(range(256)),
        "huge.txt": b"a" * (LARGEST + 1),
        "menu.html": b"<html><body><nav><a href='/'>Home</a></nav></body></html>",
        "deep.html": b"<html><body>" + b"<div>" * 50_000 + b"<p>So deep.</p>",
        "line.txt": b"A title alone",
        "mail.mhtml": b"MIME-Version: 1.0\nContent-Type: text/plain\n\nHello.\n",
        "text.txt": b"A title\n\nA paragraph.\n",
    }
    name = arguments.partition(" ")[0]
    monkeypatch.chdir(tmp_path)
    if name in files:
        Path(name).write_bytes(files[name])
    assert add(folder, *arguments.split()) == (2, f"Error: {WRONG[arguments]}\n")
    assert sorted(folder.rglob("*")) == before


DATES = {
    "on 4 March 1951,": ["1951-03-04"],
    "of Sunday, 4th of March 1951": ["1951-03-04"],
    "March 4, 1951": ["1951-03-04"],
    "Mar. 4": ["1951-03-04"],
    "in December": ["1950-12"],
    "between 2 and 5 March": ["1951-03-02/1951-03-05"],
    "since March 1949, or 1948": ["1949-03", "1948"],
    "on Friday": ["1951-03-09"],
    "1951-03-04 and 5.3.1951": ["1951-03-04", "1951-03-05"],
    "You may march on the 31 February": [],
    "1,951 and 1951.5 and 30 February 1951": [],
}


@pytest.mark.parametrize("text", DATES)
def test_dates_are_found(text: str) -> None:
    """Dates in a text are converted to EDTF.

    A date without a year, such as "Friday", is taken as the last such date before publication.
    """
    found = find_dates(text, "en-GB", "1951-03-12")
    assert [date.value for date in found] == DATES[text]


def test_a_date_without_its_year_needs_that_of_the_publication() -> None:
    """If a text's date of publication is unknown, a date without a year has no EDTF value."""
    assert [date.value for date in find_dates("on 4 March", "en", None)] == [None]


IDENTIFIERS = {
    "Fixed in #1951 and #1952.": ([], []),
    "CVE-1951-3094 is in 5.6.0 and 5.6.1": ([], []),
    "bugs 1951 and 1952 hit 3 ships": ([], [("3", "ships")]),
    "See issue 1951, PR 1950 and version 5.6": ([], []),
    "to issue 500 permits in 1951": (["1951"], [("500", "permits")]),
    "p. 12, pp. 30-31, § 4.2, ¶ 7, No. 5": ([], []),
    "at https://bugs.example/1951/1234, since 1950": (["1950"], []),
    "commit 7bf1e1a, RFC 5322, port 22 at 192.168.0.1": ([], []),
    "on 4.3.1951 some 40 cranes": (["1951-03-04"], [("~40", "cranes")]),
}


@pytest.mark.parametrize("text", IDENTIFIERS)
def test_numbers_that_only_identify_are_left_out(text: str) -> None:
    """Numbers that identify something, such as a page's number, are neither dates nor figures."""
    dates = find_dates(text, "en", "1952-01-01")
    numbers = find_numbers(text, "en", [(date.start, date.end) for date in dates])
    found = [date.value for date in dates], [tuple(number) for number in numbers]
    assert found == IDENTIFIERS[text]


NUMBERS = {
    "about 30 people": [("~30", "people")],
    "Some sixty of the men": [("~60", "men")],
    "at least 12 were, up to 40 are": [(">=12", ""), ("<=40", "")],
    "no more than 150 people, not less than 9": [("<=150", "people"), (">=9", "")],
    "12. The bridge bore 40 tons.": [("40 tons", "")],
    "25 to 30 per cent": [("25-30 %", "")],
    "forty minutes, 12,500 pounds": [("40 minutes", ""), ("12,500 pounds", "")],
    "over $2.5 million": [(">2,500,000 dollars", "")],
    "dozens of boats; hundreds": [("dozens", "boats"), ("hundreds", "")],
    "a Su-34, a MiG-29, the T72, 1st, 3/4 and 10:30": [],
    "none, all, most, few, half": [],
    "At 9.10 and at 9.14 p.m., ten o’clock, half past nine, 0930 hours, 5 men": [("5", "men")],
    "He paid £9.10 for 3.50 km": [("9.10 pounds", ""), ("3.50 km", "")],
    "Ada Holm, 34, Joan Roe (52), aged 36 and 38, a 9-year-old, 2 dogs": [("2", "dogs")],
    "¶ 7 The 40 men": [("40", "men")],
}


@pytest.mark.parametrize("text", NUMBERS)
def test_numbers_are_found(text: str) -> None:
    """Numbers in a text become possible figures, but not times, ages and parts of names.

    The word after a number may say what is counted.
    """
    assert [(n.value, n.counted) for n in find_numbers(text, "en")] == NUMBERS[text]


NAMES = {
    "We saw Magnus Thorne there. Thorne left.": ["Magnus Thorne"],
    "Rain fell. Nobody came.": [],
    "Thorne left. Thorne came back.": ["Thorne"],
    "The Bay of Hands, on Monday, in March": ["Bay of Hands"],
    "He, the NCB and Jaysh al-Amal of Ellan Cross’s men": ["NCB", "Jaysh al-Amal of Ellan Cross"],
    "Port Ellan and Ada Brandt": [],
    "Lucy Pell came, and Mrs Pell saw her.": ["Lucy Pell", "Mrs Pell"],
    "Judge Holm, Mr. Roe and Councillor Jane Holm": ["Judge Holm", "Mr. Roe", "Jane Holm"],
    "Lucy Pell and Joan Pell met. Then Pell left.": ["Lucy Pell", "Joan Pell", "Pell"],
}


@pytest.mark.parametrize("text", NAMES)
def test_proper_names_without_a_record_are_found(text: str) -> None:
    """Capitalised words become possible names, except words that only begin a sentence."""
    speller = KnownNames(read(SMALL / SOURCES))
    assert [unknown.name for unknown in speller.unknown({1: text}, "en")] == NAMES[text]


def test_numbers_of_paragraphs_are_known_by_counting_up() -> None:
    """Consecutive numbers at the beginnings of paragraphs are paragraph numbers, not figures."""
    assert numbered(["1 The quay", "2 A fire", "Rain", "12 men came", "7 boats"]) == {0, 1}
    copy = ExtractedArticle("Report", ("1 The 40 men", "2 A fire"), published="1951-03-12")
    records = read(SMALL / SOURCES)
    article = draft_article(copy, KnownPublisher(None, ""), records, KnownNames(records))
    assert article.count("figures") == 1
    assert "{counts: TODO men, value: 40}" in article


def test_a_surname_that_a_source_uses_is_not_anyone_with_a_title(tmp_path: Path) -> None:
    """If a source calls the fire chief "Brandt", "Mrs Brandt" isn't taken for the fire chief."""
    sources = copy_small(tmp_path / "project") / SOURCES
    summary = sources / "summaries" / "ellan-courier-1951-03-05.yml"
    text = summary.read_text("utf-8").replace("{Ada Brandt: 2}", "{Ada Brandt: 2, Brandt: 2}")
    summary.write_text(text, "utf-8")
    known = KnownNames(read(sources))
    assert [ref.id for ref in known.refs("Then Brandt left.")] == ["fire-chief"]
    assert known.refs("Then Mrs Brandt left.") == []


def test_names_get_records_and_then_a_new_draft(tmp_path: Path) -> None:
    """``add --records`` creates the records of unknown names, but not a second time.

    ``add --redraft`` replaces an earlier draft, unless the draft has claims or digests already.
    """
    project = copy_small(tmp_path / "project")
    file = tmp_path / "report.txt"
    file.write_text("The quay\n\nMrs Pell met Jane Roe.\n", "utf-8")
    add = ["add", str(file), "--publisher", "ellan-courier", "--published", "1951-04-01"]
    sources = project / SOURCES
    assert CliRunner().invoke(cli, add, obj=project).exit_code == 0
    assert CliRunner().invoke(cli, add, obj=project).exit_code == 2
    again = CliRunner().invoke(cli, [*add, "--records", "--redraft"], obj=project)
    assert (
        "sources/actors/ellan-courier-1951-04-01.yml: 2 records of names; say what each is, or "
        "delete it\n" in again.output
    )
    assert (sources / "actors" / "ellan-courier-1951-04-01.yml").read_text("utf-8") == (
        "# yaml-language-server: $schema=../../docs/schemas/actors.json\n"
        "# TODO what each of these is; move places to locations/, and delete what is no name\n\n"
        "mrs-pell:  # ¶1\n  name: Mrs Pell\n  kind: person\n  surname: Pell\n\n"
        "jane-roe:  # ¶1\n  name: Jane Roe\n  kind: TODO\n"
    )
    article = sources / "articles" / "ellan-courier-1951-04-01.md"
    assert "actors: {mrs-pell: TODO, jane-roe: TODO}" in article.read_text("utf-8")
    assert CliRunner().invoke(cli, [*add, "--records", "--redraft"], obj=project).exit_code == 0
    assert len(list((sources / "actors").glob("ellan-courier-1951*"))) == 1
    changed = article.read_text("utf-8").replace("The quay", "The northern quay")
    assert article.with_name(f"{article.name}~").exists()  # the first draft, without these records
    for copy in (f"{article.name}.2~", f"{article.name}.3~"):
        article.write_text(changed, "utf-8")
        drafted = CliRunner().invoke(cli, [*add, "--redraft"], obj=project)
        assert f"{article.name}: replaced; what it said is kept in sources/articles/{copy}\n" in (
            drafted.output
        )
        assert article.with_name(copy).read_text("utf-8") == changed
    assert stages.check(project).corpus is not None
    begun = article.read_text("utf-8").replace("\n¶1\n", "\nWhat the paragraph says.\n")
    article.write_text(begun, "utf-8")
    lost = CliRunner().invoke(cli, [*add, "--redraft"], obj=project)
    assert lost.exit_code == 2
    assert (
        "a new draft would lose what is written in 'ellan-courier-1951-04-01'; nothing was written"
        in " ".join(lost.output.split())
    )


def test_a_finished_record_is_not_drafted_again(tmp_path: Path) -> None:
    """``add --redraft`` doesn't replace a source's record in which nothing is unfinished."""
    project = copy_small(tmp_path / "project")
    file = tmp_path / "report.txt"
    file.write_text("The quay\n\nMrs Pell met Jane Roe.\n", "utf-8")
    record = project / SOURCES / "articles" / "report.md"
    record.write_text(
        "---\ntitle: Report\npublisher: ellan-courier\npublished: 1951\nlanguage: en\n---\n",
        "utf-8",
    )
    before = record.read_bytes()
    add = ["add", str(file), "--id", "report", "--published", "1951", "--redraft"]
    found = CliRunner().invoke(cli, [*add, "--publisher", "ellan-courier"], obj=project)
    assert found.exit_code == 2
    assert "a new draft would lose what is written in 'report'" in " ".join(found.output.split())
    assert record.read_bytes() == before


texts = st.text(min_size=1).map(str.strip).filter(lambda text: "\n\n" not in text and text)


@given(texts, st.lists(texts, min_size=1, max_size=3), texts)
def test_any_article_makes_a_sound_draft(title: str, blocks: list[str], name: str) -> None:
    """For the draft of any article, the only problems are its TODOs and its state "partly read"."""
    records = read(SMALL / SOURCES)
    copy = ExtractedArticle(
        title, tuple(blocks), published="1951-03-12", authors=(name,), publisher=name
    )
    with tempfile.TemporaryDirectory() as temporary:
        folder = copy_small(Path(temporary))
        sources = folder / SOURCES
        names = KnownNames(records)
        article = draft_article(copy, KnownPublisher(None, name), records, names)
        (sources / "articles" / "made-up.md").write_text(article, "utf-8", "replace")
        summary = draft_summary(copy, names)
        (sources / "summaries" / "made-up.yml").write_text(summary, "utf-8", "replace")
        _, problems = resolve(read(sources))
        assert {problem.code for problem in problems} == {"todo", "partly-read"}


@given(st.text("aB.!?:…\n \t\"'“”‘’«»()[]-\u2028,", max_size=9))
def test_where_a_sentence_begins(before: str) -> None:
    """``_begins_sentence``, a fast function, agrees with a slower regular expression."""
    pattern = r"(?:^|[.!?:…]|\n)[\s\"'“”‘’«»()\[\]-]*$"
    assert _begins_sentence(f"{before}Name", len(before)) is bool(re.search(pattern, before))
