"""Cards: what they tell, in which order, and on what evidence."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pyoxigraph as ox
import pytest

from mllm_kg import KnowledgeGraph
from mllm_kg.entity import Card, Facts, Value, card
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import KG, MLLM, PREFIXES

SMALL = """
PREFIX mllm: <https://w3id.org/mllm-kg/ontology#>
PREFIX model: <https://w3id.org/mllm-kg/id/model/>
PREFIX paper: <https://w3id.org/mllm-kg/id/paper/>
PREFIX person: <https://w3id.org/mllm-kg/id/person/>
PREFIX part: <https://w3id.org/mllm-kg/id/authorship/>
PREFIX g: <https://w3id.org/mllm-kg/graph/>
PREFIX model-a: <https://w3id.org/mllm-kg/graph/model/a/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dcterms: <http://purl.org/dc/terms/>

GRAPH g:ontology {
  mllm:basedOn rdfs:subPropertyOf mllm:derivedFrom ; rdfs:label "based on"@en .
  mllm:derivedFrom owl:inverseOf mllm:sourceOf ; rdfs:subPropertyOf prov:wasDerivedFrom ; rdfs:label "derived from"@en .
  mllm:sourceOf rdfs:label "source of"@en .
  mllm:introduces owl:inverseOf mllm:introducedBy .
  mllm:introducedBy rdfs:label "introduced by"@en .
  mllm:twinOf a owl:SymmetricProperty ; rdfs:label "twin of"@en .
  mllm:LanguageModel rdfs:label "language model"@en .
  mllm:parameterCount rdfs:label "parameter count"@en .
}
GRAPH <https://w3id.org/mllm-kg/graph/model/a> {
  model:a a mllm:LanguageModel ; rdfs:label "A" ; skos:altLabel "Alpha" ; mllm:parameterCount 10 , 9 .
  model:a mllm:disagreement <https://w3id.org/mllm-kg/id/disagreement/a-year> .
  <https://w3id.org/mllm-kg/id/disagreement/a-year> mllm:disagreementKind "wrong-year" ; mllm:statedValue "2020" .
}
GRAPH <https://w3id.org/mllm-kg/graph/model/a/unconfirmed> { model:a mllm:license "MIT" }
GRAPH <https://w3id.org/mllm-kg/graph/model/b> { model:b a mllm:LanguageModel ; rdfs:label "B" ; mllm:basedOn model:a }
GRAPH <https://w3id.org/mllm-kg/graph/model/c> { model:c rdfs:label "C" ; mllm:twinOf model:a . model:c mllm:studies model:a }
GRAPH <https://w3id.org/mllm-kg/graph/paper/p> {
  paper:p mllm:title "P" ; mllm:introduces model:a ; mllm:studies model:a ; mllm:author person:y , person:x , person:z ;
    mllm:authorship part:p-1 , part:p-2 , part:p-3 .
  part:p-1 mllm:byPerson person:y ; mllm:authorPosition 1 .
  part:p-2 mllm:byPerson person:z ; mllm:authorPosition 2 .
  part:p-3 mllm:byPerson person:x ; mllm:authorPosition 3 .
}
GRAPH g:inferred {
  model:a a mllm:Artifact , owl:Thing ; mllm:sourceOf model:b ; mllm:introducedBy paper:p ; mllm:twinOf model:c .
  model:b mllm:derivedFrom model:a . model:b prov:wasDerivedFrom model:a .
  paper:p rdfs:label "P" .
}
GRAPH g:provenance {
  <https://w3id.org/mllm-kg/graph/model/a> mllm:evidenceStatus mllm:Confirmed ; mllm:describes model:a ;
    prov:hadPrimarySource <https://example.org/a> , <https://example.org/b> ; mllm:recordFile "data/models/a.yaml" ;
    mllm:checked "2026-11-22" ; mllm:readInCopies 2 ; dcterms:description "two sizes" .
  <https://w3id.org/mllm-kg/graph/model/a/unconfirmed> mllm:evidenceStatus mllm:Unconfirmed ; rdfs:seeAlso <https://example.org/c> .
  <https://w3id.org/mllm-kg/graph/model/b> mllm:evidenceStatus mllm:Confirmed .
  <https://w3id.org/mllm-kg/graph/paper/p> mllm:evidenceStatus mllm:AsListed .
  <https://w3id.org/mllm-kg/id/statement/1> a rdf:Statement ; rdf:subject model:a ; rdf:predicate mllm:parameterCount ;
    rdf:object 9 ; mllm:alsoStatedIn <https://w3id.org/mllm-kg/graph/model/b> .
}
"""


@pytest.fixture(scope="module")
def small() -> Dataset:
    """Return a graph in which each case occurs once."""
    return Dataset.from_quads(ox.parse(SMALL, format=ox.RdfFormat.TRIG))


@pytest.fixture(scope="module")
def model_a(small: Dataset) -> Card:
    return card(small, ox.NamedNode(KG + "model/a"))


def group(groups: Iterable[Facts], name: str) -> Facts:
    return next(facts for facts in groups if facts.property == MLLM + name)


def test_a_card_names_its_entity(model_a: Card) -> None:
    assert (model_a.label, model_a.kind, model_a.curie) == ("A", "model", "kg:model/a")
    assert [(name.role, name.value.text) for name in model_a.names] == [("label", "A"), ("alias", "Alpha")]


def test_stated_classes_come_before_inferred_ones_and_owl_thing_is_none(model_a: Card) -> None:
    assert [(value.label, value.status) for value in model_a.types] == [
        ("language model", "confirmed"),
        (None, "inferred"),
    ]


def test_numbers_are_in_the_order_of_numbers(model_a: Card) -> None:
    assert [value.text for value in group(model_a.facts, "parameterCount").values] == ["9", "10"]


def test_a_statement_has_the_graph_it_stands_in_and_those_that_state_it_again(model_a: Card) -> None:
    nine, ten = group(model_a.facts, "parameterCount").values
    graphs = {source.number: source.graph.rpartition("graph/")[2] for source in model_a.sources}
    assert [graphs[number] for number in nine.sources] == ["model/a", "model/b"]
    assert [graphs[number] for number in ten.sources] == ["model/a"]
    assert nine.datatype == "xsd:integer"


def test_a_source_says_what_the_provenance_graph_says(model_a: Card) -> None:
    first = model_a.sources[0]
    assert first.status == "confirmed"
    assert first.pages == ("https://example.org/a", "https://example.org/b")
    assert (first.record, first.checked, first.copies) == ("data/models/a.yaml", "2026-11-22", 2)
    assert first.notes == ("two sizes",)


def test_sources_are_numbered_from_one_without_gaps(model_a: Card) -> None:
    assert [source.number for source in model_a.sources] == list(range(1, len(model_a.sources) + 1))


def test_unconfirmed_statements_are_marked(model_a: Card) -> None:
    (licence,) = group(model_a.facts, "license").values
    assert licence.status == "unconfirmed"
    assert model_a.sources[licence.sources[0] - 1].see == ("https://example.org/c",)


def test_a_relation_with_an_inverse_is_told_once_by_the_better_founded_side(model_a: Card) -> None:
    (paper,) = group(model_a.facts, "introducedBy").values
    assert (paper.label, paper.status) == ("P", "as listed")
    assert not [facts for facts in model_a.incoming if facts.property == MLLM + "introduces"]


def test_a_symmetric_relation_is_its_own_inverse(model_a: Card) -> None:
    (twin,) = group(model_a.facts, "twinOf").values
    assert (twin.label, twin.status, len(twin.sources)) == ("C", "unconfirmed", 1)


def test_an_inferred_statement_gives_way_to_a_narrower_one(small: Dataset, model_a: Card) -> None:
    assert not [facts for facts in model_a.facts if facts.property == MLLM + "sourceOf"]
    assert [value.label for value in group(model_a.incoming, "basedOn").values] == ["B"]
    model_b = card(small, ox.NamedNode(KG + "model/b"))
    assert [facts.property for facts in model_b.facts] == [MLLM + "basedOn"]


def test_other_vocabularies_do_not_repeat_what_is_told(model_a: Card) -> None:
    told = {facts.property for facts in (*model_a.facts, *model_a.incoming)}
    assert not [name for name in told if name.startswith(PREFIXES["prov"])]


def test_incoming_relations_are_split_by_kind_and_read_from_this_side(model_a: Card) -> None:
    labels = [facts.label for facts in model_a.incoming if facts.property == MLLM + "studies"]
    assert labels == ["studied by (model)", "studied by (paper)"]
    assert all(facts.incoming for facts in model_a.incoming)


def test_what_the_provenance_graph_says_is_no_fact_about_the_entity(model_a: Card) -> None:
    assert not [facts for facts in model_a.incoming if facts.property == MLLM + "describes"]


def test_authors_are_in_the_order_of_the_paper(small: Dataset) -> None:
    paper = card(small, ox.NamedNode(KG + "paper/p"))
    assert [value.text.rpartition("/")[2] for value in group(paper.facts, "author").values] == ["y", "z", "x"]
    assert not [facts for facts in paper.facts if facts.property == MLLM + "authorship"]


def test_a_label_that_repeats_the_title_is_told_once(small: Dataset) -> None:
    paper = card(small, ox.NamedNode(KG + "paper/p"))
    assert [(name.value.text, name.value.status) for name in paper.names] == [("P", "as listed")]


def test_a_limit_cuts_the_values_and_not_the_count(small: Dataset) -> None:
    paper = card(small, ox.NamedNode(KG + "paper/p"), limit=2)
    authors = group(paper.facts, "author")
    assert (len(authors.values), authors.total) == (2, 3)


def test_disagreements_have_a_section_of_their_own(model_a: Card) -> None:
    (conflict,) = model_a.conflicts
    assert (conflict.kind, conflict.stated, conflict.held) == ("wrong-year", ("2020",), ())


def test_a_card_becomes_json_without_gaps(model_a: Card) -> None:
    data = json.loads(json.dumps(model_a.to_dict()))
    assert data["curie"] == "kg:model/a"
    assert data["facts"][0]["incoming"] is False
    assert "language" not in data["names"][0]["value"]


def statements(known: Card) -> list[Value]:
    return [value for facts in (*known.facts, *known.incoming) for value in facts.values]


@pytest.mark.parametrize(
    "name", ["bloomz", "swa", "kg:stage/sft", "kg:frontier/safety", "2211.01786", "kg:list-entry/1", "Taxi1500"]
)
def test_every_statement_of_a_real_card_has_evidence_or_is_inferred(kg: KnowledgeGraph, name: str) -> None:
    known = kg.describe(name)
    for value in statements(known):
        assert bool(value.sources) != value.status.startswith("inferred"), value
        assert all(1 <= number <= len(known.sources) for number in value.sources)


def test_the_card_of_a_model_has_what_its_record_says(kg: KnowledgeGraph) -> None:
    bloomz = kg.describe("bloomz")
    assert [value.label for value in group(bloomz.facts, "basedOn").values] == ["BLOOM"]
    assert [value.label for value in group(bloomz.facts, "introducedBy").values] == [
        "Crosslingual Generalization through Multitask Finetuning"
    ]
    assert all(source.pages or source.status == "unconfirmed" for source in bloomz.sources)


def test_the_card_of_a_language_is_found_by_its_korean_name(kg: KnowledgeGraph) -> None:
    swahili = kg.describe("스와힐리어")
    assert swahili.iri == KG + "language/swa"
    covered = [facts for facts in swahili.incoming if facts.property == MLLM + "coversLanguage"]
    assert {facts.label for facts in covered} >= {"covered by (model)", "covered by (benchmark)"}


def test_relations_of_a_card_are_those_that_sparql_finds(kg: KnowledgeGraph) -> None:
    counted = kg.select("SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s mllm:coversLanguage <" + KG + "language/kor> }")
    korean = kg.describe("kor")
    covered = sum(facts.total for facts in korean.incoming if facts.property == MLLM + "coversLanguage")
    assert str(covered) == counted[0]["n"].value  # type: ignore[union-attr]


def test_no_label_of_a_property_is_a_bare_iri(kg: KnowledgeGraph) -> None:
    for name in ("bloomz", "swa", "kg:strategy/sft-alignment", "2404.04925"):
        known = kg.describe(name)
        assert not [facts.label for facts in (*known.facts, *known.incoming) if ":" in facts.label]


def test_definitions_stand_by_language_with_english_first(kg: KnowledgeGraph) -> None:
    facts = next(facts for facts in kg.describe("strategy/sft-alignment").facts if facts.label == "definition")
    tags = [value.language or "" for value in facts.values]
    assert tags[0] == "en"
    assert tags[1:] == sorted(tags[1:])


TRANSLATED = """
PREFIX mllm: <https://w3id.org/mllm-kg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX stage: <https://w3id.org/mllm-kg/id/stage/>
PREFIX model: <https://w3id.org/mllm-kg/id/model/>
PREFIX method: <https://w3id.org/mllm-kg/id/method/>

GRAPH <https://w3id.org/mllm-kg/graph/ontology> {
  mllm:TrainingStage rdfs:label "training stage"@en , "훈련 단계"@ko , "étape"@fr .
  mllm:LanguageModel rdfs:label "language model"@en , "언어 모델"@ko .
  mllm:precedes rdfs:label "precedes"@en , "후행 단계"@ko .
  mllm:finalStage rdfs:label "final stage"@en , "최종 단계"@ko , "étape finale"@fr .
}
GRAPH <https://w3id.org/mllm-kg/graph/stage/a> {
  stage:a a mllm:TrainingStage ; rdfs:label "A"@en , "가"@ko , "Ah"@de ; mllm:precedes stage:b ;
    skos:definition "First."@en , "처음."@ko , "Erste."@de ; skos:note "No language." , "English."@en .
  stage:b rdfs:label "B"@en .
  model:m mllm:finalStage stage:a . method:n mllm:finalStage stage:a .
}
"""


@pytest.fixture(scope="module")
def translated() -> Dataset:
    """Return a graph in which some things have names in several languages."""
    return Dataset.from_quads(ox.parse(TRANSLATED, format=ox.RdfFormat.TRIG))


def stage_in(translated: Dataset, language: str, limit: int | None = 8) -> Card:
    return card(translated, ox.NamedNode(KG + "stage/a"), limit, language)


@pytest.mark.parametrize(
    ("language", "label", "kind", "relation", "incoming"),
    [
        ("en", "A", "training stage", "precedes", ["final stage of (method)", "final stage of (model)"]),
        (
            "ko",
            "가",
            "훈련 단계",
            "후행 단계",
            ["최종 훈련 단계가 이 단계인 모델 (method)", "최종 훈련 단계가 이 단계인 모델 (언어 모델)"],
        ),
        (
            "ko-KR",
            "가",
            "훈련 단계",
            "후행 단계",
            ["최종 훈련 단계가 이 단계인 모델 (method)", "최종 훈련 단계가 이 단계인 모델 (언어 모델)"],
        ),
        ("fr", "A", "étape", "precedes", ["← étape finale (method)", "← étape finale (language model)"]),
        ("de", "Ah", "training stage", "precedes", ["final stage of (method)", "final stage of (language model)"]),
    ],
)
def test_a_card_is_in_a_language_term_by_term(
    translated: Dataset, language: str, label: str, kind: str, relation: str, incoming: list[str]
) -> None:
    told = stage_in(translated, language)
    assert (told.label, told.types[0].label) == (label, kind)
    assert group(told.facts, "precedes").label == relation
    assert group(told.facts, "precedes").values[0].label == "B"
    assert [facts.label for facts in told.incoming] == incoming


@pytest.mark.parametrize(
    ("language", "tags"), [("en", ["en", "de", "ko"]), ("ko", ["ko", "en", "de"]), ("fr", ["en", "de", "ko"])]
)
def test_names_are_all_told_those_in_the_language_first(translated: Dataset, language: str, tags: list[str]) -> None:
    assert [name.value.language for name in stage_in(translated, language).names] == tags


@pytest.mark.parametrize(("language", "first"), [("en", "First."), ("ko", "처음."), ("fr", "First."), ("de", "Erste.")])
def test_a_shortened_card_has_a_text_in_one_language_and_counts_all(
    translated: Dataset, language: str, first: str
) -> None:
    definition, note = (
        next(facts for facts in stage_in(translated, language).facts if facts.property.endswith(name))
        for name in ("definition", "note")
    )
    assert ([value.text for value in definition.values], definition.total) == ([first], 3)
    assert [value.text for value in note.values] == ["No language.", "English."]
    (all_of_it,) = (f for f in stage_in(translated, language, None).facts if f.property.endswith("definition"))
    assert len(all_of_it.values) == 3
    assert all_of_it.values[0].text == first


def test_properties_of_other_vocabularies_have_korean_names(translated: Dataset) -> None:
    labels = {facts.property.rpartition("#")[2]: facts.label for facts in stage_in(translated, "ko").facts}
    assert (labels["definition"], labels["note"]) == ("정의", "메모")
