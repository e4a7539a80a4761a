from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from sourcebook.editing.changes import Change, changed
from sourcebook.editing.yaml_layout import YamlLayout
from sourcebook.editing.yaml_values import entry, item, on_one_line
from sourcebook.reading.document import Document
from sourcebook.reading.yaml_text import Loc, load

words = st.text("ab-: #'\"[]{},&*!|>%@`?é٣\n", min_size=1, max_size=9).map(
    lambda text: " ".join(text.split()) or "x"
)
lists = st.lists(words, min_size=1, max_size=4)
mappings = st.dictionaries(words, words | lists, min_size=1, max_size=4)
records = st.dictionaries(words, words | lists | mappings, min_size=1, max_size=5)
files = st.dictionaries(words, records, min_size=1, max_size=3)


@st.composite
def written(draw: st.DrawFn) -> str:
    """Draw YAML of some records, in any layout, with comments."""
    text = yaml.dump(
        draw(files),
        Dumper=yaml.CSafeDumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=draw(st.sampled_from([None, False, True])),
        default_style=draw(st.sampled_from([None, '"', "'"])),
        indent=draw(st.integers(2, 4)),
        width=draw(st.sampled_from([20, 80])),
    )
    lines = []
    for line in text.splitlines():
        if draw(st.booleans()):
            lines.append(" " * draw(st.integers(0, 4)) + "# a comment: [x]")
        lines.append(line)
    commented = "\n".join([*lines, "# the end", ""])
    # In a YAML text of several lines, a comment would become part of the text, or end the text.
    return commented if load(commented).data == load(text).data else text


def after(text: str, change: Change) -> Any:
    """Return the data of a YAML text after a change. Fail if it can't be parsed."""
    made = load(changed(text.encode(), [change]).decode())
    assert made.faults == []
    return made.data


def locs(data: Any, loc: Loc = ()) -> list[Loc]:
    """Return the path to each key and item of the data, outer ones first."""
    found: list[Loc] = []
    held = data.items() if isinstance(data, dict) else enumerate(data)
    for step, value in held if isinstance(data, dict | list) else ():
        found += [(*loc, step), *locs(value, (*loc, step))]
    return found


def at(data: Any, loc: Loc) -> Any:
    """Return the value at a path in the data."""
    for step in loc:
        data = data[step]
    return data


@given(written(), st.data())
def test_what_is_removed_is_gone_and_the_rest_is_there(text: str, data: st.DataObject) -> None:
    """In any YAML layout, removing a key or item removes only it and parents that become empty."""
    expected = load(text).data
    loc = data.draw(st.sampled_from(locs(expected)))
    removed = loc
    while len(removed) > 1 and len(at(expected, removed[:-1])) == 1:
        removed = removed[:-1]
    assume(len(at(expected, removed[:-1])) > 1)
    del at(expected, removed[:-1])[removed[-1]]
    assert after(text, YamlLayout(Document("x", text, text)).remove(loc)) == expected


@given(written(), st.data(), lists)
def test_items_can_be_added_to_any_list(text: str, data: st.DataObject, items: list[str]) -> None:
    """In any YAML layout, items can be appended to any list."""
    expected = load(text).data
    found = [loc for loc in locs(expected) if isinstance(at(expected, loc), list)]
    assume(found)
    loc = data.draw(st.sampled_from(found))
    at(expected, loc).extend(items)
    change = YamlLayout(Document("x", text, text)).append(loc, list(map(item, items)))
    assert after(text, change) == expected


@given(written(), st.data(), words | lists | mappings)
def test_a_key_can_be_added_to_any_record(text: str, data: st.DataObject, value: Any) -> None:
    """In any YAML layout, a key can be added to a record.

    At the same time, a comment can be added below the record.
    """
    expected = load(text).data
    loc = (data.draw(st.sampled_from(list(expected))),)
    assume("new key" not in expected[loc[0]])
    expected[loc[0]]["new key"] = value
    layout = YamlLayout(Document("x", text, text))
    made = [layout.insert(loc, entry("new key", value)), layout.comment(loc, ["said", "of it"])]
    new = load(changed(text.encode(), made).decode())
    assert (new.data, new.faults) == (expected, [])


@given(words | lists | mappings)
def test_a_value_on_one_line_is_the_value(value: Any) -> None:
    """A value that is written on one line is parsed as the same value."""
    written = on_one_line(value)
    assert "\n" not in written
    assert load(f"key: {written}").data == {"key": value}


@pytest.mark.parametrize("data", ["a\r\nb\r\nc", "\ufeffa\nb\nc", "\ufeffa\r\nb\nc\r\n", "a\rb\rc"])
def test_places_are_found_whatever_ends_the_lines(data: str) -> None:
    """In the positions of changes, CRLF counts as one character, and a byte-order mark as none.

    The changed file keeps its line ends and its byte-order mark.
    """
    new = changed(data.encode(), [Change(2, 3, "B"), Change(4, 5, "C"), Change(0, 0, "-")])
    assert new.decode() == data.replace("a", "-a").replace("b", "B").replace("c", "C")


def test_changes_that_overlap_are_refused() -> None:
    """Two changes to overlapping parts of a file are an error."""
    with pytest.raises(ValueError, match="overlap"):
        changed(b"abc", [Change(0, 2, "x"), Change(1, 3, "y")])
