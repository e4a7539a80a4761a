"""The messages of the scripts: all are collected, with the plurals of any language."""

import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from jinja2 import Environment, FileSystemLoader

from sourcebook import messages
from sourcebook.publishing import translations
from sourcebook.publishing.autoescape import THEME, escape_ours

from .npm import NODE
from .projects import PATIENCE

ASSETS = THEME / "assets"
KEYWORDS = {"_": None, "ngettext": (1, 2)}
CALL = re.compile(r"\b(?:_|ngettext)\(")

ASK = """
import { _, ngettext } from "./gettext.js";
const counts = [0, 1, 2, 4, 5, 11, 21, 22, 111, 1000];
console.log(JSON.stringify([
  _("Clear"), ...counts.map((count) => ngettext("{count} result", "{count} results", count)),
]));
"""
COUNTS = (0, 1, 2, 4, 5, 11, 21, 22, 111, 1000)


def catalogue(locale: str, *forms: str) -> GNUTranslations:
    """Return a catalogue of translations for ``locale``.

    It has one message without a plural, and one with ``forms`` as its plural forms.
    """
    written = Catalog(locale=locale)
    written.add("Clear", "translated: Clear")
    written.add(("{count} result", "{count} results"), forms)
    file = io.BytesIO()
    write_mo(file, written)
    file.seek(0)
    return GNUTranslations(file)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    messages.use(NullTranslations())


def themed() -> Environment:
    """Return the Jinja environment of the theme, in the language in use."""
    environment = Environment(
        loader=FileSystemLoader(THEME), extensions=["jinja2.ext.i18n"], autoescape=True
    )
    escape_ours(environment)
    config: Any = SimpleNamespace(theme={})
    translations.install(environment, config)
    return environment


def said(folder: Path) -> list[str]:
    """Return texts as the theme's scripts translate them into the language in use.

    Node runs the scripts in ``folder``, to which they are copied.
    """
    environment = themed()
    filled = environment.get_template("assets/messages.js").render()
    (folder / "messages.js").write_text(filled, "utf-8")
    shutil.copy(ASSETS / "gettext.js", folder)
    (folder / "package.json").write_text('{"type": "module"}', "utf-8")
    (folder / "ask.js").write_text(ASK, "utf-8")
    done = subprocess.run(
        [str(NODE), "ask.js"], cwd=folder, capture_output=True, text=True,
        timeout=PATIENCE, check=True,
    )  # fmt: skip
    answer: list[str] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize(
    ("locale", "forms"),
    [
        ("de", ("{count} Ergebnis", "{count} Ergebnisse")),
        ("ja", ("{count}",)),
        ("pl", ("{count} wynik", "{count} wyniki", "{count} wyników")),
        ("fr", ("{count} résultat", "{count} résultats")),
    ],
)
def test_plurals_follow_the_language(tmp_path: Path, locale: str, forms: tuple[str, ...]) -> None:
    """The scripts choose the same plural form as gettext, in languages with one to three forms."""
    used = catalogue(locale, *forms)
    messages.use(used)
    expected = [
        used.ngettext("{count} result", "{count} results", count).format(count=count)
        for count in COUNTS
    ]
    assert said(tmp_path) == ["translated: Clear", *expected]


def test_without_a_catalogue_scripts_speak_english(tmp_path: Path) -> None:
    """Without a catalogue of translations, the scripts show the English messages."""
    plurals = [f"{count} {'result' if count == 1 else 'results'}" for count in COUNTS]
    assert said(tmp_path) == ["Clear", *plurals]
    assert "messages = {}" in (tmp_path / "messages.js").read_text("utf-8")


def test_a_copy_that_no_template_engine_fills_in_is_english() -> None:
    """If the theme's scripts are copied without rendering, they work in English."""
    source = (ASSETS / "messages.js").read_text("utf-8")
    code = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL).split()
    assert " ".join(code) == "export const messages = {}, plural = (n) => n !== 1;"


def test_a_rule_that_is_no_rule_is_refused() -> None:
    """A catalogue's plural rule becomes JavaScript, so anything but arithmetic is refused."""
    used = catalogue("de", "a", "b")
    used._info["plural-forms"] = "nplurals=2; plural=alert(1)"  # type: ignore[attr-defined]
    messages.use(used)
    with pytest.raises(ValueError, match="plural"):
        themed()


def test_every_message_of_the_scripts_is_collected() -> None:
    """The collector finds each message of the scripts, as a literal in a call."""
    written = {
        path.name: len(CALL.findall(path.read_text("utf-8")))
        for path in ASSETS.glob("*.js")
        if path.name != "gettext.js"
    }
    found = dict.fromkeys(written, 0)
    methods = [("**.js", "javascript")]
    for name, _, message, _, _ in extract_from_dir(ASSETS, methods, keywords=KEYWORDS):
        found[name] += 1
        assert message
    assert sum(found.values()) > 40
    assert found == written


def test_style_sheets_have_no_words() -> None:
    """No ``content`` in a style sheet has letters, because readers' texts must be translatable."""
    found = [
        (path.name, text)
        for path in (THEME / "styles").glob("*.css")
        for text in re.findall(r"content:[^;]*;", path.read_text("utf-8"))
        for word in re.findall(r'"([^"]*)"', text)
        if re.search(r"[^\W\d_]", re.sub(r"\\[0-9a-f]+", "", word))
    ]
    assert found == []
