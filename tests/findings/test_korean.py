"""Every sentence that findings say has a Korean form with the same slots, and no Korean form is left over."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pyoxigraph as ox
import pytest

from mllm_kg import KnowledgeGraph
from mllm_kg.checks.rules import SLOT, load_quality_rules
from mllm_kg.curation.identifiers import NAMES
from mllm_kg.curation.importing import import_list
from mllm_kg.findings import Words, say
from mllm_kg.findings.korean import KOREAN, ROOMS
from mllm_kg.findings.sentence import told
from mllm_kg.inputs.rdf.irregular import why_bad
from mllm_kg.reasoning.clashes import clashes

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "mllm_kg").rglob("*.py"))
RULES = load_quality_rules(ROOT / "queries" / "qc")
HANGUL = re.compile(r"[가-힣]")
CODE = re.compile(r"`[^`]*`|\{\w+\}|\"[^\"]*\"|<[^>]*>")
FORMAL = ("니다.", "십시오.", "니까?")
"""How formal sentences end: statements, requests, questions."""

CATCHWORDS = {"shown", "template", "verdicts"}
"""Rooms whose texts need not be sentences."""


def said(path: Path) -> Iterator[tuple[int, ast.expr]]:
    """Go through the first arguments of ``say`` in a file, with their lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
            yield node.lineno, node.args[0]


def literal(template: ast.expr) -> str | None:
    return template.value if isinstance(template, ast.Constant) and isinstance(template.value, str) else None


TEMPLATES = sorted({text for path in SOURCES for _, template in said(path) if (text := literal(template)) is not None})


def slots(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_the_search_finds_sentences_in_many_modules() -> None:
    speaking = [path for path in SOURCES if next(said(path), None)]
    assert len(speaking) >= 30
    assert len(TEMPLATES) >= 500


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_sentence_is_said_by_a_template_that_can_be_looked_up(path: Path) -> None:
    assert [line for line, template in said(path) if literal(template) is None] == []


def test_every_sentence_has_a_korean_form() -> None:
    assert [template for template in TEMPLATES if template not in KOREAN] == []


def test_every_korean_form_has_the_slots_of_the_english_one() -> None:
    differing = {english: korean for english, korean in KOREAN.items() if slots(english) != slots(korean)}
    assert differing == {}


def test_no_korean_form_is_left_of_a_sentence_that_nobody_says() -> None:
    assert sorted(set(KOREAN) - set(TEMPLATES)) == []


def test_a_sentence_stands_in_one_room() -> None:
    counted = Counter(english for room in ROOMS for english in room.SENTENCES)
    assert [english for english, count in counted.items() if count > 1] == []


def test_every_korean_form_is_korean() -> None:
    for english, korean in KOREAN.items():
        if re.search(r"[A-Za-z]", CODE.sub("", english)):
            assert HANGUL.search(korean), korean
            assert korean != english


def quoted(text: str) -> set[str]:
    """Return what stands in backquotes."""
    return set(re.findall(r"`[^`]+`", text))


def informal(korean: str) -> list[str]:
    """Return the sentences of a text that end otherwise than formal ones, but for those that end in a list or in code."""
    ends = re.split(r"(?<=[.?])\s+(?=[가-힣])", re.sub(r"\s*\([^()]*\)(?=\.|$)|(?<=[.?])\s\{\w+\}\.?$", "", korean))
    sentences = [end for end in ends if HANGUL.search(end) and not re.search(r"니다: |십시오: |확장자: ", end)]
    return [end for end in sentences if not end.endswith(FORMAL)]


def test_code_is_the_same_in_both_languages() -> None:
    """What stands in backquotes is typed by people or machines: no language changes it."""
    lost = {english: quoted(english) - quoted(korean) for english, korean in KOREAN.items()}
    assert {english: code for english, code in lost.items() if code} == {}


def test_korean_sentences_are_formal() -> None:
    for room in ROOMS:
        if room.__name__.rpartition(".")[2] not in CATCHWORDS:
            found = {english: informal(korean) for english, korean in room.SENTENCES.items()}
            assert {english: ends for english, ends in found.items() if ends} == {}


def test_a_sentence_is_told_in_korean_with_its_slots_in_korean() -> None:
    kind = Words("date", ko="날짜")
    sentence = say("{value} is no {what}.", value="'2025'", what=kind)
    assert str(sentence) == "'2025' is no date."
    assert sentence.told("ko") == "'2025'는 날짜가 아닙니다."
    assert sentence.told("en") == sentence.told("de") == str(sentence)


def test_a_sentence_inside_another_is_told_in_korean_too() -> None:
    inner = say("This is no person of {x}.", x=1)
    assert say("{told} It is left out.", told=inner).told("ko") == "This is no person of 1. 이 진술은 뺐습니다."
    inner = say("{thing} belongs to no record.", thing="ex:a2")
    outer = say("{told} It is left out.", told=inner)
    assert outer.told("ko") == "ex:a2는 어느 레코드에도 속하지 않습니다. 이 진술은 뺐습니다."


# Rules across entities


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_told_in_both_languages(rule: object) -> None:
    for name in ("summary", "problem", "solution", "message"):
        words = getattr(rule, name)
        korean = words.told("ko")
        assert HANGUL.search(korean), f"{name} is not Korean"
        assert set(SLOT.findall(korean)) == set(SLOT.findall(words))
        assert name == "summary" or informal(korean) == []
        assert quoted(korean) == quoted(words)


# What fills slots

ENGLISH = re.compile(r"(?<![\w:/.-])(?:the|an|is|are|has|of|which|and|or|not|no|this|with|in)(?![\w:/.-])")
"""Words that no Korean sentence needs, and that stand in most English ones."""

QUOTED = re.compile(r"'.*?'(?![A-Za-z])|`[^`]*`|\"[^\"]*\"|<[^>]*>|\(A [^)]*\)")


def test_findings_of_the_corpus_have_no_english_left(kg: KnowledgeGraph) -> None:
    found = kg.validate([ROOT / "tests" / "corpora" / "additions" / "wrong"]).findings
    assert len(found) >= 60
    for finding in found:
        texts = [finding.message, finding.suggestion or "", *(other.message for other in finding.related)]
        for text in filter(None, texts):
            korean = told(text, "ko")
            assert HANGUL.search(korean), text
            assert not ENGLISH.search(QUOTED.sub("", korean)), korean


def test_names_of_characters_and_identifiers_are_told_in_korean() -> None:
    told_of = [why_bad(f"https://example.org/a{character}b")[0].told("ko") for character in " \t\n"]
    assert [text.rpartition(": ")[2] for text in told_of] == ["공백.", "탭.", "줄바꿈."]
    assert NAMES["arxiv_id"].told("ko") == "arXiv 식별자"


@pytest.mark.parametrize(
    "text",
    ['{"a" 1}', '{"a": 1 2}', "{a: 1}", '{"a": }', '{"a": "x\\q"}', '{"a": "\\u12"}', '{"a": "x', '{"a": "\x01"}'],
)
def test_what_python_finds_wrong_with_json_is_told_in_korean(kg: KnowledgeGraph, text: str) -> None:
    found = import_list(kg, "csl-json", text, "list.json").findings
    korean = told(found[0].message, "ko")
    assert korean.startswith("JSON이 아닙니다. ")
    assert informal(korean) == []
    assert not re.search(r"[A-Za-z]{3}", korean.replace("JSON", "")), korean


def test_clashes_are_told_in_korean() -> None:
    a, b, x = (ox.NamedNode(f"https://example.org/{name}") for name in ("A", "B", "1"))
    disjoint = ox.Triple(a, ox.NamedNode("http://www.w3.org/2002/07/owl#disjointWith"), b)
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    (clash,) = clashes([disjoint], [ox.Triple(x, kind, a), ox.Triple(x, kind, b)])
    assert clash == "https://example.org/1 is https://example.org/A and https://example.org/B, which are disjoint."
    assert clash.told("ko") == (
        "https://example.org/1은 https://example.org/A와 https://example.org/B에 속하는데, 두 클래스는 서로 겹치지 않습니다."
    )
