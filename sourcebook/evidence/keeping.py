"""Reads originals and the evidence lock (results of earlier checks); writes the evidence lock."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ..corpus import Corpus
from ..problems import Problem
from ..reading.records import Records
from .checking import check, problems
from .lock import FILE, lock_text, read_lock, updated, write_lock
from .originals import FOLDER, read_hashes, read_originals
from .recalling import recall, stale
from .results import STATES, Evidence, wordings


@dataclass(frozen=True)
class Verified:
    """The results of checking all quotes and names.

    ``missing``: the ids of the sources without an original. ``lock``: the new text of the evidence
    lock; None if no original was available.
    """

    evidence: Evidence
    problems: list[Problem]
    missing: list[str]
    lock: str | None

    def tally(self, corpus: Corpus) -> dict[str, int]:
        """Return state (see ``Result.state``) -> number of quotes and names in this state."""
        states = Counter(
            self.evidence.result(wording.key).state
            for source in corpus.sources.values()
            for wording in wordings(source)
        )
        return {state: states[state] for state in STATES}


def recalled(corpus: Corpus, sources: Path, shown: str) -> tuple[Evidence, list[Problem]]:
    """Return those results in the evidence lock that are still valid, and the problems found.

    ``sources``: the folder with the evidence lock. ``shown``: this folder's path in messages.
    """
    lock, found = read_lock(sources / FILE, f"{shown}/{FILE}")
    hashes = read_hashes(sources / FOLDER, lock)
    found += stale(corpus, lock, hashes, f"{shown}/{FOLDER}")
    return recall(lock, hashes), found


def verified(
    corpus: Corpus,
    records: Records,
    sources: Path,
    shown: str,
    originals: Path | None = None,
) -> Verified:
    """Check all quotes and names against the originals in a folder.

    ``records``: the records from which the corpus was made. ``originals``: the folder of originals;
    None means the subfolder of ``sources`` named in ``FOLDER``.
    """
    folder = originals or sources / FOLDER
    lock, found = read_lock(sources / FILE, f"{shown}/{FILE}")
    at_hand, unreadable = read_originals(
        folder, str(originals) if originals else f"{shown}/{FOLDER}", corpus.sources
    )
    checked = check(corpus, at_hand)
    found += [*unreadable, *problems(records, checked)]
    new = updated(lock, corpus, at_hand, checked)
    return Verified(
        recall(new, {}),
        found,
        [id_ for id_ in corpus.sources if id_ not in at_hand],
        lock_text(new) if at_hand else None,
    )


def keep(text: str, sources: Path, shown: str) -> tuple[bool, list[Problem]]:
    """Write ``text`` into the evidence lock if the file has another text.

    ``sources``: the evidence lock's folder. ``shown``: this folder's path in messages. Returns
    whether the file was written, and any problems.
    """
    return write_lock(sources / FILE, text, f"{shown}/{FILE}")
