"""Find words that the project's vocabulary lists as loaded in what sources call somebody.

Whether a word judges whom it names is the researcher's view, never a guess of ours.
"""

import re
from collections.abc import Callable, Iterable


def loaded_finder(words: Iterable[str]) -> Callable[[str], bool]:
    """Return a function that takes words of a source and tells whether any of them is loaded.

    ``words``: those of the vocabulary. They are found as whole words, in any case of letters.
    """
    listed = [r"\s+".join(map(re.escape, word.split())) for word in words]
    if not listed:
        return lambda _: False
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(listed)})(?!\w)", re.IGNORECASE)
    return lambda text: pattern.search(text) is not None
