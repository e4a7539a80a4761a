"""Resizes pictures for the site, and removes their metadata, such as camera, place and owner.

The same picture always gives the same bytes, as long as the version of Pillow is the same.
"""

import hashlib
import warnings
from collections.abc import Iterator, Mapping, MutableMapping
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..corpus import Corpus
from ..messages import gettext as _
from ..reading.pictures import FORMATS
from ..records.pictures import Picture, Size
from ..text import content_hash
from ..workers import parallel_map

if TYPE_CHECKING:
    from PIL.Image import Image

QUALITY = 82
"""WebP's quality for pictures with lossy compression, from 0 to 100."""


class MadePicture(NamedTuple):
    """A resized picture of an earlier build.

    ``source``: the SHA-256 of the original picture. ``hash``: the hash of the resized picture.
    """

    source: str
    hash: bytes


def sizes(picture: Picture) -> tuple[Size, ...]:
    """Return the sizes in which the site has a picture, the largest first."""
    return tuple(dict.fromkeys([picture.large, picture.small]))


def shown(corpus: Corpus) -> list[Picture]:
    """Return the pictures on records' pages, sorted by name."""
    described = [record for _ref, record in corpus.described]
    used = {image.file for record in described for image in record.images}
    used |= {one.poster for record in described for one in record.media if one.poster}
    return [corpus.pictures[name] for name in sorted(used)]


def make(
    corpus: Corpus,
    folder: Path,
    known: MutableMapping[str, MadePicture],
    docs_hashes: Mapping[str, bytes],
    workers: int,
) -> tuple[dict[str, bytes], set[str]]:
    """Return the new resized pictures, and the paths of those that ``docs/`` has already.

    The new pictures are a mapping: path in ``docs/`` -> content. ``folder``: the folder of the
    original pictures. ``known``: maps the path of each resized picture of the last build to its
    ``MadePicture``; this mapping is updated. ``docs_hashes``: maps the path of each file in
    ``docs/`` to its hash. ``workers``: the maximum number of processes.

    Raises OSError if a picture can't be read, or has changed since it was checked.
    """
    pictures = shown(corpus)
    paths = {size.path: picture.sha256 for picture in pictures for size in sizes(picture)}
    reused = {
        path
        for path, source in paths.items()
        if path in known and known[path] == (source, docs_hashes.get(path))
    }
    wanted = [one for one in pictures if any(size.path not in reused for size in sizes(one))]
    files = dict(_chained(parallel_map(partial(_made, folder), wanted, workers, fewest=1)))
    files = {path: files[path] for path in sorted(files)}
    for path in known.keys() - paths.keys():
        del known[path]
    for path, content in files.items():
        known[path] = MadePicture(paths[path], content_hash(content))
    return files, reused - files.keys()


def missing(corpus: Corpus, folder: Path, docs: Path) -> dict[str, bytes]:
    """Return the resized pictures of a corpus that ``docs/`` lacks: path in ``docs/`` -> content.

    ``corpus``: all records, including drafts. Only pictures of drafts can be missing from
    ``docs/``. ``folder``: the folder of the original pictures. Raises OSError if a picture can't be
    read, or has changed since it was checked.
    """
    wanted = [one for one in shown(corpus)
              if not all((docs / size.path).is_file() for size in sizes(one))]  # fmt: skip
    return dict(_chained(_made(folder, picture) for picture in wanted))


def _chained(made: Iterator[list[tuple[str, bytes]]]) -> Iterator[tuple[str, bytes]]:
    for files in made:
        yield from files


def _made(folder: Path, picture: Picture) -> list[tuple[str, bytes]]:
    data = (folder / picture.name).read_bytes()
    if hashlib.sha256(data).hexdigest() != picture.sha256:
        message = _("{file} has changed while it was read; build again")
        raise OSError(message.format(file=picture.path))
    return resized(data, picture)


def resized(data: bytes, picture: Picture) -> list[tuple[str, bytes]]:
    """Return the path and the content of a picture in each of its sizes, the largest first.

    ``data``: the bytes of the picture's file.
    """
    # Pillow is imported here, because its import is slow and most corpora have no pictures.
    from PIL import Image, ImageOps

    files = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # ``reading.pictures`` says why warnings are ignored
        with Image.open(BytesIO(data), formats=FORMATS) as opened:
            is_lossless = opened.format == "PNG"
            side = max(picture.large.width, picture.large.height)
            opened.draft(None, (side, side))
            opened.load()
            image = _in_srgb(ImageOps.exif_transpose(opened))
        for size in sizes(picture):
            image = image.resize((size.width, size.height), Image.Resampling.LANCZOS)
            files.append((size.path, _encoded(image, is_lossless)))
    return files


def _in_srgb(image: "Image") -> "Image":
    """Convert an image to sRGB, which browsers assume for files without a colour profile."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    if image.mode.startswith(("I", "F")):  # keep the upper 8 bits of 16
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        image = image.convert(mode)
    if profile:
        try:
            found = ImageCms.ImageCmsProfile(BytesIO(profile))
            known = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, found, known, outputMode=mode)
            image = converted or image
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # ignore an unsuitable profile, as other programs do
    return image.convert(mode)


def _encoded(image: "Image", is_lossless: bool) -> bytes:
    """Return an image as WebP without metadata.

    ``is_lossless``: whether to try lossless compression too, which suits drawings. The
    smaller of the two results is then returned.
    """
    image = image.copy()
    image.info.clear()
    files = []
    for lossless in (True, False) if is_lossless else (False,):
        out = BytesIO()
        image.save(out, "WEBP", lossless=lossless, quality=QUALITY, method=4)
        files.append(out.getvalue())
    return min(files, key=len)
