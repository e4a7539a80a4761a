"""Citations of each kind of source in a CSL style, and the labels of sources."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from gettext import NullTranslations
from typing import Any

import pytest

from sourcebook import languages
from sourcebook.citing.citations import Citation, Citations
from sourcebook.citing.items import csl_item
from sourcebook.citing.pandoc import _default_style, formatted
from sourcebook.corpus import Corpus
from sourcebook.corpus.source_labels import source_labels
from sourcebook.exports.bibliography import bibtex, ris
from sourcebook.records.base import is_isbn, isbn_check
from sourcebook.records.entities import Actor
from sourcebook.records.source_kinds import SOURCE_KINDS
from sourcebook.records.sources import Article
from sourcebook.records.vocabularies import ACTOR_KINDS

from .made import corpus
from .pseudo import in_use

ACTORS: Mapping[str, Mapping[str, Any]] = {
    "okello": {"name": "James Okello", "surname": "Okello"},
    "roe": {"name": "Jane Roe", "surname": "Roe"},
    "committee": {"name": "Harbour Committee", "kind": "organisation"},
    "court": {"name": "High Court", "kind": "organisation"},
    "post": {"name": "The Post", "kind": "media"},
    "forge": {"name": "Forge", "kind": "platform"},
}


def of(**sources: Mapping[str, Any]) -> Corpus:
    """Return a corpus of sources. ``sources``: the id of each source -> its further fields."""
    made = corpus({id_: [] for id_ in sources})
    for id_, actor in ACTORS.items():
        made.actors[id_] = Actor.model_validate({"kind": "person", **actor})
    for id_, fields in sources.items():
        known = {"title": "The old quay", "publisher": "post", "published": "1911-03-02",
                 "language": "en", **fields}  # fmt: skip
        source = made.sources[id_]
        made.sources[id_] = type(source)(id_, Article.model_validate(known), source.summary)
    return made


CITED: Mapping[str, tuple[Mapping[str, Any], str]] = {
    "article": (
        {"authors": ["okello"], "url": "https://post.example/quay"},
        "Okello, James. 1911. “The Old Quay.” <em>The Post</em>, March 2. "
        "https://post.example/quay.",
    ),
    "thesis that says of which kind": (
        {"kind": "thesis", "genre": "PhD thesis", "authors": ["roe"], "publisher": "court"},
        "Roe, Jane. 1911. “The Old Quay.” PhD thesis, High Court.",
    ),
    "book of more authors": (
        {"kind": "book", "authors": ["okello"], "more_authors": "true"},
        "Okello, James et al. 1911. <em>The Old Quay</em>. The Post.",
    ),
    "article of nobody": ({}, "<em>The Post</em>. 1911. “The Old Quay.” March 2."),
    "journal article": (
        {
            "kind": "journal article",
            "authors": ["okello", "roe"],
            "container": "Ports",
            "volume": "3",
            "issue": "2",
            "pages": "12-30",
            "doi": "10.1000/182",
        },
        "Okello, James, and Jane Roe. 1911. “The Old Quay.” <em>Ports</em> 3 (2): 12–30. "
        "https://doi.org/10.1000/182.",
    ),
    "book": (
        {
            "kind": "book",
            "authors": ["okello"],
            "edition": "2",
            "place": "Ellan",
            "isbn": "0-306-40615-2",
            "published": "1911",
        },
        "Okello, James. 1911. <em>The Old Quay</em>. 2nd ed. The Post.",
    ),
    "chapter": (
        {
            "kind": "chapter",
            "authors": ["okello"],
            "editors": ["roe"],
            "container": "Ports",
            "pages": "12-30",
            "published": "1911",
        },
        "Okello, James. 1911. “The Old Quay.” In <em>Ports</em>, edited by Jane Roe. The Post.",
    ),
    "minutes": (
        {"kind": "minutes", "publisher": "committee"},
        "“The Old Quay.” 1911. Minutes. Harbour Committee, March 2.",
    ),
    "letter": (
        {
            "kind": "letter",
            "authors": ["roe"],
            "recipients": ["okello"],
            "published": "1911-03~",
            "archive": "County Archive",
            "archive_reference": "HC 4/17",
            "title": "On the quay",
        },
        "Roe, Jane. \\[1911?\\]. “On the Quay.” Letter to James Okello. The Post, March. HC 4/17. "
        "County Archive.",
    ),
    "letter published by who holds it": (
        {
            "kind": "letter",
            "authors": ["roe"],
            "publisher": "committee",
            "archive": "harbour committee",
            "archive_reference": "HC 4/17",
        },
        "Roe, Jane. 1911. “The Old Quay.” Letter. March 2. HC 4/17. harbour committee.",
    ),
    "e-mail": (
        {"kind": "e-mail", "authors": ["roe"], "recipients": ["okello"]},
        "Roe, Jane. 1911. “The Old Quay.” E-mail to James Okello. The Post, March 2.",
    ),
    "interview": (
        {"kind": "interview", "authors": ["roe"], "interviewers": ["okello"]},
        "Roe, Jane. 1911. “The Old Quay.” Interview by James Okello. The Post, March 2.",
    ),
    "issue": (
        {"kind": "issue", "authors": ["roe"], "publisher": "forge", "number": "77"},
        "Roe, Jane. 1911. “The old quay.” Issue No. 77. Forge, March 2.",
    ),
    "court record": (
        {"kind": "court record", "title": "Roe v Okello", "publisher": "court", "number": "7/11"},
        "Roe v Okello, 7/11 (High Court March 2, 1911).",
    ),
    "law": (
        {"kind": "law", "title": "Harbours Act", "number": "64", "publisher": "court"},
        "Harbours Act, Pub. L. No. 64 (1911).",
    ),
    "map": (
        {"kind": "map", "publisher": "committee", "published": "1911?"},
        "<em>The Old Quay</em>. \\[1911?\\]. Map. Harbour Committee.",
    ),
    "photograph": (
        {"kind": "photograph", "authors": ["roe"], "archive": "County Archive"},
        "Roe, Jane. 1911. <em>The Old Quay</em>. Photograph. The Post, March 2. County Archive.",
    ),
    "video": (
        {"kind": "video", "authors": ["roe"]},
        "Roe, Jane. 1911. <em>The Old Quay</em>. The Post.",
    ),
    "dataset": (
        {"kind": "dataset", "authors": ["roe"], "edition": "1.2"},
        "Roe, Jane. 1911. “The Old Quay.” 1.2. The Post, March 2.",
    ),
    "marks of HTML and Markdown": (
        {"title": "<i>One</i> & *two* _three_ <script>", "language": "de"},
        "<em>The Post</em>. 1911. “&lt;i&gt;One&lt;/i&gt; &amp; \\*two\\* \\_three\\_ "
        "&lt;script&gt;.” March 2.",
    ),
    "years before our era": (
        {"kind": "document", "published": "-0043-03-15"},
        "“The Old Quay.” 44 BC. The Post, March 15.",
    ),
}
"""Maps the name of an example to the fields of a source, and to its citation in Markdown."""


@pytest.fixture(scope="module")
def cited() -> Citations:
    """Return the citations of all examples, made in one run of Pandoc."""
    citations = Citations(of(**{name: fields for name, (fields, _) in CITED.items()}))
    citations.make_all()
    return citations


@pytest.mark.parametrize("name", CITED)
def test_each_kind_of_source_is_cited_in_its_own_form(name: str, cited: Citations) -> None:
    """Each kind of source is cited as the Chicago style requires."""
    _, expected = CITED[name]
    assert cited.of(name).md == expected


def test_a_citation_depends_on_its_own_source_alone() -> None:
    """Citations don't depend on each other: similar citations get no letter, dash or number."""
    alike = {f"s{n}": {"authors": ["okello"], "title": f"Quay {n}"} for n in range(3)}
    together = Citations(of(**alike))
    together.make_all()
    for id_, fields in alike.items():
        assert together.of(id_) == Citations(of(**{id_: fields})).of(id_)


def test_a_citation_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second build takes unchanged citations from the cache, and drops unused ones from it."""
    known: dict[bytes, Citation] = {}
    first = Citations(of(one={}, two={"title": "Two"}), known)
    first.make_all()
    pages = 2  # one pattern for the site's pages, and one for pages whose title is a question
    assert len(known) == 2 + pages
    monkeypatch.setattr("sourcebook.citing.citations.formatted", None)
    second = Citations(of(one={}), known)
    second.make_all()
    assert second.of("one") == first.of("one")
    assert set(known.values()) == {first.of("one"), *first.page_patterns()}


STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
  <info><title>Numbered</title><id>numbered</id></info>
  <citation><layout><text variable="citation-number"/></layout></citation>
  <bibliography subsequent-author-substitute="---"><layout>
    <text variable="citation-number" prefix="[" suffix="] "/>
    <names variable="author" suffix=": "/>
    <choose><if disambiguate="true"><text value="again "/></if></choose>
    <text variable="title" font-style="italic"/>
  </layout></bibliography>
</style>
"""


def test_a_style_of_the_project_is_used() -> None:
    """A project can use any CSL style; the citation numbers of a numeric style are left out."""
    items = [csl_item(of(a={}), of(a={}).sources["a"])]
    [runs] = formatted(items, STYLE).values()
    assert [tuple(run) for run in runs] == [("The old quay", ("em",))]
    made = replace(of(a={"authors": ["roe"]}, b={"authors": ["roe"]}), citation_style=STYLE)
    assert Citations(made).of("b").text == "Jane Roe: The old quay"


def test_labels_are_chosen_or_made() -> None:
    """A source's label is in its record, or is made from its date and its publisher or author."""
    made = of(
        a={"authors": ["okello"]},
        b={"authors": ["okello"], "kind": "letter"},
        c={"authors": ["okello", "roe"], "kind": "book", "published": "1911"},
        d={"authors": ["okello", "roe", "court"], "kind": "book", "published": "1911"},
        e={"kind": "book", "publisher": "committee"},
        f={"authors": ["roe"], "publisher": "forge"},
        g={"label": "Quay papers", "kind": "letter"},
        h={"authors": ["roe"], "kind": "e-mail", "published": "1999-03-31T01:37:00Z"},
    )
    assert source_labels(made.sources, made.actors, ACTOR_KINDS, SOURCE_KINDS) == {
        "a": "The Post, 2 March 1911",
        "b": "Okello, 2 March 1911",
        "c": "Okello and Roe, 1911",
        "d": "Okello et al., 1911",
        "e": "Harbour Committee, 2 March 1911",
        "f": "Roe, 2 March 1911",
        "g": "Quay papers",
        "h": "Roe, 31 March 1999",
    }


def test_an_arabic_word_stands_between_a_latin_name_and_a_number() -> None:
    """In Arabic, a word separates a Latin name from a number, to keep the text's direction."""
    made = of(a={}, b={"kind": "book", "authors": ["roe"]})
    article = made.sources["b"].article.model_copy(update={"published": None})
    made.sources["b"] = replace(made.sources["b"], article=article)
    languages.use(languages.made("ar"))
    try:
        labels = source_labels(made.sources, made.actors, ACTOR_KINDS, SOURCE_KINDS)
    finally:
        languages.use(None)
    assert [*labels.values()] == ["The Post، في 2 مارس 1911", "Roe، د.ت."]


def test_a_source_of_nobody_and_of_no_day_has_a_label_and_a_citation() -> None:
    """A source without author, publisher and date has a label and a citation."""
    made = of(a={}, b={"kind": "book", "authors": ["roe"]}, c={"kind": "book", "authors": ["roe"]})
    for id_, source in made.sources.items():
        unknown = {"publisher": None, "published": None, "language": None}
        article = source.article.model_copy(update=unknown)
        made.sources[id_] = type(source)(id_, article, source.summary)
    assert source_labels(made.sources, made.actors, ACTOR_KINDS, SOURCE_KINDS) == {
        "a": "The old quay, n.d.", "b": "Roe, n.d. (a)", "c": "Roe, n.d. (b)",
    }  # fmt: skip
    assert Citations(made).of("a").text == "The Old Quay. n.d."
    assert bibtex(made, made.sources["a"]) == "@article{a,\n  title = {{The old quay}},\n}\n"
    assert ris(made, made.sources["a"]) == "TY  - NEWS\nID  - a\nTI  - The old quay\nER  - \n\n"


def test_many_labels_alike_are_all_told_apart() -> None:
    """After the letters a to z, labels of similar sources get aa, ab and so on."""
    labels = source_labels(
        of(**{f"s{n:03}": {} for n in range(30)}).sources,
        of(a={}).actors,
        ACTOR_KINDS,
        SOURCE_KINDS,
    )
    assert len(set(labels.values())) == 30
    assert labels["s026"] == "The Post, 2 March 1911aa"


def test_exports_are_by_kind() -> None:
    """BibTeX and RIS exports use the type and fields of the source's kind, here of a chapter."""
    made = of(chapter={**CITED["chapter"][0], "isbn": "0-306-40615-2", "place": "Ellan"})
    assert bibtex(made, made.sources["chapter"]) == (
        "@incollection{chapter,\n"
        "  title = {{The old quay}},\n"
        "  author = {Okello, James},\n"
        "  editor = {Roe, Jane},\n"
        "  booktitle = {Ports},\n"
        "  publisher = {The Post},\n"
        "  pages = {12-30},\n"
        "  location = {Ellan},\n"
        "  isbn = {0-306-40615-2},\n"
        "  year = {1911},\n"
        "  date = {1911},\n"
        "  langid = {en},\n"
        "}\n"
    )
    assert ris(made, made.sources["chapter"]) == (
        "TY  - CHAP\nID  - chapter\nTI  - The old quay\nAU  - Okello, James\nED  - Roe, Jane\n"
        "T2  - Ports\nPB  - The Post\nSP  - 12\nEP  - 30\nCY  - Ellan\nSN  - 0-306-40615-2\n"
        "PY  - 1911\nDA  - 1911///\nLA  - en\nER  - \n\n"
    )


def test_an_isbn_has_at_most_one_separator_between_digits() -> None:
    """An ISBN with two separators in a row, or with a separator at its beginning, is invalid."""
    assert is_isbn("978-3-16-148410-0")
    assert is_isbn("978 3 16 148410 0")
    assert not is_isbn(f"978-3-16-{'-' * 1000}148410-0")
    assert not is_isbn("978--3-16-148410-0")
    assert not is_isbn("-978-3-16-148410-0")


def test_check_digits_of_isbns() -> None:
    """Check digits of ISBNs, including the digit X, are computed as in ISO 2108."""
    assert isbn_check("030640615") == "2"
    assert isbn_check("080442957") == "X"
    assert isbn_check("978030640615") == "7"


def test_every_field_of_a_kind_is_one_of_a_source() -> None:
    """The definitions of the kinds of sources use only fields that ``Article`` has."""
    for kind, facts in SOURCE_KINDS.items():
        assert facts.uses <= Article.model_fields.keys(), f"'{kind}' in records/vocabularies.py"


def test_a_project_s_own_style_is_in_the_language_in_use() -> None:
    """Citations in a project's own style have months and quotation marks in the site's language."""
    catalogue = NullTranslations()
    catalogue._info = {"language": "de"}  # type: ignore[attr-defined]
    made = replace(of(a={"published": "1911-03-02"}), citation_style=_default_style())
    with in_use(catalogue):
        assert Citations(made).of("a").text == "The Post. 1911. „The Old Quay“. März 2."
    assert Citations(made).of("a").text == "The Post. 1911. “The Old Quay.” March 2."


TRANSLATED: Mapping[str, Sequence[str]] = {
    "fr": [
        "The Post. 1911. «\xa0The old quay\xa0». 1er mars.",
        "Okello, James et Jane Roe. 1911. «\xa0The old quay\xa0». Dans Ports, sous la direction "
        "de Jane Roe. The Post.",
        "Roe, Jane. [1911?]. «\xa0The old quay\xa0». Lettre à James Okello. The Post, mars.",
        "Roe, Jane. 1911. «\xa0The old quay\xa0». Entretien mené par James Okello. "
        "The Post, 2 mars.",
        "Roe, Jane. 1911. «\xa0The old quay\xa0». Ticket nᵒ 77. Forge, 2 mars.",
        "«\xa0The old quay\xa0». 44\xa0av.\xa0J.-C. The Post, 15 mars.",
    ],
    "ru": [
        "The Post. 1911. «The old quay». 1\xa0марта.",
        "Okello, James и Jane Roe. 1911. «The old quay». В: Ports, под редакцией "
        "Jane Roe. The Post.",
        "Roe, Jane. [1911?]. «The old quay». Письмо к James Okello. The Post, март.",
        "Roe, Jane. 1911. «The old quay». Интервью — James Okello. The Post, 2\xa0марта.",
        "Roe, Jane. 1911. «The old quay». Обсуждение в трекере № 77. Forge, 2\xa0марта.",
        "«The old quay». 44\xa0до н.\xa0э. The Post, 15\xa0марта.",
    ],
    "ar": [
        "The Post. 1911. «The old quay». 1 مارس.",
        "Okello، James وJane Roe. 1911. «The old quay». في Ports، تحرير Jane Roe. The Post.",
        "Roe، Jane. [1911?]. «The old quay». رسالة إلى James Okello. The Post، مارس.",
        "Roe، Jane. 1911. «The old quay». مقابلة أجراها James Okello. The Post، 2 مارس.",
        "Roe، Jane. 1911. «The old quay». بلاغ رقم 77. Forge، 2 مارس.",
        "«The old quay». 44\xa0ق.م. The Post، 15 مارس.",
    ],
}
"""Maps a language to the citations of six sources, the same for each language."""


@pytest.mark.parametrize("tag", TRANSLATED)
def test_a_citation_follows_the_language_in_use(tag: str) -> None:
    """Dates, words, punctuation and quotation marks of citations follow the site's language."""
    sources: Mapping[str, Mapping[str, Any]] = {
        "a": {"published": "1911-03-01"},
        "b": {**CITED["chapter"][0], "authors": ["okello", "roe"], "pages": None},
        "c": {"kind": "letter", "authors": ["roe"], "recipients": ["okello"],
              "published": "1911-03~"},
        "d": CITED["interview"][0],
        "e": CITED["issue"][0],
        "f": CITED["years before our era"][0],
    }  # fmt: skip
    languages.use(languages.made(tag))
    try:
        citations = Citations(of(**sources))
        found = [citations.of(id_).text for id_ in sources]
    finally:
        languages.use(None)
    assert found == TRANSLATED[tag]


def test_arabic_puts_the_word_before_the_number_of_an_edition() -> None:
    """In Arabic citations, the word for "edition" precedes the number; in French, it follows."""
    made = of(a={"kind": "book", "authors": ["roe"], "edition": "2"})
    found = {}
    for tag in ("ar", "fr"):
        languages.use(languages.made(tag))
        try:
            found[tag] = Citations(made).of("a").text
        finally:
            languages.use(None)
    assert found == {
        "ar": "Roe، Jane. 1911. The old quay. ط 2. The Post.",
        "fr": "Roe, Jane. 1911. The old quay. 2ᵉ éd. The Post.",
    }


def test_one_capital_begins_an_edition_in_words() -> None:
    """In Russian citations, an edition in words, as in "Morning edition", has one capital."""
    made = of(a={"published": "1911-03-01", "edition": "утреннее"})
    languages.use(languages.made("ru"))
    try:
        found = Citations(made).of("a").text
    finally:
        languages.use(None)
    assert found == "The Post. 1911. «The old quay». 1\xa0марта. Утреннее издание."


def test_arabic_puts_the_word_before_the_name_of_an_edition() -> None:
    """In the Arabic citation of an article, the word for "edition" precedes the edition's name."""
    made = of(a={"kind": "article", "authors": ["roe"], "edition": "morning"})
    languages.use(languages.made("ar"))
    try:
        found = Citations(made).of("a").text
    finally:
        languages.use(None)
    assert "الطبعة morning" in found


def test_a_translated_citation_follows_no_english_convention() -> None:
    """French and Russian citations have full page ranges, and months without a capital.

    A month has a capital only after a full stop. The word for "edition" is abbreviated after a
    number, as in ``1ʳᵉ éd.``, but not beside a name, as in ``Édition morning``.
    """
    made = of(
        alone={"published": "1911-10"},
        named={"edition": "morning"},
        pages={
            "kind": "journal article",
            "container": "Ports",
            "volume": "3",
            "pages": "112-130",
            "published": "1911-03",
        },
        inside={"published": "1911-10", "authors": ["roe"]},
        first={"kind": "book", "edition": "1", "authors": ["roe"]},
    )
    found = {}
    for tag in ("fr", "ru"):
        languages.use(languages.made(tag))
        try:
            citations = Citations(made)
            found[tag] = [citations.of(id_).text for id_ in made.sources]
        finally:
            languages.use(None)
    assert found == {
        "fr": [
            "The Post. 1911. «\xa0The old quay\xa0». Octobre.",
            "The Post. 1911. «\xa0The old quay\xa0». 2 mars. Édition morning.",
            "«\xa0The old quay\xa0». 1911. Ports 3 (mars): 112‑130.",
            "Roe, Jane. 1911. «\xa0The old quay\xa0». The Post, octobre.",
            "Roe, Jane. 1911. The old quay. 1ʳᵉ éd. The Post.",
        ],
        "ru": [
            "The Post. 1911. «The old quay». Октябрь.",
            "The Post. 1911. «The old quay». 2\xa0марта. Morning издание.",
            "«The old quay». 1911. Ports 3 (март): 112–130.",
            "Roe, Jane. 1911. «The old quay». The Post, октябрь.",
            "Roe, Jane. 1911. The old quay. 1-я изд. The Post.",
        ],
    }


def test_the_author_of_a_letter_speaks_in_it() -> None:
    """A letter's speaker is its author, not the archive; an article's speaker is the newspaper."""
    made = of(
        article={"authors": ["roe"]},
        letter={"authors": ["roe", "okello"], "kind": "letter"},
        post={"authors": ["roe"], "publisher": "forge"},
        unsigned={"kind": "letter"},
    )
    assert made.speakers == {"article": "post", "letter": "roe", "post": "roe", "unsigned": "post"}
