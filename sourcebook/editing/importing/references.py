"""A reference as any bibliography gives it, and what all formats write alike."""

import re
from dataclasses import dataclass

from ...problems import Mark
from ...text import one_line

ARTICLES = frozenset([
    "article", "electronic", "misc", "online", "www",  # BibTeX, biblatex
    "article-journal", "article-magazine", "article-newspaper", "post", "post-weblog", "webpage",
])  # fmt: skip
"""The kinds of reference that are articles, or what Zotero writes for a web page."""

_COPY = re.compile(r"Copy(?P<here> at this address)?(?:: (?P<origin>.+))?$")


@dataclass(frozen=True, slots=True)
class Reference:
    """What a bibliography says of one work; empty where it says nothing.

    ``key``: its citation key. ``outlets``: who may have published it, likeliest
    first. ``published``: EDTF, or the words that stand there. ``language``: a tag
    or a name. ``copy``: where a copy is, if a note says so.
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
        """How it is named in problems."""
        return self.key or self.title

    @property
    def address(self) -> str:
        """Its address on the web, by its DOI if it has no other."""
        doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", self.doi, flags=re.IGNORECASE)
        return self.url or (f"https://doi.org/{doi}" if doi else "")

    @property
    def copy(self) -> tuple[str, bool]:
        """Where a copy was obtained, as our own exports note it; whether its address is the one."""
        match = _COPY.match(one_line(self.note))
        return (match["origin"] or "", bool(match["here"])) if match else ("", False)


def whole_date(text: str) -> str:
    """Return a date as biblatex and CSL may write it as EDTF has it: no clock, open ends said."""
    bounds = [one_line(bound).partition("T")[0] for bound in text.split("/")]
    return "/".join(bound or ".." for bound in bounds) if len(bounds) == 2 else bounds[0]
