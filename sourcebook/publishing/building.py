"""The published site, made ready beside the old one and put in its place when it is whole."""

import logging
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..workers import default_workers
from ..writing import Shelf, Signs, hashes, mirror, recover, replace_tree, signs, take_out
from . import events, searching
from .indexing import INDEX, install
from .planning import has_plugins, menu_hash, plan, settings, settings_hash
from .remembering import Known, Today, interned, whole_hash
from .rendering import Plan, Rendered, RenderingError, broken_anchors, render


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
    plan: Plan | None = None
    """What was gathered, if anything had to be."""


class _Warnings(logging.Handler):
    """Keeps what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _warnings() -> Iterator[list[str]]:
    handler, logger = _Warnings(), logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield handler.messages
    finally:
        logger.removeHandler(handler)


def publish(
    config_file: Path,
    site: Path,
    kept: Shelf,
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
    # A quarter of a second that checking alone need not wait for.
    from jinja2 import TemplateError
    from mkdocs.exceptions import MkDocsException

    new = kept.folder / "site.new"
    with _warnings() as said:
        try:
            shutil.rmtree(new, ignore_errors=True)
            recover(site)
            build = _Build(config_file, site, kept, index)
            published = build.run(workers or default_workers(), said, held, strict=strict)
        except (
            MkDocsException, TemplateError, RenderingError, searching.IndexingError, OSError
        ) as error:  # fmt: skip
            raise PublishingError("\n".join([*said, str(error)])) from error
        finally:
            shutil.rmtree(new, ignore_errors=True)
    return published


def planned(config_file: Path, site: Path) -> Plan | None:
    """Gather what pages are rendered with, and render none. Raises PublishingError.

    None where plugins take part, which would have to be there at every step.
    """
    from mkdocs.exceptions import MkDocsException

    try:
        config, _ = settings(config_file, site)
        if has_plugins(config):
            return None
        config.plugins.on_startup(command="build", dirty=False)
        return plan(config.plugins.on_config(config))
    except (MkDocsException, OSError) as error:
        raise PublishingError(str(error)) from error


class _Build:
    """One run. The new site is made ready in a spare tree beside the old one."""

    def __init__(self, config_file: Path, site: Path, kept: Shelf, index: bool) -> None:
        self._site = site
        self._kept = kept
        self._new = kept.folder / "site.new"
        self._spare = kept.folder / "site"
        self._known: Known = kept.take("site.known") or Known()
        self._index = index
        self._standing: Signs = {}
        self._docs = config_file.resolve().parent / "docs"
        self._config, self._written = settings(config_file, self._new)

    def run(
        self, workers: int, said: list[str], held: Mapping[str, bytes] | None, *, strict: bool
    ) -> Published:
        """Do what ``mkdocs build`` does, in its order. ``said``: what it warns of, as it comes."""
        if has_plugins(self._config):
            return self._by_mkdocs(said, strict)
        config = self._config
        config.plugins.on_startup(command="build", dirty=False)
        self._config = config = config.plugins.on_config(config)
        if held is None or Path(config.docs_dir) != self._docs:
            held = hashes(Path(config.docs_dir), self._kept, "docs.seen")
        settled = settings_hash(config, self._written)
        whole = whole_hash(settled, held)
        self._standing = signs(self._site)
        if b"" not in held.values() and self._is_current(whole):
            _stop_at(self._known.warnings, strict)
            return Published(list(self._known.warnings), [])
        gathered = plan(config)
        today = Today(gathered, settled + menu_hash(gathered), held)
        every, wanted = self._render(today, workers)
        _warn(every, config.validation.links.anchors)
        _stop_at(said, strict)
        changed = self._settle(wanted)
        pages = sorted(path for path in changed if path.endswith(".html"))
        searched, indexing = self._search(pages)
        replace_tree(self._spare, self._site)
        self._known = Known(
            whole, today.shared, today.sources, today.keys(every), every, signs(self._site),
            tuple(said), searched,
        )  # fmt: skip
        self._kept.put("site.known", self._known)
        config.plugins.on_shutdown()
        styled = any(path.endswith((".css", ".js")) for path in changed)
        return Published(said, pages, indexing, styled, gathered)

    def _is_current(self, whole: bytes) -> bool:
        """Tell whether the site is what would be made."""
        known = self._known
        searched = known.searched or not self._index
        return known.whole == whole and known.signs == self._standing and searched

    def _render(self, today: Today, workers: int) -> tuple[Mapping[str, Rendered], set[str]]:
        """Make what must be made; return what is known of all pages, and the site's files."""
        stale, copies = today.stale(self._known, self._standing)
        rendered = render(today.plan, stale, workers)
        interned(rendered)
        every = {path: rendered.get(path) or self._known.rendered[path] for path in today.pages}
        for file in copies:
            file.copy_file()
        listings = self._templates(today, every, rendered)
        return every, {file.dest_uri for file in (*today.pages.values(), *today.copies)} | listings

    def _by_mkdocs(self, said: list[str], strict: bool) -> Published:
        """Let MkDocs build all of it: a plugin may gather something from all pages."""
        from mkdocs.commands.build import build

        self._config.plugins.on_startup(command="build", dirty=False)
        build(self._config)
        self._config.plugins.on_shutdown()
        _stop_at(said, strict)
        shutil.rmtree(self._spare, ignore_errors=True)
        self._new.rename(self._spare)
        replace_tree(self._spare, self._site)
        self._kept.put("site.known", Known(searched=True))
        return Published(said, [], all_changed=True)

    def _templates(
        self, today: Today, every: Mapping[str, Rendered], rendered: Mapping[str, Rendered]
    ) -> frozenset[str]:
        """Make what lists all pages: the sitemap, the page for missing addresses.

        Where no page has come, gone, or another title or front matter, the old ones stay;
        return their paths.
        """
        from mkdocs.commands import build as mkdocs

        known, old = self._known, self._config.theme.static_templates
        if (
            known.shared == today.shared
            and known.rendered.keys() == every.keys()
            and all(page.listed == known.rendered[path].listed for path, page in rendered.items())
            and all(self._stands(name) for name in old)
            and not self._config.extra_templates
        ):
            return frozenset(map(str, old))
        gathered = today.plan
        for path, page in every.items():
            file = today.pages[path]
            if file.page:
                file.page.meta = dict(page.meta)
                file.page.title = page.title
        config = self._config
        for name in config.theme.static_templates:
            mkdocs._build_theme_template(name, gathered.env, gathered.files, config, gathered.nav)
        for name in config.extra_templates:
            mkdocs._build_extra_template(str(name), gathered.files, config, gathered.nav)
        events.clean(self._new)
        return frozenset()

    def _settle(self, wanted: set[str]) -> list[str]:
        """Make the spare tree the new site, but for its index; return what differs."""
        made = signs(self._new)
        wanted = wanted | made.keys()
        mirror(self._site, self._spare, but=INDEX)
        changed = []
        for path in self._standing:
            if path not in wanted and not path.startswith(f"{INDEX}/"):
                take_out(self._spare / path)
                changed.append(path)
        changed += [path for path in made if _move(self._new / path, self._spare / path)]
        return changed

    def _stands(self, start: str) -> bool:
        """Tell whether the files whose paths begin so are as they were when last published."""
        before, now = (
            {path: sign for path, sign in found.items() if path.startswith(start)}
            for found in (self._known.signs, self._standing)
        )
        return before == now

    def _search(self, changed: list[str]) -> tuple[bool, float]:
        """Bring the search index up to date, if it must be; tell whether it is, and the seconds."""
        begun = time.monotonic()
        current = self._known.searched and not changed and self._known.signs == self._standing
        if current or not self._index:
            mirror(self._site / INDEX, self._spare / INDEX)
            return current, 0.0
        searching.index(self._spare, self._new / INDEX)
        install(self._new / INDEX, self._spare)
        return True, time.monotonic() - begun


def _move(made: Path, place: Path) -> bool:
    """Move a file into the spare tree, unless the same is there; tell whether it differs."""
    try:
        if place.stat().st_size == made.stat().st_size and place.read_bytes() == made.read_bytes():
            return False
    except NotADirectoryError:
        place.parent.unlink()
    except FileNotFoundError:
        pass
    if place.is_dir():
        shutil.rmtree(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    made.replace(place)
    return True


def _stop_at(warnings: Iterable[str], strict: bool) -> None:
    if strict and warnings:
        raise PublishingError("\n".join([*warnings, "warnings stop a strict build"]))


def _warn(rendered: Mapping[str, Rendered], level: int) -> None:
    """Log what was logged where pages were rendered, and links to anchors that aren't there."""
    logger = logging.getLogger("mkdocs.structure.pages")
    for page in rendered.values():
        for severity, message in page.messages:
            logger.log(severity, message)
    for path, link, target in broken_anchors(rendered):
        where = "on this page" if target == path else f"in '{target}'"
        logger.log(level, f"'{path}' has a link '{link}', but there is no such anchor {where}")
