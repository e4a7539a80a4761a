"""A file with an article to what stands in it: a page, a mail, a note, a PDF, or a plain text."""

import codecs
import re
from dataclasses import replace
from email import message_from_bytes
from pathlib import Path

from ..tolerance import or_default
from .copies import Copy
from .mails import charset, is_mail, parts_of, payload, read_mail
from .notes import read_note
from .pdf_process import SECONDS, PdfError
from .pdf_text import MEMORY
from .pdfs import read_pdf

LARGEST = 20_000_000
"""Most bytes of a file that is read: an article's page has a hundredth of that."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")
)  # fmt: skip
_CHARSET = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_SAVED = re.compile(rb"^[\w-]+:.*?^content-type:\s*multipart/related", re.I | re.M | re.S)
_WRONG = (
    (b"PK\x03\x04", "a packed file, perhaps of a word processor"),
    (b"bplist", "a web archive of Safari"), (b"\x1f\x8b", "a compressed file"),
)  # fmt: skip
_SURROGATE = re.compile("[\ud800-\udfff]")
_PDF = b"%PDF-"
_PDFS = {
    "scanned": "is a PDF of pictures, without a text layer; have a program for text recognition "
    "(OCR) add one, or type the text into a .txt file with the title first",
    "locked": "is a PDF that is locked; save it without its password first",
    "broken": "is a PDF that can't be read; open it and save it anew, or save its text as a .txt "
    "file with the title first",
    "long": "is a PDF with the text of several books; save the article's pages alone as a PDF",
}
# What may take too much, and of what: before the first page, or at one.
_OPENING = (
    "is a PDF that takes more than {} to open; save its text as a .txt file with the title first"
)
_AT_PAGE = (
    "is a PDF whose page {page} of {count} takes more than {} to read; save it without that page, "
    "or its text as a .txt file with the title first"
)
_MOST = {"slow": f"{SECONDS:.0f} seconds", "large": f"{MEMORY // 1_000_000} MB of memory"}
_HOW = "save the page as HTML, or its text as a .txt file with the title first"
# What browsers take these labels to mean, as the WHATWG's encoding standard has it.
_WINDOWS = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252",
            "ascii": "cp1252", "iso-8859-9": "cp1254"}  # fmt: skip


class NotObtainedError(Exception):
    """Why nothing can be taken from a file, and how to go on: a sentence for its user."""


def obtain(path: Path) -> Copy:
    """Return the article that a file holds. Raises NotObtainedError.

    Invariant: all of its text can be encoded as UTF-8.
    """
    return _encodable(_parsed(_read(path), path))


def _parsed(data: bytes, path: Path) -> Copy:
    """Return the article in a file's bytes, by the kind of file that they show it to be."""
    suffix = path.suffix.lower()
    if data.startswith(_PDF):
        return _pdf(data, path)
    _refuse_what_is_no_text(data, path)
    if suffix == ".eml":
        return _mail(data, path)
    if suffix in (".md", ".markdown"):
        return _note(*decoded(data), path)
    if suffix in (".mhtml", ".mht") or _SAVED.search(data[:4000]):
        return _saved(data, path)
    if suffix in (".html", ".htm", ".xhtml") or _PAGE.search(data[:4000]):
        text, guessed = decoded(data)
        return _page(text, None, path, guessed=guessed)
    if is_mail(data):
        return _mail(data, path)
    return _text(*decoded(data), path)


def _encodable(copy: Copy) -> Copy:
    """Return a copy without lone surrogates, which JSON, UTF-7 and PDFs can give."""
    return replace(
        copy,
        title=_SURROGATE.sub("\ufffd", copy.title),
        blocks=tuple(_SURROGATE.sub("\ufffd", block) for block in copy.blocks),
        standfirst=copy.standfirst and _SURROGATE.sub("\ufffd", copy.standfirst),
    )


def _read(path: Path) -> bytes:
    if path.is_dir():
        raise NotObtainedError(f"{path} is a folder; name the file with the article")
    try:
        if path.stat().st_size > LARGEST:
            raise NotObtainedError(
                f"{path} has more than {LARGEST // 1_000_000} MB; save the article's text alone, "
                "as a .txt file with the title first"
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise NotObtainedError(f"there is no file {path}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "unknown reason"
        raise NotObtainedError(f"{path} can't be read: {reason}") from error
    if not data.strip():
        raise NotObtainedError(f"{path} is empty")
    return data


def _refuse_what_is_no_text(data: bytes, path: Path) -> None:
    found = next((what for start, what in _WRONG if data.startswith(start)), None)
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if found or (b"\0" in data and not wide):
        raise NotObtainedError(f"{path} is {found or 'neither a text nor a web page'}; {_HOW}")


def decoded(data: bytes, declared: str | None = None) -> tuple[str, bool]:
    """Return a file's text, read as it says itself, else as UTF-8, else by a guess; and if so.

    ``declared``: the encoding that its sender gave.
    """
    mark = next((name for bom, name in _BOMS if data.startswith(bom)), None)
    written = _CHARSET.search(data[:4000])
    for name in (mark, declared, written[1].decode("ascii") if written else None, "utf-8"):
        try:
            text = data.decode(_WINDOWS.get(name.lower(), name)) if name else None
        except (LookupError, ValueError):  # some codecs raise a bare UnicodeError
            continue
        if text is not None:
            return _lines(text), False
    from trafilatura.utils import decode_file

    text = or_default(lambda: decode_file(data), data.decode("cp1252", errors="replace"))
    return _lines(text), True


def _lines(text: str) -> str:
    return re.sub("\r\n?|[\x85\u2028\u2029]", "\n", text).replace("\0", "")


def _saved(data: bytes, path: Path) -> Copy:
    """Read a page that a browser saved as one file (MHTML, RFC 2557)."""
    message = or_default(lambda: message_from_bytes(data), None)
    if message is None:
        raise NotObtainedError(f"{path} holds no web page; {_HOW}")
    address = _address(message.get("Snapshot-Content-Location"))
    for part in parts_of(message):
        if part.get_content_type() == "text/html":
            content = payload(part)
            if content.strip():
                location = address or _address(part.get("Content-Location"))
                text, guessed = decoded(content, charset(part))
                return _page(text, location, path, guessed=guessed)
    raise NotObtainedError(f"{path} holds no web page; {_HOW}")


def _address(header: object) -> str | None:
    """Return an address that a header gives, whole though it be on several lines."""
    return re.sub(r"\s+", "", str(header or "")) or None


def _mail(data: bytes, path: Path) -> Copy:
    copy = read_mail(data, decoded)
    if copy is None:
        raise NotObtainedError(
            f"{path} is an e-mail without words; copy what it says into a .txt file with the title "
            "first, and add that"
        )
    return copy


def _note(text: str, guessed: bool, path: Path) -> Copy:
    copy = read_note(text)
    if copy is None:
        raise NotObtainedError(
            f"{path} has no title, or nothing below it; write 'title: …' between lines '---' above "
            "everything, or a line '# …'"
        )
    return replace(copy, guessed=guessed)


def _pdf(data: bytes, path: Path) -> Copy:
    try:
        copy = read_pdf(data)
    except PdfError as error:
        raise NotObtainedError(f"{path} {_why_no_pdf(error)}") from None
    if not copy.paragraphs:
        raise NotObtainedError(
            f"{path} has one paragraph alone; write its text into a .txt file with the title first"
        )
    return copy


def _why_no_pdf(error: PdfError) -> str:
    if error.reason in _PDFS:
        return _PDFS[error.reason]
    said = _AT_PAGE if error.page else _OPENING
    return said.format(_MOST[error.reason], page=f"{error.page:,}", count=f"{error.count:,}")


def _page(html: str, address: str | None, path: Path, *, guessed: bool) -> Copy:
    from .web_pages import read_page

    copy = read_page(html, address)
    if copy is None or not copy.paragraphs:
        raise NotObtainedError(
            f"no article was found in {path}; copy its text into a .txt file, the title first and "
            "a blank line between paragraphs, and add that"
        )
    return replace(copy, guessed=guessed)


def _text(text: str, guessed: bool, path: Path) -> Copy:
    """Read a plain text: its first block is the title; where no line is blank, each is a block."""
    blocks = [block.strip() for block in re.split(r"\n[^\S\n]*\n", text) if block.strip()]
    if len(blocks) == 1:
        blocks = [line.strip() for line in blocks[0].split("\n") if line.strip()]
    if len(blocks) < 2:
        raise NotObtainedError(
            f"{path} has one line alone; write the title first, then the paragraphs, a blank line "
            "between them"
        )
    return Copy(" ".join(blocks[0].split()), tuple(blocks[1:]), guessed=guessed)
