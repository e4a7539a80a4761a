"""The drafts and messages of the command ``add`` for files of every format."""

import json
import sys
from itertools import islice, product
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook import stages
from sourcebook.editing.drafting import pdf_process, pdf_text
from sourcebook.editing.drafting.decoding import decoded
from sourcebook.editing.drafting.extraction import ExtractionError, extract_article
from sourcebook.editing.drafting.mails import read_mail
from sourcebook.editing.drafting.notes import read_note
from sourcebook.editing.drafting.saved_pages import saved_page
from sourcebook.editing.drafting.web_pages import read_page
from sourcebook.project import SOURCES

from .corpora import copy_small
from .printing import lines, pdf
from .test_adding import add

FILES = Path(__file__).parent / "adding" / "files"
INPUTS = sorted(path for path in FILES.iterdir() if path.suffix != ".told")


def outcome(path: Path, folder: Path) -> str:
    """Add a file to the small corpus; return the output and the two new files as one text."""
    project = copy_small(folder / "project")
    code, said = add(project, str(path), "--id", "new")
    parts = [said.replace(str(path), path.name)]
    for name in ("originals/new.txt", "articles/new.md") if code == 0 else ():
        text = (project / SOURCES / name).read_text("utf-8")
        parts.append(f"\n==> {name}\n{text}")
    return "".join(parts)


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.name)
def test_what_comes_of_a_file(path: Path, tmp_path: Path) -> None:
    """For each example of a file format, ``add`` gives exactly the expected draft and messages."""
    expected = path.with_name(f"{path.name}.told").read_text("utf-8")
    assert outcome(path, tmp_path) == expected


@pytest.mark.parametrize(
    "name", ["clipped.md", "letter.eml", "live.html", "overdone.html", "report.pdf", "wayback.html"]
)
def test_check_finds_nothing_in_a_draft_but_what_is_to_do(name: str, tmp_path: Path) -> None:
    """For a draft from any file format, ``check`` only reports unfinished work, such as TODOs."""
    project = copy_small(tmp_path / "project")
    assert add(project, str(FILES / name), "--id", "new")[0] == 0
    problems = stages.check(project).problems
    assert problems
    assert all(problem.kind.unfinished for problem in problems)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("within.html", b"<svg><html><title>A gate</title><body><p>One two three four.</p></body>"),
        ("video.html", b"<video><title>A gate</title><p>One two.</p><p>Three four.</p></video>"),
    ],
)
def test_a_page_that_no_library_can_read_has_no_article(
    name: str, data: bytes, tmp_path: Path
) -> None:
    """If the HTML libraries can't read a page, the message says that no article was found in it."""
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ExtractionError, match=r"no article was found in .*; copy its text into"):
        extract_article(tmp_path / name)


@pytest.mark.parametrize("call", ["load_html", "bare_extraction"])
def test_whatever_a_library_raises_on_a_page_it_has_no_article(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If Trafilatura raises an exception, the message says that the page has no article."""

    def fails(*_: object, **__: object) -> None:
        raise AssertionError

    page = tmp_path / "page.html"
    page.write_bytes(b"<title>A gate</title><p>One two three four.</p><p>Five six seven.</p>")
    assert extract_article(page).paragraphs
    monkeypatch.setattr(f"trafilatura.{call}", fails)
    with pytest.raises(ExtractionError, match=r"no article was found in .*; copy its text into"):
        extract_article(page)


LETTER = b"From: a@b.example\nSubject: A gate\nMIME-Version: 1.0\n"
ENCODED = {
    "undefined.html": b"<meta charset=undefined><title>A gate</title><p>Rain, it is told.<p>And?",
    "punycode.html": b"<meta charset=punycode><title>A gate</title><p>Rain, it is told.<p>And?",
    "body.eml": LETTER + b"Content-Type: text/plain; charset=undefined\n\nRain, it is told.\n",
    "saved.mht": b"Content-Type: multipart/related; boundary=B\n\n--B\n"
    b"Content-Type: text/html; charset=undefined\n\n"
    b"<title>A gate</title><p>Rain, it is told.<p>And?\n--B--\n",
    "attached.eml": LETTER + b"Content-Type: multipart/mixed; boundary=B\n\n--B\n"
    b"Content-Type: text/plain\n\nRain, it is told.\n--B\nContent-Type: image/png\n"
    b"Content-Disposition: attachment; filename*=idna''%ff\n\nx\n--B--\n",
}


@pytest.mark.parametrize("name", ENCODED)
def test_an_encoding_that_decodes_nothing_hides_no_text(name: str, tmp_path: Path) -> None:
    """If a file declares an encoding that can't decode text, the declaration is ignored."""
    (tmp_path / name).write_bytes(ENCODED[name])
    assert "Rain, it is told." in extract_article(tmp_path / name).original


HALVES = {
    "live.html": b"""<title>A gate</title><script type="application/ld+json">{"@type":
    "LiveBlogPosting", "liveBlogUpdate": [{"articleBody": "One \\ud800 two three four five"},
    {"articleBody": "Six seven eight nine ten"}]}</script><p>Rain, it is told.</p>""",
    "body.eml": LETTER + b"Content-Type: text/plain; charset=utf-7\n\nOne +2AA- two\n",
}


@pytest.mark.parametrize("name", HALVES)
def test_half_a_letter_is_stored_as_a_mark(name: str, tmp_path: Path) -> None:
    """A lone surrogate, which UTF-8 can't encode, is stored as a replacement character."""
    (tmp_path / name).write_bytes(HALVES[name])
    project = copy_small(tmp_path / "project")
    code, said = add(project, str(tmp_path / name), "--id", "new")
    original = project / SOURCES / "originals" / "new.txt"
    assert code == 0, said
    assert "One \ufffd two" in original.read_text("utf-8")


def test_a_time_of_day_is_no_part_of_an_id(tmp_path: Path) -> None:
    """The id of a source has the day of publication, never the time of day."""
    project = copy_small(tmp_path / "project")
    code, said = add(project, str(FILES / "clipped.md"))
    assert (code, said.splitlines()[1]) == (
        0, "sources/articles/harbour-post-1952-03-12.md: 10 TODO"
    )  # fmt: skip


COPIES = {
    "https://web.archive.org/web/20151012/http://a.example/b?c=/d": "http://a.example/b?c=/d",
    "https://web.archive.org/web/20151012101500if_/https:/a.example/": "https://a.example/",
    "https://arquivo.example/wayback/20151012101500mp_/http://a.example": "http://a.example",
    "https://news.example/20151012/http-and-after": None,
    "https://news.example/2015/10/12/quay": None,
}


@pytest.mark.parametrize("address", COPIES)
def test_the_address_of_a_copy_has_the_original_in_it(address: str) -> None:
    """From the address of a copy in a web archive, the original's address is extracted.

    Other addresses that contain a date aren't taken for addresses of copies.
    """
    found = saved_page("<html></html>", address)
    assert (found.address, found.copy_url) == (
        (COPIES[address], address) if COPIES[address] else (address, None)
    )


HOSTILE = {
    "parts.eml": b"From: a@b\nSubject: x\n"
    + b"".join(
        b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(999)
    ),
    "mails.eml": b"Subject: x\nContent-Type: message/rfc822\n\n" * 2000 + b"x",
    "header.eml": b"From: "
    + b"a," * 200_000
    + b"\nSubject: =?utf-8?q?"
    + b"=20" * 200_000
    + b"\n\nx",
    "letters.eml": b"From: =?no-such?q?=FF?= <a@b>\nSubject: =?utf-8?b?//?=\nDate: 9\n\nx\n\ny",
    "charset.eml": b"From: =?\xfftf-8?q?Ada?= <a@b>\nSubject: =?\xff\xfe?b?//?=\n\nx\n\ny",
    "encoded.eml": b"Subject: x\nContent-Type: text/plain; charset=none\n"
    b"Content-Transfer-Encoding: base64\n\n!",
    "quotes.md": b"# a\n\n" + b"> " * 20_000 + b"x",
    "links.md": b"# a\n\n" + b"[" * 300_000,
    "brackets.md": b"# a\n\n" + b"[" * 9_000,
    "tags.md": b"# a\n\n" + b"<a " * 30_000,
    "front.md": b"---\na: " + b"[" * 20_000 + b"\n---\n# a\n\nb",
    "toml.md": b"+++\na=" + b"[" * 5_000 + b"\n+++\n# a\n\nb",
    "page.mhtml": b"Content-Type: multipart/related; boundary=b\nSnapshot-Content-Location: "
    + b"=?utf-8?q?a?= " * 20_000,
    "articles.html": b"<h1>a</h1>" + b"<article class=live-post><time>1</time>" * 20_000,
    "data.html": b"<h1>a</h1><script type='application/ld+json'>" + b"[" * 50_000 + b"</script>",
    "noise.pdf": b"%PDF-1.4\n" + bytes(range(256)) * 200,
    "pages.pdf": b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages"
    b"/Kids[2 0 R 2 0 R]/Count 9>>\nendobj\ntrailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_or_told(name: str, tmp_path: Path) -> None:
    """A malicious file gives an article or a message, within a short time."""
    path = tmp_path / name
    path.write_bytes(HOSTILE[name])
    code, said = add(copy_small(tmp_path / "project"), str(path), "--id", "new")
    assert code in (0, 2)
    assert said.startswith("sources/originals/new.txt: title and " if code == 0 else "Error: ")


def program(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Replace the program that reads PDFs by one with the Python code ``text``."""
    other = folder / "other.py"
    other.write_text(text, "utf-8")
    monkeypatch.setattr(pdf_process, "_PROGRAM", other)


def why_not(path: Path) -> str:
    """Return the message for a file from which no article can be extracted."""
    with pytest.raises(ExtractionError) as told:
        extract_article(path)
    return str(told.value)


def test_a_book_is_read_to_its_last_page(tmp_path: Path) -> None:
    """The time limit applies to each page, so a PDF may have any number of pages."""
    path = tmp_path / "book.pdf"
    # Each page has different words, because text that most pages share is taken for a running head.
    words = map("".join, product("abcdefg", repeat=4))
    text = [(f"Words {word} begin a page", f"and {word} end it.") for word in islice(words, 300)]
    path.write_bytes(pdf([[lines(*page)] for page in text]))
    copy = extract_article(path)
    assert (copy.title, *copy.blocks) == tuple(" ".join(page) for page in text)
    assert copy.pages == tuple((str(at + 1), max(at - 1, 0)) for at in range(300))
    assert copy.unread_pages == ()


def test_a_pdf_that_takes_too_long_to_open_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If opening a PDF takes longer than the time limit, ``add`` gives up with a message."""
    program(tmp_path, monkeypatch, "while True: pass\n")
    monkeypatch.setattr(pdf_process, "SECONDS", 0.2)
    assert why_not(FILES / "report.pdf") == (
        f"{FILES}/report.pdf is a PDF that takes more than 10 seconds to open; save its text as a "
        ".txt file with the title first"
    )


BEGUN = """import time
print('{"title": "", "author": "", "language": "", "count": 1200}', flush=True)
print('{"label": "i", "lines": [["A line", 72, 770, 11]]}', flush=True)
"""
"""The beginning of a program that replaces the process that reads PDFs.

It prints the first page.
"""


class Impatient(SimpleQueue[bytes | int]):
    """A queue that returns two lines, and then raises ``Empty`` as if the time limit had passed."""

    left = 2

    def get(self, block: bool = True, timeout: float | None = None) -> bytes | int:
        """Return the next line. Raises ``Empty`` from the third call on."""
        assert timeout == pdf_process.SECONDS
        self.left -= 1
        if self.left < 0:
            raise Empty
        return super().get(block)


def test_a_page_that_takes_too_long_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If reading a PDF's page exceeds the time limit, the message says to leave out this page."""
    program(tmp_path, monkeypatch, f"{BEGUN}time.sleep(1e6)\n")
    monkeypatch.setattr(pdf_process, "SimpleQueue", Impatient)
    assert why_not(FILES / "report.pdf") == (
        f"{FILES}/report.pdf is a PDF whose page 2 of 1,200 takes more than 10 seconds to read; "
        "save it without that page, or its text as a .txt file with the title first"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only there is a process's memory bounded")
def test_a_page_that_takes_too_much_memory_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a page of a PDF needs too much memory when decompressed, the message names this page."""
    less = "import pdf_text; pdf_text.MEMORY = 150_000_000; pdf_text.main()"
    folder = str(Path(pdf_text.__file__).parent)
    program(tmp_path, monkeypatch, f"import sys; sys.path.append({folder!r}); {less}\n")
    path = tmp_path / "blank.pdf"
    path.write_bytes(pdf([[lines("A page", "with words.")], [b" " * 70_000_000]]))
    assert why_not(path) == (
        f"{path} is a PDF whose page 2 of 2 takes more than 500 MB of memory to read; save it "
        "without that page, or its text as a .txt file with the title first"
    )


def test_more_text_than_any_article_has_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The amount of text from a PDF is limited, even if each page is small and fast to read."""
    monkeypatch.setattr(pdf_process, "_LARGEST", 400)
    assert why_not(FILES / "report.pdf") == (
        f"{FILES}/report.pdf is a PDF with the text of several books; save the article's pages "
        "alone as a PDF"
    )


@pytest.mark.parametrize(
    "ends", ["import os; os.abort()", "", f"{BEGUN}print('{{')", f"{BEGUN}0/0"]
)
def test_a_pdf_that_ends_its_reader_is_told(
    ends: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the process that reads a PDF crashes or ends early, the message says "can't be read"."""
    program(tmp_path, monkeypatch, f"{ends}\n")
    assert why_not(FILES / "report.pdf") == (
        f"{FILES}/report.pdf is a PDF that can't be read; open it and save it again, or save its "
        "text as a .txt file with the title first"
    )


SIGNS = "#-+=>*_[](){}<>:;,.`~!|@'\"\\/ \n\tabAB1é"
words = st.text(SIGNS, max_size=80)


@given(words, words)
def test_no_note_gives_a_traceback(front: str, body: str) -> None:
    """Any Markdown note, even with broken front matter, gives paragraphs or None, and no error."""
    for fence in ("---", "+++"):
        copy = read_note(f"{fence}\n{front}\n{fence}\n{body}")
        assert copy is None or copy.paragraphs


@given(words, words, words)
def test_no_mail_gives_a_traceback(field: str, kind: str, body: str) -> None:
    """Reading any e-mail, even with broken headers, gives text or None, and raises nothing."""
    text = f"From: {field}\nSubject: =?{field}?=\nDate: {field}\nContent-Type: {kind}\n\n{body}"
    copy = read_mail(text.encode(), decoded)
    assert copy is None or copy.paragraphs


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["@type", "@graph", "liveBlogUpdate", "articleBody", "headline",
                         "isAccessibleForFree"]), inner | st.just("LiveBlogPosting"), max_size=4,
    ),
    max_leaves=12,
))  # fmt: skip
def test_no_structured_data_gives_a_traceback(data: object) -> None:
    """Reading a page with JSON-LD of any shape raises no exception."""
    script = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    copy = read_page(f"<html><title>A title</title>{script}<p>One and two and three and four.</p>")
    assert copy is None or copy.title
