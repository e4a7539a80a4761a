"""The languages in which Sourcebook can show messages: each has a message catalogue in ``locale/``.

English needs no catalogue, because the messages in the code are English. The catalogue of another
language is compiled when it is first needed. A ``Language`` holds the compiled catalogue and the
language's conventions for dates and numbers, and can be cached.
"""

import gettext
import hashlib
import importlib.util
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import name as character_name

from . import conventions, messages
from .conventions import Conventions

if TYPE_CHECKING:
    from babel import Locale

LOCALE = Path(__file__).resolve().parent / "locale"
"""The folder of the message catalogues. Each adds a language: the file ``fr.po`` adds French."""

ENGLISH = "en"

_YEAR = {"ru": ("'г'.", "'года'"), "uk": ("'р'.", "'року'")}
"""Maps a language to the abbreviation of "year" in CLDR's dates, and to the full word.

The full word replaces the abbreviation. Otherwise a sentence that ends with a date would have two
full stops. In these dates, non-breaking spaces join the year to the full word, and the day to the
month.
"""

_DAY = {"fr": ("1er", "le ")}
"""Maps a language to its form of "1" in dates, and to the article that can precede a day.

The article is used after a preposition: "depuis le 1er octobre", but "depuis octobre". CLDR has
neither "1er" nor the article.
"""


@dataclass(frozen=True)
class Language:
    """A language other than English: its compiled catalogue and its conventions.

    ``digest``: a hash of the catalogue's file. If the file has another hash, a cached ``Language``
    is outdated.
    """

    tag: str
    digest: bytes
    compiled: bytes
    conventions: Conventions


_in_use: Language | None = None


def shipped() -> Sequence[str]:
    """Return the tags of all languages that have a catalogue, and the tag of English."""
    return [ENGLISH, *sorted(path.stem for path in LOCALE.glob("*.po"))]


def in_use() -> Language | None:
    """Return the language in use; None if it is English."""
    return _in_use


def digest(tag: str) -> bytes:
    """Return a hash of a language's catalogue. Raises OSError if the language has no catalogue."""
    return hashlib.sha256(tag.encode() + (LOCALE / f"{tag}.po").read_bytes()).digest()


def use(language: Language | None) -> None:
    """From now on, show everything in a language. None means English."""
    global _in_use
    if language == _in_use:
        return
    _in_use = language
    if language is None:
        messages.use(gettext.NullTranslations())
        conventions.use(conventions.ENGLISH)
    else:
        messages.use(gettext.GNUTranslations(BytesIO(language.compiled)))
        conventions.use(language.conventions)


def made(tag: str) -> Language:
    """Compile a language's catalogue. Messages without a translation stay English.

    Raises OSError if there is no catalogue, and ValueError if the catalogue can't be read.
    """
    # Babel is imported here, because most sites are in English and don't need it.
    from babel import Locale
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with (LOCALE / f"{tag}.po").open("rb") as file:
        catalogue = read_po(file, locale=tag, abort_invalid=True)
    for message in [*catalogue]:
        # A message that lacks a plural form is left out. Otherwise Babel would fill in an English
        # form, which may not fit, because English has fewer forms.
        if message.id and message.pluralizable and not all(message.string or ()):
            catalogue.delete(message.id, message.context)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    return Language(
        tag, digest(tag), compiled.getvalue(), conventions_of(Locale.parse(tag, sep="-"))
    )


def conventions_of(locale: "Locale") -> Conventions:
    """Return the conventions of a language for dates, numbers and lists, from CLDR."""
    skeletons = locale.datetime_skeletons
    day, month = locale.date_formats["long"].pattern, skeletons["yMMMM"].pattern
    year, spelt_out = _YEAR.get(locale.language, ("", ""))
    # In CLDR's patterns, the letter L means the stand-alone form of a month's name, and M the form
    # beside a day.
    alone = "stand-alone" if "L" in month else "format"
    first_day, article = _DAY.get(locale.language, ("1", ""))
    symbols = locale.number_symbols.get("latn", locale.number_symbols)
    lists: Any = locale.list_patterns["standard"]
    return Conventions(
        months=_months(locale, alone, "wide"),
        months_in_dates=_months(locale, "format", "wide"),
        short_months=_months(locale, "stand-alone", "abbreviated"),
        short_months_in_dates=_months(locale, "format", "abbreviated"),
        day=_pattern(day, year, spelt_out),
        month=_pattern(month, year, spelt_out),
        short_day=_pattern(day, year),
        short_month=_pattern(month, year),
        day_of_year=_pattern(skeletons["MMMd"].pattern, year),
        group=symbols["group"], decimal=symbols["decimal"],
        pair=lists["2"], first=lists["start"], middle=lists["middle"], last=lists["end"],
        script=character_name(locale.months["format"]["wide"][1][0]).partition(" ")[0],
        first_day=first_day, article=article, right_to_left=locale.text_direction == "rtl",
    )  # fmt: skip


def _months(locale: "Locale", context: str, width: str) -> tuple[str, ...]:
    names: Any = locale.months[context][width]
    return tuple(names[number] for number in range(1, 13))


_FIELDS = {"d": "{day}", "M": "{month}", "L": "{month}", "y": "{year}"}


def _pattern(written: str, abbreviation: str = "", spelt_out: str = "") -> str:
    """Convert a date pattern of Unicode's LDML to a pattern of ``Conventions``.

    ``abbreviation``: an abbreviation in the pattern, which is replaced by ``spelt_out``.
    """
    if abbreviation:
        after = f"\u00a0{spelt_out}" if spelt_out else ""
        written = re.sub(rf"\s*{re.escape(abbreviation)}", after, written)
        written = written.replace("d M", "d\u00a0M")
    parts = re.finditer(r"'(?P<quoted>[^']*)'|(?P<field>[a-zA-Z])(?P=field)*|[^a-zA-Z']+", written)
    return "".join(
        _FIELDS[part["field"]] if part["field"] else part["quoted"] or part[0] for part in parts
    )


def has_theme_words(tag: str) -> bool:
    """Return whether Material for MkDocs has its words (such as "Search") in a language."""
    spec = importlib.util.find_spec("material")
    folders = spec.submodule_search_locations if spec else None
    path = f"templates/partials/languages/{tag}.html"
    return any(Path(folder, path).is_file() for folder in folders or ())
