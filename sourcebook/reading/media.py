"""Reads the files in ``sources/media/``; checks their size, and that content and suffix agree."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from ..messages import gettext as _
from ..problems import Mark, Problem
from ..records.media import TYPES, MediaFile, suffix_of
from ..text import content_hash
from .records import Records

MAX_BYTES = 100_000_000
"""Maximum size of a media file, in bytes: common Git hosts take no larger files."""

LARGE_BYTES = 20_000_000
"""Media files of more bytes get a warning, because they load slowly on a slow connection."""

_BEGINNINGS = {
    "MP4": rb".{4}ftyp", "WebM": rb"\x1a\x45\xdf\xa3", "Ogg": rb"OggS", "Opus": rb"OggS",
    "MP3": rb"ID3|\xff[\xe0-\xff]", "WAV": rb"RIFF.{4}WAVE", "FLAC": rb"fLaC",
    "WebVTT": rb"(\xef\xbb\xbf)?WEBVTT(?=[ \t\r\n]|\Z)",
}  # fmt: skip
"""Maps the name of a file type to a pattern of the first bytes of such files."""

_TIME = r"(?:[0-9]{2,}:)?[0-5][0-9]:[0-5][0-9]\.[0-9]{3}"
_TIMING = re.compile(rf"[ \t]*({_TIME})[ \t]+-->[ \t]+({_TIME})(?:[ \t].*)?")


def read_media(data: bytes, path: str) -> Records:
    """Return a record for a video, sound or captions file, or the problems with the file.

    ``data``: the file's bytes. ``path``: the file's path in messages.
    """
    name = path.rpartition("/")[2]
    type_ = TYPES[suffix_of(name)]
    problems = []
    if not re.match(_BEGINNINGS[type_.name], data, re.DOTALL):
        facts = {"reason": _("its first bytes are not those of {type}").format(type=type_.name)}
        problems.append(Problem("bad-media", Mark(path), facts))
    elif type_.element == "track":
        problems += _faults_of_captions(data, path)
    if problems:
        return Records(problems=problems, unfit_media={name})
    if len(data) > LARGE_BYTES:
        facts = {"size": f"{len(data) / 10**6:.0f} MB"}
        problems.append(Problem("large-media", Mark(path), facts))
    file = MediaFile(path, hashlib.sha256(data).hexdigest(), content_hash(data), len(data))
    return Records(problems=problems, media=[file])


def too_large(path: Path, shown: str) -> Records | None:
    """Return the problem with a file that is too large to be read; None if it isn't too large.

    ``shown``: the file's path in messages. Raises OSError.
    """
    if path.stat().st_size <= MAX_BYTES:
        return None
    facts = {"limit": f"{MAX_BYTES // 10**6} MB"}
    return Records(problems=[Problem("huge-media", Mark(shown), facts)], unfit_media={path.name})


def _faults_of_captions(data: bytes, path: str) -> Iterator[Problem]:
    """Yield a problem for each line of a captions file that gives invalid times for a caption.

    Browsers leave out such captions without an error.
    """
    try:
        lines = re.split("\r\n|\n|\r", data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        yield Problem("bad-media", Mark(path), {"reason": _("it is not UTF-8")})
        return
    timings = [(number, line) for number, line in enumerate(lines, 1) if "-->" in line]
    for number, line in timings:
        found = _TIMING.fullmatch(line)
        if found is None or not _seconds(found[1]) < _seconds(found[2]):
            yield Problem("bad-caption-time", Mark(path, number, 1), {"line": line.strip()})
    if not timings:
        yield Problem("bad-media", Mark(path), {"reason": _("it has no captions")})


def _seconds(time: str) -> float:
    *hours, minutes, seconds = time.split(":")
    return 3600 * sum(map(int, hours)) + 60 * int(minutes) + float(seconds)
