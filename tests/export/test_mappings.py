"""Which statements are mappings, and what is known of each: what stands in the graph, and nothing else."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
import pytest

import mllm_kg
from mllm_kg.export.mappings import Mapping, mappings_of, vocabularies_of

KG = "https://w3id.org/mllm-kg/id/"
GRAPH = "https://w3id.org/mllm-kg/graph/"
MLLM = "https://w3id.org/mllm-kg/ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
HEADER = f"""
@prefix skos: <{SKOS}> . @prefix mllm: <{MLLM}> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix prov: <http://www.w3.org/ns/prov#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix vann: <http://purl.org/vocab/vann/> . @prefix e: <https://example.org/> . @prefix f: <https://example.org/f/> .
@prefix task: <{KG}task/> . @prefix language: <{KG}language/> . @prefix lexvo: <http://lexvo.org/id/iso639-3/> .
"""


def quads(text: str) -> list[ox.Quad]:
    return list(ox.parse((HEADER + text).encode(), format=ox.RdfFormat.TRIG))


def pairs(mappings: list[Mapping]) -> list[tuple[str, str, str]]:
    return [
        (each.subject.removeprefix(KG), each.predicate.partition("#")[2], each.object.rpartition("/")[2])
        for each in mappings
    ]


def one(text: str) -> Mapping:
    mappings = mappings_of(quads(text))
    assert len(mappings) == 1
    return mappings[0]


@pytest.mark.parametrize(
    "predicate",
    ["skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch", "skos:relatedMatch",
     "rdfs:subClassOf", "rdfs:subPropertyOf", "owl:equivalentClass", "owl:equivalentProperty", "owl:sameAs"],
)  # fmt: skip
def test_a_mapping_leads_from_here_to_elsewhere(predicate: str) -> None:
    assert pairs(mappings_of(quads(f"task:a {predicate} e:x ."))) == [("task/a", predicate.partition(":")[2], "x")]


@pytest.mark.parametrize(
    "text",
    [
        "task:a skos:exactMatch task:b .",
        "e:x skos:exactMatch task:a .",
        "e:x skos:exactMatch e:y .",
        "_:b skos:exactMatch e:y .",
        "task:a skos:exactMatch [] .",
        "task:a skos:exactMatch 'a text' .",
        "task:a skos:related e:x .",
        "mllm:Task rdfs:subClassOf owl:Thing , skos:Concept .",
        f"<{GRAPH}inferred> {{ task:a skos:exactMatch e:x }}",
        f"<{GRAPH}inferred/more> {{ task:a skos:exactMatch e:x }}",
    ],
)
def test_other_statements_are_none(text: str) -> None:
    assert mappings_of(quads(text)) == []


def test_a_mapping_stands_once_and_in_order() -> None:
    text = (
        f"<{GRAPH}a> {{ task:b skos:exactMatch e:x . task:a skos:exactMatch e:y . task:a skos:closeMatch e:z }}"
        f"<{GRAPH}b> {{ task:a skos:exactMatch e:y }}"
    )
    expected = [("task/a", "closeMatch", "z"), ("task/a", "exactMatch", "y"), ("task/b", "exactMatch", "x")]
    assert pairs(mappings_of(quads(text))) == expected
    assert mappings_of(reversed(quads(text))) == mappings_of(quads(text))


def test_names_are_english_where_there_is_one() -> None:
    mapping = one(
        'task:a skos:exactMatch e:x ; rdfs:label "plain" , "독"@ko ; skos:prefLabel "Preferred"@en , "Bevorzugt"@de .'
        'e:x rdfs:label "untagged" , "etwas"@de .'
    )
    assert (mapping.subject_label, mapping.object_label) == ("Preferred", "untagged")


def test_a_thing_without_a_name_has_none() -> None:
    mapping = one('task:a skos:exactMatch e:x . e:x rdfs:label "etwas"@de .')
    assert (mapping.subject_label, mapping.object_label) == ("", "")


def test_what_repeats_a_code_is_matched_by_it() -> None:
    mapping = one('language:swa skos:exactMatch lexvo:swa ; mllm:iso639-3 "swa" .')
    assert (mapping.justification, mapping.code_property, mapping.code) == ("LexicalMatching", MLLM + "iso639-3", "swa")


def test_what_has_another_code_is_not() -> None:
    mapping = one('language:swa skos:exactMatch lexvo:swh ; mllm:iso639-3 "swa" .')
    assert (mapping.justification, mapping.code_property, mapping.code) == ("UnspecifiedMatching", "", "")


def test_what_the_ontology_states_was_chosen_by_hand() -> None:
    assert one(f"<{GRAPH}ontology> {{ task:a skos:exactMatch e:x }}").justification == "ManualMappingCuration"
    assert one(f"<{GRAPH}task/a> {{ task:a skos:exactMatch e:x }}").justification == "UnspecifiedMatching"


def test_when_and_by_which_pages_comes_from_what_is_said_of_the_graph() -> None:
    about = (
        f'<{GRAPH}task/a> mllm:checked "2026-11-20"^^xsd:date ; prov:hadPrimarySource e:page , e:other . '
        '<https://w3id.org/mllm-kg/ontology/alignments> dcterms:modified "2026-11-21"^^xsd:date .'
    )
    mapping = one(f"<{GRAPH}task/a> {{ task:a skos:exactMatch e:x }} {about}")
    assert mapping.date == "2026-11-20"
    assert mapping.pages == ("https://example.org/other", "https://example.org/page")
    assert one(f"<{GRAPH}ontology> {{ task:a skos:exactMatch e:x }} {about}").date == "2026-11-21"
    assert one(f"<{GRAPH}task/b> {{ task:b skos:exactMatch e:x }} {about}").date == ""


def test_what_nobody_confirmed_says_so() -> None:
    assert not one(f"<{GRAPH}task/a/unconfirmed> {{ task:a skos:exactMatch e:x }}").confirmed
    assert one(f"<{GRAPH}task/a> {{ task:a skos:exactMatch e:x }}").confirmed


def test_the_vocabulary_of_an_object_is_the_one_whose_namespace_is_longest() -> None:
    text = """
    e:v vann:preferredNamespaceUri "https://example.org/" ; vann:preferredNamespacePrefix "ex" .
    e:w vann:preferredNamespaceUri "https://example.org/f/" ; owl:versionInfo "2" . e:z owl:versionInfo "3" .
    """
    assert set(vocabularies_of(quads(text))) == {"https://example.org/", "https://example.org/f/"}
    far = one(text + "task:a skos:exactMatch f:x .").source
    near = one(text + "task:a skos:exactMatch e:x .").source
    assert far is not None
    assert (far.iri, far.prefix, far.version) == ("https://example.org/w", "", "2")
    assert near is not None
    assert (near.iri, near.prefix, near.version) == ("https://example.org/v", "ex", "")
    assert one(text + "task:a skos:exactMatch lexvo:x .").source is None


def test_every_link_of_a_record_is_a_mapping_of_the_graph(
    kg: mllm_kg.KnowledgeGraph, records: dict[str, dict[str, Any]]
) -> None:
    expected = {
        (KG + name, SKOS + "exactMatch", link)
        for name, record in records.items()
        for each in (record, *record.get("according_to", []))
        for link in each.get("exact_match", [])
    }
    found = {
        (each.subject, each.predicate, each.object)
        for each in mappings_of(kg.quads())
        if each.subject.startswith(KG) and each.predicate == SKOS + "exactMatch"
    }
    assert len(expected) > 3000
    assert expected <= found
    assert {each[0].removeprefix(KG).partition("/")[0] for each in found - expected} <= {"task", "technique"}
