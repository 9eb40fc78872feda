"""Rules, filed under what they read and write, and kept as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from mllm_kg.namespaces import MLLM
from mllm_kg.reasoning.patterns import RDF_TYPE, all_of, any_of, literal, one_of, triple
from mllm_kg.reasoning.rulebook import RULES, Both, Either, Fact, IsLiteral, Rulebook, Values, filed
from mllm_kg.reasoning.rules import Rule

Turtle = Callable[[str], list[ox.Triple]]
P, Q = ox.NamedNode("http://example.org/p"), ox.NamedNode("http://example.org/q")
A = ox.NamedNode("http://example.org/A")


def test_a_rule_is_filed_under_everything_that_it_reads_and_under_what_it_writes() -> None:
    body = all_of([triple("?x", RDF_TYPE, str(A)), any_of([triple("?x", P, "?y"), triple("?y", Q, '"7"')])])
    book = Rulebook.filed([Rule(body, "?x", str(Q), "?y")])
    assert set(book.readers) == {f"a {A}", str(P), str(Q)}
    assert set(book.writers) == {str(Q)}
    [line] = book.writers[str(Q)]
    assert line.head == Fact("?x", Q, "?y")
    assert line.body == (
        Fact("?x", RDF_TYPE, A),
        Either((Fact("?x", P, "?y"), Fact("?y", Q, ox.Literal("7")))),
    )
    assert all(found is line for found, _ in book.readers[str(P)])


def test_every_kind_of_pattern_is_kept() -> None:
    body = all_of(
        [
            triple("?x", P, "?y"),
            any_of([all_of([triple("?x", Q, "?z"), literal("?z", "<http://example.org/d>")]), literal("?y")]),
            one_of("?x", [str(A), str(P)]),
        ]
    )
    book = Rulebook.filed([Rule(body, "?x", str(RDF_TYPE), str(A))])
    [line] = book.writers[f"a {A}"]
    assert line.body[1] == Either(
        (Both((Fact("?x", Q, "?z"), IsLiteral("?z", "http://example.org/d"))), IsLiteral("?y", ""))
    )
    assert line.body[2] == Values("?x", (A, P))
    assert Rulebook.from_json(book.to_json()).writers == book.writers


def test_a_triple_is_filed_as_the_rules_for_it_are(turtle: Turtle) -> None:
    one, other = turtle(":x a :A . :x :p 1 .")
    assert filed(one) == f"a {A}"
    assert filed(other) == str(P)


def test_the_rules_of_the_ontology_are_made_once_and_kept(ontology: list[ox.Triple], tmp_path: Path) -> None:
    book = Rulebook.of(ontology)
    assert Rulebook.beside(tmp_path / "store") is None
    (tmp_path / RULES).write_text(book.to_json(), encoding="utf-8")
    kept = Rulebook.beside(tmp_path / "store")
    assert kept is not None
    assert kept.readers == book.readers
    assert f"<{MLLM}basedOn>" in kept.readers


def test_rules_are_the_same_as_json(ontology: list[ox.Triple]) -> None:
    book = Rulebook.of(ontology)
    again = Rulebook.from_json(book.to_json())
    assert again.readers == book.readers
    assert again.writers == book.writers
    assert again.to_json() == book.to_json()
    assert len(json.loads(book.to_json())) > 200


@pytest.mark.parametrize("text", ["", "{}", '[[["?x", "<p:p>", "?y"], ["sparql", "?x ?p ?y"]]]', "[1]"])
def test_what_is_no_rulebook_is_a_value_error(text: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        Rulebook.from_json(text)
