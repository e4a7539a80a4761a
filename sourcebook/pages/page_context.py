"""The state of one page while it renders: the records linked and the citations numbered so far."""

import json
from collections.abc import Iterable, Sequence
from html import escape as escape_html
from typing import NamedTuple

from ..corpus import PlacedClaim, Ref
from ..markdown import Md, begin, escape, fill, isolated, link
from ..messages import gettext as _
from ..messages import ngettext
from ..records.locators import Locator, anchor
from ..text import capitalised, comma, commas, one_line
from .lookup import presence
from .parts.common import doubt
from .parts.labels import locator_label
from .site import Site, path_of, relative
from .template_errors import NoValueError

NUMBERS = 24
"""Maximum number of citations shown after one statement."""


class Note(NamedTuple):
    """A numbered citation: it names the paragraph from which a statement on the page is taken.

    ``label``: names the source and the paragraph. ``address``: the paragraph's address.
    """

    number: int
    label: str
    address: str
    superscript: Md
    """The citation's number as a link; the caller puts it in ``<sup>`` after the statement."""


class PageContext:
    """A page that is being made: templates call its methods to write links and citations.

    Invariant: templates call the methods in reading order. In prose, only the first mention of a
    record becomes a link. Citations are numbered in the order of the calls.

    ``path``: the page's path in ``docs/``. ``own``: the record that the page is about, if any.
    ``is_part``: whether the page is a further page of this record, which shows a part of a divided
    list.
    """

    def __init__(
        self, site: Site, path: str, own: Ref | None = None, *, is_part: bool = False
    ) -> None:
        self.site = site
        self.path = path
        self.own = own
        self.is_part = is_part
        self._linked: set[Ref] = {own} if own else set()
        self.drawn: list[PlacedClaim] = []
        """The claims that the page has shown so far, if it is a source's page; otherwise empty."""
        self._introduced: set[str] = set()
        """The ids of the sources that the page has named so far."""
        self._links = site.links(path)
        self._notes: dict[tuple[str, Locator], Note] = {}

    @property
    def notes(self) -> Sequence[Note]:
        """The citations so far, in order of number.

        The first citation of each source has the source's full label. Its other citations have a
        short label.
        """
        found, named = [], set()
        for (source, locator), note in self._notes.items():
            short = self.site.corpus.short_labels[source]
            label = note.label
            if source in named:
                label = commas([short, locator_label(locator)])
            found.append(note._replace(label=label))
            named.add(source)
        return found

    def to(self, ref: Ref, words: str = "") -> Md:
        """Return a link to a record's page; on a page about this record, return plain words.

        ``words``: the text of the link. If it is empty, the record's label is used. A mark, such as
        ``(foretold)``, follows the label of an event that no source asserts.
        """
        if ref == self.own:
            return escape(words or self.site.corpus.label(ref))
        self._linked.add(ref)
        if words:
            return link(words, relative(path_of(ref), self.path))
        # Read the label even if the link is cached: the page must depend on the label.
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
        """Return a link to an actor, worded for use inside a sentence.

        ``begins``: whether the link begins the sentence.
        """
        ref = Ref("actor", id_)
        words = self.site.corpus.in_text[ref]
        if begins:
            words = capitalised(words)
        return self.to(ref, "" if words == self.site.corpus.label(ref) else words)

    def when(self, event: str) -> str:
        """Return an event's date in words; ``undated`` if the event has no date."""
        date = self.site.corpus.events[event].date
        return date.words if date else _("undated")

    def location(self, id_: str) -> Md:
        """Return a link to a location."""
        return self.to(Ref("location", id_))

    def event(self, id_: str) -> Md:
        """Return a link to an event."""
        return self.to(Ref("event", id_))

    def question(self, id_: str) -> Md:
        """Return a link to a question."""
        return self.to(Ref("question", id_))

    def source(self, id_: str, *, in_full: bool = False) -> Md:
        """Return a link to a source.

        The first link to the source on a page has the source's full label. Further links to the
        source on this page have a short label.

        ``in_full``: always use the full label, as in a heading.
        """
        if not in_full and id_ in self._introduced:
            return self.short_source(id_)
        self._introduced.add(id_)
        return self.to(Ref("source", id_))

    def short_source(self, id_: str) -> Md:
        """Return a link to a source with its short label, for use where the date doesn't matter."""
        ref, short = Ref("source", id_), self.site.corpus.short_labels[id_]
        return self.to(ref, "" if short == self.site.corpus.label(ref) else short)

    def paragraphs(self, source: str, locators: Iterable[Locator]) -> Md:
        """Return links to paragraphs of a source: ``¶1, ¶3``."""
        return Md(commas(
            link(locator_label(locator), self._address(source, locator)) for locator in locators
        ))  # fmt: skip

    def uncited(
        self, mentions: Iterable[tuple[str, Iterable[Locator]]]
    ) -> list[tuple[str, list[Locator]]]:
        """Return the paragraphs in ``mentions`` that the page hasn't cited so far.

        Each item of ``mentions`` and of the result is a pair: the id of a source, and paragraphs of
        this source. Sources with no such paragraphs are left out of the result.
        """
        left = [
            (source, [locator for locator in locators if (source, locator) not in self._notes])
            for source, locators in mentions
        ]
        return [(source, locators) for source, locators in left if locators]

    def claim(self, placed: PlacedClaim, words: str = "") -> Md:
        """Return a link to a claim on its source's page."""
        address = self._place(Ref("source", placed.source.id), f"c-{placed.claim.id}")
        return link(words or placed.claim.says, address)

    def account(self, event: str, source: str, words: str | int) -> Md:
        """Return a link to a source's account of an event, on the event's page."""
        return link(str(words), self._place(Ref("event", event), f"s-{source}"))

    def permalink(self, anchor: str, words: str, title: str = "") -> Md:
        """Return a permanent link to an anchor of the page's record.

        The link always leads to the record's own page. If the anchor is on a further page, the
        record's own page redirects to this further page.
        """
        path = path_of(self.own) if self.own else self.path
        here = "" if path == self.path else relative(path, self.path)
        return link(words, f"{here}#{anchor}", title)

    def _place(self, ref: Ref, anchor: str) -> str:
        """Return the address of an anchor on a record's own page or one of its further pages."""
        path = self.site.divisions.page_with(ref, anchor)
        here = "" if path == self.path else relative(path, self.path)
        return f"{here}#{anchor}"

    def index(self, folder: str, words: str) -> Md:
        """Return a link to the index of the records in a folder, such as ``actors``."""
        return self.file(f"{folder}/index.md", words)

    def file(self, path: str, words: str) -> Md:
        """Return a link to another file in ``docs/``.

        If the file is a page that isn't generated, only the words are returned.
        """
        if not self.has(path):
            return escape(words)
        return link(words, relative(path, self.path))

    def has(self, path: str) -> bool:
        """Return whether a page is generated.

        Some pages are generated only if they have something to show; see ``lookup.presence``.
        """
        page = path.partition("#")[0]
        return page not in presence.OPTIONAL or self.site.shows(page)

    def drawing(self, path: str, label: str) -> Md:
        """Return an image of a drawing, as Markdown. ``label``: the image's alternative text.

        The Markdown must be on a line of its own.
        """
        return Md(f"![{escape(label)}]({relative(path, self.path)})")

    def statement(self, text: str | None) -> Md:
        """Return a text as ``prose`` does, for a line that also contains the site's own words.

        The text is isolated, so that its direction of writing doesn't affect the words around it.
        """
        return isolated(self.prose(text))

    def prose(self, text: str | None) -> Md:
        """Return a text with numbered citations and with links to the records that it mentions.

        If the text names a record without a link, only the first mention on the page becomes a
        link.

        Raises NoValueError if the text is None. A template must therefore put an optional text,
        together with its label, inside ``{% if %}``.
        """
        if text is None:
            raise NoValueError
        written: list[str] = []
        for piece in self.site.pieces(text):
            if piece.citation:
                # A citation's number follows the word before it without a space.
                if written:
                    written[-1] = written[-1].rstrip(" ")
                written.append(self.cite(piece.citation.source, piece.citation.locators))
            elif piece.ref is None or piece.ref == self.own:
                written.append(piece.md)
            elif piece.forced or piece.ref not in self._linked:
                written.append(self.to(piece.ref, piece.md))
            else:
                written.append(piece.md)
        # Adjacent citations are joined: "1, 4, 5", not "145".
        return begin(Md("".join(written).replace("</sup><sup>", comma()).strip(" ")))

    def cite(self, source: str, locators: Iterable[Locator]) -> Md:
        """Return the citation numbers of paragraphs of a source, as links."""
        return self._numbers([(source, locator) for locator in locators])

    def cite_claims(self, claims: Iterable[PlacedClaim]) -> Md:
        """Return, as links, the citation numbers of the paragraphs that claims cite.

        A number isn't repeated. After ``NUMBERS`` numbers, the others are only counted.
        """
        wanted = [
            (placed.source.id, locator) for placed in claims for locator in placed.claim.locators
        ]
        places = list(dict.fromkeys(wanted))
        left = len(places) - NUMBERS
        if left <= 0:
            return self._numbers(places)
        more = fill(ngettext("and {count} more", "and {count} more", left), count=left)
        return Md(f"{self._numbers(places[:NUMBERS]).removesuffix('</sup>')} {more}</sup>")

    def _numbers(self, places: Sequence[tuple[str, Locator]]) -> Md:
        notes = sorted(self._notes.get(place) or self._note(*place) for place in places)
        return Md(f"<sup>{commas(note.superscript for note in notes)}</sup>") if notes else Md("")

    def _note(self, source: str, locator: Locator) -> Note:
        corpus = self.site.corpus
        label = commas([corpus.source_label(source), locator_label(locator)])
        number, address = len(self._notes) + 1, self._address(source, locator)
        note = Note(number, label, address, link(str(number), address, label))
        self._notes[source, locator] = note
        return note

    def _address(self, source: str, locator: Locator) -> str:
        return self._place(Ref("source", source), anchor(locator))


def json_text(text: str) -> Md:
    """Return a text, joined into one line, as a JSON string, which is also a valid YAML string."""
    return Md(json.dumps(one_line(text), ensure_ascii=False))


def html_text(text: str) -> Md:
    """Escape a text for HTML and return it as a JSON string.

    Titles and descriptions in front matter need this, because themes don't escape them.
    """
    return json_text(escape_html(one_line(text)).replace("&#x27;", "'"))
