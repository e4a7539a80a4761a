"""Extracts a PDF's text page by page, in a separate program that ``pdf_process`` can kill.

The program is separate because a malicious file can use any amount of time and memory. It reads a
PDF from standard input and writes lines of JSON, each as soon as its data are known:

- The first line has ``title``, ``author``, ``language`` and ``count`` (the number of pages).
- Each further line is for one page. It has ``label`` (the page's printed number) and ``lines``
  (null if the page can't be read). Each item of ``lines`` is a list: a line's text, its distances
  from the left and from the bottom of the page, and its type size. The last three are in points.
- After a failure, the last line has only ``error``: ``locked``, ``broken`` or ``large``.
"""

import contextlib
import io
import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

MEMORY = 500_000_000
"""Maximum memory of the program, in bytes."""


def main() -> None:
    """Read a PDF from standard input, and write its text to standard output as lines of JSON."""
    if sys.platform != "win32":  # Windows lacks the resource module
        import resource

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    logging.disable()
    for found in _extracted(sys.stdin.buffer.read()):
        print(json.dumps(found), flush=True)  # noqa: T201 - printing is this program's purpose


def _extracted(data: bytes) -> Iterator[dict[str, Any]]:
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import DependencyError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            yield {"error": "locked"}
            return
        yield {
            "title": _said(reader, "title"),
            "author": _said(reader, "author"),
            "language": _language(reader),
            "count": len(reader.pages),
        }
        labels = _labels(reader)
        for at, page in enumerate(reader.pages):
            yield {"label": labels[at] or str(at + 1), "lines": _lines(page)}
    except DependencyError:  # the PDF's encryption needs a library that isn't installed
        yield {"error": "locked"}
    except MemoryError:
        yield {"error": "large"}
    except Exception:  # noqa: BLE001  # for broken files, pypdf raises undocumented exceptions
        yield {"error": "broken"}


def _lines(page: Any) -> list[tuple[str, float, float, float]] | None:
    """Return the text, x, y and type size of each line of a page; None if the page is broken."""
    lines: list[tuple[str, float, float, float]] = []
    open_ = False

    def visit(text: str, cm: list[float], tm: list[float], _: Any, size: float) -> None:
        nonlocal open_
        for at, part in enumerate(text.split("\n")):
            open_ = open_ and not at
            if part.strip() and open_:
                said, *place = lines[-1]
                lines[-1] = (said + part, place[0], place[1], place[2])
            elif part.strip():
                x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
                y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                # Both the text matrix (tm) and the transformation matrix (cm) scale the type size.
                height = abs(size * (abs(tm[3]) or 1) * (abs(cm[3]) or 1))
                lines.append((part, x, y, height))
                open_ = True

    try:
        page.extract_text(visitor_text=visit)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # the other pages may be readable
        return None
    return lines


def _labels(reader: Any) -> list[str]:
    """Return the printed number of each page; empty strings if the numbers can't be read.

    All numbers are read at once, because looking up one number takes as long as reading all.
    """
    try:
        return list(map(str, reader.page_labels))
    except Exception:  # noqa: BLE001
        return [""] * len(reader.pages)


def _said(reader: Any, what: str) -> str:
    try:
        return str(getattr(reader.metadata, what, None) or "")
    except Exception:  # noqa: BLE001
        return ""


def _language(reader: Any) -> str:
    try:
        return str(reader.root_object.get("/Lang") or "")
    except Exception:  # noqa: BLE001
        return ""


if __name__ == "__main__":
    main()
