"""Lines and columns of offsets, and back."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mllm_kg.findings import Location
from mllm_kg.inputs.rdf.spans import Lines, Span

TEXTS = st.text(alphabet="ab\n\r\té😀\u2028\x0b", max_size=30)


def test_a_place_on_one_line_has_an_end() -> None:
    assert Lines("f", "ab\ncdé\n").at(Span(4, 6)) == Location("f", 2, 2, 4)


@pytest.mark.parametrize("span", [Span(1, 4), Span(4, 4), Span(3, 9)])
def test_a_place_beyond_its_line_or_without_length_has_none(span: Span) -> None:
    assert Lines("f", "ab\ncde\nfgh").at(span).end is None


@pytest.mark.parametrize(
    ("text", "lines"),
    [("a\nb\r\nc\rd", ["a", "b", "c", "d"]), ("a\u2028b\x0bc\x85", ["a\u2028b\x0bc\x85"]), ("", [""])],
)
def test_lines_end_as_in_an_editor(text: str, lines: list[str]) -> None:
    made = Lines("f", text)
    assert [made.line(number) for number in range(1, len(lines) + 1)] == lines
    assert made.line(len(lines) + 1) == made.line(0) == made.line(None) == ""


@given(TEXTS, st.integers(0, 40), st.integers(0, 9))
def test_a_place_tells_what_stands_there(text: str, start: int, length: int) -> None:
    made = Lines("f", text)
    place = made.at(Span(start, start + length))
    lines = re.split(r"\r\n|\n|\r", text)
    assert place.line is not None
    assert place.column is not None
    assert 1 <= place.line <= len(lines)
    if place.end is not None:
        assert lines[place.line - 1][place.column - 1 : place.end - 1] == text[start : start + length]


@given(TEXTS, st.data())
def test_an_offset_is_where_its_line_and_column_say(text: str, data: st.DataObject) -> None:
    made = Lines("f", text)
    start = data.draw(st.integers(0, len(text)))
    place = made.at(Span(start, start))
    assert made.offset(place.line or 0, place.column or 0) == start


@pytest.mark.parametrize(("line", "column", "offset"), [(1, 99, 5), (9, 1, 5), (0, 0, 0), (2, 1, 3)])
def test_no_offset_is_outside_the_text(line: int, column: int, offset: int) -> None:
    assert Lines("f", "ab\ncd").offset(line, column) == offset


def test_a_place_outside_the_text_is_its_end() -> None:
    assert Lines("f", "ab").at(Span(-3, -1)) == Location("f", 1, 1)
    assert Lines("f", "ab").at(Span(7, 9)) == Location("f", 1, 3)
