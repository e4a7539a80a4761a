"""Makes the addresses in the feed absolute. In ``docs/``, the site's address isn't known yet."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

FEED = "data/feed.xml"

_HREF = re.compile(r'(?<=href=")(?P<up>\.\./|feed\.xml)(?P<page>(?:[a-z]+/[^/"#]+/)?)(?=["#])')


def make_absolute(files: "Files", config: "MkDocsConfig") -> None:
    """Replace the feed in ``files`` by a feed with the site's own addresses."""
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
    """Return a feed whose addresses have the form that the site uses: ``x/`` or ``x.html``.

    The addresses are absolute if ``site``, the site's address, isn't empty.
    """

    def address(found: re.Match[str]) -> str:
        page = found["page"]
        if page and not use_directory_urls:
            page = f"{page.removesuffix('/')}.html"
        if found["up"] == "feed.xml":
            return f"{site}{FEED}" if site else found[0]
        return f"{site or found['up']}{page}"

    return _HREF.sub(address, text)
