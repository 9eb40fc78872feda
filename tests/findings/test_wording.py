"""The words around findings."""

from __future__ import annotations

from mllm_kg.findings import Severity
from mllm_kg.findings.sentence import LANGUAGES, told
from mllm_kg.findings.wording import HELP, NAMES, NOTE, SEE, counts, ordered, rule_page, summary
from tests.findings.samples import DATATYPE, DUPLICATE, NOTES, UNKNOWN_KEY, UNREADABLE


def test_the_summary_counts() -> None:
    assert summary([]) == "Conforms: no findings."
    assert summary(NOTES) == "Conforms: 8 notes."
    assert summary([DUPLICATE, NOTES[0]]) == "Conforms: 1 warning, 1 note."
    assert summary([UNKNOWN_KEY, DATATYPE, DUPLICATE]) == "Does not conform: 2 errors, 1 warning."
    assert summary(NOTES * 200) == "Conforms: 1,600 notes."


def test_the_summary_counts_in_korean() -> None:
    assert summary([UNKNOWN_KEY, DATATYPE, DUPLICATE, *NOTES], "ko") == "부적합: 오류 2건, 경고 1건, 참고 8건."


def test_every_word_is_told_in_every_language() -> None:
    for language in set(LANGUAGES) - {"en"}:
        for word in (*NAMES.values(), HELP, NOTE, SEE):
            assert told(word, language) != str(word)


def test_counts_have_every_severity() -> None:
    assert counts([]) == {Severity.VIOLATION: 0, Severity.WARNING: 0, Severity.INFO: 0}


def test_a_page_s_address_is_one_whatever_the_rule() -> None:
    assert rule_page("unknown-key").endswith("/docs/rules/unknown-key.md")
    assert rule_page("a b/../c").endswith("/docs/rules/a%20b%2F..%2Fc.md")


def test_the_order_is_by_file_and_line() -> None:
    assert ordered([NOTES[0], UNKNOWN_KEY, DATATYPE, UNREADABLE]) == [UNREADABLE, DATATYPE, UNKNOWN_KEY, NOTES[0]]
