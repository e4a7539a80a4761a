"""Every value of the data format that pages show has a label that can be translated."""

from collections.abc import Collection, Mapping
from typing import get_args

import pytest

from sourcebook.analysis.origins import OriginKind
from sourcebook.analysis.stances import STANDINGS, Standing
from sourcebook.markdown import escape
from sourcebook.pages.parts import labels


@pytest.mark.parametrize(
    ("labelled", "values"),
    [
        (labels.CLAIM_KINDS_IN, ("forecast", "doubt", "denial")),
        (STANDINGS, get_args(Standing)),
        (labels.ORIGIN_KINDS, get_args(OriginKind)),
    ],
)
def test_every_value_has_a_label(labelled: Mapping[str, str], values: Collection[str]) -> None:
    """A value added to the data format is given a label in ``pages/parts/labels.py`` as well."""
    assert list(labelled) == list(values)


def test_items_are_listed_as_in_a_sentence() -> None:
    """One item stands alone, and the last of several follows a word, not a comma alone."""
    assert labels.listed_and(["a"]) == "a"
    assert labels.listed_and(["a", "b"]) == "a and b"
    assert labels.listed_and(["a", "b", "c"]) == "a, b and c"
    assert labels.listed_or(["a", "b", "c"]) == "a; b; or c"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("a proxy", "“a proxy”"),
        ("called “a proxy” by some", "“called ‘a proxy’ by some”"),
        ('called "a proxy" by some', "“called ‘a proxy’ by some”"),
        ("it’s “what ‘don’t’ means”, he said", "“it’s ‘what “don’t” means’, he said”"),
        ("“one” and “two”", "“‘one’ and ‘two’”"),
        ("ends “without", "“ends “without”"),
        ('12" of rain', '“12" of rain”'),
    ],
)
def test_quotation_marks_nest(words: str, shown: str) -> None:
    """A quotation within quoted words has the inner marks, as print has it."""
    assert labels.quoted(words) == escape(shown)
