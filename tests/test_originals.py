"""The corpus against the originals: nothing misquoted, nothing misnamed, nothing copied.

The originals are other people's work and stay out of the repository. Where they
are at hand, in ``../shared/originals`` or ``sources/originals``, these tests hold
the corpus to them; elsewhere they are skipped.
"""

import re
import subprocess
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "sources"
PLACES = (ROOT.parent / "shared" / "originals", SOURCES / "originals")
RUN = 8  # so many words in a row are a copied sentence, not a turn of phrase


@dataclass(frozen=True, slots=True)
class Layout:
    """Which blank-line-separated blocks of an original are its citable parts, from 0.

    ``paragraphs`` holds the numbered ones in order; the blocks named nowhere are
    the site's furniture.
    """

    title: int
    paragraphs: Sequence[int]
    standfirst: int | None = None
    caption: int | None = None


LAYOUTS: Mapping[str, Layout] = {
    "al-jazeera-2015-10-01": Layout(title=0, standfirst=1, paragraphs=range(3, 16)),
    "alwaght-2016-06-25": Layout(title=1, paragraphs=range(2, 12)),
    "south-front-2015-11-09": Layout(title=0, standfirst=1, paragraphs=range(8, 16)),
    "worldtribune-2015-09": Layout(
        title=0, caption=4, paragraphs=[block for block in range(2, 13) if block != 4]
    ),
    "zero-hedge-2015-10": Layout(title=1, paragraphs=range(2, 30)),
}

QUOTES = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛`´′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "\N{SOFT HYPHEN}": None,
        "\N{ZERO WIDTH SPACE}": None,
        "*": None,  # markup of emphasis in a copy
    }
)


def normal(text: str) -> str:
    """Return a text without case, markup and the varieties of spaces, quotes and dashes."""
    plain = unicodedata.normalize("NFC", text).translate(QUOTES).replace("…", "...")
    return " ".join(plain.split()).casefold()


def stands_in(words: str, text: str) -> bool:
    """Tell whether the words stand in a normalised text, not beginning or ending inside a word."""
    return re.search(rf"(?<!\w){re.escape(normal(words))}(?!\w)", text) is not None


def runs(text: str) -> Iterator[str]:
    """Yield each run of ``RUN`` words of a text; a hyphen or a link's target parts nothing."""
    words = re.findall(r"\w+(?:'\w+)*", normal(re.sub(r"\]\([^)\s]*\)", "]", text)))
    for start in range(len(words) - RUN + 1):
        yield " ".join(words[start : start + RUN])


def from_yaml(text: str) -> Any:
    """Read YAML with all scalars as text, independently of the code under test."""
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - makes text, lists, dicts only


@cache
def original(source: str) -> str:
    """Return an original's whole text, or skip the test that asks for it."""
    for place in PLACES:
        path = place / f"{source}.txt"
        if path.is_file():
            return path.read_text(encoding="utf-8")
    pytest.skip(f"the original of {source} is not at hand, so nothing is checked against it")


def blocks_of(source: str) -> Sequence[str]:
    """Return the blank-line-separated blocks of an original."""
    return [block for block in re.split(r"\n[^\S\n]*\n", original(source)) if block.strip()]


@cache
def parts(source: str) -> Mapping[str, str]:
    """Return the citable parts of an original, normalised, by number or by name."""
    blocks = blocks_of(source)
    layout = LAYOUTS[source]
    named = {"title": layout.title, "standfirst": layout.standfirst, "caption": layout.caption}
    numbered = {str(number): block for number, block in enumerate(layout.paragraphs, start=1)}
    return {
        part: normal(blocks[block]).lstrip("# ")
        for part, block in {**named, **numbered}.items()
        if block is not None
    }


def original_runs(source: str) -> Iterator[str]:
    """Yield the runs of an original; none goes on from the title, which may be given in full."""
    blocks, title = blocks_of(source), LAYOUTS[source].title
    for text in (blocks[:title], blocks[title : title + 1], blocks[title + 1 :]):
        yield from runs("\n".join(text))


@cache
def article(source: str) -> tuple[Mapping[str, Any], Sequence[str]]:
    """Return the front matter of ``sources/articles/<source>.md``, and its paragraphs."""
    text = (SOURCES / "articles" / f"{source}.md").read_text(encoding="utf-8")
    _, front, body = re.split(r"^---$\n", text, maxsplit=2, flags=re.MULTILINE)
    return from_yaml(front), [block for block in re.split(r"\n\s*\n", body) if block.strip()]


@cache
def summary(source: str) -> Mapping[str, Any]:
    """Return ``sources/summaries/<source>.yml``."""
    return from_yaml((SOURCES / "summaries" / f"{source}.yml").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def listed(value: Any) -> Sequence[str]:
    """Return a value that may be written as one item or as a list, as a list."""
    return value if isinstance(value, list) else [value]


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


every_source = pytest.mark.parametrize("source", LAYOUTS)


@every_source
def test_paragraphs_are_counted_as_in_the_original(source: str) -> None:
    """A citation of ¶6 leads to the sixth paragraph of what was published."""
    numbered = [part for part in parts(source) if part.isdigit()]
    assert len(article(source)[1]) == len(numbered)


@every_source
def test_parts_are_those_of_the_original(source: str) -> None:
    """A source has a standfirst or a caption exactly where its original has."""
    front, _ = article(source)
    for part in ("standfirst", "caption"):
        assert (part in front) == (part in parts(source)), part


@every_source
def test_title_is_as_published(source: str) -> None:
    """A title is the one thing of an article that is given in full, so it must be right."""
    assert normal(article(source)[0]["title"]) == parts(source)["title"]


@every_source
def test_names_stand_where_they_are_said_to(source: str) -> None:
    """Words ascribed to a source are that source's, in each paragraph given."""
    wrong = [
        f"{words!r} (for {named}) doesn't stand in {where}"
        for kind in ("actors", "locations")
        for named, names in summary(source)["names"][kind].items()
        for words, places in names.items()
        for where in listed(places)
        if not stands_in(words, parts(source)[where])
    ]
    assert wrong == []


@every_source
def test_quotes_stand_where_they_are_said_to(source: str) -> None:
    """A quote gives the exact words of a paragraph that its claim cites."""
    wrong = [
        f"{claim['quote']!r} (of {claim['id']}) doesn't stand in {claim['paragraph']}"
        for claim in summary(source)["claims"]
        if "quote" in claim
        and not any(
            stands_in(claim["quote"], parts(source)[where]) for where in listed(claim["paragraph"])
        )
    ]
    assert wrong == []


def test_nothing_is_copied() -> None:
    """No sentence of an article is published here: titles and short quotes aside."""
    copied = {run: source for source in LAYOUTS for run in original_runs(source)}
    for source in LAYOUTS:
        quotes = [claim["quote"] for claim in summary(source)["claims"] if "quote" in claim]
        for allowed in (article(source)[0]["title"], *quotes):
            for run in runs(allowed):
                copied.pop(run, None)
    wrong = [
        f"{path}: {run!r}, from {copied[run]}"
        for path, text in repository_texts()
        for run in runs(text)
        if run in copied
    ]
    assert wrong == []
