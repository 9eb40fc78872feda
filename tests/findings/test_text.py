"""Findings as people read them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mllm_kg.findings import Finding, Location, Related, Severity
from mllm_kg.findings.text import pieces, render_text
from mllm_kg.findings.wording import summary
from tests.findings.samples import DATATYPE, DUPLICATE, NOTES, PAGES, UNKNOWN_KEY, UNREADABLE, korean

__all__ = ["korean"]


def test_a_finding_with_a_place_shows_its_line() -> None:
    assert render_text([UNKNOWN_KEY]) == (
        "tower.yaml:5:1: error: 'base_on' is no key of a record. [unknown-key]\n"
        "    5 | base_on: [model/llama-2]\n"
        "      | ^~~~~~~\n"
        "  help: Did you mean 'based_on'?\n"
        f"  see: {PAGES}unknown-key.md\n"
        "\n"
        "Does not conform: 1 error.\n"
    )


@pytest.mark.usefixtures("korean")
def test_a_finding_in_korean() -> None:
    assert render_text([UNKNOWN_KEY], "ko") == (
        "tower.yaml:5:1: 오류: 'base_on'은(는) 레코드의 키가 아닙니다. [unknown-key]\n"
        "    5 | base_on: [model/llama-2]\n"
        "      | ^~~~~~~\n"
        "  도움말: 'based_on'인가요?\n"
        f"  설명: {PAGES}unknown-key.md\n"
        "\n"
        "부적합: 오류 1건.\n"
    )


def test_other_places_are_shown_with_their_lines() -> None:
    assert render_text([DUPLICATE]) == (
        "b.ttl:12:3: warning: Paper 'B' has the arXiv id of paper 'A'. [duplicate-arxiv-id]\n"
        "   12 |   mllm:arxivId '2402.17733' .\n"
        "      |   ^~~~~~\n"
        "  note: data/papers/a.yaml:3:11: It stands here.\n"
        "    3 | arxiv_id: 2402.17733\n"
        "      |           ^~~~~~~~~~\n"
        f"  see: {PAGES}duplicate-arxiv-id.md\n"
        "\n"
        "Conforms: 1 warning.\n"
    )


def test_findings_stand_in_the_order_of_files_and_lines_and_those_without_a_place_last() -> None:
    told = render_text([NOTES[0], UNKNOWN_KEY, UNREADABLE, DUPLICATE, DATATYPE])
    heads = [
        line for line in told.splitlines() if ": error: " in line or ": warning: " in line or line.startswith("note")
    ]
    assert [head.partition(" ")[0] for head in heads] == [
        "b.ttl:12:3:",
        "c.jsonld:",
        "tower.yaml:4:7:",
        "tower.yaml:5:1:",
        "note",
    ]


def test_the_page_of_a_rule_is_named_once() -> None:
    again = replace(UNKNOWN_KEY, location=Location("tower.yaml", 9, 1, 8))
    assert render_text([UNKNOWN_KEY, again, DATATYPE]).count("see: ") == 2


def test_a_file_without_a_line_has_no_caret() -> None:
    told = render_text([UNREADABLE])
    assert told.startswith(f"c.jsonld: error: A bracket is never closed. [syntax]\n  see: {PAGES}syntax.md\n\n")


def test_wide_characters_and_tabs_keep_the_caret_in_place() -> None:
    wide = replace(UNKNOWN_KEY, source="\tlabel: 한국어 값", location=Location("a.yaml", 120, 13, 14))
    assert "  120 |     label: 한국어 값\n      |                   ^~\n" in render_text([wide])


def test_the_gutter_grows_with_the_number_of_the_line() -> None:
    far = replace(UNKNOWN_KEY, location=Location("a.nt", 1234567, 1, 8))
    assert "1234567 | base_on: [model/llama-2]\n        | ^~~~~~~\n" in render_text([far])


def test_what_a_file_says_can_neither_steer_a_terminal_nor_forge_a_line() -> None:
    evil = Finding(
        "rule\x1b[2J",
        Severity.VIOLATION,
        "It is '\x1b[31m\nb.yaml:1:1: error: forged'.",
        "Write\r'x'.",
        Location("a\n\x07.yaml", 1, 1),
        source="\x1b]0;title\x07 \u202e",
        related=(Related(Location("b\x1b.yaml", 1, 1), "Here\n.", "\x9b"),),
    )
    told = render_text([evil])
    assert not any(character in told for character in "\x1b\x07\r\u202e\x9b")
    assert "\nb.yaml:1:1" not in told
    assert "a\\n\\u0007.yaml:1:1: error: It is '\\u001b[31m\\nb.yaml" in told


def test_the_colours_are_in_the_pieces_only() -> None:
    found = [UNKNOWN_KEY, DUPLICATE, *NOTES]
    assert {style for style, _ in pieces(found)} == {"", "place", "violation", "warning", "info", "help"}
    assert "".join(text for _, text in pieces(found)) == render_text(found)
    caret = [style for style, text in pieces([UNKNOWN_KEY]) if "^" in text]
    assert caret == ["violation"]


def test_the_total_can_be_left_out() -> None:
    assert summary([UNKNOWN_KEY]) not in "".join(text for _, text in pieces([UNKNOWN_KEY], total=False))


class TestWithoutAPlace:
    """Findings about the graph are gathered by rule."""

    def test_each_is_told_once_and_the_worst_first(self) -> None:
        bad = Finding("Paper-title-required", Severity.VIOLATION, "Paper 'A' has no title.", "Every paper has a title.")
        mild = Finding("duplicate-name", Severity.WARNING, "Model 'A' has the same name as 'B'.")
        assert render_text([mild, bad]) == (
            "error Paper-title-required: Every paper has a title.\n"
            "  Paper 'A' has no title.\n"
            f"  see: {PAGES}Paper-title-required.md\n"
            "\n"
            "warning duplicate-name\n"
            "  Model 'A' has the same name as 'B'.\n"
            f"  see: {PAGES}duplicate-name.md\n"
            "\n"
            "Does not conform: 1 error, 1 warning.\n"
        )

    def test_the_advice_stands_at_each_where_it_differs(self) -> None:
        one, other = NOTES[0], replace(NOTES[1], suggestion="Ask.")
        told = render_text([one, other])
        assert told.startswith("note no-author\n")
        assert "  Paper 'a' has no author. Name them.\n  Paper 'b' has no author. Ask.\n" in told

    def test_other_places_are_told(self) -> None:
        told = render_text([replace(DUPLICATE, location=None, source=None)])
        assert "  Paper 'B' has the arXiv id of paper 'A'.\n  note: data/papers/a.yaml:3:11: It stands here.\n" in told

    def test_of_many_notes_the_first_are_told(self) -> None:
        told = render_text(NOTES)
        assert told.count("has no author") == 5
        assert "  … and 3 more; the format json has them all.\n" in told
        assert told.endswith("Conforms: 8 notes.\n")
        assert render_text(NOTES[:6]).count("has no author") == 6

    def test_all_warnings_are_told(self) -> None:
        warnings = [replace(note, severity=Severity.WARNING) for note in NOTES * 3]
        assert render_text(warnings).count("has no author") == 24


def test_of_many_notes_with_a_place_the_first_are_told() -> None:
    placed = [replace(note, location=Location("a.yaml", at, 1)) for at, note in enumerate(NOTES, start=1)]
    told = render_text([*placed, UNKNOWN_KEY])
    assert told.count("has no author") == 5
    assert "note no-author\n  … and 3 more; the format json has them all.\n" in told
    assert "'base_on'" in told
    assert told.endswith("Does not conform: 1 error, 8 notes.\n")
    assert render_text(placed[:6]).count("has no author") == 6


def test_no_findings_are_one_line() -> None:
    assert render_text([]) == "Conforms: no findings.\n"
    assert render_text([], "ko") == "적합: 발견된 문제 없음.\n"
