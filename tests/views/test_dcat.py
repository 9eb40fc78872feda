"""DCAT: what DCAT-AP 3 calls mandatory is there, and of files nothing is said but what is known."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

import mllm_kg
from mllm_kg.export import FORMATS
from mllm_kg.views import VIEWS, Source
from tests.views.conftest import Line

DCAT = "http://www.w3.org/ns/dcat#"
DCTERMS = "http://purl.org/dc/terms/"
PREFIXES = {"dcat": DCAT, "dcterms": DCTERMS, "spdx": "http://spdx.org/rdf/terms#"}
DATASET = "https://w3id.org/mllm-kg/dataset"

# The mandatory properties of DCAT-AP 3.0 and the ranges of DCAT 3 that a catalogue checks.
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix spdx: <http://spdx.org/rdf/terms#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix x: <http://example.org/> .
x:Catalog sh:targetClass dcat:Catalog ;
  sh:property [ sh:path dcterms:title ; sh:minCount 1 ], [ sh:path dcterms:description ; sh:minCount 1 ],
    [ sh:path dcterms:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Agent ],
    [ sh:path dcat:dataset ; sh:minCount 1 ; sh:class dcat:Dataset ],
    [ sh:path dcat:themeTaxonomy ; sh:class skos:ConceptScheme ], [ sh:path foaf:homepage ; sh:maxCount 1 ] .
x:Dataset sh:targetClass dcat:Dataset ;
  sh:property [ sh:path dcterms:title ; sh:minCount 1 ; sh:datatype rdf:langString ],
    [ sh:path dcterms:description ; sh:minCount 1 ; sh:datatype rdf:langString ; sh:uniqueLang true ],
    [ sh:path dcterms:publisher ; sh:maxCount 1 ; sh:class foaf:Agent ],
    [ sh:path dcat:contactPoint ; sh:class vcard:Organization ],
    [ sh:path dcat:distribution ; sh:class dcat:Distribution ],
    [ sh:path dcterms:accessRights ; sh:maxCount 1 ; sh:nodeKind sh:IRI ],
    [ sh:path dcterms:conformsTo ; sh:class dcterms:Standard ],
    [ sh:path dcterms:provenance ; sh:class dcterms:ProvenanceStatement ],
    [ sh:path dcterms:rights ; sh:class dcterms:RightsStatement ],
    [ sh:path dcterms:temporal ; sh:class dcterms:PeriodOfTime ],
    [ sh:path dcterms:issued ; sh:maxCount 1 ; sh:datatype xsd:date ],
    [ sh:path dcterms:modified ; sh:maxCount 1 ; sh:datatype xsd:date ],
    [ sh:path dcat:version ; sh:maxCount 1 ; sh:datatype xsd:string ],
    [ sh:path dcat:hasVersion ; sh:class dcat:Dataset ], [ sh:path dcat:isVersionOf ; sh:class dcat:Dataset ],
    [ sh:path dcat:landingPage ; sh:nodeKind sh:IRI ], [ sh:path dcat:keyword ; sh:datatype rdf:langString ] .
x:Distribution sh:targetClass dcat:Distribution ;
  sh:property [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ],
    [ sh:path dcat:downloadURL ; sh:maxCount 1 ; sh:nodeKind sh:IRI ],
    [ sh:path dcat:mediaType ; sh:minCount 1 ; sh:maxCount 1 ; sh:pattern "^https://www.iana.org/assignments/media-types/" ],
    [ sh:path dcterms:format ; sh:maxCount 1 ; sh:pattern "^http://publications.europa.eu/resource/authority/file-type/" ],
    [ sh:path dcterms:license ; sh:minCount 1 ; sh:maxCount 1 ; sh:class dcterms:LicenseDocument ],
    [ sh:path dcat:byteSize ; sh:maxCount 1 ; sh:datatype xsd:nonNegativeInteger ],
    [ sh:path spdx:checksum ; sh:maxCount 1 ; sh:class spdx:Checksum ] .
x:Checksum sh:targetClass spdx:Checksum ;
  sh:property [ sh:path spdx:algorithm ; sh:minCount 1 ; sh:maxCount 1 ; sh:in ( spdx:checksumAlgorithm_sha256 ) ],
    [ sh:path spdx:checksumValue ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:hexBinary ; sh:pattern "^[0-9a-f]{64}$" ] .
x:Agent sh:targetClass foaf:Agent ; sh:property [ sh:path foaf:name ; sh:minCount 1 ] .
x:Theme sh:targetObjectsOf dcat:theme ; sh:nodeKind sh:IRI .
x:Concept sh:targetClass skos:Concept ; sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ] .
x:Scheme sh:targetClass skos:ConceptScheme ; sh:property [ sh:path dcterms:title ; sh:minCount 1 ] .
x:Period sh:targetClass dcterms:PeriodOfTime ;
  sh:property [ sh:path dcat:startDate ; sh:minCount 1 ; sh:datatype xsd:gYear ],
    [ sh:path dcat:endDate ; sh:minCount 1 ; sh:datatype xsd:gYear ] .
"""


def checked(quads: list[ox.Quad]) -> str:
    """Return what SHACL finds; empty when nothing."""
    data = rdflib.Graph()
    text = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b""
    data.parse(data=text, format="nt")
    shapes = rdflib.Graph().parse(data=SHAPES, format="turtle")
    conforms, _, report = pyshacl.validate(data, shacl_graph=shapes)
    return "" if conforms else str(report)


def rows(quads: list[ox.Quad], query: str) -> list[tuple[str, ...]]:
    """Answer a query to a view."""
    store = ox.Store()
    store.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    solutions = store.query(query, prefixes=PREFIXES)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    return [tuple(row[name].value for name in names) for row in solutions]


@pytest.fixture(scope="module")
def alone(kg: mllm_kg.KnowledgeGraph) -> list[ox.Quad]:
    """The view as it is before a release."""
    return VIEWS["dcat"].quads(Source(kg))


@pytest.fixture(scope="module")
def released(release: tuple[Path, Source]) -> list[ox.Quad]:
    """The view with the files of a release."""
    return VIEWS["dcat"].quads(release[1])


def test_what_dcat_ap_demands_is_there(alone: list[ox.Quad]) -> None:
    assert checked(alone) == ""


def test_what_dcat_ap_demands_is_there_for_a_release(released: list[ox.Quad]) -> None:
    assert checked(released) == ""


def test_the_shapes_would_find_what_is_missing(alone: list[ox.Quad]) -> None:
    title = [
        quad for quad in alone if not (quad.subject.value == DATASET and quad.predicate.value == DCTERMS + "title")
    ]
    assert "http://purl.org/dc/terms/title" in checked(title) or "dcterms:title" in checked(title)


def test_the_catalogue_leads_to_the_dataset_and_its_version(alone: list[ox.Quad], root: Path) -> None:
    cited = next(line for line in (root / "CITATION.cff").read_text().splitlines() if line.startswith("version: "))
    version = cited.removeprefix("version: ")
    query = """SELECT ?dataset ?number ?version WHERE {
      ?catalog a dcat:Catalog ; dcat:dataset ?dataset .
      ?dataset dcat:version ?number ; dcat:hasVersion ?version . ?version dcat:isVersionOf ?dataset ; dcat:version ?number }"""
    assert rows(alone, query) == [(DATASET, version, f"{DATASET}/{version}")]


def test_without_files_there_is_a_distribution_for_each_format(alone: list[ox.Quad]) -> None:
    query = "SELECT ?type WHERE { ?dataset dcat:distribution/dcat:mediaType ?type }"
    expected = {f"https://www.iana.org/assignments/media-types/{each.media_type}" for each in FORMATS.values()}
    assert {row[0] for row in rows(alone, query)} == expected
    assert len(rows(alone, query)) == len(FORMATS)


@pytest.mark.parametrize("name", ["dcat:downloadURL", "dcat:byteSize", "spdx:checksum"])
def test_without_files_nothing_is_said_of_files(alone: list[ox.Quad], name: str) -> None:
    assert rows(alone, f"SELECT ?s WHERE {{ ?s {name} ?o }}") == []


def test_each_file_of_a_release_has_its_address_size_and_digest(
    released: list[ox.Quad], release: tuple[Path, Source]
) -> None:
    query = """SELECT ?url ?size ?digest WHERE { ?dataset dcat:distribution ?file .
      ?file dcat:downloadURL ?url ; dcat:byteSize ?size ; spdx:checksum/spdx:checksumValue ?digest }"""
    folder, _ = release
    expected = {
        (
            f"https://example.org/release/{path.relative_to(folder).as_posix()}",
            str(path.stat().st_size),
            hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert set(rows(released, query)) == expected
    assert len(rows(released, "SELECT ?d WHERE { ?s dcat:distribution ?d }")) == len(expected)


def test_files_without_an_address_can_be_had_from_the_home_page(
    kg: mllm_kg.KnowledgeGraph, release: tuple[Path, Source]
) -> None:
    quads = VIEWS["dcat"].quads(Source(kg, release[1].files))
    assert checked(quads) == ""
    assert {row[0] for row in rows(quads, "SELECT ?url WHERE { ?s dcat:accessURL ?url }")} == {
        "https://w3id.org/mllm-kg/"
    }
    assert rows(quads, "SELECT ?url WHERE { ?s dcat:downloadURL ?url }") == []


def test_the_period_is_that_of_the_works(alone: list[ox.Quad], lines: list[Line]) -> None:
    years = [
        int(line.object.split('"')[1]) for line in lines if line.predicate == "https://w3id.org/mllm-kg/ontology#year"
    ]
    query = "SELECT ?first ?last WHERE { ?period dcat:startDate ?first ; dcat:endDate ?last }"
    assert rows(alone, query) == [(str(min(years)), str(max(years)))]


def test_it_was_modified_when_the_last_statement_was_checked(alone: list[ox.Quad], lines: list[Line]) -> None:
    checks = [
        line.object.split('"')[1] for line in lines if line.predicate == "https://w3id.org/mllm-kg/ontology#checked"
    ]
    found = rows(alone, f"SELECT ?day WHERE {{ <{DATASET}> dcterms:modified ?day }}")
    assert found == [(max(checks),)]


def test_its_own_themes_are_in_the_graph(alone: list[ox.Quad], lines: list[Line]) -> None:
    themes = {row[0] for row in rows(alone, "SELECT ?theme WHERE { ?dataset dcat:theme ?theme }")}
    own = {f"<{theme}>" for theme in themes if theme.startswith("https://w3id.org/mllm-kg/")}
    assert len(own) >= 4
    assert own <= {line.subject for line in lines if line.object.endswith("#ConceptScheme>")}


def test_the_licence_is_that_of_the_data(alone: list[ox.Quad], root: Path) -> None:
    (licence,) = {row[0] for row in rows(alone, f"SELECT ?l WHERE {{ <{DATASET}> dcterms:license ?l }}")}
    assert licence in (root / "LICENSE-DATA").read_text(encoding="utf-8")


def test_nothing_depends_on_what_is_in_the_description_of_another_view(
    view: Callable[[str], ox.Store], alone: list[ox.Quad]
) -> None:
    described = {quad.subject for quad in alone}
    needed = {
        quad.object
        for quad in alone
        if isinstance(quad.object, ox.NamedNode)
        and quad.object.value.startswith("https://w3id.org/mllm-kg/graph/dcat#")
    }
    assert needed <= described
    assert len(view("dcat")) == len(alone)
