"""A reference from a bibliography of any format."""

import re
from dataclasses import dataclass

from ...problems import Mark
from ...text import one_line

ARTICLES = frozenset([
    "article", "electronic", "misc", "online", "www",  # BibTeX, biblatex
    "article-journal", "article-magazine", "article-newspaper", "post", "post-weblog", "webpage",
])  # fmt: skip
"""The kinds of reference that are articles, or that Zotero uses for web pages."""

_COPY = re.compile(r"Copy(?P<here> at this address)?(?:: (?P<origin>.+))?$")


@dataclass(frozen=True, slots=True)
class Reference:
    """The data of one work. Fields that the bibliography doesn't have are empty.

    ``key``: the citation key. ``kind``: the work's type in the bibliography. ``outlets``: possible
    publishers, the likeliest first. ``published``: in EDTF, or as the bibliography words it.
    ``language``: a language tag or a language's name.
    """

    key: str
    mark: Mark
    kind: str
    title: str
    outlets: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: str = ""
    language: str = ""
    url: str = ""
    doi: str = ""
    note: str = ""
    abstract: str = ""

    @property
    def name(self) -> str:
        """The name of the reference in messages: its citation key or, without a key, its title."""
        return self.key or self.title

    @property
    def address(self) -> str:
        """The work's web address or, without one, the address of its DOI; empty without both."""
        doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", self.doi, flags=re.IGNORECASE)
        return self.url or (f"https://doi.org/{doi}" if doi else "")

    @property
    def copy(self) -> tuple[str, bool]:
        """Where a copy of the work was obtained, and whether ``address`` is the copy's address.

        Both values are read from the note that our exports add. The first value is empty if the
        note doesn't give it.
        """
        match = _COPY.match(one_line(self.note))
        return (match["origin"] or "", bool(match["here"])) if match else ("", False)


def whole_date(text: str) -> str:
    """Return a biblatex or CSL date in EDTF, without time of day and with ``..`` for open ends."""
    bounds = [one_line(bound).partition("T")[0] for bound in text.split("/")]
    return "/".join(bound or ".." for bound in bounds) if len(bounds) == 2 else bounds[0]
