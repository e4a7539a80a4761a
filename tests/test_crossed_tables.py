"""Tables with a column for each source: the names that sources use, and the matrix of events."""

import re
from dataclasses import replace

from sourcebook.corpus import Corpus, Source
from sourcebook.pages.compose import Composer
from sourcebook.records.sources import Summary

from .made import corpus


def rows(made: Corpus, path: str) -> list[list[str]]:
    """Return the cells of the first table of a page, as Markdown without the addresses of links."""
    page = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", Composer(made).text(path) or "")
    table = next(block for block in page.split("\n\n") if block.startswith("| "))
    return [line.strip("| ").split(" | ") for line in table.splitlines()]


def test_the_matrix_marks_how_many_claims_a_cell_has() -> None:
    """The matrix shows one claim as a plain number, two in bold, and five in bold italics."""
    on = {"event": "fire"}
    made = corpus(
        {"post": [on], "times": [on] * 2, "herald": [on] * 5, "globe": [{"event": "spark"}]},
        events={"spark": {"part_of": "fire"}},
    )
    table = rows(made, "matrix.md")
    assert table[0] == ["Event", "post", "times", "herald", "globe"]
    assert ["fire", "1", "**2**", "***5***", "*in a part*"] in table
    assert ["spark", "–", "–", "–", "1"] in table


def test_sources_that_one_speaks_in_have_their_labels_as_heads() -> None:
    """If two publishers have the same name, the columns are headed by the sources' labels."""
    on = {"event": "fire"}
    made = corpus({"post": [on], "post-2": [on], "times": [on]}, {"post-2": {"name": "post"}})
    assert rows(made, "matrix.md")[0] == [
        "Event", "post, 1 January 2015", "post, 1 February 2015", "times",
    ]  # fmt: skip


def test_names_have_a_row_for_each_actor_and_a_column_for_each_source() -> None:
    """The table of names has a row for each actor and a column for each source."""
    made = corpus({"post": [], "times": []}, {"reds": {}, "blues": {}})
    words = {
        "times": {"reds": {"the mob": ["1"]}},
        "post": {"reds": {"workers": ["1"]}, "blues": {"the guard": ["2"]}},
    }
    named = {
        id_: Source(id_, source.article, Summary.model_validate(
            {"abstract": "x", "names": {"actors": words[id_]}}
        ))
        for id_, source in made.sources.items()
    }  # fmt: skip
    table = rows(replace(made, sources=named), "names.md")
    assert table[0] == ["Who", "post", "times"]
    assert [row[0] for row in table[2:]] == ["blues", "reds"]
    assert [re.findall("“.*?”", cell) for cell in table[3][1:]] == [["“workers”"], ["“the mob”"]]
