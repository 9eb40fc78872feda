"""A contradiction that only HermiT finds is narrowed down to a smallest part."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from mllm_kg.reasoning.engine import Engine
from mllm_kg.reasoning.justification import Justification, justified
from mllm_kg.reasoning.owl2dl import Knowledge, read
from mllm_kg.reasoning.patterns import RDF_TYPE

Turtle = Callable[[str], list[ox.Triple]]

TERMS = (
    ":A a owl:Class . :B a owl:Class . :C a owl:Class . :D a owl:Class . "
    ":p a owl:ObjectProperty . :q a owl:ObjectProperty . :k a owl:DatatypeProperty . "
)
NOISE = ":q rdfs:domain :A . :C rdfs:subClassOf :D . " + " ".join(
    f":n{i} :q :n{i + 1} . :n{i} a :C ." for i in range(40)
)
UNION = ":D rdfs:subClassOf [ a owl:Class ; owl:unionOf ( :A :B ) ] . :A owl:disjointWith :E . :B owl:disjointWith :E . :E a owl:Class . "
CASES = {
    "a union": (UNION, ":x a :D , :E . ", ":x a :D , :E .", 3),
    "two made one": (
        ":p a owl:InverseFunctionalProperty . :k a owl:FunctionalProperty . ",
        ":x :p :z ; :k 1 . :y :p :z ; :k 2 . ",
        ":x :p :z ; :k 1 . :y :p :z ; :k 2 .",
        2,
    ),
}  # fmt: skip


@pytest.mark.parametrize("why", CASES)
def test_what_contradicts_itself_is_found_and_nothing_else(why: str, turtle: Turtle) -> None:
    axioms, facts, expected, count = CASES[why]
    seed = turtle(facts)[-1]
    found = justified(Engine(), read([*turtle(TERMS + axioms + NOISE), *turtle(facts)]), [seed])
    assert set(found.statements) == set(turtle(expected))
    assert len(found.axioms) == count


def test_without_any_one_of_it_the_contradiction_is_gone(turtle: Turtle) -> None:
    axioms, facts, _, _ = CASES["a union"]
    engine, knowledge = Engine(), read([*turtle(TERMS + axioms), *turtle(facts)])
    found = justified(engine, knowledge)
    for left_out in (*found.statements, *found.axioms):
        rest = [triple for triple in (*knowledge.axioms, *found.statements) if triple != left_out]
        assert engine.is_consistent(rest), left_out


def test_axioms_alone_can_make_a_class_empty(turtle: Turtle) -> None:
    knowledge = read(turtle(TERMS + ":A rdfs:subClassOf :B , :C , :D . :B owl:disjointWith :C . :q rdfs:domain :A ."))
    witness = ox.Triple(ox.BlankNode(), RDF_TYPE, ox.NamedNode("http://example.org/A"))
    found = justified(Engine(), Knowledge(knowledge.axioms, (witness,)), [witness])
    assert found.statements == (witness,)
    assert set(found.axioms) == set(turtle(":A rdfs:subClassOf :B , :C . :B owl:disjointWith :C ."))


def test_a_group_of_classes_is_one_axiom(turtle: Turtle) -> None:
    text = TERMS + "[] a owl:AllDisjointClasses ; owl:members ( :A :B :C ) . :x a :A , :B ."
    found = justified(Engine(), read(turtle(text)))
    assert isinstance(found, Justification)
    (group,) = found.axioms
    assert group.object == ox.NamedNode("http://www.w3.org/2002/07/owl#AllDisjointClasses")
