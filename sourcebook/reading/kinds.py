"""The folders of ``sources/``, and the functions that read their files into records."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from ..problems import Problem
from ..records.base import Record
from ..records.site import WrittenPage
from ..records.sources import Article, Summary, number_alone
from ..records.types import ENTITY_TYPES
from ..records.vocabulary import Vocabulary
from . import csl_style, geojson
from .claim_blocks import Block, find_blocks, load_blocks, misnamed, without_blocks
from .cut_short import cut_short
from .document import Document
from .entry import Entry
from .front_matter import read_front_matter
from .loading import empty_values, load_yaml
from .nesting import too_deep
from .records import VOCABULARY, Records
from .validation import NOT_VALID, Validated, check_id, validate
from .yaml_text import KEY

Reader = Callable[[Document, Records], None]

_NUMBERED = re.compile(r"\s*¶\s*(\d{1,9})\s", re.ASCII)
"""Matches the beginning of a digest that begins with the number of a paragraph."""


def _read_entities(folder: str, type_: str, model: type[Record]) -> Reader:
    """Return a function that reads a YAML file that maps ids to records of one model.

    ``folder``: the folder of ``sources/`` with such files. ``type_``: the type of the records.
    """

    def read_file(document: Document, records: Records) -> None:
        records.documents.append(document)
        data, lines, whole, complete = load_yaml(document, records.problems)
        if not complete:
            records.lost.add(type_)
        if whole:
            records.problems.extend(cut_short(document, model, base=1))
        for id_, fields in data.items():
            records.problems.extend(check_id(id_, document, (id_,)))
            if not whole:
                # The records of a file with faults aren't checked. But their ids are noted, so that
                # references to these records aren't reported.
                records.damaged.add((type_, id_))
                continue
            if fields is None:
                mark = document.mark((id_, KEY))
                records.problems.append(Problem("empty-value", mark, {"key": id_}))
                records.damaged.add((type_, id_))
                continue
            records.problems.extend(empty_values(fields, document, (id_,)))
            valid = validate(model, fields, document, (id_,), records.problems)
            if not valid.sound:
                records.damaged.add((type_, id_))
            records.take(folder, valid, id_, document, (id_,), lines[id_])

    return read_file


def _file_id(document: Document, records: Records) -> str:
    id_ = PurePosixPath(document.path).stem
    records.problems.extend(check_id(id_, document))
    return id_


def _read_summary(document: Document, records: Records) -> None:
    records.documents.append(document)
    id_ = _file_id(document, records)
    data, _, whole, _ = load_yaml(document, records.problems)
    valid: Validated[Summary] = NOT_VALID
    if whole:
        records.problems.extend(cut_short(document, Summary))
        records.problems.extend(empty_values(data, document, ()))
        valid = validate(Summary, data, document, (), records.problems)
    if not valid.sound:
        records.damaged.add(("summary", id_))
    records.take("summaries", valid, id_, document)


def _misnumbered(document: Document, before: int | None, *, full: bool) -> Iterator[Problem]:
    """Yield a problem for each paragraph that consists only of a number other than its own.

    Also for each digest that begins with a number. ``before``: the line, if there is one, from
    which on paragraphs can't be counted, and so are skipped. ``full``: whether the paragraphs are
    the article's own text, which may begin so.
    """
    for index, (_, text) in enumerate(document.body):
        number, mark = number_alone(text), document.mark(("paragraphs", index))
        if before and mark.line >= before:
            return
        if number is not None and number != index + 1:
            facts = {"place": str(index + 1), "number": str(number)}
            yield Problem("paragraph-number", mark, facts)
        elif number is None and not full and (begins := _NUMBERED.match(text)):
            yield Problem("numbered-digest", mark, {"number": begins[1]})


def _read_article(document: Document, records: Records) -> None:
    id_ = _file_id(document, records)
    blocks = find_blocks(document)
    outside = without_blocks(document.text, blocks)
    document, data = read_front_matter(document, records, outside)
    valid: Validated[Article] = NOT_VALID
    if data is not None:
        full = data.get("text") == "full"
        records.problems.extend(cut_short(document, Article))
        records.problems.extend(empty_values(data, document, ()))
        data["paragraphs"] = [text for _, text in document.body]
        valid = validate(Article, data, document, (), records.problems)
        wrong = list(misnamed(document, full=full))
        records.problems.extend(wrong)
        # The YAML of a misnamed or unclosed block of claims may count as a paragraph, so
        # ``paragraphs`` isn't reliable from there on.
        uncountable = [problem.mark.line for problem in wrong]
        uncountable += [block.line for block in blocks if not block.closed]
        records.problems.extend(_misnumbered(document, min(uncountable, default=None), full=full))
        if uncountable:
            valid = valid._replace(sound=False)
    if not valid.sound:
        records.damaged.add(("source", id_))
    records.take("articles", valid, id_, document)
    if blocks:
        _read_blocks(document, blocks, id_, records)


def _read_blocks(document: Document, blocks: Sequence[Block], id_: str, records: Records) -> None:
    """Read the blocks of claims in an article's file as a summary; add it to ``records``."""
    inside, data, whole = load_blocks(document, blocks, records.problems)
    records.problems.extend(cut_short(inside, Summary))
    records.problems.extend(empty_values(data, inside, ()))
    valid = validate(Summary, data, inside, (), records.problems)
    valid = valid._replace(sound=valid.sound and whole)
    if not valid.sound:
        records.damaged.add(("summary", id_))
    records.take("summaries", valid, id_, inside, line=blocks[0].line - 1)


def _read_page(document: Document, records: Records) -> None:
    id_ = _file_id(document, records)
    document, data = read_front_matter(document, records)
    first = document.body[0][0] if document.body else 1
    body = "\n".join(document.lines[first - 1 :]).strip("\n") if document.body else ""
    records.problems.extend(too_deep(document))
    valid: Validated[WrittenPage] = NOT_VALID
    if data is not None:
        records.problems.extend(cut_short(document, WrittenPage))
        records.problems.extend(empty_values(data, document, ()))
        data["body"] = body
        valid = validate(WrittenPage, data, document, (), records.problems)
    if valid.record is None and not valid.sound:
        # The page's body is checked even if its front matter has errors.
        valid = valid._replace(record=WrittenPage(title=id_, body=body))
    records.take("pages", valid, id_, document)


def _read_vocabulary(document: Document, records: Records) -> None:
    records.documents.append(document)
    data, _, whole, _ = load_yaml(document, records.problems)
    valid: Validated[Vocabulary] = NOT_VALID
    if whole:
        records.problems.extend(cut_short(document, Vocabulary))
        records.problems.extend(empty_values(data, document, ()))
        valid = validate(Vocabulary, data, document, (), records.problems)
    if not valid.sound:
        records.lost.add(VOCABULARY)
    if valid.record is not None:
        records.vocabulary.append(Entry(VOCABULARY, valid.record, document, whole=valid.sound))


def _read_outlines(document: Document, records: Records) -> None:
    records.documents.append(document)
    id_ = _file_id(document, records)
    outlines = geojson.read(document, records.problems)
    if outlines is not None:
        records.outlines.append(Entry(id_, outlines, document))


def _read_style(document: Document, records: Records) -> None:
    records.documents.append(document)
    style = csl_style.read(document, records.problems)
    if style is not None:
        records.styles.append(Entry(PurePosixPath(document.path).stem, style, document))


class SourceFolder(NamedTuple):
    """A folder of ``sources/``: the suffix of its files, and the function that reads a file."""

    suffix: str
    read: Reader


SOURCE_FOLDERS: Mapping[str, SourceFolder] = {
    **{
        folder: SourceFolder(".yml", _read_entities(folder, type_, model))
        for type_, info in ENTITY_TYPES.items()
        for folder, model in info.models.items()
    },
    "articles": SourceFolder(".md", _read_article),
    "summaries": SourceFolder(".yml", _read_summary),
    "pages": SourceFolder(".md", _read_page),
    "map": SourceFolder(".geojson", _read_outlines),
    "citations": SourceFolder(".csl", _read_style),
}

SOURCE_FILES: Mapping[str, Reader] = {VOCABULARY: _read_vocabulary}
"""Maps the name of each file directly in ``sources/`` to the function that reads it."""


def reader_of(path: str) -> Reader | None:
    """Return the function that reads a file; None if nothing reads it.

    ``path``: the file's path in ``sources/``.
    """
    folder, inside, _ = path.partition("/")
    if not inside:
        return SOURCE_FILES.get(path)
    return SOURCE_FOLDERS[folder].read if folder in SOURCE_FOLDERS else None
