"""Reads an article from a PDF with a text layer, and the page on which each paragraph begins."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple
from unicodedata import normalize

from ...text import one_line
from .extracted_article import ExtractedArticle
from .languages import language_tag
from .pdf_process import PdfError, extracted

_EDGE = 2  # number of lines at a page's top, and at its bottom, that may be running heads
_FULL = 0.8  # a line that is shorter than this share of the longest line may end a paragraph
_GAP = 1.3  # maximum distance between lines of a paragraph, as a multiple of the usual distance
_SET_IN = 0.7  # minimum indent of a paragraph's first line, as a multiple of its type size
_OTHER, _LARGER = 0.1, 1.1  # minimum change of type size between paragraphs; heading size / body
_END = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_LETTERS = re.compile(r"[^\W\d_]")
_FEWEST = 20  # minimum number of letters in a text layer; a stamp on a scan has fewer
_NO_TITLE = re.compile(r"untitled|microsoft word|\.\w{2,5}$", re.IGNORECASE)


class _Line(NamedTuple):
    """A line of a page. All numbers are in points.

    ``x``, ``y``: the line's distances from the left and from the bottom. ``size``: the type size.
    """

    text: str
    x: float
    y: float
    size: float


class _Block(NamedTuple):
    text: str
    size: float


def read_pdf(data: bytes) -> ExtractedArticle:
    """Return the article in a PDF. Raises PdfError if no text can be read from the PDF."""
    found = extracted(data)
    if found["pages"] and all(page["lines"] is None for page in found["pages"]):
        raise PdfError("broken")
    pages = [(page["label"], list(_lines(page["lines"] or ()))) for page in found["pages"]]
    sizes = _sizes(line for _, lines in pages for line in lines)
    if sum(sizes.values()) < _FEWEST:
        raise PdfError("scanned")
    running, step = _running([lines for _, lines in pages]), _step([lines for _, lines in pages])
    blocks: list[_Block] = []
    starts: list[tuple[str, int]] = []
    left: dict[str, None] = {}
    for label, lines in pages:
        own = [line for line in lines if not _is_running(line, lines, label, running)]
        left.update(dict.fromkeys(line.text for line in lines if line not in own))
        here = list(_paragraphs(own, step))
        # A paragraph continues on this page if the previous page doesn't end with the end of a
        # sentence, and this page begins with a lower-case letter.
        if here and blocks and not _END.search(blocks[-1].text) and here[0].text[:1].islower():
            joined = _joined(blocks[-1].text, here.pop(0).text)
            blocks[-1] = blocks[-1]._replace(text=joined)
        starts.append((label, len(blocks)))
        blocks += here
    said = one_line(found["title"])
    title, taken = ("" if _NO_TITLE.search(said) else said), 0
    if blocks and (not title or _plain(blocks[0].text) == _plain(title)):
        title, taken = blocks[0].text, 1
    blocks = blocks[taken:]
    body = sizes.most_common(1)[0][0]
    return ExtractedArticle(
        title=title,
        blocks=tuple(block.text for block in blocks),
        headings=frozenset(
            at for at, block in enumerate(blocks) if round(block.size) > _LARGER * body
        ),
        authors=tuple(filter(None, map(one_line, re.split(r"[;,]| and ", found["author"])))),
        language=language_tag(found["language"]),
        left_out=tuple(left),
        unread_pages=tuple(label for label, lines in pages if not lines),
        pages=tuple((label, max(first - taken, 0)) for label, first in starts),
    )


def _lines(found: Iterable[Any]) -> Iterator[_Line]:
    for text, x, y, size in found:
        # A ligature is one character, such as U+FB01 for "fi". It is replaced by its letters.
        yield _Line(one_line(_LIGATURE.sub(lambda m: normalize("NFKC", m[0]), text)), x, y, size)


def _sizes(lines: Iterable[_Line]) -> Counter[int]:
    """Return a mapping from each type size to the number of letters of that size.

    The type sizes are rounded to whole points.
    """
    sizes: Counter[int] = Counter()
    for line in lines:
        sizes[round(line.size)] += len(_LETTERS.findall(line.text))
    return sizes


def _running(pages: list[list[_Line]]) -> set[str]:
    """Return the ``_shape`` of each running head (a line at the top or bottom of most pages).

    Page numbers count as running heads.
    """
    counts: Counter[str] = Counter()
    for lines in pages:
        counts.update({_shape(line.text) for line in (*lines[:_EDGE], *lines[-_EDGE:])})
    return {shape for shape, count in counts.items() if count > max(1, len(pages) / 2)}


def _is_running(line: _Line, lines: list[_Line], label: str, running: set[str]) -> bool:
    edge = (*lines[:_EDGE], *lines[-_EDGE:])
    return line in edge and (line.text == label or _shape(line.text) in running)


def _shape(text: str) -> str:
    """Return a line with 0 for each number, so that running heads of different pages are equal."""
    return re.sub(r"\d+", "0", text)


def _step(pages: list[list[_Line]]) -> float:
    """Return the usual distance between successive lines, in points; 0 if no distance is usual.

    A distance is usual if at least a quarter of all pairs of successive lines have this distance.
    If several distances are usual, the smallest one is returned.
    """
    steps = Counter(
        round(one.y - two.y) for lines in pages for one, two in pairwise(lines) if one.y > two.y + 1
    )
    return min((step for step in steps if steps[step] * 4 >= steps.total()), default=0)


def _paragraphs(lines: list[_Line], step: float) -> Iterator[_Block]:
    """Yield a page's paragraphs.

    A paragraph begins after extra space, with an indented line, or with another type size. On a
    page without any of these signs, a paragraph begins after a sentence that ends in a short line.
    ``step``: the usual distance between lines within a paragraph, in points.
    """
    if not lines:
        return
    margin = Counter(round(line.x) for line in lines).most_common(1)[0][0]
    begins = [True, *(_begins(one, two, step, margin) for one, two in pairwise(lines))]
    if not any(begins[1:]):
        full = _FULL * max(len(line.text) for line in lines)
        begins = [
            True, *(bool(_END.search(line.text)) and len(line.text) < full for line in lines[:-1])
        ]  # fmt: skip
    text, size = "", 0.0
    for begin, line in zip(begins, lines, strict=True):
        if begin and text:
            yield _Block(text, size)
            text = ""
        text, size = _joined(text, line.text), line.size
    yield _Block(text, size)


def _begins(one: _Line, two: _Line, step: float, margin: float) -> bool:
    """Return whether the line ``two``, which follows the line ``one``, begins a paragraph.

    ``step``: the usual distance between lines. ``margin``: the usual ``x`` of lines. Both are in
    points.
    """
    if abs(one.size - two.size) > _OTHER * one.size:
        return True
    if two.y > one.y:  # the second line is at the top of the next column
        return bool(_END.search(one.text))
    return one.y - two.y > _GAP * step or two.x - margin > _SET_IN * two.size > one.x - margin


def _joined(text: str, line: str) -> str:
    """Return a text with the next line added.

    If a word is hyphenated at the line break, its two parts are joined.
    """
    if text.endswith("-") and text[-2:-1].isalpha() and line[:1].islower():
        return text[:-1] + line
    return f"{text} {line}" if text else line


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
