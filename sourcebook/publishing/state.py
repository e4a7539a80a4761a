"""The cache entries about the last published site.

``BuildState`` is large: it records the inputs of every page and file of the site. ``LastPublish``
is small: it is the commit record, which contains the cache key of the ``BuildState`` and must be
written last.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..writing import Cache, StatSignatures
from .rendering import Rendered
from .staging import INDEX


@dataclass(frozen=True)
class BuildState:
    """The inputs from which the last published site was made, mostly as hashes."""

    shared_hash: bytes = b""
    """Hash of what all pages depend on: the site's settings, theme and navigation."""
    docs_files: frozenset[str] = frozenset()
    """The paths of all files, from ``docs/`` and the theme, that pages could link to."""
    input_hashes: Mapping[str, bytes] = field(default_factory=dict)
    """Path in the site of a page or copied file -> a hash of this file's inputs."""
    pages: Mapping[str, Rendered] = field(default_factory=dict)
    """Path in ``docs/`` of a page -> data about the page."""


@dataclass(frozen=True)
class LastPublish:
    """The commit record of the last publish: it is small, and written last and atomically.

    Invariant: a record is written only after its ``BuildState``, and only after the site has been
    swapped into place. Until then, the previous record and its ``BuildState`` stay valid.
    """

    state_name: str = ""
    """Cache key of the ``BuildState``; empty if MkDocs itself built the site as a whole."""
    docs_hash: bytes = b""
    """Hash of the site's settings and of all files in ``docs/``."""
    signatures: StatSignatures = field(default_factory=dict)
    """Path -> signature, for each file of the published site."""
    warnings: tuple[str, ...] = ()
    """MkDocs' warnings when the site was built."""
    is_indexed: bool = False
    """Whether the search index of the published site is up to date."""

    CACHE_KEY = "site.last"

    @property
    def next_state_name(self) -> str:
        """Cache key of the next ``BuildState``.

        Two keys alternate, so that a crash during writing can't damage the current ``BuildState``.
        """
        return "site.known.b" if self.state_name == "site.known.a" else "site.known.a"

    def untouched(self, site: StatSignatures) -> frozenset[str]:
        """Return the paths of the site's files that are unchanged since the last publish.

        ``site``: path -> signature, for each file that is in the site now.
        """
        return frozenset(
            path for path, signature in site.items() if self.signatures.get(path) == signature
        )

    def has_index(self, site: StatSignatures) -> bool:
        """Return whether the site has a search index that is unchanged since the last publish.

        ``site``: path -> signature, for each file that is in the site now.
        """
        published, now = (
            {path: at for path, at in signatures.items() if path.startswith(f"{INDEX}/")}
            for signatures in (self.signatures, site)
        )
        return bool(now) and published == now


def last_publish(cache: Cache) -> LastPublish:
    """Return the record of the last publish; an empty record if the cache has none."""
    return cache.get(LastPublish.CACHE_KEY) or LastPublish()
