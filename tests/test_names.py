"""Automatic links: the words of a text that become links to records."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.corpus import Corpus, Ref
from sourcebook.pages.page_context import PageContext
from sourcebook.pages.site import Site
from sourcebook.records.entities import Actor, Event, Location, Question

from . import made
from .rendered import flat, shown


def actor(name: str, *aliases: str) -> Actor:
    """Return an actor with this name and these aliases."""
    return Actor(name=name, kind="organisation", aliases=aliases)


def location(name: str, *aliases: str) -> Location:
    """Return a location with this name and these aliases."""
    return Location(name=name, kind="town", aliases=aliases)


def page(own: Ref | None = None, **records: Actor | Location | Event | Question) -> PageContext:
    """Return the page of the record ``own``, in a site with the given records.

    The name of an argument is the record's id, with ``_`` for a hyphen. A ``_`` at the end is
    removed, so that two records can have the same id.
    """
    corpus = Corpus({}, {}, {}, {}, {}, {}, {})
    for name, record in records.items():
        id_ = name.rstrip("_").replace("_", "-")
        if isinstance(record, Actor):
            corpus.actors[id_] = record
        elif isinstance(record, Location):
            corpus.locations[id_] = record
        elif isinstance(record, Event):
            corpus.events[id_] = record
        else:
            corpus.questions[id_] = record
    return PageContext(Site(corpus), "page.md", own)


def linked(page: PageContext, text: str) -> str:
    """Return a prose text with its links written as ``‹words→page›``."""
    return re.sub(r"\[([^]]*)\]\((?:\w+/)?([\w-]+)\.md\)", r"‹\1→\2›", page.prose(text))


def test_the_longest_name_from_the_left_is_linked() -> None:
    """If several names begin at one place in a text, the longest name becomes the link."""
    here = page(army=actor("Army"), red_army=actor("Red Army"), chief=actor("Army Chief"))
    assert linked(here, "The Red Army Chief") == "The ‹Red Army→red-army› Chief"
    assert linked(here, "An Army Chief") == "An ‹Army Chief→chief›"
    assert linked(here, "An Army") == "An ‹Army→army›"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iran", "‹Iran→iran›"),
        ("Iranian", "Iranian"),
        ("(Iran)", "(‹Iran→iran›)"),
        ("Iran's", "‹Iran→iran›'s"),
        ("Iran’s", "‹Iran→iran›’s"),
        ("pro-Iran", "pro-‹Iran→iran›"),
        ("Iran-Iraq", "‹Iran→iran›-Iraq"),
        ("Iran1", "Iran1"),
        ("xIran", "xIran"),
        ("Irané", "Irané"),
        ("Irane\u0301", "Irane\u0301"),
        ("Iran\u0301", "Iran\u0301"),
        ("Iranа", "Iranа"),
        ("iran", "iran"),
        ("Иран, Iran", "Иран, ‹Iran→iran›"),
        ("في Iran.", "في ‹Iran→iran›."),
        ("Iran Iran", "‹Iran→iran› Iran"),
    ],
)
def test_only_whole_words_are_linked(text: str, expected: str) -> None:
    """A name becomes a link only where it is a whole word, in any script."""
    assert linked(page(iran=actor("Iran")), text) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("حزب الله", "قال حزب الله اليوم", "قال ‹حزب الله→it› اليوم"),
        ("حزب", "الحزب", "الحزب"),
        ("Élan", "Le Élan et lÉlan", "Le ‹Élan→it› et lÉlan"),
        ("ХАМА", "в ХАМА.", "в ‹ХАМА→it›."),
        ("Division 52", "Division 52, Division 521", "‹Division 52→it›, Division 521"),
        ("S.A.A.", "The S.A.A. came", "The ‹S.A.A.→it› came"),
        ("C#", "in C#: code", "in ‹C\\#→it›: code"),
        ("A | B", "an A | B", "an ‹A &#124; B→it›"),
    ],
)
def test_names_of_any_script_and_shape(name: str, text: str, expected: str) -> None:
    """Names in any script, with digits or other characters, become links."""
    assert linked(page(it=actor(name)), text) == expected


def test_the_first_mention_on_a_page_is_linked_and_no_other() -> None:
    """Only the first mention of a record on a page becomes a link."""
    here = page(iran=actor("Iran", "Persia"))
    assert linked(here, "Iran and Persia") == "‹Iran→iran› and Persia"
    assert linked(here, "Persia again") == "Persia again"
    assert linked(page(iran=actor("Iran", "Persia")), "Persia") == "‹Persia→iran›"


def test_a_page_does_not_link_to_itself() -> None:
    """A record's own page has no links to itself, not even forced links."""
    here = page(Ref("actor", "iran"), iran=actor("Iran"))
    assert linked(here, "Iran, [[iran]], [[iran|that state]]") == "Iran, Iran, that state"


def test_a_forced_link_is_one_wherever_it_stands() -> None:
    """A link in double brackets is always made, even if the record was linked before.

    After it, the record's name without brackets isn't linked any more.
    """
    here = page(iran=actor("Iran"), war=Event(title="The war", kind="war"))
    text = "[[war]] Iran [[iran]] [[event:war|it]] The war"
    assert linked(here, text) == "‹The war→war› ‹Iran→iran› ‹Iran→iran› ‹it→war› The war"


def test_an_id_of_two_kinds_means_the_actor() -> None:
    """If an actor and a location share an id, links without a type lead to the actor."""
    here = page(russia=actor("Russia"), russia_=location("Russia"))
    assert here.prose("Russia") == "[Russia](actors/russia.md)"
    assert here.prose("[[russia]]") == "[Russia](actors/russia.md)"
    assert here.prose("[[location:russia|there]]") == "[there](locations/russia.md)"


def test_a_name_of_two_records_is_linked_to_neither() -> None:
    """A name that two records share isn't linked, but a longer name of one of the two is."""
    here = page(home=location("Hama", "Hama city"), region=location("Hama"))
    assert linked(here, "Hama, Hama city") == "Hama, ‹Hama city→home›"


def test_questions_are_not_linked_by_their_titles() -> None:
    """The title of a question in a text doesn't automatically become a link."""
    here = page(why=Question(title="Why?"))
    assert linked(here, "Why? [[why]]") == "Why? ‹Why?→why›"


PARTS = st.sampled_from(
    ["Iran", "Red", "Army", "Red Army", " ", ", ", "'s", "x", "1", "_", "-", "!", "[", "]", "*"]
)


@given(st.lists(PARTS, max_size=12).map("".join))
def test_links_change_no_word(text: str) -> None:
    """Links don't change the words of a text."""
    here = page(iran=actor("Iran"), army=actor("Army"), red_army=actor("Red Army"))
    if text.strip() and "[[" not in text:
        assert shown(here.prose(text)).text == flat(text)


def test_a_name_that_begins_a_sentence_is_linked_whole() -> None:
    """The name "al-Nusra Front" is linked completely where a sentence begins with "Al-Nusra"."""
    one = page(nusra=actor("al-Nusra Front"), other=actor("Nusra"))
    assert linked(one, "Al-Nusra Front fell back.") == "‹Al-Nusra Front→nusra› fell back."


def test_numbers_of_citations_ascend() -> None:
    """Citations after one statement are in the order of their numbers, whatever they cite."""
    page = PageContext(Site(made.corpus({"post": []})), "page.md")
    for paragraph in (2, 3, 1):
        page.cite("post", [paragraph])
    assert re.findall(r"\[(\d)\]", page.cite("post", [1, 2, 3])) == ["1", "2", "3"]
