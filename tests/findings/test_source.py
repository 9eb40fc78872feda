"""A line of a file with a caret, wherever the place is and whatever the line holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from mllm_kg.findings import Finding, Location, Severity
from mllm_kg.findings.source import ROOM, excerpt, reader, sourced
from mllm_kg.terminal import cells


@pytest.mark.parametrize(
    ("line", "column", "end", "text", "marks"),
    [
        ("base_on: [x]", 1, 8, "base_on: [x]", "^~~~~~~"),
        ("base_on: [x]", 11, 12, "base_on: [x]", "          ^"),
        ("base_on: [x]", 11, None, "base_on: [x]", "          ^"),
        ("base_on: [x]", None, None, "base_on: [x]", ""),
        ("label: 칠십억 x", 8, 11, "label: 칠십억 x", "       ^~~~~~"),
        ("label: 칠십억 x", 12, 13, "label: 칠십억 x", "              ^"),
        ("label: e\u0301te\u0301 x", 8, 13, "label: e\u0301te\u0301 x", "       ^~~"),
        ("\ta:\tb", 2, 3, "    a:    b", "    ^"),
        ("\ta:\tb", 5, 6, "    a:    b", "          ^"),
        ("\ta:\tb", 4, 5, "    a:    b", "      ^~~~"),
        ("a \x1b[31mred", 8, 11, "a \\u001b[31mred", "            ^~~"),
        ("short", 6, 7, "short", "     ^"),
        ("short", 99, None, "short", "     ^"),
        ("short", 3, 99, "short", "  ^~~"),
        ("short", 3, 2, "short", "  ^"),
        ("", 1, None, "", "^"),
    ],
)
def test_the_caret_stands_under_the_place(line: str, column: int, end: int | None, text: str, marks: str) -> None:
    assert excerpt(line, column, end) == (text, marks)


@pytest.mark.parametrize("before", [0, 10, 40, 90, 300, 5000])
@pytest.mark.parametrize("filling", ["x", "한", "e\u0301"])
@pytest.mark.parametrize("after", [0, 30, 300])
def test_a_long_line_is_cut_around_the_place(before: int, filling: str, after: int) -> None:
    line = filling * before + "WRONG" + filling * after
    column = len(filling) * before + 1
    text, marks = excerpt(line, column, column + 5)
    assert cells(text) <= ROOM + 2
    at = len(marks) - 5
    assert marks == " " * at + "^~~~~"
    assert cells(text.partition("WRONG")[0]) == at
    assert text.removeprefix("…").removesuffix("…") in line
    assert text.startswith("…") or line.startswith(text.removesuffix("…"))
    assert text.endswith("…") or line.endswith(text.removeprefix("…"))
    assert ("…" in text) == (cells(line) > ROOM)
    assert cells(text) > ROOM - 3 or text == line


def test_a_place_that_is_longer_than_the_room_is_cut_with_its_line() -> None:
    text, marks = excerpt("key: " + "y" * 500, 6, 506)
    assert text == "key: " + "y" * (ROOM - 5) + "…"
    assert marks == "     ^" + "~" * (ROOM - 6)


def test_a_line_that_is_all_marks_is_cut_as_well() -> None:
    text, marks = excerpt("a" + "\u0301" * 100_000 + "b", 1, 2)
    assert len(text) < 1000
    assert marks == "^"


def test_of_a_line_as_long_as_a_file_only_the_place_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    from mllm_kg.findings import source

    looked: list[str] = []
    shown = source._shown
    monkeypatch.setattr(source, "_shown", lambda character: looked.append(character) or shown(character))
    excerpt("x" * 5_000_000, 2_500_000, 2_500_010)
    assert len(looked) < 1000


def finding(path: str, line: int | None) -> Finding:
    return Finding("rule", Severity.VIOLATION, "It is.", None, Location(path, line, 1))


def test_lines_that_are_missing_are_read_from_the_files(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes("\ufeffid: 'é'\r\nlabel: 한\u2028국\n".encode())
    found = [finding("a.yaml", 1), finding("a.yaml", 2), finding("a.yaml", 9), finding("a.yaml", None)]
    told = [each.source for each in sourced(found, reader(tmp_path / "nowhere", tmp_path))]
    assert told == ["id: 'é'", "label: 한\u2028국", None, None]


def test_a_line_that_is_known_is_kept_and_nothing_is_read() -> None:
    def line(place: Location) -> str:
        raise AssertionError(place)

    known = Finding("rule", Severity.VIOLATION, "It is.", None, Location("a.yaml", 1, 1), source="mine")
    nowhere = Finding("rule", Severity.VIOLATION, "It is.")
    assert list(sourced([known, nowhere], line)) == [known, nowhere]


@pytest.mark.parametrize("content", [b"\xff\xfe", None])
def test_a_file_that_is_no_text_has_no_lines(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "a.yaml").write_bytes(content)
    for path in ("a.yaml", "<stdin>", "a\0b", "."):
        assert reader(tmp_path)(Location(path, 1, 1)) is None
