"""The class diagram shows every class once, true to the ontology, and no box covers another."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS

from mllm_kg.namespaces import MLLM
from mllm_kg.reference.diagram import GAP, Box, Diagram
from mllm_kg.reference.model import Reference


def boxes(drawing: Diagram) -> dict[str, Box]:
    return {box.iri.removeprefix(MLLM): box for box in drawing.boxes}


@pytest.fixture(scope="module")
def ontology(root: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(root / "ontology/mllm-kg.ttl")


def test_it_shows_the_classes_that_are_not_defined_by_others(reference: Reference, ontology: rdflib.Graph) -> None:
    named = {str(term) for term in ontology.subjects(RDF.type, OWL.Class) if str(term).startswith(MLLM)}
    defined = {str(term) for term in ontology.subjects(OWL.equivalentClass)}
    assert [MLLM + name for name in sorted(boxes(reference.drawing))] == sorted(named - defined)


def test_its_lines_are_the_ontology_s(reference: Reference, ontology: rdflib.Graph) -> None:
    shown = set(boxes(reference.drawing))
    expected = {
        (str(lower).removeprefix(MLLM), str(upper).removeprefix(MLLM))
        for lower, upper in ontology.subject_objects(RDFS.subClassOf)
        if str(upper).removeprefix(MLLM) in shown
    }
    assert {(line.lower, line.upper) for line in reference.drawing.lines} == expected
    assert len(reference.drawing.lines) == len(expected)


def test_its_rows_are_the_ontology_s(reference: Reference, ontology: rdflib.Graph) -> None:
    for local, box in boxes(reference.drawing).items():
        expected = {
            (str(prop), str(ontology.value(prop, RDFS.range)))
            for prop in ontology.subjects(RDFS.domain, rdflib.URIRef(MLLM + local))
            if (prop, RDF.type, OWL.ObjectProperty) in ontology
            and str(ontology.value(prop, RDFS.range)).removeprefix(MLLM) in boxes(reference.drawing)
        }
        assert {row[:2] for row in box.rows} == expected, local


def test_no_box_covers_another_and_all_lie_within(reference: Reference) -> None:
    drawing = reference.drawing
    for box in drawing.boxes:
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= drawing.width
        assert box.y + box.height <= drawing.height
    for one, other in combinations(drawing.boxes, 2):
        beside = one.x + one.width <= other.x or other.x + other.width <= one.x
        apart = one.y + one.height + GAP <= other.y + 0.2 or other.y + other.height + GAP <= one.y + 0.2
        assert beside or apart, (one.iri, other.iri)


def test_a_class_stands_right_of_the_wider_one_and_its_line_joins_them(reference: Reference) -> None:
    found = boxes(reference.drawing)
    for line in reference.drawing.lines:
        lower, upper = found[line.lower], found[line.upper]
        assert lower.layer == upper.layer + 1
        start, middle, end = re.fullmatch(r"M(\S+) \S+H(\S+)V\S+H(\S+)", line.path).groups()  # type: ignore[union-attr]
        assert upper.x + upper.width < float(end) < float(middle) < float(start) == lower.x


def test_texts_fit_their_boxes(reference: Reference) -> None:
    for box in reference.drawing.boxes:
        for row in box.placed_rows:
            assert box.y < row.y < box.y + box.height
            assert len(f"{row.text} → {row.target_text}") * 6 < box.width


CLASSES = "mllm:A a owl:Class . mllm:B a owl:Class ; rdfs:subClassOf mllm:A . mllm:C a owl:Class ; rdfs:subClassOf {} ."


def test_layers_are_longest_paths(small: Callable[..., Reference]) -> None:
    found = boxes(small(CLASSES.format("mllm:A , mllm:B")).drawing)
    assert [found[name].layer for name in "ABC"] == [0, 1, 2]


def test_a_circle_of_classes_is_drawn_all_the_same(small: Callable[..., Reference]) -> None:
    drawing = small(CLASSES.format("mllm:B") + " mllm:A rdfs:subClassOf mllm:C .").drawing
    assert set(boxes(drawing)) == {"A", "B", "C"}


def test_wide_letters_take_room(small: Callable[..., Reference]) -> None:
    label = "mllm:A a owl:Class ; rdfs:label '{}'@en ."
    latin, korean = (small(label.format(text)).drawing.width for text in ("a" * 20, "가" * 20))
    assert korean > 1.7 * latin


def test_an_ontology_without_classes_has_an_empty_drawing(small: Callable[..., Reference]) -> None:
    drawing = small("mllm:p a owl:ObjectProperty .").drawing
    assert drawing.boxes == drawing.lines == ()
