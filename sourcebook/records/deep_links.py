"""Makes web addresses that lead to a passage of a source, if the source's address allows this."""

from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from .locator_fields import page_span
from .locators import Locator, Passage, seconds
from .sources import Article

_STARTS = {
    "youtube.com": "t",
    "m.youtube.com": "t",
    "youtu.be": "t",
    "dailymotion.com": "start",
    "archive.org": "start",
}
"""Maps a video host, without ``www.``, to the URL parameter for the start time in seconds."""

_MEDIA = (".mp4", ".m4v", ".webm", ".ogv", ".mov", ".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav")


def deep_link(article: Article, locator: Locator) -> str | None:
    """Return the address of a passage of an article; None if no address leads to it.

    The article's own address is tried first, then the addresses of its copies. Addresses can lead
    to a page of a PDF file (RFC 8118), to a time in a recording (Media Fragments URI 1.0), and to
    an element of a web page (by a fragment, such as ``#comment-77``). ``locator``: the place in
    the article; no address leads to a paragraph or part.
    """
    if isinstance(locator, Passage):
        for address in _addresses(article):
            if made := _OF_KIND.get(locator.kind, _none)(address, locator, article):
                return made
    return None


def words_link(
    article: Article, words: str, at: Iterable[Passage] = (), *, archived: bool = False
) -> str | None:
    """Return an address at which browsers highlight words of an article.

    Return None if the article has no such address. The words must be written exactly as in the
    article: see "URL Fragment Text Directives" of the WICG. ``at``: the passages that contain the
    words. ``archived``: whether to use the address of the archived copy, if the article also has an
    address of its own.
    """
    if archived and not (article.url and article.archive_url):
        return None
    fragment = next((passage.value for passage in at if passage.kind == "fragment"), "")
    for address in [article.archive_url or ""] if archived else _addresses(article):
        if not _path(address).endswith((".pdf", *_MEDIA)):
            encoded = quote(" ".join(words.split()), safe="").replace("-", "%2D")
            address = f"{_without_fragment(address)}{fragment}" if fragment else address
            return f"{address}{'' if '#' in address else '#'}:~:text={encoded}"
    return None


def _addresses(article: Article) -> Iterator[str]:
    return filter(None, (article.url, article.archive_url, article.copy_url))


def _path(address: str) -> str:
    return urlsplit(address).path.lower()


def _none(_address: str, _passage: Passage, _article: Article) -> None:
    return None


def _page(address: str, passage: Passage, article: Article) -> str | None:
    if not _path(address).endswith(".pdf") or not passage.numbers:
        return None
    # If a source has the pages 112 to 130, the first page of its PDF file is page 112.
    before = page_span(article.pages).start - 1 if article.pages else 0
    return f"{_without_fragment(address)}#page={passage.numbers[0] - before}"


def _time(address: str, passage: Passage, _article: Article) -> str | None:
    parts = urlsplit(address)
    host, start = (parts.hostname or "").removeprefix("www."), seconds(passage.value)
    if _path(address).endswith(_MEDIA):
        end = f",{seconds(passage.end)}" if passage.end else ""
        return f"{_without_fragment(address)}#t={start}{end}"
    if host == "vimeo.com":
        return f"{_without_fragment(address)}#t={start}s"
    if host not in _STARTS:
        return None
    name = _STARTS[host]
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != name]
    return parts._replace(query=urlencode([*query, (name, str(start))]), fragment="").geturl()


def _fragment(address: str, passage: Passage, _article: Article) -> str:
    return f"{_without_fragment(address)}{passage.value}"


def _without_fragment(address: str) -> str:
    return address.partition("#")[0]


_OF_KIND = {"page": _page, "time": _time, "fragment": _fragment}
