"""Finds loaded words, such as "terrorists", in the names that sources use for somebody.

A loaded word judges whom it names. Only the researcher decides which words are loaded, by listing
them in the project's vocabulary. Sourcebook never guesses.
"""

import re
from collections.abc import Callable, Iterable


def loaded_finder(words: Iterable[str]) -> Callable[[str], bool]:
    """Return a function that takes a name and returns whether the name contains a loaded word.

    ``words``: the loaded words of the vocabulary. Only whole words match, in upper or lower case.
    """
    listed = [r"\s+".join(map(re.escape, word.split())) for word in words]
    if not listed:
        return lambda _: False
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(listed)})(?!\w)", re.IGNORECASE)
    return lambda text: pattern.search(text) is not None
