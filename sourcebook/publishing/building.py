"""The published site, made ready beside the old one and put in its place when it is whole."""

import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..workers import default_workers
from ..writing import Cache, recover, stat_signatures, swap_tree
from . import search_index
from .background_index import INDEX, SPARE, install, new_bundle, remove_bundles
from .change_detection import needs_mkdocs
from .inputs import SiteInputs, load_inputs, warnings
from .mkdocs_context import render_context, settings
from .rendering import RenderContext, RenderingError
from .staging import StagedSite, StagingTree, StrictError
from .state import LastPublish


class PublishingError(Exception):
    """The site could not be built; the message says why."""


@dataclass(frozen=True)
class Published:
    """What came of it. ``warnings``: what MkDocs said.

    ``changed``: paths in the site of pages that are new, different or gone. ``indexing``:
    how many seconds of it all the search index took.
    """

    warnings: list[str]
    changed: list[str]
    indexing: float = 0.0
    all_changed: bool = False
    """Whether all pages may look different: a style or a script has changed."""
    render_context: RenderContext | None = None
    """What was gathered, if anything had to be."""


def publish(
    config_file: Path,
    site: Path,
    kept: Cache,
    *,
    strict: bool = False,
    index: bool = True,
    held: Mapping[str, bytes] | None = None,
    workers: int | None = None,
) -> Published:
    """Build the site as ``mkdocs build`` would, byte for byte; render only what has changed.

    ``site``: where it goes; stays as it was until the new one is whole. ``kept``: of the builds
    before; its folder must be on the same file system. ``index``: whether to bring
    the search index up to date; else the old one stays. Of the project's hook only what is done
    to the site takes part: ``docs/`` has just been made. ``held``: the hash of each file there,
    if that is known. ``workers``: how many processes render
    pages; None: one a core. Raises PublishingError; with ``strict``, for a warning too.
    """
    ready = make_ready(
        config_file, site, kept, strict=strict, index=index, held=held, workers=workers
    )
    return put_in_place(ready, site, kept)


def make_ready(
    config_file: Path,
    site: Path,
    kept: Cache,
    *,
    strict: bool = False,
    index: bool = True,
    held: Mapping[str, bytes] | None = None,
    workers: int | None = None,
    before: SiteInputs | None = None,
) -> StagedSite:
    """Do all of it but what ``put_in_place`` does.

    ``before``: what was gathered while ``docs/`` was being made.
    """
    # A quarter of a second that checking alone need not wait for.
    from jinja2 import TemplateError
    from mkdocs.exceptions import MkDocsException

    new = kept.folder / "site.new"
    with warnings() as said:
        try:
            shutil.rmtree(new, ignore_errors=True)
            recover(site)
            spare = StagingTree(
                before or load_inputs(config_file, site, kept), site, kept, index=index
            )
            return spare.make_ready(workers or default_workers(), said, held, strict=strict)
        except StrictError as error:
            raise PublishingError(str(error)) from error
        except (MkDocsException, TemplateError, RenderingError, OSError) as error:
            raise PublishingError("\n".join([*said, str(error)])) from error
        finally:
            shutil.rmtree(new, ignore_errors=True)


def put_in_place(ready: StagedSite, site: Path, kept: Cache) -> Published:
    """Make the search index of a site that is ready, if it must be; let it be the site.

    Raises PublishingError.
    """
    if ready.last is None:
        return Published(ready.warnings, [])
    spare, bundle, seconds = kept.folder / SPARE, new_bundle(kept.folder), 0.0
    try:
        if ready.unindexed:
            begun = time.monotonic()
            remove_bundles(kept.folder)
            search_index.index(spare, bundle)
            install(bundle, spare)
            seconds = time.monotonic() - begun
        moved = swap_tree(spare, site)
    except (search_index.IndexingError, OSError) as error:
        raise PublishingError("\n".join([*ready.warnings, str(error)])) from error
    finally:
        shutil.rmtree(bundle, ignore_errors=True)
    searched = ready.last.searched or ready.unindexed
    # Of files that have been moved the signs are known, but for those of the index.
    signed = stat_signatures(site / INDEX) if moved else stat_signatures(site)
    if moved:
        indexed = {f"{INDEX}/{path}": sign for path, sign in signed.items()}
        signed = {**ready.last.signs, **indexed}
    last = replace(ready.last, signs=signed, searched=searched)
    kept.set(LastPublish.NAME, last)
    pages = sorted(path for path in ready.changed if path.endswith(".html"))
    styled = any(path.endswith((".css", ".js")) for path in ready.changed)
    by_mkdocs = not ready.last.known
    return Published(ready.warnings, pages, seconds, styled or by_mkdocs, ready.plan)


def planned(config_file: Path, site: Path) -> RenderContext | None:
    """Gather what pages are rendered with, and render none. Raises PublishingError.

    None where plugins take part, which would have to be there at every step.
    """
    from mkdocs.exceptions import MkDocsException

    try:
        config, _ = settings(config_file, site)
        if needs_mkdocs(config):
            return None
        config.plugins.on_startup(command="build", dirty=False)
        return render_context(config.plugins.on_config(config))
    except (MkDocsException, OSError) as error:
        raise PublishingError(str(error)) from error
