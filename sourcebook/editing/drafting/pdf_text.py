"""A PDF's words, page by page: a program of its own, which ``pdfs`` starts and ends.

A file can be made to take any time and memory. Reads the PDF from standard input
and writes a line of JSON as soon as it knows it: first ``title``, ``author``,
``language`` and ``count``, how many pages there are; then for each page ``label``,
its printed number, and ``lines``, or null where it can't be read; or, instead of
any of these and last, ``error``: ``locked``, ``broken`` or ``large``. A line is its
text, where it begins from the left and the bottom, and its size, in points.
"""

import contextlib
import io
import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

MEMORY = 500_000_000
"""Maximum number of bytes of memory that the program may take."""


def main() -> None:
    """Read, extract, write."""
    if sys.platform != "win32":  # which has no limits
        import resource

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    logging.disable()
    for found in _extracted(sys.stdin.buffer.read()):
        print(json.dumps(found), flush=True)  # noqa: T201 - what it is there for


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
    except DependencyError:  # a way to encrypt that needs a library more
        yield {"error": "locked"}
    except MemoryError:
        yield {"error": "large"}
    except Exception:  # noqa: BLE001  # pypdf raises whatever a broken file makes it stumble over
        yield {"error": "broken"}


def _lines(page: Any) -> list[tuple[str, float, float, float]] | None:
    """Return a page's lines in their order; None of one that is broken."""
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
                # The text's own matrix scales it too.
                height = abs(size * (abs(tm[3]) or 1) * (abs(cm[3]) or 1))
                lines.append((part, x, y, height))
                open_ = True

    try:
        page.extract_text(visitor_text=visit)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # one page in a hundred may be broken
        return None
    return lines


def _labels(reader: Any) -> list[str]:
    """Return the pages' printed numbers; all are asked for at once, as each would take as long."""
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
