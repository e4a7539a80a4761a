"""Locators of passages: their forms, order, anchors, and links into the source."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.corpus.passages import ranges_around
from sourcebook.pages.parts.labels import locator_label
from sourcebook.records.deep_links import deep_link, words_link
from sourcebook.records.locators import (
    TERMS,
    Locator,
    Passage,
    anchor,
    locator_text,
    parse_passage,
    sort_key,
)
from sourcebook.records.sources import Article

from .edges import PASSAGES


@pytest.mark.parametrize(
    ("written", "text", "label", "id_"),
    [
        ("p. 12", "p. 12", "p. 12", "page-12"),
        ("p.12", "p. 12", "p. 12", "page-12"),
        ("Page 12", "p. 12", "p. 12", "page-12"),
        ("pp. 12–13", "pp. 12-13", "pp. 12–13", "page-12-13"),
        ("p. 12 - 13", "pp. 12-13", "pp. 12–13", "page-12-13"),
        ("pp. 12-12", "p. 12", "p. 12", "page-12"),
        ("pp. 112-13", "pp. 112-113", "pp. 112–113", "page-112-113"),
        ("pp. ix-xii", "pp. ix-xii", "pp. ix–xii", "page-ix-xii"),
        ("ch. IV", "ch. IV", "ch. IV", "chapter-IV"),
        ("§4.2", "§ 4.2", "§ 4.2", "section-4.2"),
        ("§§ 4.9-4.10", "§§ 4.9-4.10", "§§ 4.9–4.10", "section-4.9-4.10"),
        ("l. 40", "l. 40", "l. 40", "line-40"),
        ("fol. 12r", "fol. 12r", "fol. 12r", "folio-12r"),
        ("fol. 12r-v", "fols. 12r-12v", "fols. 12r–12v", "folio-12r-12v"),
        ("v. 3:16", "v. 3:16", "v. 3:16", "verse-3:16"),
        ("00:14:30", "00:14:30", "00:14:30", "time-00-14-30"),
        ("14:30", "00:14:30", "00:14:30", "time-00-14-30"),
        ("74:30", "01:14:30", "01:14:30", "time-01-14-30"),
        ("00:14:30-00:15:02", "00:14:30-00:15:02", "00:14:30–00:15:02",
         "time-00-14-30-00-15-02"),
        ("message 3", "message 3", "message 3", "message-3"),
        ("messages 3-5", "messages 3-5", "messages 3–5", "message-3-5"),
        ("#comment-77", "#comment-77", "#comment-77", "at-comment-77"),
        ("#p6", "#p6", "#p6", "at-p6"),
        ("app. B", "app. B", "app. B", "appendix-B"),
    ],
)  # fmt: skip
def test_a_passage_is_read_once_and_shown_one_way(
    written: str, text: str, label: str, id_: str
) -> None:
    """Different spellings of a passage, such as "p.12", give the same text, label and anchor."""
    passage = parse_passage(written)
    assert passage is not None
    assert (str(passage), locator_label(passage), anchor(passage)) == (text, label, id_)
    assert locator_text(passage) == text


@pytest.mark.parametrize(
    "written",
    ["", "12", "p.", "p12", "p. twelve", "p. mild", "pp. 13-12", "pp. 1-2-3", "x. 12", "¶3",
     "p. 12, 14", "00:61:00", "00:15:02-00:14:30", "#", "#no such", "#ä", "title",
     "p. " + "9" * 51, "p. 1\n2", "p. ١٢"],
)  # fmt: skip
def test_what_names_no_passage(written: str) -> None:
    """``parse_passage`` returns None for a text that isn't a valid passage."""
    assert parse_passage(written) is None


@given(PASSAGES)
def test_the_text_of_a_passage_names_the_same_passage(written: str) -> None:
    """The text of a passage, as it is written to files, is parsed as the same passage."""
    passage = parse_passage(written)
    assert passage is not None
    assert parse_passage(str(passage)) == passage


@given(st.lists(PASSAGES, unique=True))
def test_different_passages_have_different_anchors(written: list[str]) -> None:
    """Different passages have different anchors."""
    passages = {parse_passage(one) for one in written} - {None}
    assert len({anchor(one) for one in passages if one}) == len(passages)


def test_passages_stand_in_the_order_of_the_source() -> None:
    """Passages are sorted as in the source: p. 9 before p. 10, and paragraphs first."""
    written = ["ch. 2", "p. iv", "p. xii", "p. 9", "pp. 9-10", "p. 10", "fol. 9v", "fol. 12r",
               "fol. 12v", "v. 3:9", "v. 3:16", "message 9", "message 10", "00:09:59", "01:00:00",
               "#c-9", "#c-10"]  # fmt: skip
    passages: list[Locator] = [passage for one in written if (passage := parse_passage(one))]
    assert sorted(set(passages), key=sort_key) == passages
    mixed: list[Locator] = [passages[0], 2, "title", 1]
    assert sorted(mixed, key=sort_key) == ["title", 1, 2, passages[0]]


def test_a_page_belongs_to_the_range_around_it() -> None:
    """``ranges_around`` maps each cited page or range to the wider cited ranges around it."""
    listed = ["p. 51", "p. 52", "pp. 52-53", "pp. 50-60", "p. 61", "ch. 52", "fol. 52r"]
    read = [one for text in listed if (one := parse_passage(text))]
    passages = sorted(read, key=lambda one: one.sort_key)
    around = {str(one): list(map(str, found)) for one, found in ranges_around(passages).items()}
    assert around == {
        "p. 51": ["pp. 50-60"], "p. 52": ["pp. 50-60", "pp. 52-53"], "pp. 52-53": ["pp. 50-60"]
    }  # fmt: skip


def test_every_kind_of_passage_can_be_written_as_it_is_shown() -> None:
    """The label of a passage, as pages show it, can be parsed, and gives the same passage."""
    for kind in TERMS.keys() - {"time", "fragment"}:
        for passage in (Passage(kind, "3"), Passage(kind, "3", "5")):
            assert parse_passage(locator_label(passage)) == passage


def article(**keys: Any) -> Article:
    """Return a valid article with these fields in addition to the required ones."""
    return Article.model_validate(
        {"title": "x", "publisher": "p", "published": "1911", "language": "en", **keys}
    )


@pytest.mark.parametrize(
    ("url", "at", "there"),
    [
        ("https://a.example/x.pdf", "p. 12", "https://a.example/x.pdf#page=12"),
        ("https://a.example/X.PDF?v=2#page=3", "pp. 12-13", "https://a.example/X.PDF?v=2#page=12"),
        ("https://a.example/x.pdf", "p. xii", None),
        ("https://a.example/x", "p. 12", None),
        ("https://www.youtube.com/watch?v=a&t=3", "00:14:30",
         "https://www.youtube.com/watch?v=a&t=870"),
        ("https://youtu.be/a", "00:14:30-00:15:02", "https://youtu.be/a?t=870"),
        ("https://vimeo.com/1", "00:14:30", "https://vimeo.com/1#t=870s"),
        ("https://a.example/x.mp4", "00:14:30", "https://a.example/x.mp4#t=870"),
        ("https://a.example/x.mp4", "00:14:30-00:15:02", "https://a.example/x.mp4#t=870,902"),
        ("https://m.youtube.com/watch?v=a", "01:00:00", "https://m.youtube.com/watch?v=a&t=3600"),
        ("https://youtube.com/watch?v=&t=3", "00:14:30", "https://youtube.com/watch?v=&t=870"),
        ("https://www.dailymotion.com/video/a#b", "00:14:30",
         "https://www.dailymotion.com/video/a?start=870"),
        ("https://archive.org/details/a", "00:14:30", "https://archive.org/details/a?start=870"),
        ("https://a.example/x", "00:14:30", None),
        ("https://a.example/x#top", "#comment-77", "https://a.example/x#comment-77"),
        ("https://a.example/x", "§ 4", None),
    ],
)  # fmt: skip
def test_a_passage_leads_to_the_place_itself(url: str, at: str, there: str | None) -> None:
    """A link leads to the cited page, time or comment only if the source's address allows this."""
    passage = parse_passage(at)
    assert passage is not None
    assert deep_link(article(url=url), passage) == there


@pytest.mark.parametrize(
    "suffix",
    ["mp4", "m4v", "webm", "ogv", "mov", "mp3", "m4a", "ogg", "oga", "opus", "wav", "MP3"],
)
def test_a_recording_begins_at_the_time_and_is_searched_for_no_words(suffix: str) -> None:
    """A link to a recording of any type plays it from the cited time.

    There are no links to words in a recording.
    """
    url = f"https://a.example/x.{suffix}"
    assert deep_link(article(url=url), Passage("time", "00:14:30")) == f"{url}#t=870"
    assert words_link(article(url=url), "a quay") is None


def test_a_copy_serves_where_the_sources_own_address_cannot() -> None:
    """If the source's address can't lead to a page, the archived copy's address is used."""
    passage = Passage("page", "113")
    made = article(
        url="https://a.example/about", archive_url="https://b.example/x.pdf", pages="112-30"
    )
    assert made.pages == "112-130"
    assert deep_link(made, passage) == "https://b.example/x.pdf#page=2"
    assert deep_link(made, 3) is None


@pytest.mark.parametrize(
    ("url", "there"),
    [
        ("https://a.example/x", "https://a.example/x#:~:text=half%2Dshut%2C%20they%20said"),
        ("https://a.example/x#a", "https://a.example/x#a:~:text=half%2Dshut%2C%20they%20said"),
        ("https://a.example/x.pdf", None),
    ],
)
def test_words_lead_to_where_they_stand(url: str, there: str | None) -> None:
    """In a link to words, the hyphens and commas of the words are escaped.

    In the text fragment of an address, they would otherwise be separators.
    """
    assert words_link(article(url=url), "half-shut,\n they said") == there


def test_words_lead_to_the_archived_copy_too() -> None:
    """If a source has two addresses, a second link leads to the words in the archived copy."""
    made = article(url="https://a.example/x", archive_url="https://b.example/1/x")
    assert words_link(made, "shut", archived=True) == "https://b.example/1/x#:~:text=shut"
    alone = article(archive_url="https://b.example/1/x")
    assert words_link(alone, "shut") == "https://b.example/1/x#:~:text=shut"
    assert words_link(alone, "shut", archived=True) is None


def test_words_in_a_comment_are_looked_for_there() -> None:
    """A link to words in a comment has the comment's anchor, and then the text fragment."""
    made = article(url="https://a.example/x#top")
    assert words_link(made, "shut", [Passage("fragment", "#c-7")]) == (
        "https://a.example/x#c-7:~:text=shut"
    )


@given(PASSAGES)
def test_an_anchor_is_safe_in_html_and_in_an_address(written: str) -> None:
    """The anchor of any passage is valid in HTML and in addresses."""
    passage = parse_passage(written)
    assert passage is not None
    assert re.fullmatch(r"[A-Za-z0-9._~:=+/-]+", anchor(passage))
