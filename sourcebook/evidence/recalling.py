"""Finds the results in the evidence lock that are valid for the current corpus and originals."""

from collections.abc import Iterator, Mapping

from ..corpus import Corpus
from ..messages import gettext as _
from ..messages import ngettext
from ..problems import Mark, Problem
from .lock import Lock
from .results import Evidence, Key, Result, wordings


def recall(lock: Lock, hashes: Mapping[str, str]) -> Evidence:
    """Return those results in the evidence lock that are still valid.

    ``hashes``: source id -> SHA-256 hash of the original, for all available originals. Results from
    a different original are no longer valid. If a source's original is missing, the results for
    this source are trusted.
    """
    results: dict[Key, Result] = {}
    for id_, locked in lock.items():
        if hashes.get(id_, locked.sha256) == locked.sha256:
            results.update(locked.results)
    return Evidence(results)


def stale(corpus: Corpus, lock: Lock, hashes: Mapping[str, str], folder: str) -> Iterator[Problem]:
    """Yield a problem for each original that has changed since quotes and names were checked in it.

    ``folder``: the path, in messages, of the folder of originals.
    """
    for id_, source in corpus.sources.items():
        locked = lock.get(id_)
        if not locked or hashes.get(id_, locked.sha256) == locked.sha256:
            continue
        stale_keys = [w.key for w in wordings(source) if w.key in locked.results]
        if stale_keys:
            quotes = sum(key.kind == "quote" for key in stale_keys)
            facts = {"stale": _counted(quotes, len(stale_keys) - quotes)}
            yield Problem("stale-evidence", Mark(f"{folder}/{id_}.txt"), facts)


def _counted(quotes: int, names: int) -> str:
    """Return the numbers of quotes and names as a phrase; a number that is zero is omitted."""
    claims = ngettext("{count} quoting claim", "{count} quoting claims", quotes)
    named = ngettext("{count} name", "{count} names", names)
    if quotes and names:
        return _("{claims} and {names}").format(
            claims=claims.format(count=quotes), names=named.format(count=names)
        )
    return claims.format(count=quotes) if quotes else named.format(count=names)
