"""Every view: a graph of its own that nobody sees unasked, the same every time, in every format."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic, to_isomorphic

import mllm_kg
from mllm_kg.errors import UnknownName
from mllm_kg.export import FORMATS, GRAPHS
from mllm_kg.views import VIEWS, Source, export, format_of, told
from tests.documents import blocks

GRAPH = "https://w3id.org/mllm-kg/graph/"
DESCRIPTIONS = ("void", "dcat", "schema-org", "croissant", "build", "questions", "prefixes")
OWN_LAYOUT = ("schema-org", "croissant")


def quads_of(data: bytes, format: ox.RdfFormat) -> set[ox.Quad]:
    return set(ox.parse(data, format=format))


def test_every_description_of_the_dataset_is_a_view() -> None:
    assert set(DESCRIPTIONS) <= set(VIEWS)


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_says_what_it_holds_and_is_no_part_of_the_graph(name: str) -> None:
    assert VIEWS[name].name == name
    assert VIEWS[name].holds
    assert name not in GRAPHS
    assert told()[name] == VIEWS[name].holds


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_is_a_named_graph_of_its_own(kg: mllm_kg.KnowledgeGraph, name: str) -> None:
    found = quads_of(kg.export("nquads", name) or b"", ox.RdfFormat.N_QUADS)
    assert {quad.graph_name for quad in found} == {ox.NamedNode(GRAPH + name)}


@pytest.mark.parametrize("name", VIEWS)
def test_a_query_sees_nothing_of_a_view(kg: mllm_kg.KnowledgeGraph, name: str) -> None:
    kg.export("ntriples", name)
    assert not kg.ask(f"ASK {{ GRAPH <{GRAPH}{name}> {{ ?s ?p ?o }} }}")
    assert not kg.ask("ASK { ?dataset a void:Dataset }")
    assert not kg.ask("ASK { ?query a sh:SPARQLExecutable }")


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_a_description_has_no_blank_nodes(view: Callable[[str], ox.Store], name: str) -> None:
    blank = [
        quad for quad in view(name) if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)
    ]
    assert blank == []


FORMS = {
    "turtle": ox.RdfFormat.TURTLE,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
}


@pytest.mark.parametrize(
    ("name", "format"),
    [("void", "turtle"), *((name, form) for name in DESCRIPTIONS if name != "void" for form in FORMS)],
)
def test_every_format_says_the_same(
    kg: mllm_kg.KnowledgeGraph, view: Callable[[str], ox.Store], name: str, format: str
) -> None:
    expected = {quad.triple for quad in view(name)}
    assert {quad.triple for quad in quads_of(kg.export(format, name) or b"", FORMS[format])} == expected


@pytest.mark.parametrize("name", OWN_LAYOUT)
def test_the_document_says_what_the_other_formats_say(kg: mllm_kg.KnowledgeGraph, name: str) -> None:
    document, triples = rdflib.Graph(), rdflib.Graph()
    document.parse(data=kg.export(None, name), format="json-ld", publicID=f"{GRAPH}{name}/")
    triples.parse(data=kg.export("ntriples", name), format="nt")
    data = rdflib.URIRef("http://mlcommons.org/croissant/data")
    for graph in (document, triples):  # JSON literals may be written in more than one way
        for subject, value in list(graph.subject_objects(data)):
            graph.set((subject, data, rdflib.Literal(json.dumps(json.loads(str(value)), sort_keys=True))))
    assert len(triples) > 100
    assert isomorphic(to_isomorphic(document), to_isomorphic(triples))


def test_a_lone_view_has_the_format_of_its_readers() -> None:
    assert format_of(["croissant"]) == "jsonld"
    assert format_of(["schema-org"]) == "jsonld"
    assert format_of(["void"]) == "turtle"
    assert format_of(["croissant", "void"]) == "turtle"
    assert format_of(["all"]) == "turtle"


def test_views_and_parts_are_written_together(kg: mllm_kg.KnowledgeGraph) -> None:
    together = quads_of(kg.export("trig", ["prefixes", "dcat", "ontology"]) or b"", ox.RdfFormat.TRIG)
    assert {str(quad.graph_name) for quad in together} == {
        f"<{GRAPH}{name}>" for name in ("prefixes", "dcat", "ontology")
    }
    alone = quads_of(kg.export("nquads", "prefixes") or b"", ox.RdfFormat.N_QUADS)
    assert alone < together


def test_a_view_asked_for_twice_is_written_once(kg: mllm_kg.KnowledgeGraph) -> None:
    assert kg.export("nquads", ["prefixes", "prefixes"]) == kg.export("nquads", "prefixes")


def test_the_layout_of_a_lone_view_is_not_that_of_several(kg: mllm_kg.KnowledgeGraph) -> None:
    assert "recordSet" in json.loads(kg.export("jsonld", "croissant") or b"")
    assert "@graph" in json.loads(kg.export("jsonld", ["schema-org", "prefixes"]) or b"")


def test_an_unknown_graph_gets_all_names_parts_and_views(kg: mllm_kg.KnowledgeGraph) -> None:
    with pytest.raises(UnknownName) as caught:
        kg.export("turtle", "viod")
    assert {"void", "dcat", "ontology", "all"} <= set(caught.value.candidates)


def test_an_unknown_format_is_told_before_anything_is_written(kg: mllm_kg.KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(UnknownName):
        export(Source(kg), "yaml", ["void"], tmp_path / "void.yaml")
    assert list(tmp_path.iterdir()) == []


def test_a_file_holds_the_same_bytes(kg: mllm_kg.KnowledgeGraph, tmp_path: Path) -> None:
    kg.export(None, "schema-org", tmp_path / "dataset.json")
    assert (tmp_path / "dataset.json").read_bytes() == kg.export(None, "schema-org")


@pytest.mark.slow
def test_hash_seed_and_time_zone_do_not_matter(kg: mllm_kg.KnowledgeGraph) -> None:
    code = (
        "import sys, mllm_kg\nfrom mllm_kg.views import VIEWS\nkg = mllm_kg.load()\n"
        "for name in VIEWS: sys.stdout.buffer.write(kg.export(None, name))"
    )
    outputs = set()
    for seed, zone in (("1", "Asia/Seoul"), ("2", "America/Lima")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "PYTHONUTF8": "0"}
        environment.pop("SOURCE_DATE_EPOCH", None)
        outputs.add(
            subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True).stdout
        )
    assert len(outputs) == 1
    assert len(outputs.pop()) > 1_000_000


def test_parts_are_exported_as_before(kg: mllm_kg.KnowledgeGraph) -> None:
    found = quads_of(kg.export("nquads", "ontology") or b"", ox.RdfFormat.N_QUADS)
    assert {quad.graph_name for quad in found} == {ox.NamedNode(GRAPH + "ontology")}
    assert kg.export(None, "ontology") == kg.export("turtle", "ontology")
    assert set(told()) >= set(GRAPHS)
    assert set(FORMATS) == {"turtle", "ntriples", "nquads", "trig", "jsonld", "rdfxml"}


def test_the_example_of_the_documentation_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (example,) = blocks((root / "docs/dataset-description.md").read_text(encoding="utf-8"), "python")
    exec(compile(example, "docs/dataset-description.md", "exec"), {})
    size = (tmp_path / "ontology.nq").stat().st_size
    described = (tmp_path / "dcat.ttl").read_text(encoding="utf-8")
    assert f'dcat:byteSize "{size}"^^xsd:nonNegativeInteger' in described
    assert "dcat:downloadURL <https://example.org/download/ontology.nq>" in described


def test_the_documentation_has_every_description(root: Path) -> None:
    page = (root / "docs/dataset-description.md").read_text(encoding="utf-8")
    assert {name for name in DESCRIPTIONS if f"| [`{name}`](#" not in page} == set()
