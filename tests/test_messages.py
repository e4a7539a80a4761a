"""Messages come from the catalogue in use, and the collected template has all of them."""

from collections.abc import Iterator
from gettext import NullTranslations

import pytest

from sourcebook import messages

from .collecting_messages import TEMPLATE, collected


class _Loud(NullTranslations):
    """Answers every message in capitals."""

    def gettext(self, message: str) -> str:
        return message.upper()

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return (msgid1 if n == 1 else msgid2).upper()


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    messages.use(NullTranslations())


def test_english_is_what_the_code_says() -> None:
    """Without a catalogue each message is shown as it is written, plurals by English rules."""
    assert messages.gettext("Undated") == "Undated"
    assert messages.ngettext("{count} source", "{count} sources", 1) == "{count} source"
    assert messages.ngettext("{count} source", "{count} sources", 0) == "{count} sources"


def test_a_catalogue_is_asked_when_a_message_is_shown() -> None:
    """A catalogue put in use later counts: no module keeps what a message was before."""
    late = messages.marked("Undated")
    messages.use(_Loud())
    assert messages.gettext(late) == "UNDATED"
    assert messages.ngettext("{n} map", "{n} maps", 2) == "{N} MAPS"


def test_the_template_for_translators_has_every_message() -> None:
    """``make messages`` was run after the last change: translators see what the code says."""
    assert TEMPLATE.read_text("utf-8") == collected()
