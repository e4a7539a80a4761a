"""Makes the page of each record and, for each divided list of the record, the further pages."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from ...corpus import PlacedClaim, RecordType, Ref
from ...messages import gettext as _
from ...messages import marked, ngettext
from ...records.folders import FOLDERS
from ...records.types import RECORD_TYPES
from ..divisions import Listed, part_path
from ..page_spec import PageSpec
from ..site import Site, path_of

HEADINGS: Mapping[str, str] = {
    "accounts": marked("What the sources say"),
    "actors": marked("People and groups with a role in these events"),
    "answers": marked("The answers"),
    "around": marked("Before and after"),
    "attributed": marked("Claims attributed to this actor"),
    "claims": marked("What the sources say"),
    "differences": marked("Where accounts differ"),
    "disputing": marked("Doubts, denials and disputes"),
    "elsewhere": marked("Events whose claims name this place"),
    "events": marked("Events"),
    "foretelling": marked("Forecasts"),
    "images": marked("Pictures"),
    "inside": marked("Places inside"),
    "members": marked("Members and parts"),
    "mentions": marked("Mentioned elsewhere"),
    "names": marked("Names in the sources"),
    "names-of-actors": marked("The names it uses for people and groups"),
    "names-of-places": marked("The names it uses for places"),
    "of-parts": marked("Events of its members and parts"),
    "origins": marked("Origins"),
    "paragraphs": marked("Paragraph by paragraph"),
    "parts": marked("Parts"),
    "places": marked("Places"),
    "published": marked("Published"),
    "questions": marked("Questions that the sources answer"),
    "records": marked("On the pages of"),
    "relations": marked("Relations"),
    "relayed": marked("Passed on"),
    "roles": marked("Roles that sources give"),
    "written": marked("Author of"),
}
"""Maps the name of a list to the list's heading, for the titles of the list's further pages."""

INDEXED = frozenset(["accounts", "answers", "paragraphs"])
"""The names of the lists whose further pages are in the search index.

The entries of all other lists have pages of their own, by which the search finds them.
"""


def record_pages(
    site: Site, record_type: RecordType, data: Callable[[Site, str], dict[str, Any]]
) -> Iterator[PageSpec]:
    """Yield the page of each record of a type, and further pages with the rest of its long lists.

    ``data``: takes the site and a record's id and returns the values for the record's own page.
    """
    refs = [Ref(record_type, id_) for id_ in getattr(site.corpus, FOLDERS[record_type])]
    for ref in refs:
        yield PageSpec(path_of(ref), record_type, partial(data, site, ref.id), ref)
    for ref in refs:
        for name, address in site.divisions.parts(ref):
            yield PageSpec(
                part_path(ref, name, address),
                "part",
                partial(_part_data, site, ref, name, address),
                ref,
                is_part=True,
            )


def _part_data(site: Site, ref: Ref, name: str, address: str) -> dict[str, Any]:
    part = site.divisions.part(ref, name, address)
    info = RECORD_TYPES[ref.type]
    # A range of paragraphs has a pilcrow (¶) in its label, so the list's heading isn't needed.
    title = _("{record}, {part}") if name == "paragraphs" else _("{record}: {list}, {part}")
    return {
        "title": title.format(record=part.title, list=_(HEADINGS[name]), part=part.words),
        # The number of all entries is left out: a new entry would change the pages of all parts.
        "lead": ngettext(
            "{count} entry, from the page on {record}.",
            "{count} entries, from the page on {record}.",
            len(part.items),
        ).format(count=len(part.items), record=part.title),
        "id": ref.id,
        "name": name,
        "macro": f"{ref.type}_{name}".replace("-", "_"),
        "items": part.items,
        "around": [(_("Before:"), part.before), (_("After:"), part.after)],
        "index": (info.folder, _(info.plural)),
        "record": (path_of(ref), part.title),
        "is_indexed": name in INDEXED,
        "claims": [placed for item in part.items for placed in _claims_in(name, item)],
    }


def _claims_in(name: str, item: Any) -> Sequence[PlacedClaim]:
    """Return the claims of an item of the list ``name``; none if the list isn't in ``INDEXED``."""
    if name == "paragraphs":
        found: Sequence[PlacedClaim] = item.drawn
        return found
    if name == "answers":
        return [item[1]]
    return [item] if name == "accounts" else ()


_SHOWN: Mapping[str, str] = {
    "images": marked("Shown here: the first {shown} of {total} pictures."),
    "answers": marked("Shown here: {shown} of {total}, the first to each position."),
    "differences": marked("Shown here: {shown} of {total}, those between the most sources."),
}
_BY_NAME = marked("Shown here: {shown} of {total}, the first by name.")


def shown_of(name: str, listed: Listed) -> str:
    """Return sentences that say which entries of a divided list the record's first page shows.

    The sentences also say that the other entries are on pages to which links follow.
    """
    shown, total = len(listed.items), listed.total
    if not shown:
        return ngettext(
            "{total} in all, on a page of their own:", "{total} in all, on pages of their own:",
            len(listed.parts),
        ).format(total=total)  # fmt: skip
    others = ngettext(
        "The others are on a page of their own:", "The others are on pages of their own:",
        len(listed.parts),
    )  # fmt: skip
    if name in ("claims", "accounts", "attributed", "disputing", "foretelling"):
        message = _("Shown here: {shown} of {total}, those of the sources with the most claims.")
    elif name in ("events", "elsewhere", "of-parts", "parts"):
        message = _("Shown here: {shown} of {total}, those that most sources mention.")
    elif name in ("places", "inside", "actors"):
        message = _("Shown here: {shown} of {total}, those with the most events.")
    elif name in ("relations", "roles", "origins", "relayed", "published", "questions", "written"):
        message = _("Shown here: {shown} of {total}, those with the most claims.")
    elif name in ("mentions", "names-of-actors", "names-of-places"):
        message = _("Shown here: {shown} of {total}, those with the most paragraphs.")
    elif name == "names":
        message = _("Shown here: {shown} of {total}, those of the sources with the most names.")
    else:
        message = _(_SHOWN.get(name, _BY_NAME))
    return f"{message.format(shown=shown, total=total)} {others}"
