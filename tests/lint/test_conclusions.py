"""Rules about what follows, and about the form of shapes."""

from __future__ import annotations

from mllm_kg.lint.conclusions import CONCLUSIONS
from mllm_kg.lint.model import Breach
from mllm_kg.namespaces import ONTOLOGY, SHAPES, expand
from tests.lint.parts import inspected

RULES = {rule.id: rule for rule in CONCLUSIONS}
SHAPE = """
kgg:shapes {
  mllmsh:Model a sh:NodeShape ; sh:targetClass mllm:LanguageModel ; sh:property mllmsh:Model-rule .
  mllmsh:Model-rule a sh:PropertyShape ; sh:path %s ; sh:name "rule"@en ; sh:message "No."@en .
}
"""
MODELS = "kgg:data { <model/a> a mllm:LanguageModel . <model/b> a mllm:LanguageModel . }\n"


def breaches(rule: str, text: str) -> list[Breach]:
    return list(RULES[rule].find(inspected(text)))


def test_an_axiom_without_a_rule_is_told_at_its_term() -> None:
    text = "mllm:knows a owl:ObjectProperty , owl:ReflexiveProperty ."
    [breach] = breaches("axiom-without-rule", text)
    assert breach.entity == expand("mllm:knows")
    assert breach.message == "The closure can't reason from an axiom: mllm:knows: no rule for owl:ReflexiveProperty."


def test_an_axiom_without_a_named_term_is_told_at_the_ontology() -> None:
    text = """
    mllm:Odd owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( mllm:Paper [ a owl:Restriction ;
        owl:onProperty mllm:author ; owl:allValuesFrom [ a owl:Class ; owl:complementOf mllm:Person ] ] ) ] .
    [ a owl:Class ; owl:complementOf mllm:Person ] rdfs:subClassOf [ a owl:Class ; owl:complementOf mllm:Robot ] .
    """
    found = breaches("axiom-without-rule", text)
    assert found
    assert {breach.entity for breach in found} <= {ONTOLOGY, expand("mllm:Odd")}


def test_a_value_that_only_follows_and_breaks_a_shape_is_told_at_the_shape() -> None:
    text = (
        MODELS
        + "kgg:inferred { <model/a> mllm:sourceOf <paper/x> . }"
        + SHAPE % ("mllm:sourceOf ; sh:class mllm:LanguageModel")
    )
    [breach] = breaches("shape-forbids-inference", text)
    assert breach.entity == f"{SHAPES}Model-rule"
    assert breach.path == expand("mllm:sourceOf")
    assert breach.message == "The shape mllmsh:Model-rule forbids what follows of kg:model/a."


def test_a_shape_is_told_once_however_much_it_forbids() -> None:
    text = (
        MODELS
        + "kgg:inferred { <model/a> mllm:sourceOf <paper/x> , <paper/y> . }"
        + SHAPE % ("mllm:sourceOf ; sh:class mllm:LanguageModel")
    )
    assert len(breaches("shape-forbids-inference", text)) == 1


def test_a_path_against_the_property_is_followed() -> None:
    text = (
        MODELS
        + "kgg:inferred { <paper/x> mllm:studies <model/a> . }"
        + SHAPE % ("[ sh:inversePath mllm:studies ] ; sh:class mllm:Paper")
    )
    assert len(breaches("shape-forbids-inference", text)) == 1
    stated = text.replace("kgg:inferred", "kgg:more")
    assert breaches("shape-forbids-inference", stated) == []


def test_two_stated_values_are_no_matter_of_the_ontology() -> None:
    shape = SHAPE % "mllm:year ; sh:maxCount 1"
    assert breaches("shape-forbids-inference", MODELS + "kgg:more { <model/a> mllm:year 1 , 2 . }" + shape) == []
    follows = "kgg:more { <model/a> mllm:year 1 . } kgg:inferred/unconfirmed { <model/a> mllm:year 2 . }"
    follows = follows.replace("kgg:inferred/unconfirmed", "<https://w3id.org/mllm-kg/graph/inferred/unconfirmed>")
    assert len(breaches("shape-forbids-inference", MODELS + follows + shape)) == 1


def test_a_missing_value_is_no_matter_of_the_ontology() -> None:
    assert breaches("shape-forbids-inference", MODELS + SHAPE % "mllm:year ; sh:minCount 1") == []


def test_without_shapes_nothing_is_forbidden() -> None:
    assert breaches("shape-forbids-inference", MODELS) == []
    assert breaches("shape-not-well-formed", MODELS) == []


def test_a_malformed_shape_is_told_with_its_parameter() -> None:
    text = 'kgg:shapes { mllmsh:Odd a sh:PropertyShape ; sh:path mllm:year ; sh:minCount "x" . }'
    found = breaches("shape-not-well-formed", text)
    assert {breach.entity for breach in found} == {f"{SHAPES}Odd"}
    assert {breach.path for breach in found} == {expand("sh:minCount")}
    assert all(breach.message.startswith("mllmsh:Odd is no well-formed shape: sh:minCount breaks") for breach in found)
