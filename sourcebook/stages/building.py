"""Brings the folder ``docs/`` up to date with ``sources/``."""

import functools
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from .. import project_language
from ..citing.citations import Citation
from ..compiled_templates import CompiledTemplates
from ..exports import media, pictures
from ..pages.compose import environment
from ..problems import has_errors
from ..project import DOCS, SETTINGS, SOURCES, Built
from ..reading.git_history import NO_HISTORY, History
from ..reading.git_history import history as read_history
from ..records.media import FOLDER as MEDIA
from ..records.pictures import FOLDER as PICTURES
from ..text import content_hash
from ..tracking.build_cache import BuildCache
from ..workers import BackgroundTask, default_workers
from ..writing import MANIFEST, Cache, Spool, TreeChanges, hashes, manifest, write
from .checking import Checked, read_again, shown_settings
from .early import Early, EarlyPages
from .making import NO_CACHE, ComposerReady, HashDocs, make


@dataclass(frozen=True)
class _LastBuild:
    """The last build that had no problems.

    ``sources``, ``docs``: path -> hash, for each file in ``sources/`` and in ``docs/``. ``sizes``:
    the number of records of each type. ``history``: the project's history in Git. ``settings``: the
    settings that pages of ``docs/`` show, by name.
    """

    sources: Mapping[str, bytes]
    docs: Mapping[str, bytes]
    sizes: Mapping[str, int]
    history: History
    settings: Mapping[str, str]


def pages(
    project: Path,
    cache: Cache,
    *,
    strict: bool = False,
    allow_drafts: bool = False,
    workers: int | None = None,
    early: Early | None = None,
    repeated: bool = False,
) -> Built:
    """Make ``docs/`` from ``sources/``. If there are errors in the sources, write nothing.

    ``strict``, ``allow_drafts``: see ``has_errors``. ``workers``: the number of processes; None
    means one per core. ``early``: what to do with pages that somebody is looking at, if there are
    any. ``repeated``: whether further builds will use this ``cache`` object, as in the preview;
    then what was found in records is kept in memory. Raises NotADirectoryError without a folder
    ``sources/``.
    """
    project_language.keep(cache.folder)
    last: _LastBuild | None = cache.get("docs.last")
    sources = hashes(project / SOURCES, cache, "sources.seen")
    unspoken = any(project_language.problems(project / SETTINGS))
    versions, settings = read_history(project, SOURCES), shown_settings(project)
    seen = (sources, versions, settings)
    is_same = last and (last.sources, last.history, last.settings) == seen and not unspoken
    # Another process hashes docs/ while this one reads the sources. But if somebody waits for a
    # page, no other process may slow down those that make it.
    workers = workers or default_workers()
    is_apart = workers > 1 and not is_same and early is None
    hashing = BackgroundTask(partial(_hash_docs, project, cache), 2 if is_apart else 1)
    hash_docs = functools.cache(hashing.result)
    first = EarlyPages(project, cache, versions, early, workers) if early else None
    try:
        if last and is_same and last.docs == hash_docs():
            return Built(last.sizes, [], {}, TreeChanges([], [], []), last.docs)
        checked = read_again(project, cache, first.begin if first else None)
        if not repeated:
            for entry in checked.records.entries:
                entry.forget()
        if is_apart:
            hash_docs()  # frees the memory of the other process
        if checked.corpus is None or has_errors(
            checked.problems, strict=strict, allow_drafts=allow_drafts
        ):
            return Built({}, checked.problems, checked.lines(checked.problems))
        on_ready = first.show if first else None
        built = write_docs(project, checked, cache, hash_docs, workers, on_ready, versions)
    finally:
        hashing.end()
        if first:
            first.end()
    # If a file was saved while the sources were being read, it isn't known which version of the
    # file was read. The build is then not stored as the last build.
    if not built.problems and hashes(project / SOURCES, cache, "sources.seen") == sources:
        cache.set("docs.last", _LastBuild(sources, built.docs, built.sizes, versions, settings))
    return built


def load_templates(cache: Cache) -> None:
    """Load all templates of ``docs/``, so that processes forked after this needn't load any."""
    templates = CompiledTemplates(environment(), cache.get("docs.templates"))
    templates.load_all()
    cache.set("docs.templates", templates.bytecode)


def _hash_docs(project: Path, cache: Cache) -> Mapping[str, bytes]:
    """Return path -> hash, for each file in ``docs/``. This may run in a process of its own."""
    found = hashes(project / DOCS, cache, "docs.seen")
    cache.flush()
    return found


def write_docs(
    project: Path,
    checked: Checked,
    cache: Cache,
    hash_docs: HashDocs,
    workers: int,
    on_ready: ComposerReady | None = None,
    history: History = NO_HISTORY,
) -> Built:
    """Bring ``docs/`` up to date with sources in which the check found no error.

    ``checked``: the sources. ``hash_docs``: see ``HashDocs``; it is called twice.
    ``history``: the project's history in Git. For the other parameters, see ``pages``.
    """
    assert checked.corpus  # noqa: S101 - ``corpus`` is None only if there are errors
    before: BuildCache = cache.get("docs.memory") or NO_CACHE
    # A copy: if the build is cancelled, the cache still has what is on disk.
    cited: dict[bytes, Citation] = dict(cache.get("docs.cited") or {})
    cited_before = set(cited)
    if templates := cache.get("docs.templates"):
        CompiledTemplates(environment(), templates)  # each is loaded when it is first used
    else:
        load_templates(cache)
    with closing(Spool(cache.folder)) as texts:
        made = make(
            checked.corpus, checked.evidence, before, hash_docs, workers,
            on_ready, cited, texts, history,
        )  # fmt: skip
        docs_hashes = hash_docs()
        cache.set("docs.cited", cited, write=cited.keys() != cited_before)
        pictured: dict[str, pictures.MadePicture] = cache.get("docs.pictures") or {}
        resized, same_pictures = pictures.make(
            checked.corpus, project / SOURCES / PICTURES, pictured, docs_hashes, workers
        )
        texts.update(resized)
        cache.set("docs.pictures", pictured, write=bool(resized))
        same_media = media.copy(checked.corpus, project / SOURCES / MEDIA, docs_hashes, texts)
        reused = made.reused | same_pictures | same_media
        changes = write(project / DOCS, texts, cache.folder / "docs", DOCS, reused, workers)
        known = made.cache.pages
        made_hashes = {
            path: known[path].text if path in known else content_hash(texts[path]) for path in texts
        }
    problems = [*checked.problems, *changes.problems]
    lines = checked.lines(problems)
    if has_errors(problems):
        return Built({}, problems, lines, changes)
    cache.set("docs.memory", made.cache)
    now = {path: hash_ for path, hash_ in docs_hashes.items() if path not in changes.deleted}
    now |= made_hashes
    now[MANIFEST] = content_hash(manifest({*made_hashes, *reused}))
    return Built(checked.corpus.sizes, problems, lines, changes, now)
