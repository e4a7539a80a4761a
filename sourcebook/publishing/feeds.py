"""Completes the addresses in the feed: ``docs/`` doesn't know where the site will be."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

FEED = "data/feed.xml"

_HREF = re.compile(r'(?<=href=")(?P<up>\.\./|feed\.xml)(?P<page>(?:[a-z]+/[^/"#]+/)?)(?=["#])')


def make_absolute(files: "Files", config: "MkDocsConfig") -> None:
    """Replace the feed by one with the site's addresses, as far as the settings say which."""
    from mkdocs.structure.files import File

    file = files.get_file_from_path(FEED)
    if file is None or file.src_dir != config.docs_dir:
        return
    text = file.content_string
    made = completed(text, config.site_url or "", config.use_directory_urls)
    if made != text:
        files.remove(file)
        files.append(File.generated(config, FEED, content=made))


def completed(text: str, site: str, use_directory_urls: bool) -> str:
    """Return a feed with its links made absolute, if ``site``, the site's address, is known."""

    def address(found: re.Match[str]) -> str:
        page = found["page"]
        if page and not use_directory_urls:
            page = f"{page.removesuffix('/')}.html"
        if found["up"] == "feed.xml":
            return f"{site}{FEED}" if site else found[0]
        return f"{site or found['up']}{page}"

    return _HREF.sub(address, text)
