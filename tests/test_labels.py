"""Every value of the data format that pages show has a translatable label."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import get_args

import pytest

from sourcebook.analysis.origins import OriginKind
from sourcebook.analysis.stances import STANDINGS, Standing
from sourcebook.corpus import Ref
from sourcebook.markdown import escape
from sourcebook.pages.parts import labels
from sourcebook.problems import Mark
from sourcebook.records.sources import Summary

from .corpora import composed
from .made import corpus


@pytest.mark.parametrize(
    ("labelled", "values"),
    [
        (labels.CLAIM_KINDS_IN, ("forecast", "doubt", "denial")),
        (STANDINGS, get_args(Standing)),
        (labels.ORIGIN_KINDS, get_args(OriginKind)),
    ],
)
def test_every_value_has_a_label(labelled: Mapping[str, str], values: Collection[str]) -> None:
    """If a value is added to the data format, ``pages/parts/labels.py`` needs a label for it."""
    assert list(labelled) == list(values)


def test_items_are_listed_as_in_a_sentence() -> None:
    """Items are listed as in a sentence, with a word such as "and" before the last item."""
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
    """Quotation marks inside a quotation become the inner quotation marks."""
    assert labels.quoted(words) == escape(shown)


def test_a_source_is_named_in_full_once_a_page() -> None:
    """The short label of a source is the name of its publisher.

    If the publisher has two sources, their short labels also have the date.
    """
    made = corpus(
        {
            "post": [{"event": "fire"}, {"event": "fire"}],
            "times": [{"event": "fire"}],
            "globe": [{}],
        },
        actors={id_: {"name": id_.title()} for id_ in ("post", "times", "globe")},
    )
    made = replace(
        made,
        sources={
            **made.sources,
            "times-2": replace(made.sources["times"], id="times-2", summary=Summary(abstract="x")),
        },
        places={**made.places, Ref("source", "times-2"): (Mark("made.yml"),)},
    )
    assert dict(made.short_labels) == {
        "post": "Post",
        "times": "Times, 1 February 2015a",
        "globe": "Globe",
        "times-2": "Times, 1 February 2015b",
    }
    page = composed(made)["events/fire.md"]
    assert "**Mentioned in:** [Post, 1 January 2015](../sources/post.md); [Times, " in page
    assert "**First here to report it:** [Post](../sources/post.md)" in page
    assert "**Not mentioned in:** [Globe](../sources/globe.md)" in page
    assert "### [Post, 1 January 2015](../sources/post.md)" in page
