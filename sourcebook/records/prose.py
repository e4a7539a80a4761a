r"""Prose as researchers write it: plain text with citations ``[@source, ¶3]`` and ``[[links]]``.

A bracket after a backslash is plain text: ``\[[email]]`` is no link.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .locators import PARTS, Locator, parse_passage


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation of paragraphs, parts or passages of a source.

    ``written``: the citation's markup in the text.
    """

    source: str
    locators: tuple[Locator, ...]
    written: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a record, such as ``[[id]]`` or ``[[kind:id|words]]``.

    ``kind`` and ``words`` are empty if not given.
    """

    kind: str
    id: str
    words: str
    written: str


@dataclass(frozen=True, slots=True)
class Malformed:
    """Text that looks like a citation or, if ``link``, like a link, but isn't a valid one."""

    written: str
    link: bool = False


@dataclass(frozen=True, slots=True)
class Escaped:
    r"""A bracket that begins no markup because a backslash stands before the bracket: ``\[``."""

    written: str

    @property
    def words(self) -> str:
        """The text to show: the bracket without the backslash."""
        return self.written[1:]


CODE = re.compile(
    r"(```.*?(?:```|\Z)|^~~~.*?(?:^~~~|\Z)|``[^\n]*?``|`[^`\n]*`)", re.DOTALL | re.MULTILINE
)
"""Matches code in Markdown. Citations and links inside code are ignored."""

MarkupToken = Citation | Link | Malformed | Escaped

Token = str | MarkupToken

_MARKUP = re.compile(
    r"(?P<escaped>\\\[)"
    r"|\[@(?P<citation>[^\[\]]*)(?P<close>\])?"
    r"|\[\[(?:(?P<kind>[a-z]+):)?(?P<id>[^\[\]|]+)(?:\|(?P<words>[^\[\]]+))?\]\]"
    # Not ``[[words](address)`` or ``[[@source, ¶1]``, which are text, or a citation, in brackets.
    r"|(?P<malformed>\[\[(?![\[@]|[^\[\]]*\][(\[])[^\[\]\n]{0,40}\]{0,2})"
)
_CITATION = re.compile(r"\s*(?P<source>[^\s,]+)\s*,\s*(?P<places>.+?)\s*$", re.DOTALL)
_RANGE = re.compile(r"^¶{0,2}\s*(\d{1,6})(?:\s*[-–]\s*¶?\s*(\d{1,6}))?$", re.ASCII)
_LONGEST_RANGE = 1000  # maximum of last minus first; a longer range is probably an error


def tokens(text: str) -> Iterator[Token]:
    """Yield a text's parts in order: plain text, citations, links, malformed and escaped markup.

    Of a malformed link, at most 44 characters are taken; the rest is plain text.
    """
    end = 0
    for match in _MARKUP.finditer(text):
        if match.start() > end:
            yield text[end : match.start()]
        if match["escaped"]:
            yield Escaped(match[0])
        elif match["malformed"]:
            yield Malformed(match[0], link=True)
        elif match["citation"] is None:
            yield Link(match["kind"] or "", match["id"].strip(), match["words"] or "", match[0])
        else:
            yield (match["close"] and _citation(match["citation"])) or Malformed(match[0])
        end = match.end()
    if end < len(text):
        yield text[end:]


def escaped(text: str) -> str:
    """Return a source's own text with a backslash before brackets that would begin markup."""
    return re.sub(r"\[(?=[\[@])", r"\\[", text)


@lru_cache(maxsize=10_000)  # many texts cite the same paragraphs
def _citation(inside: str) -> Citation | None:
    match = _CITATION.match(inside)
    if not match:
        return None
    locators: list[Locator] = []
    for place in match["places"].split(","):
        place = place.strip()
        span = _RANGE.match(place)
        if place in PARTS:
            locators.append(place)
        elif span and int(span[1]) <= int(span[2] or span[1]) <= int(span[1]) + _LONGEST_RANGE:
            locators.extend(range(int(span[1]), int(span[2] or span[1]) + 1))
        elif passage := parse_passage(place):
            locators.append(passage)
        else:
            return None
    return Citation(match["source"], tuple(dict.fromkeys(locators)), f"[@{inside}]")


_CITED = "\ue000"
_ABBREVIATIONS = (
    "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Gen", "Col", "Lt", "Maj", "Capt", "Sgt", "No", "no",
    "vs", "cf", "ca", "al", "vol", "pp",
)  # fmt: skip
# A full stop after an initial or an abbreviation doesn't end a sentence. In the pattern, the
# lookbehinds follow the full stop: so they are tried only at full stops.
_NOT_AFTER = "".join(rf"(?<!\b{word}.)" for word in ("[A-Za-z]", *_ABBREVIATIONS))
# Matches a full stop, the citations that follow it, and the first letter of the next sentence.
_SENTENCE_END = re.compile(
    rf"(?:[.!?…؟۔।]{_NOT_AFTER}[\"'”’»)]*(?:\s*{_CITED})*\s+|[。！？][”’」』)]*(?:\s*{_CITED})*\s*)"
    rf"(?=[\"'“‘«「『(\[]*(?P<next>[^{_CITED}]))"
)


def uncited_sentences(text: str) -> list[str]:
    """Return the sentences of a text that have no citation.

    A sentence's citation may be before or after the full stop of the sentence.
    """
    masked = re.sub(r"(?<!\\)\[@[^\[\]]*\]?", _CITED, text.replace(_CITED, " "))
    sentences, start = [], 0
    for match in _SENTENCE_END.finditer(masked):
        # A lower-case letter doesn't begin a sentence. Any other letter may: many scripts have no
        # capital letters.
        if not match["next"].islower():
            sentences.append(masked[start : match.end()])
            start = match.end()
    sentences.append(masked[start:])
    return [
        sentence.strip() for sentence in sentences if _CITED not in sentence and sentence.strip()
    ]
