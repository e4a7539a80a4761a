"""The model of a picture in ``sources/images/``, and the sizes in which the site shows it."""

import re
from hashlib import sha256
from typing import NamedTuple

FOLDER = "images"
"""The folder in ``sources/`` for pictures."""

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")
"""Suffixes of the pictures that are allowed. They may also be in upper case.

SVG isn't allowed, because it may contain scripts.
"""

MADE = "data/images"
"""The folder in ``docs/`` for resized pictures.

Git ignores ``docs/data/``. Resized pictures aren't committed because their bytes depend on the
version of the library that resizes them.
"""

SMALL, LARGE = 480, 1600
"""Maximum widths in pixels: of a picture on a page, and of the large version that it links to."""

_TALL = 2
"""Maximum height of a picture on the site, as a multiple of its maximum width."""

_PLAIN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.[a-z]+")


class Size(NamedTuple):
    """A resized picture. ``path``: its path in ``docs/``. Width and height are in pixels."""

    path: str
    width: int
    height: int


class Picture(NamedTuple):
    """A file with a picture.

    ``path``: the file's path as problems show it. ``sha256``: the SHA-256 of the content, in
    hexadecimal. ``width``, ``height``: in pixels, after turning the picture upright.
    """

    path: str
    sha256: str
    width: int
    height: int

    @property
    def name(self) -> str:
        """The file's name, which records use to refer to the picture."""
        return self.path.rpartition("/")[2]

    @property
    def small(self) -> Size:
        """The version of the picture that pages show: at most ``SMALL`` pixels wide."""
        return self._within(SMALL)

    @property
    def large(self) -> Size:
        """The large version that pages link to; equals ``small`` if the original isn't larger."""
        return self._within(LARGE)

    def _within(self, limit: int) -> Size:
        scale = min(1, limit / self.width, _TALL * limit / self.height)
        width, height = (max(1, round(side * scale)) for side in (self.width, self.height))
        # ``publishing.pictures`` reads the width and the height from this file name.
        return Size(f"{MADE}/{_address(self)}-{width}x{height}.webp", width, height)


def _address(picture: Picture) -> str:
    return plain_name(picture.name, picture.name, "picture")


def plain_name(name: str, shown: str, otherwise: str) -> str:
    """Return the name, without suffix, that a file has in its URL.

    Different file names give different results, unless ``shown`` lacks the part in which they
    differ, such as the suffix.

    ``shown``: the part of the file's name to use in the result. ``otherwise``: a word to use
    instead if ``shown`` has no ASCII letter or digit.
    """
    if _PLAIN.fullmatch(name):
        return shown.replace(".", "-")
    plain = "-".join(re.findall(r"[a-z0-9]+", shown.lower())) or otherwise
    return f"{plain}-{sha256(name.encode()).hexdigest()[:12]}"
