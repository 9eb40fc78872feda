"""Each shape finds what it must find, and nothing else; and it forbids nothing that the ontology infers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from mllm_kg.checks.shacl import check_shapes
from mllm_kg.checks.shapes import load_shapes
from mllm_kg.findings import Finding
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import graph
from mllm_kg.reasoning.closure import closure
from tests.shapes.cases import Case, context, examples, load_cases

ROOT = Path(__file__).resolve().parents[2]
SHAPES = ROOT / "shapes"
RULES = load_shapes(SHAPES).rules
CASES = list(load_cases())
PLAIN = [Case(1000 + number, "-", "holds", name, "-", "-") for number, name in enumerate(examples())]


def ontology() -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(path=str(ROOT / "ontology/mllm-kg.ttl"), format=ox.RdfFormat.TURTLE)]


def judged(triples: Iterable[ox.Triple], inferred: Iterable[ox.Triple] = ()) -> list[Finding]:
    quads = [ox.Quad(*triple, graph("ontology")) for triple in ontology()]
    quads += [ox.Quad(*triple, graph("data")) for triple in triples]
    quads += [ox.Quad(*triple, graph("inferred")) for triple in inferred]
    return check_shapes(Dataset.from_quads(quads), SHAPES)


@pytest.fixture(scope="module")
def found() -> dict[int, set[tuple[str, str]]]:
    """Validate all cases together; give the rules that each of them breaks, with the entity."""
    everything = context()
    owner: dict[str, int] = {}
    for case in (*CASES, *PLAIN):
        triples = case.triples()
        everything |= triples
        for triple in triples - context():
            owner.setdefault(str(triple.subject), case.number)
    result: dict[int, set[tuple[str, str]]] = {case.number: set() for case in (*CASES, *PLAIN)}
    for finding in judged(everything):
        assert finding.focus is not None
        case_number = owner[f"<{finding.focus}>"]
        result[case_number].add((finding.rule, finding.focus))
    return result


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, found: dict[int, set[tuple[str, str]]]) -> None:
    rules = {rule for rule, _ in found[case.number]}
    assert rules == ({case.rule} if case.verdict == "breaks" else set())


@pytest.mark.parametrize("case", PLAIN, ids=lambda case: case.example)
def test_example_conforms(case: Case, found: dict[int, set[tuple[str, str]]]) -> None:
    assert not found[case.number]


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_is_broken_by_a_case(rule: str) -> None:
    assert any(case.rule == rule and case.verdict == "breaks" for case in CASES)


@pytest.mark.parametrize("rule", sorted(rule for rule in RULES if RULES[rule].path))
def test_every_rule_about_values_sees_some_that_it_lets_pass(rule: str) -> None:
    shape = RULES[rule]
    name = next(case.example for case in CASES if case.rule == rule)
    example = next(case for case in PLAIN if case.example == name)
    more = [case for case in CASES if case.rule == rule and case.verdict == "holds"]
    ends = {
        triple.predicate.value
        for case in (example, *more)
        for triple in case.triples()
        if str(triple.object if shape.inverse else triple.subject) == f"<{case.focus}>"
    }
    # A circle is what the inverse rules forbid: what leads to the example and not back is what they let pass.
    assert shape.path in ends or rule.endswith("-circular")


def test_shapes_allow_what_the_ontology_infers() -> None:
    stated = context().union(*(example.triples() for example in PLAIN))
    inferred = [triple for triple in closure(stated, ontology()) if triple not in stated]
    assert len(inferred) > 100
    assert judged(stated, inferred) == []
