"""The functions that try an input, one per kind of input. Any exception that they raise is a fault.

Parameters: the workshop (a built project), the input's path in this project, its bytes, and whether
to run slow steps too, such as making all pages. The result is ``REFUSED``, ``ACCEPTED`` or
``MADE``.
"""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from sourcebook import stages
from sourcebook.corpus import resolve
from sourcebook.editing import importing, transaction
from sourcebook.editing.adding import NotDraftedError, draft
from sourcebook.editing.ids import WrongIdError
from sourcebook.editing.merging import merge
from sourcebook.editing.record_view import show
from sourcebook.editing.renaming import rename
from sourcebook.editing.source_tree import EditBlockedError, load
from sourcebook.problems import Problem, format_github, format_json, format_problems, has_errors
from sourcebook.project import CACHE, SITE, SOURCES
from sourcebook.publishing.building import Publisher, load_render_context
from sourcebook.publishing.published import PublishingError
from sourcebook.reading.document import Document
from sourcebook.reading.folder import decode
from sourcebook.reading.kinds import reader_of
from sourcebook.reading.records import Records
from sourcebook.writing import MANIFEST, Cache, write

from ..projects import KEY
from .workshop import Workshop

REFUSED, ACCEPTED, MADE = "refused", "accepted", "made"
"""Outcomes: the input was refused with a message, was accepted, or became pages or a site."""

UNTOUCHED = "untouched.txt"
"""Name of a file outside the project, which no command may change."""


def sources(shop: Workshop, path: str, data: bytes, far: bool) -> str:
    """Check a file of ``sources/``; make all pages if it is accepted."""
    with shop.holding(path, data) as project:
        checked = stages.check(project, dict(shop.known))
        _tell(checked.problems, checked.lines(checked.problems))
        wrong = has_errors(checked.problems)
        assert wrong or checked.corpus
        if checked.corpus is None or wrong or not far:
            return REFUSED if wrong else ACCEPTED
        stages.generate(checked.corpus, checked.evidence)
        return MADE


def evidence(shop: Workshop, path: str, data: bytes, far: bool) -> str:
    """Check quotes and names with a damaged original or evidence lock; if ``far``, make pages."""
    with shop.holding(path, data) as project:
        checked, verified = stages.verify(project)
        _tell(checked.problems, checked.lines(checked.problems))
        if checked.corpus is None or verified is None or has_errors(checked.problems):
            return REFUSED
        verified.tally(checked.corpus)
        if far:
            stages.generate(checked.corpus, verified.evidence)
        return MADE if far else ACCEPTED


def published(shop: Workshop, path: str, data: bytes, far: bool) -> str:
    """Build the whole site from damaged sources or settings."""
    with shop.apart(path, data) as project:
        kept = Cache(project / CACHE, KEY, fresh=far)
        built = stages.pages(project, kept, workers=1)
        _tell(built.problems, built.lines)
        if built.changes is None or has_errors(built.problems):
            return REFUSED
        try:
            Publisher(project / "mkdocs.yml", project / SITE, kept, index=far).publish(workers=1)
        except PublishingError as error:
            str(error).encode()
            return REFUSED
        return MADE


def settings(shop: Workshop, path: str, data: bytes, far: bool) -> str:
    """Load damaged settings, and everything else that rendering needs."""
    if far:
        return published(shop, path, data, False)
    with shop.holding(path, data) as project:
        try:
            load_render_context(project / path, project / SITE)
        except PublishingError as error:
            str(error).encode()
            return REFUSED
        return ACCEPTED


def edits(shop: Workshop, path: str, data: bytes, far: bool) -> str:
    """Show, rename and merge records while one file of the sources is damaged."""
    with shop.holding(path, data) as project:
        try:
            held = load(project / SOURCES, SOURCES)
        except EditBlockedError as error:
            _tell(error.problems, {})
            return REFUSED
        kind, old, new, into = _EDITS[len(data) % len(_EDITS)]
        try:
            show(held.records, "fire-brigade")
            changed = rename(held, kind, old, new).files
            if far and into:
                changed = merge(held, kind, old, into).files
        except (EditBlockedError, WrongIdError) as error:
            str(error).encode()
            return REFUSED
        assert changed
        return ACCEPTED


_EDITS = (
    ("actor", "fire-chief", "head-of-the-brigade", "fire-brigade"),
    ("location", "north-quay", "quay", "port-ellan"),
    ("event", "warehouse-collapse", "collapse", "harbour-fire"),
    ("question", "how-it-started", "cause", "how-it-started"),
    ("source", "ellan-courier-1951-03-05", "courier", ""),
    ("claim", "ellan-courier-1951-03-05#stove", "ellan-courier-1951-03-05#a-stove", ""),
)
"""Edits to try: type of a record, its id, its new id, and the id of the record to merge it into.

The last id is empty if no merge is tried.
"""


def bibliography(shop: Workshop, path: str, data: bytes, far: bool) -> str:
    """Import a damaged bibliography, and check the drafts of sources that result."""
    with shop.holding(path, data) as project:
        references, problems = importing.read(project / path, path)
        taken = {entry.id for entry in shop.records.articles}
        made, notes = importing.listed(references, shop.records, taken, keys=far)
        text = data.decode("utf-8", errors="replace")
        _tell([*problems, *notes], {path: Document(path, text).lines})
    "".join(made.files.values()).encode()
    _read_back(shop, dict(made.files))
    return ACCEPTED if made.sources else REFUSED


def article(shop: Workshop, path: str, data: bytes, far: bool) -> str:
    """Draft a source from a damaged file, such as a web page, and check the draft."""
    published_ = "1951-03-12" if far else None
    with shop.holding(path, data) as project:
        try:
            made = draft(project / path, shop.records, id_="made-up", published=published_)
        except NotDraftedError as error:
            str(error).encode()
            return REFUSED
    for each, text in made.files.items():
        made.to_do(each)
        text.encode()
    _read_back(shop, {each: text for each, text in made.files.items() if not each.endswith(".txt")})
    return ACCEPTED


def kept(shop: Workshop, path: str, data: bytes, far: bool) -> str:
    """Read a damaged or forged cache entry, then build with it."""
    with shop.holding(path, data) as project:
        found = shop.shelf().get(Path(path).name)
        if far:
            built = stages.pages(project, shop.shelf(), workers=1)
            assert not built.problems
        return ACCEPTED if found is not None else REFUSED


def journal(shop: Workshop, path: str, data: bytes, _: bool) -> str:
    """Recover an interrupted edit of the sources from a damaged or forged journal."""
    folder = shop.folder / "journal"
    shutil.rmtree(folder, ignore_errors=True)
    root = folder / "project" / "sources"
    (root / "articles").mkdir(parents=True)
    (root / "articles" / "a.md").write_text("a", "utf-8")
    (root / "articles" / f".a.md{transaction.ASIDE}").write_text("b", "utf-8")
    cache = folder / "project" / ".cache"
    cache.mkdir()
    (cache / transaction.JOURNAL).write_bytes(data)
    (folder / UNTOUCHED).write_text("mine", "utf-8")
    try:
        done = transaction.recover(root, cache)
    except EditBlockedError as error:
        str(error).encode()
        return REFUSED
    finally:
        assert (folder / UNTOUCHED).read_text("utf-8") == "mine"
        assert {each.name for each in folder.iterdir()} == {"project", UNTOUCHED}
    return REFUSED if done.damaged else ACCEPTED


def manifest(shop: Workshop, path: str, data: bytes, _: bool) -> str:
    """Write files into a ``docs/`` whose manifest is damaged or forged."""
    folder = shop.folder / "manifest"
    shutil.rmtree(folder, ignore_errors=True)
    docs = folder / "project" / "docs"
    docs.mkdir(parents=True)
    (docs / "old.md").write_text("old", "utf-8")
    (docs / MANIFEST).write_bytes(data)
    (folder / UNTOUCHED).write_text("mine", "utf-8")
    spare = folder / "project" / ".cache"
    changes = write(docs, {"index.md": b"new", "a/b.md": b"new"}, spare, "docs")
    _tell(changes.problems, {})
    assert (folder / UNTOUCHED).read_text("utf-8") == "mine"
    assert {each.name for each in folder.iterdir()} == {"project", UNTOUCHED}
    return REFUSED if has_errors(changes.problems) else MADE


def _tell(problems: Sequence[Problem], lines: Mapping[str, Sequence[str]]) -> None:
    """Format problems in each way: as text, as JSON, and as workflow commands for GitHub.

    ``lines``: maps the path of a file to its lines.
    """
    if problems:
        for line in (
            *format_problems(problems, lines),
            format_json(problems),
            *format_github(problems),
        ):
            line.encode()


def _read_back(shop: Workshop, files: Mapping[str, str]) -> None:
    """Check drafts: their only problems may be those of unfinished work, such as TODOs."""
    records = Records()
    for _, part in shop.known.values():
        records.add(part)
    for path, written in files.items():
        text = decode(written.encode("utf-8", "replace"), path, records.problems)
        assert text is not None
        reader = reader_of(path)
        assert reader
        reader(Document(path, text, yaml=text), records)
    _, problems = resolve(records)
    wrong = [problem for problem in problems if not problem.kind.unfinished]
    assert not wrong, format_problems(wrong)
