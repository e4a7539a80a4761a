"""Items as the web API of Zotero answers them, as items of CSL-JSON."""

from typing import Any

_FIELDS = {
    "title": "title", "url": "URL", "DOI": "DOI", "language": "language", "date": "issued",
    "abstractNote": "abstract", "publisher": "publisher", "itemType": "type",
}  # fmt: skip
_CONTAINERS = (
    "publicationTitle", "websiteTitle", "blogTitle", "forumTitle", "bookTitle",
    "proceedingsTitle", "encyclopediaTitle", "dictionaryTitle", "programTitle", "institution",
)  # fmt: skip
"""What Zotero calls that in which a work was published, by its type."""

_TYPES = {
    "newspaperArticle": "article-newspaper", "magazineArticle": "article-magazine",
    "journalArticle": "article-journal", "webpage": "webpage", "blogPost": "post-weblog",
    "forumPost": "post", "bookSection": "chapter",
}  # fmt: skip

_PARTS = ("annotation", "attachment", "note")
"""Items that belong to others, and are no works."""


def bare(item: Any) -> Any:
    """Return an item as CSL-JSON has it, whatever wraps it; None for a file or a note."""
    if not isinstance(item, dict):
        return item
    if any(
        isinstance(one, dict) and one.get("itemType") in _PARTS for one in (item, item.get("data"))
    ):
        return None
    for wrapper in ("csljson", "data"):
        inner = item.get(wrapper)
        if isinstance(inner, dict) and "title" not in item:
            return {"id": item.get("key"), **(inner if wrapper == "csljson" else _of_data(inner))}
    return item if "itemType" not in item else _of_data(item)


def _of_data(data: dict[str, Any]) -> dict[str, Any]:
    """Return an item of Zotero's own format as one of CSL-JSON."""
    item: dict[str, Any] = {name: data[key] for key, name in _FIELDS.items() if key in data}
    item["id"] = data.get("key")
    item["type"] = _TYPES.get(str(data.get("itemType")), data.get("itemType"))
    item["container-title"] = next((data[key] for key in _CONTAINERS if data.get(key)), None)
    creators = data.get("creators")
    item["author"] = [
        {"literal": one.get("name"), "given": one.get("firstName"), "family": one.get("lastName")}
        for one in (creators if isinstance(creators, list) else ())
        if isinstance(one, dict) and one.get("creatorType", "author") == "author"
    ]
    return item
