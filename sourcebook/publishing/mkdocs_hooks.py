"""What Sourcebook does at MkDocs' events, in a plain build and in its own alike.

A hook file to MkDocs, which loads it by its path: hence the absolute imports.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from xstatic.pkg import leaflet

from sourcebook.publishing import (
    autoescape,
    inline_svg,
    licences,
    search_index,
    translations,
    wide_tables,
)

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


LEAFLET = ("leaflet.css", "leaflet.js")
"""What the live map needs of its library."""

LICENCES = "assets/licences.txt"
"""Where the licences of the software stand in the site."""

STYLES = "styles/"
"""The theme's folder of the parts that ``assets/site.css`` is joined from."""


def on_files(files: "Files", config: "MkDocsConfig") -> "Files":
    """Bring in the map's library and the licences; keep out what becomes part of others.

    That is drawings, and the parts of the styles.
    """
    # Loaded by MkDocs already; the other events are told without it.
    from mkdocs.structure.files import File

    for name in LEAFLET:
        path = str(Path(leaflet.BASE_DIR, name))
        files.append(File.generated(config, f"assets/leaflet/{name}", abs_src_path=path))
    files.append(File.generated(config, LICENCES, content=licences.text()))
    for file in list(files):
        ours = file.src_dir == config.docs_dir
        if file.src_uri.endswith(".svg") if ours else file.src_uri.startswith(STYLES):
            files.remove(file)
    return files


def on_env(env: "Environment", config: "MkDocsConfig", files: "Files") -> "Environment":
    """Escape in our templates, and translate their messages."""
    autoescape.escape_ours(env)
    translations.install(env, config)
    return env


def on_page_markdown(markdown: str, page: Any, config: "MkDocsConfig", files: "Files") -> str:
    """Keep places for the drawings."""
    return inline_svg.reserve(markdown)


def on_page_content(html: str, page: Any, config: "MkDocsConfig", files: "Files") -> str:
    """Put the drawings in, boxes around wide tables, and what the page is found by."""

    def address(path: str) -> str:
        file = files.get_file_from_path(path)
        return file.url_relative_to(page.file) if file else path

    html = inline_svg.inline(html, page.file.src_uri, Path(config.docs_dir), address)
    return search_index.prepare(wide_tables.box(html))


def on_post_build(config: "MkDocsConfig") -> None:
    """Make the search index; leave nothing in the site that says when it was built."""
    # Not at the top: where the command line alone imports this module, MkDocs need not be loaded.
    from mkdocs.exceptions import PluginError

    site = Path(config.site_dir)
    try:
        search_index.index(site, site / "pagefind")
    except search_index.IndexingError as error:
        raise PluginError(str(error)) from error
    clean(site)


def clean(site: Path) -> None:
    """Leave nothing in a site that says when it was built."""
    # MkDocs stamps the sitemap's compressed copy with the time.
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
