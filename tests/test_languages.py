"""The languages of Sourcebook: complete, valid, and chosen by one setting."""

import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from mkdocs.structure.toc import AnchorLink

from sourcebook import conventions, languages
from sourcebook.collation import filed
from sourcebook.languages import shipped
from sourcebook.markdown import Md, isolated, sortable
from sourcebook.pages.makers.sources import language_name
from sourcebook.pages.parts.labels import cut_short
from sourcebook.project import SETTINGS
from sourcebook.publishing import contents
from sourcebook.publishing.translations import own_direction
from sourcebook.records.dates import parse
from sourcebook.text import semicolon

from .collecting_messages import TEMPLATE, catalogue_of, missing
from .corpora import composed
from .made import corpus
from .projects import python, run
from .translated import in_language

OTHERS = [tag for tag in shipped() if tag != languages.ENGLISH]

_PLACE = re.compile(r"\{\w*\}|%\(\w+\)s|%%")
_CODE = r"(?<!`)(?P<marks>`+)(?!`).*?(?<!`)(?P=marks)(?!`)"
_MARKUP = re.compile(rf"</?[a-z][^<>]*>|{_CODE}|\]\([^)]*\)|&#?\w+;|https?://[^\s)]+", re.DOTALL)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    languages.use(None)


def _translated(tag: str) -> list[Message]:
    return [one for one in catalogue_of(tag) if one.id and one.string and not one.fuzzy]


def _forms(message: Message) -> list[tuple[str, str]]:
    """Return (English text, translation) for each form of a message.

    Every translated plural form is paired with the English plural.
    """
    if isinstance(message.id, str):
        return [(message.id, str(message.string))]
    return [(message.id[1], text) for text in message.string or () if text]


def _markup(text: str) -> Counter[str]:
    return Counter(found[0] for found in _MARKUP.finditer(text))


def _blanks(text: str) -> tuple[bool, bool, int]:
    """Return whether a text begins and ends with white space, and its number of paragraph breaks.

    No-break spaces don't count: they belong to the punctuation beside them, as in French. For a
    text that is only one space, the first value is false, because other languages put a comma
    before this space.
    """
    return text != " " and text[:1] in (" ", "\n"), text[-1:] in (" ", "\n"), text.count("\n\n")


@pytest.mark.parametrize("tag", OTHERS)
def test_a_shipped_language_has_all_that_readers_meet(tag: str) -> None:
    """All messages that readers see are translated into each language."""
    left = [message.id for message in missing(catalogue_of(tag)).site]
    assert left == [], f"run `python -m tests.collecting_messages {tag}`"


@pytest.mark.parametrize("tag", OTHERS)
def test_a_catalogue_has_the_messages_of_the_template(tag: str) -> None:
    """The catalogue of each language has exactly the messages of the template for translators."""
    with TEMPLATE.open("rb") as file:
        template = {(one.context, one.id) for one in read_po(file) if one.id}
    assert {(one.context, one.id) for one in catalogue_of(tag) if one.id} == template


@pytest.mark.parametrize("tag", OTHERS)
def test_translations_keep_places_and_markup(tag: str) -> None:
    """Translations have the placeholders, code, links and HTML of the English message.

    A plural form may lack the number: Arabic has one word for "two sources".
    """
    wrong = []
    for message in _translated(tag):
        for english, text in _forms(message):
            needed, given = Counter(_PLACE.findall(english)), Counter(_PLACE.findall(text))
            extra = {place for place in given if place not in needed}
            lost = {place for place in needed if place not in given}
            if not isinstance(message.id, str):
                lost -= {"{count}", "%(count)s", "%(num)s", "{nargs}"}
            markup = _markup(english) != _markup(text)
            if extra or lost or markup:
                wrong.append((english, text))
    assert wrong == []


@pytest.mark.parametrize("tag", OTHERS)
def test_translations_have_the_blanks_of_the_english(tag: str) -> None:
    """Translations begin and end with white space if the English message does."""
    wrong = [
        (english, text)
        for message in _translated(tag)
        for english, text in _forms(message)
        if _blanks(english) != _blanks(text)
    ]
    assert wrong == []


_LOOSE = re.compile(r"« | [;:!?»](?=[\s,.)]|$)")
"""Matches a French punctuation mark that a line break could separate from its word."""


def test_french_marks_stay_on_the_line_of_their_words() -> None:
    """In French messages, spaces before ; : ! ? » and after « are no-break, except in code."""
    loose = [
        text
        for message in _translated("fr")
        for _english, text in _forms(message)
        if _LOOSE.search(re.sub(r"`[^`]*`", "`", text))
    ]
    assert loose == []


def test_english_conventions_are_those_of_cldr() -> None:
    """The built-in English names and formats equal CLDR's for British English, except "Sep"."""
    made = languages.conventions_of(Locale.parse("en_GB"))
    short = tuple(name.replace("Sept", "Sep") for name in made.short_months)
    assert short == conventions.ENGLISH.short_months
    assert {**vars(made), "short_months": short, "short_months_in_dates": short} == vars(
        conventions.ENGLISH
    )


@pytest.mark.parametrize(
    ("tag", "day", "month", "listed", "number"),
    [
        ("en", "12 October 2015", "October 2015", "a, b and c", "12,345.6"),
        ("ar", "12 أكتوبر 2015", "أكتوبر 2015", "a وb وc", "12,345.6"),
        ("fr", "12 octobre 2015", "octobre 2015", "a, b et c", "12\u202f345,6"),
        ("ru", "12\xa0октября 2015\xa0года", "октябрь 2015\xa0года", "a, b и c", "12\xa0345,6"),
    ],
)  # fmt: skip
def test_dates_numbers_and_lists(tag: str, day: str, month: str, listed: str, number: str) -> None:
    """Dates, numbers and lists are written as in the language.

    In Russian, a month beside a day is inflected.
    """
    languages.use(languages.made(tag) if tag != "en" else None)
    assert parse("2015-10-12").words == day
    assert parse("2015-10").words == month
    assert conventions.listed("abc") == listed
    assert conventions.number_words(12345.6, 1) == number


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2015-10~", "около октября 2015\xa0года"),
        ("2015/..", "с 2015\xa0года"),
        ("2015-10~/..", "примерно с октября 2015\xa0года"),
        ("../2015-10?", "не позднее октября 2015\xa0года (предположительно)"),
        ("2015-21", "весна 2015\xa0года"),
        ("2015-21/..", "с весны 2015\xa0года"),
        ("2015-29/..", "с весны 2015\xa0года (южное полушарие)"),
        ("../2015-34", "не позднее второго квартала 2015\xa0года"),
        ("201X/..", "с 2010-х\xa0годов"),
        ("2015-10-XX/..", "с одного из дней октября 2015\xa0года"),
        ("-0043", "44\xa0год до н.\N{NO-BREAK SPACE}э."),
        ("-0043-03-15/..", "с 15\xa0марта 44\xa0года до н.\N{NO-BREAK SPACE}э."),
        ("-0043-21/..", "с весны 44\xa0года до н.\N{NO-BREAK SPACE}э."),
    ],
)
def test_a_date_after_a_preposition_is_inflected(text: str, words: str) -> None:
    """In Russian, dates are inflected after prepositions, and the era follows the year."""
    languages.use(languages.made("ru"))
    assert parse(text).words == words


def test_two_years_have_one_word_for_years() -> None:
    """In Russian, the words for "1980 to 1988" contain the word for "years" only once."""
    languages.use(languages.made("ru"))
    assert parse("1980/1988").words == "1980–1988\xa0годы"
    assert parse("1980/1988~").words == "1980\xa0год\xa0— около 1988\xa0года"


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("en", "a, b, and 3 more"),
        ("fr", "a, b et 3 autres"),
        ("ru", "a, b и ещё 3"),
    ],
)  # fmt: skip
def test_a_list_that_is_cut_short_ends_as_the_language_writes_it(tag: str, words: str) -> None:
    """French and Russian have no comma before "and 3 more"."""
    languages.use(languages.made(tag) if tag != "en" else None)
    assert cut_short([Md("a"), Md("b")], 3) == words
    assert cut_short([Md("a"), Md("b")], 0) == "a, b"


@pytest.mark.parametrize(
    ("tag", "names"),
    [
        ("en", "An Age,Œuvre,Øre,The Post,Zebra"),
        ("fr", "L’Aube,Éclair,Le Monde,Œil,La Une"),
        ("ru", "2015 год,Ёлка,Иран,Йемен,Казань,Aleppo"),
        ("ar", "إدلب,الأردن,الله,ألمانيا,الأمم,أنقرة,الجزائر,حلب,روسيا,الشّمس,Aleppo"),
    ],
)  # fmt: skip
def test_names_are_in_the_order_of_the_language(tag: str, names: str) -> None:
    """Names are sorted without regard to accents and words like "the".

    Names in another script than the site's come last.
    """
    languages.use(languages.made(tag) if tag != "en" else None)
    assert sorted(names.split(","), key=filed) == names.split(",")


def test_a_day_or_season_after_a_preposition_has_an_article() -> None:
    """In French, a day or a season after a preposition has an article, but a month hasn't."""
    languages.use(languages.made("fr"))
    assert parse("2015-10-01/..").words == "depuis le 1er octobre 2015"
    assert parse("2015-10/..").words == "depuis octobre 2015"
    assert parse("2015-22/..").words == "depuis l’été 2015"
    assert parse("2015-10-02~").words == "vers le 2 octobre 2015"
    assert parse("2015-10-02~/..").words == "depuis le 2 octobre 2015 environ"
    assert parse("2015-10-01/2015-10-12").words == "1er-12 octobre 2015"


@pytest.mark.parametrize(("tag", "words"), [("ar", "<bdi>It burned.</bdi>"), ("fr", "It burned.")])
def test_words_of_a_project_keep_their_direction(tag: str, words: str) -> None:
    """On a right-to-left site, a text in Latin letters keeps its own direction."""
    languages.use(languages.made(tag))
    assert isolated(Md("It burned.")) == words


def test_each_role_keeps_its_note_on_a_page_from_right_to_left() -> None:
    """On an Arabic page, ``<bdi>`` around a role in Latin letters keeps its note beside it."""
    claims = [
        {"event": ["fire"], "actors": {"crew": "rescuer"}},
        {"event": ["fire"], "actors": {"crew": "witness"}},
    ]
    languages.use(languages.made("ar"))
    page = composed(corpus({"post": claims}))["events/fire.md"]
    assert page.count("<bdi>rescuer</bdi><sup>") == page.count("<bdi>witness</bdi><sup>") == 2


def test_a_figure_keeps_its_order_on_a_page_from_right_to_left() -> None:
    """On an Arabic page, ``<bdi>`` around a figure prevents "10 days" from reading "days 10"."""
    figures = [{"counts": "days at sea", "value": "10 days"}]
    languages.use(languages.made("ar"))
    page = composed(corpus({"post": [{"event": ["fire"], "figures": figures}]}))["events/fire.md"]
    assert "<bdi>days at sea</bdi>: <bdi>10 days</bdi>" in page
    assert "| <bdi>10 days</bdi><sup>" in page


def test_counts_in_words_can_be_sorted() -> None:
    """An Arabic count in words has a hidden digit, by which the table's script can sort."""
    said = [{"event": ["fire"]}]
    languages.use(languages.made("ar"))
    files = composed(corpus({"post": said, "times": said}))
    assert "| <span hidden>2 </span>مصدران |" in files["events/index.md"]
    assert "| <span hidden>1 </span>إفادة واحدة |" in files["sources/index.md"]
    assert sortable("3 مصادر", 3) == "3 مصادر"


@pytest.mark.parametrize(
    ("tag", "text", "attribute"),
    [
        ("ar", "Advisers.", ' dir="ltr"'), ("ar", "مستشارون.", ""), ("ar", "1951", ""),
        ("ar", "Post، في 5 مارس 1951", ""), ("fr", "Advisers.", ""),
    ],
)  # fmt: skip
def test_a_latin_heading_keeps_its_full_stop(tag: str, text: str, attribute: str) -> None:
    """On an Arabic site, a text in Latin letters alone gets ``dir="ltr"``; a mixed text doesn't."""
    languages.use(languages.made(tag))
    assert own_direction(text) == attribute


@pytest.mark.parametrize(
    ("tag", "name"), [("ar", "العربية"), ("fr", "arabe"), ("ru", "арабский"), ("en", "Arabic")]
)
def test_the_language_of_a_source_is_named_in_the_sites(tag: str, name: str) -> None:
    """The name of a source's language, such as "arabe", is in the site's language."""
    if tag != languages.ENGLISH:
        languages.use(languages.made(tag))
    assert language_name(corpus({}), "ar") == name


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("en-GB", "English (United Kingdom)"), ("zh-Hant", "Chinese (Traditional)"),
        ("en-GB-oxendict", "English (United Kingdom)"), ("zh-yue", "Chinese (yue)"),
        ("x-private", "x-private"),
    ],
)  # fmt: skip
def test_a_region_or_script_is_named_in_words(tag: str, name: str) -> None:
    """In the name of a source's language, a region or script is in words, not a code."""
    assert language_name(corpus({}), tag) == name


def _files(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


@pytest.mark.slow
@pytest.mark.parametrize("tag", OTHERS)
def test_the_small_corpus_is_built_in_each_language(tag: str, tmp_path: Path) -> None:
    """One setting changes the language of pages, menu and dates, and the text direction."""
    made = in_language(tmp_path / "project", tag)
    result = run(made, "--strict")
    assert (result.returncode, result.stderr) == (0, "")
    page = (made / "site/events/harbour-fire/index.html").read_text("utf-8")
    direction = "rtl" if Locale.parse(tag).text_direction == "rtl" else "ltr"
    assert f'<html lang="{tag}" dir="{direction}"' in page
    languages.use(languages.made(tag))
    assert parse("1951-03-04").words in (made / "docs/events/harbour-fire.md").read_text("utf-8")
    source = (made / "site/sources/ellan-courier-1951-03-05/index.html").read_text("utf-8")
    files = source.partition('<p class="record">')[2].partition("</p>")[0]
    assert f"{semicolon()}<code>" in files


@pytest.mark.slow
def test_another_language_makes_everything_again(tmp_path: Path) -> None:
    """If the language setting changes, all pages are made again, in the new language only."""
    made = in_language(tmp_path / "project", "en")
    run(made)
    english = _files(made / "site")
    settings = made / SETTINGS
    before = settings.read_text("utf-8")
    settings.write_text(before.replace("language: en", "language: ar"), "utf-8")
    run(made)
    arabic = _files(made / "site")
    shutil.rmtree(made / ".cache")
    run(made)
    assert _files(made / "site") == arabic
    settings.write_text(before, "utf-8")
    run(made)
    assert _files(made / "site") == english != arabic


@pytest.mark.slow
def test_mkdocs_speaks_the_same_language(tmp_path: Path) -> None:
    """For an Arabic site, plain ``mkdocs build`` gives the same bytes as ``build_site.py``."""
    made = in_language(tmp_path / "project", "ar")
    run(made)
    ours = _files(made / "site")
    shutil.rmtree(made / "site")
    shutil.rmtree(made / "docs")
    (made / "docs").mkdir()
    result = python(
        ["-m", "mkdocs", "build", "-q"], made, {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    )
    assert result.returncode == 0, result.stderr
    assert _files(made / "site") == ours


def test_contents_keep_the_no_break_spaces_of_headings() -> None:
    """Entries in the table of contents keep the no-break spaces of their headings."""
    inner = AnchorLink("Post, 5 марта 1951 года", "post", 1)
    written = AnchorLink("By hand", "other", 0)
    first = AnchorLink("Что было", "what", 0)
    first.children.append(inner)
    contents.keep_together(
        [first, written],
        '<h2 id="what">Что <em>было</em></h2><h3 id="post"><span>Post,\n5\u00a0марта</span> '
        '1951\u00a0года<a class="headerlink" href="#post">#</a></h3><h2 id="other">A\u00a0b</h2>',
    )
    titles = [first.title, inner.title, written.title]
    assert titles == ["Что было", "Post, 5\xa0марта 1951\xa0года", "By hand"]


def test_styles_name_no_side() -> None:
    """Style sheets don't name "left" or "right", because sites may be right-to-left.

    Styles that are only for right-to-left pages are excepted.
    """
    named = re.compile(
        r"(?:margin|padding|border|inset)-(?:left|right)|(?:float|clear|text-align): (?:left|right)"
        r"|(?:margin|padding): \S+ (\S+) \S+ (?!\1;)\S+;"
    )
    styles = sorted((languages.LOCALE.parent / "theme" / "styles").glob("*.css"))
    own = re.compile(r'\[dir="rtl"\][^{]*\{[^}]*\}')
    found = {path.name: named.search(own.sub("", path.read_text("utf-8"))) for path in styles}
    assert {name: match[0] for name, match in found.items() if match} == {}
