"""One page while it is being written: its links, and the citations it has used so far."""

import json
from collections.abc import Iterable, Sequence
from html import escape as escape_html
from typing import NamedTuple

from ..corpus import PlacedClaim, Ref
from ..markdown import Md, begin, escape, link
from ..records.sources import Locator
from ..text import one_line
from .parts.common import doubt
from .site import Site, anchor, path_of, relative


class Note(NamedTuple):
    """A numbered citation: where the page's statement is taken from."""

    number: int
    label: str
    address: str
    raised: Md
    """The number as it stands behind a statement, a link."""


class PageContext:
    """A page at ``path`` in ``docs/``. Templates read its text from top to bottom.

    Order matters: the first mention of a record becomes a link, and citations
    are numbered as they come.
    """

    def __init__(self, site: Site, path: str, own: Ref | None = None) -> None:
        self.site = site
        self.path = path
        self.own = own
        self._linked: set[Ref] = {own} if own else set()
        self._links = site.links(path)
        self._notes: dict[tuple[str, Locator], Note] = {}

    @property
    def notes(self) -> Sequence[Note]:
        """The citations so far, in order of number."""
        return list(self._notes.values())

    def to(self, ref: Ref, words: str = "") -> Md:
        """Return a link to a record's page; its plain label on that page itself.

        An event that no source says happened is marked as that, wherever a list names it.
        """
        if ref == self.own:
            return escape(words or self.site.corpus.label(ref))
        self._linked.add(ref)
        if words:
            return link(words, relative(path_of(ref), self.path))
        # Read each time, for it to be noted; the link of all that say the same is made once.
        label = self.site.corpus.label(ref)
        mark = doubt(self.site, ref.id) if ref.type == "event" else ""
        made = self._links.get(ref)
        if made is None:
            made = link(label, relative(path_of(ref), self.path))
            made = self._links[ref] = Md(f"{made} ({mark})") if mark else made
        return made

    def actor(self, id_: str) -> Md:
        """Return a link to an actor."""
        return self.to(Ref("actor", id_))

    def named(self, id_: str, *, begins: bool = False) -> Md:
        """Return a link to an actor as its name reads inside a sentence, or where one begins."""
        ref = Ref("actor", id_)
        words = self.site.corpus.in_text[ref]
        if begins:
            words = words[:1].upper() + words[1:]
        return self.to(ref, "" if words == self.site.corpus.label(ref) else words)

    def location(self, id_: str) -> Md:
        """Return a link to a location."""
        return self.to(Ref("location", id_))

    def event(self, id_: str) -> Md:
        """Return a link to an event."""
        return self.to(Ref("event", id_))

    def question(self, id_: str) -> Md:
        """Return a link to a question."""
        return self.to(Ref("question", id_))

    def source(self, id_: str) -> Md:
        """Return a link to a source, by its short name."""
        return self.to(Ref("source", id_))

    def paragraphs(self, source: str, locators: Iterable[Locator]) -> Md:
        """Return links to paragraphs of a source: ``¶1, ¶3``."""
        return Md(", ".join(
            link(_mark(locator), self._address(source, locator)) for locator in locators
        ))  # fmt: skip

    def uncited(
        self, mentions: Iterable[tuple[str, Iterable[Locator]]]
    ) -> list[tuple[str, list[Locator]]]:
        """Return, of sources and their paragraphs, what no statement so far has cited."""
        left = [
            (source, [locator for locator in locators if (source, locator) not in self._notes])
            for source, locators in mentions
        ]
        return [(source, locators) for source, locators in left if locators]

    def claim(self, placed: PlacedClaim, words: str = "") -> Md:
        """Return a link to where a claim stands on its source's page."""
        path = path_of(Ref("source", placed.source.id))
        here = "" if path == self.path else relative(path, self.path)
        return link(words or placed.claim.says, f"{here}#c-{placed.claim.id}")

    def said(self, event: str, source: str, words: str | int) -> Md:
        """Return a link to what a source says of an event, on the event's page."""
        path = path_of(Ref("event", event))
        here = "" if path == self.path else relative(path, self.path)
        return link(str(words), f"{here}#s-{source}")

    def index(self, folder: str, words: str) -> Md:
        """Return a link to the index page of a folder."""
        return link(words, relative(f"{folder}/index.md", self.path))

    def file(self, path: str, words: str) -> Md:
        """Return a link to another file in ``docs/``."""
        return link(words, relative(path, self.path))

    def drawing(self, path: str, label: str) -> Md:
        """Return a drawing, for a line of its own. ``label``: what it shows, in words."""
        return Md(f"![{escape(label)}]({relative(path, self.path)})")

    def prose(self, text: str) -> Md:
        """Return a text with its citations numbered and the first mention of each record linked."""
        written: list[str] = []
        for piece in self.site.pieces(text):
            if piece.citation:
                # The number follows the word it belongs to.
                if written:
                    written[-1] = written[-1].rstrip(" ")
                written.append(self.cite(piece.citation.source, piece.citation.locators))
            elif piece.ref is None or piece.ref == self.own:
                written.append(piece.md)
            elif piece.forced or piece.ref not in self._linked:
                written.append(self.to(piece.ref, piece.md))
            else:
                written.append(piece.md)
        # Citations that follow each other are one row: "1, 4, 5", not "145".
        return begin(Md("".join(written).replace("</sup><sup>", ", ").strip(" ")))

    def cite(self, source: str, locators: Iterable[Locator]) -> Md:
        """Return numbers that lead to paragraphs of a source."""
        return self._numbers([(source, locator) for locator in locators])

    def cite_claims(self, claims: Iterable[PlacedClaim]) -> Md:
        """Return numbers that lead to the paragraphs of claims, each once."""
        wanted = [
            (placed.source.id, locator) for placed in claims for locator in placed.claim.paragraph
        ]
        return self._numbers(list(dict.fromkeys(wanted)))

    def _numbers(self, places: Sequence[tuple[str, Locator]]) -> Md:
        numbers = [(self._notes.get(place) or self._note(*place)).raised for place in places]
        return Md(f"<sup>{', '.join(numbers)}</sup>") if numbers else Md("")

    def _note(self, source: str, locator: Locator) -> Note:
        corpus = self.site.corpus
        label = f"{corpus.source_label(source)}, {_mark(locator)}"
        number, address = len(self._notes) + 1, self._address(source, locator)
        note = Note(number, label, address, link(str(number), address, label))
        self._notes[source, locator] = note
        return note

    def _address(self, source: str, locator: Locator) -> str:
        path = path_of(Ref("source", source))
        here = "" if path == self.path else relative(path, self.path)
        return f"{here}#{anchor(locator)}"


def _mark(locator: Locator) -> str:
    return f"¶{locator}" if isinstance(locator, int) else locator


def json_text(text: str) -> Md:
    """Return a text as a JSON string, which YAML front matter reads as text and nothing else."""
    return Md(json.dumps(one_line(text), ensure_ascii=False))


def html_text(text: str) -> Md:
    """Return a text likewise, as HTML: themes put a page's title and description in as they are."""
    return json_text(escape_html(one_line(text)).replace("&#x27;", "'"))
