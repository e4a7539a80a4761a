"""Describes a source or a page as COinS, which Zotero and other programs find in HTML.

COinS is an OpenURL context object (ANSI/NISO Z39.88-2004) in the title of an empty ``span``. The
object is in the format ``dc`` (Dublin Core). Its ``rft.type`` has one of Zotero's own item types,
which Zotero understands.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

_TYPES = {
    "article-journal": "journalArticle", "article-magazine": "magazineArticle",
    "article-newspaper": "newspaperArticle", "bill": "bill", "book": "book",
    "broadcast": "tvBroadcast", "chapter": "bookSection", "entry-encyclopedia":
    "encyclopediaArticle", "graphic": "artwork", "hearing": "hearing", "interview": "interview",
    "legal_case": "case", "legislation": "statute", "manuscript": "manuscript", "map": "map",
    "motion_picture": "videoRecording", "paper-conference": "conferencePaper",
    "personal_communication": "letter", "post": "forumPost", "post-weblog": "blogPost",
    "report": "report", "software": "computerProgram", "song": "audioRecording",
    "speech": "presentation", "thesis": "thesis", "webpage": "webpage",
}  # fmt: skip
"""Maps a CSL type to a Zotero type. Any other type becomes ``document``."""


def coins(item: Mapping[str, Any]) -> str:
    """Return a CSL-JSON item as a context object: a URL-encoded text."""
    return urlencode([
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        *((key, value) for key, value in _fields(item) if value),
    ])  # fmt: skip


def _fields(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "rft.type", _TYPES.get(item["type"], "document")
    yield "rft.title", item["title"]
    yield "rft.source", item.get("container-title", "")
    yield "rft.publisher", item.get("publisher") or item.get("authority", "")
    for name in item.get("author", ()):
        family, given = name.get("family", ""), name.get("given", "")
        yield "rft.au", name.get("literal") or ", ".join(filter(None, (family, given)))
    yield "rft.date", _date(item)
    yield "rft.pages", item.get("page", "")
    yield "rft.language", item.get("language") or ""
    yield "rft.isbn", item.get("ISBN", "")
    yield "rft_id", f"info:doi/{item['DOI']}" if "DOI" in item else ""
    yield "rft_id", item.get("URL", "")


def _date(item: Mapping[str, Any]) -> str:
    """Return the first day of an item's date in ISO 8601; empty if the date is unknown or BCE."""
    year, *rest = item.get("issued", {}).get("date-parts", [[0]])[0]
    return "-".join([f"{year:04}", *(f"{part:02}" for part in rest)]) if year > 0 else ""
