"""Terms of other vocabularies pass with a note; those that a well-known vocabulary does not have are told."""

from __future__ import annotations

import subprocess
import sys

import pytest

from mllm_kg.findings import Severity
from mllm_kg.graph import Dataset
from mllm_kg.inputs.rdf import read_rdf_input
from mllm_kg.inputs.vocabulary import unknown_terms
from mllm_kg.namespaces import PREFIXES, graph
from tests.inputs.rdf.placing import at

HEAD = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())


def found(body: str, kg: Dataset) -> list[tuple[str, str, str, str]]:
    """Return how bad each finding is, its rule, what it points at and the suggestion."""
    made = read_rdf_input(HEAD + body, "file", "ttl", graph("addition/0"))
    assert made.findings == []
    return [(one.severity.value, one.rule, at(made.text, one.location), str(one.suggestion)) for one in unknown_terms([made], kg) if one.location]  # fmt: skip


@pytest.mark.parametrize(
    ("term", "near"),
    [
        ("dcterms:titel", "dcterms:title"), ("rdfs:lable", "rdfs:label"), ("skos:preflabel", "skos:prefLabel"), ("rdf:Type", "rdf:type"),
        ("owl:sameas", "owl:sameAs"), ("foaf:hompage", "foaf:homepage"), ("prov:wasDerivedForm", "prov:wasDerivedFrom"), ("schema:naem", "schema:name"),
    ],
)  # fmt: skip
def test_a_term_that_a_known_vocabulary_does_not_have_is_told(kg: Dataset, term: str, near: str) -> None:
    assert found(f"<http://e/s> {term} <http://e/o> .", kg) == [
        ("warning", "unusual-term", term, f"Did you mean {near}?")
    ]


def test_so_is_a_class(kg: Dataset) -> None:
    assert found("<http://e/s> a skos:concept .", kg) == [
        ("warning", "unusual-term", "skos:concept", "Did you mean skos:Concept?")
    ]


@pytest.mark.parametrize("kind", ["xsd:intger", "xsd:Date", "rdf:langstring"])
def test_so_is_a_datatype(kg: Dataset, kind: str) -> None:
    ((severity, rule, place, advice),) = found(f'<http://e/s> rdfs:label "x"^^{kind} .', kg)
    assert (severity, rule, place) == ("warning", "unusual-term", f'"x"^^{kind}')
    assert advice.startswith("Did you mean ")


@pytest.mark.parametrize("kind", ["xsd:integer", "xsd:gYearMonth", "rdf:HTML", "<http://e/t>"])
def test_datatypes_that_exist_are_no_matter(kg: Dataset, kind: str) -> None:
    assert found(f'<http://e/s> rdfs:label "x"^^{kind} .', kg) == []


@pytest.mark.parametrize("term", ["<http://e/p>", "bibo:pages", "dcterms:extent", "geo:alt"])
def test_a_property_of_another_vocabulary_passes_with_a_note(kg: Dataset, term: str) -> None:
    assert found(f"<http://e/s> {term} 1 .", kg) == [("info", "foreign-property", term, "None")]


@pytest.mark.parametrize("term", ["<http://e/C>", "bibo:Article", "schema:Person"])
def test_a_class_of_another_vocabulary_passes_with_a_note(kg: Dataset, term: str) -> None:
    assert [one[:3] for one in found(f"<http://e/s> a {term} .", kg)] in ([("info", "foreign-class", term)], [])


@pytest.mark.parametrize(
    "body",
    ["<http://e/s> rdfs:label 'x' ; dcterms:alternative 'y' ; a skos:Concept .", "<http://e/s> rdf:_1 1 ; rdf:_22 2 ."],
)
def test_what_the_graph_uses_needs_no_note(kg: Dataset, body: str) -> None:
    assert found(body, kg) == []


def test_each_term_is_told_once_for_a_file(kg: Dataset) -> None:
    body = "<http://e/s> <http://e/p> 1, 2 ; a <http://e/C> . <http://e/t> <http://e/p> 3 ; a <http://e/C> ."
    made = [read_rdf_input(body, name, "ttl", graph("addition/0")) for name in ("one", "two")]
    findings = unknown_terms(made, kg)
    assert [(one.rule, one.location.path) for one in findings if one.location] == [
        ("foreign-property", "one"), ("foreign-class", "one"), ("foreign-property", "two"), ("foreign-class", "two"),
    ]  # fmt: skip
    assert {one.severity for one in findings} == {Severity.INFO}


def test_rdflib_is_not_loaded_for_what_the_graph_uses() -> None:
    """A file in the graph's own words costs no import."""
    code = (
        "import sys, mllm_kg\n"
        "from mllm_kg.inputs.rdf import read_rdf_input\n"
        "from mllm_kg.inputs.vocabulary import unknown_terms\n"
        "from mllm_kg.namespaces import graph\n"
        "text = '<http://e/s> <http://www.w3.org/2000/01/rdf-schema#label> \"x\" .'\n"
        "made = read_rdf_input(text, 'f', 'nt', graph('addition/0'))\n"
        "assert unknown_terms([made], mllm_kg.load()) == []\n"
        "assert 'rdflib' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
