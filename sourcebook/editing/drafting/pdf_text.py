"""A PDF's words, page by page: a program of its own, which ``pdfs`` starts and ends.

A file can be made to take any time and memory. Reads the PDF from standard input
and writes JSON: ``title``, ``author``, ``language``, ``pages``; or ``error``:
``locked`` or ``broken``. A page is its printed number and its lines, or null where
it can't be read; a line its text, where it begins from the left and the bottom, and
its size, in points.
"""

import contextlib
import io
import json
import logging
import sys
from typing import Any

_MEMORY = 1_000_000_000  # bytes


def main() -> None:
    """Read, extract, write."""
    if sys.platform != "win32":  # which has no limits
        import resource

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    logging.disable()
    json.dump(_extracted(sys.stdin.buffer.read()), sys.stdout)


def _extracted(data: bytes) -> dict[str, Any]:
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import DependencyError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            return {"error": "locked"}
        return {
            "pages": [[_label(reader, at), _lines(page)] for at, page in enumerate(reader.pages)],
            "title": _said(reader, "title"),
            "author": _said(reader, "author"),
            "language": _language(reader),
        }
    except DependencyError:  # a way to encrypt that needs a library more
        return {"error": "locked"}
    except Exception:  # noqa: BLE001  # pypdf raises whatever a broken file makes it stumble over
        return {"error": "broken"}


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
    except Exception:  # noqa: BLE001  # one page in a hundred may be broken
        return None
    return lines


def _label(reader: Any, at: int) -> str:
    try:
        return str(reader.page_labels[at]) or str(at + 1)
    except Exception:  # noqa: BLE001
        return str(at + 1)


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
