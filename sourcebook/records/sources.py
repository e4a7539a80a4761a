"""Sources: each is an article and a summary.

The article is the bibliographic record and the text: a digest in the researcher's own words or, if
a licence allows it, the full text. The summary has the claims.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints

from .base import (
    TEXT_LENGTH,
    ActorId,
    ClaimAddress,
    Described,
    Doi,
    EventId,
    Flag,
    Id,
    Isbn,
    Label,
    LanguageTag,
    Link,
    LinkedSentence,
    LinkedText,
    ListedActor,
    ListedEvent,
    ListedLocation,
    Markup,
    OldId,
    OneOrMany,
    OwnId,
    QuestionId,
    Record,
    RelationWord,
    RoleWord,
    Sentence,
    SourceKindWord,
    WebAddress,
    choice,
)
from .dates import EdtfDate, IsoDay
from .figures import Figure
from .locator_fields import (
    LOCATORS,
    Duration,
    LocatorText,
    Pages,
    ParagraphText,
    PassageText,
    page_span,
)
from .locators import Locator, Passage, seconds
from .original_layout import OriginalLayout

CLAIM_KINDS = ("report", "assessment", "forecast", "statement", "doubt", "denial")
DATED = ("event", "step")
STATES = ("partly read", "read")
TEXTS = ("digest", "full")
QUOTE_WORDS = 25
"""Maximum number of words in a quotation from a text that may not be published in full."""


_ALONE = re.compile(r"\s*¶\s*(\d{1,9})\s*$", re.ASCII)


def number_alone(text: str) -> int | None:
    """Return the number in a paragraph that has no other text, as in ``¶3``; otherwise None."""
    match = _ALONE.match(text)
    return int(match[1]) if match else None


def _numbered(value: Any) -> Any:
    return "" if isinstance(value, str) and _ALONE.match(value) else value


Digest = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=TEXT_LENGTH),
    Markup(),
    BeforeValidator(_numbered),
]
"""The text of a paragraph, standfirst or caption; empty for a bare number, such as ``¶3``."""


class Article(Described):
    """A source's bibliographic record, and what its paragraphs say."""

    title: Label = Field(description="The title as published.")
    label: Label | None = Field(
        None,
        description="What links to it say; otherwise its publisher and date, or for a letter, a "
        "book and the like its authors and date.",
    )
    kind: SourceKindWord = Field("article", description="What sort of source it is.")
    genre: Label | None = Field(
        None, description="What it calls itself, where its kind doesn’t say it: `PhD thesis`."
    )
    publisher: ActorId | None = Field(None, description="Who published it: an actor.")
    authors: tuple[ActorId, ...] = Field((), description="Who signed it: actors.")
    more_authors: Flag = Field(
        False, description="`true` where others signed it too, whom the list leaves out: “et al.”."
    )
    published: EdtfDate | None = Field(None, description="When it was published, in EDTF.")
    dated_by: LinkedText | None = Field(
        None, description="How it was dated, where it doesn't state its own date."
    )
    language: LanguageTag | None = Field(
        None, description="The language it is written in, as in `en`, `ar`."
    )
    url: WebAddress | None = Field(None, description="Its own address.")
    copy_from: Label | None = Field(
        None, description="Where the copy at hand was obtained, if not from the publisher."
    )
    copy_url: WebAddress | None = Field(None, description="The address of that copy.")
    archive_url: WebAddress | None = Field(
        None, description="The address of an archived copy of it, as it was."
    )
    accessed: IsoDay | None = Field(
        None, description="The day on which it, or the copy, was last read there: `2026-11-27`."
    )
    container: Label | None = Field(
        None,
        description="The book, periodical, site, programme or law report that it is part of, if "
        "its publisher isn't that.",
    )
    editors: tuple[ActorId, ...] = Field((), description="Who edited it or its book: actors.")
    recipients: tuple[ActorId, ...] = Field((), description="To whom it was sent: actors.")
    interviewers: tuple[ActorId, ...] = Field((), description="Who asked the questions: actors.")
    volume: Label | None = Field(None, description="The number of the volume.")
    issue: Label | None = Field(None, description="The number of the periodical's issue.")
    edition: Label | None = Field(None, description="The edition or version: `2`, `revised`.")
    number: Label | None = Field(
        None, description="Its own number: of a report, a case, a law, a patent, an episode."
    )
    series: Label | None = Field(None, description="The series that it appeared in.")
    place: Label | None = Field(None, description="Where it was published, or written.")
    isbn: Isbn | None = Field(None, description="The ISBN of the book, of 10 or 13 digits.")
    doi: Doi | None = Field(None, description="Its DOI: `10.1000/182`.")
    archive: Label | None = Field(None, description="The archive or library that holds it.")
    archive_reference: Label | None = Field(
        None, description="Its shelfmark or reference there: `HC 4/17`."
    )
    text: Annotated[str, BeforeValidator(choice("text", TEXTS))] = Field(
        "digest",
        description="`digest`: the paragraphs are our words. `full`: they are the article's own; "
        "this needs `licence`.",
        json_schema_extra={"enum": list(TEXTS)},
    )
    pages: Pages | None = Field(
        None,
        description="How many pages it has, `210`, or its first and last, `112-130` or `3-3`: no "
        "`at` may lie outside.",
    )
    duration: Duration | None = Field(
        None, description="How long it is, `01:02:00`: no `at` may lie after its end."
    )
    licence: Label | None = Field(
        None, description="The licence under which the full text may be published."
    )
    standfirst: Digest | None = Field(None, description="Digest of the standfirst, if it has one.")
    caption: Digest | None = Field(
        None, description="Digest of a picture's caption, if it has one."
    )
    note: LinkedText | None = Field(None, description="A neutral remark on the source or its copy.")
    state: Annotated[str, BeforeValidator(choice("state", STATES))] | None = Field(
        None,
        description="`read` insists on a claim from every paragraph, or a reason for none under "
        "`unused`; `partly read` if paragraphs are missing here. Needed for neither: it follows "
        "from what is there.",
        json_schema_extra={"enum": list(STATES)},
    )
    original: OriginalLayout = Field(
        OriginalLayout(),
        description="Which blocks of the original are its title, its paragraphs and so on, as in "
        "`{title: 1, standfirst: 2, paragraphs: 4-16}`.",
    )
    was: tuple[OldId, ...] = Field((), description="Ids it had before; their addresses redirect.")
    paragraphs: tuple[Digest, ...] = Field(
        (),
        description="One paragraph for each of the original, below the front matter. A paragraph "
        "that is only its number, as in `¶3`, has no digest: its claims say what it says.",
    )

    def has(self, locator: Locator) -> bool:
        """Return whether the article has the paragraph, part or passage ``locator``.

        A passage is assumed to exist, unless it is outside the source's known pages or duration.
        """
        if isinstance(locator, Passage):
            return self._reaches(locator)
        if isinstance(locator, int):
            return 1 <= locator <= len(self.paragraphs)
        return locator == "title" or getattr(self, locator) is not None

    def _reaches(self, passage: Passage) -> bool:
        """Return whether a passage is within the source's pages or duration, if these are known."""
        numbers = passage.numbers
        if numbers and self.pages and passage.kind == "page":
            span = page_span(self.pages)
            return all(number in span for number in numbers)
        if numbers and self.duration and passage.kind == "time":
            return numbers[1] <= seconds(self.duration)
        return True


NO_POSITION = ""
"""The key of an answer that takes none of the question's positions.

The keys of any other answer are ids of positions.
"""


def _positions(value: object) -> object:
    return {NO_POSITION: value} if isinstance(value, str) else value


Answer = Annotated[
    dict[str, LinkedSentence],
    Field(min_length=1),
    BeforeValidator(_positions, json_schema_input_type=Sentence | dict[Id, Sentence]),
]
"""Position id -> text of the answer; an answer in plain text has the key ``NO_POSITION``."""


class Relation(Record):
    """The relation of one actor to another, according to a claim."""

    subject: ActorId = Field(description="An actor.")
    type: RelationWord = Field(description="A verb phrase in the third person: `fights alongside`.")
    object: ActorId = Field(description="Another actor.")


class Claim(Record):
    """One thing that one source says, tied to a place in it: a paragraph or a passage."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["paragraph"]}, {"required": ["at"]}]}
    )

    id: OwnId = Field(description="Unique in its source; part of the claim's address.")
    says: LinkedSentence = Field(
        description="What the source says, in one sentence of our own words."
    )
    paragraph: OneOrMany[ParagraphText] = Field(
        (),
        description="Where it says so: `1`, `[1, 3]`, `title`, `standfirst` or `caption`. A claim "
        "has this or `at`, or both. In an article's file, it is the paragraph above the claim "
        "where it isn’t written.",
    )
    at: OneOrMany[PassageText] = Field(
        (),
        description="Where it says so in the source’s own terms: `p. 12`, `pp. 12-13`, `ch. 3`, "
        "`§ 4.2`, `l. 40`, `fol. 12r`, `v. 3`, `00:14:30`, `00:14:30-00:15:02`, `message 3`, "
        '`"#comment-77"`. Also `vol.`, `bk.`, `pt.`, `art.`, `col.`, `fig.`, `table`, `n.`, '
        "`app.`",
    )
    event: OneOrMany[EventId] = Field(
        (),
        description="The event or events it is about. Of several, date, figures and locations "
        "are those of the first.",
    )
    actors: dict[ListedActor, RoleWord] = Field(
        {},
        description="Actors it is about, each with its role: in the event, or in the first of "
        "several.",
    )
    roles: dict[ListedEvent, dict[ListedActor, RoleWord]] = Field(
        {},
        description="Roles in the other events, by event, then by actor: "
        "`{harbour-fire: {fire-brigade: firefighters}}`. `{harbour-fire: {}}` says that it gives "
        "nobody a role there.",
    )
    locations: tuple[ListedLocation, ...] = Field((), description="Locations it is about.")
    date: EdtfDate | None = Field(None, description="When, only if this source dates it; EDTF.")
    dates: Annotated[str, BeforeValidator(choice("dates", DATED))] = Field(
        "event",
        description="What `date` is the date of: the `event` (of several, the first), or a "
        "`step` in it, which is no rival to other dates.",
        json_schema_extra={"enum": list(DATED)},
    )
    figures: tuple[Figure, ...] = Field((), description="Numbers it gives.")
    by: ActorId | None = Field(
        None, description="Who speaks within the source, if not its publisher: an actor."
    )
    origin: tuple[ActorId, ...] = Field(
        (), description="Whom the source says it has this from, nearest first: actors."
    )
    first_hand: Flag = Field(
        False,
        description="`true` where the last voice, of the origin or the source itself, was there: "
        "it then counts as an origin even if it also passes on what others say of the event.",
    )
    kind: Annotated[str, BeforeValidator(choice("kind", CLAIM_KINDS))] = Field(
        "report",
        description="What sort of claim it is.",
        json_schema_extra={"enum": list(CLAIM_KINDS)},
    )
    quote: Sentence | None = Field(
        None, description="The exact words, where the wording is the evidence; short."
    )
    translation: Sentence | None = Field(
        None, description="The quote in the language of this site; shown beside it, never checked."
    )
    quote_language: LanguageTag | None = Field(
        None, description="The quote’s language, as in `sw`, if not that of the article."
    )
    relation: OneOrMany[Relation] = Field((), description="How actors stand to each other.")
    answers: dict[QuestionId, Answer] = Field(
        {},
        description="Questions it answers: the position it takes, and the answer in our own "
        "words, as in `{how-it-started: {lamp: A lamp fell over.}}`; text alone takes no position.",
    )
    disputes: tuple[ClaimAddress, ...] = Field(
        (), description="Claims that the source sets it against: `source-id#claim-id`."
    )
    links: tuple[Link, ...] = Field(
        (),
        description="Pages on the web that bear on it: "
        "`[{title: the notice itself, url: https://example.org/notice}]`.",
    )
    note: LinkedSentence | None = Field(None, description="A neutral remark.")

    @property
    def locators(self) -> tuple[Locator, ...]:
        """The places at which the source makes the claim: paragraphs or parts, then passages."""
        return (*self.paragraph, *self.at) if self.at else self.paragraph

    def roles_in(self, event: str) -> Mapping[str, str]:
        """Return actor id -> role, for the roles that the claim gives in one of its events."""
        roles = self.roles.get(event, {})
        return {**self.actors, **roles} if self.event and event == self.event[0] else roles

    def is_first_on(self, event: str) -> bool:
        """Return whether an event is the first or only event that the claim is about.

        The claim's date, figures and locations apply to this event. They don't always apply to the
        claim's other events.
        """
        return self.event[:1] == (event,)

    def gives_date_of(self, event: str) -> bool:
        """Return whether the claim dates an event as a whole, not only a part of the event."""
        return self.date is not None and self.dates == "event" and self.is_first_on(event)

    def answer(self, question: str) -> str:
        """Return the claim's answer to a question; the texts for several positions are joined."""
        return " ".join(self.answers[question].values())

    @property
    def cast(self) -> Mapping[str, Sequence[str]]:
        """Actor id -> the roles that the claim gives to the actor, in all of the claim's events."""
        found: dict[str, dict[str, None]] = {}
        for roles in (self.actors, *self.roles.values()):
            for actor, role in roles.items():
                found.setdefault(actor, {})[role] = None
        return {actor: list(roles) for actor, roles in found.items()}


Words = dict[Label, OneOrMany[LocatorText]]


class Names(Record):
    """The words that a source uses for actors and locations, and the paragraphs that use them."""

    actors: dict[ListedActor, Words] = Field(
        {}, description="For each actor: words, and where they stand."
    )
    locations: dict[ListedLocation, Words] = Field({}, description="For each location likewise.")


class NoClaim(Record):
    """In a block of claims, in place of a claim: why the paragraph above the block has none."""

    unused: LinkedSentence = Field(description="The reason, as under `unused` in a summary.")


class Summary(Record):
    """What a source says: its claims and the names it uses. It has the same id as the article.

    Claims and reasons may as well stand in the article's file, each below its paragraph.
    """

    abstract: LinkedText | None = Field(
        None, description="What the source says and on whose word, in brief."
    )
    claims: tuple[Claim, ...] = Field((), description="What it says, claim by claim.")
    names: Names = Field(Names(), description="The words it uses.")
    unused: dict[LocatorText, LinkedSentence] = Field(
        {},
        description="Paragraphs and passages without a claim, and why.",
        json_schema_extra={"propertyNames": {"pattern": LOCATORS}},
    )
