"""What would be right: the nearest legal values, and the shape's message in both languages."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from mllm_kg.checks.advice import MOST
from mllm_kg.checks.shacl import check_shapes
from mllm_kg.findings import Finding, Sentence, Words, told
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import KG, PREFIXES, graph

ROOT = Path(__file__).resolve().parents[2]
PROLOGUE = f"@base <{KG}> .\n" + "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
KNOWN = """
mllm:LanguageModel rdfs:label "language model"@en, "언어 모델"@ko .
mllm:Language rdfs:label "language"@en, "언어"@ko .
mllm:Odd rdfs:subClassOf mllm:Approach . mllm:LanguageModel rdfs:subClassOf mllm:Approach . mllm:Approach rdfs:subClassOf mllm:Artifact .
<model/bloomz> a mllm:LanguageModel ; rdfs:label "BLOOMZ" .
<model/mt5> a mllm:LanguageModel ; rdfs:label "mT5" .
<organization/google> a mllm:Organization ; rdfs:label "Google" .
<language/swa> a mllm:Language ; rdfs:label "Swahili"@en, "스와힐리어"@ko ; mllm:iso639-3 "swa" ; mllm:bcp47Tag "sw" ;
    mllm:languageScope "macrolanguage" .
"""


def judge(text: str) -> list[Finding]:
    parsed = ox.parse(f"{PROLOGUE}{KNOWN}{text}", ox.RdfFormat.TURTLE)
    return check_shapes(Dataset.from_quads(ox.Quad(*quad.triple, graph("data")) for quad in parsed), ROOT / "shapes")


@pytest.mark.parametrize(
    ("wrong", "beginning"),
    [
        ("mllm:sharesArchitectureWith <model/blomz>", "Did you mean model/bloomz? A model of the same architecture is"),
        ("mllm:developedBy <venue/google>", "Did you mean organization/google? A developer is"),
        ("mllm:developedBy 'Google'", "Did you mean organization/google? A developer is"),
        ("mllm:developedBy <organization/zzz>", "A developer is an organization with an entry in the graph."),
        ("mllm:developedBy '!'", "A developer is an organization with an entry in the graph."),
    ],
)
def test_a_reference_names_the_nearest_member_of_its_class(wrong: str, beginning: str) -> None:
    [finding] = judge(f"<model/new> a mllm:LanguageModel ; rdfs:label 'New' ; {wrong} .")
    assert finding.suggestion is not None
    assert finding.suggestion.startswith(beginning)


def test_one_of_a_list_names_the_nearest_of_the_list() -> None:
    [finding] = judge("<language/swa> mllm:languageScope 'macrolangauge' .")[:1]
    assert finding.rule in ("Language-languageScope", "Language-languageScope-single")
    [listed] = [
        f for f in judge("<language/swa> mllm:languageScope 'macrolangauge' .") if f.rule == "Language-languageScope"
    ]
    assert listed.suggestion is not None
    assert listed.suggestion.startswith("Did you mean macrolanguage? ")


def test_what_only_follows_is_no_legal_value() -> None:
    quads = [
        ox.Quad(*quad.triple, graph("inferred" if "made-up" in str(quad.subject) else "data"))
        for quad in ox.parse(
            f"{PROLOGUE}{KNOWN} <organization/made-up> a mllm:Organization . "
            "<model/bloomz> mllm:developedBy <organization/made-upp> .",
            ox.RdfFormat.TURTLE,
        )
    ]
    [finding] = check_shapes(Dataset.from_quads(quads), ROOT / "shapes")
    assert finding.suggestion == "A developer is an organization with an entry in the graph."


def test_sentences_can_be_told_in_korean() -> None:
    findings = judge("<model/new> a mllm:LanguageModel ; rdfs:label 'New' ; mllm:openWeights 'yes' .")
    [finding] = findings
    assert isinstance(finding.message, Sentence)
    assert finding.message.template == "{entity} has the {property} {value}, which is no {kind}."
    assert {name: told(slot, "ko") for name, slot in finding.message.slots.items()} == {
        "entity": "언어 모델 'New'",
        "property": "가중치 공개 여부",
        "value": "'yes'",
        "kind": "참·거짓 값",
    }
    assert isinstance(finding.suggestion, Words)
    assert finding.suggestion == "The openness of the weights is true or false."
    assert finding.suggestion.told("ko") == "가중치 공개 여부는 true 또는 false여야 합니다."


def test_labels_are_told_in_the_language_too() -> None:
    [finding] = [f for f in judge("<language/swa> mllm:languageScope 'big' .") if f.rule == "Language-languageScope"]
    assert finding.message.startswith("Language 'Swahili' has the scope 'big'")
    assert isinstance(finding.message, Sentence)
    assert told(finding.message.slots["entity"], "ko") == "언어 '스와힐리어'"
    assert finding.label == "Swahili"


def test_many_mistakes_do_not_all_ask_for_what_is_near() -> None:
    wrong = " ".join(f"<model/bloomz> mllm:developedBy <organization/google-{number}> ." for number in range(MOST + 20))
    findings = judge(wrong)
    assert len(findings) == MOST + 20
    assert sum(str(finding.suggestion).startswith("Did you mean") for finding in findings) == MOST


def test_nothing_is_listed_when_nothing_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> None:
        raise AssertionError("members of a class were listed")

    monkeypatch.setattr("mllm_kg.checks.advice.Advice._instances", fail)
    assert judge("<model/new> a mllm:LanguageModel ; rdfs:label 'New' ; mllm:developedBy <organization/google> .") == []
