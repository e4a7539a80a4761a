"""Reads an e-mail saved as a file (RFC 5322)."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

from ...messages import gettext, marked
from ...text import one_line
from ..tolerance import or_default
from .extracted_article import ExtractedArticle
from .languages import language_tag

NO_SUBJECT = marked("(no subject)")
"""The title of an e-mail without a subject."""

_LONGEST = 2000  # maximum length of a header to parse, in characters; parsing takes quadratic time
_BLANK = re.compile(r"\n[^\S\n]*\n")
_FIELD = re.compile(rb"(?:from|subject|date|to|received|return-path|message-id):", re.IGNORECASE)

Decoded = Callable[[bytes, str | None], tuple[str, bool]]


def is_mail(data: bytes) -> bool:
    """Return whether a file begins with a header that has two or more typical fields of e-mails."""
    head = data[:4000].lstrip().replace(b"\r\n", b"\n").split(b"\n\n", 1)[0]
    fields = {match[0].lower() for line in head.split(b"\n") if (match := _FIELD.match(line))}
    return len(fields) > 1 and bool(re.match(rb"[\w-]+:", head))


def read_mail(data: bytes, decoded: Decoded) -> ExtractedArticle | None:
    """Return an e-mail's text, author, date and subject; None if it has no text.

    ``decoded``: a function that takes bytes and their declared encoding, and returns the text and
    whether the encoding had to be guessed.
    """
    # The message is parsed with the legacy policy, because the newer policy takes minutes for a
    # long header.
    message = or_default(lambda: message_from_bytes(data), None)  # parsing may raise RecursionError
    if message is None:
        return None
    text, guessed = _text(message, decoded)
    blocks = tuple(block.strip() for block in _BLANK.split(text) if block.strip())
    if not blocks:
        return None
    name, address = _sender(message)
    sent = _sent(message)
    return ExtractedArticle(
        title=_header(message, "Subject") or gettext(NO_SUBJECT),
        blocks=blocks,
        published=sent.date().isoformat() if sent else None,
        authors=(name or address,) if name or address else (),
        host=address.rpartition("@")[2].lower() or None,
        language=language_tag(_header(message, "Content-Language").partition(",")[0]),
        attachments=tuple(_attachments(message)),
        encoding_guessed=guessed,
    )


def _text(message: Message, decoded: Decoded) -> tuple[str, bool]:
    """Return a message's text, and whether the text's encoding was guessed.

    The text is the message's plain text or, if it has none, the text of its HTML.
    """
    texts: dict[str, tuple[str, bool]] = {}
    for part in _parts(message):
        media_type = part.get_content_type()
        if part.get_content_disposition() == "attachment" or media_type in texts:
            continue
        content = payload(part) if media_type in ("text/plain", "text/html") else b""
        if content.strip():
            texts[media_type] = decoded(content, charset(part))
    if "text/plain" in texts:
        return texts["text/plain"]
    html, guessed = texts.get("text/html", ("", False))
    return "\n\n".join(_paragraphs(html)) if html else "", guessed


def _parts(message: Message) -> Iterator[Message]:
    """Yield each part of a message, unless the part's headers are too long to parse."""
    for part in parts_of(message):
        headers = (str(part.get(name, "")) for name in ("Content-Type", "Content-Disposition"))
        if all(len(header) <= _LONGEST for header in headers):
            yield part


def _paragraphs(html: str) -> Iterator[str]:
    from .page_layout import with_paragraphs

    tree: Any = with_paragraphs(html)
    for element in tree.iter("p", "li", "h1", "h2", "h3", "h4") if tree is not None else ():
        if next(element.iterdescendants("p", "li"), None) is None:
            yield one_line("".join(element.itertext()))


def parts_of(message: Message) -> list[Message]:
    """Return a message and all its nested parts; an empty list if parts are nested too deeply."""
    return or_default(lambda: list(message.walk()), [])


def payload(part: Message) -> bytes:
    """Return the decoded bytes of a message's part; empty if the part only contains other parts."""
    content = or_default(lambda: part.get_payload(decode=True), None)
    return content if isinstance(content, bytes) else b""


def charset(part: Message) -> str | None:
    """Return the encoding that a message's part declares for its text; None if it declares none."""
    return or_default(part.get_content_charset, None)


def _header(message: Message, name: str) -> str:
    return _decoded(re.sub(r"\r?\n\s*", " ", str(message.get(name, ""))[:_LONGEST]))


def _decoded(header: str) -> str:
    """Return a header with its encoded words (RFC 2047) decoded, or unchanged if that fails."""
    return one_line(or_default(lambda: str(make_header(decode_header(header))), header))


def _sender(message: Message) -> tuple[str, str]:
    """Return the sender's name and e-mail address, with an empty string for a missing value."""
    header = str(message.get("From", ""))[:_LONGEST]
    name, address = or_default(lambda: parseaddr(header), ("", ""))
    return _decoded(name), one_line(address)


def _sent(message: Message) -> datetime | None:
    """Return when a message was sent, in the sender's time zone; None if it has no valid date."""
    header = _header(message, "Date")
    return or_default(lambda: parsedate_to_datetime(header), None)


def _attachments(message: Message) -> Iterator[str]:
    """Yield each attachment's file name, or its media type if it has no file name."""
    for part in _parts(message):
        if part.get_content_disposition() == "attachment":
            name = or_default(part.get_filename, None)
            yield one_line(str(name or part.get_content_type()))
