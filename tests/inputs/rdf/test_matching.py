"""Statements with blank nodes are brought together by what hangs on them, and never wrongly."""

from __future__ import annotations

import random

import pyoxigraph as ox
import pytest

from mllm_kg.inputs.rdf.matching import match
from mllm_kg.inputs.rdf.spans import Span, Stated

P, Q = ox.NamedNode("http://e/p"), ox.NamedNode("http://e/q")


def stated(number: int, *triple: object) -> Stated:
    """Return a statement whose place tells its number."""
    subject, predicate, value = triple
    span = Span(number, number + 1)
    return Stated(subject, predicate, value, None, (span, span, span))  # type: ignore[arg-type]


def numbers(quads: list[ox.Quad], seen: list[Stated], labels: set[str] | None = None) -> list[int | None]:
    """Return the numbers of the statements that match."""
    return [one.places[0].start if one else None for one in match(quads, seen, labels or set())]


def node(name: str) -> ox.BlankNode:
    return ox.BlankNode(name)


def test_statements_without_blank_nodes_match_in_any_order() -> None:
    a, b = ox.NamedNode("http://e/a"), ox.NamedNode("http://e/b")
    quads = [ox.Quad(a, P, b), ox.Quad(b, P, a), ox.Quad(a, P, ox.Literal("x"))]
    seen = [stated(0, a, P, ox.Literal("x")), stated(1, b, P, a), stated(2, a, P, b)]
    assert numbers(quads, seen) == [2, 1, 0]


def test_a_statement_that_the_parser_gives_twice_has_two_places_or_the_last() -> None:
    a = ox.NamedNode("http://e/a")
    quad = ox.Quad(a, P, a)
    assert numbers([quad, quad], [stated(0, a, P, a), stated(1, a, P, a)]) == [0, 1]
    assert numbers([quad, quad], [stated(0, a, P, a)]) == [0, 0]


def test_graphs_are_told_apart() -> None:
    a, g = ox.NamedNode("http://e/a"), ox.NamedNode("http://e/g")
    inside = Stated(a, P, a, g, (Span(7, 8),) * 3)
    assert numbers([ox.Quad(a, P, a, g), ox.Quad(a, P, a)], [stated(0, a, P, a), inside]) == [7, 0]


def test_labels_are_known_whatever_hangs_on_them() -> None:
    quads = [ox.Quad(node("x"), P, node("y")), ox.Quad(node("y"), P, node("x"))]
    seen = [stated(0, node("y"), P, node("x")), stated(1, node("x"), P, node("y"))]
    assert numbers(quads, seen, {"x", "y"}) == [1, 0]


@pytest.mark.parametrize("seed", range(20))
def test_a_tree_matches_whatever_its_order_and_names(seed: int) -> None:
    """Nodes that differ in what hangs on them are found in any order."""
    chance = random.Random(seed)
    rows = [(number, chance.choice((P, Q)), chance.randrange(number)) for number in range(1, 12)]
    leaves = [(number, P, f"leaf {number}") for number in range(12)]
    quads = [
        ox.Quad(node(f"t{s}"), p, node(f"t{o}") if isinstance(o, int) else ox.Literal(o))
        for s, p, o in [*rows, *leaves]
    ]
    ours = [(node(f"o{s}"), p, node(f"o{o}") if isinstance(o, int) else ox.Literal(o)) for s, p, o in [*rows, *leaves]]
    order = list(range(len(ours)))
    chance.shuffle(order)
    seen = [stated(number, *ours[number]) for number in order]
    assert numbers(quads, seen) == list(range(len(ours)))


def test_nodes_that_are_alike_match_in_turn() -> None:
    quads = [ox.Quad(node("a"), P, ox.Literal("x")), ox.Quad(node("b"), P, ox.Literal("x"))]
    seen = [stated(0, node("c"), P, ox.Literal("x")), stated(1, node("d"), P, ox.Literal("x"))]
    assert numbers(quads, seen) == [0, 1]


def test_where_a_reader_saw_too_few_alike_none_has_a_place() -> None:
    quads = [ox.Quad(node("a"), P, ox.Literal("x")), ox.Quad(node("b"), P, ox.Literal("x"))]
    assert numbers(quads, [stated(0, node("c"), P, ox.Literal("x"))]) == [None, None]


def test_a_literal_that_is_written_in_another_way_matches_where_there_is_no_choice() -> None:
    a = ox.NamedNode("http://e/a")
    quads = [ox.Quad(a, P, ox.Literal("1.0E400")), ox.Quad(a, Q, ox.Literal("x"))]
    assert numbers(quads, [stated(0, a, P, ox.Literal("1e400")), stated(1, a, Q, ox.Literal("x"))]) == [0, 1]


def test_it_does_not_where_there_is() -> None:
    a = ox.NamedNode("http://e/a")
    quads = [ox.Quad(a, P, ox.Literal("1E1")), ox.Quad(a, P, ox.Literal("2E1"))]
    assert numbers(quads, [stated(0, a, P, ox.Literal("10")), stated(1, a, P, ox.Literal("20"))]) == [None, None]


def test_a_node_is_found_although_one_of_its_literals_is_written_in_another_way() -> None:
    a = ox.NamedNode("http://e/a")
    quads = [ox.Quad(a, P, node("n")), ox.Quad(node("n"), P, ox.Literal("1E1")), ox.Quad(node("n"), Q, a)]
    seen = [stated(0, node("m"), Q, a), stated(1, node("m"), P, ox.Literal("10")), stated(2, a, P, node("m"))]
    assert numbers(quads, seen) == [2, 1, 0]


def test_an_iri_never_matches_another_one() -> None:
    a, b = ox.NamedNode("http://e/a"), ox.NamedNode("http://e/b")
    assert numbers([ox.Quad(a, P, a)], [stated(0, a, P, b)]) == [None]


@pytest.mark.parametrize(("quads", "seen"), [([], []), ([ox.Quad(P, P, P)], []), ([], [stated(0, P, P, P)])])
def test_nothing_matches_nothing(quads: list[ox.Quad], seen: list[Stated]) -> None:
    assert numbers(quads, seen) == [None] * len(quads)
