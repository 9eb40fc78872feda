"""A rule's body is matched as SPARQL would match it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mllm_kg.reasoning.matching import Binding, bound, matches, unified
from mllm_kg.reasoning.patterns import NEVER, RDF_TYPE, Pattern, all_of, any_of, literal, one_of, triple
from mllm_kg.reasoning.rulebook import Fact, Rulebook, Term
from mllm_kg.reasoning.rules import Rule

Turtle = Callable[[str], list[ox.Triple]]
P, Q, X, Y = (ox.NamedNode(f"http://example.org/{name}") for name in ("p", "q", "x", "y"))
FACTS = ":x :p :y, 1, true ; a :A . :y :p :z ; :q :x . :z a :A, :B ; :q 'text' . :w :p :w ; :q :y ."


def found(store: ox.Store, body: Pattern, binding: Binding | None = None) -> set[tuple[str, str]]:
    """Return what the variables ``?a`` and ``?b`` are bound to."""

    def look(subject: Term | None, predicate: ox.NamedNode, thing: Term | None) -> Iterator[ox.Quad]:
        return store.quads_for_pattern(subject, predicate, thing, None)  # type: ignore[arg-type]

    [lines] = Rulebook.filed([Rule(body, "?a", str(P), "?b")]).writers.values()
    rows = matches(lines[0].body, binding or {}, look)
    return {(str(row.get("?a")), str(row.get("?b"))) for row, _ in rows}


def asked(store: ox.Store, body: Pattern) -> set[tuple[str, str]]:
    """Return what SPARQL finds."""
    return {(str(row["a"]), str(row["b"])) for row in store.query(f"SELECT ?a ?b WHERE {{ {body.text} }}")}  # type: ignore[union-attr]


@pytest.fixture
def store(turtle: Turtle) -> ox.Store:
    made = ox.Store()
    made.extend(ox.Quad(*fact) for fact in turtle(FACTS))
    return made


CLASS = "<http://example.org/A>"
FACT = st.builds(
    triple,
    st.sampled_from(["?a", "?b", "?c", str(X)]),
    st.sampled_from([P, Q]),
    st.sampled_from(["?a", "?b", "?c", str(Y), '"1"^^<http://www.w3.org/2001/XMLSchema#integer>']),
) | st.builds(triple, st.sampled_from(["?a", "?b"]), st.just(RDF_TYPE), st.just(CLASS))
WAYS = st.lists(st.lists(FACT, min_size=1, max_size=2).map(all_of), min_size=1, max_size=2).map(any_of)


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
@given(parts=st.lists(FACT | WAYS, min_size=1, max_size=3))
def test_it_finds_what_sparql_finds(parts: list[Pattern], store: ox.Store) -> None:
    body = all_of([triple("?a", P, "?b"), *parts])
    assert found(store, body) == asked(store, body)


@pytest.mark.parametrize(
    "body",
    [
        all_of([triple("?a", P, "?b"), literal("?b")]),
        all_of([triple("?a", P, "?b"), literal("?b", "<http://www.w3.org/2001/XMLSchema#integer>")]),
        all_of([triple("?a", P, "?b"), one_of("?b", [str(Y), CLASS])]),
        all_of([one_of("?a", [str(X)]), triple("?a", P, "?b")]),
        all_of([triple("?a", P, "?b"), NEVER]),
        any_of([all_of([triple("?a", P, "?b"), triple("?b", Q, str(X))]), triple("?b", Q, "?a")]),
        all_of([triple("?a", P, "?a"), triple("?a", Q, "?b")]),
    ],
)
def test_tests_and_lists_of_terms(body: Pattern, store: ox.Store) -> None:
    assert found(store, body) == asked(store, body)


def test_what_is_bound_stays_bound(store: ox.Store) -> None:
    binding: Binding = {"?b": Y}
    assert found(store, triple("?a", P, "?b"), binding) == {(str(X), str(Y))}
    assert binding == {"?b": Y}
    assert found(store, triple("?b", P, "?a"), {"?b": ox.Literal("no subject")}) == set()


def test_the_statements_that_a_match_rests_on_are_told(store: ox.Store) -> None:
    [line] = Rulebook.filed(
        [Rule(all_of([triple("?a", P, "?b"), triple("?b", Q, str(X))]), "?a", str(P), "?b")]
    ).writers[str(P)]

    def look(subject: Term | None, predicate: ox.NamedNode, thing: Term | None) -> Iterator[ox.Quad]:
        return store.quads_for_pattern(subject, predicate, thing, None)  # type: ignore[arg-type]

    [(_, premises)] = matches(line.body, {}, look)
    assert {str(quad.predicate) for quad in premises} == {str(P), str(Q)}


def test_a_triple_and_a_pattern_are_unified() -> None:
    assert unified(Fact("?a", P, "?b"), ox.Triple(X, P, Y)) == {"?a": X, "?b": Y}
    assert unified(Fact("?a", P, "?a"), ox.Triple(X, P, Y)) is None
    assert unified(Fact("?a", P, "?a"), ox.Triple(X, P, X)) == {"?a": X}
    assert unified(Fact(X, P, "?a"), ox.Triple(Y, P, X)) is None


def test_a_head_becomes_a_triple_unless_rdf_can_not_say_it() -> None:
    assert bound(Fact("?a", P, Y), {"?a": X}) == ox.Triple(X, P, Y)
    assert bound(Fact("?a", P, Y), {"?a": ox.Literal("text")}) is None
    assert bound(Fact("?a", P, "?b"), {"?a": X}) is None
