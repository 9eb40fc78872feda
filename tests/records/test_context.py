"""What the project makes of its records is what full JSON-LD processors make of them."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from mllm_kg.assets import Assets
from mllm_kg.namespaces import KINDS, slugify
from mllm_kg.records.context import GRAPH_KEYS, Context
from mllm_kg.records.rdf import record_graphs
from mllm_kg.records.reader import Node, read_record

SAMPLE = (
    "data/papers/muennighoff2022crosslingual.yaml",
    "data/papers/brown2020language.yaml",
    "data/models/mt5.yaml",
    "data/methods/xlt.yaml",
    "data/resources/mc4.yaml",
    "data/benchmarks/belebele.yaml",
    "data/languages/swa.yaml",
    "data/families/afro-asiatic.yaml",
    "data/taxonomy/strategy-sft-alignment.yaml",
    "data/taxonomy/stage-sft.yaml",
    "data/taxonomy/challenge-removal-of-unsafe-data.yaml",
)


@pytest.fixture(scope="module")
def context(assets: Assets) -> Context:
    return Context.load(assets.ontology / "context.jsonld")


def texts(node: Node) -> Any:
    """Return a record's values as they are written, so that a processor does not rewrite numbers."""
    if isinstance(node.value, dict):
        return {key: texts(value) for key, value in node.value.items()}
    return [texts(item) for item in node.value] if isinstance(node.value, list) else node.text


def as_json_ld(node: Node, context: Context, terms: dict[str, Any]) -> str:
    document = {key: value for key, value in texts(node).items() if key not in GRAPH_KEYS and key != "listed_key"}
    for name, value in document.items():
        key = context.keys.get(name)
        if key and key.takes_names:
            document[name] = [slugify(item) for item in (value if isinstance(value, list) else [value])]
    for nested in document.get("disagreement", ()):
        nested["type"] = KINDS["disagreement"].class_name
    return json.dumps({**terms, **document})


@pytest.mark.parametrize("name", SAMPLE)
def test_a_record_expands_as_json_ld_processors_expand_it(name: str, assets: Assets, context: Context) -> None:
    record = read_record(assets.root / name, assets.root)
    graphs = record_graphs(record, context)
    own = {
        quad.triple
        for quad in graphs.quads
        if quad.graph_name.value.endswith(graphs.graphs[0].name)
        and "authorship" not in f"{quad.subject}{quad.predicate}".lower()
    }
    terms = json.loads((assets.ontology / "context.jsonld").read_text(encoding="utf-8"))
    document = as_json_ld(record.root, context, terms)
    assert own == {quad.triple for quad in ox.parse(document, ox.RdfFormat.JSON_LD)}
    graph = rdflib.Graph().parse(data=document, format="json-ld")
    assert len(graph) == len(own)


def test_every_key_of_the_context_has_its_place_in_the_canonical_order(context: Context) -> None:
    assert set(context.order) == {*context.keys, *GRAPH_KEYS, "id", "type"}


def test_every_kind_with_records_has_a_class_that_records_can_name(context: Context) -> None:
    assert {kind.class_name for kind in KINDS.values() if kind.folder} <= set(context.classes)


def test_every_property_of_the_context_that_is_ours_is_in_the_ontology(assets: Assets, context: Context) -> None:
    ontology = rdflib.Graph().parse(assets.ontology / "mllm-kg.ttl")
    ours = {key.iri for key in context.keys.values() if "mllm-kg/ontology#" in key.iri}
    assert ours <= {str(subject) for subject in ontology.subjects(rdflib.RDF.type)}
