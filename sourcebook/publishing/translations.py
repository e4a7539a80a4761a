"""Gives the theme's templates and scripts the translations into the site's language."""

import gettext
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional

from .. import messages
from ..conventions import in_use
from ..text import semicolon
from .autoescape import THEME

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig

_ENGLISH = "nplurals=2; plural=n != 1"
_KEYWORDS = {"_": None, "ngettext": (1, 2)}
_NUMBERS = range(1000)
"""Numbers to try as examples of plural forms: each form of each language has one among them."""


def install(env: "Environment", config: "MkDocsConfig") -> None:
    """Set the globals with which templates and ``assets/messages.js`` translate their messages.

    Without these globals, ``partials/messages.html`` and ``assets/messages.js`` use English.
    """
    env.install_gettext_callables(  # type: ignore[attr-defined]
        messages.gettext, messages.ngettext, newstyle=True, pgettext=messages.pgettext
    )
    env.globals["translate"] = messages.gettext
    env.globals["own_direction"] = own_direction
    catalogue = messages.in_use()
    if type(catalogue) is not gettext.NullTranslations:
        rule, numbers = _plurals(catalogue)
        env.globals["plural_rule"] = rule
        env.globals["translations"] = dict(_script_translations(numbers))
        _translate_toggles(config)


def own_direction(text: str) -> str:
    """Return the attribute ``dir`` for a text that must keep its direction; empty for most texts.

    On a right-to-left site, a text gets the attribute if all its letters run from left to right, as
    Latin ones do. Without it, the full stop at the text's end would be shown at its beginning. A
    text that mixes Latin and Arabic words gets no attribute.
    """
    kinds = {bidirectional(character) for character in text} if in_use().right_to_left else set()
    return ' dir="ltr"' if "L" in kinds and not kinds & {"R", "AL"} else ""


def translate_settings(config: "MkDocsConfig") -> None:
    """Translate the titles in the settings of the extension ``toc``, the table of contents.

    Only titles from the settings of a new project have translations. Other titles stay as they are.
    """
    contents = config.mdx_configs.get("toc", {})
    for key in ("title", "permalink_title"):
        if isinstance(contents.get(key), str):
            contents[key] = messages.gettext(contents[key])


def _plurals(catalogue: gettext.NullTranslations) -> tuple[str, list[int]]:
    """Return a message catalogue's plural rule, and one example number for each plural form.

    The rule is an expression in ``n``, valid in C and JavaScript, whose value is the index of a
    plural form. The numbers are in the order of these indexes. Raises ValueError if the catalogue's
    rule isn't such an expression.
    """
    header = catalogue.info().get("plural-forms", _ENGLISH)
    rule = header.split(";")[1].partition("=")[2].strip()
    form = gettext.c2py(rule)
    samples: dict[int, int] = {}
    for number in _NUMBERS:
        samples.setdefault(int(form(number)), number)
    return rule, [samples[index] for index in sorted(samples)]


def _script_translations(numbers: list[int]) -> Iterator[tuple[str, str | list[str]]]:
    """Yield each message of the theme's scripts, with its translation.

    If the message has a plural, its translation is a list with one text for each plural form.
    ``numbers``: an example number for each plural form.
    """
    # Imported here, because most sites are in English and don't need Babel.
    from babel.messages.extract import extract_from_dir

    yield "; ", semicolon()
    methods = [("**.js", "javascript")]
    for _, _, message, _, _ in extract_from_dir(THEME / "assets", methods, keywords=_KEYWORDS):
        if isinstance(message, tuple):
            one, many = message
            yield one, [messages.ngettext(one, many, number) for number in numbers]
        else:
            yield message, messages.gettext(message)


def _translate_toggles(config: "MkDocsConfig") -> None:
    """Translate the labels of the buttons that switch between light and dark mode."""
    palettes: Any = config.theme.get("palette")
    for palette in palettes if isinstance(palettes, list) else ():
        toggle = palette.get("toggle")
        if toggle and "name" in toggle:
            toggle["name"] = messages.gettext(toggle["name"])
