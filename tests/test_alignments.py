"""The mappings to other vocabularies: of terms and concepts that exist, to terms that are named, none against another."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

import mllm_kg

KG = "https://w3id.org/mllm-kg/id/"
MLLM = "https://w3id.org/mllm-kg/ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
DCTERMS = "http://purl.org/dc/terms/"
VANN = "http://purl.org/vocab/vann/"
MATCHES = {SKOS + name for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")}
AXIOMS = {RDFS + "subClassOf", RDFS + "subPropertyOf"}

# The vocabularies that were read term by term, and a name that a term of each may have.
READ = {
    "https://w3id.org/aio/": r"[A-Z][A-Za-z]+",
    "https://cso.kmi.open.ac.uk/topics/": r"[a-z_]+",
    "https://w3id.org/fair4ml#": r"[A-Za-z]+",
    "http://www.w3.org/ns/mls#": r"[A-Za-z]+",
    "http://nlpkg.sebis.cit.tum.de/nlp-fos-hierarchy.owl#": r"[A-Z][A-Za-z_,&-]+",
    "http://nlpkg.sebis.cit.tum.de/nlp-taxonomy.owl#": r"[A-Z][A-Za-z_,&-]+",
}
LABELLED = [name for name in READ if "fair4ml" not in name and "mls" not in name]


@pytest.fixture(scope="module")
def stated(root: Path) -> list[tuple[str, str, str]]:
    """What the file states of IRIs."""
    found = ox.parse(path=str(root / "ontology/alignments.ttl"), format=ox.RdfFormat.TURTLE)
    return [
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for quad in found
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, (ox.BlankNode, ox.Triple))
    ]


@pytest.fixture(scope="module")
def mapped(stated: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Its mappings."""
    return [each for each in stated if each[1] in MATCHES | AXIOMS and each[0].startswith((KG, MLLM))]


def owner(iri: str) -> str:
    return next((namespace for namespace in READ if iri.startswith(namespace)), "")


def test_every_concept_that_is_mapped_exists(mapped: list[tuple[str, str, str]], kg: mllm_kg.KnowledgeGraph) -> None:
    subjects = {subject for subject, _, _ in mapped if subject.startswith(KG)}
    assert len(subjects) > 80
    known = {quad.subject.value for quad in kg.store.quads_for_pattern(
        None, ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), None, None
    ) if isinstance(quad.subject, ox.NamedNode)}  # fmt: skip
    assert subjects - known == set()


def test_every_term_that_is_mapped_is_declared(mapped: list[tuple[str, str, str]], root: Path) -> None:
    text = (root / "ontology/mllm-kg.ttl").read_text(encoding="utf-8")
    declared = set(re.findall(r"^mllm:([\w-]+) a ", text, re.MULTILINE))
    terms = {subject.removeprefix(MLLM) for subject, _, _ in mapped if subject.startswith(MLLM)}
    assert terms - declared == set()


def test_mappings_lead_out_of_the_project(mapped: list[tuple[str, str, str]]) -> None:
    assert [each for each in mapped if each[2].startswith("https://w3id.org/mllm-kg/")] == []


def test_a_concept_is_never_mapped_to_a_thing_in_two_ways(mapped: list[tuple[str, str, str]]) -> None:
    ways = defaultdict(set)
    for subject, predicate, value in mapped:
        ways[subject, value].add(predicate)
    assert {pair: found for pair, found in ways.items() if len(found) > 1} == {}


def test_no_two_concepts_of_a_kind_are_exactly_the_same_thing(mapped: list[tuple[str, str, str]]) -> None:
    """S42 to S45: exactMatch is symmetric and transitive, so that two such concepts would be one."""
    owners = defaultdict(set)
    for subject, predicate, value in mapped:
        if predicate == SKOS + "exactMatch":
            owners[value, subject.removeprefix(KG).partition("/")[0]].add(subject)
    assert {value: subjects for value, subjects in owners.items() if len(subjects) > 1} == {}


def test_a_concept_is_exactly_one_thing_of_a_vocabulary(mapped: list[tuple[str, str, str]]) -> None:
    found = defaultdict(set)
    for subject, predicate, value in mapped:
        if predicate == SKOS + "exactMatch" and owner(value):
            found[subject, owner(value)].add(value)
    assert {subject: values for subject, values in found.items() if len(values) > 1} == {}


def test_what_broader_concepts_are_exactly_is_not_narrower_there(
    mapped: list[tuple[str, str, str]], kg: mllm_kg.KnowledgeGraph
) -> None:
    """A concept below another is not exactly what the other has broadMatch to."""
    exact = {(subject, value) for subject, predicate, value in mapped if predicate == SKOS + "exactMatch"}
    broad = {(subject, value) for subject, predicate, value in mapped if predicate == SKOS + "broadMatch"}
    rows = kg.select("SELECT DISTINCT ?low ?high WHERE { ?low skos:broader ?high }")
    below = {(str(row["low"])[1:-1], str(row["high"])[1:-1]) for row in rows}
    assert len(below) > 10
    assert [
        (low, top, value) for low, top in below for other, value in broad if other == top if (low, value) in exact
    ] == []


@pytest.mark.parametrize("namespace", READ)
def test_every_vocabulary_is_mapped_to_and_says_where_it_was_read(
    namespace: str, stated: list[tuple[str, str, str]], mapped: list[tuple[str, str, str]]
) -> None:
    names = [value.removeprefix(namespace) for _, _, value in mapped if value.startswith(namespace)]
    assert names
    assert [name for name in names if not re.fullmatch(READ[namespace], name)] == []
    owners = {
        subject
        for subject, predicate, value in stated
        if (predicate, value) == (VANN + "preferredNamespaceUri", namespace)
    }
    assert len(owners) == 1
    said = {predicate for subject, predicate, _ in stated if subject in owners}
    assert {DCTERMS + "title", DCTERMS + "source", VANN + "preferredNamespacePrefix"} <= said


@pytest.mark.parametrize("namespace", LABELLED)
def test_every_term_has_the_name_its_vocabulary_gives_it(
    namespace: str, stated: list[tuple[str, str, str]], mapped: list[tuple[str, str, str]]
) -> None:
    names = {subject: value for subject, predicate, value in stated if predicate == RDFS + "label"}
    used = {value for _, _, value in mapped if value.startswith(namespace)}
    assert used == {subject for subject in names if subject.startswith(namespace)}


def test_a_name_looks_like_the_iri_it_belongs_to(stated: list[tuple[str, str, str]]) -> None:
    """Whoever mistypes an IRI would not find its name; the few that differ do so in their own vocabularies."""

    def letters(text: str) -> str:
        return re.sub(r"[^a-z]", "", text.lower())

    differ = {
        subject.rpartition("#")[2] or subject: value
        for subject, predicate, value in stated
        if predicate == RDFS + "label"
        and owner(subject)
        and letters(value) != letters(subject.removeprefix(owner(subject)))
    }
    assert differ == {
        "Fact_&_Claim_Verification": "Automated Fact-Checking",
        "Semantic_Search": "Semantic Search & Search Engines",
        "Speech_Recognition": "Automatic Speech Recognition",
    }


def test_no_file_of_the_ontology_imports_anything(root: Path) -> None:
    for path in sorted((root / "ontology").glob("*.ttl")):
        assert "owl:imports" not in path.read_text(encoding="utf-8")
