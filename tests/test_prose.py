"""Citations and links in prose, and the sentences that lack a citation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.records.prose import Citation, Link, Malformed, tokens, uncited_sentences
from sourcebook.records.sources import Locator


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
    ],
)
def test_a_citation_names_a_source_and_its_places(
    written: str, source: str, locators: tuple[Locator, ...]
) -> None:
    """However a citation is spaced and its paragraphs are listed, it leads to each of them."""
    assert list(tokens(f"a {written}.")) == ["a ", Citation(source, locators, written), "."]


@pytest.mark.parametrize(
    "written",
    ["[@post]", "[@post ¶3]", "[@post, ]", "[@post, ¶]", "[@post, ¶5-3]", "[@post, ¶1-9999]",
     "[@post, page 3]", "[@, ¶3]", "[@]", "[@post, ¶3; ¶4]", "[@post, ¶3"],
)  # fmt: skip
def test_what_looks_like_a_citation_and_is_none(written: str) -> None:
    """A slip in a citation is told, never passed over as text."""
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
    """A link may say which kind is meant, and in which words."""
    assert list(tokens(f"a {written} b")) == ["a ", Link(kind, id_, words, written), " b"]


@pytest.mark.parametrize("text", ["[[", "[[]]", "[[a|]]", "[a]", "[[a]", "a]]", "[ [a]]"])
def test_other_brackets_are_text(text: str) -> None:
    """Brackets that aren't ours stay where they are."""
    assert "".join(token for token in tokens(text) if isinstance(token, str)) == text


@given(st.text(st.sampled_from("[]@|:,¶ -–ab3\n"), max_size=30))
def test_tokens_lose_nothing(text: str) -> None:
    """Put together again, the parts of a text are the text."""
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
    """Every sentence on a record's page leads to a source; those that don't are found."""
    assert uncited_sentences(text) == uncited
