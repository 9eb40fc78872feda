"""The text of a file: decoded, cut into lines, shown in sentences."""

from __future__ import annotations

import pytest

from mllm_kg.findings import UNREADABLE, Finding, Location, Related, Severity, say
from mllm_kg.records.text import decode, in_text, lines, refusal, shown


def failed(content: bytes) -> Finding:
    found = decode(content, "x.yaml")
    assert isinstance(found, Finding)
    assert found.rule == "unreadable"
    assert found.rule in UNREADABLE
    return found


def test_utf_8_is_read_with_and_without_a_byte_order_mark() -> None:
    assert decode("라벨: é\n".encode(), "x.yaml") == "라벨: é\n"
    assert decode(b"\xef\xbb\xbfid: a\n", "x.yaml") == "id: a\n"
    assert decode(b"", "x.yaml") == ""


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_other_encodings_of_unicode_are_named(encoding: str) -> None:
    found = failed("id: model/x\n".encode(encoding))
    assert found.message == "The file is written in UTF-16 or UTF-32, and only UTF-8 is read."
    assert found.suggestion == "Save it as UTF-8."


@pytest.mark.parametrize(
    ("content", "place", "source"),
    [
        (b"id: a\nlabel: caf\xe9 x\n", (2, 11, 12), "label: caf\ufffd x"),
        ("label: 한국 ".encode() + b"\xe9\n", (1, 11, 12), "label: 한국 \ufffd"),
        (b"\xef\xbb\xbflabel: \xe9\n", (1, 8, 9), "label: \ufffd"),
        (b"a: b\r\nc: d\r\ne: \xe9", (3, 4, 5), "e: \ufffd"),
    ],
)
def test_a_byte_that_is_no_utf_8_has_line_column_and_its_meaning(
    content: bytes, place: tuple[int, int, int], source: str
) -> None:
    found = failed(content)
    assert found.message == "The byte E9 is no UTF-8."
    assert found.suggestion == "Save the file as UTF-8; in Windows-1252 the byte stands for 'é'."
    assert found.location == Location("x.yaml", *place)
    assert found.source == source


def test_a_byte_without_a_meaning_elsewhere_has_the_plain_advice() -> None:
    assert failed(b"a: \x81").suggestion == "Save the file as UTF-8."


def test_lines_end_as_editors_end_them() -> None:
    assert lines("a\nb\r\nc\rd\x0be\u2028f\n") == ("a", "b", "c", "d\x0be\u2028f", "")


def test_a_strangers_text_is_shown_short_and_visible() -> None:
    assert shown("x" * 60) == "x" * 60
    assert shown("x" * 61) == "x" * 59 + "…"
    assert shown("a\nb\x1b[31m\u202ec") == "a\\u000ab\\u001b[31m\\u202ec"


def test_findings_get_their_line_and_stand_in_its_order() -> None:
    def finding(line: int | None, column: int | None, *related: Related) -> Finding:
        place = Location("x.yaml", line, column) if line else None
        return Finding("yaml", Severity.VIOLATION, say("The file is empty."), None, place, related=related)

    other = Related(Location("x.yaml", 1, 1), say("It stands here first."))
    told = in_text([finding(2, 4), finding(2, 1, other), finding(None, None), finding(9, 1)], "a: b\nc: d\n")
    assert [(found.location and found.location.line, found.source) for found in told] == [
        (None, None),
        (2, "c: d"),
        (2, "c: d"),
        (3, ""),
    ]
    assert told[1].related[0].source == "a: b"


def test_a_refusal_names_the_setting_and_its_variable() -> None:
    found = refusal(say("The file has more than {count} bytes.", count=9), "input_size", Location("x.yaml"))
    assert found.rule in UNREADABLE
    assert found.message == "The file has more than 9 bytes."
    assert found.suggestion == "The limit is the setting `input_size`; MLLM_KG_INPUT_SIZE raises it."
