"""The draft of an article's file: its record, and a digest to write for each paragraph."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from ...reading import Records, nearest
from ...records.base import id_error
from ...text import one_line
from ..yaml_values import is_address, label
from .copies import Copy
from .scalars import beginning, digest, quoted, scalar, todo


class KnownRecords(NamedTuple):
    """What records know of an article's publisher.

    ``publisher``: an actor's id, or None. ``called``: what the page calls it.
    ``proposed``: an id for it where it has none. ``near``: a known actor of a like name.
    """

    publisher: str | None
    called: str = ""
    proposed: str | None = None
    near: str | None = None


def known_publisher(copy: Copy, records: Records) -> KnownRecords:
    """Return the actor of kind ``media`` that bears the site's name, or whose website it is."""
    called = copy.publisher or (copy.host or "").removeprefix("www.")
    names: dict[str, str] = {}
    for entry in records.actors:
        actor = entry.record
        if actor.kind == "media":
            hosts = [_host(actor.website)] if actor.website else []
            for name in (actor.name, *actor.aliases, entry.id, *hosts):
                names.setdefault(name.casefold(), entry.id)
    for said in (copy.publisher, _bare(copy.host), as_id(called)):
        if said and said.casefold() in names:
            return KnownRecords(names[said.casefold()], called)
    near = nearest(called.casefold(), names) if called else None
    return KnownRecords(None, called, as_id(called), names[near] if near else None)


def as_id(name: str) -> str | None:
    """Return a name as an id, or None where nothing of it can be one."""
    error = id_error(name)
    near = str((error.context or {}).get("near") or "") if error else name
    return near if near and id_error(near) is None else None


def draft_article(copy: Copy, known: KnownRecords, records: Records) -> str:
    """Return the draft of an article's file."""
    begins = {number: f", p. {page}" for page, number in copy.page_starts}
    digests = (
        f"\nTODO ¶{number}{begins.get(number, '')}: {digest(text)}"
        for number, text in enumerate(copy.paragraphs, 1)
    )
    return "\n".join(["---", *_front_matter(copy, known, records), "---", *digests, ""])


def _front_matter(copy: Copy, known: KnownRecords, records: Records) -> Iterator[str]:
    found = [
        key
        for key, value in (
            ("title", copy.title), ("publisher", known.publisher), ("authors", copy.authors),
            ("published", copy.published), ("language", copy.language),
            ("url", is_address(copy.url or "")), ("copy_from", copy.copy_from),
            ("copy_url", is_address(copy.copy_url or "")),
        )
        if value
    ]  # fmt: skip
    yield f"# TODO as found: {', '.join(found)}"
    yield f"title: {quoted(label(copy.title))}"
    if label(copy.title) != one_line(copy.title):
        yield f"# {todo()}: title is too long, and cut"
    yield f"publisher: {known.publisher or todo(known.called)}"
    if copy.authors:
        yield f"authors: [{', '.join(_author(name, records) for name in copy.authors)}]"
    yield f"published: {copy.published or todo()}"
    yield f"language: {copy.language or todo()}"
    if copy.url:
        yield _address("url", copy.url)
    if copy.copy_from:
        yield f"copy_from: {scalar(label(copy.copy_from))}"
    if copy.copy_url:
        yield _address("copy_url", copy.copy_url)
    if copy.page_starts:
        starts = ", ".join(f"p. {page} ¶{number}" for page, number in copy.page_starts)
        yield f"# paragraphs by page, the first that begins on each: {one_line(starts)}"
    yield "text: digest"
    if copy.standfirst:
        yield f"standfirst: {todo(beginning(copy.standfirst))}"
    spans = [str(first) if first == last else f"{first}-{last}" for first, last in copy.spans]
    paragraphs = spans[0] if len(spans) == 1 else f"[{', '.join(spans)}]"
    standfirst = "standfirst: 2, " if copy.standfirst else ""
    yield f"original: {{title: 1, {standfirst}paragraphs: {paragraphs}}}"


def _address(key: str, said: str) -> str:
    if is_address(said):
        return f"{key}: {scalar(said)}"
    return f"# {todo()}: {key} is no web address: {one_line(said)}"


def _author(name: str, records: Records) -> str:
    for entry in records.actors:
        if name.casefold() in map(str.casefold, (entry.record.name, *entry.record.aliases)):
            return entry.id
    return todo(name)


def _host(address: str) -> str:
    return _bare(urlsplit(address).hostname)


def _bare(host: str | None) -> str:
    return (host or "").removeprefix("www.")
