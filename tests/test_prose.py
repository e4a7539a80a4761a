"""Citations and links in prose, and sentences without a citation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.corpus.page_links import unsafe
from sourcebook.reading.document import Document
from sourcebook.reading.entry import Entry
from sourcebook.records.locators import Locator, Passage
from sourcebook.records.prose import (
    Citation,
    Escaped,
    Link,
    Malformed,
    escaped,
    tokens,
    uncited_sentences,
)
from sourcebook.records.site import WrittenPage


@pytest.mark.parametrize(
    ("written", "source", "locators"),
    [
        ("[@post, ¶3]", "post", (3,)),
        ("[@post, 3]", "post", (3,)),
        ("[@post, ¶3, ¶5]", "post", (3, 5)),
        ("[@post, ¶¶3, 5]", "post", (3, 5)),
        ("[@post, ¶3-5, ¶8]", "post", (3, 4, 5, 8)),
        ("[@post, ¶3–¶5]", "post", (3, 4, 5)),
        ("[@post, ¶3, ¶3]", "post", (3,)),
        ("[@post, title, ¶1, caption]", "post", ("title", 1, "caption")),
        ("[@ post ,\n ¶ 3 ]", "post", (3,)),
        ("[@post, p. 12, ¶3, pp. 14–15]", "post",
         (Passage("page", "12"), 3, Passage("page", "14", "15"))),
        ("[@post, fol. 12r]", "post", (Passage("folio", "12r"),)),
        ("[@post, 00:14:30-00:15:02]", "post", (Passage("time", "00:14:30", "00:15:02"),)),
        ("[@post, #comment-77]", "post", (Passage("fragment", "#comment-77"),)),
    ],
)  # fmt: skip
def test_a_citation_names_a_source_and_its_places(
    written: str, source: str, locators: tuple[Locator, ...]
) -> None:
    """A citation's source and locators are parsed, however they are spaced and listed."""
    assert list(tokens(f"a {written}.")) == ["a ", Citation(source, locators, written), "."]


@pytest.mark.parametrize(
    "written",
    ["[@post]", "[@post ¶3]", "[@post, ]", "[@post, ¶]", "[@post, ¶5-3]", "[@post, ¶1-9999]",
     "[@post, pge 3]", "[@post, p. 4-3]", "[@post, #]", "[@, ¶3]", "[@]", "[@post, ¶3; ¶4]",
     "[@post, ¶3"],
)  # fmt: skip
def test_what_looks_like_a_citation_and_is_none(written: str) -> None:
    """A malformed citation becomes a ``Malformed`` token, and isn't read as text."""
    assert list(tokens(written)) == [Malformed(written)]


@pytest.mark.parametrize(
    ("written", "kind", "id_", "words"),
    [
        ("[[hezbollah]]", "", "hezbollah", ""),
        ("[[hezbollah|the group]]", "", "hezbollah", "the group"),
        ("[[location:russia]]", "location", "russia", ""),
        ("[[location:russia|Russian soil]]", "location", "russia", "Russian soil"),
        ("[[ russia ]]", "", "russia", ""),
    ],
)
def test_a_link_names_a_record(written: str, kind: str, id_: str, words: str) -> None:
    """A link may state a kind of record, and show other words than the record's name."""
    assert list(tokens(f"a {written} b")) == ["a ", Link(kind, id_, words, written), " b"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"mail \[[email]]", "mail [[email]]"),
        (r"ask \[@post, ¶3]", "ask [@post, ¶3]"),
        (r"\[@post", "[@post"),
        (r"\[a]", "[a]"),
    ],
)
def test_a_backslash_makes_a_bracket_plain_text(written: str, shown: str) -> None:
    """A bracket after a backslash is text, not the beginning of a link or a citation."""
    found = list(tokens(written))
    assert "".join(t.words if isinstance(t, Escaped) else str(t) for t in found) == shown
    assert uncited_sentences(written) == [written]


@given(st.text(alphabet="[]@\\ a|,¶3"))
def test_any_text_can_be_escaped(text: str) -> None:
    """Any text can be escaped: then it has no links or citations, and is shown unchanged."""
    text = text.replace("\\", "/")
    found = list(tokens(escaped(text)))
    assert "".join(t.words if isinstance(t, Escaped) else str(t) for t in found) == text
    assert all(isinstance(token, str | Escaped) for token in found)


@pytest.mark.parametrize("text", ["[[", "[[]]", "[[a|]]", "[[a]", "[[|a]]", "[[a"])
def test_a_link_that_is_not_complete(text: str) -> None:
    """Two opening brackets that begin no link are a malformed link, together with what follows."""
    assert list(tokens(f"x {text}\ny")) == ["x ", Malformed(text, link=True), "\ny"]


def test_citations_may_stand_in_brackets() -> None:
    """A bracket before a citation is text, not the beginning of a link."""
    found = list(tokens("[[@a, ¶1] and [@b, ¶2]]"))
    assert [type(token) for token in found] == [str, Citation, str, Citation, str]


@pytest.mark.parametrize("text", ["[a]", "a]]", "[ [a]]", "[", "[[a](b.md)]", "[[a][b] c]"])
def test_other_brackets_are_text(text: str) -> None:
    """Brackets that form neither a link nor a citation are text."""
    assert "".join(token for token in tokens(text) if isinstance(token, str)) == text


@given(st.text(st.sampled_from("[]@|:,¶ -–ab3\n"), max_size=30))
def test_tokens_lose_nothing(text: str) -> None:
    """The tokens of a text, joined together, are the text."""
    parts = [token if isinstance(token, str) else token.written for token in tokens(text)]
    assert "".join(parts) == text


@pytest.mark.parametrize(
    ("text", "uncited"),
    [
        ("", []),
        ("One [@p, ¶1].", []),
        ("One. [@p, ¶1]", []),
        ("One [@p, ¶1]. Two [@p, ¶2].", []),
        ("One. [@p, ¶1] Two. [@p, ¶2]", []),
        ("One [@p, ¶1]. Two.", ["Two."]),
        ("One. Two [@p, ¶1].", ["One."]),
        ("One! “Two?” Three… Four [@p, ¶1].", ["One!", "“Two?”", "Three…"]),
        ("One [@p, ¶1], then two [@p, ¶2]. (Three.)", ["(Three.)"]),
        ("Mr. Brandt and Dr. A. B. Smith met Gen. Lee [@p, ¶1].", []),
        ("About 3.5 km or so, e.g. here, i.e. there, no. 7 [@p, ¶1].", []),
        ("It rose by 3. Then it fell [@p, ¶1].", ["It rose by 3."]),
        ("Line one.\nLine two [@p, ¶1].", ["Line one."]),
        ("No stop at all", ["No stop at all"]),
        ("A malformed one [@p].", []),
        ("A \ue000 is no citation.", ["A   is no citation."]),
        ("Élan came. École fell [@p, ¶1].", ["Élan came."]),
        ("قال. نعم [@p, ¶1].", ["قال."]),
        ("他来了。他走了 [@p, ¶1]。", ["他来了。"]),
    ],
)
def test_sentences_without_a_citation(text: str, uncited: list[str]) -> None:
    """``uncited_sentences`` returns the sentences of a text that have no citation."""
    assert uncited_sentences(text) == uncited


@pytest.mark.parametrize(
    "word",
    ["Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Gen", "Col", "Lt", "Maj", "Capt", "Sgt", "No", "no",
     "vs", "cf", "ca", "al", "vol", "pp", "A", "z"],
)  # fmt: skip
def test_an_abbreviation_ends_no_sentence(word: str) -> None:
    """A full stop after an abbreviation such as "Mr" doesn't end a sentence.

    A full stop after another word does.
    """
    assert uncited_sentences(f"One {word}. Brandt [@p, ¶1].") == []
    assert uncited_sentences(f"One {word}{word}. Brandt [@p, ¶1].") == [f"One {word}{word}."]


@pytest.mark.parametrize("stop", [*".!?…؟۔।。！？", '."', "!'", ".”", "?’", ".»)", "。”", "！』"])
def test_what_ends_a_sentence(stop: str) -> None:
    """Full stops, question marks and exclamation marks of several scripts end a sentence.

    Quotation marks and brackets that follow them belong to the sentence.
    """
    assert uncited_sentences(f"One{stop} Two [@p, ¶1].") == [f"One{stop}"]
    assert uncited_sentences(f"One{stop} [@p, ¶1] Two [@p, ¶1].") == []


def test_a_range_has_a_thousand_paragraphs_at_most() -> None:
    """A range in a citation ends at most a thousand paragraphs after its first paragraph."""
    (cited,) = tokens("[@post, ¶5-1005]")
    assert cited == Citation("post", tuple(range(5, 1006)), "[@post, ¶5-1005]")
    assert list(tokens("[@post, ¶5-1006]")) == [Malformed("[@post, ¶5-1006]")]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("http://example.org", False),
        ("HTTPS://example.org/a:b", False),
        ("mailto:a@example.org", False),
        ("events/fire.md", False),
        ("a/b:c", False),
        ("?a:b", False),
        ("#a:b", False),
        ("javascript:x", True),
        ("JavaScript:x", True),
        ("data:text/html,x", True),
        ("file:///x", True),
        ("&#106;avascript:x", True),
        ("%6Aavascript:x", True),
        ("java\x01script:x", True),
    ],
)
@pytest.mark.parametrize(
    "form", ["[words]({})", "[words](<{}>)", '[words]({} "Title")', "> [a]: {}"]
)
def test_addresses_that_a_browser_may_run(form: str, address: str, told: bool) -> None:
    """On hand-written pages, links may lead only to paths, web addresses and e-mail addresses."""
    text = f"One\n\n{form.format(address)}"
    document = Document("pages/a.md", text, body=((1, text),))
    page = Entry("a", WrittenPage(title="A", body=text), document)
    found = [(problem.code, problem.facts["value"], problem.mark.line, problem.mark.column)
             for problem in unsafe(page)]  # fmt: skip
    expected = ("bad-url", address, 3, form.format(address).index(address) + 1)
    assert found == [expected] * told
