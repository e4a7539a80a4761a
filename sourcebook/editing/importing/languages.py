"""Converts names and codes of languages in bibliographies to language tags."""

from functools import cache

from ...records.base import is_known_language

_BABEL = {
    "american": "en-US", "usenglish": "en-US", "british": "en-GB", "ukenglish": "en-GB",
    "australian": "en-AU", "canadian": "en-CA", "newzealand": "en-NZ", "acadian": "fr-CA",
    "canadien": "fr-CA", "francais": "fr", "austrian": "de-AT", "naustrian": "de-AT",
    "ngerman": "de", "germanb": "de", "swissgerman": "de-CH", "nswissgerman": "de-CH",
    "brazil": "pt-BR", "brazilian": "pt-BR", "portuges": "pt", "mexican": "es-MX",
    "bahasa": "id", "farsi": "fa", "norsk": "nb", "nynorsk": "nn", "slovene": "sl",
    "magyar": "hu", "polutonikogreek": "el", "ukraineb": "uk",
}  # fmt: skip
"""Maps a language's name in LaTeX's babel package to the language's tag.

Names that are also the English names of languages, such as ``german``, are omitted.
"""


@cache
def language_tag(declared: str) -> str | None:
    """Return a language's tag; None if the language is unknown.

    ``declared``: the language's tag, ISO 639 code, English name, or name in LaTeX's babel package.
    """
    if not declared:
        return None
    # The Python package Babel is imported here because its import is slow.
    from babel import Locale
    from babel.core import get_global

    word = declared.strip().replace("_", "-")
    lower = word.lower()
    named = {name.lower(): code for code, name in Locale("en").languages.items()}
    head, *rest = word.split("-")
    aliases = get_global("language_aliases")
    tag = _BABEL.get(lower) or named.get(lower) or "-".join(
        [aliases.get(head.lower(), head.lower()),
         *(part.upper() if len(part) == 2 else part.title() for part in rest)]
    )  # fmt: skip
    tag = tag.replace("_", "-")
    return tag if is_known_language(tag) else None
