"""Reads and writes Pagefind's packed files: a signature and the data, compressed by gzip."""

import struct
import zlib

from ...messages import gettext as _
from ...text import content_hash

SIGNATURE = b"pagefind_dcd"
"""The first bytes of the uncompressed file."""

# A gzip header without time, system or compression flags, so that the bytes depend on the data
# alone. The header that Python itself writes differs between Python versions.
_HEADER = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
_BEST = 9
_GZIP = 31
"""The format of the files, as zlib calls it."""

_DIGITS = 6
"""Number of digits of the hash in a name. The first search loads the names of all files."""


def unknown_format(name: str) -> ValueError:
    """Return the error to raise for a file in another format, such as that of a later Pagefind."""
    return ValueError(_("{file} has an unknown format").format(file=name))


def unpack(file: bytes, name: str) -> bytes:
    """Return the data of a packed file. Raises ValueError, naming the file, for another format."""
    try:
        data = zlib.decompress(file, wbits=_GZIP)
    except zlib.error as error:
        raise unknown_format(name) from error
    if not data.startswith(SIGNATURE):
        raise unknown_format(name)
    return data[len(SIGNATURE) :]


def name_of(data: bytes, pattern: str, taken: set[str]) -> str:
    """Return a name for data, which has a hash of it in place of ``{}``.

    ``taken``: the names in use, to which it is added. Two that begin alike would be one file.
    """
    digest = content_hash(data)
    while (name := pattern.format(digest.hex()[:_DIGITS])) in taken:
        digest = content_hash(digest)
    taken.add(name)
    return name


def pack(data: bytes) -> bytes:
    """Return the data as the content of a packed file; equal data gives equal bytes."""
    data = SIGNATURE + data
    compressor = zlib.compressobj(_BEST, wbits=-zlib.MAX_WBITS)
    trailer = struct.pack("<LL", zlib.crc32(data), len(data) & 0xFFFF_FFFF)
    return b"".join([_HEADER, compressor.compress(data), compressor.flush(), trailer])
