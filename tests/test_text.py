"""Plain text that is safe to show."""

from unicodedata import category

from hypothesis import given
from hypothesis import strategies as st

from sourcebook.text import one_line, squeezed, visible


def test_hidden_characters_are_spelled_out() -> None:
    """``visible`` shows control characters, and characters that hide or reverse text, as codes."""
    assert visible("a\u202eb") == "a⟨U+202E⟩b"
    assert visible("\x07\x1b[0m\x7f") == "⟨U+0007⟩⟨U+001B⟩[0m⟨U+007F⟩"
    assert visible("\u200b\ufeff\U000e0041") == "⟨U+200B⟩⟨U+FEFF⟩⟨U+E0041⟩"
    assert visible("\ud800") == "⟨U+D800⟩"


def test_characters_that_scripts_need_stay() -> None:
    """``visible`` keeps joiners of Persian and Indic scripts, soft hyphens, emoji, line breaks."""
    text = "می\u200cخواهم क\u094d\u200dष so\u00adft 👷\U0001f3fd\u200d♀\ufe0f\u00a0é\n\t"
    assert visible(text) == text


def test_one_line_is_one_line() -> None:
    """``one_line`` turns line breaks and runs of spaces into one space, and strips both ends."""
    assert one_line(" a\n\n b\tc\r\nd\x0b\x0ce\x85f\u2028g\u2029h  ") == "a b c d e f g h"
    assert squeezed(" a\n\nb ") == " a b "
    assert one_line("a\u00a0 b") == "a\u00a0 b"


@given(st.text())
def test_nothing_hidden_is_left(text: str) -> None:
    """``one_line`` leaves no control characters, direction marks or surrogates in any text."""
    line = one_line(text)
    assert not any(category(character) in ("Cc", "Cs", "Zl", "Zp") for character in line)
    assert not set(line) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
    assert one_line(line) == line
