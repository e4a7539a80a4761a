"""Drafts an article's file: its front matter, and below each paragraph a claim marked TODO."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from ...messages import gettext as _
from ...reading.records import Records
from ...reading.suggesting import nearest
from ...reading.unfinished import TODO
from ...records.base import id_error
from ...text import one_line
from ..yaml_values import is_address, label
from .claims import draft_claim
from .extracted_article import ExtractedArticle
from .names import KnownNames
from .numbers import numbered
from .scalars import beginning, quoted, scalar, todo


class KnownPublisher(NamedTuple):
    """The publisher of an article. ``id``: the publisher's id; None if the publisher has no record.

    ``name``: the publisher's name in the file or, if the file doesn't give it, the host name.
    ``proposed_id``: an id for a new record. ``nearest``: the id of an actor with a similar name.
    """

    id: str | None
    name: str = ""
    proposed_id: str | None = None
    nearest: str | None = None


def known_publisher(extracted: ExtractedArticle, records: Records) -> KnownPublisher:
    """Return an article's publisher: the actor with the name or host name of the article's site.

    If there is no such actor, the result's ``id`` is None.
    """
    name = extracted.publisher or _bare(extracted.host)
    return _known(name, (extracted.publisher, _bare(extracted.host), as_id(name)), records)


def named_publisher(name: str, records: Records) -> KnownPublisher:
    """Return the actor of kind ``media`` that has ``name`` as its name, alias or host name.

    If there is no such actor, the result's ``id`` is None.
    """
    return _known(name, (name, as_id(name)), records)


def _known(name: str, candidates: Iterable[str | None], records: Records) -> KnownPublisher:
    names: dict[str, str] = {}
    for entry in records.actors:
        actor = entry.record
        hosts = [_host(actor.website)] if actor.website else []
        for known in (actor.name, *actor.aliases, entry.id, *hosts):
            names.setdefault(known.casefold(), entry.id)
    for candidate in candidates:
        if candidate and candidate.casefold() in names:
            return KnownPublisher(names[candidate.casefold()], name)
    near = nearest(name.casefold(), names) if name else None
    return KnownPublisher(None, name, as_id(name), names[near] if near else None)


def as_id(name: str) -> str | None:
    """Return a name converted to an id; None if the name has no letter that can be in an id."""
    error = id_error(name)
    near = str((error.context or {}).get("near") or "") if error else name
    return near if near and id_error(near) is None else None


def draft_article(
    extracted: ExtractedArticle, known: KnownPublisher, records: Records, known_names: KnownNames
) -> str:
    """Return the draft of an article's file: Markdown with front matter.

    For each paragraph, the draft has its number and an unfinished claim. There are no digests of
    paragraphs, because the claims will report what the paragraphs say.
    """
    lines = ["---", *_front_matter(extracted, known, records), "---"]
    items = numbered(extracted.paragraphs)
    for number, text in enumerate(extracted.paragraphs, 1):
        is_numbered = number - 1 in items
        claim = draft_claim(number, text, extracted, known_names, is_numbered=is_numbered)
        lines += ["", f"¶{number}", "", "```yaml claims", *claim, "```"]
    return "\n".join([*lines, ""])


def _front_matter(
    extracted: ExtractedArticle, known: KnownPublisher, records: Records
) -> Iterator[str]:
    found = [
        key
        for key, value in (
            ("title", extracted.title), ("publisher", known.id), ("authors", extracted.authors),
            ("published", extracted.published), ("language", extracted.language),
            ("url", is_address(extracted.url or "")), ("copy_from", extracted.copy_from),
            ("copy_url", is_address(extracted.copy_url or "")),
        )
        if value
    ]  # fmt: skip
    comment = _("as found: {keys}").format(keys=", ".join(found))
    yield f"# {TODO} {comment}"
    yield f"title: {quoted(label(extracted.title))}"
    if label(extracted.title) != one_line(extracted.title):
        comment = _("title is too long, and cut")
        yield f"# {TODO}: {comment}"
    yield f"publisher: {known.id or todo(known.name)}"
    if extracted.authors:
        yield f"authors: [{', '.join(_author(name, records) for name in extracted.authors)}]"
    yield f"published: {extracted.published or todo()}"
    yield f"language: {extracted.language or todo()}"
    if extracted.url:
        yield _address("url", extracted.url)
    if extracted.copy_from:
        yield f"copy_from: {scalar(label(extracted.copy_from))}"
    if extracted.copy_url:
        yield _address("copy_url", extracted.copy_url)
    if extracted.page_starts:
        starts = ", ".join(f"p. {page} ¶{number}" for page, number in extracted.page_starts)
        comment = _("paragraphs by page, the first that begins on each: {pages}")
        yield f"# {comment.format(pages=one_line(starts))}"
    yield "text: digest"
    if extracted.standfirst:
        yield f"standfirst: {todo(beginning(extracted.standfirst))}"
    spans = [str(first) if first == last else f"{first}-{last}" for first, last in extracted.spans]
    paragraphs = spans[0] if len(spans) == 1 else f"[{', '.join(spans)}]"
    standfirst = "standfirst: 2, " if extracted.standfirst else ""
    yield f"original: {{title: 1, {standfirst}paragraphs: {paragraphs}}}"


def _address(key: str, value: str) -> str:
    """Return a YAML line with a web address, or a TODO comment if the address is invalid."""
    if is_address(value):
        return f"{key}: {scalar(value)}"
    comment = _("{key} is no web address: {value}")
    return f"# {TODO}: {comment.format(key=key, value=one_line(value))}"


def _author(name: str, records: Records) -> str:
    """Return the id of the actor called ``name``; without such an actor, a TODO with the name."""
    for entry in records.actors:
        if name.casefold() in map(str.casefold, (entry.record.name, *entry.record.aliases)):
            return entry.id
    return todo(name)


def _host(address: str) -> str:
    return _bare(urlsplit(address).hostname)


def _bare(host: str | None) -> str:
    return (host or "").removeprefix("www.")
