"""The kinds of sources, and how citations, data and pages treat each kind."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from ..messages import gettext
from ..text import capitalised


class SourceFacts(NamedTuple):
    """The facts about a kind of source, which are the same for all sources of the kind.

    ``csl``: the kind's type in CSL 1.0.2. ``schema_type``: its type at schema.org. ``bibtex``: its
    entry type in biblatex. ``ris``: its code in RIS. ``uses``: the fields in
    ``BIBLIOGRAPHIC_FIELDS`` that sources of the kind have. ``genre``: the word for such a source in
    citations, before translation; empty if citation styles have a format of their own for the kind.
    ``authored``: True if sources are attributed to their authors; a source without authors is
    attributed to its publisher. ``in_publisher``: True if the publisher, such as a newspaper, is
    also the work that contains the source. A source's field ``container`` overrides this.
    ``is_published``: False if the date of such a source usually is the date of its creation, as
    with a letter.
    """

    csl: str
    schema_type: str
    bibtex: str
    ris: str
    uses: frozenset[str] = frozenset()
    genre: str = ""
    authored: bool = True
    in_publisher: bool = False
    is_published: bool = True

    @property
    def genre_words(self) -> str:
        """``genre`` with a capital letter, in the language in use; empty if ``genre`` is empty."""
        return capitalised(gettext(self.genre)) if self.genre else ""


_PERIODICAL = frozenset(["container", "volume", "issue", "edition"])
_VOLUME = frozenset(["volume", "edition", "number", "series", "editors", "isbn"])
_PART = _VOLUME | {"container"}
_SENT = frozenset(["recipients"])
_ONLINE = frozenset(["container", "number"])
_RECORDED = frozenset(["container", "volume", "number", "series", "edition"])
_IMAGE = frozenset(["container", "number"])
_LEGAL = frozenset(["container", "volume", "number"])

SOURCE_KINDS: Mapping[str, SourceFacts] = {
    "article": SourceFacts(
        "article-newspaper", "NewsArticle", "article", "NEWS", _PERIODICAL,
        authored=False, in_publisher=True,
    ),
    "magazine article": SourceFacts(
        "article-magazine", "Article", "article", "MGZN", _PERIODICAL, in_publisher=True
    ),
    "journal article": SourceFacts(
        "article-journal", "ScholarlyArticle", "article", "JOUR", _PERIODICAL, in_publisher=True
    ),
    "book": SourceFacts("book", "Book", "book", "BOOK", _VOLUME),
    "chapter": SourceFacts("chapter", "Chapter", "incollection", "CHAP", _PART),
    "encyclopedia entry": SourceFacts(
        "entry-encyclopedia", "Article", "inreference", "ENCYC", _PART
    ),
    "conference paper": SourceFacts(
        "paper-conference", "ScholarlyArticle", "inproceedings", "CPAPER", _PART
    ),
    "thesis": SourceFacts("thesis", "Thesis", "thesis", "THES", frozenset(["number"])),
    "report": SourceFacts(
        "report", "Report", "report", "RPRT", _VOLUME | {"container"}
    ),
    "minutes": SourceFacts(
        "document", "Report", "report", "RPRT", frozenset(["number", "series", "volume"]),
        "minutes",
    ),
    "press release": SourceFacts(
        "pamphlet", "Article", "misc", "PAMP", frozenset(["number"]), "press release"
    ),
    "pamphlet": SourceFacts("pamphlet", "PublicationIssue", "booklet", "PAMP", _VOLUME),
    "letter": SourceFacts(
        "personal_communication", "Message", "letter", "PCOMM", _SENT, "letter",
        is_published=False,
    ),
    "e-mail": SourceFacts(
        "personal_communication", "EmailMessage", "letter", "ICOMM", _SENT | _ONLINE,
        "e-mail", is_published=False,
    ),
    "diary": SourceFacts(
        "manuscript", "Manuscript", "unpublished", "MANSCPT", frozenset(["volume"]),
        "diary", is_published=False,
    ),
    "manuscript": SourceFacts(
        "manuscript", "Manuscript", "unpublished", "MANSCPT", frozenset(["volume"]),
        "manuscript", is_published=False,
    ),
    "post": SourceFacts("post", "SocialMediaPosting", "online", "ELEC", _ONLINE, in_publisher=True),
    "issue": SourceFacts(
        "post", "DiscussionForumPosting", "online", "ELEC", _ONLINE, "issue",
        in_publisher=True,
    ),
    "blog post": SourceFacts(
        "post-weblog", "BlogPosting", "online", "BLOG", _ONLINE, in_publisher=True
    ),
    "web page": SourceFacts("webpage", "WebPage", "online", "ELEC", _ONLINE, in_publisher=True),
    "software": SourceFacts(
        "software", "SoftwareSourceCode", "software", "COMP", _ONLINE | _VOLUME
    ),
    "dataset": SourceFacts("dataset", "Dataset", "dataset", "DATA", _ONLINE | {"edition"}),
    "court record": SourceFacts(
        "legal_case", "CreativeWork", "jurisdiction", "CASE", _LEGAL, authored=False
    ),
    "law": SourceFacts("legislation", "Legislation", "legislation", "STAT", _LEGAL, authored=False),
    "treaty": SourceFacts("treaty", "Legislation", "legal", "LEGAL", _LEGAL, authored=False),
    "hearing": SourceFacts("hearing", "CreativeWork", "legal", "HEAR", _LEGAL, authored=False),
    "patent": SourceFacts("patent", "CreativeWork", "patent", "PAT", frozenset(["number"])),
    "standard": SourceFacts(
        "standard", "CreativeWork", "standard", "STAND", _VOLUME, authored=False
    ),
    "interview": SourceFacts(
        "interview", "CreativeWork", "misc", "GEN", _ONLINE | {"interviewers"}, "interview"
    ),
    "speech": SourceFacts(
        "speech", "CreativeWork", "misc", "GEN", frozenset(["container"]), "speech"
    ),
    "broadcast": SourceFacts(
        "broadcast", "Episode", "video", "VIDEO", _RECORDED, authored=False
    ),
    "video": SourceFacts("motion_picture", "VideoObject", "video", "VIDEO", _RECORDED),
    "audio": SourceFacts("song", "AudioObject", "audio", "SOUND", _RECORDED),
    "photograph": SourceFacts(
        "graphic", "Photograph", "image", "ART", _IMAGE, "photograph",
        is_published=False,
    ),
    "picture": SourceFacts("graphic", "VisualArtwork", "image", "ART", _IMAGE),
    "map": SourceFacts("map", "Map", "image", "MAP", _IMAGE | _VOLUME, "map"),
    "artefact": SourceFacts(
        "graphic", "CreativeWork", "artwork", "ART", frozenset(["number"]), "artefact",
        is_published=False,
    ),
    "document": SourceFacts("document", "CreativeWork", "misc", "GEN", _PART | _SENT),
}  # fmt: skip
"""Sourcebook's own kinds of sources.

A source without a stated kind is an article of a newspaper or news site.
"""

BIBLIOGRAPHIC_FIELDS = frozenset().union(*(kind.uses for kind in SOURCE_KINDS.values()))
"""The fields that only some kinds of sources have."""

CSL_TYPES = tuple(dict.fromkeys(facts.csl for facts in SOURCE_KINDS.values()))
"""The CSL types that a project's own kinds of sources can have."""

NEEDABLE = (
    "authors", "publisher", "published", "language", "url", "place", "doi", "archive",
    "archive_reference", "pages", "duration", *sorted(BIBLIOGRAPHIC_FIELDS),
)  # fmt: skip
"""The keys that a project can require for sources of its own kinds."""


def facts_like(word: str, csl: str, needs: Collection[str]) -> SourceFacts:
    """Return the facts of a project's own kind of source.

    The facts are those of Sourcebook's first kind with the same CSL type, except that citations use
    the word of the new kind. ``word``: the kind's name. ``csl``: the kind's CSL type. ``needs``:
    the keys that sources of the kind need.
    """
    known = SOURCE_KINDS.get(word)
    if known is None or known.csl != csl:
        like = next(facts for facts in SOURCE_KINDS.values() if facts.csl == csl)
        known = like._replace(genre=word)
    return known._replace(uses=known.uses | BIBLIOGRAPHIC_FIELDS.intersection(needs))
