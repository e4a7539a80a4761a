"""What is known of the site as it was last published, and what of it is still right."""

import hashlib
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ..writing import StatSignatures
from .rendering import RenderContext, Rendered

if TYPE_CHECKING:
    from mkdocs.structure.files import File


@dataclass(frozen=True)
class BuildState:
    """What the pages of the last site were made from."""

    shared: bytes = b""
    """A hash of what all pages depend on."""
    sources: frozenset[str] = frozenset()
    """The files that there were for pages to link to."""
    keys: Mapping[str, bytes] = field(default_factory=dict)
    """For each page or copied file, by its path in the site: a hash of what it was made from."""
    rendered: Mapping[str, Rendered] = field(default_factory=dict)
    """What is known of each page, by its path in ``docs/``."""
    listed: frozenset[str] = frozenset()
    """What of pages' front matter is shown where all pages are listed: see ``listing.Noting``."""


@dataclass(frozen=True)
class LastPublish:
    """The last site as it was published. Small: kept last, in one step, when all else is there."""

    known: str = ""
    """The name by which ``BuildState`` is kept."""
    whole: bytes = b""
    """A hash of the settings and of everything in ``docs/``."""
    signs: StatSignatures = field(default_factory=dict)
    """Every file of the site, by its path there."""
    warnings: tuple[str, ...] = ()
    """What MkDocs said of it."""
    searched: bool = False
    """Whether the search index is of this site."""

    NAME = "site.last"
    """By which it is kept itself."""

    @property
    def next(self) -> str:
        """The name by which to keep what is known of the next site, while this one stands."""
        return "site.known.b" if self.known == "site.known.a" else "site.known.a"

    def untouched(self, standing: StatSignatures) -> frozenset[str]:
        """Return the files that are as they were published. ``standing``: all as they are now."""
        signs = self.signs
        return frozenset(path for path, sign in standing.items() if signs.get(path) == sign)


class CurrentInputs:
    """What the site is to be made from now. ``held``: the hash of each file in ``docs/``."""

    def __init__(self, plan: RenderContext, shared: bytes, held: Mapping[str, bytes]) -> None:
        self.shared = shared
        self._held = held
        self._docs = plan.config.docs_dir
        included: list[File] = [f for f in plan.files if f.inclusion.is_included()]  # type: ignore[no-untyped-call]
        self.plan = plan
        self.pages = {file.src_uri: file for file in plan.pages}
        self.copies = [file for file in included if not file.is_documentation_page()]
        self.sources = frozenset(file.src_uri for file in plan.files)

    def page_key(self, rendered: Rendered) -> bytes:
        """Return a hash of what a page is made from: its text, and its drawings.

        Empty where its text isn't known.
        """
        if not self._held.get(rendered.path):
            return b""
        return _hash(self._held.get(path, b"") for path in (rendered.path, *rendered.drawings))

    def copy_key(self, file: "File") -> bytes:
        """Return a hash of what a copied file is; none where that isn't known."""
        if file.src_dir == self._docs:
            return self._held.get(file.src_uri, b"")
        if not file.abs_src_path:
            return b""
        at = Path(file.abs_src_path).stat()
        return repr((file.abs_src_path, at.st_mtime_ns, at.st_ctime_ns, at.st_size)).encode()

    def stale(self, known: BuildState, untouched: Set[str]) -> tuple[list[str], list["File"]]:
        """Return the pages that must be rendered, and the files that must be copied."""
        moved = self.sources ^ known.sources
        same = known.shared == self.shared

        def stands(file: "File", key: bytes) -> bool:
            path = file.dest_uri
            return bool(key) and known.keys.get(path) == key and path in untouched

        def right(file: "File") -> bool:
            before = known.rendered.get(file.src_uri)
            if not same or before is None:
                return False
            if moved and (before.messages or not moved.isdisjoint(before.targets)):
                return False
            return stands(file, self.page_key(before))

        return (
            [path for path, file in self.pages.items() if not right(file)],
            [file for file in self.copies if not stands(file, self.copy_key(file))],
        )

    def keys(self, rendered: Mapping[str, Rendered]) -> Mapping[str, bytes]:
        """Return ``BuildState.keys`` for all files. ``rendered``: all pages."""
        copied = {file.dest_uri: self.copy_key(file) for file in self.copies}
        made = {self.pages[path].dest_uri: self.page_key(page) for path, page in rendered.items()}
        return copied | made


def whole_hash(settings: bytes, held: Mapping[str, bytes]) -> bytes:
    """Return a hash of all that the site is made from."""
    return _hash([settings, repr(sorted(held.items())).encode()])


def _hash(parts: Iterable[bytes]) -> bytes:
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        found.update(part.ljust(16))
    return found.digest()


def interned(rendered: Mapping[str, Rendered]) -> Mapping[str, Rendered]:
    """Let pages share the names of what they link to, of which many link to the same."""
    links: dict[tuple[str, str, str], tuple[str, str, str]] = {}
    words: dict[str, str] = {}
    for page in rendered.values():
        page.wanted = [links.setdefault(link, link) for link in page.wanted]
        page.targets = frozenset(words.setdefault(path, path) for path in page.targets)
        page.anchors = frozenset(words.setdefault(name, name) for name in page.anchors)
    return rendered
