"""The next site, made ready in a spare tree beside the one that stands, unindexed."""

import logging
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..writing import Cache, StatSignatures, clone_tree, hashes, stat_signatures, take_out
from . import mkdocs_hooks, static_templates
from .background_index import INDEX, SPARE
from .inputs import SiteInputs, mirrored
from .mkdocs_context import menu_hash, settings_hash
from .rendering import RenderContext, Rendered, broken_anchors, render
from .state import BuildState, CurrentInputs, LastPublish, interned, whole_hash


class StrictError(Exception):
    """There were warnings, which stop a strict build; the message has them."""


@dataclass(frozen=True)
class StagedSite:
    """A site that is ready to be put in its place. Small: another process may go on from here.

    ``warnings``: what MkDocs said. ``changed``: the paths of all files that are new, different
    or gone. ``last``: what to keep once it is in place; None where that is what stands there.
    """

    warnings: list[str]
    changed: list[str]
    last: LastPublish | None = None
    unindexed: bool = False
    """Whether the search index is still to be made."""
    plan: RenderContext | None = None
    """What was gathered, if anything had to be."""


class StagingTree:
    """The spare tree of a site. ``index``: whether the search index is to be up to date too."""

    def __init__(self, before: SiteInputs, site: Path, kept: Cache, *, index: bool) -> None:
        self._before = before
        self._config = before.config
        self._last = before.last
        self._site = site
        self._kept = kept
        self._new = Path(before.config.site_dir)
        self._spare = kept.folder / SPARE
        self._index = index

    def make_ready(
        self, workers: int, said: list[str], held: Mapping[str, bytes] | None, *, strict: bool
    ) -> StagedSite:
        """Do what ``mkdocs build`` does, in its order. ``said``: what it warns of, as it comes."""
        said += self._before.said
        if self._before.plugged:
            return self._by_mkdocs(said, strict)
        config = self._config
        docs = Path(config.docs_dir)
        if held is None or docs != Path(config.config_file_path).absolute().parent / "docs":
            held = hashes(docs, self._kept, "docs.seen")
        settled = settings_hash(config, self._before.written)
        whole = whole_hash(settled, held)
        if b"" not in held.values() and self._is_current(whole):
            _stop_at(self._last.warnings, strict)
            return StagedSite(list(self._last.warnings), [])
        plan = self._before.render_context(held)
        today = CurrentInputs(plan, settled + menu_hash(plan), held)
        known, wanted = self._render(today, workers)
        _warn(known.rendered, config.validation.links.anchors)
        _stop_at(said, strict)
        self._kept.set(self._last.next, known)
        changed, signed = self._settle(wanted)
        searched = self._searched and not any(path.endswith(".html") for path in changed)
        if searched or not self._index:
            clone_tree(self._site / INDEX, self._spare / INDEX)
        config.plugins.on_shutdown()
        last = LastPublish(self._last.next, whole, signed, tuple(said), searched)
        return StagedSite(said, changed, last, self._index and not searched, plan)

    @property
    def _searched(self) -> bool:
        """Whether the search index that stands is that of the site as it stands."""
        return self._last.searched and self._last.signs == self._before.standing

    def _is_current(self, whole: bytes) -> bool:
        """Tell whether the site is what would be made."""
        last = self._last
        searched = last.searched or not self._index
        return last.whole == whole and last.signs == self._before.standing and searched

    def _render(self, today: CurrentInputs, workers: int) -> tuple[BuildState, set[str]]:
        """Make what must be made; return what is known now, and the site's files."""
        before = self._before.known
        stale, copies = today.stale(before, self._last.untouched(self._before.standing))
        rendered = render(today.plan, stale, workers)
        interned(rendered)
        every = {path: rendered.get(path) or before.rendered[path] for path in today.pages}
        for file in copies:
            file.copy_file()
        standing, listed = self._listings(today, every, rendered)
        files = {file.dest_uri for file in (*today.pages.values(), *today.copies)}
        return BuildState(
            today.shared, today.sources, today.keys(every), every, listed
        ), files | standing

    def _by_mkdocs(self, said: list[str], strict: bool) -> StagedSite:
        """Let MkDocs build all of it: a plugin may gather something from all pages."""
        from mkdocs.commands.build import build

        self._config.plugins.on_startup(command="build", dirty=False)
        build(self._config)
        self._config.plugins.on_shutdown()
        _stop_at(said, strict)
        shutil.rmtree(self._spare, ignore_errors=True)
        self._new.rename(self._spare)
        return StagedSite(said, [], LastPublish(searched=True))

    def _listings(
        self, today: CurrentInputs, every: Mapping[str, Rendered], rendered: Mapping[str, Rendered]
    ) -> tuple[frozenset[str], frozenset[str]]:
        """Make what lists all pages: the sitemap, the page for missing addresses.

        Where no page has come, gone, or is shown there otherwise, the old ones stay; return
        their paths. Return also what ``BuildState.listed`` is now.
        """
        known, old = self._before.known, self._config.theme.static_templates
        if (
            known.shared == today.shared
            and known.rendered.keys() == every.keys()
            and all(
                static_templates.shown(page, known.listed)
                == static_templates.shown(known.rendered[path], known.listed)
                for path, page in rendered.items()
            )
            and all(self._stands(name) for name in old)
            and not self._config.extra_templates
        ):
            return frozenset(map(str, old)), known.listed
        listed = static_templates.make(today.plan, every)
        mkdocs_hooks.clean(self._new)
        return frozenset(), listed

    def _settle(self, wanted: set[str]) -> tuple[list[str], StatSignatures]:
        """Make the spare tree the new site, but for its index; return what differs.

        Return also the signs of all files there.
        """
        made = stat_signatures(self._new)
        wanted = wanted | made.keys()
        signed = self._before.mirrored
        if signed is None:
            signed = mirrored(self._site, self._kept)
        changed = [path for path in signed if path not in wanted]
        for path in changed:
            take_out(self._spare / path)
            del signed[path]
        for path, sign in made.items():
            if _move(self._new / path, self._spare / path):
                signed[path] = sign
                changed.append(path)
        return changed, signed

    def _stands(self, start: str) -> bool:
        """Tell whether the files whose paths begin so are as they were when last published."""
        before, now = (
            {path: sign for path, sign in found.items() if path.startswith(start)}
            for found in (self._last.signs, self._before.standing)
        )
        return before == now


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
        raise StrictError("\n".join([*warnings, "warnings stop a strict build"]))


def _warn(rendered: Mapping[str, Rendered], level: int) -> None:
    """Log what was logged where pages were rendered, and links to anchors that aren't there."""
    logger = logging.getLogger("mkdocs.structure.pages")
    for page in rendered.values():
        for severity, message in page.messages:
            logger.log(severity, message)
    for path, link, target in broken_anchors(rendered):
        where = "on this page" if target == path else f"in '{target}'"
        logger.log(level, f"'{path}' has a link '{link}', but there is no such anchor {where}")
