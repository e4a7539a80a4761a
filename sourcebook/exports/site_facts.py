"""Writes a small file with data that the theme shows on every page: title, licence, citation.

The file doesn't have the version of the data, because each edit of the sources would then change
every page.
"""

import json
from typing import TYPE_CHECKING

from ..text import visible

if TYPE_CHECKING:
    from ..citing.citations import Citations
    from ..corpus import Corpus

PATH = "data/site.json"


def compose(corpus: "Corpus", citations: "Citations") -> dict[str, str]:
    """Return the data file for the theme, as path in ``docs/`` -> text.

    For citations of pages, the file has two patterns, with placeholders for the page's title and
    address: the first for most pages, the second for pages of questions.
    """
    facts = {
        "title": visible(corpus.title),
        "licence": visible(corpus.licence or ""),
        "citation": [pattern.text for pattern in citations.page_patterns()],
    }
    return {PATH: json.dumps(facts, ensure_ascii=False, indent=1) + "\n"}
