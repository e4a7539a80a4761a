"""Shows the pictures of a record: small pictures, each with a link to the large picture."""

from collections.abc import Iterable, Iterator

from ...corpus import Corpus
from ...markdown import Md, escape, fill
from ...messages import gettext as _
from ...records.base import Described, Image
from ..divisions import Listed
from ..page_context import PageContext
from ..site import relative
from .described import plain


def shown(page: PageContext, record: Described) -> Listed:
    """Return the pictures that a record's own page shows, and links to pages with the rest."""
    if page.own is None:
        return Listed(record.images, len(record.images))
    return page.site.divisions.first(page.own, "images", record.images)


def figures(page: PageContext, images: Iterable[Image]) -> Iterator[tuple[Md, Md]]:
    """Yield (picture, text below it) for each picture, as Markdown.

    The Markdown has no width and height; ``publishing.pictures`` adds them to the HTML.
    """
    for image in images:
        picture = page.site.corpus.pictures[image.file]
        small, large = (relative(size.path, page.path) for size in (picture.small, picture.large))
        credit = fill(
            _("{credit} · {licence}"), credit=page.prose(image.credit), licence=image.licence
        )
        caption = f"{page.prose(image.caption)} " if image.caption else ""
        yield (
            Md(f"[![{escape(image.alt)}]({small})]({large})"),
            Md(f"{caption}<small>{credit}</small>"),
        )


def linked(corpus: Corpus, image: Image) -> dict[str, object]:
    """Return a picture as a JSON-LD node.

    The address in the node is relative to a record's own page.
    """
    large = corpus.pictures[image.file].large
    return {
        "@type": "ImageObject", "contentUrl": f"../../{large.path}", "description": image.alt,
        "creditText": plain(image.credit),
        "caption": plain(image.caption) if image.caption else None,
        "width": large.width, "height": large.height,
        "license": {"@type": "CreativeWork", "name": image.licence},
    }  # fmt: skip
