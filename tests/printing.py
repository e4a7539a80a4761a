"""Makes PDFs for tests from any content streams."""

import zlib
from collections.abc import Sequence


def pdf(pages: Sequence[Sequence[bytes]]) -> bytes:
    """Return a PDF. ``pages``: each page's content streams, which contain PDF operators."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Times>>",
    ]
    kids = []
    for parts in pages:
        drawn = []
        for part in parts:
            packed = zlib.compress(part)
            objects.append(
                b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(packed), packed)
            )
            drawn.append(b"%d 0 R" % len(objects))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"
            b"/Contents[%b]>>" % b" ".join(drawn)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(kids), b" ".join(kids))
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    return data + b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Root 1 0 R/Size %d>>\n" % (
        len(places) + 1, b"".join(places), len(places) + 1
    ) + b"startxref\n%d\n%%%%EOF\n" % len(data)  # fmt: skip


def lines(*texts: str) -> bytes:
    """Return a content stream that shows lines of text from the top of a page.

    The texts must be in ASCII, without parentheses.
    """
    shown = "".join(f"({text}) Tj 0 -14 Td " for text in texts)
    return f"BT /F 11 Tf 72 770 Td {shown}ET".encode("ascii")
