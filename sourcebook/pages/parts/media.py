"""Shows the recordings of a record: links in ``docs/``, of which publishing makes players."""

from collections.abc import Iterator
from typing import NamedTuple

from ...corpus import Corpus
from ...markdown import Md, escape, fill, join, link
from ...messages import gettext as _
from ...records.base import Described, Media
from ...records.locators import Passage, seconds
from ...records.sources import Article
from ..page_context import PageContext
from ..site import relative
from .described import plain
from .labels import size_words


class Player(NamedTuple):
    """A recording on a page.

    ``language``: the tag of the language of its captions; empty if it isn't known. ``still``: its
    poster as a link to the file; empty without one. ``line``: what it is, with links to the file
    and the captions, its credit and its licence. ``transcript``: empty if there is none.
    """

    language: str
    still: Md
    line: Md
    transcript: Md


def players(page: PageContext, record: Described) -> Iterator[Player]:
    """Yield each recording of a record.

    ``publishing.media`` makes a player of what stands here, and looks for the links by the folder
    that they lead to.
    """
    corpus = page.site.corpus
    for one in record.media:
        file = corpus.media[one.file]
        address, still = relative(file.made, page.path), Md("")
        if one.poster:
            poster = relative(corpus.pictures[one.poster].small.path, page.path)
            still = Md(f"[![{escape(one.title)}]({poster})]({address})")
        kind = _("video") if file.type.element == "video" else _("audio")
        words = _("{title} ({kind}, {type}, {size})").format(
            title=one.title, kind=kind, type=file.type.name, size=size_words(file.size)
        )
        links = [link(words, address)]
        if one.captions:
            links.append(link(_("Captions"), relative(corpus.media[one.captions].made, page.path)))
        credit = fill(_("{credit} · {licence}"), credit=page.prose(one.credit), licence=one.licence)
        yield Player(
            (_spoken(record, one) or "") if one.captions else "",
            still,
            Md(f"{join(links, ' · ')} <small>{credit}</small>"),
            page.prose(one.transcript) if one.transcript else Md(""),
        )


def _spoken(record: Described, one: Media) -> str | None:
    return one.language or (record.language if isinstance(record, Article) else None)


def time_link(page: PageContext, passage: Passage) -> Md:
    """Return a link to a time in the first recording of the page's source; empty without one.

    Its fragment is that of Media Fragments URI 1.0, so a browser opens the file at this time. Where
    the page has the player, a script begins there.
    """
    if passage.kind != "time" or not page.own or page.own.type != "source":
        return Md("")
    for one in page.site.corpus.sources[page.own.id].article.media:
        end = f",{seconds(passage.end)}" if passage.end else ""
        address = relative(page.site.corpus.media[one.file].made, page.path)
        return link(_("play"), f"{address}#t={seconds(passage.value)}{end}")
    return Md("")


def linked(corpus: Corpus, record: Described, one: Media) -> dict[str, object]:
    """Return a recording as a node of linked data, for the own page of a record."""
    file = corpus.media[one.file]
    poster = corpus.pictures[one.poster].large.path if one.poster else None
    return {
        "@type": "VideoObject" if file.type.element == "video" else "AudioObject",
        "contentUrl": f"../../{file.made}", "name": one.title, "encodingFormat": file.type.mime,
        "thumbnailUrl": f"../../{poster}" if poster else None,
        "inLanguage": _spoken(record, one),
        "transcript": plain(one.transcript) if one.transcript else None,
        "creditText": plain(one.credit),
        "license": {"@type": "CreativeWork", "name": one.licence},
    }  # fmt: skip
