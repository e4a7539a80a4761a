"""The positions of the values in a JSON text, and the parts that aren't valid JSON."""

import pytest

from sourcebook.reading.json_places import DEPTH, Places, named, nearest_place, places

TEXT = '{"a": {"b": [1, {"c": "x, \\"}"}, [2]], "a": null}, "d": [], "e": 2}'


def test_each_value_has_its_place() -> None:
    """``places`` gives the position of each value in a JSON text, except numbers in lists."""
    found = places(TEXT)
    assert {way: TEXT[at : at + 3] for way, at in found.values.items()} == {
        (): '{"a', ("a",): '{"b', ("a", "b"): "[1,", ("a", "b", 1): '{"c',
        ("a", "b", 1, "c"): '"x,', ("a", "b", 2): "[2]", ("a", "a"): "nul", ("d",): "[],",
        ("e",): "2}",
    }  # fmt: skip
    assert found[1:] == ([], [], None)
    assert TEXT[nearest_place(found, ("a", "b", 1, "c", "z")) :].startswith('"x')
    assert TEXT[nearest_place(found, ("a", "b", 0)) :].startswith("[1,")
    assert nearest_place(found, ("z",)) == 0
    assert nearest_place(Places({}, [], [], None), ("z",)) == 0


def test_keys_that_stand_twice() -> None:
    """If an object repeats a key, the repetition is reported with its position.

    The report also has the position of the first occurrence of the key.
    """
    text = '{"a": 1, "b": {"a": 2, "b": 3}, "a": 4, "c": [{"a": 5}, {"a": 6}], "a": 7}'
    assert places(text).twice == [
        ("a", text.index('"a": 4'), 1), ("a", text.index('"a": 7'), 1),
    ]  # fmt: skip
    assert places(text).values["a",] == text.index("1")


def test_what_python_takes_for_numbers() -> None:
    """NaN and Infinity, which Python accepts, are reported at their positions."""
    text = '{"a": NaN, "b": [1, -Infinity, {"c": Infinity}], "d": "NaN", "NaN": 1}'
    assert places(text).no_numbers == [
        text.index("NaN"), text.index("-Inf"), text.index("Infinity}"),
    ]  # fmt: skip


@pytest.mark.parametrize(("deeper", "found"), [(0, None), (1, DEPTH), (5, DEPTH)])
def test_how_deep_places_are_looked_up(deeper: int, found: int | None) -> None:
    """A JSON text whose values are nested in more than ``DEPTH`` levels is reported."""
    assert places("[" * (DEPTH + deeper)).deep == found


def test_a_text_that_only_begins_as_json() -> None:
    """Positions are found in a JSON text with extra closing brackets or without its end."""
    assert places('}], {"a": [{"b"').values == {(): 4, ("a",): 10, ("a", 0): 11}
    assert places("").values == {}


def test_what_stands_under_keys() -> None:
    """``named`` returns the value at a path of keys, or None if there is no such value."""
    data = {"a": {"b": 1, "c": [2]}}
    ways: tuple[list[str], ...] = (["a", "b"], ["a", "c"], ["a", "c", "d"], ["z"], [])
    assert [named(data, *way) for way in ways] == [1, [2], None, None, data]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('{"a\nb": 1}', {(): 0, ("a\nb",): 8}),
        ('{"\\u0061": 1}', {(): 0, ("a",): 11}),
        ('[1, 2, {"a": 3}, [4]]', {(): 0, (2,): 7, (2, "a"): 13, (3,): 17}),
        ('{"a": [1, 2], "b": {}, "c": 3}', {(): 0, ("a",): 6, ("b",): 19, ("c",): 28}),
        ("7", {(): 0}),
        ('{"a": "b", "c": "d"}', {(): 0, ("a",): 6, ("c",): 16}),
        ("{7x: 1}", {(): 0}),
        ('{"a": 1, b: 2, "c": 3}', {(): 0, ("a",): 6}),
    ],
)
def test_where_each_value_stands(text: str, values: dict[tuple[str | int, ...], int]) -> None:
    """``places`` finds the values under keys with line breaks or escapes.

    An invalid key ends the search: values after it have no position.
    """
    assert places(text) == (values, [], [], None)
