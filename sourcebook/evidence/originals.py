"""Reads originals (the full texts as obtained), and divides them into citable parts."""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from ..problems import Mark, Problem, os_reason
from ..reading.folder import decode
from ..reading.yaml_text import KEY, Loc
from ..records.locators import PARTS, Locator
from ..records.sources import Article

FOLDER = "originals"
"""The folder of originals in ``sources/``; each file is ``<source id>.txt``."""

_BLANK = re.compile(r"\n[^\S\n]*\n")


class Original(NamedTuple):
    """An original as read. ``sha256``: the hash of the file's bytes, in hexadecimal."""

    sha256: str
    text: str


def read_originals(
    folder: Path, shown: str, sources: Iterable[str]
) -> tuple[dict[str, Original], list[Problem]]:
    """Return source id -> original, and a problem for each original that can't be read.

    ``shown``: the path of ``folder`` in messages.
    """
    found: dict[str, Original] = {}
    problems: list[Problem] = []
    for id_ in sources:
        path = f"{shown}/{id_}.txt"
        try:
            data = (folder / f"{id_}.txt").read_bytes()
        except FileNotFoundError:
            continue
        except OSError as error:
            facts = {"reason": os_reason(error)}
            problems.append(Problem("unreadable-file", Mark(path), facts))
            continue
        text = decode(data, path, problems)
        if text is not None:
            found[id_] = Original(sha256(data).hexdigest(), text)
    return found, problems


def read_hashes(folder: Path, sources: Iterable[str]) -> dict[str, str]:
    """Return source id -> hexadecimal SHA-256 hash of the original, for all available originals."""
    found = {}
    for id_ in sources if folder.is_dir() else ():
        try:
            found[id_] = sha256((folder / f"{id_}.txt").read_bytes()).hexdigest()
        except OSError:
            continue  # an unreadable original counts as unavailable
    return found


class Misfit(NamedTuple):
    """A mismatch between an article and its original.

    ``loc``: the path, in the article's record, of the key or value that doesn't match.
    """

    code: str
    loc: Loc
    facts: dict[str, str]


def divide(text: str, article: Article) -> tuple[dict[Locator, str], list[Misfit]]:
    """Return an original's citable parts, word for word, and the mismatches with the article.

    If there are mismatches, no parts are returned, because the original's text can't be assigned to
    paragraphs.
    """
    blocks = [block for block in _BLANK.split(text) if block.strip()]
    layout = article.original
    misfits = list(_misfits(article, len(blocks)))
    if misfits:
        return {}, misfits
    named: dict[Locator, int] = {
        part: block for part in PARTS if (block := getattr(layout, part)) is not None
    }
    spans = layout.paragraphs or (range(layout.title + 1, len(blocks) + 1),)
    numbers = [block for span in spans for block in span if block not in named.values()]
    if not article.paragraphs:
        numbers = []
    if len(numbers) != len(article.paragraphs):
        facts = {"found": str(len(numbers)), "count": str(len(article.paragraphs))}
        return {}, [Misfit("paragraph-count", ("original", "paragraphs"), facts)]
    named.update(enumerate(numbers, 1))
    return {locator: blocks[block - 1] for locator, block in named.items()}, []


def _misfits(article: Article, count: int) -> Iterator[Misfit]:
    layout = article.original
    for part in PARTS:
        block = getattr(layout, part)
        if block is None and article.has(part):
            yield Misfit("part-without-block", (part, KEY), {"part": part})
        elif block is not None and not article.has(part):
            yield Misfit("block-without-part", ("original", part, KEY), {"part": part})
        elif block is not None and block > count:
            facts = {"value": str(block), "count": str(count)}
            yield Misfit("no-block", ("original", part), facts)
    for index, span in enumerate(layout.paragraphs):
        if span[-1] > count:
            facts = {"value": str(span[-1]), "count": str(count)}
            yield Misfit("no-block", ("original", "paragraphs", index), facts)
