"""An IRI leads where it should and has the name that people give it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mllm_kg.namespaces import GRAPH, KG, MLLM, QUERY, SHAPES
from mllm_kg.reference.links import declared_prefixes
from mllm_kg.reference.model import Reference

INSIDE = [
    (f"{MLLM}LanguageModel", "ontology.html#LanguageModel"),
    (f"{MLLM}iso639-3", "ontology.html#iso639-3"),
    (f"{MLLM}Confirmed", "ontology.html#Confirmed"),
    (f"{KG}strategy/sft-alignment", "taxonomy.html#strategy/sft-alignment"),
    (f"{KG}scheme/frontiers", "taxonomy.html#scheme/frontiers"),
    (f"{KG}challenge/lack-of-safety-benchmark", "taxonomy.html#challenge/lack-of-safety-benchmark"),
    (f"{SHAPES}Language", "shapes.html#Language"),
    (f"{SHAPES}Language-iri", "shapes.html#Language-iri"),
    (f"{SHAPES}IsEnglish", "shapes.html#IsEnglish"),
    (f"{QUERY}new-since", "questions.html#new-since"),
    (f"{QUERY}qc/derivation-cycle", "rules.html#derivation-cycle"),
    (f"{GRAPH}inferred/unconfirmed", "graphs.html#inferred/unconfirmed"),
]


@pytest.mark.parametrize(("iri", "address"), INSIDE, ids=[address for _, address in INSIDE])
def test_what_a_page_tells_about_leads_there(iri: str, address: str, reference: Reference) -> None:
    page, _, anchor = address.partition("#")
    assert reference.links.is_inside(iri)
    assert reference.links.href(iri, "index.html") == address
    assert reference.links.href(iri, page) == f"#{anchor}", "from its own page the anchor is enough"


@pytest.mark.parametrize(
    ("iri", "address"),
    [
        (f"{KG}model/bloomz", f"{KG}model/bloomz"),
        ("http://www.w3.org/2004/02/skos/core#Concept", "http://www.w3.org/2004/02/skos/core#Concept"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("data:text/html,x", ""),
        ("urn:isbn:1", ""),
    ],
)
def test_other_web_addresses_lead_to_themselves_and_nothing_else_leads_anywhere(
    iri: str, address: str, reference: Reference
) -> None:
    assert not reference.links.is_inside(iri)
    assert reference.links.href(iri, "index.html") == address


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        (f"{MLLM}usesStrategy", "uses strategy"),
        (f"{KG}model/bloomz", "BLOOMZ"),
        (f"{KG}model/nobody", "kg:model/nobody"),
        ("http://www.w3.org/2004/02/skos/core#broader", "skos:broader"),
        ("https://w3id.org/fair4ml#MLModel", "fair4ml:MLModel"),
        ("http://www.wikidata.org/entity/Q34770", "wd:Q34770"),
        ("https://example.org/x", "https://example.org/x"),
    ],
)
def test_an_iri_has_its_label_or_its_short_form(iri: str, name: str, reference: Reference) -> None:
    assert reference.links.name(iri) == name


def test_names_are_in_the_language_of_the_pages(small: Callable[..., Reference]) -> None:
    ontology = "mllm:A a owl:Class ; rdfs:label 'one'@en , '하나'@ko . mllm:B a owl:Class ; rdfs:label 'two'@en ."
    links = small(ontology, language="ko").links
    assert (links.name(f"{MLLM}A"), links.name(f"{MLLM}B")) == ("하나", "two")


def test_an_odd_local_name_is_written_as_an_address_may_hold_it(small: Callable[..., Reference]) -> None:
    found = small("<https://w3id.org/mllm-kg/ontology#été> a owl:Class .")
    assert found.links.href(f"{MLLM}été", "index.html") == "ontology.html#%C3%A9t%C3%A9"


def test_prefixes_are_those_that_the_files_declare_for_others(root: Path) -> None:
    found = declared_prefixes(root / "ontology")
    assert found["cito"] == "http://purl.org/spar/cito/"
    assert list(found) == sorted(found)
    assert not [prefix for prefix, namespace in found.items() if namespace.startswith("https://w3id.org/mllm-kg/")]
