"""Converts items of Zotero's web API to items of CSL-JSON."""

from typing import Any

_FIELDS = {
    "title": "title", "url": "URL", "DOI": "DOI", "language": "language", "date": "issued",
    "abstractNote": "abstract", "publisher": "publisher", "itemType": "type",
}  # fmt: skip
_CONTAINERS = (
    "publicationTitle", "websiteTitle", "blogTitle", "forumTitle", "bookTitle",
    "proceedingsTitle", "encyclopediaTitle", "dictionaryTitle", "programTitle", "institution",
)  # fmt: skip
"""Zotero's fields for the work that contains an item: each type of item has its own field."""

_TYPES = {
    "newspaperArticle": "article-newspaper", "magazineArticle": "article-magazine",
    "journalArticle": "article-journal", "webpage": "webpage", "blogPost": "post-weblog",
    "forumPost": "post", "bookSection": "chapter",
}  # fmt: skip

_PARTS = ("annotation", "attachment", "note")
"""Types of items that aren't works but belong to other items."""


def unwrapped(item: Any) -> Any:
    """Return an item as CSL-JSON, without the API's wrapper; None if its type is in ``_PARTS``."""
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
    """Convert an item from Zotero's own format to CSL-JSON."""
    item: dict[str, Any] = {name: data[key] for key, name in _FIELDS.items() if key in data}
    item["id"] = data.get("key")
    item["type"] = _TYPES.get(str(data.get("itemType")), data.get("itemType"))
    item["container-title"] = next((data[key] for key in _CONTAINERS if data.get(key)), None)
    creators = data.get("creators")
    item["author"] = [
        {
            "literal": creator.get("name"),
            "given": creator.get("firstName"),
            "family": creator.get("lastName"),
        }
        for creator in (creators if isinstance(creators, list) else ())
        if isinstance(creator, dict) and creator.get("creatorType", "author") == "author"
    ]
    return item
