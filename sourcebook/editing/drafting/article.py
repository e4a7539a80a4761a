"""Drafts an article's file: its front matter, and a digest to write for each paragraph."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from ...messages import gettext as _
from ...reading import Records, nearest
from ...reading.unfinished import TODO
from ...records.base import id_error
from ...text import one_line
from ..yaml_values import is_address, label
from .copies import Copy
from .scalars import beginning, digest, quoted, scalar, todo


class KnownPublisher(NamedTuple):
    """The actor that published an article. ``id``: None if it has no record yet.

    ``name``: the publisher's name as the page has it. ``proposed_id``: an id for a new record.
    ``nearest``: the id of an actor with a similar name.
    """

    id: str | None
    name: str = ""
    proposed_id: str | None = None
    nearest: str | None = None


def known_publisher(copy: Copy, records: Records) -> KnownPublisher:
    """Return the actor of kind ``media`` that has the site's name, or whose website it is."""
    name = copy.publisher or (copy.host or "").removeprefix("www.")
    names: dict[str, str] = {}
    for entry in records.actors:
        actor = entry.record
        if actor.kind == "media":
            hosts = [_host(actor.website)] if actor.website else []
            for known in (actor.name, *actor.aliases, entry.id, *hosts):
                names.setdefault(known.casefold(), entry.id)
    for candidate in (copy.publisher, _bare(copy.host), as_id(name)):
        if candidate and candidate.casefold() in names:
            return KnownPublisher(names[candidate.casefold()], name)
    near = nearest(name.casefold(), names) if name else None
    return KnownPublisher(None, name, as_id(name), names[near] if near else None)


def as_id(name: str) -> str | None:
    """Return a name as an id, or None if none of its letters can be in one."""
    error = id_error(name)
    near = str((error.context or {}).get("near") or "") if error else name
    return near if near and id_error(near) is None else None


def draft_article(copy: Copy, known: KnownPublisher, records: Records) -> str:
    """Return the draft of an article's file: Markdown with front matter."""
    begins = {number: f", p. {page}" for page, number in copy.page_starts}
    digests = (
        f"\n{TODO} ¶{number}{begins.get(number, '')}: {digest(text)}"
        for number, text in enumerate(copy.paragraphs, 1)
    )
    return "\n".join(["---", *_front_matter(copy, known, records), "---", *digests, ""])


def _front_matter(copy: Copy, known: KnownPublisher, records: Records) -> Iterator[str]:
    found = [
        key
        for key, value in (
            ("title", copy.title), ("publisher", known.id), ("authors", copy.authors),
            ("published", copy.published), ("language", copy.language),
            ("url", is_address(copy.url or "")), ("copy_from", copy.copy_from),
            ("copy_url", is_address(copy.copy_url or "")),
        )
        if value
    ]  # fmt: skip
    comment = _("as found: {keys}").format(keys=", ".join(found))
    yield f"# {TODO} {comment}"
    yield f"title: {quoted(label(copy.title))}"
    if label(copy.title) != one_line(copy.title):
        comment = _("title is too long, and cut")
        yield f"# {TODO}: {comment}"
    yield f"publisher: {known.id or todo(known.name)}"
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
        comment = _("paragraphs by page, the first that begins on each: {pages}")
        yield f"# {comment.format(pages=one_line(starts))}"
    yield "text: digest"
    if copy.standfirst:
        yield f"standfirst: {todo(beginning(copy.standfirst))}"
    spans = [str(first) if first == last else f"{first}-{last}" for first, last in copy.spans]
    paragraphs = spans[0] if len(spans) == 1 else f"[{', '.join(spans)}]"
    standfirst = "standfirst: 2, " if copy.standfirst else ""
    yield f"original: {{title: 1, {standfirst}paragraphs: {paragraphs}}}"


def _address(key: str, value: str) -> str:
    """Return the line of a key for a web address; a comment if the value is none."""
    if is_address(value):
        return f"{key}: {scalar(value)}"
    comment = _("{key} is no web address: {value}")
    return f"# {TODO}: {comment.format(key=key, value=one_line(value))}"


def _author(name: str, records: Records) -> str:
    """Return the id of the actor with a name, or a TODO with the name."""
    for entry in records.actors:
        if name.casefold() in map(str.casefold, (entry.record.name, *entry.record.aliases)):
            return entry.id
    return todo(name)


def _host(address: str) -> str:
    return _bare(urlsplit(address).hostname)


def _bare(host: str | None) -> str:
    return (host or "").removeprefix("www.")
