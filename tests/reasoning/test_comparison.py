"""HermiT's classes and memberships beside the closure's: where OWL 2 DL is stronger than OWL 2 RL, that is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pyoxigraph as ox
import pytest

from mllm_kg.errors import InputError
from mllm_kg.reasoning import reason
from mllm_kg.reasoning.closure import closure
from mllm_kg.reasoning.comparison import Comparison, Conclusions, unmentioned
from mllm_kg.reasoning.engine import Engine, OutOfTime
from mllm_kg.reasoning.owl2dl import read
from mllm_kg.reasoning.patterns import RDF_TYPE

Turtle = Callable[[str], list[ox.Triple]]

CLASSES = (
    " ".join(f":{name} a owl:Class ." for name in "ABCDET") + " :p a owl:ObjectProperty . :q a owl:ObjectProperty . "
)
ONE_OF = ":D rdfs:subClassOf [ a owl:Class ; owl:unionOf ( :B :C ) ] . "
STRONGER = {
    "one of two, and not the other": (
        ONE_OF + ":C owl:disjointWith :E . :x a :D , :E . :y a :D .",
        [("x", "B")],
    ),
    "and what is above it": (
        ONE_OF + ":B rdfs:subClassOf :T . :C owl:disjointWith :E . :x a :D , :E .",
        [("x", "B"), ("x", "T")],
    ),
    "from the highest class down": (
        ":A rdfs:subClassOf :T . :T owl:equivalentClass [ a owl:Class ; owl:unionOf ( :A :B ) ] . :B owl:disjointWith :E . "
        "[] a owl:Class ; owl:unionOf ( :T :C ) ; owl:equivalentClass :D . :C owl:disjointWith :E . :x a :D , :E .",
        [("x", "A"), ("x", "T")],
    ),
    "either way": (
        ONE_OF + ":B rdfs:subClassOf :T . :C rdfs:subClassOf :T . :x a :D .",
        [("x", "T")],
    ),
    "all different values count": (
        ":A owl:equivalentClass [ a owl:Restriction ; owl:onProperty :p ; owl:minCardinality 2 ] . "
        ":x :p :y , :z . :y owl:differentFrom :z .".replace("2 ]", '"2"^^xsd:nonNegativeInteger ]'),
        [("x", "A")],
    ),
    "the only thing it can be": (
        ":A owl:equivalentClass [ a owl:Class ; owl:oneOf ( :x ) ] . :B rdfs:subClassOf :A . :p rdfs:range :B . :y :p :z .",
        [("x", "B")],
    ),
}  # fmt: skip


def concluded(axioms: list[ox.Triple]) -> list[ox.Triple]:
    try:
        return closure(axioms, axioms)
    except InputError:
        return []


def compared(axioms: list[ox.Triple]) -> Comparison:
    found = reason(axioms, concluded(axioms))
    assert found.consistent
    assert found.comparison is not None
    return found.comparison


def local(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(one.rpartition("/")[2], other.rpartition("/")[2]) for one, other in pairs]


@pytest.mark.parametrize("why", STRONGER)
def test_what_only_hermit_finds_is_told(why: str, turtle: Turtle) -> None:
    text, memberships = STRONGER[why]
    found = compared(turtle(CLASSES + text))
    assert set(memberships) <= set(local(found.memberships))
    assert not found.agrees
    assert found.complete


@pytest.mark.parametrize("why", ["and what is above it", "the only thing it can be"])
def test_hermit_confirms_each_membership_by_itself_and_no_other(why: str, turtle: Turtle) -> None:
    """The answer for all at once is that of asking about every individual and every class one by one."""
    axioms = turtle(CLASSES + STRONGER[why][0])
    knowledge, engine = read(axioms), Engine()
    everything = [*knowledge.axioms, *knowledge.assertions]
    held = {(t.subject, t.object) for t in (*axioms, *concluded(axioms)) if t.predicate == RDF_TYPE}
    individuals = [ox.NamedNode(f"http://example.org/{name}") for name in "xyz" if f":{name}" in STRONGER[why][0]]
    pairs = {
        (who.value, name) for who in individuals for name in knowledge.classes if (who, ox.NamedNode(name)) not in held
    }
    true = {pair for pair in pairs if not engine.is_consistent([*everything, *unmentioned([pair])])}
    assert true == set(compared(axioms).memberships)


def test_two_sub_classes_that_only_a_union_gives(turtle: Turtle) -> None:
    found = compared(turtle(CLASSES + ONE_OF + ":B rdfs:subClassOf :T . :C rdfs:subClassOf :T ."))
    assert local(found.subclasses) == [("D", "T")]
    assert found.doubtful == ()


SAME = {
    "nothing is known": ":x a :A .",
    "one of two, and nobody knows in which": ONE_OF + ":x a :D .",
    "by definition": ":B owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( :A [ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :y ] ) ] . :x a :A ; :p :y .",
    "by domain and range": ":p rdfs:domain :A ; rdfs:range :B . :A rdfs:subClassOf :T . :x :p :y .",
    "equal classes": ":A owl:equivalentClass :B . :x a :A .",
    "a circle": ":A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :C rdfs:subClassOf :A . :x a :B . :y a :T .",
    "some value": ":B owl:equivalentClass [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :A ] . :x :p :y . :y a :A .",
}  # fmt: skip


@pytest.mark.parametrize("why", SAME)
def test_where_the_rules_are_enough_the_two_agree(why: str, turtle: Turtle) -> None:
    assert compared(turtle(CLASSES + SAME[why])) == Comparison((), (), (), complete=True)


@pytest.mark.parametrize("why", ["by definition", "by domain and range", "equal classes"])
def test_hermit_finds_all_that_the_closure_concludes(why: str, turtle: Turtle) -> None:
    axioms = turtle(CLASSES + SAME[why])
    knowledge, engine = read(axioms), Engine()
    for triple in concluded(axioms):
        if triple.predicate == RDF_TYPE and isinstance(triple.subject, ox.NamedNode):
            assert isinstance(triple.object, ox.NamedNode)
            denied = unmentioned([(triple.subject.value, triple.object.value)])
            assert not engine.is_consistent([*knowledge.axioms, *knowledge.assertions, *denied]), triple


def test_what_the_closure_concludes_alone_is_doubted(turtle: Turtle) -> None:
    axioms = turtle(CLASSES + ":x a :A .")
    found = reason(axioms, turtle(":A rdfs:subClassOf :B .")).comparison
    assert found is not None
    assert local(found.doubtful) == [("A", "B")]
    assert not found.agrees


def test_a_class_without_members_is_below_every_other(turtle: Turtle) -> None:
    axioms = turtle(CLASSES + ":A rdfs:subClassOf :B , :C . :B owl:disjointWith :C .")
    found = reason(axioms, turtle(":A rdfs:subClassOf :T ."))
    assert [name[-1] for name in found.unsatisfiable] == ["A"]
    assert found.comparison is not None
    assert found.comparison.doubtful == ()


def test_without_conclusions_nothing_is_compared(turtle: Turtle) -> None:
    assert reason(turtle(CLASSES)).comparison is None


def test_only_the_highest_classes_are_asked_about(turtle: Turtle) -> None:
    axioms = turtle(CLASSES + ":A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :x a :T ; :p :y .")
    known = Conclusions(read(axioms), closure(axioms, axioms))
    assert local(known.missing) == [("x", "C"), ("x", "D"), ("x", "E"), *[("y", name) for name in "CDET"]]
    x, c = "http://example.org/x", "http://example.org/C"
    known.learn([pair for pair in known.missing if pair[0] == x], [(x, c)])
    assert [pair for pair in local(known.missing) if pair[0] == "x"] == [("x", "B")]


def test_individuals_in_the_same_classes_share_one_class() -> None:
    told = unmentioned(
        [("urn:x", "urn:A"), ("urn:x", "urn:B"), ("urn:y", "urn:A"), ("urn:y", "urn:B"), ("urn:z", "urn:A")]
    )
    outside = {str(t.subject): t.object for t in told if isinstance(t.subject, ox.NamedNode)}
    assert outside["<urn:x>"] == outside["<urn:y>"] != outside["<urn:z>"]


def test_when_the_time_is_over_what_was_found_is_told(turtle: Turtle, monkeypatch: pytest.MonkeyPatch) -> None:
    axioms = turtle(CLASSES + STRONGER["and what is above it"][0])
    asked = 0
    whole = Engine.is_consistent

    def limited(self: Engine, triples: Iterable[ox.Triple]) -> bool:
        nonlocal asked
        asked += 1
        if asked > 3:
            raise OutOfTime
        return whole(self, triples)

    monkeypatch.setattr(Engine, "is_consistent", limited)
    found = reason(axioms, concluded(axioms)).comparison
    assert found is not None
    assert not found.complete
    assert not found.agrees
