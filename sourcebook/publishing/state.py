"""The cache entries about the last published site, and what it was made from.

Two entries, because one is large and one must be written last: ``LastPublish`` is the commit
record, and names the ``BuildState`` that goes with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..writing import Cache, StatSignatures
from .rendering import Rendered


@dataclass(frozen=True)
class BuildState:
    """What the pages of the last site were made from."""

    shared_hash: bytes = b""
    """Hash of what all pages depend on: settings, theme, navigation."""
    docs_files: frozenset[str] = frozenset()
    """The paths of all files, from ``docs/`` and the theme, that pages could link to."""
    input_hashes: Mapping[str, bytes] = field(default_factory=dict)
    """For each page or copied file, by its path in the site: a hash of what it was made from."""
    pages: Mapping[str, Rendered] = field(default_factory=dict)
    """Every page, by its path in ``docs/``."""
    listed_keys: frozenset[str] = frozenset()
    """The front matter keys read by templates that list all pages; see ``static_templates``."""


@dataclass(frozen=True)
class LastPublish:
    """The commit record of the last publish: it is small, and written last and atomically.

    Invariant: it is written only after the ``BuildState`` that it names and after the site has
    been swapped into place. Until then the previous record is valid, and so is its state.
    """

    state_name: str = ""
    """Cache key of the ``BuildState``; empty if MkDocs built the site."""
    docs_hash: bytes = b""
    """Hash of the settings and of everything in ``docs/``."""
    signatures: StatSignatures = field(default_factory=dict)
    """The signature of every file of the site, by its path in the site."""
    warnings: tuple[str, ...] = ()
    """MkDocs' warnings when the site was built."""
    is_indexed: bool = False
    """Whether the search index was made from this site."""

    CACHE_KEY = "site.last"

    @property
    def next_state_name(self) -> str:
        """Cache key of the next state. Two keys alternate, so a crash can't damage this state."""
        return "site.known.b" if self.state_name == "site.known.a" else "site.known.a"

    def untouched(self, site: StatSignatures) -> frozenset[str]:
        """Return the paths of files unchanged since publishing. ``site``: current signatures."""
        return frozenset(
            path for path, signature in site.items() if self.signatures.get(path) == signature
        )


def last_publish(cache: Cache) -> LastPublish:
    """Return the record of the last publish; an empty one if there is none."""
    return cache.get(LastPublish.CACHE_KEY) or LastPublish()


def build_state(cache: Cache, last: LastPublish) -> BuildState:
    """Return the ``BuildState`` that a record names; an empty one if the cache has lost it."""
    return (last.state_name and cache.get(last.state_name)) or BuildState()
