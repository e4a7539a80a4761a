"""Tests for use before publishing: the site can be built, and no link within the site is broken."""

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

PROJECT = Path(__file__).resolve().parent.parent
SITE = PROJECT / "site"


class Page(HTMLParser):
    """A published page: its links, the address that they are relative to, and its anchors."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.base = path.parent
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Record the link or the anchor in a tag."""
        for name, value in attributes:
            if value and tag == "base" and name == "href":
                self.base /= value
            elif value and name in ("href", "src"):
                self.links.append(value)
            elif value and name == "id":
                self.anchors.add(value)


@pytest.fixture(scope="module")
def pages() -> dict[Path, Page]:
    """Build the site, and read its pages."""
    command = [sys.executable, "build_site.py", "build"]
    built = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return {path: Page(path) for path in sorted(SITE.rglob("*.html"))}


def test_every_link_arrives(pages: dict[Path, Page]) -> None:
    """Each link within the site leads to a file that exists, and to an anchor that is in it."""
    broken = []
    for path, page in pages.items():
        if path == SITE / "404.html":
            continue  # this page is shown at any address, so its links begin at the root
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (page.base / unquote(parts.path)).resolve() if parts.path else path
            if target.is_dir():
                target /= "index.html"
            known = pages.get(target)
            if not target.is_file() or (known and parts.fragment not in {"", *known.anchors}):
                broken.append(f"{path.relative_to(SITE)}: {link}")
    assert broken == []
