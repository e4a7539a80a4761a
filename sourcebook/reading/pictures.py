"""Reads the pictures in ``sources/images/``: checks their size, and that browsers can show them."""

import hashlib
import warnings
from io import BytesIO
from pathlib import Path

from ..messages import gettext as _
from ..problems import Mark, Problem
from ..records.pictures import SMALL, Picture
from .records import Records

FORMATS = ("JPEG", "PNG", "WEBP")
"""The accepted formats. Pillow can read other formats, but its code for them is seldom tested."""

MAX_BYTES = 50_000_000
"""Maximum size of a picture's file, in bytes."""

MAX_PIXELS = 60_000_000
"""Maximum size of a picture, in pixels: a page of A4 at 600 dpi has 35 million.

A small file can have a huge picture. Decoding takes up to 4 bytes of memory for each pixel.
"""

_TURNED = (5, 6, 7, 8)
"""The values of EXIF's "orientation" that swap a picture's width and height."""
_ORIENTATION = 0x0112


def read_picture(data: bytes, path: str) -> Records:
    """Return a picture as a record, or the problem with its file.

    ``path``: the file's path in messages.
    """
    records = Records()
    found = _picture(data, path)
    if isinstance(found, Picture):
        records.pictures.append(found)
    else:
        code, facts = found
        records.problems.append(Problem(code, Mark(path), facts))
        records.unfit_pictures.add(path.rpartition("/")[2])
    return records


def too_large(path: Path, shown: str) -> Records | None:
    """Return the problem with a file that is too large to be read; None if it isn't too large.

    ``shown``: the file's path in messages. Raises OSError.
    """
    size = path.stat().st_size
    if size <= MAX_BYTES:
        return None
    return Records(
        problems=[Problem("huge-picture", Mark(shown), {"limit": f"{MAX_BYTES // 10**6} MB"})],
        unfit_pictures={path.name},
    )


def _picture(data: bytes, path: str) -> Picture | tuple[str, dict[str, str]]:
    """Return the picture in a file or, if it can't be shown, a problem's code and facts."""
    # Pillow is imported here, because its import is slow and most corpora have no pictures.
    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        # Ignore Pillow's warnings about metadata, whose faults don't matter, and about sizes, which
        # are checked below.
        warnings.simplefilter("ignore")
        try:
            with Image.open(BytesIO(data), formats=FORMATS) as image:
                width, height = image.size
                if width * height > MAX_PIXELS:
                    return "huge-picture", _pixels()
                # Several pictures in one file are an animation. In an MPO file, however, all
                # pictures but the first are previews.
                if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
                    return "bad-picture", {"reason": _("it moves")}
                if image.getexif().get(_ORIENTATION) in _TURNED:
                    width, height = height, width
                # Decode a JPEG at a reduced size, which is faster. Pillow still reads and checks
                # the whole file.
                image.draft(None, (SMALL, SMALL))
                image.load()
        except UnidentifiedImageError:
            return "bad-picture", {"reason": _("it is no JPEG, PNG or WebP file")}
        except Image.DecompressionBombError:
            return "huge-picture", _pixels()
        except Exception:  # noqa: BLE001 - Pillow's readers raise errors of many kinds
            return "bad-picture", {"reason": _("it is cut short or damaged")}
    return Picture(path, hashlib.sha256(data).hexdigest(), width, height)


def _pixels() -> dict[str, str]:
    return {"limit": _("{count} megapixels").format(count=MAX_PIXELS // 10**6)}
