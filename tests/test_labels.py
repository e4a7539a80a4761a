"""Every value of the data format that pages show has a label that can be translated."""

from collections.abc import Collection, Mapping
from typing import get_args

import pytest

from sourcebook.analysis.origins import OriginKind
from sourcebook.analysis.stances import STANDINGS, Standing
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
