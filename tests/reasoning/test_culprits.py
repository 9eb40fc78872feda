"""A clash is explained by as few statements as can be."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from mllm_kg import KnowledgeGraph
from mllm_kg.namespaces import graph
from mllm_kg.reasoning.clashes import clashes
from mllm_kg.reasoning.culprits import culprits
from tests.reasoning.conftest import parse
from tests.reasoning.test_explanation import dataset

APART = ":A owl:disjointWith :B . "
CASES = {
    "two classes": (APART, ":x a :A , :B , :C .", ":x a :A , :B ."),
    "a class and what follows": (APART + ":p rdfs:domain :B .", ":x a :A ; :p :y , :z .", ":x a :A ; :p :y ."),
    "two values": (":k a owl:FunctionalProperty .", ":x :k 1 , 2 ; :l 3 .", ":x :k 1 , 2 ."),
    "related to itself over others": (
        ":p a owl:TransitiveProperty . :q a owl:IrreflexiveProperty . :p rdfs:subPropertyOf :q .",
        ":x :p :x .",
        ":x :p :x .",
    ),
    "both ways": (":p a owl:AsymmetricProperty .", ":x :p :y . :y :p :x , :z .", ":x :p :y . :y :p :x ."),
    "excluded": (
        ":p owl:propertyDisjointWith :q . :r rdfs:subPropertyOf :q .",
        ":x :p :y ; :r :y .",
        ":x :p :y ; :r :y .",
    ),
    "the empty class": (":A rdfs:subClassOf owl:Nothing .", ":x a owl:Nothing , :C .", ":x a owl:Nothing ."),
    "one statement is enough": (APART + ":p rdfs:domain :A , :B .", ":x :p :y ; :p :z .", ":x :p :y ."),
}


@pytest.mark.parametrize("why", CASES)
def test_a_clash_has_its_statements(why: str) -> None:
    axioms, facts, expected = CASES[why]
    found = dataset(axioms, facts)
    told = culprits(found)
    assert {frozenset(found.statements) for found in told} == {frozenset(parse(expected))}
    assert {found.clash.sentence for found in told} == set(clashes(parse(axioms), parse(facts)))


@pytest.mark.parametrize("why", CASES)
def test_without_any_one_of_them_the_clash_is_gone(why: str) -> None:
    axioms, facts, _ = CASES[why]
    for found in culprits(dataset(axioms, facts)):
        for left_out in found.statements:
            rest = [triple for triple in found.statements if triple != left_out]
            assert found.clash.sentence not in clashes(parse(axioms), rest)


BY = {
    "two classes": ":A owl:disjointWith :B .",
    "a class and what follows": ":A owl:disjointWith :B . :p rdfs:domain :B .",
    "two values": ":k a owl:FunctionalProperty .",
    "related to itself over others": ":q a owl:IrreflexiveProperty . :p rdfs:subPropertyOf :q .",
    "both ways": ":p a owl:AsymmetricProperty .",
    "excluded": ":p owl:propertyDisjointWith :q . :r rdfs:subPropertyOf :q .",
    "one statement is enough": ":A owl:disjointWith :B . :p rdfs:domain :A , :B .",
}


@pytest.mark.parametrize("why", BY)
def test_a_clash_has_the_axioms_as_they_are_written(why: str) -> None:
    axioms, facts, _ = CASES[why]
    (found,) = culprits(dataset(axioms, facts))
    assert set(found.axioms) == set(parse(BY[why]))


def test_a_superclass_is_traced_to_each_link() -> None:
    (found,) = culprits(
        dataset(":A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :C owl:disjointWith :D .", ":x a :A , :D .")
    )
    assert set(found.statements) == set(parse(":x a :A , :D ."))
    assert set(parse(":A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :C owl:disjointWith :D .")) == set(found.axioms)


def test_individuals_of_the_ontology_itself_can_be_culprits() -> None:
    (found,) = culprits(dataset(APART + ":x a :A , :B .", ":y :l 1 ."))
    assert set(found.statements) == set(parse(":x a :A , :B ."))


def test_only_so_many_clashes_are_looked_into() -> None:
    found = culprits(dataset(APART, ":x a :A , :B . :y a :A , :B ."), most=1)
    assert [len(one.statements) for one in found] == [2, 0]


def test_the_graph_has_none(kg: KnowledgeGraph) -> None:
    assert culprits(kg) == []


def test_what_is_found_is_stated() -> None:
    axioms, facts, _ = CASES["a class and what follows"]
    found = dataset(axioms, facts)
    (one,) = culprits(found)
    graphs = {quad.graph_name for triple in one.statements for quad in quads(found.store, triple)}
    assert graphs == {graph("model/a")}


def quads(store: ox.Store, triple: ox.Triple) -> list[ox.Quad]:
    return list(store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None))
