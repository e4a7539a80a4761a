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

    ``key``: the citation key. ``kind``: the type that the bibliography gives the work.
    ``is_known_kind``: whether this type is known. ``outlets``: possible publishers, the likeliest
    first. ``published``: a date in EDTF, or the bibliography's words for it. ``language``: a
    language tag or a language's name. ``more_authors``: whether "and others" follows the authors.
    ``surnames``: person's name -> the surname in this name. ``accessed``: the day of access.
    ``remark``: a text for the article's note.

    The keys of ``fields`` and ``people`` are YAML keys of an article. ``fields`` has the kind of
    source and the bibliographic fields. ``people`` has names, such as those of editors, but not of
    authors.

    ``invalid``, ``unused``: name of a field -> the field's text. Fields in ``invalid`` can't be
    understood. An article can't have the fields in ``unused``.
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

        Both values come from the note about the copy, which Sourcebook's exports add. The first
        value is empty if the note doesn't say where, or doesn't exist.
        """
        match = _COPY.match(one_line(self.note))
        return (match["origin"] or "", bool(match["here"])) if match else ("", False)


def is_copy_note(note: str) -> bool:
    """Return whether a note is about the work's copy, in the form that Sourcebook's exports use."""
    return bool(_COPY.match(one_line(note)))


def whole_date(text: str) -> str:
    """Return a biblatex or CSL date in EDTF, without time of day and with ``..`` for open ends."""
    bounds = [one_line(bound).partition("T")[0] for bound in text.split("/")]
    return "/".join(bound or ".." for bound in bounds) if len(bounds) == 2 else bounds[0]
