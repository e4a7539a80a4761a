"""A bibliographic reference, read from a bibliography of any format."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ...problems import Mark
from ...text import one_line

_COPY = re.compile(r"Copy(?P<here> at this address)?(?:: (?P<origin>.+))?$")


@dataclass(frozen=True, slots=True)
class Reference:
    """The data of one work in a bibliography. Fields that the bibliography lacks are empty.

    ``key``: the citation key. ``kind``: the type that the bibliography gives the work. ``outlets``:
    possible publishers, the likeliest first. ``published``: in EDTF, or as the bibliography words
    it. ``language``: a language tag or a language's name. ``is_known_kind``: whether the type of
    the work is known. ``fields``: the kind of source and its bibliographic fields, by their keys in
    an article. ``people``: names, by the keys of an article's fields other than ``authors``.
    ``surnames``: person's name -> the surname in this name. ``more_authors``: whether the
    bibliography has "and others" after the authors. ``accessed``: a day. ``remark``: a text for the
    article's note. ``invalid``, ``unused``: name of a field -> the field's text, for fields that
    can't be understood and for fields that an article can't have.
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
    is_known_kind: bool = True
    fields: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    surnames: Mapping[str, str] = field(default_factory=dict)
    more_authors: bool = False
    accessed: str = ""
    remark: str = ""
    invalid: Mapping[str, str] = field(default_factory=dict)
    unused: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the reference in messages: its citation key or, without a key, its title."""
        return self.key or self.title

    @property
    def address(self) -> str:
        """The work's web address or, without one, its DOI's address; empty if it has neither."""
        doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", self.doi, flags=re.IGNORECASE)
        return self.url or (f"https://doi.org/{doi}" if doi else "")

    @property
    def copy(self) -> tuple[str, bool]:
        """Where a copy of the work was obtained, and whether ``address`` is the copy's address.

        Both values are read from the note that Sourcebook's exports add. The first value is empty
        if the note doesn't say where.
        """
        match = _COPY.match(one_line(self.note))
        return (match["origin"] or "", bool(match["here"])) if match else ("", False)


def is_copy_note(note: str) -> bool:
    """Return whether a note is one that Sourcebook's exports add."""
    return bool(_COPY.match(one_line(note)))


def whole_date(text: str) -> str:
    """Return a biblatex or CSL date in EDTF, without time of day and with ``..`` for open ends."""
    bounds = [one_line(bound).partition("T")[0] for bound in text.split("/")]
    return "/".join(bound or ".." for bound in bounds) if len(bounds) == 2 else bounds[0]
