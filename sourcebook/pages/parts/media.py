"""In the Markdown pages, shows a record's recordings (video and audio) as links.

Later, ``publishing`` adds a player for each recording.
"""

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
    """A recording (video or audio) on a page, as Markdown.

    ``language``: language tag of the captions; empty if there are no captions or their language
    isn't known. ``still``: the poster (a picture shown before playing), as a link to the recording;
    empty if there is no poster. ``line``: title, kind, type and size with links to the recording
    and its captions, then the credit and the licence. ``transcript``: empty if there is no
    transcript.
    """

    language: str
    still: Md
    line: Md
    transcript: Md


def players(page: PageContext, record: Described) -> Iterator[Player]:
    """Yield each recording of a record.

    ``publishing.media`` makes players from the Markdown of these recordings. That module recognises
    links to recordings by the folder in the address.
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
    """Return a link to a time in the first recording of the page's source.

    The link's fragment follows Media Fragments URI 1.0, so browsers open the file at this time. If
    the page has a player, a script starts the player at this time. The result is empty if the
    passage isn't a time, or if the source has no recording.
    """
    if passage.kind != "time" or not page.own or page.own.type != "source":
        return Md("")
    for one in page.site.corpus.articles[page.own.id].media:
        end = f",{seconds(passage.end)}" if passage.end else ""
        address = relative(page.site.corpus.media[one.file].made, page.path)
        return link(_("play"), f"{address}#t={seconds(passage.value)}{end}")
    return Md("")


def linked(corpus: Corpus, record: Described, one: Media) -> dict[str, object]:
    """Return a recording as a JSON-LD node.

    The addresses in the node are relative to a record's own page.
    """
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
