"""The published site, built beside the old one and put in its place when it is whole."""

import logging
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from ..writing import replace_tree
from . import events
from .rendering import Plan, Rendered, RenderingError, broken_anchors, default_workers, render

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class PublishingError(Exception):
    """MkDocs could not build the site; the message says why."""


class _Warnings(logging.Handler):
    """Keeps what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def publish(
    config_file: Path,
    site: Path,
    staging: Path,
    *,
    strict: bool = False,
    workers: int | None = None,
) -> list[str]:
    """Build the site as ``mkdocs build`` would, byte for byte, and return the warnings.

    ``site``: where it goes; stays as it was until the new one is whole.
    ``staging``: a folder on the same file system. Of the project's
    hook only what is done to the site takes part: ``docs/`` has just been made.
    ``workers``: how many processes render pages; None: one a core.
    Raises PublishingError; with ``strict``, for a warning too.
    """
    # A quarter of a second that checking alone need not wait for.
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    warnings = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warnings)
    shutil.rmtree(staging, ignore_errors=True)
    try:
        config = load_config(str(config_file), site_dir=str(staging), hooks=[events.__file__])
        config.plugins.on_startup(command="build", dirty=False)
        if set(config.plugins) - set(config.hooks):
            build(config)  # a plugin may gather something from all pages in one process
        else:
            _build(config, workers or default_workers())
        config.plugins.on_shutdown()
        if strict and warnings.messages:
            raise PublishingError("\n".join([*warnings.messages, "warnings stop a strict build"]))
        replace_tree(staging, site)
    except (MkDocsException, RenderingError, OSError) as error:
        shutil.rmtree(staging, ignore_errors=True)
        raise PublishingError("\n".join([*warnings.messages, str(error)])) from error
    finally:
        logger.removeHandler(warnings)
    return warnings.messages


def _build(config: "MkDocsConfig", workers: int) -> None:
    """Do what ``mkdocs build`` does, in its order, with pages rendered side by side."""
    from mkdocs.commands import build as mkdocs

    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    plan = _plan(config)
    plan.files.copy_static_files()
    documents = plan.files.documentation_pages()
    rendered = render(plan, [file.src_uri for file in documents], workers)
    _recall(plan, rendered)
    for name in config.theme.static_templates:
        mkdocs._build_theme_template(name, plan.env, plan.files, config, plan.nav)
    for name in config.extra_templates:
        mkdocs._build_extra_template(str(name), plan.files, config, plan.nav)
    _warn(rendered, config.validation.links.anchors)
    config.plugins.on_post_build(config=config)


def _plan(config: "MkDocsConfig") -> Plan:
    """Gather files and menu. The titles of pages in the menu stand on all pages."""
    from mkdocs.commands.build import _populate_page
    from mkdocs.structure.files import get_files, set_exclusions
    from mkdocs.structure.nav import get_navigation
    from mkdocs.structure.pages import Page

    files = get_files(config)
    env = config.theme.get_env()
    files.add_files_from_theme(env, config)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    for file in files.documentation_pages():
        if file.page is None:
            Page(None, file, config)
    for page in nav.pages:
        page.read_source(config)
        if page.title is None or "title" not in page.meta:
            _populate_page(page, config, files)
    return Plan(config, config.plugins.on_env(env, config=config, files=files), files, nav)


def _recall(plan: Plan, rendered: dict[str, Rendered]) -> None:
    """Tell templates that list all pages what only the processes have seen of them."""
    for path, known in rendered.items():
        file = plan.files.get_file_from_path(path)
        if file and file.page:
            file.page.meta = dict(known.meta)
            file.page.title = known.title


def _warn(rendered: dict[str, Rendered], level: int) -> None:
    """Log what was logged where pages were rendered, and links to anchors that aren't there."""
    logger = logging.getLogger("mkdocs.structure.pages")
    for page in rendered.values():
        for severity, message in page.messages:
            logger.log(severity, message)
    for path, link, target in broken_anchors(rendered):
        where = "on this page" if target == path else f"in '{target}'"
        logger.log(level, f"'{path}' has a link '{link}', but there is no such anchor {where}")
