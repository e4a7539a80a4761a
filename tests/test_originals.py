"""The real corpus agrees with the originals, and copies no sentences from them.

The originals belong to others, so they aren't in the repository. If they are in
``../shared/originals`` or ``sources/originals``, these tests run; otherwise, they are skipped.
"""

import re
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from sourcebook import stages
from sourcebook.corpus import Corpus
from sourcebook.evidence import Verified
from sourcebook.evidence.originals import divide, read_originals
from sourcebook.evidence.wording import normalised
from sourcebook.problems import format_problems
from sourcebook.records.locators import Locator

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "sources"
PLACES = (ROOT.parent / "shared" / "originals", SOURCES / "originals")
RUN = 8  # number of consecutive words that count as a copied sentence


@cache
def originals() -> Path:
    """Return the folder of the originals; skip the test if there is none."""
    for place in PLACES:
        if any(place.glob("*.txt")):
            return place
    pytest.skip("no originals are at hand, so nothing is checked against them")


@cache
def corpus() -> Corpus:
    """Return the real corpus."""
    checked = stages.check(ROOT)
    assert checked.corpus is not None
    return checked.corpus


@cache
def verified() -> tuple[stages.Checked, Verified]:
    """Return the results of the evidence check with all originals."""
    checked, found = stages.verify(ROOT, originals())
    assert found is not None
    return checked, found


@cache
def texts() -> Mapping[str, str]:
    """Map each source's id to the whole text of its original."""
    found, problems = read_originals(originals(), "originals", corpus().sources)
    assert problems == []
    return {source: original.text for source, original in found.items()}


def parts(source: str) -> Mapping[Locator, str]:
    """Return the citable parts of an original."""
    found, misfits = divide(texts()[source], corpus().sources[source].article)
    assert misfits == []
    return found


def runs(text: str) -> Iterator[str]:
    """Yield all sequences of ``RUN`` words in a text, ignoring hyphens and targets of links."""
    plain = normalised(re.sub(r"\]\([^)\s]*\)", "]", text)).casefold()
    words = re.findall(r"\w+(?:'\w+)*", plain)
    for start in range(len(words) - RUN + 1):
        yield " ".join(words[start : start + RUN])


def original_runs(source: str) -> Iterator[str]:
    """Yield all sequences of ``RUN`` words in an original, except those partly in the title."""
    title = parts(source)["title"]
    for text in (*texts()[source].partition(title),):
        yield from runs(text)


def repository_texts() -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each text file that is in Git or isn't ignored by Git."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    for path in sorted(set(filter(None, listing.decode().split("\0")))):
        file = ROOT / path
        if file.is_file():
            content = file.read_bytes()
            if b"\0" not in content:
                yield path, content.decode("utf-8", errors="replace")


SOURCE_IDS = sorted(path.stem for path in (SOURCES / "articles").glob("*.md"))
every_source = pytest.mark.parametrize("source", SOURCE_IDS)


def test_every_original_is_there() -> None:
    """If there are originals, there is one for each article."""
    assert sorted(texts()) == SOURCE_IDS
    assert verified()[1].missing == []


def test_paragraphs_and_parts_are_those_of_the_originals() -> None:
    """The paragraphs and parts of each article are those of the original."""
    assert format_problems(verified()[0].problems) == []


@every_source
def test_title_is_as_published(source: str) -> None:
    """The title of each article is exactly that of the original."""
    title = normalised(corpus().sources[source].article.title)
    assert title == normalised(parts(source)["title"]).lstrip("# ")


def test_quotes_and_names_stand_where_they_are_said_to() -> None:
    """All quotes and names are in the originals, in the paragraphs that the corpus gives."""
    tally = verified()[1].tally(corpus())
    assert tally == {"found": sum(tally.values()), "elsewhere": 0, "absent": 0, "unchecked": 0}


def test_the_lock_holds_what_was_checked() -> None:
    """``evidence.lock`` is exactly the result of a check against the current originals."""
    assert (SOURCES / "evidence.lock").read_text("utf-8") == verified()[1].lock


@pytest.mark.slow
def test_nothing_is_copied() -> None:
    """No ``RUN`` consecutive words of an article's original text are in the repository.

    Titles of articles and quotes in claims are allowed.
    """
    copied = {run: source for source in SOURCE_IDS for run in original_runs(source)}
    for source in corpus().sources.values():
        quotes = [claim.quote for claim in source.summary.claims if claim.quote]
        for allowed in (source.article.title, *quotes):
            for run in runs(allowed):
                copied.pop(run, None)
    wrong = [
        f"{path}: {run!r}, from {copied[run]}"
        for path, text in repository_texts()
        for run in runs(text)
        if run in copied
    ]
    assert wrong == []
