"""A small file with what the theme says of the site on every page: title, licence, citation.

The version of the data isn't among it: each edit would change every page.
"""

import json

from ..citing import Citations
from ..corpus import Corpus
from ..text import visible

PATH = "data/site.json"


def compose(corpus: Corpus, citations: Citations) -> dict[str, str]:
    """Return path in ``docs/`` -> text. For the patterns, see ``Citations.page_patterns``."""
    facts = {
        "title": visible(corpus.title),
        "licence": visible(corpus.licence or ""),
        "citation": [pattern.text for pattern in citations.page_patterns()],
    }
    return {PATH: json.dumps(facts, ensure_ascii=False, indent=1) + "\n"}
