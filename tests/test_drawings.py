"""SVG drawings, and their insertion into pages."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from sourcebook.drawing.svg import drawing, element, number
from sourcebook.markdown import escape
from sourcebook.publishing import inline_svg

from .projects import ROOT


def test_text_and_attributes_are_escaped() -> None:
    """A name from a record can't become a tag or an attribute of a drawing."""
    made = element("text", 'A & "B" <script>', class_='x" onload="y', stroke_width=1.25)
    assert made == (
        '<text class="x&quot; onload=&quot;y" stroke-width="1.2">A &amp; "B" &lt;script&gt;</text>'
    )


def test_drawing_within_drawing_stays_as_it_is() -> None:
    """A drawing inside another drawing isn't escaped again."""
    assert element("g", element("circle", r=2.0), "a", fill=None) == '<g><circle r="2"/>a</g>'


def test_a_drawing_says_what_it_shows() -> None:
    """Screen readers get a drawing's label, and can reach the links in the drawing."""
    assert 'role="img" aria-label="All &amp; sundry"' in drawing("map", "All & sundry", 10, 20)
    assert 'role="group"' in drawing("map", "x", 10, 20, links=True)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1, "1"),
        (1.0, "1"),
        (1.25, "1.2"),
        (-0.01, "0"),
        (-0.1, "-0.1"),
        (-10.04, "-10"),
        (20, "20"),
    ],
)
def test_numbers_are_short(value: float, shown: str) -> None:
    """Numbers in drawings are short, and the same on every machine."""
    assert number(value) == shown


@given(st.floats(-1e6, 1e6))
def test_numbers_stay_numbers(value: float) -> None:
    """Rounding moves a coordinate by at most a twentieth of a pixel."""
    assert abs(float(number(value)) - value) <= 0.05 + 1e-9


def test_a_drawing_goes_into_its_page(tmp_path: Path) -> None:
    """An SVG image alone on its line is replaced by the SVG, with links relative to the page."""
    (tmp_path / "events").mkdir()
    (tmp_path / "events/fire.map.svg").write_text('<svg><a href="../locations/pier.md#x"/></svg>\n')
    kept = inline_svg.insert_placeholders(
        "Text ![a](b.svg)\n\n![Map \\[of\\] \\\\](fire.map.svg)\n"
    )
    assert kept == ('Text ![a](b.svg)\n\n<div class="drawing" data-file="fire.map.svg"></div>\n')
    shown = inline_svg.insert_drawings(
        kept, "events/fire.md", tmp_path, lambda path: f"/{path[:-3]}/"
    )
    assert '<div class="drawing"><svg><a href="/locations/pier/#x"/></svg></div>' in shown


@given(st.text(st.sampled_from("[]()!\\\\ a*<"), max_size=12))
def test_whatever_a_drawing_is_called_it_gets_its_place(words: str) -> None:
    """A drawing is inserted even if its label has brackets, as in "Brigade [North]"."""
    kept = inline_svg.insert_placeholders(f"![{escape(words)}](x.svg)")
    assert kept == '<div class="drawing" data-file="x.svg"></div>'


def test_a_page_without_drawings_is_left_alone(tmp_path: Path) -> None:
    """Pages that contain no drawings aren't changed when drawings are inserted."""
    assert inline_svg.insert_placeholders("a") == "a"
    assert inline_svg.insert_drawings("<p>a</p>", "a.md", tmp_path, str) == "<p>a</p>"


_CUT_OFF = """() => {
  const svg = document.querySelector("svg");
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  return [...svg.querySelectorAll("text")].filter(text => {
    const box = text.getBBox();
    return box.x < -1 || box.y < -1 || box.x + box.width > width + 1 ||
      box.y + box.height > height + 1;
  }).map(text => text.textContent);
}"""


def test_no_label_is_cut_off(browser: Browser) -> None:
    """In every drawing of the real corpus, all of each label is inside the drawing."""
    drawings = sorted((ROOT / "docs").rglob("*.svg"))
    assert len(drawings) > 100
    page = browser.new_page()
    page.set_content("<span>iiii</span><br><span>WWWW</span><style>span {font-family: sans-serif}")
    widths = page.evaluate(
        "[...document.querySelectorAll('span')].map(word => word.getBoundingClientRect().width)"
    )
    if len(set(widths)) == 1:
        pytest.skip("this machine's only font is monospaced, wider than any that a drawing expects")
    cut = {}
    for path in drawings:
        page.set_content(path.read_text("utf-8"))
        if found := page.evaluate(_CUT_OFF):
            cut[path.relative_to(ROOT).as_posix()] = found
    page.close()
    assert cut == {}
