"""The page with the data's version and the records changed since the last version in Git.

The page is in ``docs/data/``, which isn't committed to the project's repository, because the page
depends on Git's history and not only on the sources.
"""

from collections.abc import Iterator

from ...corpus import Ref
from ...messages import gettext as _
from ...reading.git_history import changed_records
from ...records.folders import FOLDERS
from ...records.types import RECORD_TYPES
from ..page_spec import PageSpec
from ..site import Site

PATH = "data/changes.md"
PATHS = {PATH: ""}
LAST = True


def pages(site: Site) -> Iterator[PageSpec]:
    """Yield the page on the data's version and changes."""
    history = site.history
    new, changed = changed_records(history.files, _starts(site))
    yield PageSpec(PATH, "changes", {
        "title": _("Version and changes"),
        "lead": _("Which version of the data this site shows, and what is new in it."),
        "version": site.version,
        "history": history,
        "lists": [
            (_("New since then"), _grouped(new)),
            (_("Changed since then"), _grouped(changed)),
        ],
        "gone": [file.path for file in history.files if file.status == "D"],
        "unsure": [file.path for file in history.files if not file.is_committed],
    })  # fmt: skip


def _starts(site: Site) -> dict[str, dict[int, str]]:
    """Map the path of each file to a mapping from line numbers to records.

    A record begins at its line number, and has the form ``type:id``.
    """
    found: dict[str, dict[int, str]] = {}
    for ref, marks in site.corpus.places.items():
        for mark in marks:
            found.setdefault(mark.path, {})[mark.line] = f"{ref.type}:{ref.id}"
    return found


def _grouped(records: list[str]) -> list[tuple[str, list[Ref]]]:
    """Return a (heading, records) pair for each record type that occurs in ``records``.

    The pairs are in the order of ``RECORD_TYPES``. ``records``: each record as ``type:id``.
    """
    refs = [Ref(type_, id_) for type_ in FOLDERS for record in records
            for of, _colon, id_ in [record.partition(":")] if of == type_]  # fmt: skip
    return [
        (_(info.plural), [ref for ref in refs if ref.type == type_])
        for type_, info in RECORD_TYPES.items()
        if any(ref.type == type_ for ref in refs)
    ]
