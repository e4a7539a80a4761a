"""The specification of a page: what a maker yields for each page to be made."""

from collections.abc import Callable
from typing import Any, NamedTuple

from ..corpus import Ref


class PageSpec(NamedTuple):
    """A page to be made, at ``path`` in ``docs/``.

    ``template``: its name without ``.md.j2``. ``data``: the values that the template shows. A
    template that extends ``page.md.j2`` needs ``title`` and ``lead`` (what the page is about, in
    a sentence), and ``places_written`` if the page is written somewhere in ``sources/``. Every
    template gets ``page`` (a PageContext), ``own`` and ``corpus`` besides.

    If ``data`` is a function, it is called while the page is made, so that its lookups are
    tracked. A ``cacheable`` page is then reused as long as the results of all its lookups are the
    same; all other pages are made in every build. For a page that reads most of the corpus, use
    ``cacheable=False``: nearly every change would affect it, and tracking its lookups takes time.

    ``own``: the record that the page is about; None for any other page.
    """

    path: str
    template: str
    data: dict[str, Any] | Callable[[], dict[str, Any]]
    own: Ref | None = None
    cacheable: bool = True

    def values(self) -> dict[str, Any]:
        """Return ``data`` or, if it is a function, its result."""
        return self.data() if callable(self.data) else self.data
