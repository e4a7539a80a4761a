"""The search for words in an original: the place, the count and the nearest words."""

from collections.abc import Sequence

import pytest

from sourcebook.evidence.checking import NEAR, EvidenceFinding, check_source
from sourcebook.evidence.originals import divide
from sourcebook.evidence.results import Result
from sourcebook.records.original_layout import OriginalLayout
from sourcebook.records.sources import Names

from .made import corpus


def looked(
    paragraphs: Sequence[str], quote: str = "", at: Sequence[str] = ("1",), name: str = ""
) -> EvidenceFinding:
    """Return the result of the search for a quote, or for an actor's name, in an original.

    ``at``: the numbers of the paragraphs that are cited for it.
    """
    said = {"event": "fire", "paragraph": list(at), **({"quote": quote} if quote else {})}
    source = corpus({"post": [said]}).sources["post"]
    article = source.article.model_copy(update={"paragraphs": tuple("x" for _ in paragraphs)})
    names = Names.model_validate({"actors": {"reds": {name: list(at)}}} if name else {})
    summary = source.summary.model_copy(update={"names": names})
    original = "\n\n".join(["# Title", *paragraphs])
    (finding, *_) = check_source(type(source)("post", article, summary), original).findings
    return finding


@pytest.mark.parametrize(
    ("paragraphs", "at", "result"),
    [
        (["A red door.", "Two."], ("1",), Result("found")),
        (["A red door, a red door.", "Two."], ("1",), Result("found")),
        (["One.", "A red door."], ("1",), Result("elsewhere", 2)),
        (["One.", "A red door."], ("1", "2"), Result("found")),
        (["A red door.", "Two.", "A red door."], ("2",), Result("elsewhere", 1)),
        (["A Red Door.", "Two."], ("1",), Result("absent")),
        (["One.", "Two."], ("1",), Result("absent")),
    ],
)
def test_where_a_quote_is_found(
    paragraphs: Sequence[str], at: Sequence[str], result: Result
) -> None:
    """A quote is searched for in its cited paragraphs, then elsewhere; case must be the same."""
    assert looked(paragraphs, "red door", at).result == result


@pytest.mark.parametrize(
    ("paragraphs", "at", "result"),
    [
        (["The reds.", "Two."], ("1",), Result("found", times=1)),
        (["The reds and THE REDS", "the reds"], ("1",), Result("found", times=2)),
        (["One.", "The  Reds."], ("1",), Result("elsewhere", 2)),
        (["One.", "Two."], ("1",), Result("absent")),
    ],
)
def test_where_a_name_is_found(
    paragraphs: Sequence[str], at: Sequence[str], result: Result
) -> None:
    """A name is found whatever its capitals; in a cited paragraph, its occurrences are counted."""
    assert looked(paragraphs, at=at, name="the Reds").result == result


@pytest.mark.parametrize(
    ("paragraph", "quote", "near"),
    [
        ("They say a red doors was seen.", "red door was seen", "red doors was seen"),
        ("Red doors were seen there, they say.", "Red door were seen", "Red doors were seen"),
        ("They say: “some red doors”.", "some red door.", "some red doors"),
        ("They had unreddened doors (all) there.", "reddened doors all", "unreddened doors (all"),
        ("red doors", "red doors!", None),
        ("Nothing of the sort was ever said here.", "a red door", None),
    ],
)
def test_the_words_nearest_to_absent_ones(paragraph: str, quote: str, near: str | None) -> None:
    """For an absent quote, similar whole words of the original are suggested, if there are any."""
    assert looked([paragraph], quote).near == near
    assert NEAR == 80


def test_the_nearest_words_are_of_the_likest_place() -> None:
    """For words that aren't found, the most similar passage of the whole original is suggested."""
    like, liker = "They saw some red boors here.", "They saw some red doors here."
    for paragraphs in ([like, liker], [liker, like]):
        assert looked(paragraphs, "some red doors hence", ("1", "2")).near == "some red doors here"


def test_an_original_is_divided_at_blank_lines() -> None:
    """The paragraphs of an original are separated by blank lines, which may contain spaces."""
    article = next(iter(corpus({"post": []}).sources.values())).article
    parts, misfits = divide("\n\nTitle\n \t\nOne\nand a half.\n\n\n\nTwo.\n\n", article)
    assert parts == {"title": "Title", 1: "One\nand a half.", 2: "Two."}
    assert misfits == []


@pytest.mark.parametrize(
    ("original", "blocks", "divided"),
    [
        ({}, "TABC", {"title": "T", 1: "A", 2: "B", 3: "C"}),
        ({"title": "2"}, "ATBC", {"title": "T", 1: "B", 2: "C"}),
        ({"title": "2", "paragraphs": ["1", "4-5"]}, "ATBCD",
         {"title": "T", 1: "A", 2: "C", 3: "D"}),
        ({"standfirst": "3", "caption": "4"}, "TASCB",
         {"title": "T", "standfirst": "S", "caption": "C", 1: "A", 2: "B"}),
        ({"standfirst": "3", "paragraphs": "2-4"}, "TASB",
         {"title": "T", "standfirst": "S", 1: "A", 2: "B"}),
    ],
)  # fmt: skip
def test_parts_are_the_blocks_that_the_article_says(
    original: dict[str, object], blocks: str, divided: dict[object, str]
) -> None:
    """An article's key ``original`` says which blocks of the original are title, caption etc."""
    article = next(iter(corpus({"post": []}).sources.values())).article
    parts: dict[str, object] = {key: "x" for key in ("standfirst", "caption") if key in original}
    count = sum(isinstance(key, int) for key in divided)
    fits = article.model_copy(
        update={
            "original": OriginalLayout.model_validate(original),
            "paragraphs": ("x",) * count,
            **parts,
        }
    )
    assert divide("\n\n".join(blocks), fits) == (divided, [])


@pytest.mark.parametrize(
    ("original", "parts", "count", "misfit"),
    [
        ({}, (), 2, ("paragraph-count", ("original", "paragraphs"), {"found": "3", "count": "2"})),
        ({}, ("standfirst",), 3, ("part-without-block", ("standfirst", "[key]"),
                                  {"part": "standfirst"})),
        ({"caption": "2"}, (), 2, ("block-without-part", ("original", "caption", "[key]"),
                                 {"part": "caption"})),
        ({"caption": "5"}, ("caption",), 3, ("no-block", ("original", "caption"),
                                           {"value": "5", "count": "4"})),
        ({"paragraphs": ["2", "3-5"]}, (), 3, ("no-block", ("original", "paragraphs", 1),
                                               {"value": "5", "count": "4"})),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told(
    original: dict[str, object], parts: tuple[str, ...], count: int, misfit: object
) -> None:
    """If an original doesn't fit its article, it isn't split into parts; the misfit is reported."""
    article = next(iter(corpus({"post": []}).sources.values())).article
    given = {
        "original": OriginalLayout.model_validate(original), "paragraphs": ("x",) * count,
        **dict.fromkeys(parts, "x"),
    }  # fmt: skip
    assert divide("T\n\nA\n\nB\n\nC", article.model_copy(update=given)) == ({}, [misfit])
