"""The command ``import sources``: drafts that it makes, entries that it omits, and messages."""

import json
import shutil
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from sourcebook import stages
from sourcebook.citing.items import csl_item
from sourcebook.command.program import cli
from sourcebook.corpus import Corpus
from sourcebook.editing import importing
from sourcebook.exports import bibliography
from sourcebook.problems import Problem, format_problems
from sourcebook.project import SOURCES
from sourcebook.reading.folder import read
from sourcebook.reading.records import Records
from sourcebook.records.sources import Article

from .corpora import SMALL, copy_small
from .projects import ROOT, tree
from .test_bad import OF_BIBLIOGRAPHIES

EXAMPLES = sorted(
    path for path in (Path(__file__).parent / "importing").iterdir() if path.suffix != ".txt"
)
TAKEN = ("ellan-courier-1951-03-05", "harbour-post-1951-03")


def outcome(path: Path, *, keys: bool = False) -> str:
    """Import a file into the small corpus; return the problems and the new files as text.

    ``keys``: use citation keys as ids.
    """
    references, problems = importing.read(path, path.name)
    made, notes = importing.listed(references, read(SMALL / "sources"), TAKEN, keys=keys)
    told = "".join(f"{line}\n" for line in format_problems([*problems, *notes]))
    return told + "".join(f"\n==> {name}\n{text}" for name, text in made.files.items())


def run(project: Path, *arguments: str) -> Result:
    """Run ``import sources`` in a project."""
    return CliRunner().invoke(cli, ["import", "sources", *arguments], obj=project)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Copy the small corpus to a project that a test may change; return its folder."""
    return copy_small(tmp_path / "project")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_what_comes_of_a_bibliography(path: Path) -> None:
    """Each bibliography gives exactly the expected files and problems."""
    assert outcome(path) == path.with_name(f"{path.name}.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Søren Østergaard", "soren-ostergaard"), ("Małgorzata", "malgorzata"),
        ("Ulrich Straßer", "ulrich-strasser"), ("Đặng Văn", "dang-van"),
        ("Þór Æsir", "thor-aesir"), ("Işık", "isik"), ("1911–12", "1911-12"),
        ("Guðrún Œuvre", "gudrun-oeuvre"), ("Ħal Għaxaq", "hal-ghaxaq"), ("Ŋun Ŧorâ", "ngun-tora"),
        ("Kĸ ƒa", "kk-fa"), ("Əli", "eli"), ("Ɛdɔ", "edo"), ("Ɓala Ɗan", "bala-dan"),
        ("Ƙasa Ƴar", "kasa-yar"), ("Ƀa Ɨb Ʉc Ǥd Ȼe", "ba-ib-uc-gd-ce"), ("1911—12", "1911-12"),
        ("O’Neil Oʼahu Oʻahu ʿAlaʾ", "oneil-oahu-oahu-ala"),
    ],
)  # fmt: skip
def test_ids_spell_letters_that_have_no_accent_to_lose(name: str, id_: str) -> None:
    """In ids, letters such as "ł" are replaced by similar letters, and never dropped."""
    assert importing.duplicates.as_id(name) == id_


@pytest.mark.parametrize(("given", "is_shown"), [("Jane", True), ("J" * 1_000, False)])
def test_a_surname_that_its_name_does_not_show_is_left_out(
    given: str, is_shown: bool, tmp_path: Path
) -> None:
    """If a very long name is cut off before the surname, the import doesn't write ``surname``."""
    person = {"given": given, "family": "Roe"}
    path = tmp_path / "names.json"
    path.write_text(json.dumps([{"id": "a", "type": "book", "title": "A", "author": [person]}]))
    assert ("surname: Roe" in outcome(path)) == is_shown


BEFORE = {
    "-44, 3, 15": "-0043-03-15", "-1": "0000", '"-100", "7"': "-0099-07", "12000": "Y12000",
    "44, 3, 15": "0044-03-15",
}  # fmt: skip


@pytest.mark.parametrize("parts", BEFORE)
def test_years_before_1_are_kept(parts: str) -> None:
    """Years BC are converted from CSL to EDTF; only EDTF has a year 0."""
    text = f'[{{"id": "a", "title": "A", "issued": {{"date-parts": [[{parts}]]}}}}]'
    problems: list[Problem] = []
    (reference,) = importing.formats.PARSERS[".json"](text, "x.json", problems)
    assert (reference.published, problems) == (BEFORE[parts], [])


HOSTILE = (
    r"\frac{" * 38 + "x",  # each brace doubles the time
    r"{\frac" * 300 + "}" * 300,
    r"\begin{x}" * 2000,
    "$_{" * 2000,
    r"\sqrt[" * 2000,
    r"\'" * 3000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8])
def test_no_latex_takes_for_ever(text: str) -> None:
    """Hostile LaTeX in a bibliography gives a text, and doesn't make the import hang."""
    assert importing.latex.plain(text).text
    assert importing.latex.plain(f"{{{text}}} and more").text.endswith(" and more")


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ("entrypoint.parse_string", "this is not a bibliography: it can't be read as BibTeX\n"),
        ("middlewares.names.split_multiple_persons_names", "authors: [ida-brandt]\n"),
        ("middlewares.names.parse_single_name_into_parts", "authors: [brandt-ida]\n"),
    ],
)
def test_whatever_the_parser_raises_is_told(
    call: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An exception in the BibTeX parser leads to a problem or to plain text, not a traceback."""
    path = tmp_path / "library.bib"
    path.write_text("@article{gate, title={A gate}, author={Brandt, Ida}}\n", "utf-8")

    def fails(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(f"bibtexparser.{call}", fails)
    assert told in outcome(path)


def test_abstracts_and_files_are_not_parsed_word_by_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """If many entries have the same text with LaTeX, the import decodes it once.

    It doesn't decode abstracts, keywords and file names.
    """
    importing.latex._decoded.cache_clear()
    word = '{\\"U}ber '
    entries = [
        f"@article{{k{n}, title = {{A title}}, note = {{{word * 9}}}, "
        f"abstract = {{{'plain words ' * 200}{word * 9}}}, "
        f"file = {{{word * 500}}}, keywords = {{\\foo{{{n}}}}}}}\n"
        for n in range(50)
    ]
    assert len(importing.formats.PARSERS[".bib"]("".join(entries), "x.bib", [])) == 50
    assert importing.latex._decoded.cache_info().misses == 1


def test_every_kind_of_problem_is_seen() -> None:
    """Each kind of problem with bibliographies has an example or a test."""
    told = "".join(path.with_name(f"{path.name}.txt").read_text("utf-8") for path in EXAMPLES)
    seen = {code for code in OF_BIBLIOGRAPHIES if f"[{code}]" in told}
    assert seen == OF_BIBLIOGRAPHIES - {"name-of-several"}


def test_nobody_is_taken_where_several_are_called_so(project: Path, tmp_path: Path) -> None:
    """If two actors have the name of an imported author, the import links neither of them."""
    path = project / SOURCES / "actors" / "town.yml"
    twice = "\n\n".join(f"brandt-{n}:\n  name: Ada Brandt\n  kind: person" for n in (1, 2))
    path.write_text(f"{path.read_text('utf-8')}\n{twice}\n", "utf-8")
    file = tmp_path / "a.bib"
    file.write_text("@book{a, title={Quays}, author={Brandt, Ada and Holm, Ines}}", "utf-8")
    result = run(project, str(file))
    assert result.stderr == (
        f"{file}:1:1: warning[name-of-several]: 'a' names 'Ada Brandt', as several actors are "
        "called, so none is taken\n"
    )
    assert "authors: [ines-holm]\n" in (project / "sources/articles/a.md").read_text("utf-8")


def test_two_hundred_entries_make_a_site_at_once(tmp_path: Path) -> None:
    """A new project into which 200 entries are imported has no problems."""
    entry = (
        "@book{{k{0}, title={{Book {0}}}, author={{Person{1}, Given}}, publisher={{House {2}}}, "
        "year={{{3}}}}}\n"
    )
    entries = (entry.format(n, n % 50, n % 20, 1900 + n % 100) for n in range(200))
    file = tmp_path / "library.bib"
    file.write_text("".join(entries), "utf-8")
    project = tmp_path / "project"
    (project / SOURCES).mkdir(parents=True)
    assert run(project, str(file)).stdout.endswith("\n200 sources written.\n")
    checked = stages.check(project)
    assert checked.problems == []
    assert checked.corpus
    assert set(checked.corpus.states.values()) == {"listed"}
    assert len(checked.corpus.actors) == 70


def exported(corpus: Corpus, folder: Path) -> list[Path]:
    """Write a corpus's bibliography as BibTeX, CSL-JSON and RIS; return the three files."""
    files = folder / "all.bib", folder / "all.json", folder / "all.ris"
    sources = corpus.sources.values()
    files[0].write_text("\n".join(bibliography.bibtex(corpus, each) for each in sources), "utf-8")
    files[1].write_text(json.dumps([csl_item(corpus, each) for each in sources]), "utf-8")
    files[2].write_text("".join(bibliography.ris(corpus, each) for each in sources), "utf-8")
    return list(files)


def bibliographic(article: Article) -> dict[str, object]:
    """Return an article's bibliographic fields; without authors, the publisher is the author."""
    told = {"title", "publisher", "authors", "published", "language", "url", "copy_from",
            "copy_url"}  # fmt: skip
    fields = {name: getattr(article, name) for name in sorted(told)}
    return {**fields, "authors": article.authors or (article.publisher,)}


@pytest.mark.parametrize("root", [ROOT, SMALL], ids=["real", "small"])
def test_what_we_export_comes_back(root: Path, tmp_path: Path) -> None:
    """A site's exported bibliography, imported again, gives the same records."""
    corpus = stages.check(root).corpus
    assert corpus is not None
    for path in exported(corpus, tmp_path):
        project = tmp_path / path.suffix
        shutil.copytree(root / "sources" / "actors", project / "sources" / "actors")
        assert run(project, str(path), "--keys").exit_code == 0
        articles = {entry.id: entry.record for entry in read(project / "sources").articles}
        assert {id_: bibliographic(article) for id_, article in articles.items()} == {
            id_: bibliographic(source.article) for id_, source in corpus.sources.items()
        }


@pytest.mark.parametrize("when", ["2015-10-XX", "201X", "2015-21", "../2015-10", "2015-10-12/.."])
def test_a_date_comes_back_as_it_was(when: str, tmp_path: Path) -> None:
    """A date that BibTeX or CSL can't express is unchanged after an export and an import."""
    project = copy_small(tmp_path)
    path = project / "sources" / "articles" / "harbour-post-1951-03.md"
    text = path.read_text("utf-8").replace("published: 1951-03~", f"published: {when}")
    path.write_text(text, "utf-8")
    corpus = stages.check(project).corpus
    assert corpus is not None
    for file in exported(corpus, tmp_path)[:2]:
        assert f"published: {when}\n" in outcome_without_articles(file)


def outcome_without_articles(path: Path) -> str:
    """Import a file into a project without sources; return the new articles as text."""
    references, _ = importing.read(path, path.name)
    records = Records(actors=read(SMALL / "sources").actors)
    made, _ = importing.listed(references, records, ())
    return "".join(made.files[f"articles/{id_}.md"] for id_ in made.sources)


def test_sources_are_written_and_told(project: Path) -> None:
    """``import sources`` prints the paths of the new files, and changes no other file."""
    before = tree(project)
    path = EXAMPLES[0].parent / "biblatex.bib"
    result = run(project, str(path))
    assert result.exit_code == 0
    assert result.stdout == (
        "sources/actors/imported.yml\n"
        "sources/articles/ellan-courier-1951-10-12.md\n"
        "sources/articles/suddeutsche-feuerwehr-zeitung-1951-03-05.md\n"
        "sources/articles/ellan-courier-1951-03.md\n"
        "sources/articles/arabic.md\n"
        "sources/articles/ledgers-lost-macro.md\n"
        "5 sources written.\n"
    )
    after = tree(project)
    assert len(after) == len(before) + 6
    assert stages.check(project).corpus
    assert before.items() <= after.items()


def test_a_second_import_adds_nothing(project: Path) -> None:
    """If a bibliography is imported again, all its entries are left out, and nothing changes."""
    for path in ("zotero.bib", "biblatex.bib", "items.json"):
        assert run(project, str(EXAMPLES[0].parent / path)).exit_code == 0
    before = tree(project)
    for path, left in (("zotero.bib", 10), ("biblatex.bib", 5), ("items.json", 6)):
        again = run(project, str(EXAMPLES[0].parent / path))
        assert again.stdout == f"0 sources written, {left} left out.\n"
    assert tree(project) == before


def test_one_title_in_two_papers_is_two_sources(tmp_path: Path) -> None:
    """Articles with the same title in two newspapers are two sources."""
    path = tmp_path / "a.bib"
    entry = "@article{{{0}, title={{Fire}}, date={{1951-03-05}}, journal={{{0}}}}}\n"
    path.write_text("".join(map(entry.format, ("Ellan Courier", "Harbour Post"))), "utf-8")
    told = outcome(path)
    assert "==> articles/ellan-courier-1951-03-05-2.md" in told
    assert "==> articles/harbour-post-1951-03-05.md" in told


def test_two_works_of_one_title_by_different_authors_are_two_sources(tmp_path: Path) -> None:
    """Undated works by different authors are two sources, even if both are "Introduction"."""
    path = tmp_path / "a.bib"
    entry = "@book{{{0}, title={{Introduction}}, author={{{1}, Ada}}}}\n"
    path.write_text("".join(map(entry.format, "abc", ("Brandt", "Holm", "Brandt"))), "utf-8")
    told = outcome(path)
    assert "==> articles/a.md" in told
    assert "==> articles/b.md" in told
    assert "'c' is left out: it has the same title and date as the source 'a'" in told


def test_a_dry_run_writes_nothing(project: Path) -> None:
    """``--dry-run`` shows what would be written, and writes nothing."""
    before = tree(project)
    result = run(project, str(EXAMPLES[0].parent / "items.json"), "--dry-run")
    assert result.exit_code == 0
    assert '    title: "Fire at two quays"\n' in result.stdout
    assert result.stdout.endswith("\n5 sources would be written, 1 left out.\n")
    assert tree(project) == before


def test_a_faulty_file_writes_nothing(project: Path) -> None:
    """If a bibliography has an error, none of its entries is imported."""
    before = tree(project)
    result = run(project, str(EXAMPLES[0].parent / "faults.bib"))
    assert result.exit_code == 1
    assert result.stdout == "4 errors, 3 warnings; nothing was written.\n"
    assert tree(project) == before


def test_all_are_written_or_none(project: Path) -> None:
    """If an import can't write one of its files, the files that it has written are deleted."""
    before = tree(project)
    files = {"articles/new.md": "x", "summaries/ellan-courier-1951-03-05.yml": "y"}
    problems = importing.create(project / "sources", files, "sources")
    assert format_problems(problems) == [
        "sources/summaries/ellan-courier-1951-03-05.yml:1:1: error[unwritable]: this can't be "
        "written: File exists; all files are as they were"
    ]
    assert tree(project) == before


def test_an_id_in_use_is_not_given_again(project: Path) -> None:
    """An imported source never gets the id of an existing summary file, even an unreadable one."""
    (project / "sources" / "summaries" / "ellan-courier-1951-04.yml").write_text("mine")
    result = run(project, str(EXAMPLES[0].parent / "zotero.bib"))
    assert result.exit_code == 0
    assert "sources/articles/ellan-courier-1951-04-2.md\n" in result.stdout


def test_an_id_that_a_source_had_before_is_not_given_again(tmp_path: Path) -> None:
    """An imported source doesn't get a former id of another source, because this id redirects."""
    path = tmp_path / "a.bib"
    path.write_text("@misc{a, title={A}, year=1951, publisher={Harbour Post}}", "utf-8")
    assert "==> articles/harbour-post-1951-2.md" in outcome(path)
    path.write_text("@misc{harbour-post-1951, title={A}}", "utf-8")
    assert "warning[entry-known]: 'harbour-post-1951' is left out" in outcome(path, keys=True)


def test_citation_keys_as_ids(tmp_path: Path) -> None:
    """With ``--keys``, citation keys become ids."""
    path = tmp_path / "a.bib"
    path.write_text("@misc{Fire_1951a, title={A}} @misc{Harbour-Post-1951-03, title={B}}", "utf-8")
    assert [line for line in outcome(path, keys=True).splitlines() if "a.bib" in line] == [
        "a.bib:1:1: warning[entry-known]: 'Harbour-Post-1951-03' is left out: it has the same key "
        "as the source 'harbour-post-1951-03'"
    ]
    assert "==> articles/fire-1951a.md" in outcome(path, keys=True)


def test_wrong_usage(project: Path) -> None:
    """A file with an unsupported suffix, or none, is wrong usage, not a faulty bibliography."""
    wrong = run(project, str(project / "sources" / "pages"))
    assert wrong.exit_code == 2
    path = project / "a.nbib"
    path.write_text("PMID- 1")
    assert run(project, str(path)).exit_code == 2
    assert f"FILE must end in .bib or .json or .ris: {path}" in run(project, str(path)).stderr


def test_a_book_is_not_published_by_its_series(tmp_path: Path) -> None:
    """A book's series is imported as ``series``, and isn't taken for a second publisher."""
    item = {"id": "a", "type": "book", "title": "A", "publisher": "B", "collection-title": "C"}
    path = tmp_path / "a.json"
    path.write_text(json.dumps([item]), "utf-8")
    told = outcome(path)
    assert told.startswith("\n==> actors/imported.yml")
    assert "series: C\n" in told


def test_the_page_that_an_article_is_on_is_no_number_of_pages(tmp_path: Path) -> None:
    """For an article, "3" is imported as its page; for a book, "240" as its number of pages."""
    for suffix, text in {
        "bib": "@article{a, title={A}, pages={3}, journal={B}} @book{c, title={C}, pages={240}}",
        "json": '[{"title": "A", "page": "3"}, '
        '{"title": "C", "type": "book", "number-of-pages": "240"}]',
        "ris": "TY  - NEWS\nTI  - A\nSP  - 3\nER  - \nTY  - BOOK\nTI  - C\nSP  - 240\nER  - \n",
    }.items():
        path = tmp_path / f"a.{suffix}"
        path.write_text(text, "utf-8")
        project = tmp_path / suffix
        (project / SOURCES).mkdir(parents=True)
        assert run(project, str(path)).exit_code == 0
        corpus = stages.check(project).corpus
        assert corpus is not None
        items = [csl_item(corpus, source) for source in corpus.sources.values()]
        pages = {each["title"]: (each.get("page"), each.get("number-of-pages")) for each in items}
        assert pages == {
            "A": ("3", None), "C": (None, "240"),
        }  # fmt: skip


@pytest.mark.parametrize(
    ("dates", "published"),
    [
        ("PY  - 1951", "1951"), ("Y1  - 1951/03/05/", "1951-03-05"),
        ("DA  - 1951/3/5", "1951-03-05"),
        ("PY  - 1951///", "1951"), ("PY  - 1951\nDA  - 5 March", "1951-03-05"),
        ("DA  - March 1951", "1951-03"), ("DA  - 1951-03", "1951-03"), ("Y1  - 1951//05/", "1951"),
        ("PY  - 1951\nDA  - 1952/01/01", "1951"), ("PY  - 1951///Winter", "1951-24"),
        ("PY  - 1951\nDA  - 1951/03//about March 1951", "1951-03~"), ("PY  - n.d.", ""),
    ],
)  # fmt: skip
def test_dates_of_ris(dates: str, published: str) -> None:
    """Of an RIS entry's dates, the import uses the most exact one in the year of publication."""
    text = f"TY  - BOOK\nTI  - A\n{dates}\nER  - \n"
    (reference,) = importing.formats.PARSERS[".ris"](text, "x.ris", [])
    made, _ = importing.listed([reference], Records(), ())
    (article,) = made.files.values()
    assert (f"published: {published}\n" in article) if published else ("published" not in article)


MARKS = "@{}\"#=,\\ \n$%~a1é:[]'&*-?|>!"


TAGS = st.sampled_from(["AU", "DA", "PY", "SP", "EP", "SN", "N1", "T2", "Y2", "M3", "TY", "ER"])


@given(st.lists(st.tuples(TAGS, st.text(max_size=12) | st.text("0123456789/- ", max_size=12))))
def test_no_line_of_ris_raises(lines: list[tuple[str, str]]) -> None:
    """Any RIS tags with any values give problems or sources, and no traceback."""
    text = "".join(f"{tag}  - {value}\n" for tag, value in lines)
    references = importing.formats.PARSERS[".ris"](f"TY  - JOUR\nTI  - A\n{text}", "x.ris", [])
    importing.listed(references, Records(), ())


@given(st.text(MARKS, max_size=60), st.sampled_from([".bib", ".json", ".ris"]))
def test_no_input_raises(text: str, suffix: str) -> None:
    """Any content of an imported file gives problems or sources, and no traceback."""
    bodies = (text, f"@a{{k, title = {{{text}}}, month = {text}}}", json.dumps([{"id": text}]))
    for body in bodies:
        references = importing.formats.PARSERS[suffix](body, f"x{suffix}", [])
        importing.listed(references, Records(), ())


@given(st.text(max_size=40) | st.text(MARKS, max_size=40))
def test_whatever_is_imported_can_be_read(text: str) -> None:
    """Any imported entry gives records without problems, whatever its title and authors are."""
    item = {"title": text, "publisher": text, "author": [{"literal": text}], "language": text,
            "issued": {"literal": text}, "URL": text, "abstract": text}  # fmt: skip
    references = importing.formats.PARSERS[".json"](json.dumps([item]), "x.json", [])
    made, _ = importing.listed(references, Records(), ())
    with tempfile.TemporaryDirectory() as folder:
        for path, written in made.files.items():
            Path(folder, path).parent.mkdir(exist_ok=True)
            Path(folder, path).write_text(written, "utf-8", newline="\n")
        read_again = read(Path(folder))
    assert not [problem for problem in read_again.problems if problem.severity == "error"]
    assert len(read_again.articles) == len(made.sources)
