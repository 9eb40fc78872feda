"""The closure, construct by construct, against owlrl."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from mllm_kg.errors import InputError
from mllm_kg.reasoning import Closure, closure, rules, unsupported

Turtle = Callable[[str], list[ox.Triple]]
Oracle = Callable[[list[ox.Triple]], list[ox.Triple]]

HIERARCHIES = {
    "http://www.w3.org/2000/01/rdf-schema#subClassOf",
    "http://www.w3.org/2000/01/rdf-schema#subPropertyOf",
    "http://www.w3.org/2002/07/owl#equivalentClass",
    "http://www.w3.org/2002/07/owl#equivalentProperty",
}
SOME = "[ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom {} ]"
HAS = "[ a owl:Restriction ; owl:onProperty {} ; owl:hasValue {} ]"

CASES = {
    "subclass": (":A rdfs:subClassOf :B . :B rdfs:subClassOf :C .", ":x a :A .", [":x a :B, :C .", ":A rdfs:subClassOf :C ."]),
    "subclass cycle": (":A rdfs:subClassOf :B . :B rdfs:subClassOf :A .", ":x a :A . :y a :B .", [":x a :B .", ":y a :A ."]),
    "equivalent classes": (":A owl:equivalentClass :B .", ":x a :A . :y a :B .", [":x a :B .", ":y a :A ."]),
    "thing is not said": (":A rdfs:subClassOf owl:Thing .", ":x a :A .", []),
    "subproperty": (":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :r .", ":x :p :y .", [":x :q :y ; :r :y ."]),
    "subproperty of a label": (":title rdfs:subPropertyOf rdfs:label .", ':x :title "T"@en .', [':x rdfs:label "T"@en .']),
    "equivalent properties": (":p owl:equivalentProperty :q .", ":x :p :y . :a :q :b .", [":x :q :y .", ":a :p :b ."]),
    "domain and range": (":p rdfs:domain :A ; rdfs:range :B . :B rdfs:subClassOf :C .", ":x :p :y .", [":x a :A .", ":y a :B, :C ."]),
    "domain of a superproperty": (":p rdfs:subPropertyOf :q . :q rdfs:domain :A .", ":x :p 1 .", [":x a :A ; :q 1 ."]),
    "range over literals": (":p rdfs:range :A .", ':x :p "text", :y .', [":y a :A ."]),
    "datatype as range": (":p a owl:DatatypeProperty ; rdfs:range xsd:string .", ':x :p "text" .', []),
    "union as domain": (":p rdfs:domain [ a owl:Class ; owl:unionOf ( :A :B ) ] .", ":x :p :y .", []),
    "union of subclasses as domain": (
        ":p rdfs:domain [ a owl:Class ; owl:intersectionOf ( :A :B ) ] .", ":x :p :y .", [":x a :A, :B ."],
    ),
    "inverse": (":p owl:inverseOf :q .", ":x :p :y . :a :q :b .", [":y :q :x .", ":b :p :a ."]),
    "inverse of literals": (":p owl:inverseOf :q .", ':x :p "text" .', []),
    "symmetric": (":p a owl:SymmetricProperty .", ':x :p :y, "text" .', [":y :p :x ."]),
    "transitive": (":p a owl:TransitiveProperty .", ":a :p :b . :b :p :c . :c :p :d .", [":a :p :c, :d .", ":b :p :d ."]),
    "transitive cycle": (":p a owl:TransitiveProperty .", ":a :p :b . :b :p :a .", [":a :p :a .", ":b :p :b ."]),
    "transitive above": (
        ":q a owl:TransitiveProperty ; owl:inverseOf :r . :p rdfs:subPropertyOf :q .",
        ":a :p :b . :b :p :c .",
        [":a :q :b, :c .", ":b :q :c ; :r :a .", ":c :r :a, :b ."],
    ),
    "chain": (":r owl:propertyChainAxiom ( :p :q ) .", ":x :p :y . :y :q :z .", [":x :r :z ."]),
    "chain of three": (":r owl:propertyChainAxiom ( :p :q :p ) .", ":a :p :b . :b :q :c . :c :p :d .", [":a :r :d ."]),
    "two chains": (":r owl:propertyChainAxiom ( :p :q ), ( :q :p ) .", ":x :p :y . :y :q :z . :z :p :x .", [":x :r :z .", ":y :r :x ."]),
    "chain into itself": (
        ":uses owl:propertyChainAxiom ( :uses skos:broader ) .",
        ":x :uses :a . :a skos:broader :b . :b skos:broader :c .",
        [":x :uses :b, :c ."],
    ),
    "intersection": (
        f":D owl:equivalentClass [ owl:intersectionOf ( :A {HAS.format(':p', 'true')} ) ] .",
        ":x a :A ; :p true . :y a :D . :z a :A ; :p false .",
        [":x a :D .", ":y a :A ; :p true ."],
    ),
    "union": (
        f":D owl:equivalentClass [ owl:unionOf ( :A {HAS.format(':p', ':v')} ) ] .",
        ":x a :A . :y :p :v . :z a :D .",
        [":x a :D .", ":y a :D ."],
    ),
    "union in an intersection": (
        f":D owl:equivalentClass [ owl:intersectionOf ( :A [ owl:unionOf ( {HAS.format(':p', 0)} {HAS.format(':p', 1)} "
        f"[ owl:intersectionOf ( :B {HAS.format(':q', ':v')} ) ] ) ] ) ] .",
        ":a a :A ; :p 0 . :b a :A ; :p 1 . :c a :A ; :p 2 . :d a :A , :B ; :q :v . :e a :A ; :q :v .",
        [":a a :D .", ":b a :D .", ":d a :D ."],
    ),
    "some values": (f"{SOME.format(':B')} rdfs:subClassOf :A .", ":x :p :y . :y a :B . :z :p :w .", [":x a :A ."]),
    "some values of anything": (f"{SOME.format('owl:Thing')} rdfs:subClassOf :A .", ":x :p :y . :z :p 1 .", [":x a :A .", ":z a :A ."]),
    "some values of a nested class": (
        f"{SOME.format('[ owl:unionOf ( :B :C ) ]')} rdfs:subClassOf :A .", ":x :p :y . :y a :C .", [":x a :A ."],
    ),
    "some values through an inverse": (
        "[ owl:onProperty [ owl:inverseOf :p ] ; owl:someValuesFrom :B ] rdfs:subClassOf :A .",
        ":b :p :x . :b a :B . :y :p :b .",
        [":x a :A ."],
    ),
    "some values without a witness": (
        f":Z rdfs:subClassOf {SOME.format(':C')} . :C rdfs:subClassOf :B . "
        f":D owl:equivalentClass [ owl:intersectionOf ( :A {SOME.format(':B')} ) ] .",
        ":x a :A, :Z .",
        [":x a :D ."],
    ),
    "a chain of defined classes": (
        f":D owl:equivalentClass [ owl:intersectionOf ( :A {SOME.format(':E')} ) ] . "
        f":E owl:equivalentClass {HAS.format(':q', 1)} .",
        ":x a :A ; :p :y . :y :q 1 .",
        [":x a :D .", ":y a :E ."],
    ),
    "all values": (
        ":A rdfs:subClassOf [ owl:onProperty :p ; owl:allValuesFrom :B ] .", ":x a :A ; :p :y, 1 . :z :p :w .", [":y a :B ."],
    ),
    "all values of an intersection": (
        ":A rdfs:subClassOf [ owl:onProperty :p ; owl:allValuesFrom [ owl:intersectionOf ( :B :C ) ] ] .",
        ":x a :A ; :p :y .",
        [":y a :B, :C ."],
    ),
    "has value above": (
        f":A rdfs:subClassOf {HAS.format(':p', ':v')} . :p rdfs:subPropertyOf :q . :D owl:equivalentClass {HAS.format(':q', ':v')} .",
        ":x a :A .",
        [":x a :D ; :p :v ; :q :v .", ":A rdfs:subClassOf :D ."],
    ),
    "one of": (":D owl:equivalentClass [ a owl:Class ; owl:oneOf ( :x :y ) ] . :D rdfs:subClassOf :A .", ":z a :D .", [":x a :D, :A .", ":y a :D, :A .", ":z a :A ."]),
    "class that is said to be a list": (":A owl:intersectionOf ( :B :C ) . :D owl:oneOf ( :x ) .", ":y a :B, :C . :z a :A .", [":x a :D .", ":y a :A .", ":z a :B, :C ."]),
    "individual in an expression": (
        f":x a {HAS.format(':p', ':v')} , [ owl:intersectionOf ( :A :B ) ] .", ":y a :C .", [":x a :A, :B ; :p :v ."],
    ),
    "property below the top one": (":p rdfs:subPropertyOf owl:topObjectProperty .", ":x :p :y .", []),
    "clashes and identities are passed over": (
        ":A owl:disjointWith :B ; owl:hasKey ( :k ) . :p a owl:FunctionalProperty, owl:IrreflexiveProperty .",
        ":x :k 1 .",
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_construct(name: str, turtle: Turtle) -> None:
    ontology, facts, expected = CASES[name]
    wanted = set(turtle(" ".join(expected)))
    found = set(closure(turtle(facts), turtle(ontology)))
    assert wanted <= found
    assert {triple for triple in found if triple.predicate.value not in HIERARCHIES} == wanted - {
        triple for triple in wanted if triple.predicate.value in HIERARCHIES
    }


BEYOND = {
    "values of a datatype by their value": (
        "[ owl:onProperty :k ; owl:someValuesFrom xsd:nonNegativeInteger ] rdfs:subClassOf :A .",
        ":x :k 1 . :y :k -1 . :z :k 2.0 . :w :k 2.5 .",
        [":x a :A .", ":z a :A ."],
    ),
    "values of a restricted datatype": (
        "[ owl:onProperty :k ; owl:someValuesFrom [ a rdfs:Datatype ; owl:onDatatype xsd:integer ; "
        "owl:withRestrictions ( [ xsd:maxExclusive 3 ] ) ] ] rdfs:subClassOf :A .",
        ":x :k 2 . :y :k 3 .",
        [":x a :A ."],
    ),
    "one of some literals": (
        '[ owl:onProperty :k ; owl:someValuesFrom [ a rdfs:Datatype ; owl:oneOf ( "a" "b" ) ] ] rdfs:subClassOf :A .',
        ':x :k "b" . :y :k "c" .',
        [":x a :A ."],
    ),
    "a number in another spelling": (
        f"{HAS.format(':k', 2)} rdfs:subClassOf :A . {HAS.format(':l', 2.0)} rdfs:subClassOf :B .",
        ":x :k 2.00 ; :l 2 . :y :k 2e0 .",
        [":x a :A, :B ."],
    ),
    "a disjoint union": (":A owl:disjointUnionOf ( :B :C ) .", ":x a :B . :y a :A .", [":x a :A ."]),
}
"""What follows by the specification, and owlrl does not conclude: it knows no values but those of decimals."""


@pytest.mark.parametrize("name", BEYOND)
def test_what_follows_beyond_owlrl(name: str, turtle: Turtle) -> None:
    ontology, facts, expected = BEYOND[name]
    found = closure(turtle(facts), turtle(ontology))
    assert {triple for triple in found if triple.predicate.value not in HIERARCHIES} == set(turtle(" ".join(expected)))


@pytest.mark.parametrize("name", CASES)
def test_each_construct_agrees_with_owlrl(name: str, turtle: Turtle, oracle: Oracle) -> None:
    ontology, facts, _ = CASES[name]
    premises, axioms = turtle(facts), turtle(ontology)
    assert closure(premises, axioms) == oracle([*premises, *axioms])


def test_what_is_stated_is_not_repeated_and_the_order_is_fixed(turtle: Turtle) -> None:
    ontology = turtle(":A rdfs:subClassOf :B . :p rdfs:subPropertyOf :q .")
    facts = turtle(":x a :A, :B . :y a :A . :z a :A . :x :p :y .")
    found = closure(facts, ontology)
    assert found == sorted(found, key=str)
    assert set(found) == set(turtle(":y a :B . :z a :B . :x :q :y ."))
    assert closure([*facts, *found], ontology) == []
    assert closure(reversed(facts), reversed(ontology)) == found


def test_numbers_are_not_new_because_the_store_writes_them_another_way(turtle: Turtle) -> None:
    ontology = turtle(":p rdfs:subPropertyOf :q .")
    assert closure(turtle(":x :p 7.50, 007 ."), ontology) == turtle(":x :q 7, 7.5 .")


def test_a_closure_grows(turtle: Turtle) -> None:
    ontology = turtle(":p a owl:TransitiveProperty . :A rdfs:subClassOf :B . :B rdfs:subClassOf :C .")
    first, second = turtle(":a :p :b . :b :p :c . :x a :A ."), turtle(":c :p :d . :y a :A . :x a :B .")
    growing = Closure(ontology)
    assert set(growing.add(first)) == set(turtle(":a :p :c . :x a :B, :C . :A rdfs:subClassOf :C ."))
    assert set(growing.add(second)) == set(turtle(":a :p :d . :b :p :d . :y a :B, :C ."))
    assert growing.add([]) == []


def test_rules_are_updates_that_name_their_source(turtle: Turtle) -> None:
    axioms = turtle(f":D owl:equivalentClass [ owl:intersectionOf ( :A {HAS.format(':p', ':v')} ) ] .")
    made = rules(axioms)
    assert [rule.name for rule in made] == ["cax-sco", "cax-sco, cls-hv1", "cax-sco, cls-hv2, cls-int1"]
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in turtle(":x a :A ; :p :v ."))
    for rule in made:
        store.update(rule.insert)
    assert {quad.triple for quad in store} == set(turtle(":x a :A, :D ; :p :v ."))


LOST = {
    "cardinality": ":A owl:equivalentClass [ owl:onProperty :p ; owl:minCardinality 2 ] .",
    "cardinality within": ":A owl:equivalentClass [ owl:intersectionOf ( :B [ owl:onProperty :p ; owl:maxCardinality 2 ] ) ] .",
    "all values as a condition": ":A owl:equivalentClass [ owl:onProperty :p ; owl:allValuesFrom :B ] .",
    "complement as a condition": "[ owl:complementOf :B ] rdfs:subClassOf :A .",
    "self": ":A owl:equivalentClass [ owl:onProperty :p ; owl:hasSelf true ] .",
    "restricted data range": ":A owl:equivalentClass [ owl:onProperty :p ; owl:someValuesFrom [ a rdfs:Datatype ; owl:onDatatype xsd:integer ; owl:withRestrictions ( [ :odd 1 ] ) ] ] .",
    "reflexive": ":p a owl:ReflexiveProperty .",
    "identity": ":x owl:sameAs :y .",
    "vocabulary": ":kind rdfs:subPropertyOf rdf:type .",
}  # fmt: skip


@pytest.mark.parametrize("name", LOST)
def test_axioms_that_would_be_lost_are_an_error(name: str, turtle: Turtle) -> None:
    ontology = turtle(LOST[name])
    assert len(unsupported(ontology)) == 1
    with pytest.raises(InputError, match="can't follow") as caught:
        closure([], ontology)
    assert unsupported(ontology)[0] in str(caught.value)


@pytest.mark.parametrize(
    "harmless",
    [
        ":A rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality 1 ], [ owl:onProperty :p ; owl:minCardinality 1 ] .",
        ":A rdfs:subClassOf [ owl:complementOf :B ], [ owl:onProperty :p ; owl:someValuesFrom :B ] .",
        ":p rdfs:domain [ owl:unionOf ( :A :B ) ] ; a owl:AsymmetricProperty, owl:InverseFunctionalProperty .",
        "[] a owl:AllDisjointClasses ; owl:members ( :A :B :C ) . [] a owl:AllDifferent ; owl:members ( :x :y ) .",
        ":A rdfs:subClassOf [ owl:onProperty :p ; owl:allValuesFrom [ owl:unionOf ( :B :C ) ] ] .",
    ],
)
def test_axioms_that_entail_nothing_here_are_passed_over(harmless: str, turtle: Turtle) -> None:
    assert unsupported(turtle(harmless)) == []


def test_identity_among_the_premises_is_an_error(turtle: Turtle) -> None:
    with pytest.raises(InputError, match="identity"):
        closure(turtle(":x owl:sameAs :y ."), [])
