"""Uses are counted once each, stated apart from inferred, and the best known come first."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
import pytest

from mllm_kg.graph import Dataset
from mllm_kg.namespaces import GRAPH, KG, MLLM, PREFIXES
from mllm_kg.reference.graphs import graphs_of
from mllm_kg.reference.usage import Usage, is_inferred, usage
from tests.reference.conftest import PROLOGUE


def dataset(graphs: dict[str, str]) -> Dataset:
    def quads() -> Iterable[ox.Quad]:
        for name, text in graphs.items():
            for quad in ox.parse(PROLOGUE + text, ox.RdfFormat.TURTLE):
                yield ox.Quad(*quad.triple, ox.NamedNode(GRAPH + name))

    return Dataset.from_quads(quads())


def of(term: str, graphs: dict[str, str]) -> Usage:
    return usage(dataset(graphs), [MLLM + term])[MLLM + term]


def examples(found: Usage) -> list[tuple[str, str]]:
    return [
        (example.subject.value.removeprefix(KG), example.value.value.removeprefix(KG) if example.value else "")
        for example in found.examples
    ]


def models(*names: str, more: str = "") -> str:
    return "".join(f"kg:model\\/{name} a mllm:LanguageModel {more} .\n" for name in names)


def test_what_follows_is_counted_apart() -> None:
    graphs = {"model/a": models("a", "b"), "inferred": models("c"), "inferred/unconfirmed": models("d")}
    found = of("LanguageModel", graphs)
    assert (found.stated, found.inferred) == (2, 2)
    assert examples(found) == [("model/a", ""), ("model/b", "")], "what is stated comes first"


def test_what_only_follows_has_examples_too() -> None:
    assert examples(of("LanguageModel", {"inferred": models("d", "c")})) == [("model/c", ""), ("model/d", "")]


def test_the_best_known_come_first_and_three_at_most() -> None:
    based = "kg:model\\/z mllm:basedOn kg:model\\/y . kg:model\\/x mllm:basedOn kg:model\\/y , kg:model\\/z ."
    found = of("LanguageModel", {"model/a": models("v", "w", "x", "y", "z") + based})
    assert examples(found) == [("model/y", ""), ("model/z", ""), ("model/v", "")]


def test_a_subject_is_one_example_with_its_best_known_value() -> None:
    text = """kg:model\\/a mllm:basedOn kg:model\\/rare , kg:model\\/known . kg:model\\/b mllm:basedOn kg:model\\/known ."""
    found = of("basedOn", {"model/a": text})
    assert (found.stated, found.inferred) == (3, 0)
    assert examples(found) == [("model/a", "model/known"), ("model/b", "model/known")]


def test_literals_are_values_and_a_term_that_nothing_uses_is_not_used() -> None:
    graphs = {"model/a": "kg:model\\/a mllm:year 2024 , 2023 ."}
    assert examples(of("year", graphs)) == [("model/a", "2023")]
    assert of("doi", graphs) == Usage()


@pytest.mark.parametrize(
    ("name", "expected"),
    [("inferred", True), ("inferred/unconfirmed", True), ("inferred-by-hand", False), ("model/inferred", False)],
)
def test_graphs_of_what_follows(name: str, expected: bool) -> None:
    assert is_inferred(ox.NamedNode(GRAPH + name)) is expected
    assert not is_inferred(ox.DefaultGraph())


def test_named_graphs_by_kind_and_evidence() -> None:
    status = "kgg:model\\/a mllm:evidenceStatus mllm:Confirmed . kgg:model\\/b mllm:evidenceStatus mllm:Unconfirmed ."
    graphs = {
        "provenance": status,
        "model/a": models("a", "b"),
        "model/b": models("c"),
        "odd/x": models("d"),
        "ontology": "mllm:A a owl:Class .",
    }
    found = graphs_of(dataset(graphs), entities=4)
    assert [(graph.key, graph.statements, graph.status) for graph in found.fixed] == [
        ("ontology", 1, ""),
        ("provenance", 2, ""),
    ]
    assert [(family.kind, family.graphs, family.term.removeprefix(MLLM)) for family in found.families] == [
        ("model", 2, "LanguageModel"),
        ("odd", 1, ""),
    ], "kinds in their order, what is none at the end"
    assert found.families[0].statements == {MLLM + "Confirmed": 2, MLLM + "Unconfirmed": 1}
    assert found.statuses == (MLLM + "Confirmed", "", MLLM + "Unconfirmed")
    assert (found.number, found.statements, found.entities) == (5, 7, 4)
    assert PREFIXES["kgg"] == GRAPH
