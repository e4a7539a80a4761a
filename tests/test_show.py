import unicodedata
from pathlib import Path

import pytest

from sourcebook.editing.ids import WrongIdError
from sourcebook.editing.record_view import show
from sourcebook.editing.terminal_lines import wrapped
from sourcebook.project import SOURCES
from sourcebook.reading.folder import read

from .corpora import CASES, SMALL, overlay
from .edits import cases, expected, outcome
from .projects import ROOT


@pytest.mark.parametrize("case", cases("show"), ids=lambda case: case.name)
def test_what_is_known_is_shown_like_this(case: Path, tmp_path: Path) -> None:
    """Each example of ``show`` prints exactly the expected lines, and changes no file."""
    assert outcome(case, tmp_path / "project") == expected(case)


@pytest.mark.parametrize("sources", [SMALL / "sources", ROOT / "sources"], ids=["small", "real"])
@pytest.mark.slow
def test_everything_can_be_shown_in_80_columns(sources: Path) -> None:
    """The output of ``show`` for any record fits in 80 columns, except unbreakable words."""
    records = read(sources, SOURCES)
    for ids in records.known_ids.values():
        for id_ in sorted(ids)[:: max(1, len(ids) // 8)]:
            lines = list(wrapped(show(records, id_), 80))
            assert len(lines) > 3
            for line in lines:
                assert len(line.text) <= 80 or " " not in line.text.strip()
                assert not any(unicodedata.category(c) == "Cc" for c in line.text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_mistakes_elsewhere_are_no_hindrance(case: Path, tmp_path: Path) -> None:
    """``show`` works for each record that can be read, whatever mistakes other records have."""
    records = read(overlay(case, tmp_path / "project") / SOURCES, SOURCES)
    for ids in records.known_ids.values():
        for id_ in ids:
            assert show(records, id_)
    with pytest.raises(WrongIdError, match="there is no 'nobody-at-all'"):
        show(records, "nobody-at-all")
