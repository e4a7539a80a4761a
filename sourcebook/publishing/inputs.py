"""What publishing needs to know besides ``docs/``; it may be gathered while that is being made."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..writing import Cache, StatSignatures, clone_tree, recover, stat_signatures
from .background_index import INDEX, SPARE
from .change_detection import needs_mkdocs
from .mkdocs_context import render_context, settings
from .rendering import RenderContext
from .state import BuildState, LastPublish

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


_log = logging.getLogger("mkdocs")


@dataclass
class SiteInputs:
    """What was gathered. ``written``: the settings as they are written."""

    config: "MkDocsConfig"
    written: Mapping[str, Any]
    plugged: bool
    """Whether others than our own events take part: then MkDocs builds, and no more is gathered."""
    last: LastPublish = field(default_factory=LastPublish)
    known: BuildState = field(default_factory=BuildState)
    standing: StatSignatures = field(default_factory=dict)
    """Every file of the site as it stands, by its path there."""
    said: list[str] = field(default_factory=list)
    """What MkDocs warned of meanwhile, but of files and menu."""
    mirrored: StatSignatures | None = None
    """Every file of the spare tree, if that has been made the same as the site."""
    _plan: RenderContext | None = None
    _warned: Sequence[str] = ()
    _listed: frozenset[str] = frozenset()
    _menu: Mapping[str, bytes | None] = field(default_factory=dict)

    def plan_ahead(self) -> None:
        """Gather files and menu as they are at this moment. Raises MkDocsException, OSError."""
        docs = Path(self.config.docs_dir)
        # Before they are gathered: what changes meanwhile will be seen to have changed.
        self._listed = frozenset(stat_signatures(docs))
        heads = {path: _head(docs / path) for path in _likely(self._listed)}
        with warnings() as said:
            gathered = render_context(self.config)
        self._menu = {
            page.file.src_uri: heads.get(page.file.src_uri) if "title" in page.meta else None
            for page in gathered.nav.pages
        }
        # What is compiled by now is there for all processes that will render pages.
        gathered.env.get_template("main.html")
        self._plan, self._warned = gathered, said

    def render_context(self, held: Mapping[str, bytes]) -> RenderContext:
        """Return files and menu for ``docs/`` as it is now. ``held``: the hash of each file there.

        They are gathered anew where files have come or gone, or a page's title in the menu may be
        another one.
        """
        docs = Path(self.config.docs_dir)
        if self._plan is None or self._listed != held.keys():
            return render_context(self.config)
        if any(head is None or head != _head(docs / path) for path, head in self._menu.items()):
            return render_context(self.config)
        for message in self._warned:
            _log.warning("%s", message)
        return self._plan


def _likely(paths: Iterable[str]) -> Iterator[str]:
    """Yield what may stand in the menu; if another does, it is gathered anew, no more."""
    for path in paths:
        if path.endswith("/index.md") or (path.endswith(".md") and "/" not in path):
            yield path


def _head(path: Path) -> bytes:
    """Return a page's front matter; all of the page where that has no beginning and end."""
    text = path.read_bytes()
    head, end, _ = text.partition(b"\n---\n")
    return head if end and head.startswith(b"---\n") else text


def load_inputs(config_file: Path, site: Path, kept: Cache) -> SiteInputs:
    """Gather settings, and what there is of the site. Raises MkDocsException, OSError."""
    config, written = settings(config_file, kept.folder / "site.new")
    if needs_mkdocs(config):
        return SiteInputs(config, written, True)
    last: LastPublish = kept.get(LastPublish.NAME) or LastPublish()
    known: BuildState = (last.known and kept.get(last.known)) or BuildState()
    config.plugins.on_startup(command="build", dirty=False)
    config = config.plugins.on_config(config)
    return SiteInputs(config, written, False, last, known, stat_signatures(site))


def prefetch_inputs(
    config_file: Path, site: Path, kept: Cache, still: Callable[[], bool]
) -> SiteInputs | None:
    """Gather what there is time for before ``docs/`` is there; None where that fails.

    ``still``: tells whether there is time. What is wrong will be told when it is published.
    """
    from mkdocs.exceptions import MkDocsException

    try:
        recover(site)
        with warnings() as said:
            found = load_inputs(config_file, site, kept)
        found.said += said
        if not found.plugged and still():
            found.plan_ahead()
            found.mirrored = mirrored(site, kept)
    except (MkDocsException, OSError):
        return None
    return found


def mirrored(site: Path, kept: Cache) -> StatSignatures:
    """Make the spare tree the same as the site, but for the index; return the signs of its files.

    Raises OSError.
    """
    spare = kept.folder / SPARE
    clone_tree(site, spare, but=INDEX)
    files = stat_signatures(spare)
    return {path: sign for path, sign in files.items() if not path.startswith(f"{INDEX}/")}


class _Warnings(logging.Handler):
    """Keeps what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def warnings() -> Iterator[list[str]]:
    """Give a list of what MkDocs warns of until the end."""
    handler = _Warnings()
    _log.addHandler(handler)
    try:
        yield handler.messages
    finally:
        _log.removeHandler(handler)
