"""Converts items of Zotero's web API to items of CSL-JSON."""

from typing import Any

_VARIABLES = {
    "title": ("title", "caseName", "nameOfAct", "subject"),
    "URL": ("url",), "DOI": ("DOI",), "language": ("language",), "abstract": ("abstractNote",),
    "issued": ("date", "dateDecided", "dateEnacted", "issueDate"), "accessed": ("accessDate",),
    "container-title": (
        "publicationTitle", "websiteTitle", "blogTitle", "forumTitle", "bookTitle",
        "proceedingsTitle", "encyclopediaTitle", "dictionaryTitle", "programTitle", "reporter",
        "code",
    ),
    "publisher": (
        "publisher", "university", "institution", "label", "company", "studio", "distributor",
        "network", "repository", "organization",
    ),
    "authority": ("court", "issuingAuthority", "legislativeBody"),
    "genre": (
        "thesisType", "reportType", "letterType", "manuscriptType", "mapType", "websiteType",
        "postType", "presentationType", "genre",
    ),
    "number": (
        "reportNumber", "number", "docketNumber", "patentNumber", "billNumber", "publicLawNumber",
        "documentNumber", "episodeNumber", "archiveID", "identifier",
    ),
    "volume": ("volume", "reporterVolume", "codeVolume"), "issue": ("issue",),
    "page": ("pages", "firstPage", "codePages"), "number-of-pages": ("numPages",),
    "edition": ("edition", "versionNumber"), "collection-title": ("series", "seriesTitle"),
    "publisher-place": ("place",), "ISBN": ("ISBN",), "archive": ("archive",),
    "archive_location": ("archiveLocation", "callNumber"), "source": ("libraryCatalog",),
}  # fmt: skip
"""Maps a CSL variable to Zotero's fields for it, which differ from one type of item to another."""

_TYPES = {
    "artwork": "graphic", "audioRecording": "song", "bill": "bill", "blogPost": "post-weblog",
    "bookSection": "chapter", "case": "legal_case", "computerProgram": "software",
    "conferencePaper": "paper-conference", "dictionaryEntry": "entry-dictionary",
    "email": "personal_communication", "encyclopediaArticle": "entry-encyclopedia",
    "film": "motion_picture", "forumPost": "post", "instantMessage": "personal_communication",
    "journalArticle": "article-journal", "letter": "personal_communication",
    "magazineArticle": "article-magazine", "newspaperArticle": "article-newspaper",
    "podcast": "song", "preprint": "article", "presentation": "speech",
    "radioBroadcast": "broadcast", "statute": "legislation", "tvBroadcast": "broadcast",
    "videoRecording": "motion_picture", "webpage": "webpage",
}  # fmt: skip
"""Maps Zotero's types of items to CSL's types. All other types have the same name in both."""

_GENRES = {"email": "E-mail"}

_CREATORS = {
    "author": "author", "editor": "editor", "bookAuthor": "container-author",
    "recipient": "recipient", "interviewer": "interviewer", "interviewee": "author",
    "artist": "author", "cartographer": "author", "director": "author", "inventor": "author",
    "performer": "author", "podcaster": "author", "presenter": "author", "programmer": "author",
    "sponsor": "author",
}  # fmt: skip
"""Maps Zotero's roles of creators to CSL's. All other roles have the same name in both."""

_KEPT_BY_ZOTERO = frozenset([
    "key", "version", "itemType", "creators", "tags", "collections", "relations", "dateAdded",
    "dateModified", "shortTitle", "journalAbbreviation", "rights", "ISSN", "citationKey",
    "parentItem", "deleted", "inPublications",
])  # fmt: skip

_PARTS = ("annotation", "attachment", "note")
"""Zotero's types of items that aren't works, but belong to other items."""


def unwrapped(item: Any) -> Any:
    """Return an item of Zotero's API as an item of CSL-JSON; None if its type is in ``_PARTS``.

    Anything else, such as an item of CSL-JSON, is returned unchanged.
    """
    if not isinstance(item, dict):
        return item
    if any(
        isinstance(each, dict) and each.get("itemType") in _PARTS
        for each in (item, item.get("data"))
    ):
        return None
    for wrapper in ("csljson", "data"):
        inner = item.get(wrapper)
        if isinstance(inner, dict) and "title" not in item:
            return {"id": item.get("key"), **(inner if wrapper == "csljson" else _of_data(inner))}
    return item if "itemType" not in item else _of_data(item)


def _of_data(data: dict[str, Any]) -> dict[str, Any]:
    """Convert an item from Zotero's own format to CSL-JSON.

    Fields that CSL lacks keep their names from Zotero, so that they can be reported as unused.
    """
    type_ = str(data.get("itemType"))
    item: dict[str, Any] = {"id": data.get("key"), "type": _TYPES.get(type_, data.get("itemType"))}
    if type_ in _GENRES:
        item["genre"] = _GENRES[type_]
    taken = set(_KEPT_BY_ZOTERO)
    for variable, fields in _VARIABLES.items():
        name = next((name for name in fields if data.get(name)), "")
        if name:
            item.setdefault(variable, data[name])
            taken.add(name)
    # Fields for which CSL has no variable keep the names that they have in Zotero.
    item |= {name: value for name, value in data.items() if name not in taken and value}
    if extra := item.pop("extra", None):
        item["note"] = extra
    if isinstance(day := item.get("accessed"), str):
        item["accessed"] = {"raw": day}
    creators = data.get("creators")
    for creator in creators if isinstance(creators, list) else ():
        if isinstance(creator, dict):
            role = str(creator.get("creatorType", "author"))
            item.setdefault(_CREATORS.get(role, role), []).append({
                "literal": creator.get("name"), "given": creator.get("firstName"),
                "family": creator.get("lastName"),
            })  # fmt: skip
    return item
