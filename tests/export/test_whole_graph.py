"""The whole graph, written and read again."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib

import mllm_kg
from mllm_kg.export import FORMATS
from mllm_kg.namespaces import graph
from tests.export.test_formats import OXIGRAPH, canonical, merged


@pytest.mark.parametrize("format", FORMATS)
def test_everything_comes_back(kg: mllm_kg.KnowledgeGraph, format: str) -> None:
    data = kg.export(format, "all")
    assert data
    found = list(ox.parse(data, format=OXIGRAPH[format]))
    quads = list(kg.quads())
    assert canonical(found) == canonical(quads if FORMATS[format].named_graphs else merged(quads))
    assert len(found) == len(set(found))


@pytest.mark.parametrize(("format", "name"), [("turtle", "turtle"), ("rdfxml", "xml")])
def test_rdflib_reads_the_ontology(kg: mllm_kg.KnowledgeGraph, format: str, name: str) -> None:
    read = rdflib.Graph()
    read.parse(data=kg.export(format, "ontology"), format=name)
    assert len(read) == len(set(kg.quads([graph("ontology")])))


def test_turtle_has_no_kind_in_a_local_name(kg: mllm_kg.KnowledgeGraph) -> None:
    data = kg.export("turtle", "data")
    assert data
    text = data.decode()
    assert "\nmodel:bloomz a " in text
    assert "<https://w3id.org/mllm-kg/id/" not in text.partition("\n\n")[2]
