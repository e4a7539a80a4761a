"""Reads an article from a file: a web page, an e-mail, a note, a PDF, or a plain text."""

import codecs
import re
from dataclasses import replace
from email import message_from_bytes
from pathlib import Path

from ...conventions import number_words
from ...messages import gettext as _
from ...messages import marked, ngettext
from ..tolerance import or_default
from .decoding import decoded
from .extracted_article import ExtractedArticle
from .mails import charset, is_mail, parts_of, payload, read_mail
from .notes import read_note
from .pdf_process import SECONDS, PdfError
from .pdf_text import MEMORY
from .pdfs import read_pdf

LARGEST = 20_000_000
"""Maximum size of a file to read, in bytes. A typical page has a hundredth of this size."""

_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_MHTML = re.compile(rb"^[\w-]+:.*?^content-type:\s*multipart/related", re.I | re.M | re.S)
_UNREADABLE = (
    (
        b"PK\x03\x04",
        marked(
            "{file} is a packed file, perhaps of a word processor; save the page as HTML, or its "
            "text as a .txt file with the title first"
        ),
    ),
    (
        b"bplist",
        marked(
            "{file} is a web archive of Safari; save the page as HTML, or its text as a .txt file "
            "with the title first"
        ),
    ),
    (
        b"\x1f\x8b",
        marked(
            "{file} is a compressed file; save the page as HTML, or its text as a .txt file with "
            "the title first"
        ),
    ),
)
"""For each format that can't be read: the first bytes of such files, and the message to show."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_PDF = b"%PDF-"
_PDFS = {
    "scanned": marked(
        "{file} is a PDF of pictures, without a text layer; have a program for text recognition "
        "(OCR) add one, or type the text into a .txt file with the title first"
    ),
    "locked": marked("{file} is a PDF that is locked; save it without its password first"),
    "broken": marked(
        "{file} is a PDF that can't be read; open it and save it again, or save its text as a .txt "
        "file with the title first"
    ),
    "long": marked(
        "{file} is a PDF with the text of several books; save the article's pages alone as a PDF"
    ),
}
"""For each ``PdfError.reason`` except ``slow`` and ``large``: the message for the user."""

_OPENING = marked(
    "{file} is a PDF that takes more than {limit} to open; save its text as a .txt file with the "
    "title first"
)
_AT_PAGE = marked(
    "{file} is a PDF whose page {page} of {count} takes more than {limit} to read; save it without "
    "that page, or its text as a .txt file with the title first"
)


class ExtractionError(Exception):
    """No article can be read from a file; the error's message tells the user why and what to do."""


def extract_article(path: Path) -> ExtractedArticle:
    """Return the article in a file; raises ExtractionError if no article can be read from the file.

    Invariant: the returned article's title and blocks can be encoded as UTF-8.
    """
    return _encodable(_parsed(_read(path), path))


def _parsed(data: bytes, path: Path) -> ExtractedArticle:
    """Return the article in ``data``; its bytes and the suffix of ``path`` determine the format."""
    suffix = path.suffix.lower()
    if data.startswith(_PDF):
        return _pdf(data, path)
    _refuse_unreadable(data, path)
    if suffix == ".eml":
        return _mail(data, path)
    if suffix in (".md", ".markdown"):
        return _note(*decoded(data), path)
    if suffix in (".mhtml", ".mht") or _MHTML.search(data[:4000]):
        return _mhtml(data, path)
    if suffix in (".html", ".htm", ".xhtml") or _PAGE.search(data[:4000]):
        text, guessed = decoded(data)
        return _page(text, None, path, guessed=guessed)
    if is_mail(data):
        return _mail(data, path)
    return _plain_text(*decoded(data), path)


def _encodable(extracted: ExtractedArticle) -> ExtractedArticle:
    """Return an article with all lone surrogates in its title and blocks replaced by U+FFFD.

    JSON, UTF-7 and PDFs can contain lone surrogates, which can't be encoded as UTF-8.
    """
    return replace(
        extracted,
        title=_SURROGATE.sub("\ufffd", extracted.title),
        blocks=tuple(_SURROGATE.sub("\ufffd", block) for block in extracted.blocks),
        standfirst=extracted.standfirst and _SURROGATE.sub("\ufffd", extracted.standfirst),
    )


def _read(path: Path) -> bytes:
    if path.is_dir():
        message = _("{file} is a folder; name the file with the article")
        raise ExtractionError(message.format(file=path))
    try:
        if path.stat().st_size > LARGEST:
            message = _(
                "{file} has more than {count} MB; save the article's text alone, as a .txt file "
                "with the title first"
            )
            raise ExtractionError(message.format(file=path, count=LARGEST // 1_000_000))
        data = path.read_bytes()
    except FileNotFoundError:
        raise ExtractionError(_("there is no file {file}").format(file=path)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or _("unknown reason")
        message = _("{file} can't be read: {reason}").format(file=path, reason=reason)
        raise ExtractionError(message) from error
    if not data.strip():
        raise ExtractionError(_("{file} is empty").format(file=path))
    return data


def _refuse_unreadable(data: bytes, path: Path) -> None:
    """Raise ExtractionError for a file that is neither text nor a web page."""
    message = next((_(text) for start, text in _UNREADABLE if data.startswith(start)), None)
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if message is None and b"\0" in data and not is_utf16:
        message = _("{file} is neither a text nor a web page; save the page as HTML, or its text "
                    "as a .txt file with the title first")  # fmt: skip
    if message is not None:
        raise ExtractionError(message.format(file=path))


def _mhtml(data: bytes, path: Path) -> ExtractedArticle:
    """Read a page that a browser saved as one file (MHTML, RFC 2557)."""
    mail = or_default(lambda: message_from_bytes(data), None)
    parts = parts_of(mail) if mail else []
    address = _address(mail.get("Snapshot-Content-Location")) if mail else None
    for part in parts:
        if part.get_content_type() == "text/html":
            content = payload(part)
            if content.strip():
                location = address or _address(part.get("Content-Location"))
                text, guessed = decoded(content, charset(part))
                return _page(text, location, path, guessed=guessed)
    message = _("{file} holds no web page; save the page as HTML, or its text as a .txt file with "
                "the title first")  # fmt: skip
    raise ExtractionError(message.format(file=path))


def _address(header: object) -> str | None:
    """Return the web address in a header of an MHTML file, or None if the header is empty.

    Long headers are folded, so the address may have white space in it, which is removed.
    """
    return re.sub(r"\s+", "", str(header or "")) or None


def _mail(data: bytes, path: Path) -> ExtractedArticle:
    extracted = read_mail(data, decoded)
    if extracted is None:
        message = _("{file} is an e-mail without words; copy what it says into a .txt file with "
                    "the title first, and add that")  # fmt: skip
        raise ExtractionError(message.format(file=path))
    return extracted


def _note(text: str, guessed: bool, path: Path) -> ExtractedArticle:
    extracted = read_note(text)
    if extracted is None:
        message = _("{file} has no title, or nothing below it; write 'title: …' between lines "
                    "'---' above everything, or a line '# …'")  # fmt: skip
        raise ExtractionError(message.format(file=path))
    return replace(extracted, encoding_guessed=guessed)


def _pdf(data: bytes, path: Path) -> ExtractedArticle:
    try:
        extracted = read_pdf(data)
    except PdfError as error:
        raise ExtractionError(_pdf_message(error).format(file=path)) from None
    if not extracted.paragraphs:
        message = _("{file} has one paragraph alone; write its text into a .txt file with the "
                    "title first")  # fmt: skip
        raise ExtractionError(message.format(file=path))
    return extracted


def _pdf_message(error: PdfError) -> str:
    """Return the message about a PDF that can't be read.

    The message has the placeholder ``{file}`` for the PDF's name.
    """
    if error.reason in _PDFS:
        return _(_PDFS[error.reason])
    if error.reason == "slow":
        limit = ngettext("{count} second", "{count} seconds", int(SECONDS)).format(
            count=int(SECONDS)
        )
    else:
        limit = _("{count} MB of memory").format(count=MEMORY // 1_000_000)
    message = _(_AT_PAGE) if error.page else _(_OPENING)
    return message.format(
        file="{file}", limit=limit, page=number_words(error.page), count=number_words(error.count)
    )


def _page(html: str, address: str | None, path: Path, *, guessed: bool) -> ExtractedArticle:
    from .web_pages import read_page

    extracted = read_page(html, address)
    if extracted is None or not extracted.paragraphs:
        message = _("no article was found in {file}; copy its text into a .txt file, the title "
                    "first and a blank line between paragraphs, and add that")  # fmt: skip
        raise ExtractionError(message.format(file=path))
    return replace(extracted, encoding_guessed=guessed)


def _plain_text(text: str, guessed: bool, path: Path) -> ExtractedArticle:
    """Read a plain text, which begins with its title.

    The title is the text above the first blank line or, without a blank line, the first line.
    ``guessed``: whether the encoding was guessed.
    """
    blocks = [block.strip() for block in re.split(r"\n[^\S\n]*\n", text) if block.strip()]
    if len(blocks) == 1:
        blocks = [line.strip() for line in blocks[0].split("\n") if line.strip()]
    if len(blocks) < 2:
        message = _("{file} has one line alone; write the title first, then the paragraphs, a "
                    "blank line between them")  # fmt: skip
        raise ExtractionError(message.format(file=path))
    return ExtractedArticle(
        " ".join(blocks[0].split()), tuple(blocks[1:]), encoding_guessed=guessed
    )
