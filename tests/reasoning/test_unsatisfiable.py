"""Classes that can have no member, as far as OWL 2 RL can tell."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from mllm_kg.errors import InputError
from mllm_kg.reasoning.unsatisfiable import unsatisfiable

Turtle = Callable[[str], list[ox.Triple]]

CASES = {
    "below two that exclude each other": (
        ":A a owl:Class ; rdfs:subClassOf :B , :C . :B a owl:Class ; owl:disjointWith :C . :C a owl:Class .",
        {"A": ":A rdfs:subClassOf :B , :C . :B owl:disjointWith :C ."},
    ),
    "and what is below it": (
        ":A a owl:Class ; rdfs:subClassOf :B , :C . :B owl:disjointWith :C . :D a owl:Class ; rdfs:subClassOf :A .",
        {
            "A": ":A rdfs:subClassOf :B , :C . :B owl:disjointWith :C .",
            "D": ":D rdfs:subClassOf :A . :A rdfs:subClassOf :B , :C . :B owl:disjointWith :C .",
        },
    ),
    "below the empty class": (
        ":A a owl:Class ; rdfs:subClassOf owl:Nothing . :B a owl:Class .",
        {"A": ":A rdfs:subClassOf owl:Nothing ."},
    ),
    "below its own complement": (
        ":A a owl:Class ; rdfs:subClassOf :B . :B a owl:Class ; owl:complementOf :A .",
        {"A": ":A rdfs:subClassOf :B . :B owl:complementOf :A ."},
    ),
}  # fmt: skip


@pytest.mark.parametrize("why", CASES)
def test_an_empty_class_is_found_with_its_axioms(why: str, turtle: Turtle) -> None:
    text, expected = CASES[why]
    found = {name.rpartition("/")[2]: set(axioms) for name, axioms in unsatisfiable(turtle(text))}
    assert found == {name: set(turtle(axioms)) for name, axioms in expected.items()}


def test_a_value_that_can_t_be_one_makes_a_class_empty(turtle: Turtle) -> None:
    text = (
        ":A a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :i ] . "
        ":p a owl:ObjectProperty ; rdfs:range :R . :R a owl:Class ; owl:disjointWith :S . :i a :S ."
    )
    ((name, axioms),) = unsatisfiable(turtle(text))
    assert name == "http://example.org/A"
    assert set(turtle(":p rdfs:range :R . :R owl:disjointWith :S .")) <= set(axioms)


def test_individuals_that_clash_make_no_class_empty(turtle: Turtle) -> None:
    assert unsatisfiable(turtle(":A a owl:Class ; owl:disjointWith :B . :B a owl:Class . :x a :A , :B .")) == []


def test_two_witnesses_of_different_classes_do_not_clash(turtle: Turtle) -> None:
    one = "[ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :i ]"
    text = f":A a owl:Class ; rdfs:subClassOf {one} ; owl:disjointWith :B . :B a owl:Class ; rdfs:subClassOf {one} ."
    assert unsatisfiable(turtle(text + ":p a owl:ObjectProperty , owl:InverseFunctionalProperty .")) == []


def test_every_class_of_our_ontology_can_have_members(ontology: list[ox.Triple]) -> None:
    assert unsatisfiable(ontology) == []


def test_an_axiom_without_rule_is_an_error(turtle: Turtle) -> None:
    with pytest.raises(InputError):
        unsatisfiable(turtle(":A a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:complementOf :B ] ."))
