"""Files are in the graph for a while, with all that follows, and then no more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from mllm_kg import KnowledgeGraph
from mllm_kg.assets import Assets
from mllm_kg.checks.additions import added, rulebook
from mllm_kg.graph import Dataset
from mllm_kg.inputs.model import Input
from mllm_kg.inputs.rdf import read_rdf_input
from mllm_kg.inputs.records import read_record_input
from mllm_kg.namespaces import GRAPH, KG, graph, iri, term
from mllm_kg.reasoning.rulebook import RULES, Rulebook
from mllm_kg.records.context import Context

RECORD = """id: model/an-example
type: LanguageModel
label: An example of a model
based_on: [model/bloom]
weights: https://example.org/weights
evidence: [https://example.org/model]
"""
PREFIXES = """@base <https://w3id.org/mllm-kg/id/> .
@prefix mllm: <https://w3id.org/mllm-kg/ontology#> .
@prefix kgg: <https://w3id.org/mllm-kg/graph/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
"""


@pytest.fixture(scope="module")
def context(assets: Assets) -> Context:
    return Context.load(assets.ontology / "context.jsonld")


def turtle(text: str, format: str = "ttl") -> Input:
    return read_rdf_input(PREFIXES + text, f"new.{format}", format, graph("addition/0"))


def graphs(dataset: Dataset, subject: ox.NamedNode, predicate: str, value: ox.NamedNode) -> Iterator[str]:
    for quad in dataset.store.quads_for_pattern(subject, term(predicate), value, None):
        assert isinstance(quad.graph_name, ox.NamedNode)
        yield quad.graph_name.value.removeprefix(GRAPH)


def test_a_record_is_there_with_what_follows_from_it(kg: KnowledgeGraph, context: Context) -> None:
    model, bloom, stage = iri("model", "an-example"), iri("model", "bloom"), iri("stage", "pretraining")
    with added(kg, [read_record_input(RECORD, "new.yaml", context)]) as additions:
        assert list(graphs(additions.after, model, "basedOn", bloom)) == ["model/an-example"]
        assert list(graphs(additions.after, model, "derivedFrom", bloom)) == ["inferred"]
        assert list(graphs(additions.after, model, "trainedAtStage", stage)) == ["inferred"]
        assert additions.before is kg
        assert additions.own == frozenset()
        assert additions.findings == []
        about = {str(quad.predicate) for quad in additions.changes.added if quad.subject == model}
        assert {str(term("basedOn")), str(term("derivedFrom")), str(term("trainedAtStage"))} <= about
        assert not additions.changes.removed
        after = additions.after
    assert list(after.quads()) == []
    assert not list(kg.store.quads_for_pattern(model, None, None, None))


def test_a_replaced_record_is_gone_and_what_it_says_is_judged(
    kg: KnowledgeGraph, assets: Assets, context: Context
) -> None:
    text = (assets.data / "models/bloomz.yaml").read_text(encoding="utf-8")
    with added(kg, [read_record_input(text, "bloomz.yaml", context)]) as additions:
        assert KG + "model/bloomz" in additions.own
        assert set(additions.after.quads()) == set(kg.quads())
        assert any(quad.subject == iri("model", "bloomz") for quad in additions.changes.added)
    shorter = "id: model/bloomz\ntype: LanguageModel\nlabel: BLOOMZ\n"
    with added(kg, [read_record_input(shorter, "bloomz.yaml", context)]) as additions:
        assert not list(graphs(additions.after, iri("model", "bloomz"), "basedOn", iri("model", "bloom")))
        gone = {str(quad.predicate) for quad in additions.changes.removed if quad.subject == iri("model", "bloomz")}
        assert {str(term("basedOn")), str(term("derivedFrom"))} <= gone


def test_statements_of_rdf_stand_in_a_graph_of_their_own(kg: KnowledgeGraph) -> None:
    with added(kg, [turtle("<model/bloom> mllm:basedOn <model/t5> .")]) as additions:
        assert list(graphs(additions.after, iri("model", "bloom"), "basedOn", iri("model", "t5"))) == ["addition/0"]
        assert list(graphs(additions.after, iri("model", "bloomz"), "derivedFrom", iri("model", "t5"))) == ["inferred"]
        status = additions.after.store.quads_for_pattern(graph("addition/0"), term("evidenceStatus"), None, None)
        assert [quad.object for quad in status] == [term("Confirmed")]


@pytest.mark.parametrize(
    "text",
    [
        "kgg:provenance { kgg:model\\/bloom mllm:evidenceStatus mllm:Unconfirmed }",
        "kgg:inferred { <model/bloom> mllm:derivedFrom <model/t5> }",
        "kgg:ontology { <model/bloom> mllm:basedOn <model/t5> }",
        "mllm:Paper mllm:basedOn <model/t5> .",
        "<model/bloom> owl:sameAs <model/t5> .",
    ],
)
def test_what_may_not_be_added_is_not(kg: KnowledgeGraph, text: str) -> None:
    made = turtle(text, "trig")
    assert made.quads
    with added(kg, [made]) as additions:
        assert not additions.changes.added
        assert not additions.changes.removed


def test_identity_is_told_with_its_place(kg: KnowledgeGraph) -> None:
    with added(kg, [turtle("<model/bloom> owl:sameAs <model/t5> .")]) as additions:
        [finding] = additions.findings
    assert finding.rule == "identity"
    assert str(finding.location) == "new.ttl:5:15"


def test_what_could_not_be_read_adds_nothing(kg: KnowledgeGraph, context: Context) -> None:
    inputs = [turtle("<model/bloom> mllm:basedOn"), read_record_input("label: X\n", "new.yaml", context)]
    assert all(made.findings for made in inputs)
    with added(kg, inputs) as additions:
        assert (additions.changes.added, additions.changes.removed) == ((), ())


def test_the_rules_are_those_that_the_build_kept(kg: KnowledgeGraph) -> None:
    assert (kg.snapshot.folder / RULES).is_file()
    made = Rulebook.of(quad.triple for quad in kg.quads([graph("ontology")]))
    assert rulebook(kg).to_json() == made.to_json()
    assert rulebook(Dataset(kg.store)).to_json() == made.to_json()


@pytest.mark.parametrize("text", [None, "", "{}", "[[]]", '[[["?x", "<p:p>", "?y"], ["triple", "?x", "<<", "?y"]]]'])
def test_rules_that_can_not_be_read_are_made_anew(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / RULES).write_text(text, encoding="utf-8")
    dataset = Dataset(ox.Store(), tmp_path / "store")
    assert rulebook(dataset).readers == {}


def test_the_named_graphs_of_a_record_that_is_replaced_leave_nothing_behind(
    kg: KnowledgeGraph, context: Context
) -> None:
    text = "id: model/bloomz\ntype: LanguageModel\nlabel: BLOOMZ\nevidence: [https://example.org/x]\n"
    own = graph("model/bloomz")
    old = {name for name in kg.named_graphs() if name == own or name.value.startswith(f"{own.value}/")}
    assert len(old) > 2
    with added(kg, [read_record_input(text, "new.yaml", context)]) as additions:
        assert old & set(additions.after.named_graphs()) == {own}
