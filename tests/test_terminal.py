"""How wide a text is on a terminal, and what of it would steer the terminal."""

from __future__ import annotations

import unicodedata

import pytest
from rich.cells import cell_len

from mllm_kg.terminal import cells, isolated, one_line, printable


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc", 3),
        ("é", 1),
        ("e\u0301", 1),
        ("한국어", 6),
        ("中文", 4),
        ("ｆｕｌｌ", 8),
        ("ﾊﾝｶｸ", 4),
        ("हिन्दी", 3),
        ("العربية", 7),
        ("👍", 2),
        ("zero\u200bwidth", 9),
        ("soft\u00adhyphen", 11),
    ],
)
def test_the_width_is_that_of_the_terminal(text: str, width: int) -> None:
    assert cells(text) == width


def test_a_korean_syllable_is_as_wide_in_letters_as_in_one_character() -> None:
    word = "칠십억은각값"
    assert len(unicodedata.normalize("NFD", word)) > 2 * len(word)
    assert cells(unicodedata.normalize("NFD", word)) == cells(word) == 12


def test_the_width_of_letters_is_what_another_library_says() -> None:
    letters = [
        chr(code) for code in (*range(0x20, 0x7F), *range(0xA1, 0xAD), *range(0x3041, 0x3097), *range(0xAC00, 0xAE00))
    ]
    assert [letter for letter in letters if cells(letter) != cell_len(letter)] == []


def test_what_steers_a_terminal_is_escaped_and_line_ends_stay() -> None:
    assert printable("\x1b[31mred\x07 \u202eevil\u2066 \x9b1m") == "\\u001b[31mred\\u0007 \\u202eevil\\u2066 \\u009b1m"
    assert printable("a\tb\nc") == "a\tb\nc"
    assert printable("한국어 é") == "한국어 é"


def test_one_line_has_no_line_ends() -> None:
    assert one_line("a\nb\r\n\tc\x1b") == "a\\nb\\r\\n\\tc\\u001b"


def test_one_line_of_a_very_long_text_keeps_both_ends() -> None:
    told = one_line("begin" + "x" * 5000 + "end")
    assert told.startswith("beginx")
    assert told.endswith("xend")
    assert " … " in told
    assert len(told) == 403


ARABIC, HEBREW = "تدريب مسبق", "שלום"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", ""),
        ("only English  and columns", "only English  and columns"),
        ("사전 학습  kg:stage/pretraining", "사전 학습  kg:stage/pretraining"),
        (ARABIC, ARABIC),
        (f"  {ARABIC} (1)", f"  {ARABIC} (1)"),
        (f"label  {ARABIC}  [1]", f"label  \u2068{ARABIC}\u2069  [1]"),
        (f"  {ARABIC}  {HEBREW}  7", f"  \u2068{ARABIC}\u2069  \u2068{HEBREW}\u2069  7"),
        (f"mT5 — {ARABIC}: BLOOM", f"mT5 — \u2068{ARABIC}: BLOOM\u2069"),
        (f"{ARABIC} (ar)", f"\u2068{ARABIC} (ar)\u2069"),
    ],
)
def test_pieces_that_run_from_right_to_left_are_isolated_in_a_mixed_line(line: str, expected: str) -> None:
    assert isolated(line) == expected


def test_isolates_take_no_room() -> None:
    line = f"label  {ARABIC}      kg:stage/pretraining"
    assert cells(isolated(line)) == cells(line) == len(line)


def test_isolates_that_a_text_brings_along_are_escaped_before() -> None:
    told = isolated(printable(f"x  \u2067{ARABIC}"))
    assert told.count("\u2068") == told.count("\u2069") == 1
    assert "\\u2067" in told
