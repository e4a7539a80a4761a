"""Ten questions that readers of the real site have: each is answered in three actions from home.

An action is a click, a tap, the Enter key or a query that is typed. Moving is none: the keys Tab
and the arrows, the pointer, and scrolling to what one sees on the page.
"""

from typing import Literal, NamedTuple

import pytest
from playwright.sync_api import Locator, Page, expect

from .browser import Visitor, scripted

ACTIONS = 3
"""How many actions a reader has patience for."""

WINDOWS = 2
"""How many windows of the last page a reader looks at, from where the last action leads."""

Way = Literal["keyboard", "mouse", "touch"]


class Open(NamedTuple):
    """A link, or a summary that unfolds, on the page that is open: one action."""

    words: str
    """How its text begins."""


class Ask(NamedTuple):
    """A search: to open it, to type and to choose a result are three actions."""

    query: str
    result: str
    """The title of the result that is chosen."""


class Walk(NamedTuple):
    """A question, what a reader does about it, and words of the answer."""

    question: str
    steps: tuple[Open | Ask, ...]
    answer: tuple[str, ...]

    @property
    def actions(self) -> int:
        """The number of actions that all steps take."""
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
            "First reported by: WorldTribune; or Al Jazeera",
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
        (Open("where Russia acted in October 2015"),),
        ("21 that may fall in them", "7 places on the map", "October 2015", "Damascus"),
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

# The text that stands in the window, as a reader sees it: below the header, and not folded away.
# Without blanks: not each of those that one sees is one of the text.
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
    """Do one action on a link, a button or a summary, and wait for where a link leads."""
    address = target.evaluate("target => target.href")
    if way == "mouse":
        target.click()
    elif way == "touch":
        target.tap()
    else:
        target.focus()
        expect(target).to_be_focused()  # what can't have the focus can't be reached by keys
        page.keyboard.press("Enter")
    if address:
        page.wait_for_url(address)


def opened(page: Page, way: Way, step: Open) -> None:
    """Open the first link or summary whose text begins with some words."""
    begin = f":text-matches('^\\\\s*{step.words}')"
    act(page, way, page.locator(f"a{begin}:visible, summary{begin}:visible").first)


def asked(page: Page, way: Way, step: Ask) -> None:
    """Search, and choose a result."""
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
    """Return what a reader sees where the last action leads, and by scrolling on a little."""
    seen = []
    for _ in range(WINDOWS):
        seen.append(page.evaluate(_SEEN))
        page.evaluate("scrollBy({top: innerHeight * 0.8, behavior: 'instant'})")
    return " ".join(seen)


def still_missing(page: Page, walk: Walk) -> list[str]:
    """Return which words of the answer a reader doesn't see, after waiting for what scripts add."""
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
    """There are ten questions, and the walk to each answer has three actions at most."""
    assert len({walk.question for walk in WALKS}) == 10
    assert [walk.question for walk in WALKS if walk.actions > ACTIONS] == []


@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("way", ["keyboard", "mouse", "touch"])
def test_each_question_is_answered(visit: Visitor, way: Way, width: int) -> None:
    """With a keyboard, a mouse or a finger, on a telephone or a desk, the answer is in sight."""
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
