"""Reads the pictures in ``sources/images/``: checks that each can be shown, and how large it is."""

import hashlib
import warnings
from io import BytesIO
from pathlib import Path

from ..messages import gettext as _
from ..problems import Mark, Problem
from ..records.pictures import SMALL, Picture
from .records import Records

FORMATS = ("JPEG", "PNG", "WEBP")
"""The formats that are read, as Pillow calls them. It has far more, which few people test."""

MAX_BYTES = 50_000_000
"""Maximum size of a file, in bytes."""

MAX_PIXELS = 60_000_000
"""Maximum size of a picture, in pixels: a page of A4 at 600 dpi has 35 million.

A small file can claim to be far larger. To decode a picture takes up to 4 bytes for each pixel.
"""

_TURNED = (5, 6, 7, 8)
"""The values of EXIF's "orientation" by which width and height change places."""
_ORIENTATION = 0x0112


def read_picture(data: bytes, path: str) -> Records:
    """Return what is known of a picture, or the problem with it.

    ``path``: the file's path in problems.
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
    """Return the problem with a file that is too large to be read at all; None if it isn't.

    ``shown``: the file's path in problems. Raises OSError.
    """
    size = path.stat().st_size
    if size <= MAX_BYTES:
        return None
    return Records(
        problems=[Problem("huge-picture", Mark(shown), {"limit": f"{MAX_BYTES // 10**6} MB"})],
        unfit_pictures={path.name},
    )


def _picture(data: bytes, path: str) -> Picture | tuple[str, dict[str, str]]:
    """Return a picture; if it can't be shown, the code and the facts of the problem."""
    # Imported here, since Pillow takes a while to import and most corpora have no pictures.
    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        # Pillow warns of faults in metadata, which don't matter, and of sizes, which we limit.
        warnings.simplefilter("ignore")
        try:
            with Image.open(BytesIO(data), formats=FORMATS) as image:
                width, height = image.size
                if width * height > MAX_PIXELS:
                    return "huge-picture", _pixels()
                # A second picture in a JPEG file is a preview, or for screens with more light.
                if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
                    return "bad-picture", {"reason": _("it moves")}
                if image.getexif().get(_ORIENTATION) in _TURNED:
                    width, height = height, width
                # All of a JPEG file is read, but only as large as is needed.
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
