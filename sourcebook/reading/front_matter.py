"""Markdown files with front matter: a YAML record between two lines ``---``, then paragraphs."""

import re
from dataclasses import replace
from typing import Any

from ..problems import Mark, Problem
from .document import Document
from .loading import load_yaml
from .records import Records

_FRONT_MATTER = re.compile(r"^---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|$)", re.DOTALL)
_TEXT = re.compile(r"\n[ \t]*\n[^\s#:\[\]{}-][^:\n]*\n")
"""Matches a line of text below an empty line: then ``---`` is a rule in the text below it."""
_BEGUN = re.compile(r"---[ \t]*\n")
_PARAGRAPH = re.compile(r"^[^\S\n]*\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*", re.MULTILINE)


def body_start(text: str) -> int:
    """Return the index at which the text below the front matter begins; 0 without front matter."""
    match = _FRONT_MATTER.match(text)
    return match.end() if match else 0


def read_front_matter(
    document: Document, records: Records, below: str | None = None
) -> tuple[Document, dict[str, Any] | None]:
    """Return the document, divided into front matter and body, and the front matter's data.

    ``below``: the document's text with white space in place of its claim blocks; None if it has no
    such blocks. The data is None if the front matter can't be used; the reasons are added to the
    problems of ``records``.
    """
    match = _FRONT_MATTER.match(document.text)
    is_open = _TEXT.search(match[1] or "") if match else _BEGUN.match(document.text)
    if is_open or not match or not (match[1] or "").strip():
        records.documents.append(document)
        code = "front-matter-open" if is_open else "bad-front-matter"
        records.problems.append(Problem(code, Mark(document.path)))
        return document, None
    text = document.text
    paragraphs = []
    line, position = 1, 0
    for paragraph in _PARAGRAPH.finditer(below or text, match.end()):
        line += text.count("\n", position, paragraph.start())
        position = paragraph.start()
        paragraphs.append((line, paragraph[0]))
    document = replace(document, yaml=match[1], yaml_line=2, body=tuple(paragraphs))
    records.documents.append(document)
    data, _, whole, _ = load_yaml(document, records.problems)
    return document, (data if whole else None)
