"""Copies the recordings on records' pages, and their captions, unchanged into ``docs/``."""

from collections.abc import Mapping, MutableMapping
from pathlib import Path

from ..corpus import Corpus
from ..messages import gettext as _
from ..records.media import MediaFile
from ..text import content_hash


def played(corpus: Corpus) -> list[MediaFile]:
    """Return the recordings on records' pages, and their captions, sorted by name."""
    media = (one for _ref, record in corpus.described for one in record.media)
    used = {name for one in media for name in (one.file, one.captions) if name}
    return [corpus.media[name] for name in sorted(used)]


def missing(corpus: Corpus, folder: Path, docs: Path) -> dict[str, bytes]:
    """Return the recordings of a corpus that ``docs/`` lacks: path in ``docs/`` -> content.

    ``corpus``: all records, including drafts. Only recordings of drafts can be missing from
    ``docs/``. ``folder``: the folder of the recordings. Raises OSError if a recording can't be
    read.
    """
    return {file.made: (folder / file.name).read_bytes() for file in played(corpus)
            if not (docs / file.made).is_file()}  # fmt: skip


def copy(
    corpus: Corpus,
    folder: Path,
    docs_hashes: Mapping[str, bytes],
    into: MutableMapping[str, bytes],
) -> set[str]:
    """Add to ``into`` each recording that ``docs/`` lacks, or has only in an old version.

    ``into``: path in ``docs/`` -> content. Returns the paths of the recordings that ``docs/``
    already has. ``folder``: the folder of the recordings. ``docs_hashes``: maps the path of each
    file in ``docs/`` to its hash. Raises OSError if a file can't be read, or has changed since it
    was checked.
    """
    there = set()
    for file in played(corpus):
        if docs_hashes.get(file.made) == file.hash:
            there.add(file.made)
            continue
        data = (folder / file.name).read_bytes()
        if content_hash(data) != file.hash:
            message = _("{file} has changed while it was read; build again")
            raise OSError(message.format(file=file.path))
        into[file.made] = data
    return there
