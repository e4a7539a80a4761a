"""Pagefind's files, packed: gzip over a mark and what they hold."""

import gzip
import struct
import zlib

MARK = b"pagefind_dcd"

# Nothing of the time, the system or the version of Python that packs, as gzip itself would have.
_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
_BEST = 9


def unpack(file: bytes, name: str) -> bytes:
    """Return what a file holds, after the mark. Raises ValueError for another form."""
    try:
        data = gzip.decompress(file)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"{name} is not of a form that is known: {error}") from error
    if not data.startswith(MARK):
        raise ValueError(f"{name} is not of a form that is known")
    return data[len(MARK) :]


def pack(data: bytes) -> bytes:
    """Return a file that holds this."""
    data = MARK + data
    packer = zlib.compressobj(_BEST, wbits=-zlib.MAX_WBITS)
    checked = struct.pack("<LL", zlib.crc32(data), len(data) & 0xFFFF_FFFF)
    return b"".join([_HEAD, packer.compress(data), packer.flush(), checked])
