"""Tests of the search for blocks of claims in an article's file, some with misspelt beginnings."""

import re

import pytest

from sourcebook.reading.claim_blocks import find_blocks, misnamed, without_blocks
from sourcebook.reading.document import Document

HEAD = "---\ntitle: A\n---\n\n"

BLOCKS = ["```yaml claims", "~~~yaml claims", "````yaml claims", "``` yaml  claims  "]
MEANT = [
    "```yml claims", "```yaml claim", "``` YAML Claims", "```yaml: claims", "```yaml {claims}",
    "```yaml claims of ¶3", "  ```yaml claims", "> ```yaml claims", "- ```yaml claims",
    "1. ```yaml claims",
]  # fmt: skip
"""Lines that are probably meant as the beginning of a block of claims, in any article."""
MEANT_IN_DIGESTS = ["```claims", "~~~claim", "```yaml\n- id: a", "```yml\n\n  - unused: b"]
"""Lines that probably begin a block of claims, unless the article has the full text.

Instead of the full text, an article can have digests: a researcher's summary of each paragraph.
"""
OTHERS = [
    "```", "```yaml", "```yaml\na: b", "```python claims", "```json title=claims.json",
    "```yaml no claims", "``yaml claims``", "`yaml claims`", "```yaml claims```", "yaml claims",
]  # fmt: skip


def document(line: str) -> Document:
    """Return an article with a paragraph, the lines ``line`` and the end of a block of code."""
    fence = re.search(r"`+|~+", line)
    assert fence
    return Document("a.md", f"{HEAD}One.\n\n{line}\n- id: x\n{fence[0]}\n")


@pytest.mark.parametrize("line", BLOCKS)
def test_a_block_is_found(line: str) -> None:
    """A Markdown code fence with the words ``yaml claims`` begins a block of claims."""
    (block,) = find_blocks(document(line))
    assert block.closed
    assert document(line).text[block.start : block.end] == "- id: x\n"
    assert list(misnamed(document(line), full=False)) == []


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("line", [*MEANT, *MEANT_IN_DIGESTS])
def test_what_is_meant_as_a_block_is_told(line: str, full: bool) -> None:
    """A misspelt beginning of a block is reported, so that no claims are read as text."""
    text = document(line)
    assert find_blocks(text) == []
    told = [(problem.code, problem.mark.line) for problem in misnamed(text, full=full)]
    assert told == ([] if full and line in MEANT_IN_DIGESTS else [("claims-fence", 7)])


@pytest.mark.parametrize("line", OTHERS)
def test_other_code_stays_text(line: str) -> None:
    """A code block that isn't meant for claims is part of an article's text, without a problem."""
    text = Document("a.md", f"{HEAD}One.\n\n{line}\n\nTwo.\n")
    assert find_blocks(text) == []
    assert list(misnamed(text, full=False)) == []


def test_nothing_of_a_block_is_a_paragraph() -> None:
    """Removing blocks of claims keeps a text's length, so positions in the text stay valid."""
    text = f"{HEAD}One.\n```yaml claims\n- id: x\n\n- id: y\n```\nTwo.\n"
    left = without_blocks(text, find_blocks(Document("a.md", text)))
    assert len(left) == len(text)
    assert left.split() == f"{HEAD}One. Two.".split()
    assert left.count("\n") == text.count("\n")
