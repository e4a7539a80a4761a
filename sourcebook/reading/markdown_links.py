"""Finds the links in a page's Markdown."""

from collections.abc import Iterator
from typing import NamedTuple

import pyromark


class Link(NamedTuple):
    """A link or image. ``address``: where it leads, without escapes of Markdown or HTML.

    ``start``: the index, in the Markdown, of the address or, if the address is written elsewhere,
    of the link.
    """

    address: str
    start: int


def links(markdown: str) -> Iterator[Link]:
    """Yield the links and images of a page, in order. What is in code or HTML is no link."""
    encoded = markdown.encode()
    events = pyromark.events_with_range(markdown, options=pyromark.Options.ENABLE_TABLES)
    done = index = 0  # the same place, in bytes and in characters
    for event, place in events:
        started = event.get("Start") if isinstance(event, dict) else None
        link = (started.get("Link") or started.get("Image")) if isinstance(started, dict) else None
        if link is None:
            continue
        index += len(encoded[done : place["start"]].decode())
        done = place["start"]
        written = encoded[place["start"] : place["end"]].decode()
        before = 0
        if link["link_type"] == "Inline":
            after = written[written.rindex("](") + 2 :]
            before = len(written) - len(after.lstrip().removeprefix("<"))
        yield Link(link["dest_url"], index + before)
