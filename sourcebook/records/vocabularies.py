"""The words that every project can use, each with its properties.

A word added here is accepted, offered by editors, listed on the format page, used by the analyses
and collected for translators: no other module has a list of these words. ``make messages`` and
``make site`` then update the committed files that are generated from this module. A project adds
words of its own in ``sources/vocabulary.yml``.

The format page lists the words in the order of this module. Actors are also grouped in the order of
their kinds, the first group of relations that fits is taken, and precisions go from the most
precise to the least. Nothing else depends on the order.
"""

from collections.abc import Mapping
from typing import NamedTuple

from ..messages import gettext, marked
from .vocabulary import ActorKind, IdScheme, Kind, LocationKind, RelationGroup, Role, Vocabulary

ACTOR_KINDS: Mapping[str, ActorKind] = {
    "state": ActorKind(),
    "government": ActorKind(schema_type="GovernmentOrganization"),
    "alliance": ActorKind(speaks_as_one=False),
    "organisation": ActorKind(),
    "company": ActorKind(),
    "media": ActorKind(schema_type="NewsMediaOrganization"),
    "platform": ActorKind(speaks=False),
    "person": ActorKind(schema_type="Person", is_group=False),
    # A ``people`` is a group of persons or a whole nation. In schema.org, neither is an
    # organisation. Nor need any other actor be one.
    "people": ActorKind(schema_type="Thing", is_group=False),
    "other": ActorKind(schema_type="Thing"),
}

LOCATION_KINDS: Mapping[str, LocationKind] = {
    "country": LocationKind(radius_km=250, is_country=True),
    "region": LocationKind(radius_km=60),
    "district": LocationKind(radius_km=10),
    "city": LocationKind(radius_km=10),
    "town": LocationKind(radius_km=5),
    "village": LocationKind(radius_km=3),
    "road": LocationKind(radius_km=30),
    "water": LocationKind(radius_km=100),
    "area": LocationKind(radius_km=20),
    "building": LocationKind(radius_km=1),
    "other": LocationKind(radius_km=20),
}

EVENT_KINDS: Mapping[str, Kind] = dict.fromkeys(
    (
        "crisis", "construction", "arrest", "meeting", "negotiation", "agreement", "visit",
        "journey", "appointment", "decision", "statement", "publication", "performance",
        "discovery", "protest", "strike", "election", "trial", "ruling", "crime", "incident",
        "accident", "disaster", "birth", "death", "founding", "opening", "closure", "move",
        "purchase", "sale", "gift", "change", "other",
    ),
    Kind(),
)  # fmt: skip

ROLES: Mapping[str, Role] = {
    "supporter": Role(excludes=("opponent",)),
    "ally": Role(excludes=("opponent",)),
    "opponent": Role(),
    "host": Role(excludes=("visitor",)),
    "visitor": Role(),
}

OTHER, RECORDED = "other", "recorded"

GROUPS: Mapping[str, RelationGroup] = {
    "together": RelationGroup(
        label=marked("Together"), colour="blue", line="long dashes",
        words=(
            "alongside", "allied", "ally of", "allies with", "coordinates", "cooperates",
            "collaborates", "friend", "friends", "partner of", "partners with", "joins", "jointly",
            "agrees with", "unites", "works with", "sides with", "fights for",
        ),
    ),
    "against": RelationGroup(
        label=marked("Against"), colour="red", line="dashes",
        words=(
            "against", "opposes", "opponent", "enemy", "threatens", "attacks", "fights", "kills",
            "accuses", "sues", "prosecutes", "condemns", "criticises", "criticizes", "rejects",
            "blocks", "competes", "rival", "resists", "expels", "betrays",
        ),
    ),
    "command": RelationGroup(
        label=marked("Membership, command"), colour="purple", line="dashes and dots",
        words=(
            "part of", "member", "belongs", "branch of", "offshoot", "leads", "commands", "heads",
            "directs", "controls", "oversees", "owns", "employs", "appoints", "founded", "manages",
            "speaks for", "acts for", "works for", "represents", "sends into", "reports to",
            "answers to", "serves in", "serves under", "chairs",
        ),
    ),
    "support": RelationGroup(
        label=marked("Support"), colour="green", line="solid",
        words=(
            "backs", "supports", "support", "supporter", "supplies", "arms", "funds", "finances",
            "sends", "save", "saves", "advises", "trains", "recruits", "helps", "aids", "assists",
            "protects", "defends", "sponsors", "provides", "donates", "shelters", "endorses",
            "favours", "favors", "lends",
        ),
    ),
    OTHER: RelationGroup(label=marked("Other"), colour="grey", line="dots"),
    RECORDED: RelationGroup(
        label=marked("From a record, not from a claim"), colour="sand", line="solid"
    ),
}  # fmt: skip
"""The groups in order of precedence: "fights alongside" is in ``together``, not ``against``.

Relations are in the last two groups because of what they lack: a word of a group, or a claim.
"""

IDS: Mapping[str, IdScheme] = {
    "wikidata": IdScheme(label=marked("Wikidata"), address="https://www.wikidata.org/wiki/{id}"),
    "geonames": IdScheme(label=marked("GeoNames"), address="https://www.geonames.org/{id}"),
    "viaf": IdScheme(label=marked("VIAF"), address="https://viaf.org/viaf/{id}"),
    "gnd": IdScheme(label=marked("GND"), address="https://d-nb.info/gnd/{id}"),
    "isni": IdScheme(label=marked("ISNI"), address="https://isni.org/isni/{id}"),
    "orcid": IdScheme(label=marked("ORCID"), address="https://orcid.org/{id}"),
    "ror": IdScheme(label=marked("ROR"), address="https://ror.org/{id}"),
    "doi": IdScheme(label=marked("DOI"), address="https://doi.org/{id}"),
    "isbn": IdScheme(label=marked("ISBN"), address="https://openlibrary.org/isbn/{id}"),
    "issn": IdScheme(label=marked("ISSN"), address="https://portal.issn.org/resource/ISSN/{id}"),
    "oclc": IdScheme(label=marked("OCLC"), address="https://search.worldcat.org/title/{id}"),
}

ID_FORMS: Mapping[str, tuple[str, str]] = {
    "wikidata": ("Q[1-9][0-9]*", "Q42"),
    "geonames": ("[1-9][0-9]*", "2643743"),
    "viaf": ("[1-9][0-9]*", "75121530"),
    "gnd": ("[0-9X-]+", "118540238"),
    "isni": ("[0-9]{15}[0-9X]", "0000000121032683"),
    "orcid": ("[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]", "0000-0002-1825-0097"),
    "ror": ("0[a-z0-9]{6}[0-9]{2}", "02mhbdp94"),
    "doi": (r"10\.[0-9]{4,9}/\S+", "10.1000/182"),
    "isbn": ("[0-9][0-9-]{8,15}[0-9X]", "978-0-306-40615-7"),
    "issn": ("[0-9]{4}-[0-9]{3}[0-9X]", "2049-3630"),
    "oclc": ("[0-9]+", "9321234"),
}
"""Scheme -> the form of its ids, as a regular expression, and an example."""

GENERAL = Vocabulary(
    actor_kinds=dict(ACTOR_KINDS), location_kinds=dict(LOCATION_KINDS),
    event_kinds=dict(EVENT_KINDS), roles=dict(ROLES), groups=dict(GROUPS), ids=dict(IDS),
)  # fmt: skip
"""The vocabulary of a project without words of its own."""


class Precision(NamedTuple):
    """How precisely the point of a location is known.

    ``is_pinned``: True if the map marks the point with a pin. ``words``: names the precision in a
    list of facts. ``caution``: what a reader of the map should know about the position.
    """

    is_pinned: bool
    words: str = ""
    caution: str = ""


PRECISIONS: Mapping[str, Precision] = {
    "exact": Precision(True, marked("exact")),
    "town": Precision(
        True,
        marked("the middle of the town"),
        marked("The pin stands in the middle of the town."),
    ),
    "area": Precision(
        False, marked("the middle of an area"), marked("The shaded area is only approximate.")
    ),
    "approximate": Precision(
        False,
        marked("approximate"),
        marked("The position is only approximate: the place lies somewhere in the circle."),
    ),
    "none": Precision(False),
}
"""All precisions, from the most to the least precise."""


class SourceKind(NamedTuple):
    """A kind of source.

    ``csl``: its type in CSL 1.0.2. ``schema_type``: its type at schema.org. ``bibtex``: its type of
    entry in biblatex. ``ris``: its code in RIS. ``uses``: the bibliographic fields that it has, of
    those that not every kind has. ``genre``: what citations call it; empty if the style has a form
    of its own for the kind. ``authored``: True if a source is known by its authors first, and by
    its publisher only without them. ``in_publisher``: True if the publisher is what the source
    appeared in, such as a newspaper, unless ``container`` names that. ``is_published``: False if
    its date is usually that of its making, as with a letter.
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


_PERIODICAL = frozenset(["container", "volume", "issue", "edition"])
_VOLUME = frozenset(["volume", "edition", "number", "series", "editors", "isbn"])
_PART = _VOLUME | {"container"}
_SENT = frozenset(["recipients"])
_ONLINE = frozenset(["container", "number"])
_RECORDED = frozenset(["container", "volume", "number", "series", "edition"])
_IMAGE = frozenset(["container", "number"])
_LEGAL = frozenset(["container", "volume", "number"])

SOURCE_KINDS: Mapping[str, SourceKind] = {
    "article": SourceKind(
        "article-newspaper", "NewsArticle", "article", "NEWS", _PERIODICAL,
        authored=False, in_publisher=True,
    ),
    "magazine article": SourceKind(
        "article-magazine", "Article", "article", "MGZN", _PERIODICAL, in_publisher=True
    ),
    "journal article": SourceKind(
        "article-journal", "ScholarlyArticle", "article", "JOUR", _PERIODICAL, in_publisher=True
    ),
    "book": SourceKind("book", "Book", "book", "BOOK", _VOLUME),
    "chapter": SourceKind("chapter", "Chapter", "incollection", "CHAP", _PART),
    "encyclopedia entry": SourceKind(
        "entry-encyclopedia", "Article", "inreference", "ENCYC", _PART
    ),
    "conference paper": SourceKind(
        "paper-conference", "ScholarlyArticle", "inproceedings", "CPAPER", _PART
    ),
    "thesis": SourceKind("thesis", "Thesis", "thesis", "THES", frozenset(["number"])),
    "report": SourceKind(
        "report", "Report", "report", "RPRT", _VOLUME | {"container"}
    ),
    "minutes": SourceKind(
        "document", "Report", "report", "RPRT", frozenset(["number", "series", "volume"]),
        marked("Minutes"),
    ),
    "press release": SourceKind(
        "pamphlet", "Article", "misc", "PAMP", frozenset(["number"]), marked("Press release")
    ),
    "pamphlet": SourceKind("pamphlet", "PublicationIssue", "booklet", "PAMP", _VOLUME),
    "letter": SourceKind(
        "personal_communication", "Message", "letter", "PCOMM", _SENT, marked("Letter"),
        is_published=False,
    ),
    "e-mail": SourceKind(
        "personal_communication", "EmailMessage", "letter", "ICOMM", _SENT | _ONLINE,
        marked("E-mail"), is_published=False,
    ),
    "diary": SourceKind(
        "manuscript", "Manuscript", "unpublished", "MANSCPT", frozenset(["volume"]),
        marked("Diary"), is_published=False,
    ),
    "manuscript": SourceKind(
        "manuscript", "Manuscript", "unpublished", "MANSCPT", frozenset(["volume"]),
        marked("Manuscript"), is_published=False,
    ),
    "post": SourceKind("post", "SocialMediaPosting", "online", "ELEC", _ONLINE, in_publisher=True),
    "issue": SourceKind(
        "post", "DiscussionForumPosting", "online", "ELEC", _ONLINE, marked("Issue"),
        in_publisher=True,
    ),
    "blog post": SourceKind(
        "post-weblog", "BlogPosting", "online", "BLOG", _ONLINE, in_publisher=True
    ),
    "web page": SourceKind("webpage", "WebPage", "online", "ELEC", _ONLINE, in_publisher=True),
    "software": SourceKind("software", "SoftwareSourceCode", "software", "COMP", _ONLINE | _VOLUME),
    "dataset": SourceKind("dataset", "Dataset", "dataset", "DATA", _ONLINE | {"edition"}),
    "court record": SourceKind(
        "legal_case", "CreativeWork", "jurisdiction", "CASE", _LEGAL, authored=False
    ),
    "law": SourceKind("legislation", "Legislation", "legislation", "STAT", _LEGAL, authored=False),
    "treaty": SourceKind("treaty", "Legislation", "legal", "LEGAL", _LEGAL, authored=False),
    "hearing": SourceKind("hearing", "CreativeWork", "legal", "HEAR", _LEGAL, authored=False),
    "patent": SourceKind("patent", "CreativeWork", "patent", "PAT", frozenset(["number"])),
    "standard": SourceKind(
        "standard", "CreativeWork", "standard", "STAND", _VOLUME, authored=False
    ),
    "interview": SourceKind(
        "interview", "CreativeWork", "misc", "GEN", _ONLINE | {"interviewers"}, marked("Interview")
    ),
    "speech": SourceKind(
        "speech", "CreativeWork", "misc", "GEN", frozenset(["container"]), marked("Speech")
    ),
    "broadcast": SourceKind(
        "broadcast", "Episode", "video", "VIDEO", _RECORDED, authored=False
    ),
    "video": SourceKind("motion_picture", "VideoObject", "video", "VIDEO", _RECORDED),
    "audio": SourceKind("song", "AudioObject", "audio", "SOUND", _RECORDED),
    "photograph": SourceKind(
        "graphic", "Photograph", "image", "ART", _IMAGE, marked("Photograph"),
        is_published=False,
    ),
    "picture": SourceKind("graphic", "VisualArtwork", "image", "ART", _IMAGE),
    "map": SourceKind("map", "Map", "image", "MAP", _IMAGE | _VOLUME, marked("Map")),
    "artefact": SourceKind(
        "graphic", "CreativeWork", "artwork", "ART", frozenset(["number"]), marked("Artefact"),
        is_published=False,
    ),
    "document": SourceKind("document", "CreativeWork", "misc", "GEN", _PART | _SENT),
}  # fmt: skip
"""All kinds of sources; a source that names none is an article of a newspaper or news site."""

BIBLIOGRAPHIC_FIELDS = frozenset().union(*(kind.uses for kind in SOURCE_KINDS.values()))
"""The fields that only some kinds of sources have."""


def kind_name(kind: str, otherwise: str) -> str:
    """Return the name of a kind of record, for readers.

    ``otherwise``: what such records are called if they are of kind ``other``.
    """
    return otherwise if kind == OTHER else gettext(kind)
