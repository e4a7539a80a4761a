"""The corpus against the originals: nothing misquoted, nothing misnamed, nothing copied.

The originals are other people's work and stay out of the repository. Where they
are at hand, in ``../shared/originals`` or ``sources/originals``, these tests hold
the corpus to them; elsewhere they are skipped.
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
RUN = 8  # so many words in a row are a copied sentence, not a turn of phrase


@cache
def originals() -> Path:
    """Return the folder of the originals, or skip the test that asks for it."""
    for place in PLACES:
        if any(place.glob("*.txt")):
            return place
    pytest.skip("no originals are at hand, so nothing is checked against them")


@cache
def corpus() -> Corpus:
    """Return the corpus of this repository."""
    checked = stages.check(ROOT)
    assert checked.corpus is not None
    return checked.corpus


@cache
def verified() -> tuple[stages.Checked, Verified]:
    """Return what comes of checking every quote and name against the originals."""
    checked, found = stages.verify(ROOT, originals())
    assert found is not None
    return checked, found


@cache
def texts() -> Mapping[str, str]:
    """Return each original's whole text, by source."""
    found, problems = read_originals(originals(), "originals", corpus().sources)
    assert problems == []
    return {source: original.text for source, original in found.items()}


def parts(source: str) -> Mapping[Locator, str]:
    """Return the parts of an original that can be cited."""
    found, misfits = divide(texts()[source], corpus().sources[source].article)
    assert misfits == []
    return found


def runs(text: str) -> Iterator[str]:
    """Yield each run of ``RUN`` words of a text; a hyphen or a link's target parts nothing."""
    plain = normalised(re.sub(r"\]\([^)\s]*\)", "]", text)).casefold()
    words = re.findall(r"\w+(?:'\w+)*", plain)
    for start in range(len(words) - RUN + 1):
        yield " ".join(words[start : start + RUN])


def original_runs(source: str) -> Iterator[str]:
    """Yield the runs of an original; none goes on from the title, which may be given in full."""
    title = parts(source)["title"]
    for text in (*texts()[source].partition(title),):
        yield from runs(text)


def repository_texts() -> Iterator[tuple[str, str]]:
    """Yield path and text of each text file that is in Git or could be added to it."""
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
    """Where originals are at hand at all, no article goes unchecked."""
    assert sorted(texts()) == SOURCE_IDS
    assert verified()[1].missing == []


def test_paragraphs_and_parts_are_those_of_the_originals() -> None:
    """A citation of ¶6 leads to the sixth paragraph of what was published."""
    assert format_problems(verified()[0].problems) == []


@every_source
def test_title_is_as_published(source: str) -> None:
    """A title is the one thing of an article that is given in full, so it must be right."""
    title = normalised(corpus().sources[source].article.title)
    assert title == normalised(parts(source)["title"]).lstrip("# ")


def test_quotes_and_names_stand_where_they_are_said_to() -> None:
    """Words ascribed to a source are that source's, in a paragraph they are given for."""
    tally = verified()[1].tally(corpus())
    assert tally == {"found": sum(tally.values()), "elsewhere": 0, "absent": 0, "unchecked": 0}


def test_the_lock_holds_what_was_checked() -> None:
    """Who has no originals sees what these say, not what earlier ones said."""
    assert (SOURCES / "evidence.lock").read_text("utf-8") == verified()[1].lock


@pytest.mark.slow
def test_nothing_is_copied() -> None:
    """No sentence of an article is published here: titles and short quotes aside."""
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
