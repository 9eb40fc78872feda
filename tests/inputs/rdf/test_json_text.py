"""JSON with places: the values are those of Python's own reader, and each stands where it says."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mllm_kg.inputs.rdf.json_text import JsonError, Number, TooDeep, Value, read_json

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


def plain(value: Value) -> Any:
    """Return a value without places."""
    content = value.content
    if isinstance(content, dict):
        return {key: plain(member.value) for key, member in content.items()}
    if isinstance(content, list):
        return [plain(item) for item in content]
    return json.loads(content.text) if isinstance(content, Number) else content


@given(JSON, st.booleans(), st.sampled_from([None, 2]))
def test_values_are_those_of_another_reader(value: Any, ascii_only: bool, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    assert plain(read_json(text, 64)) == json.loads(text)


@given(JSON)
def test_every_value_stands_where_it_says(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    for found in read_json(text, 64).inside():
        piece = text[found.span.start : found.span.end]
        if isinstance(found.content, str):
            assert json.loads(f'"{piece}"') == found.content
            assert (text[found.span.start - 1], text[found.span.end]) == ('"', '"')
        elif isinstance(found.content, dict | list):
            assert json.loads(text[found.span.start : found.end]) == plain(found)
        else:
            assert json.loads(piece) == plain(found)
        for member in found.members().values():
            assert json.loads(text[member.span.start - 1 : member.span.end + 1]) == member.key


@given(st.text(alphabet='{}[]",:0123456789.eE+-truefalsn\\u \n/', max_size=20))
def test_what_another_reader_refuses_is_refused(text: str) -> None:
    """Python's reader takes NaN and Infinity besides, which have letters that stand in none of these texts."""
    try:
        expected = json.loads(text)
    except ValueError:
        with pytest.raises(JsonError):
            read_json(text, 64)
    else:
        assert plain(read_json(text, 64)) == expected


def test_keys_that_stand_twice_are_remembered() -> None:
    text = '{"a": 1, "b": {"c": 2, "c": 3}, "a": 4}'
    root = read_json(text, 9)
    ((member, first),) = root.repeated
    assert (member.key, member.span.start, first.start) == ("a", text.rindex('"a"') + 1, 2)
    ((inner, _),) = root.members()["b"].value.repeated
    assert inner.key == "c"
    assert plain(root) == {"a": 4, "b": {"c": 3}}


@pytest.mark.parametrize(("text", "depth"), [("[[[1]]]", 3), ('{"a": {"b": 1}}', 2), ("1", 0)])
def test_values_may_stand_as_deep_as_is_said(text: str, depth: int) -> None:
    assert read_json(text, depth)


@pytest.mark.parametrize(
    ("text", "depth", "place"), [("[[[1]]]", 2, 3), ('{"a": {"b": 1}}', 1, 12), ("[" * 100_000, 64, 65)]
)
def test_and_no_deeper(text: str, depth: int, place: int) -> None:
    with pytest.raises(TooDeep) as caught:
        read_json(text, depth)
    assert caught.value.span.start == place


def test_a_depth_that_python_does_not_bear_is_too_deep() -> None:
    with pytest.raises(TooDeep):
        read_json("[" * 100_000, 1_000_000)


def test_items_of_what_is_no_list_are_itself() -> None:
    value = read_json('"a"', 1)
    assert value.items() == [value]
    assert value.members() == {}
