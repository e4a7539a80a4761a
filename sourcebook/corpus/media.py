"""Checks that records' audio and video files exist, are used, and have captions or a transcript."""

from collections.abc import Iterator
from itertools import chain

from ..problems import Mark, Problem
from ..reading.records import Records
from ..reading.suggesting import Suggestions
from ..records.base import Described, Media, Record
from ..records.sources import Article


def check(records: Records) -> Iterator[Problem]:
    """Yield a problem for each missing file, and each recording that a record lists twice.

    Also yields a problem for each recording with neither captions nor a text to read (see
    ``_is_in_words``), and for each file that no record uses. Unused files aren't reported if any
    record is invalid or unfinished, because such a record may use them.
    """
    known = {file.name: file for file in records.media}
    recordings = {name for name, file in known.items() if file.type.element != "track"}
    captions = known.keys() - recordings
    near_recording, near_captions = Suggestions(sorted(recordings)), Suggestions(sorted(captions))
    telling = {entry.id for entry in records.summaries if entry.record.claims}
    telling |= {id_ for type_, id_ in records.damaged if type_ == "summary"}
    used: set[str] = set()
    for entry in records.entries:
        if not isinstance(entry.record, Described):
            continue
        own: set[str] = set()
        for index, one in enumerate(entry.record.media):
            loc = ("media", index)
            if one.file in own:
                yield entry.problem("media-twice", *loc, "file", file=one.file)
            elif one.file not in recordings | records.unfit_media:
                near = near_recording.nearest(one.file)
                yield entry.problem("unknown-media", *loc, "file", near=near, file=one.file)
            if one.captions and one.captions not in captions | records.unfit_media:
                near = near_captions.nearest(one.captions)
                yield entry.problem("unknown-captions", *loc, "captions", near=near,
                                    file=one.captions)  # fmt: skip
            if not _is_in_words(one, entry.record, is_told=entry.id in telling):
                yield entry.problem("media-without-text", *loc, file=one.file)
            own.add(one.file)
            used.update(filter(None, (one.file, one.captions)))
    if not any(chain(records.damaged, records.drafts, records.lost, records.unfinished)):
        for name in sorted(known.keys() - used):
            yield Problem("unused-media", Mark(known[name].path))


def _is_in_words(media: Media, record: Record, *, is_told: bool) -> bool:
    """Return whether people who can't hear or see a recording can read its content.

    ``is_told``: whether the recording belongs to a source that has claims.
    """
    if media.captions or media.transcript:
        return True
    return isinstance(record, Article) and (bool(record.paragraphs) or is_told)
