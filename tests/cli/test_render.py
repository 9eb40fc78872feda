"""What people see: aligned, whole, and without anything that steers their terminal."""

from __future__ import annotations

import sys

import pyoxigraph as ox
import pytest

from mllm_kg.cli import answers, render
from mllm_kg.cli.progress import Progress
from mllm_kg.results import Rows

HEAD = ("name", "number")
ROWS = [("스와힐리어", "7"), ("Swahili", "11")]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the test a terminal of 40 columns."""
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(render, "_is_terminal", lambda stream: True)


def test_columns_are_aligned_with_wide_characters() -> None:
    head, korean, english = render.table(HEAD, ROWS, right={1}).splitlines()
    assert head == "name        number"
    assert korean == "스와힐리어       7"
    assert english == "Swahili         11"


def test_nothing_is_cut_in_a_pipe() -> None:
    long = "x" * 500
    assert long in render.table(("a", "b"), [(long, "y")])


def test_no_line_ends_with_spaces() -> None:
    shown = render.table(HEAD, [("a", ""), ("bbbbbb", "1")])
    assert not [line for line in shown.splitlines() if line != line.rstrip()]


def test_a_table_without_rows_is_its_head() -> None:
    assert render.table(HEAD, []) == "name  number"


@pytest.mark.usefixtures("terminal")
def test_a_terminal_gets_lines_that_fit_and_lose_nothing() -> None:
    words = "the quick brown fox jumps over the lazy dog again and again"
    shown = render.table(("text", "한국어"), [(words, "다국어 대규모 언어 모델 연구의 논문 모음")])
    lines = shown.replace("\x1b[1m", "").replace("\x1b[0m", "").splitlines()
    assert all(render._cells(line) <= 40 for line in lines)
    assert all(word in shown for word in words.split())


@pytest.mark.usefixtures("terminal")
def test_a_word_that_is_too_long_is_folded() -> None:
    shown = render.table(("iri",), [("x" * 100,)])
    assert "".join(shown.splitlines()[1:]) == "x" * 100


@pytest.mark.usefixtures("terminal")
def test_headings_are_bold_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert render.heading("Facts") == "\x1b[1mFacts\x1b[0m"
    monkeypatch.setenv("NO_COLOR", "1")
    assert render.heading("Facts") == "Facts"


def test_what_steers_a_terminal_is_shown_and_not_sent() -> None:
    assert render.printable("\x1b[31mred\x07") == "\\u001b[31mred\\u0007"
    assert "\u202e" not in render.table(("a",), [("abc\u202edef",)])
    assert render.printable("line\nline\tcell") == "line\nline\tcell"


def test_line_ends_do_not_break_a_table() -> None:
    assert render.table(("a",), [("one\ntwo\r\nthree",)]).splitlines() == ["a", "one two three"]


def test_definitions_hang_below_their_term() -> None:
    assert render.definitions([("a", ["one", "two"]), ("bb", [])]).splitlines() == ["  a   one", "      two", "  bb"]


def test_a_long_term_stands_on_a_line_of_its_own() -> None:
    first, second = render.definitions([("x" * 40, ["value"])]).splitlines()
    assert (first.strip(), second.strip()) == ("x" * 40, "value")


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("a|b", r"a\|b"),
        ("*bold* _it_ `code`", r"\*bold\* \_it\_ \`code\`"),
        ("<script>", r"\<script\>"),
        ("[x](y)", r"\[x\](y)"),
        ("back\\slash", r"back\\slash"),
        ("two\nlines", "two<br>lines"),
    ],
)
def test_markdown_shows_just_the_text(text: str, markup: str) -> None:
    assert render.escaped(text) == markup


def test_markdown_is_a_table() -> None:
    assert render.markdown(HEAD, ROWS, right={1}).splitlines() == [
        "| name | number |",
        "| --- | ---: |",
        "| 스와힐리어 | 7 |",
        "| Swahili | 11 |",
    ]


def test_links_in_markdown_survive_brackets(capsys: pytest.CaptureFixture[str]) -> None:
    rows = Rows(["x"], [[ox.NamedNode("https://example.org/a_(b)")]])
    answers.print_rows(rows, "markdown", None)
    assert "(https://example.org/a_%28b%29)" in capsys.readouterr().out


def test_numbers_are_counted_in_words() -> None:
    assert render.rows_told(0) == "0 rows"
    assert render.rows_told(0, "Nothing fits.") == "0 rows. Nothing fits."
    assert render.rows_told(1) == "1 row"
    assert render.rows_told(1870) == "1,870 rows"


def test_progress_waits_before_it_says_anything(capsys: pytest.CaptureFixture[str]) -> None:
    slow = Progress(after=3600)
    slow("reading", 1, 2)
    slow.close()
    assert capsys.readouterr().err == ""


def test_progress_says_each_step_once_in_a_pipe(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLLM_KG_PROGRESS_AFTER", "0")
    told = Progress()
    for done in range(3):
        told("reading", done, 2)
    told("writing", 0, 1)
    told.close()
    assert capsys.readouterr().err == "reading ...\nwriting ...\n"


def test_what_says_at_once_what_it_does_waits_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    told = Progress(after=0)
    told("reading", 0, 1)
    told.close()
    assert capsys.readouterr().err == ""


def test_progress_is_one_line_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    told = Progress(after=0)
    told("reading", 1, 2)
    told.close()
    assert capsys.readouterr().err == "\r\x1b[Kreading 1 of 2 ...\r\x1b[K"
