"""The specification of a page: a page maker yields one for each page to generate."""

from collections.abc import Callable
from typing import Any, NamedTuple

from ..corpus import Ref


class PageSpec(NamedTuple):
    """A page to generate, at ``path`` in ``docs/``.

    ``template``: the template's name without ``.md.j2``. ``data``: the values that the template
    shows, by name, or a function that returns these values. A template that extends ``page.md.j2``
    needs the values ``title`` and ``lead`` (a sentence about the subject of the page). If the
    page's content is in files in ``sources/``, the template also needs ``places_written``: the
    paths of these files, each with a line number. Every template also gets ``page`` (a
    PageContext), ``own`` and ``corpus``.

    While a ``cacheable`` page is rendered, its lookups in the corpus and in the analyses are
    recorded, with their results. Later builds reuse the page until one of these lookups has a
    different result or, if ``data`` isn't a function, until a value in ``data`` differs. All other
    pages are rendered in every build. By default, a page is cacheable if ``data`` is a function.
    This function is called during rendering, so its lookups are recorded too. ``cacheable=True``
    needs values that ``ValueHasher`` can hash. Use ``cacheable=False`` for a page that reads most
    of the corpus: nearly every change would affect the page, and recording its lookups takes time.

    ``own``: the record that the page is about; None if the page isn't about a record. ``is_part``:
    whether the page is a further page of this record, which shows a part of a divided list.
    """

    path: str
    template: str
    data: dict[str, Any] | Callable[[], dict[str, Any]]
    own: Ref | None = None
    cacheable: bool | None = None
    is_part: bool = False

    def values(self) -> dict[str, Any]:
        """Return ``data``; if ``data`` is a function, return its result."""
        return self.data() if callable(self.data) else self.data
