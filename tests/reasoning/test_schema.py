"""The closed ontology: its lists, its data ranges, and expressions that stand on names."""

from __future__ import annotations

import pyoxigraph as ox

from mllm_kg.reasoning.patterns import owl
from mllm_kg.reasoning.schema import EQUIVALENT_CLASS, SUBCLASS, Schema
from tests.reasoning.conftest import parse

EXAMPLE = "http://example.org/"


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(EXAMPLE + name)


def test_lists_have_literals_too_and_a_circle_ends() -> None:
    schema = Schema(
        parse(':x :p ( :a 1 :b ) . _:c rdf:first :a ; rdf:rest _:d . _:d rdf:first "b" ; rdf:rest _:c . :y :p _:c .')
    )
    (cell,) = schema.objects(node("x"), node("p"))
    assert schema.values(cell) == [node("a"), ox.Literal(1), node("b")]
    assert schema.items(cell) == [node("a"), node("b")]
    (circle,) = schema.objects(node("y"), node("p"))
    assert schema.values(circle) == [node("a"), ox.Literal("b")]
    assert schema.values(None) == []


def test_an_expression_on_a_name_becomes_one_without() -> None:
    triples = parse(":A owl:oneOf ( :x ) ; owl:oneOf ( :y ) . :B owl:onProperty :p ; owl:hasValue :v .")
    schema = Schema(triples)
    assert schema.objects(node("A"), owl("oneOf")) == []
    assert len(schema.objects(node("A"), EQUIVALENT_CLASS)) == 2
    (restriction,) = schema.objects(node("B"), EQUIVALENT_CLASS)
    assert schema.node(restriction, owl("onProperty")) == node("p")
    assert schema.node(restriction, owl("hasValue")) == node("v")
    assert set(schema.origins.values()) <= set(triples)
    assert {origin.subject for origin in schema.origins.values()} == {node("A"), node("B")}


def test_a_disjoint_union_is_above_its_parts() -> None:
    schema = Schema(parse(":A owl:disjointUnionOf ( :B :C ) ."))
    assert {(node("B"), node("A")), (node("C"), node("A"))} <= set(schema.pairs(SUBCLASS))
    assert (node("A"), node("B")) not in schema.pairs(SUBCLASS)


def test_what_holds_literals_is_a_data_range() -> None:
    schema = Schema(parse(":x :p [ owl:onDatatype xsd:string ] ; :q [ owl:oneOf ( 1 ) ] ; :r [ owl:oneOf ( :x ) ] ."))
    told = [schema.is_data_range(schema.objects(node("x"), node(name))[0]) for name in "pqr"]
    assert told == [True, True, False]
