"""Parses published pages: their links, anchors, text and loaded files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

# Maps HTML elements that make browsers load a file to the attribute with the file's address.
_LOADED = {
    "img": "src", "script": "src", "iframe": "src", "source": "src", "video": "src",
    "audio": "src", "embed": "src", "object": "data", "use": "href",
}  # fmt: skip
_LOADED_LINKS = frozenset(
    ["stylesheet", "icon", "preload", "prefetch", "preconnect", "modulepreload"]
)

_UNREAD = frozenset(["sup", "script", "style"])
_BLOCKS = frozenset(["br", "div", "h1", "h2", "h3", "li", "p", "small", "span", "td", "th"])


@dataclass
class Published(HTMLParser):
    """One HTML page of a site."""

    address: str
    anchors: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    """The page's text, without the superscript numbers of its citations."""
    base: str = ""
    """The address to which links are relative; empty if it is the page's own address."""
    raised: int = 0
    """The number of open elements whose text is left out."""

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record the anchor, the link and the loaded file of a tag."""
        values = {name: value or "" for name, value in attrs}
        self.raised += tag in _UNREAD
        if tag in _BLOCKS:
            self.text.append(" ")
        if "id" in values:
            self.anchors.add(values["id"])
        if tag == "base":
            self.base = urljoin(f"https://site.invalid/{self.address}", values["href"])
        if tag == "a" and "href" in values:
            self.links.append(self._whole(values["href"]))
        if tag in _LOADED and values.get(_LOADED[tag]):
            self.loaded.append(self._whole(values[_LOADED[tag]]))
        if tag == "link" and _LOADED_LINKS & set(values.get("rel", "").split()):
            self.loaded.append(self._whole(values["href"]))

    def _whole(self, link: str) -> str:
        return urljoin(self.base, link) if self.base else link

    def handle_endtag(self, tag: str) -> None:
        """Record the end of an element whose text is left out."""
        self.raised -= tag in _UNREAD

    def handle_data(self, data: str) -> None:
        """Add to the page's text, unless the text is in an element that is left out."""
        if not self.raised:
            self.text.append(data)


def read(site: Path) -> dict[str, Published]:
    """Map the path of each HTML page in a site to the parsed page."""
    pages = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        page = Published(name)
        page.feed(path.read_text("utf-8"))
        pages[name] = page
    return pages


def target(page: str, link: str) -> tuple[str, str] | None:
    """Return the path and anchor that a link on ``page`` leads to; None if it leaves the site."""
    base = "https://site.invalid/"
    parts = urlsplit(urljoin(f"{base}{page}", link))
    if parts.netloc != "site.invalid" or parts.scheme != "https":
        return None
    path = unquote(parts.path).lstrip("/")
    if path.endswith("/") or not path:
        path += "index.html"
    return path, unquote(parts.fragment)


def broken_links(site: Path, pages: Mapping[str, Published]) -> tuple[list[str], int]:
    """Return a site's broken internal links, and the number of its internal links.

    ``pages``: the result of ``read``.
    """
    broken = []
    followed = 0
    for name, page in pages.items():
        if name == "404.html":
            continue  # shown at any address, so its links begin at the root
        for link in page.links:
            place = target(name, link)
            if place is None:
                continue
            followed += 1
            path, anchor = place
            there = (site / path).is_file()
            if not there or (anchor and path in pages and anchor not in pages[path].anchors):
                broken.append(f"{name}: {link}")
    return broken, followed
