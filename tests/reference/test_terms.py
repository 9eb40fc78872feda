"""What a term shows is what the ontology's file, the shapes, the questions and the records say."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS

from mllm_kg.namespaces import GRAPH, KG, MLLM
from mllm_kg.reference.model import Reference
from mllm_kg.reference.terms import Entry

KINDS = {
    "class": OWL.Class,
    "object": OWL.ObjectProperty,
    "data": OWL.DatatypeProperty,
    "annotation": OWL.AnnotationProperty,
    "individual": OWL.NamedIndividual,
}
TYPE = str(RDF.type)
Line = tuple[str, str, str, str]


@pytest.fixture(scope="module")
def ontology(root: Path) -> rdflib.Graph:
    found = rdflib.Graph().parse(root / "ontology/mllm-kg.ttl")
    return found.parse(root / "ontology/alignments.ttl")


def by_local(reference: Reference) -> dict[str, Entry]:
    return {entry.local: entry for entry in reference.entries}


@pytest.mark.parametrize("kind", KINDS)
def test_every_term_is_there_once(kind: str, reference: Reference, ontology: rdflib.Graph) -> None:
    expected = {str(term) for term in ontology.subjects(RDF.type, KINDS[kind]) if str(term).startswith(MLLM)}
    found = [entry.iri for entry in reference.of_kind(kind)]
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_labels_and_definitions_in_all_languages(reference: Reference, ontology: rdflib.Graph) -> None:
    for entry in reference.entries:
        for texts, prop in ((entry.labels, RDFS.label), (entry.definitions, SKOS.definition)):
            expected = {(str(value), value.language) for value in ontology.objects(rdflib.URIRef(entry.iri), prop)}
            assert {(text.text, text.language) for text in texts.all} == expected
            assert texts.first is None or texts.first.language == "en"


def test_wider_and_narrower_classes(reference: Reference, ontology: rdflib.Graph) -> None:
    entries = by_local(reference)
    for sub, over in ontology.subject_objects(RDFS.subClassOf):
        if str(over).startswith(MLLM):
            assert str(over) in entries[str(sub).removeprefix(MLLM)].above
            assert str(sub) in entries[str(over).removeprefix(MLLM)].below
    assert entries["OpenModel"].above == (MLLM + "LanguageModel",), "a defined class is narrower than what defines it"
    assert entries["CombinedAlignmentPaper"].above == (MLLM + "ParameterTuningPaper", MLLM + "ParameterFrozenPaper")
    assert {entry.local for entry in reference.entries if entry.defined} == {
        str(term).removeprefix(MLLM) for term in ontology.subjects(OWL.equivalentClass)
    }


def test_properties_of_a_class_are_those_of_its_domain_and_of_wider_ones(
    reference: Reference, ontology: rdflib.Graph
) -> None:
    entry = by_local(reference)["LanguageModel"]
    assert [part.source.removeprefix(MLLM) for part in entry.properties] == ["Approach", "Artifact", "ResearchOutput"]
    for part in entry.properties:
        assert set(part.terms) == {str(prop) for prop in ontology.subjects(RDFS.domain, rdflib.URIRef(part.source))}
    assert set(entry.values_of) == {str(prop) for prop in ontology.subjects(RDFS.range, rdflib.URIRef(entry.iri))}


def test_a_union_as_domain_counts_for_each_of_its_classes(small: Callable[..., Reference]) -> None:
    found = small("""mllm:A a owl:Class . mllm:B a owl:Class .
        mllm:p a owl:ObjectProperty ; rdfs:domain [ owl:unionOf ( mllm:A mllm:B ) ] .""")
    assert [entry.properties[0].terms for entry in found.of_kind("class")] == [(MLLM + "p",)] * 2


def test_alignments_are_those_of_their_file(reference: Reference, root: Path) -> None:
    ties = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch)
    aligned = rdflib.Graph().parse(root / "ontology/alignments.ttl")
    terms = (str(subject) for tie in ties for subject in aligned.subjects(tie))
    expected = Counter(term for term in terms if not term.startswith(KG))
    entries = {entry.iri: entry for entry in reference.entries}
    for term, number in expected.items():
        foreign = {other for _, other in entries[term].mappings}
        assert len(foreign) >= number
        for tie in ties:
            assert {str(other) for other in aligned.objects(rdflib.URIRef(term), tie)} <= foreign
    assert by_local(reference)["doi"].mappings[0] == ("rdfs:subPropertyOf", "http://purl.org/ontology/bibo/doi")


def test_the_data_is_counted_as_the_export_says(reference: Reference, lines: list[Line]) -> None:
    stated: Counter[str] = Counter()
    inferred: Counter[str] = Counter()
    for _, predicate, value, name in lines:
        for term in (predicate, value.strip("<>") if predicate == TYPE else ""):
            (inferred if name.startswith(GRAPH + "inferred") else stated)[term] += 1
    for entry in reference.entries:
        if entry.kind != "individual":
            assert (entry.usage.stated, entry.usage.inferred) == (stated[entry.iri], inferred[entry.iri]), entry.local


def test_instances_are_counted_as_the_records_say(reference: Reference, records: dict[str, dict[str, Any]]) -> None:
    types: Counter[str] = Counter()
    for content in records.values():
        types.update({content["type"]} if isinstance(content["type"], str) else set(content["type"]))
    entries = by_local(reference)
    for local in ("LanguageModel", "Method", "Language", "LanguageFamily", "TrainingStage", "Frontier", "Challenge"):
        assert entries[local].usage.stated == types[local], local


def test_examples_hold_in_the_data(reference: Reference, lines: list[Line]) -> None:
    known = defaultdict(set)
    for subject, predicate, value, _ in lines:
        known[subject].add((predicate, value))
    for entry in reference.entries:
        examples = entry.usage.examples
        assert len({example.subject for example in examples}) == len(examples) <= 3
        assert len(examples) == 3 or entry.usage.stated + entry.usage.inferred < 3 or len(examples) > 0
        for example in examples:
            pair = (entry.iri, str(example.value)) if example.value is not None else (TYPE, f"<{entry.iri}>")
            assert pair in known[example.subject.value], entry.local


def test_a_question_stands_at_the_terms_that_its_file_names(reference: Reference, root: Path) -> None:
    entries = by_local(reference)
    for path in sorted((root / "queries").glob("*.rq")):
        body = "".join(line for line in path.read_text().splitlines(True) if not line.startswith("#"))
        for local in set(re.findall(r"\bmllm:(\w[\w-]*)", body)) & set(entries):
            assert path.stem in {question.name for question in entries[local].questions}, (path.stem, local)
    assert "models-for-language" in {question.name for question in entries["Language"].questions}, "by its parameter"
    assert not entries["listedCodeUrl"].questions


def test_shapes_stand_at_what_they_are_about(reference: Reference, root: Path) -> None:
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    shapes = rdflib.Graph()
    for path in (root / "shapes").glob("*.ttl"):
        shapes.parse(path)
    for entry in reference.entries:
        term = rdflib.URIRef(entry.iri)
        about = {str(shape).rpartition("#")[2] for shape in shapes.subjects(sh.path, term)}
        about |= {
            str(shape).rpartition("#")[2]
            for end in shapes.subjects(sh.inversePath, term)
            for shape in shapes.subjects(sh.path, end)
        }
        assert {rule.id for rule in entry.constraints} == about, entry.local
        owners = {str(shape).rpartition("#")[2] for shape in shapes.subjects(sh.targetClass, term)}
        assert {group.id for group in entry.groups} <= owners
        assert {owner for owner in owners if not owner.endswith("-iri")} <= {group.id for group in entry.groups}
