"""The cache entries about the last published site.

``BuildState`` says what the site was made from; it is large. ``LastPublish`` is the small commit
record: it names the ``BuildState``, and must be written last.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..writing import Cache, StatSignatures
from .rendering import Rendered


@dataclass(frozen=True)
class BuildState:
    """What the last published site was made from."""

    shared_hash: bytes = b""
    """Hash of what all pages depend on: settings, theme, navigation."""
    docs_files: frozenset[str] = frozenset()
    """The paths of all files, from ``docs/`` and the theme, that pages could link to."""
    input_hashes: Mapping[str, bytes] = field(default_factory=dict)
    """Maps the path in the site of each page or copied file to a hash of what it was made from."""
    pages: Mapping[str, Rendered] = field(default_factory=dict)
    """Maps the path in ``docs/`` of each page to data about the page."""
    listed_keys: frozenset[str] = frozenset()
    """The front matter keys read by templates that list all pages; see ``static_templates``."""


@dataclass(frozen=True)
class LastPublish:
    """The commit record of the last publish: it is small, and written last and atomically.

    Invariant: a record is written only after its ``BuildState``, and only after the site has been
    swapped into place. Until then, the previous record and its ``BuildState`` stay valid.
    """

    state_name: str = ""
    """Cache key of the ``BuildState``; empty if MkDocs built the site."""
    docs_hash: bytes = b""
    """Hash of the settings and of everything in ``docs/``."""
    signatures: StatSignatures = field(default_factory=dict)
    """Maps the path of each file in the site to the file's signature."""
    warnings: tuple[str, ...] = ()
    """MkDocs' warnings when the site was built."""
    is_indexed: bool = False
    """Whether the search index is up to date with this site."""

    CACHE_KEY = "site.last"

    @property
    def next_state_name(self) -> str:
        """Cache key of the next ``BuildState``.

        Two keys alternate, so that a crash during writing can't damage the current ``BuildState``.
        """
        return "site.known.b" if self.state_name == "site.known.a" else "site.known.a"

    def untouched(self, site: StatSignatures) -> frozenset[str]:
        """Return the paths of the site's files that are unchanged since the last publish.

        ``site``: maps the path of each file that is in the site now to its signature.
        """
        return frozenset(
            path for path, signature in site.items() if self.signatures.get(path) == signature
        )


def last_publish(cache: Cache) -> LastPublish:
    """Return the record of the last publish; an empty record if the cache has none."""
    return cache.get(LastPublish.CACHE_KEY) or LastPublish()


def build_state(cache: Cache, last: LastPublish) -> BuildState:
    """Return the ``BuildState`` that a record names; an empty one if it isn't in the cache."""
    return (last.state_name and cache.get(last.state_name)) or BuildState()
