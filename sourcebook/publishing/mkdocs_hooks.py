"""Sourcebook's handlers of MkDocs' events. ``mkdocs build`` and ``build_site.py`` both use them.

MkDocs loads this file by its path, as a hook, so its imports are absolute.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from xstatic.pkg import leaflet

from sourcebook import commonmark, languages
from sourcebook.messages import gettext as _
from sourcebook.publishing import (
    autoescape,
    companions,
    contents,
    feeds,
    indexing,
    inline_svg,
    licences,
    media,
    menu,
    page_frame,
    page_names,
    pagefind_process,
    pictures,
    reuse,
    search_index,
    share_pictures,
    translations,
    wide_tables,
)
from sourcebook.template_calls import QuickContext
from sourcebook.writing import stat_signatures

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


LEAFLET = ("leaflet.css", "leaflet.js")
"""The files of Leaflet that the live map loads."""

LICENCES = "assets/licences.txt"
"""The path in the site of the file with the software licences."""

_A_TEMPLATE = "map.html"
"""A template by which Sourcebook's theme is recognised: no theme of MkDocs has it."""

STYLES = "styles/"
"""The theme's folder of partial style sheets, which ``assets/site.css`` includes."""


def on_config(config: "MkDocsConfig") -> "MkDocsConfig":
    """Add the fast Markdown extension ``commonmark``, unless the settings already name it.

    Also change the language to English if the theme has no translation into the site's language.
    Raises ConfigurationError if the theme lacks the templates of Sourcebook's pages, or if a name
    in ``theme.static_templates`` isn't a text.
    """
    _check_theme(config)
    if not languages.has_theme_words(str(config.theme["language"])):
        config.theme["language"] = languages.ENGLISH
    translations.translate_settings(config)
    names: list[Any] = config.markdown_extensions
    if commonmark.NAME not in names:
        # Add the extension as an object. Python-Markdown could load it by its name only if this
        # package were installed.
        names.append(commonmark.CommonMarkExtension())
    return config


def _check_theme(config: "MkDocsConfig") -> None:
    from mkdocs.exceptions import ConfigurationError

    if not any(Path(folder, _A_TEMPLATE).is_file() for folder in config.theme.dirs):
        raise ConfigurationError(
            _(
                "the theme {name} has no templates for these pages: in mkdocs.yml, write theme: "
                "{{name: sourcebook}}, or name: material with custom_dir: sourcebook/theme"
            ).format(name=config.theme.name)
        )
    for name in config.theme.static_templates:
        if not isinstance(name, str):
            raise ConfigurationError(
                _(
                    "static_templates of the theme has {value}, which isn't the name of a file"
                ).format(value=name)
            )


def on_files(files: "Files", config: "MkDocsConfig") -> "Files":
    """Add Leaflet and the licences to the site; remove files that no page loads.

    Three kinds of files are removed: drawings, because pages contain them; partial style sheets,
    because ``assets/site.css`` contains them; and Material's scripts, if Sourcebook's own scripts
    replace them. Entries of the menu are removed too, if their pages aren't made.
    """
    # Imported here, because other code imports ``mkdocs_hooks`` without needing MkDocs.
    from mkdocs.structure.files import File

    for name in LEAFLET:
        path = str(Path(leaflet.BASE_DIR, name))
        files.append(File.generated(config, f"assets/leaflet/{name}", abs_src_path=path))
    files.append(File.generated(config, LICENCES, content=licences.text()))
    for file in list(files):
        ours = file.src_dir == config.docs_dir
        if file.src_uri.endswith(".svg") if ours else file.src_uri.startswith(STYLES):
            files.remove(file)
    feeds.make_absolute(files, config)
    page_frame.remove_scripts(files, config)
    config.nav = menu.present_nav(config.nav, files)
    return files


def on_env(env: "Environment", config: "MkDocsConfig", files: "Files") -> "Environment":
    """Prepare the templates: turn escaping on, and set the globals that they use.

    The globals are for translations, page frames, further names of pages, citations and other help
    with reuse, pages to embed in other sites, pictures for shared links, and links in the footer.
    """
    env.context_class = QuickContext
    autoescape.escape_ours(env)
    translations.install(env, config)
    page_frame.install(env, config)
    page_names.install(env)
    reuse.install(env, config, files)
    env.globals["embed_of"] = lambda page: companions.embed_url(page, config)
    env.globals["share_picture_of"] = lambda page: share_pictures.of(page, config)
    env.globals["footer_links"] = menu.present_links(config["extra"].get("footer"), files)
    return env


def on_page_markdown(markdown: str, page: Any, config: "MkDocsConfig", files: "Files") -> str:
    """Return a page's Markdown with placeholders in place of its drawings."""
    return inline_svg.insert_placeholders(markdown)


def on_page_content(html: str, page: Any, config: "MkDocsConfig", files: "Files") -> str:
    """Return a page's HTML with additions that the Markdown in ``docs/`` can't contain.

    The additions are inlined drawings, sizes of pictures, players, scrollable tables, links for
    reporting errors, and attributes for the search.
    """

    def address(path: str) -> str:
        file = files.get_file_from_path(path)
        return file.url_relative_to(page.file) if file else path

    contents.keep_together(page.toc, html)
    html = media.complete(pictures.complete(html))
    html = inline_svg.insert_drawings(html, page.file.src_uri, Path(config.docs_dir), address)
    html = reuse.with_reports(html, config)
    return search_index.prepare(wide_tables.box_tables(html))


def on_post_page(output: str, page: Any, config: "MkDocsConfig") -> str:
    """Write a page's companions, such as its Markdown; return the page's HTML unchanged."""
    companions.write(output, page, config)
    return output


def on_post_build(config: "MkDocsConfig") -> None:
    """Make the search index, and delete files that depend on the time of the build."""
    # Imported here, because the command line imports this module without needing MkDocs.
    from mkdocs.exceptions import PluginError

    site = Path(config.site_dir)
    try:
        indexing.make_index(site, site / "pagefind", stat_signatures(site))
    except pagefind_process.IndexingError as error:
        raise PluginError(str(error)) from error
    clean(site)


def clean(site: Path) -> None:
    """Delete those files of a site that depend on the time of the build."""
    # gzip writes the current time into the compressed sitemap.
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
