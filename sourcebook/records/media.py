"""What is known of a file in ``sources/media/``: a video, an audio recording, or captions."""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from .pictures import plain_name

FOLDER = "media"
"""The folder of ``sources/`` for video, audio and captions."""

MADE = "data/media"
"""The folder of ``docs/`` for copies of them. Git ignores it with the other files in ``data``."""

Element = Literal["video", "audio", "track"]
"""The element of HTML that a file is for."""


class MediaType(NamedTuple):
    """What a file is, by how its name ends. ``name``: for readers. ``mime``: its media type."""

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
"""How a name ends, in small letters -> what the file is. Browsers play all of these."""

SUFFIXES = tuple(TYPES)


def suffix_of(name: str) -> str:
    """Return how a file's name ends, in small letters and with its dot; empty if it has no dot."""
    return f".{name.rpartition('.')[2]}".lower() if "." in name else ""


def name_pattern(*elements: Element) -> str:
    """Return a regular expression, for JSON Schemas, of the names of files for some elements."""
    endings = (suffix[1:] for suffix, type_ in TYPES.items() if type_.element in elements)
    either = (re.sub("[a-z]", lambda one: f"[{one[0]}{one[0].upper()}]", end) for end in endings)
    return rf"\.({'|'.join(either)})$"


class MediaFile(NamedTuple):
    """A file with a video, an audio recording, or captions.

    ``path``: as problems show it. ``sha256``: of its bytes, in hexadecimal. ``hash``: their
    ``content_hash``. ``size``: in bytes.
    """

    path: str
    sha256: str
    hash: bytes
    size: int

    @property
    def name(self) -> str:
        """The file's name, by which records refer to it."""
        return self.path.rpartition("/")[2]

    @property
    def type(self) -> MediaType:
        """What the file is."""
        return TYPES[suffix_of(self.name)]

    @property
    def made(self) -> str:
        """The path of its copy in ``docs/``."""
        name, suffix = self.name, suffix_of(self.name)
        return f"{MADE}/{plain_name(name, name[: -len(suffix)], 'recording')}{suffix}"
