"""All text that Sourcebook adds to pages can be translated, and translations fit into pages."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from gettext import NullTranslations
from io import StringIO
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from sourcebook import stages
from sourcebook.catalogue import CATALOGUE
from sourcebook.corpus import Corpus
from sourcebook.exports import choices, package, schemas, whole
from sourcebook.exports.downloads import GROUPS
from sourcebook.exports.tables import tables
from sourcebook.pages.compose import Composer
from sourcebook.pages.site import OfferedFile
from sourcebook.project import SOURCES

from .bare_english import bare_words, in_another_script, skeleton
from .collecting_messages import collected, is_of_site
from .corpora import SMALL
from .pseudo import CLOSE, OPEN, in_use, pseudo, pseudo_catalogue

ALLOWED = {
    r"https?://\S+": "addresses of articles",
    r"sources/[\w.-]+/#c-[\w-]+": "addresses of claims",
    r"[\w-]+\.(?:bib|csv|json)\b": "names of files",
    r"\b(?:BibTeX|CSL-JSON|RIS)\b": "names of file formats",
    r"English \(United Kingdom\)": "the name of a language with its region, which is CLDR's",
    r"\bSourcebook\b": "the title of a site that has been given none",
    r"version [0-9a-f]{12}|(?<= )[0-9a-f]{12}(?=;)": "the version of the data",
    r"^- \W?[a-z0-9-]+ (?=\()": "codes of problems, which people search for",
    r"<id>": "what stands for an id in the paths of files",
    r"\{\w+\}": "places in the sentences of problems",
}
"""Text in ASCII letters that is allowed in any language: maps a pattern to the reason."""


class _Recorder(NullTranslations):
    """A catalogue that returns English messages, and records each message."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: set[str] = set()

    def gettext(self, message: str) -> str:
        self.shown.add(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def _corpus(sources: Path, project: Path) -> Corpus:
    in_another_script(sources, project / SOURCES)
    checked = stages.check(project)
    assert checked.corpus, checked.problems
    return checked.corpus


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Return the small corpus with all of its own texts in Cyrillic letters."""
    return _corpus(SMALL / SOURCES, tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Return the real corpus with all of its own texts in Cyrillic letters."""
    root = Path(__file__).parent.parent
    return _corpus(root / SOURCES, tmp_path_factory.mktemp("real"))


def _composed(corpus: Corpus, catalogue: NullTranslations, suffix: str) -> dict[str, str]:
    """Return path -> text for a corpus's files of one type, in the language of a catalogue.

    ``suffix``: the end of the paths of these files, such as ``.md`` for pages.
    """
    downloads = [
        OfferedFile(f"data/{group}.csv", group, heading, "Ж", 1234, 5)
        for group, heading in GROUPS.items()
    ]
    with in_use(catalogue):
        # A corpus caches its labels in the language that is in use when they are first read.
        composer = Composer(replace(corpus), downloads=lambda: downloads)
        jobs = chain(composer.jobs(), composer.last())
        made = {job.path: job.make() for job in jobs if job.path.endswith(suffix)}
        # Remove citations, because their words come from the citation style, not the catalogue.
        for id_ in corpus.sources:
            words = composer.site.citation(id_).md
            made = {path: text.replace(words, "") for path, text in made.items()}
        return made


def _pages(corpus: Corpus, catalogue: NullTranslations) -> dict[str, str]:
    return _composed(corpus, catalogue, ".md")


@pytest.fixture(scope="module")
def pages(small: Corpus) -> dict[str, str]:
    """Return the pages of the small corpus in the pseudo-language."""
    return _pages(small, pseudo_catalogue())


def _found(pages: dict[str, str]) -> dict[str, list[str]]:
    found = {path: bare_words(page, ALLOWED) for path, page in pages.items()}
    return {path: words for path, words in found.items() if words}


def test_pages_say_nothing_outside_the_catalogue(pages: dict[str, str]) -> None:
    """On the small corpus's pages, every word that isn't from the corpus can be translated."""
    assert _found(pages) == {}


@pytest.mark.slow
def test_nor_do_those_of_a_larger_corpus(real: Corpus) -> None:
    """On the real corpus's pages, every word that isn't from the corpus can be translated."""
    assert _found(_pages(real, pseudo_catalogue())) == {}


def test_drawings_say_nothing_outside_the_catalogue(small: Corpus) -> None:
    """The labels in drawings are translatable messages, or names from the corpus."""
    drawings = _composed(small, pseudo_catalogue(), ".svg")
    found = {path: bare_words(drawing) for path, drawing in drawings.items()}
    assert len(found) > 5
    assert {path: words for path, words in found.items() if words} == {}


def test_a_message_that_is_not_wrapped_is_found(small: Corpus) -> None:
    """``bare_words`` finds each message of the pages if the message isn't translated."""
    english = _Recorder()
    composed = _pages(small, english)
    assert len(english.shown) > 300
    noticed = {word for page in composed.values() for word in bare_words(page, ALLOWED)}
    for message in english.shown:
        words = bare_words(re.sub(r"\{\w*\}|%\(\w+\)s", " ", message), ALLOWED)
        assert noticed.intersection(words) or not words, message


def _described(corpus: Corpus, catalogue: NullTranslations) -> dict[str, str]:
    """Return position -> text of each description in downloads, schemas and filters."""
    with in_use(catalogue):
        corpus = replace(corpus)
        chosen = choices.compose(corpus, corpus.events, choices.CHOICES)
        texts = {f"{name} in choices": name for name in _labels(chosen["fields"])}
        files = {
            "datapackage.json": package.datapackage(corpus, [(t, b"") for t in tables(corpus)]),
            whole.SCHEMA: whole.corpus_schema(corpus),
            **schemas.compose(),
        }
    for file, content in files.items():
        found = re.finditer(r'"description": ("(?:[^"\\]|\\.)*")', content)
        texts |= {f"{file}:{match.start()}": json.loads(match[1]) for match in found}
    return texts


def _labels(fields: list[dict[str, Any]]) -> Iterator[str]:
    for field in fields:
        yield field["words"]
        if field["name"] == "kind":
            yield from (label for _kind, label in field["options"])


def test_data_is_described_from_the_catalogue(small: Corpus) -> None:
    """Descriptions of keys, columns and filters can be translated."""
    described = _described(small, pseudo_catalogue())
    assert len(described) > 300
    bare = {where for where, text in described.items() if text[0] + text[-1] != OPEN + CLOSE}
    assert bare == set()


@pytest.mark.slow
def test_translators_get_each_message_that_is_shown(small: Corpus) -> None:
    """Every message that readers see is in the translators' template, as one of the site's."""
    english = _Recorder()
    _pages(small, english)
    _composed(small, english, ".svg")
    _described(small, english)
    found = [one for one in read_po(StringIO(collected())) if one.id]
    # Besides the site's messages, pages have the sentences of problems: the page on the data
    # format lists them.
    problems = {kind.sentence for kind in CATALOGUE.values()}
    ids = [one.id for one in found if is_of_site(path for path, _ in one.locations)]
    known = problems.union(*([id_] if isinstance(id_, str) else id_ for id_ in ids))
    own = {word for name in ("location_kinds", "groups", "ids")
           for word, row in getattr(small.vocabulary, name).items()
           for word in (word, getattr(row, "label", None)) if word}  # fmt: skip
    assert english.shown - known - own == set()


def test_a_translation_keeps_the_structure(small: Corpus, pages: dict[str, str]) -> None:
    """Translated pages have the same headings, lists, tables, links and HTML as English pages."""
    english = _pages(small, NullTranslations())
    assert {path: skeleton(page) for path, page in pages.items()} == {
        path: skeleton(page) for path, page in english.items()
    }


def test_every_place_is_filled(pages: dict[str, str]) -> None:
    """No translated page contains a placeholder, or a part of a placeholder."""
    for path, page in pages.items():
        assert not re.search(r"%\(\w+\)s|%%", page), path
        assert page.count(OPEN) == page.count(CLOSE) > 0, path


def test_the_pseudo_language() -> None:
    """Messages in the pseudo-language are longer; placeholders and code are unchanged."""
    assert pseudo("Undated") == "⟦Ûñđââţééđ⟧"
    assert pseudo("{count} of `sources/`") == "⟦{count} ôôƒ `sources/`⟧"
    assert pseudo("%(num)s %%") == "⟦%(num)s %%⟧"


def test_what_is_taken_for_english() -> None:
    """English words are looked for in text, titles and labels, but not in code and addresses."""
    page = (
        '---\ntitle: "Ж"\ndescription: "Bare"\n---\n[Ж](a/b.md "Title") `code` <b class="c" '
        'aria-label="Label">⟦ţéẋţ⟧ <!-- no --></b>\n<!-- json-ld\n[{"name":"Name","@id":"no"}]\n'
        "json-ld -->\n"
    )
    assert bare_words(page) == ["Bare", "Name", "Label", "Title"]
    assert bare_words("<script>no()</script><p title='Ж'>some &amp; words</p>") == ["some", "words"]
