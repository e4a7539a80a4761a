"""Checks that the pictures of records exist, and that a record uses each picture."""

from collections.abc import Iterator
from itertools import chain

from ..problems import Mark, Problem
from ..reading.records import Records
from ..reading.suggesting import Suggestions
from ..records.base import Described


def check(records: Records) -> Iterator[Problem]:
    """Yield a problem for each picture that has no file, is twice in a record, or isn't used.

    Unused pictures aren't reported if any record is invalid or unfinished, because such a record
    may use them.
    """
    known = {picture.name: picture for picture in records.pictures}
    suggested, used = Suggestions(known), set()
    for entry in records.entries:
        if not isinstance(entry.record, Described):
            continue
        own = set()
        for index, image in enumerate(entry.record.images):
            loc = ("images", index, "file")
            if image.file in own:
                yield entry.problem("picture-twice", *loc, file=image.file)
            elif image.file not in known and image.file not in records.unfit_pictures:
                near = suggested.nearest(image.file)
                yield entry.problem("unknown-picture", *loc, near=near, file=image.file)
            own.add(image.file)
        used |= own
        for index, media in enumerate(entry.record.media):
            poster = media.poster
            if poster and poster not in known and poster not in records.unfit_pictures:
                near = suggested.nearest(poster)
                yield entry.problem("unknown-picture", "media", index, "poster",
                                    near=near, file=poster)  # fmt: skip
            used |= {poster} if poster else set()
    unfinished = chain(records.damaged, records.drafts, records.lost, records.unfinished)
    if not any(unfinished):
        for name in sorted(known.keys() - used):
            yield Problem("unused-picture", Mark(known[name].path))
