"""Makes pictures for tests, with private data in their metadata that must not be published."""

from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

SECRET = b"where the photographer lives"
"""The text in all metadata of the pictures."""


def quay(width: int = 640, height: int = 420) -> Image.Image:
    """Return a drawing of a quay with a warehouse, in four flat colours."""
    image = Image.new("RGB", (width, height), "#d8e4ea")
    draw = ImageDraw.Draw(image)
    x, y = width / 64, height / 42
    draw.rectangle((0, 24 * y, width, height), fill="#5d7f8c")
    draw.rectangle((8 * x, 22 * y, 60 * x, 28 * y), fill="#8a7f73")
    draw.polygon([(14 * x, 11 * y), (26 * x, 5 * y), (38 * x, 11 * y)], fill="#6b3f35")
    draw.rectangle((15 * x, 11 * y, 37 * x, 22 * y), fill="#a8785f")
    return image


def encoded(image: Image.Image, kind: str, orientation: int = 1) -> bytes:
    """Return the bytes of a picture file with private metadata. ``kind``: JPEG, PNG or WEBP.

    ``orientation``: the orientation in EXIF, from 1 to 8.
    """
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = SECRET.decode()  # the camera's maker
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (54.0, 6.0, 18.0)
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"
    texts, out = PngInfo(), BytesIO()
    texts.add_text("Author", SECRET.decode())
    texts.add_itxt("Comment", SECRET.decode())
    options: dict[str, dict[str, Any]] = {
        "JPEG": {"comment": SECRET, "xmp": xmp},
        "PNG": {"pnginfo": texts},
        "WEBP": {"xmp": xmp, "lossless": True},
    }
    image.save(out, kind, exif=exif, **options[kind])
    return out.getvalue()
