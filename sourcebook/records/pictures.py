"""What is known of a picture in ``sources/images/``, and the sizes in which the site shows it."""

import re
from hashlib import sha256
from typing import NamedTuple

FOLDER = "images"
"""The folder of ``sources/`` for pictures."""

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")
"""How the names of pictures end, in capitals or not. SVG is left out: it can hold scripts."""

MADE = "data/images"
"""The folder of ``docs/`` for resized pictures.

Git ignores it with the other files below ``data``: their bytes are the same only with the same
version of the library that resizes.
"""

SMALL, LARGE = 480, 1600
"""Maximum width, in pixels, of the picture on a page, and of the one that it leads to."""

_TALL = 2
"""Maximum height of a picture on the site, as a multiple of its maximum width."""

_PLAIN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.[a-z]+")


class Size(NamedTuple):
    """A picture as the site shows it. ``path``: in ``docs/``. Width and height are in pixels."""

    path: str
    width: int
    height: int


class Picture(NamedTuple):
    """A file with a picture.

    ``path``: as problems show it. ``sha256``: of its bytes, in hexadecimal. ``width``, ``height``:
    in pixels, as the picture is to be looked at.
    """

    path: str
    sha256: str
    width: int
    height: int

    @property
    def name(self) -> str:
        """The file's name, by which records refer to it."""
        return self.path.rpartition("/")[2]

    @property
    def small(self) -> Size:
        """The picture for a page."""
        return self._within(SMALL)

    @property
    def large(self) -> Size:
        """The picture to look at closely; the same as ``small`` if the picture is no larger."""
        return self._within(LARGE)

    def _within(self, limit: int) -> Size:
        scale = min(1, limit / self.width, _TALL * limit / self.height)
        width, height = (max(1, round(side * scale)) for side in (self.width, self.height))
        # Publishing reads the width and the height from the name: see ``publishing.pictures``.
        return Size(f"{MADE}/{_address(self)}-{width}x{height}.webp", width, height)


def _address(picture: Picture) -> str:
    return plain_name(picture.name, picture.name, "picture")


def plain_name(name: str, shown: str, otherwise: str) -> str:
    """Return a file's name as a part of an address; no two names give the same.

    ``shown``: the part of the name that the address shows. ``otherwise``: what it shows if that
    part has no letter or digit of ASCII.
    """
    if _PLAIN.fullmatch(name):
        return shown.replace(".", "-")
    plain = "-".join(re.findall(r"[a-z0-9]+", shown.lower())) or otherwise
    return f"{plain}-{sha256(name.encode()).hexdigest()[:12]}"
