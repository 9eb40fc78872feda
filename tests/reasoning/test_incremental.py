"""The closure after a change is the closure of what is stated after it, whatever the change."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import mllm_kg
from mllm_kg.errors import InputError
from mllm_kg.namespaces import GRAPH, graph, term
from mllm_kg.reasoning import Closure
from mllm_kg.reasoning.incremental import Incremental, Inferred
from mllm_kg.reasoning.rulebook import Rulebook
from tests.reasoning.ontologies import AXIOM, FACT

Turtle = Callable[[str], list[ox.Triple]]

ONTOLOGY, PROVENANCE = graph("ontology"), graph("provenance")
SURE, UNSURE = graph("inferred"), graph("inferred/unconfirmed")
FIRST, SECOND, GUESS = graph("model/a"), graph("model/b"), graph("model/a/unconfirmed")
STATUS = [ox.Quad(name, term("evidenceStatus"), term("Unconfirmed"), PROVENANCE) for name in (UNSURE, GUESS)] + [
    ox.Quad(FIRST, term("evidenceStatus"), term("Confirmed"), PROVENANCE)
]


def within(triples: Iterable[ox.Triple], name: ox.NamedNode) -> list[ox.Quad]:
    return [ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples]


def closed(stated: Sequence[ox.Quad]) -> set[ox.Quad]:
    """Return what is stated with all that follows, drawn as a build draws it."""
    unconfirmed = {quad.subject for quad in stated if quad.object == term("Unconfirmed")}
    reasoner = Closure(quad.triple for quad in stated if quad.graph_name == ONTOLOGY)
    facts = [quad for quad in stated if quad.graph_name not in (ONTOLOGY, PROVENANCE)]
    sure = reasoner.add(quad.triple for quad in facts if quad.graph_name not in unconfirmed)
    unsure = reasoner.add(quad.triple for quad in facts if quad.graph_name in unconfirmed)
    said = {quad.triple for quad in stated}
    found = [*within((t for t in sure if t not in said), SURE), *within((t for t in unsure if t not in said), UNSURE)]
    return set(stored([*stated, *found]))


def stored(quads: Iterable[ox.Quad]) -> ox.Store:
    store = ox.Store()
    store.extend(quads)
    return store


def name(quad: ox.Quad) -> str:
    """Return the IRI of the named graph that a statement stands in."""
    assert isinstance(quad.graph_name, ox.NamedNode)
    return quad.graph_name.value


def each_once(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Let each triple stand in one graph: the first that states it."""
    first: dict[ox.Triple, ox.Quad] = {}
    for quad in stored(quads):
        known = first.setdefault(quad.triple, quad)
        if name(quad) < name(known):
            first[quad.triple] = quad
    return list(first.values())


def judge(ontology: Sequence[ox.Triple], before: Sequence[ox.Quad], after: Sequence[ox.Quad]) -> Inferred:
    """Change one set of statements into another, and compare with the closure of the other."""
    known = set(ontology)
    fixed = [*within(ontology, ONTOLOGY), *STATUS]
    old = {quad for quad in each_once(before) if quad.triple not in known}
    new = {quad for quad in each_once(after) if quad.triple not in known}
    start = closed([*fixed, *old])
    store = stored(start)
    change = Incremental(store, Rulebook.of(ontology)).change(old - new, new - old)
    expected = closed([*fixed, *new])
    assert set(store) == expected
    inferred = {quad for quad in start if quad.graph_name in (SURE, UNSURE)}
    assert inferred - set(change.removed) | set(change.added) == {q for q in expected if q.graph_name in (SURE, UNSURE)}
    assert set(change.removed) <= inferred
    assert not inferred & set(change.added)
    return change


CASES = {
    "a chain grows in the middle": (
        ":p a owl:TransitiveProperty .",
        {FIRST: ":a :p :b . :c :p :d ."},
        {FIRST: ":a :p :b . :c :p :d .", SECOND: ":b :p :c ."},
    ),
    "a link of a chain goes": (
        ":p a owl:TransitiveProperty .",
        {FIRST: ":a :p :b . :b :p :c . :c :p :d ."},
        {FIRST: ":a :p :b . :c :p :d ."},
    ),
    "a link of a circle goes": (
        ":p a owl:TransitiveProperty .",
        {FIRST: ":a :p :b . :b :p :c . :c :p :a ."},
        {FIRST: ":a :p :b . :b :p :c ."},
    ),
    "two things that hold each other up fall together": (
        ":A rdfs:subClassOf :B . :B rdfs:subClassOf :A . :p rdfs:domain :A .",
        {FIRST: ":x :p :y . :y :p :z ."},
        {FIRST: ":y :p :z ."},
    ),
    "what follows twice stays when one reason goes": (
        ":A rdfs:subClassOf :B . :p rdfs:domain :B .",
        {FIRST: ":x a :A ; :p 1 ."},
        {FIRST: ":x :p 1 ."},
    ),
    "what is stated is inferred no longer": (
        ":A rdfs:subClassOf :B .",
        {FIRST: ":x a :A ."},
        {FIRST: ":x a :A .", SECOND: ":x a :B ."},
    ),
    "what is stated no longer is inferred again": (
        ":A rdfs:subClassOf :B .",
        {FIRST: ":x a :A .", SECOND: ":x a :B ."},
        {FIRST: ":x a :A ."},
    ),
    "a guess is confirmed": (
        ":A rdfs:subClassOf :B . :B rdfs:subClassOf :C .",
        {GUESS: ":x a :A ."},
        {FIRST: ":x a :A ."},
    ),
    "a fact becomes a guess": (
        ":A rdfs:subClassOf :B . :B rdfs:subClassOf :C .",
        {FIRST: ":x a :A ."},
        {GUESS: ":x a :A ."},
    ),
    "a guess that follows from facts counts as one": (
        ":A rdfs:subClassOf :B . :r owl:propertyChainAxiom ( :p :q ) . :s rdfs:subPropertyOf :q .",
        {FIRST: ":x :s :y .", GUESS: ":x :q :y ."},
        {FIRST: ":x :s :y . :w :p :x .", GUESS: ":x :q :y ."},
    ),
    "a guess that followed from facts counts as one no longer": (
        ":r owl:propertyChainAxiom ( :p :q ) . :s rdfs:subPropertyOf :q .",
        {FIRST: ":x :s :y . :w :p :x .", GUESS: ":x :q :y ."},
        {FIRST: ":w :p :x .", GUESS: ":x :q :y ."},
    ),
    "guesses that hold each other up are guesses": (
        ":p owl:inverseOf :q . :r owl:propertyChainAxiom ( :k :p ) .",
        {GUESS: ":x :p :y . :y :q :x ."},
        {GUESS: ":x :p :y . :y :q :x .", FIRST: ":w :k :x ."},
    ),
    "a guess that follows from facts goes": (
        ":A rdfs:subClassOf :B . :B rdfs:subClassOf :C .",
        {FIRST: ":x a :A .", GUESS: ":x a :B ."},
        {FIRST: ":x a :A ."},
    ),
    "what is said of terms comes back": (
        ":A rdfs:subClassOf :B . :B rdfs:subClassOf :C .",
        {FIRST: ":A rdfs:subClassOf :C . :x a :A ."},
        {FIRST: ":x a :A ."},
    ),
    "a value through a thing without a name": (
        ":r owl:propertyChainAxiom ( :p :q ) . :A rdfs:subClassOf :B .",
        {FIRST: ":z a :A ."},
        {FIRST: ":z a :A . :x :p [ a :A ; :q :y ] ."},
    ),
    "numbers in other spellings": (
        ":p rdfs:subPropertyOf :q . :D owl:equivalentClass [ owl:onProperty :p ; owl:hasValue 7.50 ] .",
        {FIRST: ":x :p 7.5 . :y :p 007 ."},
        {FIRST: ":y :p 7 .", SECOND: ":z :p 7.500 ."},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_case_both_ways(name: str, turtle: Turtle) -> None:
    axioms, before, after = CASES[name]
    ontology = turtle(axioms)
    old, new = (
        [quad for place, text in stated.items() for quad in within(turtle(text), place)] for stated in (before, after)
    )
    judge(ontology, old, new)
    judge(ontology, new, old)
    judge(ontology, [], new)
    judge(ontology, old, [])


STATED = st.lists(st.tuples(FACT, st.sampled_from([FIRST, SECOND, GUESS])), max_size=7)


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
@given(axioms=st.lists(AXIOM, min_size=1, max_size=6), before=STATED, after=STATED, kept=st.integers(0, 7))
def test_made_up_changes_agree_with_the_full_closure(
    axioms: list[str],
    before: list[tuple[str, ox.NamedNode]],
    after: list[tuple[str, ox.NamedNode]],
    kept: int,
    turtle: Turtle,
) -> None:
    ontology = turtle(" ".join(axioms))
    old = [quad for fact, name in before for quad in within(turtle(fact), name)]
    new = [quad for fact, name in after for quad in within(turtle(fact), name)]
    judge(ontology, old, [*old[:kept], *new])


@pytest.fixture(scope="module")
def real(kg: mllm_kg.KnowledgeGraph) -> list[ox.Quad]:
    """Return the graph, as its build closed it."""
    return list(kg.quads())


def test_real_records_that_go_and_come_agree_with_the_full_closure(real: list[ox.Quad]) -> None:
    ontology = [quad.triple for quad in real if quad.graph_name == ONTOLOGY]
    names = sorted({name(quad) for quad in real if name(quad).count("/") == GRAPH.count("/") + 1})
    assert len(names) > 2000
    chosen = random.Random(0).sample(names, 60)
    gone = [quad for quad in real if name(quad) in chosen or name(quad).rpartition("/")[0] in chosen]
    stated = [quad for quad in real if quad.graph_name not in (SURE, UNSURE)]
    store = stored(real)
    reasoner = Incremental(store, Rulebook.of(ontology))
    first = reasoner.change(gone, [])
    assert set(store) == closed([quad for quad in stated if quad not in set(gone)])
    second = reasoner.change([], gone)
    assert set(store) == set(real)
    assert set(first.removed) == set(second.added)
    assert set(first.added) == set(second.removed)
    assert len(first.removed) > 5


def test_a_graph_that_becomes_doubtful_takes_along_what_follows(turtle: Turtle) -> None:
    ontology = turtle(":A rdfs:subClassOf :B .")
    fixed = [*within(ontology, ONTOLOGY), *STATUS, *within(turtle(":x a :A ."), SECOND)]
    told = ox.Quad(SECOND, term("evidenceStatus"), term("Unconfirmed"), PROVENANCE)
    store = stored(closed(fixed))
    Incremental(store, Rulebook.of(ontology)).change([], [told])
    assert set(store) == closed([*fixed, told])
    Incremental(store, Rulebook.of(ontology)).change([told], [])
    assert set(store) == closed(fixed)


def test_a_guess_that_moves_to_another_graph_is_doubted_with_what_it_rested_on(turtle: Turtle) -> None:
    ontology = turtle(":r owl:propertyChainAxiom ( :p :q ) . :s rdfs:subPropertyOf :q .")
    other = graph("model/b/unconfirmed")
    first, second = (ox.Quad(name, term("evidenceStatus"), term("Unconfirmed"), PROVENANCE) for name in (GUESS, other))
    fixed = [
        *within(ontology, ONTOLOGY),
        *(quad for quad in STATUS if quad != first),
        *within(turtle(":w :p :x ."), FIRST),
    ]
    gone = [first, *within(turtle(":x :q :y ."), GUESS), *within(turtle(":x :s :y ."), SECOND)]
    come = [second, *within(turtle(":x :q :y ."), other)]
    store = stored(closed([*fixed, *gone]))
    Incremental(store, Rulebook.of(ontology)).change(gone, come)
    assert set(store) == closed([*fixed, *come])
    Incremental(store, Rulebook.of(ontology)).change(come, gone)
    assert set(store) == closed([*fixed, *gone])


def test_several_changes_in_turn(turtle: Turtle) -> None:
    ontology = turtle(":p a owl:TransitiveProperty . :p rdfs:domain :A .")
    fixed = [*within(ontology, ONTOLOGY), *STATUS]
    store = stored(closed(fixed))
    reasoner = Incremental(store, Rulebook.of(ontology))
    one, two = within(turtle(":a :p :b ."), FIRST), within(turtle(":b :p :c ."), GUESS)
    assert reasoner.change([], one) == Inferred(within(turtle(":a a :A ."), SURE), [])
    assert set(reasoner.change([], two).added) == set(within(turtle(":a :p :c . :b a :A ."), UNSURE))
    assert set(reasoner.change(one, []).removed) == {
        *within(turtle(":a a :A ."), SURE),
        *within(turtle(":a :p :c ."), UNSURE),
    }
    assert set(store) == closed([*fixed, *two])


def test_identity_is_an_error(turtle: Turtle) -> None:
    with pytest.raises(InputError, match="identity"):
        Incremental(ox.Store(), Rulebook([])).change([], within(turtle(":x owl:sameAs :y ."), FIRST))
