"""The model of a file in ``sources/media/``: a video, an audio recording, or captions."""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from .pictures import plain_name

FOLDER = "media"
"""The folder in ``sources/`` for videos, audio recordings and captions."""

MADE = "data/media"
"""The folder in ``docs/`` for copies of ``FOLDER``'s files. Git ignores ``docs/data/``."""

Element = Literal["video", "audio", "track"]
"""The HTML element that plays or shows a file of ``FOLDER``."""


class MediaType(NamedTuple):
    """A type of file. ``name``: the type's name, for readers. ``mime``: its MIME type."""

    element: Element
    name: str
    mime: str


TYPES: Mapping[str, MediaType] = {
    ".mp4": MediaType("video", "MP4", "video/mp4"),
    ".m4v": MediaType("video", "MP4", "video/mp4"),
    ".webm": MediaType("video", "WebM", "video/webm"),
    ".ogv": MediaType("video", "Ogg", "video/ogg"),
    ".mp3": MediaType("audio", "MP3", "audio/mpeg"),
    ".m4a": MediaType("audio", "MP4", "audio/mp4"),
    ".ogg": MediaType("audio", "Ogg", "audio/ogg"),
    ".oga": MediaType("audio", "Ogg", "audio/ogg"),
    ".opus": MediaType("audio", "Opus", "audio/ogg"),
    ".wav": MediaType("audio", "WAV", "audio/wav"),
    ".flac": MediaType("audio", "FLAC", "audio/flac"),
    ".vtt": MediaType("track", "WebVTT", "text/vtt"),
}
"""Maps a file name's suffix, in lower case, to the file's type. Browsers play all these types."""

SUFFIXES = tuple(TYPES)


def suffix_of(name: str) -> str:
    """Return a file name's suffix, in lower case and with its dot; empty if the name has no dot."""
    return f".{name.rpartition('.')[2]}".lower() if "." in name else ""


def name_pattern(*elements: Element) -> str:
    """Return a JSON Schema's pattern for the names of files that these HTML elements can use."""
    endings = (suffix[1:] for suffix, type_ in TYPES.items() if type_.element in elements)
    either = (re.sub("[a-z]", lambda one: f"[{one[0]}{one[0].upper()}]", end) for end in endings)
    return rf"\.({'|'.join(either)})$"


class MediaFile(NamedTuple):
    """A file with a video, an audio recording, or captions.

    ``path``: the file's path as problems show it. ``sha256``: the SHA-256 of the content, in
    hexadecimal. ``hash``: the content's ``content_hash``, with which a build finds outdated
    copies in ``docs/``. ``size``: in bytes.
    """

    path: str
    sha256: str
    hash: bytes
    size: int

    @property
    def name(self) -> str:
        """The file's name, which records use to refer to the file."""
        return self.path.rpartition("/")[2]

    @property
    def type(self) -> MediaType:
        """The file's type."""
        return TYPES[suffix_of(self.name)]

    @property
    def made(self) -> str:
        """The path of the file's copy in ``docs/``."""
        name, suffix = self.name, suffix_of(self.name)
        return f"{MADE}/{plain_name(name, name[: -len(suffix)], 'recording')}{suffix}"
