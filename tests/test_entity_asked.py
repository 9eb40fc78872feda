"""Which statement is meant by three words."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from mllm_kg import KnowledgeGraph
from mllm_kg.assets import Assets
from mllm_kg.entity.asked import asked, predicate_named, subject_named
from mllm_kg.entity.grounds import Grounds
from mllm_kg.errors import AmbiguousName, UnknownName
from mllm_kg.namespaces import PREFIXES, graph, iri, term

BLOOMZ = iri("model", "bloomz")
TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")


@pytest.mark.parametrize(
    "text",
    [
        *("trainedAtStage", "trained-at-stage", "trained_at_stage", "trained at stage", "Trained At Stage"),
        *("mllm:trainedAtStage", "https://w3id.org/mllm-kg/ontology#trainedAtStage"),
    ],
)
def test_a_property_is_named_in_many_ways(kg: KnowledgeGraph, text: str) -> None:
    assert predicate_named(kg, text) == term("trainedAtStage")


@pytest.mark.parametrize("text", ["a", "type", "rdf:type", "A", "is a"])
def test_a_stands_for_the_class(kg: KnowledgeGraph, text: str) -> None:
    assert predicate_named(kg, text, BLOOMZ) == TYPE


def test_our_own_property_goes_before_that_of_another_vocabulary(kg: KnowledgeGraph) -> None:
    assert predicate_named(kg, "title") == term("title")
    assert predicate_named(kg, "dcterms:title") == ox.NamedNode(PREFIXES["dcterms"] + "title")


def test_an_unknown_property_gets_the_nearest(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName) as caught:
        predicate_named(kg, "trained-on-stage", BLOOMZ)
    assert "mllm:trainedAtStage" in caught.value.candidates
    assert caught.value.what == "property"


@pytest.mark.parametrize("text", ["open model", "OpenModel", "open-model", "mllm:OpenModel", "Open Model"])
def test_a_class_is_named_in_many_ways(kg: KnowledgeGraph, text: str) -> None:
    assert asked(kg, "bloomz", "a", text).object == term("OpenModel")
    assert asked(kg, "bloom", "type", text).object == term("OpenModel")


def test_an_unknown_class_gets_the_nearest(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName) as caught:
        asked(kg, "bloomz", "a", "OpnModel")
    assert (caught.value.what, caught.value.candidates[0]) == ("class", "mllm:OpenModel")


def test_a_class_can_be_the_subject(kg: KnowledgeGraph) -> None:
    assert subject_named(kg, "OpenModel") == term("OpenModel")
    found = asked(kg, "OpenModel", "rdfs:subClassOf", "LanguageModel")
    assert (found.subject, found.object) == (term("OpenModel"), term("LanguageModel"))


def test_the_object_is_what_the_subject_has(kg: KnowledgeGraph) -> None:
    assert asked(kg, "bloomz", "trained-at-stage", "sft").object == iri("stage", "sft")
    assert asked(kg, "bloomz", "language count", "46").object == ox.Literal("46", datatype=XSD_INTEGER)


def test_else_the_object_is_of_the_kind_that_the_property_leads_to(kg: KnowledgeGraph) -> None:
    assert asked(kg, "bloomz", "trained-at-stage", "rlhf").object == iri("stage", "rlhf")


XSD_INTEGER = ox.NamedNode(PREFIXES["xsd"] + "integer")


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ('"BLOOMZ"@en', ox.Literal("BLOOMZ", language="en")),
        ('"7"^^xsd:integer', ox.Literal("7", datatype=XSD_INTEGER)),
        (f'"7"^^<{PREFIXES["xsd"]}integer>', ox.Literal("7", datatype=XSD_INTEGER)),
        ('"plain"', ox.Literal("plain")),
        ("47", ox.Literal("47")),
    ],
)
def test_a_literal_is_written_as_in_n_triples(kg: KnowledgeGraph, text: str, literal: ox.Literal) -> None:
    assert asked(kg, "bloomz", "languageCount", text).object == literal


def test_a_name_that_fits_several_entities_is_ambiguous(kg: KnowledgeGraph) -> None:
    with pytest.raises(AmbiguousName):
        asked(kg, "bloomz", "notToBeConfusedWith", "rlhf")


def test_an_unknown_subject_or_object_gets_the_nearest(kg: KnowledgeGraph) -> None:
    for words in (("bloomzz", "basedOn", "bloom"), ("bloomz", "basedOn", "bloommm")):
        with pytest.raises(UnknownName) as caught:
            asked(kg, *words)
        assert any("bloom" in name for name in caught.value.candidates)


def test_the_first_source_of_a_statement_has_its_line(kg: KnowledgeGraph, assets: Assets) -> None:
    triple = ox.Triple(BLOOMZ, term("basedOn"), iri("model", "bloom"))
    (quad,) = kg.store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    assert isinstance(quad.graph_name, ox.NamedNode)
    first = Grounds(kg, assets).of(triple, (quad.graph_name,))[0]
    assert first.status == "confirmed"
    assert first.record is not None
    path, line, column = first.record.rsplit(":", 2)
    written = (assets.root / path).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert written[int(column) - 1 :].startswith("model/bloom]")


def test_a_statement_that_two_records_make_has_the_sources_of_both(kg: KnowledgeGraph, assets: Assets) -> None:
    found = kg.select(
        "SELECT ?s ?p ?o ?g WHERE { GRAPH kgg:provenance { ?r rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; "
        "mllm:alsoStatedIn ?other } GRAPH ?g { ?s ?p ?o } FILTER(?g != kgg:provenance) } ORDER BY ?s ?p ?o LIMIT 1"
    )
    subject, predicate, thing, name = found.rows[0]
    assert isinstance(subject, ox.NamedNode)
    assert isinstance(predicate, ox.NamedNode)
    assert isinstance(name, ox.NamedNode)
    assert thing is not None
    assert len(Grounds(kg, assets).of(ox.Triple(subject, predicate, thing), (name,))) > 1


def test_what_provenance_says_is_stated_and_neither_confirmed_nor_doubted(kg: KnowledgeGraph, assets: Assets) -> None:
    triple = ox.Triple(graph("model/bloomz"), term("evidenceStatus"), term("Confirmed"))
    (source,) = Grounds(kg, assets).of(triple, (graph("provenance"),))
    assert (source.status, source.record) == ("stated", None)


@pytest.mark.parametrize("words", [("", "a", "b"), ("bloomz", "", "b"), ("bloomz", "a", ""), ("bloomz", "<x y>", "b")])
def test_nothing_is_called_by_no_name(kg: KnowledgeGraph, words: tuple[str, str, str]) -> None:
    with pytest.raises(UnknownName):
        asked(kg, *words)
