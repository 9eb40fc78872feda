"""Findings as a SHACL validation report, read with rdflib and judged by what section 3.6 of SHACL demands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from mllm_kg.findings import Finding, Severity
from mllm_kg.findings.turtle import render_turtle
from tests.findings.samples import DATATYPE, DUPLICATE, KG, MLLM, NOTES, UNKNOWN_KEY, UNREADABLE, korean

__all__ = ["korean"]

SHAPES = "https://w3id.org/mllm-kg/shapes#"
EVIL = Finding(
    'x"\\\n<>',
    Severity.VIOLATION,
    'A "quote" \\ and\n\r\t\x01 한국어.',
    focus="https://x.org/not an <iri>",
    path="no iri",
    value=KG + "with space",
    component="no iri",
)
EVERYTHING = [EVIL, UNKNOWN_KEY, DATATYPE, DUPLICATE, UNREADABLE, *NOTES]


def report(*findings: Finding) -> Graph:
    return Graph().parse(data=render_turtle(findings), format="turtle")


def one(finding: Finding) -> dict[str, Node]:
    """Return the values of the only result; messages are left out."""
    graph = report(finding)
    (result,) = graph.objects(None, SH.result)
    return {
        str(predicate).rpartition("#")[2]: value
        for predicate, value in graph.predicate_objects(result)
        if predicate != SH.resultMessage
    }


@pytest.mark.parametrize("findings", [[], NOTES, EVERYTHING], ids=["none", "notes", "all"])
def test_a_report_has_the_structure_of_section_3_6(findings: list[Finding]) -> None:
    graph = report(*findings)
    (node,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert list(graph.objects(node, SH.conforms)) == [Literal(not findings)]
    results = list(graph.objects(node, SH.result))
    assert len(results) == len(findings) == len(set(graph.subjects(RDF.type, SH.ValidationResult)))
    for result in results:
        severity, component = graph.value(result, SH.resultSeverity), graph.value(result, SH.sourceConstraintComponent)
        assert len(list(graph.objects(result, SH.focusNode))) == 1
        assert len(list(graph.objects(result, SH.resultSeverity))) == 1
        assert severity in (SH.Violation, SH.Warning, SH.Info)
        assert len(list(graph.objects(result, SH.sourceConstraintComponent))) == 1
        assert isinstance(component, URIRef)
        assert len(list(graph.objects(result, SH.value))) <= 1
        assert len(list(graph.objects(result, SH.resultPath))) <= 1
        assert all(isinstance(path, URIRef) for path in graph.objects(result, SH.resultPath))
        messages = list(graph.objects(result, SH.resultMessage))
        assert messages
        assert all(isinstance(message, Literal) and message.language for message in messages)


def test_a_finding_of_a_shape_names_the_shape_and_its_component() -> None:
    assert one(DATATYPE) == {
        "type": SH.ValidationResult,
        "focusNode": URIRef(KG + "model/tower"),
        "resultPath": URIRef(MLLM + "year"),
        "value": Literal("2O24"),
        "resultSeverity": SH.Violation,
        "sourceShape": URIRef(SHAPES + "Model-year-datatype"),
        "sourceConstraintComponent": SH.DatatypeConstraintComponent,
    }


def test_a_finding_of_another_rule_names_no_shape() -> None:
    assert one(DUPLICATE) == {
        "type": SH.ValidationResult,
        "focusNode": URIRef(KG + "paper/b"),
        "resultSeverity": SH.Warning,
        "sourceConstraintComponent": URIRef(SHAPES + "RuleConstraintComponent"),
    }


def test_a_finding_about_a_file_has_the_file_as_its_focus() -> None:
    assert one(UNREADABLE)["focusNode"] == Literal("c.jsonld")
    assert one(UNKNOWN_KEY)["focusNode"] == Literal("tower.yaml:5:1")


def test_a_value_of_our_namespaces_is_an_iri_and_another_is_text() -> None:
    assert one(replace(DATATYPE, value=KG + "model/bloom"))["value"] == URIRef(KG + "model/bloom")
    assert one(replace(DATATYPE, value="https://example.org/x"))["value"] == Literal("https://example.org/x")


def test_what_is_no_iri_is_text_or_left_out() -> None:
    found = one(EVIL)
    assert found["focusNode"] == Literal("https://x.org/not an <iri>")
    assert found["value"] == Literal(KG + "with space")
    assert "resultPath" not in found
    assert "sourceShape" not in found


@pytest.mark.usefixtures("korean")
def test_messages_are_in_every_language_whatever_is_asked() -> None:
    assert render_turtle([UNKNOWN_KEY], "ko") == render_turtle([UNKNOWN_KEY], "en")
    graph = report(UNKNOWN_KEY)
    assert set(graph.objects(None, SH.resultMessage)) == {
        Literal("'base_on' is no key of a record. Did you mean 'based_on'?", lang="en"),
        Literal("'base_on'은(는) 레코드의 키가 아닙니다. 'based_on'인가요?", lang="ko"),
    }


def test_a_message_without_another_language_is_told_once() -> None:
    assert [str(message.language) for message in report(DATATYPE).objects(None, SH.resultMessage)] == ["en"]


def test_a_text_comes_back_as_it_is() -> None:
    (message,) = report(replace(EVIL, suggestion=None)).objects(None, SH.resultMessage)
    assert str(message) == EVIL.message


def test_the_report_says_the_same_as_pyshacl_s_own() -> None:
    """The report of one wrong year is, but for other triples than the report's, the one that pySHACL writes of it."""
    import pyshacl
    from rdflib.compare import isomorphic

    shapes = f"""@prefix sh: <{SH}> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <{SHAPES}Model-year-datatype> a sh:PropertyShape ; sh:targetNode <{KG}model/tower> ;
          sh:path <{MLLM}year> ; sh:datatype xsd:integer ; sh:message "A year is a whole number."@en ."""
    data = f'<{KG}model/tower> <{MLLM}year> "2O24" .'
    conforms, theirs, _ = pyshacl.validate(
        Graph().parse(data=data, format="turtle"), shacl_graph=Graph().parse(data=shapes, format="turtle")
    )
    assert not conforms
    ours = report(replace(DATATYPE, message="A year is a whole number.", suggestion=None))
    kept = Graph()
    for triple in theirs:
        if isinstance(triple[0], BNode):
            kept.add(triple)
    assert isomorphic(ours, kept)
