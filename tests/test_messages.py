"""Messages come from the translations in use, and are all in the template for translators."""

import ast
import re
from collections.abc import Iterator
from gettext import NullTranslations
from io import StringIO

import pytest
from babel.messages.pofile import read_po

from sourcebook import messages

from .collecting_messages import COMMAND, ON_PAGES, PACKAGE, TEMPLATE, collected


class _Loud(NullTranslations):
    """A catalogue that translates every message into capital letters."""

    def gettext(self, message: str) -> str:
        return message.upper()

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return (msgid1 if n == 1 else msgid2).upper()


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    messages.use(NullTranslations())


def test_english_is_what_the_code_says() -> None:
    """Without a catalogue of translations, messages are in English, with English plurals."""
    assert messages.gettext("Undated") == "Undated"
    assert messages.ngettext("{count} source", "{count} sources", 1) == "{count} source"
    assert messages.ngettext("{count} source", "{count} sources", 0) == "{count} sources"


def test_a_catalogue_is_asked_when_a_message_is_shown() -> None:
    """A message is translated when it is shown, so no module stores an earlier translation."""
    late = messages.marked("Undated")
    messages.use(_Loud())
    assert messages.gettext(late) == "UNDATED"
    assert messages.ngettext("{n} map", "{n} maps", 2) == "{N} MAPS"


@pytest.mark.slow
def test_the_template_for_translators_has_every_message() -> None:
    """The template for translators is exactly the output of ``make messages``."""
    written, needed = TEMPLATE.read_text("utf-8").splitlines(), collected().splitlines()
    differing = sorted({*written} ^ {*needed})
    assert not differing, (
        "run `make messages` and commit sourcebook/locale/sourcebook.pot; these lines differ: "
        + " ".join(differing[:10])
    )
    assert TEMPLATE.read_text("utf-8") == collected()


def _messages_in_code() -> Iterator[str]:
    for path in PACKAGE.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
                count = {"_": 1, "gettext": 1, "marked": 1, "ngettext": 2}.get(call.func.id, 0)
                for argument in call.args[:count]:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield argument.value


@pytest.mark.slow
def test_the_parts_with_messages_for_researchers_exist() -> None:
    """If a part of the package is renamed, its messages aren't counted among those of the site."""
    assert [path for path in (*COMMAND, *ON_PAGES) if not (PACKAGE / path).exists()] == []


def test_messages_are_collected_wherever_they_stand() -> None:
    """``collected`` finds each text to translate in the code, even in an f-string, for example."""
    ids = [message.id for message in read_po(StringIO(collected()))]
    known = {text for id_ in ids for text in ([id_] if isinstance(id_, str) else id_)}
    assert set(_messages_in_code()) - known == set()


_BY_HAND = re.compile(
    r"loop\.last %\}[,;:]|f\"[^\"]*\}[,;] \{"
    r"|\bjoin\(.*['\"][,;:] ['\"]\)|%\}[,;:] \{[{%]|\{\{ [^}]* \}\}[,;:] \{%"
)
"""Matches code that joins a list, or a label and its value, by English punctuation."""


def test_pages_join_lists_with_the_marks_of_the_language() -> None:
    """Pages join lists by the punctuation of the language, as needed in Arabic and French."""
    written = [*(PACKAGE / "pages").rglob("*.j2"), *(PACKAGE / "pages").rglob("*.py"),
               *(PACKAGE / "drawing").glob("*.py")]  # fmt: skip
    texts = {path.name: re.sub(r"\{% trans.*?endtrans %\}", "T", path.read_text("utf-8"),
                               flags=re.DOTALL) for path in written}  # fmt: skip
    found = [
        f"{name}: {line.strip()}" for name, text in texts.items()
        for line in text.splitlines() if _BY_HAND.search(line)
    ]  # fmt: skip
    assert found == []
