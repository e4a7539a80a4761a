"""Reads and writes Pagefind's packed files: each is a signature and data, compressed by gzip."""

import struct
import zlib

from ...messages import gettext as _
from ...text import content_hash

SIGNATURE = b"pagefind_dcd"
"""The first bytes of a packed file after decompression."""

# A gzip header without time, system or compression flags, so that equal data always gives equal
# bytes. The header that Python itself writes differs between Python versions.
_HEADER = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
_BEST = 9
_GZIP = 31
"""The value of zlib's parameter ``wbits`` for the format gzip."""

_DIGITS = 6
"""Number of hexadecimal digits of the hash in a packed file's name.

The number is small, because a reader's first search loads the names of all packed files.
"""


def unknown_format(name: str) -> ValueError:
    """Return the error to raise for a file whose format is unknown. ``name``: the file's name.

    A later version of Pagefind, for example, may write another format.
    """
    return ValueError(_("{file} has an unknown format").format(file=name))


def unpack(file: bytes, name: str) -> bytes:
    """Return the data of a packed file. Raises ValueError if the format is unknown.

    ``file``: the file's content. ``name``: the file's name, for the error message.
    """
    try:
        data = zlib.decompress(file, wbits=_GZIP)
    except zlib.error as error:
        raise unknown_format(name) from error
    if not data.startswith(SIGNATURE):
        raise unknown_format(name)
    return data[len(SIGNATURE) :]


def name_of(data: bytes, pattern: str, taken: set[str]) -> str:
    """Return a file name for data: ``pattern``, with some digits of a hash in place of ``{}``.

    ``taken``: the names in use. The new name is added to this set. If the digits of the data's hash
    would give a name in use, the hash is hashed again, since different data needs different names.
    """
    digest = content_hash(data)
    while (name := pattern.format(digest.hex()[:_DIGITS])) in taken:
        digest = content_hash(digest)
    taken.add(name)
    return name


def pack(data: bytes) -> bytes:
    """Return the content of a packed file with the data. Equal data gives equal content."""
    data = SIGNATURE + data
    compressor = zlib.compressobj(_BEST, wbits=-zlib.MAX_WBITS)
    trailer = struct.pack("<LL", zlib.crc32(data), len(data) & 0xFFFF_FFFF)
    return b"".join([_HEADER, compressor.compress(data), compressor.flush(), trailer])
