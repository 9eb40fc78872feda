"""PROV-O of the build: digests are those of the files, and the clock has no say."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyoxigraph as ox
import pytest

import mllm_kg
from mllm_kg.errors import UsageError
from mllm_kg.views import VIEWS, Source

PREFIXES = {
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "b": "https://w3id.org/mllm-kg/graph/build#",
    "kgg": "https://w3id.org/mllm-kg/graph/",
    "dcterms": "http://purl.org/dc/terms/",
}


def rows(kg: mllm_kg.KnowledgeGraph, query: str) -> list[tuple[str, ...]]:
    """Answer a query to the view as it is now."""
    store = ox.Store()
    store.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in VIEWS["build"].quads(Source(kg)))
    solutions = store.query(query, prefixes=PREFIXES)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    return [tuple(row[name].value for name in names) for row in solutions]


@pytest.fixture(autouse=True)
def no_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


def test_every_source_has_the_digest_of_its_file(kg: mllm_kg.KnowledgeGraph, root: Path) -> None:
    query = "SELECT ?name ?digest WHERE { b:build prov:used ?file . ?file rdfs:label ?name ; schema:sha256 ?digest }"
    found = {name: digest for name, digest in rows(kg, query) if "/" in name}
    folders = ("ontology", "queries", "data")
    paths = [path for folder in folders for path in (root / folder).rglob("*") if path.is_file()]
    records = {path for path in paths if path.suffix == ".yaml" and path.parent.parent == root / "data"}
    others = {path for path in paths if path.is_relative_to(root / "ontology") or path.is_relative_to(root / "queries")}
    expected = {*records, *others, root / "data/survey/listing.csv"}
    assert found == {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in expected
    }


def test_shapes_go_into_no_graph(kg: mllm_kg.KnowledgeGraph) -> None:
    assert [
        name for (name,) in rows(kg, "SELECT ?name WHERE { ?f rdfs:label ?name }") if name.startswith("shapes/")
    ] == []


def test_the_result_has_the_digests_of_the_manifest(kg: mllm_kg.KnowledgeGraph) -> None:
    query = """SELECT ?sources ?dataset ?general WHERE { ?result prov:wasGeneratedBy b:build ; schema:sha256 ?dataset ;
      prov:wasDerivedFrom ?from ; prov:specializationOf ?general . ?from schema:sha256 ?sources
      FILTER(?general = <https://w3id.org/mllm-kg/dataset>) }"""
    manifest = kg.snapshot.manifest
    assert rows(kg, query) == [(manifest.sources, manifest.dataset, "https://w3id.org/mllm-kg/dataset")]


def test_the_dataset_has_the_digest_of_its_sorted_statements(kg: mllm_kg.KnowledgeGraph) -> None:
    lines = sorted((ox.serialize(kg.store, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True))
    digest = hashlib.sha256(b"".join(lines)).hexdigest()
    assert (digest,) in rows(kg, "SELECT ?d WHERE { ?result prov:wasGeneratedBy b:build ; schema:sha256 ?d }")


def test_the_program_and_its_engine_have_their_versions(kg: mllm_kg.KnowledgeGraph) -> None:
    query = """SELECT ?name ?version WHERE { b:build prov:wasAssociatedWith ?agent .
      ?agent a prov:SoftwareAgent ; rdfs:label ?name ; owl:versionInfo ?version }"""
    assert dict(rows(kg, query)) == {"mllm_kg": mllm_kg.__version__, "pyoxigraph": ox.__version__}


def test_the_closure_generated_the_inferred_graphs(kg: mllm_kg.KnowledgeGraph) -> None:
    found = {name for (name,) in rows(kg, "SELECT ?g WHERE { ?g prov:wasGeneratedBy b:closure }")}
    inferred = {
        name.value for name in kg.named_graphs() if name.value.removeprefix(PREFIXES["kgg"]).startswith("inferred")
    }
    assert found == inferred


def test_there_is_no_time_unless_it_is_given(kg: mllm_kg.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    query = "SELECT ?time WHERE { ?activity prov:endedAtTime ?time }"
    assert rows(kg, query) == []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    assert {time for (time,) in rows(kg, query)} == {"2026-11-22T00:00:00Z"}


@pytest.mark.parametrize("given", ["yesterday", "1.5", "99999999999999999999"])
def test_a_wrong_time_is_one_clear_error(
    kg: mllm_kg.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    with pytest.raises(UsageError, match=r"SOURCE_DATE_EPOCH.*number of seconds"):
        VIEWS["build"].quads(Source(kg))


def test_the_dataset_was_modified_when_last_checked(kg: mllm_kg.KnowledgeGraph) -> None:
    found = rows(kg, "SELECT ?day WHERE { ?result prov:wasGeneratedBy b:build ; dcterms:modified ?day }")
    (latest,) = kg.select("SELECT (MAX(?day) AS ?last) WHERE { ?g mllm:checked ?day }")
    assert found == [(latest["last"].value,)]  # type: ignore[union-attr]
