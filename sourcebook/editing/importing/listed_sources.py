"""Creates sources from references: skips duplicates, finds or creates actors, chooses ids."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...messages import gettext as _
from ...problems import Problem
from ...reading.records import Records
from ...records import dates
from ...records.base import ID_LENGTH, LABEL_LENGTH, id_error
from ...records.prose import escaped
from ...text import one_line
from ..yaml_values import is_address, label
from . import skeletons
from .duplicates import KnownSources, SourceIdentity, as_id, host
from .languages import language_tag
from .parties import Parties
from .references import Reference, whole_date

_YEARS = re.compile(r"(\d\d)(\d\d) ?[/–] ?(\d\d)", re.ASCII)
_ABOUT = re.compile(r"(?:c|ca|circa)\.?\s*(\d{4})", re.ASCII | re.IGNORECASE)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_SHOWN = 60  # maximum number of characters of a value in a message
_LONGEST = 60  # maximum number of characters before the date in an id


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of importing a bibliography.

    ``sources``: the ids of the new sources. ``files``: path in ``sources/`` -> text of the file.
    """

    sources: Sequence[str]
    files: Mapping[str, str]


def listed(
    references: Iterable[Reference],
    records: Records,
    reserved: Collection[str],
    *,
    keys: bool = False,
) -> tuple[Imported, list[Problem]]:
    """Create sources and actors from references; return their files, and the problems.

    The sources have only a bibliographic record, no claims. A reference to an existing source is
    skipped. The problems are about references and values that are left out. ``records``: the
    records in ``sources/``. ``reserved``: ids that can't be used. ``keys``: whether citation keys
    become ids.
    """
    known = KnownSources.of(records, reserved)
    parties = Parties.of(records)
    files: dict[str, str] = {}
    sources: list[str] = []
    problems: list[Problem] = []
    for reference in references:
        if not reference.title:
            problems.append(_problem("entry-without-title", reference))
            continue
        published = _date(reference.published)
        # Duplicates are detected before actors are made, so that a skipped duplicate adds no actor.
        asked = SourceIdentity(
            reference.title, published, parties.known_publisher(reference),
            (reference.address,), parties.known_authors(reference),
        )  # fmt: skip
        if same := known.same(asked, reference.key if keys else ""):
            in_common, id_ = same
            problems.append(_problem("entry-known", reference, what=in_common, id=id_))
            continue
        if not reference.is_known_kind:
            problems.append(_problem("entry-kind", reference, kind=reference.kind))
        identity = asked._replace(publisher=parties.publisher(reference))
        id_ = known.free(_id(reference, identity, parties, keys=keys))
        known.add(id_, identity)
        fields, left_out = _fields(reference, identity, parties)
        problems += left_out
        files[f"articles/{id_}.md"] = skeletons.article(fields)
        sources.append(id_)
    return Imported(sources, parties.files(_paths(records)) | files), problems


def _paths(records: Records) -> list[str]:
    return ["/".join(document.path.split("/")[-2:]) for document in records.documents]


def _problem(code: str, reference: Reference, **facts: str) -> Problem:
    return Problem(code, reference.mark, {"key": reference.name or _("an entry"), **facts})


def _fields(
    reference: Reference, identity: SourceIdentity, parties: Parties
) -> tuple[dict[str, str | Sequence[str]], list[Problem]]:
    """Return the new article's values by YAML key, and problems about values left out or cut."""
    origin, of_copy = reference.copy
    address, language = reference.address, language_tag(reference.language)
    problems: list[Problem] = []
    if address and not is_address(address):
        problems.append(_problem("value-left-out", reference, what="url", value=address))
        address = ""
    accessed = whole_date(reference.accessed)
    for key, given, taken in (
        ("date", reference.published, identity.published),
        ("language", reference.language, language),
        ("day of access", reference.accessed, _ISO_DAY.fullmatch(accessed)),
        *((name, text, "") for name, text in reference.invalid.items()),
    ):
        if given and not taken:
            problems.append(_problem("value-left-out", reference, what=key, value=_short(given)))
    unused = dict(reference.unused)
    for outlet in reference.outlets:
        if not parties.is_called(identity.publisher, outlet):
            unused.setdefault("publisher", outlet)
    if unused:
        values = "; ".join(f"{name}: {_short(text)}" for name, text in unused.items())
        problems.append(_problem("fields-left-out", reference, values=values))
    if label(identity.title) != one_line(identity.title):
        problems.append(_problem("title-cut", reference, limit=str(LABEL_LENGTH)))
    people = {"authors": reference.authors, **reference.people}
    found = {
        key: [id_ for name in names if (id_ := parties.author(reference, name))]
        for key, names in people.items()
    }
    problems += [_problem("name-of-several", reference, name=name) for name in parties.shared]
    parties.shared.clear()
    # Sourcebook's exports name the publisher as the author if the source has no authors. Such an
    # author is left out.
    found_authors = [id_ for id_ in found.pop("authors") if id_ != identity.publisher]
    fields: dict[str, str | Sequence[str]] = {
        "title": label(identity.title),
        "kind": reference.fields.get("kind", ""),
        "genre": reference.fields.get("genre", ""),
        "publisher": identity.publisher,
        "authors": found_authors,
        "more_authors": "true" if reference.more_authors and found_authors else "",
        "published": identity.published,
        "language": language or "",
        "url": "" if of_copy else address,
        "copy_from": label(origin),
        "copy_url": address if of_copy else "",
        "accessed": accessed if _ISO_DAY.fullmatch(accessed) and address else "",
        **reference.fields,
        **found,
        "note": escaped(one_line(reference.remark)),
    }
    return {key: value for key, value in fields.items() if value}, problems


def _short(text: str) -> str:
    """Return the beginning of a text, for a message."""
    text = one_line(text)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _cut(id_: str) -> str:
    """Return an id; if the id is too long, it is cut at a hyphen."""
    if len(id_) <= _LONGEST:
        return id_
    return id_[: _LONGEST + 1].rpartition("-")[0] or id_[:_LONGEST]


def _date(text: str) -> str:
    """Return a date in EDTF; empty if the text is no date.

    Libraries write dates such as ``1911/12`` and ``c. 1911``, which are converted to EDTF.
    """
    text = one_line(text)
    if years := _YEARS.fullmatch(text):
        century, first, last = years.groups()
        text = f"{century}{first}/{century}{last}"
    elif about := _ABOUT.fullmatch(text):
        text = f"{about[1]}~"
    try:
        return dates.parse(text).text if text else ""
    except ValueError:
        return ""


def _id(reference: Reference, identity: SourceIdentity, parties: Parties, *, keys: bool) -> str:
    """Return the id for a source: the citation key if ``keys``, else ``<name>-<date>``.

    The name is the publisher's id or, without one, the host name of the work's URL. The id of a
    publisher that already has a record is always used. The id of a new publisher is used only if
    it is made from the publisher's name. If neither name exists, the id is the citation key.
    Without a date, the title replaces the date.

    A source without a citation key always gets the id ``<name>-<date>``. Its title is the name if
    there is no other.
    """
    key = as_id(reference.key)
    publisher = identity.publisher if parties.is_spelled(identity.publisher) else ""
    names = [publisher, as_id(host(reference.url))]
    if not key:
        names.append(as_id(reference.title))
    name = next((name for name in names if name), "")
    day = re.match(r"\d{4}(?:-\d\d){0,2}", identity.published.removeprefix("../"))
    # Undated sources of the same publisher get different ids by their titles.
    title = as_id(reference.title)
    if not day and title.startswith(name):
        name = title
    elif title and not day:
        name = f"{name}-{title}"
    by_name = _cut(name) + (f"-{day[0]}" if day else "")
    id_ = key or by_name if keys or not any(names) else by_name
    id_ = id_[: ID_LENGTH - 4].strip("-") or "source"
    # Some ids are invalid, such as the reserved id "index". With a prefix, they are valid.
    return f"source-{id_}" if id_error(id_) else id_
