"""What changed in ontology, shapes and questions."""

from __future__ import annotations

import pytest

from mllm_kg.release.sources import Sources
from mllm_kg.release.terms import TermChange, term_changes

ONTOLOGY = """@prefix mllm: <https://w3id.org/mllm-kg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix mllmsh: <https://w3id.org/mllm-kg/shapes#> .
"""
CLASS = 'mllm:A a owl:Class ; rdfs:label "a"@en .\n'
QUESTION = "#+ summary: What?\n#+ params:\n#+   - name: model\n#+     type: model\nSELECT ?model (STR(?x) AS ?n) WHERE { ?model ?p ?x }\n"


def sources(ontology: str = CLASS, shapes: str = "", question: str = QUESTION) -> Sources:
    files = {
        "ontology/mllm-kg.ttl": ONTOLOGY + ontology,
        "shapes/a.ttl": ONTOLOGY + shapes,
        "queries/what.rq": question,
        "queries/qc/rule.rq": "not compared",
    }
    return Sources("x", {name: text.encode() for name, text in files.items() if text})


def terms(before: str, after: str) -> list[TermChange]:
    return term_changes(sources(before), sources(after))["terms"]


def test_the_same_is_no_change() -> None:
    assert term_changes(sources(), sources()) == {"terms": [], "shapes": [], "questions": []}


def test_the_names_of_blank_nodes_and_the_order_do_not_count() -> None:
    one = "mllm:A a owl:Class ; rdfs:subClassOf [ owl:onProperty mllm:p ; owl:someValuesFrom mllm:B ] , mllm:C ."
    two = "_:x owl:someValuesFrom mllm:B ; owl:onProperty mllm:p . mllm:A rdfs:subClassOf mllm:C , _:x ; a owl:Class ."
    assert terms(one, two) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", CLASS, TermChange("mllm:A", "added", "minor")),
        (CLASS, "", TermChange("mllm:A", "removed", "major")),
        (CLASS, CLASS.replace('"a"', '"b"'), TermChange("mllm:A", "changed", "patch", ('rdfs:label (en): "a" → "b"',))),
        (
            CLASS,
            CLASS + "mllm:A rdfs:subClassOf mllm:B .",
            TermChange("mllm:A", "changed", "minor", ("rdfs:subClassOf: mllm:B",)),
        ),
        (
            CLASS + "mllm:A rdfs:subClassOf mllm:B .",
            CLASS,
            TermChange("mllm:A", "changed", "major", ("rdfs:subClassOf: without mllm:B",)),
        ),
        (
            CLASS + "mllm:A rdfs:subClassOf mllm:B .",
            CLASS + "mllm:A rdfs:subClassOf mllm:C .",
            TermChange("mllm:A", "changed", "major", ("rdfs:subClassOf: mllm:B → mllm:C",)),
        ),
        (
            CLASS,
            CLASS + "mllm:A owl:deprecated true .",
            TermChange(
                "mllm:A",
                "deprecated",
                "minor",
                ("owl:deprecated: true",),
            ),
        ),
        (
            CLASS,
            CLASS + 'mllm:A rdfs:label "ä"@de , "á"@es ; rdfs:comment "new" .',
            TermChange("mllm:A", "changed", "patch", ('rdfs:comment: "new"', "rdfs:label: new in de, es")),
        ),
        (
            CLASS,
            CLASS + "[] a owl:AllDisjointClasses ; owl:members ( mllm:A mllm:B ) .",
            TermChange(
                "axioms without a name",
                "added",
                "minor",
            ),
        ),
    ],
)
def test_a_term(before: str, after: str, expected: TermChange) -> None:
    assert terms(before, after) == [expected]


def test_a_restriction_that_changes_inside_is_a_change_of_the_term() -> None:
    text = CLASS + "mllm:A rdfs:subClassOf [ owl:onProperty mllm:p ; owl:someValuesFrom mllm:B ] ."
    (change,) = terms(text, text.replace("mllm:B", "mllm:C"))
    assert (change.name, change.status, change.step) == ("mllm:A", "changed", "major")


def test_terms_of_others_are_not_ours() -> None:
    assert terms(CLASS, CLASS + "<http://www.w3.org/ns/org#X> a owl:Class .") == []


def test_a_term_that_only_an_alignment_speaks_of_is_gone() -> None:
    aligned = "mllm:A owl:equivalentClass <http://www.w3.org/ns/org#X> ."
    (change,) = terms(CLASS + aligned, aligned)
    assert (change.name, change.status) == ("mllm:A", "removed")


def test_shapes() -> None:
    shape = "mllmsh:A a sh:NodeShape ; sh:targetClass mllm:A ."
    changes = term_changes(sources(shapes=shape), sources(shapes=shape.replace("mllm:A .", "mllm:B .")))["shapes"]
    assert [(change.name, change.status, change.step) for change in changes] == [("mllmsh:A", "changed", "minor")]
    gone = term_changes(sources(shapes=shape), sources())["shapes"]
    assert [(change.status, change.step) for change in gone] == [("removed", "major")]
    off = term_changes(sources(shapes=shape), sources(shapes=shape + "mllmsh:A sh:deactivated true ."))["shapes"]
    assert [(change.status, change.step) for change in off] == [("deprecated", "minor")]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (QUESTION.replace("What?", "Which?"), ("changed", "patch", ("the text",))),
        (QUESTION.replace("AS ?n", "AS ?count"), ("changed", "major", ("without column n", "new column count"))),
        (QUESTION.replace("SELECT ?model", "SELECT ?model ?p"), ("changed", "minor", ("new column p",))),
        (
            QUESTION.replace("- name: model", "- name: work"),
            ("changed", "major", ("without parameter model", "new parameter work")),
        ),
        ("", ("removed", "major", ())),
    ],
)
def test_questions(after: str, expected: tuple[str, str, tuple[str, ...]]) -> None:
    (change,) = term_changes(sources(), sources(question=after))["questions"]
    assert change.name == "what"
    assert (change.status, change.step, change.fields) == expected
