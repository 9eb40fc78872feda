"""Axioms that OWL 2 RL does not follow, and those that it follows in part."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from mllm_kg.namespaces import PREFIXES, term
from mllm_kg.reasoning.schema import Schema
from mllm_kg.reasoning.support import Unfollowed, partly, problems, refused
from tests.reasoning.conftest import parse

EXAMPLE = "http://example.org/"
OWL = PREFIXES["owl"]
SOME = "[ owl:onProperty :p ; {} ]"
REFUSED = {
    "a cardinality": (f":A owl:equivalentClass {SOME.format('owl:minCardinality 2')} .", "A", "minCardinality"),
    "a qualified one": (
        f"{SOME.format('owl:qualifiedCardinality 1 ; owl:onClass :B')} rdfs:subClassOf :A .", "A", "qualifiedCardinality",
    ),
    "all values": (f":A owl:equivalentClass {SOME.format('owl:allValuesFrom :B')} .", "A", "allValuesFrom"),
    "a complement in an intersection": (
        ":A owl:equivalentClass [ owl:intersectionOf ( :B [ owl:complementOf :C ] ) ] .", "A", "complementOf",
    ),
    "a complement in a filler": (
        f"{SOME.format('owl:someValuesFrom [ owl:complementOf :C ]')} rdfs:subClassOf :A .", "A", "complementOf",
    ),
    "itself": (f"{SOME.format('owl:hasSelf true')} rdfs:subClassOf :A .", "A", "hasSelf"),
    "several properties": (
        "[ owl:onProperties ( :p :q ) ; owl:someValuesFrom :D ] rdfs:subClassOf :A .", "A", "onProperties",
    ),
    "no property": ("[ owl:someValuesFrom :B ] rdfs:subClassOf :A .", "A", "onProperty"),
    "nothing about the values": ("[ a owl:Restriction ; owl:onProperty :p ] rdfs:subClassOf :A .", "A", "onProperty"),
    "identity": (":x owl:sameAs :y .", "x", "sameAs"),
    "reflexive": (":p a owl:ReflexiveProperty .", "p", "ReflexiveProperty"),
    "a chain of nothing": (":p owl:propertyChainAxiom () .", "p", "propertyChainAxiom"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_be_lost_is_told_with_its_term_and_its_axiom(name: str) -> None:
    text, subject, construct = REFUSED[name]
    (found,) = refused(Schema(parse(text)))
    assert (found.subject, found.predicate) == (EXAMPLE + subject, OWL + construct)
    assert isinstance(found.axiom, ox.Triple)
    assert problems(Schema(parse(text))) == [str(found)]
    assert str(found).startswith(f"{EXAMPLE}{subject}: ")


@pytest.mark.parametrize("text", [":kind rdfs:subPropertyOf rdf:type .", "rdfs:subClassOf rdfs:domain :A ."])
def test_the_vocabulary_stays_as_it_is(text: str) -> None:
    (found,) = refused(Schema(parse(text)))
    assert "can't be redefined" in found.reason


def test_values_that_no_rule_can_judge() -> None:
    odd = '[ a rdfs:Datatype ; owl:onDatatype xsd:string ; owl:withRestrictions ( [ xsd:pattern "\\\\p{Lu}" ] ) ]'
    (found,) = refused(Schema(parse(f"{SOME.format(f'owl:someValuesFrom {odd}')} rdfs:subClassOf :A .")))
    assert str(found) == f"{EXAMPLE}A: no rule says which values meet xsd:pattern"
    assert refused(Schema(parse(f":p rdfs:range {odd} ."))) == []


@pytest.mark.parametrize(
    "text",
    [
        ":p rdfs:subPropertyOf owl:topObjectProperty .",
        ":A owl:disjointUnionOf ( :B :C ) .",
        f"{SOME.format('owl:someValuesFrom xsd:integer')} rdfs:subClassOf :A .",
        f"{SOME.format('owl:minCardinality 2')} rdfs:subClassOf owl:Nothing .",
        ":Share a rdfs:Datatype ; owl:equivalentClass [ a rdfs:Datatype ; owl:onDatatype xsd:decimal ] .",
        ":A owl:oneOf ( :x :y ) .",
    ],
)
def test_what_is_followed_is_not_refused(text: str) -> None:
    assert refused(Schema(parse(text))) == []


PARTLY = {
    "some value": (f":A rdfs:subClassOf {SOME.format('owl:someValuesFrom :B')} .", "A", "someValuesFrom"),
    "one of several classes": (":p rdfs:domain [ owl:unionOf ( :A :B ) ] .", "p", "unionOf"),
    "in an intersection": (
        f":A owl:equivalentClass [ owl:intersectionOf ( :B {SOME.format('owl:someValuesFrom :C')} ) ] .",
        "A",
        "someValuesFrom",
    ),
    "of all values": (
        f":A rdfs:subClassOf {SOME.format('owl:allValuesFrom [ owl:oneOf ( :x :y ) ]')} .", "A", "oneOf",
    ),
    "at least": (f":A rdfs:subClassOf {SOME.format('owl:minCardinality 1')} .", "A", "minCardinality"),
    "at most two": (f":A rdfs:subClassOf {SOME.format('owl:maxCardinality 2')} .", "A", "maxCardinality"),
}  # fmt: skip


@pytest.mark.parametrize("name", PARTLY)
def test_what_is_followed_in_part_is_told_apart(name: str) -> None:
    text, subject, construct = PARTLY[name]
    schema = Schema(parse(text))
    (found,) = partly(schema)
    assert (found.subject, found.predicate) == (EXAMPLE + subject, OWL + construct)
    assert found.axiom is not None
    assert str(found.axiom.subject) == f"<{EXAMPLE}{subject}>"
    assert refused(schema) == []


@pytest.mark.parametrize(
    "text",
    [
        f":A rdfs:subClassOf {SOME.format('owl:maxCardinality 1')} , {SOME.format('owl:hasValue :v')} .",
        f":A rdfs:subClassOf {SOME.format('owl:allValuesFrom :B')} , [ owl:complementOf :C ] .",
        f"{SOME.format('owl:someValuesFrom :B')} rdfs:subClassOf :A . [ owl:unionOf ( :B :C ) ] rdfs:subClassOf :A .",
    ],
)
def test_what_is_followed_in_whole_is_not(text: str) -> None:
    assert partly(Schema(parse(text))) == []


def test_our_ontology_is_followed_and_in_part_where_its_classes_are_defined(ontology: list[ox.Triple]) -> None:
    schema = Schema(ontology)
    assert refused(schema) == []
    equivalent = PREFIXES["owl"] + "equivalentClass"
    found: list[Unfollowed] = partly(schema)
    assert term("OpenModel").value in {each.subject for each in found}
    assert {each.axiom.predicate.value for each in found if each.axiom} == {equivalent}
