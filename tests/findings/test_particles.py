"""Particles follow the sound that a text ends with; where that is open, both forms stay."""

from __future__ import annotations

import pytest

from mllm_kg.findings.particles import fitted


def told(template: str, text: str) -> str:
    return fitted(template, {"x": text}).format(x=text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("제목", "제목은 제목이 제목을 제목과 제목으로"),
        ("연도", "연도는 연도가 연도를 연도와 연도로"),
        ("모델", "모델은 모델이 모델을 모델과 모델로"),
    ],
)
def test_a_hangul_syllable_decides_by_its_final_consonant(text: str, sentence: str) -> None:
    assert told("{x}은(는) {x}이(가) {x}을(를) {x}와(과) {x}(으)로", text) == sentence


@pytest.mark.parametrize(
    ("digit", "topic", "direction"),
    [
        ("0", "은", "으로"),
        ("1", "은", "로"),
        ("2", "는", "로"),
        ("3", "은", "으로"),
        ("4", "는", "로"),
        ("5", "는", "로"),
        ("6", "은", "으로"),
        ("7", "은", "로"),
        ("8", "은", "로"),
        ("9", "는", "로"),
    ],
)
def test_a_number_is_read_in_korean(digit: str, topic: str, direction: str) -> None:
    assert told("{x}은(는) {x}(으)로", f"20{digit}") == f"20{digit}{topic} 20{digit}{direction}"


@pytest.mark.parametrize(
    ("text", "subject"),
    [("DOI", "DOI가"), ("XML", "XML이"), ("XGLM", "XGLM이"), ("MIN", "MIN이"), ("BLOOMZ", "BLOOMZ가")],
)
def test_a_capital_is_read_by_its_name(text: str, subject: str) -> None:
    assert told("{x}이(가)", text) == subject


@pytest.mark.parametrize("text", ["bloomz", "OCR", "https://example.org/", "…", "", "a)"])
def test_where_the_sound_is_open_both_forms_stay(text: str) -> None:
    assert told("{x}은(는)", text) == f"{text}은(는)"
    assert told("{x}(으)로", text) == f"{text}(으)로"


def test_quotation_marks_are_silent_in_the_text_and_in_the_template() -> None:
    assert told("{x}이(가)", "'제목'") == "'제목'이"
    assert told("'{x}'이(가)", "제목") == "'제목'이"
    assert told("`{x}`을(를) <{x}>을(를)", "연도") == "`연도`를 <연도>를"


def test_what_fills_a_slot_keeps_its_own_words() -> None:
    assert told("{x}은(는) 글입니다.", "제목은(는) {x}이(가)") == "제목은(는) {x}이(가)은(는) 글입니다."


def test_every_slot_decides_for_itself_and_other_brackets_stay() -> None:
    template = "{one}와(과) {two}이(가) {one}({two})에 있습니다. {{은(는)}}"
    slots = {"one": "논문", "two": "언어"}
    assert fitted(template, slots).format_map(slots) == "논문과 언어가 논문(언어)에 있습니다. {은(는)}"


def test_a_template_in_another_language_stays_as_it_is() -> None:
    assert fitted("{x} (s) has the {y}.", {"x": "제목", "y": "1"}) == "{x} (s) has the {y}."
