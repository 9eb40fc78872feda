"""What an addition may not state."""

from __future__ import annotations

import pytest

from mllm_kg.findings import Severity
from mllm_kg.inputs.rdf.admission import RESERVED
from mllm_kg.namespaces import GRAPH, PREFIXES
from tests.inputs.rdf.placing import at, read

HEAD = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())
LINE = HEAD.count("\n") + 1


def found(body: str, format: str = "trig") -> list[tuple[str, str, int | None]]:
    """Return the rules that are broken, what each finding points at, and its line behind the prefixes."""
    text = HEAD + body
    return [(one.rule, at(text, one.location), one.location.line - LINE) for one in read(text, format).findings if one.location and one.location.line]  # fmt: skip


@pytest.mark.parametrize("name", [*RESERVED, "inferred/classes", "provenance/x"])
def test_the_graphs_of_a_build_are_reserved(name: str) -> None:
    body = f"<{GRAPH}{name}> {{ <http://e/s> rdfs:label 1, 2 .\n<http://e/t> rdfs:label 3 }}"
    assert found(body) == [("reserved-graph", "<http://e/s>", 0)]


@pytest.mark.parametrize(
    "name", ["<http://e/g>", "_:g", f"<{GRAPH}model/mt5>", f"<{GRAPH}ontologies>", f"<{GRAPH}namesake>"]
)
def test_other_graphs_are_not(name: str) -> None:
    assert found(f"GRAPH {name} {{ <http://e/s> rdfs:label 1 }}") == []


def test_each_reserved_graph_is_told_once() -> None:
    body = (
        "kgg:names { <http://e/s> rdfs:label 1 } kgg:ontology { <http://e/s> rdfs:label 1 . <http://e/s> rdfs:label 2 }"
    )
    assert [rule for rule, _, _ in found(body)] == ["reserved-graph", "reserved-graph"]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("mllm:Paper rdfs:label 'X' .", "mllm:Paper"),
        ("mllm:New a owl:Class .", "mllm:New"),
        ("<https://w3id.org/mllm-kg/ontology> owl:imports <file:///x> .", "<https://w3id.org/mllm-kg/ontology>"),
        ("mllmsh:PaperShape sh:deactivated true .", "mllmsh:PaperShape"),
        ("kgq:landscape rdfs:label 'X' .", "kgq:landscape"),
        ("owl:Thing rdfs:subClassOf <http://e/C> .", "owl:Thing"),
        ("rdfs:label rdfs:range mllm:Paper .", "rdfs:label"),
        ("schema:name owl:equivalentProperty <http://e/p> .", "schema:name"),
        ("<http://e/C> owl:equivalentClass mllm:Paper .", "mllm:Paper"),
        ("<http://e/p> rdfs:subPropertyOf mllm:title .", "mllm:title"),
        ("[] owl:onProperty mllm:title .", "mllm:title"),
    ],
)
def test_what_terms_mean_is_not_an_addition_s_to_say(body: str, place: str) -> None:
    assert ("ontology-term", place, 0) in found(body, "ttl")


@pytest.mark.parametrize(
    "body",
    [
        "<https://w3id.org/mllm-kg/id/model/x> a mllm:LanguageModel ; rdfs:label 'x' .",
        "<http://e/C> rdfs:subClassOf <http://e/D> .",
        "<https://w3id.org/mllm-kg/id/model/x> owl:sameAs <http://e/x> .",
        "owl:Thing rdfs:seeAlso <http://e/x> .",
        "<http://e/x> rdfs:isDefinedBy mllm:title ; skos:related mllm:Paper .",
    ],
)
def test_statements_about_things_are(body: str) -> None:
    assert found(body, "ttl") == []


@pytest.mark.parametrize("escape", ["\\u0000", "\\u0008", "\\u001F", "\\u007F", "\\uFFFF"])
def test_control_characters_in_texts_are_told(escape: str) -> None:
    (one,) = found(f'<http://e/s> rdfs:label "ok", "a{escape}b" .', "ttl")
    assert one == ("control-character", f'"a{escape}b"', 0)


def test_tabs_and_line_breaks_are_not() -> None:
    assert found('<http://e/s> rdfs:label "a\\t\\n\\rb", """c\n\t""" .', "ttl") == []


def test_such_a_finding_is_a_violation_with_advice() -> None:
    for body in ("mllm:Paper a 1 .", "kgg:names { <http://e/s> a 1 }", '<http://e/s> a "\\u0001" .'):
        for one in read(HEAD + body, "trig").findings:
            assert one.severity is Severity.VIOLATION
            assert one.suggestion


def test_what_an_addition_may_not_state_does_not_hide_what_it_states() -> None:
    """The file can be read, so that its other mistakes are found too."""
    assert len(read(HEAD + "mllm:Paper rdfs:label 'X' . <http://e/s> rdfs:label 'Y' .", "ttl").quads) == 2
