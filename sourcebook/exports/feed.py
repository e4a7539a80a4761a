"""The latest sources and events as an Atom feed (RFC 4287).

A build doesn't read the clock, so the dates of entries come from the records. The date of a
source's entry is the last day on which the source can have been published. The date of an event's
entry is the date of the latest source that mentions the event. If no source mentions the event, the
entry's date is the last day on which the event can have happened.

The site's URL isn't known when ``docs/`` is made. Links are therefore relative to the feed's URL.
``publishing.feeds`` makes them absolute if the settings have the site's URL. Ids are UUIDs (RFC
9562, version 5) made from the site's title and the record's type and id.
"""

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from ..analysis import stances
from ..analysis.mentions import mentions
from ..corpus import Corpus, PlacedClaim, Ref
from ..messages import gettext as _
from ..messages import language, ngettext
from ..records.dates import Date
from ..records.days import Day
from ..text import capitalised, one_line, titled

ENTRIES = 200
"""Maximum number of the feed's entries: feed readers always fetch the whole file."""

CLAIMS = 20
"""Maximum number of claims in an entry of the feed."""

_NO_DAY = Day(1970, 1, 1)
"""The date of a feed entry for an undated source or event. Atom requires a date for each entry."""


class _FeedEntry(NamedTuple):
    updated: Day
    ref: Ref
    title: str
    address: str
    summary: str
    authors: tuple[str, ...] = ()
    claims: Sequence[PlacedClaim] = ()


def atom(corpus: Corpus) -> str:
    """Return the text of the Atom feed, with the newest entries first."""
    entries = sorted([*_sources(corpus), *_events(corpus)], key=lambda e: e.ref)
    entries = sorted(entries, key=lambda e: e.updated, reverse=True)[:ENTRIES]
    title = one_line(corpus.title)
    # Each site needs a UUID namespace of its own, because two sites may use the same record ids.
    space = uuid5(NAMESPACE_URL, f"sourcebook:{title}")
    updated = entries[0].updated if entries else _NO_DAY
    rights = f"<rights>{escape(one_line(corpus.licence))}</rights>\n" if corpus.licence else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language()}">\n'
        f"<id>{space.urn}</id>\n<title>{escape(title)}</title>\n{_updated(updated)}\n"
        f"<author><name>{escape(title)}</name></author>\n{rights}"
        '<link rel="self" type="application/atom+xml" href="feed.xml"/>\n'
        '<link rel="alternate" type="text/html" href="../"/>\n'
        f"<generator>Sourcebook, version of the data: {corpus.fingerprint}</generator>\n"
        + "".join(_entry(corpus, entry, space) for entry in entries)
        + "</feed>\n"
    )


def _sources(corpus: Corpus) -> Iterator[_FeedEntry]:
    for id_ in corpus.used_sources:
        source = corpus.sources[id_]
        article = source.article
        voices = article.authors or [article.publisher or ""]
        authors = tuple(corpus.actors[id_].name for id_ in voices if id_)
        yield _FeedEntry(
            _last_day(article.published), Ref("source", id_),
            titled(corpus.source_label(id_), article.title), f"../sources/{id_}/",
            source.summary.abstract or "", authors, corpus.claims_of_source.get(id_, ()),
        )  # fmt: skip


def _events(corpus: Corpus) -> Iterator[_FeedEntry]:
    mentioned, standings = mentions(corpus), stances.events(corpus)
    for id_, event in corpus.events.items():
        published = [_last_day(mention.published) for mention in mentioned.get(id_, ())]
        when = event.date.words if event.date else _("undated")
        counted = (
            ngettext("{count} source", "{count} sources", len(published))
            if any(mention.asserts for mention in mentioned.get(id_, ()))
            else ngettext(
                "{count} source, which doesn’t say that it happened",
                "{count} sources, none of which says that it happened",
                len(published),
            )
        ).format(count=len(published))
        title = stances.marked_title(event.title, standings.get(id_, "asserted"))
        says = _("{kind}, {when}; {sources}.").format(
            kind=capitalised(_(event.kind)), when=when, sources=counted
        )
        yield _FeedEntry(
            max(published, default=_last_day(event.date)), Ref("event", id_), title,
            f"../events/{id_}/", says, claims=corpus.claims_on_event.get(id_, ()),
        )  # fmt: skip


def _last_day(when: Date | None) -> Day:
    return (when.latest or when.earliest or _NO_DAY) if when else _NO_DAY


def _updated(day: Day) -> str:
    # Dates in Atom (RFC 3339) have four-digit years, so the year is limited to the range from 0 to
    # 9999.
    day = min(max(day, Day(0, 1, 1)), Day(9999, 12, 31))
    return f"<updated>{day.isoformat()}T00:00:00Z</updated>"


def _entry(corpus: Corpus, entry: _FeedEntry, space: UUID) -> str:
    id_ = uuid5(space, f"{entry.ref.type}:{entry.ref.id}")
    authors = "".join(f"<author><name>{escape(one_line(name))}</name></author>\n"
                      for name in entry.authors)  # fmt: skip
    return (
        f"<entry>\n<id>{id_.urn}</id>\n<title>{escape(one_line(entry.title))}</title>\n"
        f'{_updated(entry.updated)}\n{authors}<link href="{entry.address}"/>\n'
        f'<category term="{entry.ref.type}"/>\n'
        + (f"<summary>{escape(one_line(entry.summary))}</summary>\n" if entry.summary else "")
        + (_claims(corpus, entry) if entry.claims else "")
        + "</entry>\n"
    )


def _claims(corpus: Corpus, entry: _FeedEntry) -> str:
    """Return the content of an entry: its first ``CLAIMS`` claims, and the number of the others.

    Each claim is a link to its place on the site. Two texts may follow it in brackets: the source's
    label, unless the entry is about this source, and the claim's kind, unless it is a report. A
    feed reader shows the content as HTML.
    """
    items = []
    for placed in entry.claims[:CLAIMS]:
        source, claim = placed.source.id, placed.claim
        about = [] if entry.ref == Ref("source", source) else [corpus.source_label(source)]
        about += [_(claim.kind)] if claim.kind != "report" else []
        items.append(
            f'<li><a href="../sources/{source}/#c-{claim.id}">{escape(one_line(claim.says))}</a>'
            + (f" ({escape(one_line(' · '.join(about)))})" if about else "")
            + "</li>"
        )
    left = len(entry.claims) - len(items)
    if left > 0:
        more = ngettext("and {count} more claim", "and {count} more claims", left)
        items.append(f"<li>{escape(more.format(count=left))}</li>")
    html = escape(f"<ul>{''.join(items)}</ul>", quote=False)
    return f'<content type="html">{html}</content>\n'
