"""Ten questions of readers of the real site, each answered by three actions from the home page.

An action is a click, a tap, the Enter key, or a query that is typed. Moving isn't an action: Tab,
arrow keys, moving the pointer, and scrolling to something on the page.
"""

from typing import Literal, NamedTuple

import pytest
from playwright.sync_api import Locator, Page, expect

from .browser import Visitor, scripted

ACTIONS = 3
"""Maximum number of actions for each question."""

WINDOWS = 2
"""How far a reader reads, from where the last action led, in window heights."""

Way = Literal["keyboard", "mouse", "touch"]


class Open(NamedTuple):
    """An action: open a link, or unfold an element."""

    words: str
    """The beginning of the link's or element's text."""


class Ask(NamedTuple):
    """Three actions: open the search, type, and choose a result."""

    query: str
    result: str
    """The title of the chosen result."""


class Walk(NamedTuple):
    """A question, the reader's steps, and words of the answer."""

    question: str
    steps: tuple[Open | Ask, ...]
    answer: tuple[str, ...]

    @property
    def actions(self) -> int:
        """The number of actions in all steps."""
        return sum(3 if isinstance(step, Ask) else 1 for step in self.steps)


WALKS = (
    Walk(
        "What happened at Kafr Nabuda, and who says so?",
        (Ask("Kafr Nabuda", "Kafr Nabuda"),),
        ("at least 30 air strikes", "according to the Syrian Observatory, as reported by Reuters"),
    ),
    Walk(
        "Who reported Iranian ground forces first, and on what?",
        (Ask("who reported Iranian ground forces first", "Iranian troops arrive in Syria"),),
        (
            "First here to report it: WorldTribune; or Al Jazeera",
            "On whose word: WorldTribune cites no one",
            "Two Lebanese sources of Reuters unnamed",
        ),
    ),
    Walk(
        "Who calls the rebels terrorists?",
        (Ask("who calls the rebels terrorists", "Armed opposition"),),
        ("South Front, 9 November 2015: “the terrorists'”",),
    ),
    Walk(
        "What does only Alwaght say?",
        (Open("Alwaght, 25 June 2016"), Open("What only Alwaght says")),
        ("Events that no other source mentions", "Renewed assaults on Aleppo"),
    ),
    Walk(
        "What rests on one unnamed voice?",
        (Open("How well supported"), Open("Events that rest only on unnamed voices")),
        ("Events that rest only on unnamed voices", "Threat to Damascus", "Fighting at Zabadani"),
    ),
    Walk(
        "Where did Russia act in October 2015, on the map?",
        (
            Open(
                "events with a role for Russia or its parts that fall, or may fall, in October 2015"
            ),
        ),
        ("20 that may fall in them", "7 places on the map", "October 2015", "Damascus"),
    ),
    Walk(
        "How do I cite this?",
        (Open("Zero Hedge, about October 2015"), Open("Cite or reuse this page")),
        ("Add the date of your visit", "BibTeX"),
    ),
    Walk(
        "Where is everything on Hezbollah as a file?",
        (Open("78 people and groups"), Open("Hezbollah"), Open("Cite or reuse this page")),
        ("JSON", "CSV"),
    ),
    Walk(
        "Who makes this, and how do I report an error?",
        (Open("About"), Open("report it to them")),
        ("Mistakes, and how to have them put right", "open an issue in the repository"),
    ),
    Walk(
        "When did Idlib fall?",
        (Ask("when Idlib fell", "When did the opposition take Idlib"),),
        ("the city of Idlib as an event of the last few days", "earlier in the year"),
    ),
)

# The visible text in the window, below the header, without folded parts. White space is removed,
# because rendered and original white space differ.
_SEEN = """() => {
  const top = document.querySelector(".md-header").getBoundingClientRect().bottom;
  const range = document.createRange();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = [];
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.data.trim() || text.parentElement.closest("header, sup, script")
      || !text.parentElement.checkVisibility({visibilityProperty: true})) continue;
    range.selectNodeContents(text);
    if ([...range.getClientRects()].some((box) => box.width > 1 && box.bottom > top
      && box.top < innerHeight && box.right > 0 && box.left < innerWidth)) seen.push(text.data);
  }
  return seen.join("").replace(/[†\\s]+/g, "");
}"""


def act(page: Page, way: Way, target: Locator) -> None:
    """Do one action on a link, a button or another element, and wait for the new page.

    ``way``: by keyboard, mouse or touch.
    """
    address = target.evaluate("target => target.href")
    if way == "mouse":
        target.click()
    elif way == "touch":
        target.tap()
    else:
        target.focus()
        expect(target).to_be_focused()  # by keyboard, it must get the focus
        page.keyboard.press("Enter")
    if address:
        page.wait_for_url(address)


def opened(page: Page, way: Way, step: Open) -> None:
    """Open the first link or element whose text begins with ``step.words``."""
    begin = f":text-matches('^\\\\s*{step.words}')"
    act(page, way, page.locator(f"a{begin}:visible, summary{begin}:visible").first)


def asked(page: Page, way: Way, step: Ask) -> None:
    """Search for words, and choose a result."""
    scripted(page)
    if way == "keyboard":
        page.keyboard.press("/")
    else:
        act(page, way, page.locator(".search-open:visible").last)
    expect(page.get_by_role("searchbox", name="Search for")).to_be_focused()
    page.keyboard.insert_text(step.query)
    result = page.locator(".search__results a").filter(has_text=step.result).first
    result.wait_for()
    act(page, way, result)


def read(page: Page) -> str:
    """Return the text that a reader sees after the last action, and by scrolling a little."""
    seen = []
    for _ in range(WINDOWS):
        seen.append(page.evaluate(_SEEN))
        page.evaluate("scrollBy({top: innerHeight * 0.8, behavior: 'instant'})")
    return " ".join(seen)


def still_missing(page: Page, walk: Walk) -> list[str]:
    """Return the words of the answer that aren't visible, after waiting for scripts."""
    start = page.evaluate("scrollY")
    missing = list(walk.answer)
    for _ in range(30):
        seen = read(page)
        missing = [words for words in walk.answer if "".join(words.split()) not in seen]
        if not missing:
            break
        page.wait_for_timeout(100)
        page.evaluate("top => scrollTo({top, behavior: 'instant'})", start)
    return missing


def test_no_walk_is_long() -> None:
    """There are ten questions, and each has at most three actions."""
    assert len({walk.question for walk in WALKS}) == 10
    assert [walk.question for walk in WALKS if walk.actions > ACTIONS] == []


@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("way", ["keyboard", "mouse", "touch"])
def test_each_question_is_answered(visit: Visitor, way: Way, width: int) -> None:
    """By keyboard, mouse or touch, on a phone or a desktop, each answer becomes visible."""
    unanswered = []
    page = None
    height = 740 if width == 360 else 900
    for walk in WALKS:
        page = visit(width=width, height=height, still=True, touch=way == "touch", tab=page)
        for step in walk.steps:
            if isinstance(step, Ask):
                asked(page, way, step)
            else:
                opened(page, way, step)
        if missing := still_missing(page, walk):
            unanswered.append((walk.question, page.url, missing))
    assert unanswered == []
