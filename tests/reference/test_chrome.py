"""What the pages themselves say is said in Korean too, and nothing there is left over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mllm_kg.questions.model import THEMES
from mllm_kg.reference import chrome
from mllm_kg.reference.axioms import CHARACTERISTICS
from mllm_kg.reference.chrome import Chrome
from mllm_kg.reference.phrases import MANCHESTER, TEMPLATES
from mllm_kg.reference.terms import MAPPINGS

FOLDER = Path(chrome.__file__).parent
TEMPLATE_TEXTS = "".join(path.read_text(encoding="utf-8") for path in sorted((FOLDER / "templates").glob("*.html")))
CODE = "".join(
    (FOLDER / name).read_text(encoding="utf-8") for name in ("pages.py", "axioms.py", "index.py", "terms.py")
)
ASKED = set(re.findall(r'\bt\("([^"]+)"', TEMPLATE_TEXTS))


@pytest.mark.parametrize("key", sorted({*ASKED, *CHARACTERISTICS, *MAPPINGS, *THEMES.values()}))
def test_every_text_is_there_in_korean(key: str) -> None:
    told = chrome._KOREAN.get(key)
    assert told, key
    assert sorted(re.findall(r"\{\w+\}", told)) == sorted(re.findall(r"\{\w+\}", key))
    assert re.search("[가-힣]|^IRI", told), key


def test_no_text_is_left_over() -> None:
    quoted = {text for source in (CODE, TEMPLATE_TEXTS) for text in re.findall(r'"([^"\n]+)"', source)}
    quoted |= {*ASKED, *CHARACTERISTICS, *THEMES.values()}
    severities = {"violation", "warning", "info"}
    assert set(chrome._KOREAN) - quoted - severities == set()
    assert set(chrome._ENGLISH) <= set(chrome._KOREAN)


@pytest.mark.parametrize(("tag", "expected"), [("en", "en"), ("ko", "ko"), ("ko-KR", "ko"), ("fr", "en"), ("", "en")])
def test_a_page_speaks_the_nearest_language(tag: str, expected: str) -> None:
    assert Chrome(tag).language == expected


def test_slots_are_filled_and_numbers_grouped() -> None:
    assert Chrome("ko")("{number} results", number=3) == "결과 3개"
    assert Chrome("en")("is-a") == "Is a"
    assert Chrome("en").number(1234567) == "1,234,567"


def test_the_words_of_expressions_have_the_same_slots_in_every_language() -> None:
    for words in TEMPLATES.values():
        assert words.keys() == MANCHESTER.keys()
        for key, text in words.items():
            assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", TEMPLATES["en"][key])), key
